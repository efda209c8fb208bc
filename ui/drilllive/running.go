package drilllive

import (
	"cmp"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"campuskeeper/app"
	"campuskeeper/app/drill"
	"campuskeeper/ui/look"
	"campuskeeper/ui/widgets"
	"campuskeeper/ui/words"
)

// mostKeys is how many marks have a figure of their own.
const mostKeys = 9

// running is the view of a drill that runs.
type running struct {
	screen *Screen
	deps   *Deps
	book   *words.Book
	model  *model
	keeper *keeper
	object fyne.CanvasObject
	halt   func() // stops the seconds
	ending bool
	again  string // the mark that the next press moves, because one press said that it is set

	clock   clock
	since   *widgets.Text
	bars    []*targetBar
	barred  []int // the marks that the bars show
	next    *widgets.Button
	undoing *widgets.Button
	marks   []*markRow
	totals  *totals
	grid    *grid
	chosen  *chosenClass
	message *widgets.Text
	report  *lineEntry
	side    *side
	saved   *widgets.Text
	foot    *fyne.Container
}

func newRunning(s *Screen, log drill.Live) *running {
	d := drill.FromValues(s.sheet.Entry.Values)
	r := &running{
		screen: s, deps: &s.deps, book: s.deps.Words, halt: func() {},
		model:  newModel(s.sheet.Kind, d.Roll, log, s.deps.Source.Now()),
		keeper: &keeper{runner: s.deps.Runner, source: s.deps.Source, id: s.id, name: s.t("live.saving")},
	}
	r.keeper.changed = r.showSaved
	r.keeper.ended = func() { s.deps.Ended(s.id) }
	r.dress()
	return r
}

func (r *running) t(key string, pairs ...any) string { return r.book.T(key, pairs...) }

// begin starts the drill and gives the alarm at a moment.
func (r *running) begin(now drill.Instant) {
	r.enterAt(drill.Event{Kind: drill.EventStart}, now)
	if len(r.model.kind.Marks) > 0 {
		r.enterAt(drill.Event{Kind: drill.EventMark, Mark: r.model.kind.Marks[0].Name}, now)
	}
	r.tick()
}

// resume goes on with a drill that runs already.
func (r *running) resume() {
	events := r.model.log.Events
	if r.model.state.Ended {
		r.ending = true
		r.keeper.finishEnd(events[len(events)-1])
		r.show()
		return
	}
	key := "live.resumed"
	if r.model.state.Wall {
		key = "live.resumed.wall"
	}
	r.say(r.t(key, "time", r.book.Time(r.model.log.Started().Time), "n", len(events)), false)
	r.tick()
}

// stop ends the counting of seconds.
func (r *running) stop() { r.halt() }

// tick shows the time and waits for the next full second.
func (r *running) tick() {
	r.halt()
	if r.model.state.Ended {
		return
	}
	r.model.tick(r.deps.Source.Now())
	r.showTime()
	rest := time.Second - r.model.state.Elapsed%time.Second
	r.halt = r.deps.Runner.After(rest, r.tick)
}

// enter answers a key: the event is in the state at once, and on its way to the disk.
func (r *running) enter(e drill.Event) bool { return r.enterAt(e, r.deps.Source.Now()) }

func (r *running) enterAt(e drill.Event, now drill.Instant) bool {
	if r.ending {
		return false
	}
	kept, err := r.model.enter(e, now)
	if err != nil {
		r.say(r.book.Explain(err), true)
		return false
	}
	r.keeper.keep(kept)
	r.again = ""
	r.unsay()
	r.show()
	return true
}

// dress makes the view in the chosen language.
func (r *running) dress() {
	size := float32(clockText)
	if r.narrow() {
		size = smallClock
	}
	r.clock, r.since = newClock(size), widgets.NewCaption("").Align(fyne.TextAlignCenter)
	r.next = widgets.NewButton(widgets.Main, "flag", "", r.markNext).Tall(48).Trailing("")
	r.undoing = widgets.NewButton(widgets.Quiet, "undo", r.t("live.undo"), r.undo)
	r.message = widgets.NewNote("")
	r.saved = widgets.NewCaption("")
	r.totals = newTotals(r.book)
	r.grid = newGrid(gridHooks{
		all: r.allPresent, count: r.present, missing: r.askMissing, moved: r.showRoll, leave: func() { r.screen.escape() },
		pass: func(shortcut fyne.Shortcut) { r.hear(shortcut) },
	})
	r.chosen = newChosenClass(r)
	r.report = newLineEntry(r.t("live.report.hint"), r.submitReport, r.hear)
	r.report.OnChanged = r.searchClass
	r.report.OnKey = r.reportKey
	r.side = newSide(r)
	r.object = container.New(frame{}, r.head(), r.column(), r.roll(), r.side.object, r.footLine())
	r.show()
	r.showTime()
	r.showSaved()
}

