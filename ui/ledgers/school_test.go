package ledgers

import (
	"context"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"campuskeeper/app"
	"campuskeeper/app/apptest"
	"campuskeeper/app/catalog"
	"campuskeeper/app/ledger"
	"campuskeeper/app/schema"
	"campuskeeper/assets"
	"campuskeeper/assets/fonts"
	wordfiles "campuskeeper/assets/words"
	"campuskeeper/ui/look"
	"campuskeeper/ui/shell"
	"campuskeeper/ui/task"
	"campuskeeper/ui/widgets"
	"campuskeeper/ui/words"
)

// school is a whole school in memory with the screen of its ledgers: the real
// service and catalog, a frame that only keeps a stack of pages.
type school struct {
	t       *testing.T
	ctx     context.Context
	clock   *app.ManualClock
	service *ledger.Service
	library *ledger.Library
	catalog *catalog.Catalog
	book    *words.Book
	queue   *task.Queue
	timers  *task.ManualTimers
	runner  *task.Runner
	memory  notes
	actor   app.Actor
	window  fyne.Window
	frame   *fyne.Container
	pages   []shell.Screen
	undo    []string
	titles  []string // that the window had
	sought  []string // in all records
	printed []PrintJob
	screen  *Screen
}

// notes is a memory in a map.
type notes map[string]string

func (n notes) Recall(key string) string   { return n[key] }
func (n notes) Remember(key, value string) { n[key] = value }

var (
	director = app.Actor{Name: "M. Osei", Role: app.RoleDirector}
	worker   = app.Actor{Name: "K. Lindqvist", Role: app.RoleStaff}
)

// today is the day on which the tests play.
const today = "2026-11-23"

func open(t *testing.T, lang app.Lang) *school {
	t.Helper()
	s := &school{
		t: t, ctx: context.Background(), clock: app.NewManualClock(time.Date(2026, 11, 23, 10, 31, 0, 0, time.UTC)),
		queue: &task.Queue{}, timers: &task.ManualTimers{}, memory: notes{lastLedger: "hazard"}, actor: director,
	}
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Style{Mode: look.Light}, fonts.Regular(), fonts.Bold()))
	store := apptest.NewStore(s.clock)
	var err error
	if s.library, err = ledger.ReadLibrary(assets.Loops(), assets.Ledgers()); err != nil {
		t.Fatal(err)
	}
	if s.service, err = ledger.New(s.ctx, store, s.library); err != nil {
		t.Fatal(err)
	}
	s.catalog = catalog.New(catalog.Rules{Group: s.group})
	all, err := app.LoadWords(wordfiles.Files())
	if err != nil {
		t.Fatal(err)
	}
	s.book = words.New(all, lang)
	s.runner = task.New(s.queue.Do, s.clock, s.timers)
	s.frame = container.NewStack()
	s.window = test.NewTempWindow(t, s.frame)
	s.window.SetPadded(false)
	s.window.Resize(fyne.NewSize(1104, 744))
	store.Subscribe(func(changes []app.Change) {
		s.catalog.Apply(changes)
		if s.screen != nil {
			s.queue.Do(s.screen.Changed)
		}
	})
	return s
}

func (s *school) group(name, state string) catalog.Group {
	t, err := s.library.Template(name)
	if err != nil || t.Loop == ledger.NoLoop {
		return catalog.Any
	}
	info, _ := s.library.Loop(t).State(ledger.State(state))
	switch {
	case info.Check:
		return catalog.Reinspect
	case info.Open:
		return catalog.Open
	case ledger.State(state) == ledger.Void:
		return catalog.Void
	}
	return catalog.Closed
}

// show opens the screen.
func (s *school) show() *Screen {
	s.t.Helper()
	s.screen = New(Deps{
		Words: s.book, Runner: s.runner, Clock: s.clock, Actor: func() app.Actor { return s.actor },
		Library: s.library, Catalog: s.catalog, Records: s.service, Drafts: s.service, Host: s, Memory: s.memory,
		Period: func(string, app.Day) (app.Period, bool) {
			return app.Period{From: app.MustDay("2026-09-01"), To: app.MustDay("2027-01-22")}, true
		},
		Print:  func(job PrintJob) { s.printed = append(s.printed, job) },
		Import: func(string) {}, Export: func(catalog.Query, []app.ID) {},
	})
	s.Push(s.screen)
	s.settle()
	return s.screen
}

