package drilllive

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"campuskeeper/app"
	"campuskeeper/app/drill"
	"campuskeeper/ui/look"
	"campuskeeper/ui/shell"
	"campuskeeper/ui/task"
	"campuskeeper/ui/widgets"
)

// Screen is the day of one drill: ready to start, or running.
type Screen struct {
	deps    Deps
	id      app.ID
	sheet   Sheet
	read    bool
	slot    task.Slot
	ready   *ready
	running *running
	root    *fyne.Container
	full    bool
	unhear  func()
}

var (
	_ shell.Screen    = (*Screen)(nil)
	_ shell.Commander = (*Screen)(nil)
	_ shell.KeyHearer = (*Screen)(nil)
	_ shell.Closer    = (*Screen)(nil)
)

// New returns the day of a drill; it reads the drill when it is shown.
func New(deps Deps, id app.ID) *Screen {
	s := &Screen{deps: deps, id: id, root: container.NewStack()}
	s.unhear = deps.Words.Listen(s.speak)
	return s
}

func (s *Screen) t(key string, pairs ...any) string { return s.deps.Words.T(key, pairs...) }

// Title implements shell.Screen.
func (s *Screen) Title() string {
	if !s.read {
		return s.t("live.title")
	}
	return nameOf(s.deps.Words, s.sheet.Kind, drill.FromValues(s.sheet.Entry.Values))
}

// Object implements shell.Screen.
func (s *Screen) Object() fyne.CanvasObject { return s.root }

// Shown implements shell.Screen.
func (s *Screen) Shown() {
	s.fullScreen(true)
	if !s.read {
		s.load()
	}
}

// Hidden implements shell.Screen.
func (s *Screen) Hidden() { s.fullScreen(false) }

// Unsaved implements shell.Screen: what is not on the disk yet is lost when the
// program ends, and what was typed on the page before the start.
func (s *Screen) Unsaved() bool {
	return s.running != nil && len(s.running.keeper.waiting) > 0 || s.ready != nil && s.ready.changed
}

// Close implements shell.Closer.
func (s *Screen) Close() {
	s.unhear()
	s.slot.Drop()
	if s.running != nil {
		s.running.stop()
	}
}

func (s *Screen) fullScreen(on bool) {
	if s.full != on {
		s.full = on
		s.deps.FullScreen(on)
	}
}

func (s *Screen) load() {
	task.Latest(s.deps.Runner, &s.slot, context.Background(), s.t("live.title"),
		func(ctx context.Context, _ *task.Progress) (Sheet, error) { return s.deps.Source.Read(ctx, s.id) },
		func(sheet Sheet, err error) {
			if err != nil {
				s.fail(err)
				return
			}
			s.sheet, s.read = sheet, true
			s.begin()
		})
}

// begin shows the drill as it stands.
func (s *Screen) begin() {
	switch state := s.sheet.Entry.State; {
	case state == drill.StateRunning && len(s.sheet.Log.Events) > 0:
		s.run(s.sheet.Log)
		s.running.resume()
	case slices.Contains([]string{drill.StateScheduled, drill.StatePostponed, drill.StateRunning}, state):
		s.ready = newReady(s)
		s.put(s.ready.object)
	default:
		s.fail(app.Errorf(app.CodeConflict, "drill-log.over", "number", s.sheet.Entry.Number))
	}
}

// askStart begins the drill, after a question when it is planned for another day.
func (s *Screen) askStart() {
	plan, today := s.ready.drill, app.DayOf(s.deps.Source.Now().Time)
	if plan.Date == today || plan.Date.IsZero() {
		s.start("")
		return
	}
	planned := strings.TrimSpace(s.deps.Words.Day(plan.Date) + " " + plan.Time)
	widgets.Confirm(s.deps.Window(), s.deps.Words, widgets.Question{
		Title: s.t("live.start.early"), Text: s.t("live.start.early.text", "planned", planned), Yes: s.t("live.start.now"),
		Grave: true, OnYes: func() { s.start(s.t("live.start.planned", "planned", planned)) },
	})
}