// hear does what a shortcut of the view asks for.
func (r *running) hear(shortcut fyne.Shortcut) bool {
	for _, c := range r.screen.Commands() {
		if c.Shortcut.ShortcutName() == shortcut.ShortcutName() {
			c.Do()
			return true
		}
	}
	return false
}

func (r *running) head() fyne.CanvasObject {
	d := drill.FromValues(r.screen.sheet.Entry.Values)
	now := r.deps.Source.Now().Time
	name := widgets.NewTitle(nameOf(r.book, r.model.kind, d)).Cut()
	second := widgets.NewText(r.screen.sheet.Entry.Number + "  " + r.book.Day(app.DayOf(now))).In(look.Muted).Cut()
	end := widgets.NewButton(widgets.Grave, "stop", r.t("live.end"), r.askEnd)
	row := widgets.Row(look.Gap3, badge(r.t("live.badge")), widgets.Grow(container.New(headline{}, name, second)), toldMark(r.book, r.model.kind, d.Told, now), end)
	return widgets.Fill(look.Ground, widgets.Column(0, widgets.Grow(widgets.Inset(0, look.Gap4, 0, look.Gap4, row)), widgets.NewRule()))
}

// narrow says whether the window has no room for three columns, as at twice the size of
// text on a small screen.
func (r *running) narrow() bool { return r.deps.Window().Size().Width < look.Px(fewestWide) }

// column is the clock with the marks under it.
func (r *running) column() fyne.CanvasObject {
	parts := []fyne.CanvasObject{r.clock.Text, r.since}
	next := widgets.Inset(look.Gap1, 0, look.Gap1, 0, r.next)
	if r.narrow() {
		parts = append(parts, next) // in sight without scrolling
	}
	r.bars, r.barred, r.marks = nil, nil, nil
	for i, s := range r.model.state.Marks {
		if s.Mark.Target == 0 {
			continue
		}
		bar := newTargetBar(markTitle(r.book, s.Mark))
		r.bars, r.barred = append(r.bars, bar), append(r.barred, i)
		parts = append(parts, widgets.Inset(look.Gap1, 0, 0, 0, bar), widgets.NewRule())
	}
	list := widgets.Column(0)
	for i := range r.model.state.Marks {
		row := newMarkRow(func() { r.markAt(i) })
		r.marks = append(r.marks, row)
		list.Add(row)
	}
	head := widgets.Row(look.Gap2, widgets.NewStrong(r.t("live.marks")), widgets.Stretch(), r.undoing)
	if !r.narrow() {
		parts = append(parts, next)
	}
	parts = append(parts, head, list)
	body := widgets.Inset(look.Gap3, look.Gap4, look.Gap3, look.Gap4, widgets.Column(look.Gap2, parts...))
	return widgets.Fill(look.Paper, widgets.Beside(container.NewVScroll(body), widgets.NewUpright()))
}

// roll is the class roll with the entry under it.
func (r *running) roll() fyne.CanvasObject {
	enter := widgets.NewButton(widgets.Ordinary, "", r.t("live.report.enter"), func() {
		if r.submitReport(r.report.Text) {
			r.report.SetText("")
		}
	})
	foot := widgets.Column(look.Gap2, widgets.Sized(0, 32, r.message), r.chosen, widgets.Row(look.Gap2, widgets.Grow(r.report), enter))
	body := widgets.Column(look.Gap3, r.totals, widgets.Grow(r.grid), foot)
	return widgets.Fill(look.Paper, widgets.Inset(look.Gap3, look.Gap4, look.Gap3, look.Gap4, body))
}

func (r *running) footLine() fyne.CanvasObject {
	hints := widgets.NewCaption(r.t("live.hints")).Cut()
	r.foot = widgets.Row(look.Gap4, widgets.Grow(hints), r.saved)
	return widgets.Fill(look.Ground, widgets.Column(0, widgets.NewRule(), widgets.Grow(widgets.Inset(0, look.Gap4, 0, look.Gap4, r.foot))))
}

// nameOf is what a drill is called: by its own name, or as its kind is. What the kind
// says itself was written in the language of that day, and is said in the one of today.
func nameOf(book *words.Book, kind drill.Kind, d drill.Drill) string {
	return cmp.Or(kind.Translate(d.Name, book.Lang()), book.Text(kind.Title), d.Kind)
}

// markTitle is the name of a mark: the kind's, the program's, or the bare word.
func markTitle(book *words.Book, m drill.MarkKind) string {
	if title := book.Text(m.Title); title != "" {
		return title
	}
	if key := "live.mark." + m.Name; book.Has(key) {
		return book.T(key)
	}
	return m.Name
}

// keyOf is the figure that sets a mark, "" for those that have none.
func keyOf(mark int) string {
	if mark >= mostKeys {
		return ""
	}
	return strconv.Itoa(mark + 1)
}