// settle waits until nothing is under way any more.
func (s *school) settle() { s.queue.Settle(s.runner) }

// Push implements Host.
func (s *school) Push(page shell.Screen) {
	if top := s.top(); top != nil {
		top.Hidden()
	}
	s.pages = append(s.pages, page)
	s.enter()
}

// Pop implements Host.
func (s *school) Pop() {
	s.top().Hidden()
	s.pages = s.pages[:len(s.pages)-1]
	s.enter()
}

func (s *school) top() shell.Screen {
	if len(s.pages) == 0 {
		return nil
	}
	return s.pages[len(s.pages)-1]
}

func (s *school) enter() {
	s.frame.Objects = []fyne.CanvasObject{s.top().Object()}
	s.frame.Refresh()
	s.top().Shown()
}

// Back implements Host.
func (s *school) Back() { s.Pop() }

// Canvas implements Host.
func (s *school) Canvas() fyne.Canvas { return s.window.Canvas() }

// OfferUndo implements Host.
func (s *school) OfferUndo(text string) { s.undo = append(s.undo, text) }

// RefreshMenu implements Host: it notes the title, as the window would show it.
func (s *school) RefreshMenu() {
	if top := s.top(); top != nil {
		s.titles = append(s.titles, top.Title())
	}
}

// Find implements Host.
func (s *school) Find(text string) { s.sought = append(s.sought, text) }

// hazard enters a hazard that is found today and due some days later.
func (s *school) hazard(text string, dueIn int) ledger.Entry {
	s.t.Helper()
	day := app.MustDay(today)
	found := day
	if dueIn < 0 {
		found = day.AddDays(dueIn - 7)
	}
	e, err := s.service.Add(s.ctx, director, "hazard", schema.Values{
		"foundOn": found.String(), "place": "Stair B", "description": text, "level": "general",
		"responsible": worker.Name, "foundBy": "D. Whitlock", "deadline": day.AddDays(dueIn).String(),
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return e
}

// walk brings an entry along the straight way to a state.
func (s *school) walk(e ledger.Entry, to ledger.State) ledger.Entry {
	s.t.Helper()
	t, _ := s.library.Template(e.Ledger)
	for _, state := range s.library.Loop(t).Path(to) {
		set := schema.Values{}
		if state == ledger.Closed {
			set = schema.Values{"reinspector": director.Name, "evidence": "seen"}
		}
		var err error
		if e, err = s.service.Step(s.ctx, worker, e.ID, state, set); err != nil {
			s.t.Fatal(err)
		}
	}
	return e
}

// within walks what is drawn on the window and over it.
func (s *school) within(visit func(fyne.CanvasObject)) {
	top := s.window.Canvas().Overlays().Top()
	if top == nil {
		top = s.window.Canvas().Content()
	}
	for _, object := range test.LaidOutObjects(top) {
		visit(object)
	}
}

// button finds the button that bears a word.
func (s *school) button(word string) *widgets.Button {
	s.t.Helper()
	var found *widgets.Button
	var seen []string
	s.within(func(object fyne.CanvasObject) {
		if b, ok := object.(*widgets.Button); ok {
			seen = append(seen, b.Text())
			if b.Text() == word {
				found = b
			}
		}
	})
	if found == nil {
		s.t.Fatalf("there is no button %q among %q", word, seen)
	}
	return found
}

// press presses the button that bears a word and waits for what it does.
func (s *school) press(word string) {
	s.t.Helper()
	s.button(word).OnTapped()
	s.settle()
}

// says tells whether a text stands on the window.
func (s *school) says(text string) bool {
	found := false
	s.within(func(object fyne.CanvasObject) {
		if w, ok := object.(*widgets.Text); ok && w.Text() == text && w.Visible() {
			found = true
		}
		if m, ok := object.(*widgets.StateMark); ok && m.Word() == text {
			found = true
		}
	})
	return found
}

// typed types into what has the focus.
func (s *school) typed(text string) {
	for _, r := range text {
		s.window.Canvas().Focused().TypedRune(r)
	}
}

// key presses a key where the focus is.
func (s *school) key(names ...fyne.KeyName) {
	for _, name := range names {
		s.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: name})
	}
	s.settle()
}

// form is the form that is open.
func (s *school) form() *form {
	s.t.Helper()
	f, ok := s.top().(*form)
	if !ok {
		s.t.Fatalf("no form is open but %T", s.top())
	}
	return f
}