// start begins the drill at this moment, and gives the alarm with it. What is to be
// remembered of the plan becomes its first note.
func (s *Screen) start(note string) {
	now := s.deps.Source.Now()
	plan, keep := s.ready.drill, s.ready.changed
	s.sheet.Entry.Values = plan.Values()
	s.ready = nil
	s.run(drill.Live{Drill: s.id})
	if keep {
		s.running.keeper.plan = &plan
	}
	s.running.begin(now)
	s.running.note(note)
}

// run shows the running drill. The keys go into the class roll, but not the rest of the
// one that started the drill.
func (s *Screen) run(log drill.Live) {
	s.running = newRunning(s, log)
	s.put(s.running.object)
	s.deps.Runner.Do(func() { s.running.toRoll() })
}

func (s *Screen) fail(err error) {
	back := widgets.NewButton(widgets.Main, "left", s.t("live.leave"), s.deps.Leave)
	card := widgets.NewErrorCard(s.t("live.failed"), s.deps.Words.Explain(err), back)
	s.put(widgets.Fill(look.Ground, widgets.Padded(look.Gap6, container.NewVBox(card))))
}

func (s *Screen) put(object fyne.CanvasObject) {
	s.root.Objects = []fyne.CanvasObject{object}
	s.root.Refresh()
}

// speak writes everything anew in the chosen language.
func (s *Screen) speak() {
	switch {
	case s.running != nil:
		focus := s.running.holder()
		s.running.dress()
		s.put(s.running.object)
		focus(s.running)
	case s.ready != nil:
		s.ready.dress()
		s.put(s.ready.object)
	}
}

// onRunning makes a command of the running drill.
func (s *Screen) onRunning(key string, shortcut fyne.Shortcut, do func(*running)) shell.Command {
	return shell.Command{Menu: shell.RecordMenu, Key: key, Shortcut: shortcut, Do: func() { do(s.running) }, Possible: func() bool {
		return s.running != nil
	}}
}

// Commands implements shell.Commander.
func (s *Screen) Commands() []shell.Command {
	commands := []shell.Command{
		s.onRunning("live.next", shell.FunctionKey(fyne.KeyF8), (*running).markNext),
		s.onRunning("live.undo", &fyne.ShortcutUndo{}, (*running).undo),
		s.onRunning("live.roll", widgets.Ctrl(fyne.KeyR), (*running).toRoll),
		s.onRunning("live.note", widgets.Ctrl(fyne.KeyN), (*running).toNote),
		s.onRunning("live.end", widgets.Ctrl(fyne.KeyE), (*running).askEnd),
		{Menu: shell.ViewMenu, Key: "live.full", Shortcut: shell.FunctionKey(fyne.KeyF11), Do: func() { s.fullScreen(!s.full) }},
	}
	for n := range mostKeys {
		mark := func(r *running) { r.markAt(n) }
		commands = append(commands, s.onRunning("live.marks", widgets.Ctrl(fyne.KeyName(rune('1'+n))), mark))
		if key := fyne.KeyName("F" + keyOf(n)); key < fyne.KeyF8 { // which is the next mark
			commands = append(commands, s.onRunning("live.marks", shell.FunctionKey(key), mark))
		}
	}
	return commands
}

// TypedKey implements shell.KeyHearer: figures set marks while no entry has the keys,
// and Space starts a drill that is ready.
func (s *Screen) TypedKey(key *fyne.KeyEvent) bool {
	switch {
	case s.ready != nil && key.Name == fyne.KeySpace:
		s.askStart()
	case s.running != nil && len(key.Name) == 1 && key.Name[0] >= '1' && key.Name[0] <= '9':
		s.running.markAt(int(key.Name[0] - '1'))
	case key.Name == fyne.KeyEscape:
		s.escape()
	default:
		return s.running != nil && s.running.rollKey(key)
	}
	return true
}

// escape leads out of an entry back to the marks, and from the page before the start
// back to the office. A running drill is left by its end only.
func (s *Screen) escape() {
	window := s.deps.Window()
	switch {
	case s.running != nil && window.Focused() != nil:
		window.Unfocus()
		s.running.show()
	case s.running != nil:
		s.running.say(s.t("live.goes-on"), false)
	case s.ready != nil:
		s.ready.leave()
	default:
		s.deps.Leave()
	}
}
