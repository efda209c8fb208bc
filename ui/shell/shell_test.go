package shell_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"campuskeeper/app"
	"campuskeeper/ui/look"
	"campuskeeper/ui/shell"
	"campuskeeper/ui/uitest"
	"campuskeeper/ui/widgets"
)

// page is a screen that remembers what happened to it.
type page struct {
	name    string
	entry   *widgets.Entry
	did     []string
	unsaved bool
}

func (p *page) Home() { p.did = append(p.did, "home") }
func (p *page) TypedKey(key *fyne.KeyEvent) bool {
	p.did = append(p.did, string(key.Name))
	return key.Name == fyne.KeyPageDown
}

func newPage(name string) *page { return &page{name: name, entry: widgets.NewEntry("")} }

func (p *page) Title() string             { return p.name }
func (p *page) Object() fyne.CanvasObject { return p.entry }
func (p *page) Shown()                    { p.did = append(p.did, "shown") }
func (p *page) Hidden()                   { p.did = append(p.did, "hidden") }
func (p *page) Unsaved() bool             { return p.unsaved }
func (p *page) Save()                     { p.did = append(p.did, "saved") }
func (p *page) Reload()                   { p.did = append(p.did, "reloaded") }
func (p *page) Panes() []fyne.Focusable   { return []fyne.Focusable{p.entry} }
func (p *page) Commands() []shell.Command {
	return []shell.Command{{Menu: shell.RecordMenu, Group: 1, Key: "shell.keys.tab", Do: func() { p.did = append(p.did, "own") }}}
}

type finder struct {
	asked  []string
	limits []int
	opened []string
	err    error
}

func (f *finder) Find(_ context.Context, text string, limit int) ([]shell.Hit, int, error) {
	f.asked, f.limits = append(f.asked, text), append(f.limits, limit)
	if f.err != nil || text == "nothing" {
		return nil, 0, f.err
	}
	hits := []shell.Hit{
		{Key: "a", Number: "YH-2026-0406", Title: "Fire door wedged open", Where: "Hazard register", Shape: look.Late, State: "3 days late"},
		{Key: "b", Number: "YH-2026-0401", Title: "Stand bolts rusted", Where: "Hazard register"},
	}
	return hits[:min(limit, 2)], 41, nil
}

func (f *finder) Open(hit shell.Hit) { f.opened = append(f.opened, hit.Key) }

type undoer struct {
	last   string
	undone int
	err    error
}

func (u *undoer) LastChange() (string, bool) { return u.last, u.last != "" }
func (u *undoer) UndoLast(context.Context) error {
	u.undone++
	return u.err
}

type memory map[string]string

func (m memory) Recall(key string) string   { return m[key] }
func (m memory) Remember(key, value string) { m[key] = value }

// stage is a shell with two places.
type stage struct {
	*uitest.Bench
	*shell.Shell
	today, ledgers *page
	finder         *finder
	undoer         *undoer
	memory         memory
	quits          int
}

func newStage(t *testing.T) *stage {
	t.Helper()
	s := &stage{
		Bench: uitest.New(t, app.English), today: newPage("Today"), ledgers: newPage("Hazard register"),
		finder: &finder{}, undoer: &undoer{}, memory: memory{},
	}
	s.Shell = shell.New(shell.Deps{
		Window: s.Window, Words: s.Words, Runner: s.Runner, Clock: s.Clock, Finder: s.finder, Undoer: s.undoer,
		Memory: s.memory, Quit: func() { s.quits++ }, Version: "0.1.0",
		Language: func(lang app.Lang) {
			if err := s.Words.Use(lang); err != nil {
				t.Error(err)
			}
		},
	})
	s.Add(shell.Today, s.today)
	s.Add(shell.Ledgers, s.ledgers)
	s.Start()
	s.Settle()
	return s
}

// line takes apart what stands in a line of the menu: its word, and its keys at the
// right.
func line(item *fyne.MenuItem) (word, keys string) {
	word, keys, _ = strings.Cut(item.Label, "  ")
	return word, strings.TrimSpace(keys)
}

// item finds a command in the menu.
func (s *stage) item(word string) *fyne.MenuItem {
	s.T.Helper()
	for _, menu := range s.Window.MainMenu().Items {
		for _, item := range menu.Items {
			if its, _ := line(item); its == word {
				return item
			}
		}
	}
	s.T.Fatalf("no menu item %q", word)
	return nil
}

func (s *stage) choose(word string) {
	s.T.Helper()
	s.item(word).Action()
	s.Settle()
}

func TestPlacesAreShownAndHidden(t *testing.T) {
	s := newStage(t)
	if s.At() != shell.Today || s.Window.Title() != "Today - CampusKeeper" {
		t.Errorf("starts at %s with title %q", s.At(), s.Window.Title())
	}
	s.choose("Ledgers")
	if s.At() != shell.Ledgers {
		t.Errorf("menu led to %s", s.At())
	}
	if want := []string{"shown", "hidden"}; !slices.Equal(s.today.did, want) {
		t.Errorf("today %v, want %v", s.today.did, want)
	}
	if want := []string{"shown"}; !slices.Equal(s.ledgers.did, want) {
		t.Errorf("ledgers %v, want %v", s.ledgers.did, want)
	}
	for _, menu := range s.Window.MainMenu().Items {
		for _, item := range menu.Items {
			if word, _ := line(item); word == "Drills" {
				t.Error("a place without a screen stands in the menu")
			}
		}
	}
}

func TestCountsStandBesideThePlaces(t *testing.T) {
	s := newStage(t)
	s.SetCounts(map[shell.PlaceID]int{shell.Today: 8})
	s.MustRead("Today", "Ledgers", "8")
	if s.Reads("0") {
		t.Error("a place without anything to do shows 0")
	}
}

func TestPagesLieOverTheirPlace(t *testing.T) {
	s := newStage(t)
	form := newPage("New hazard")
	s.Push(form)
	s.choose("Ledgers")
	s.choose("Today")
	if s.Current() != shell.Screen(form) {
		t.Error("the open page was lost when another place was looked at")
	}
	s.Key(fyne.KeyEscape)
	if s.Current() != shell.Screen(s.today) {
		t.Error("Escape did not close the page")
	}
	s.Key(fyne.KeyEscape)
	if s.Current() != shell.Screen(s.today) {
		t.Error("Escape closed the place itself")
	}
}

func TestThePlaceItselfLeadsHome(t *testing.T) {
	s := newStage(t)
	s.Push(newPage("YH-2026-0406"))
	s.Go(shell.Today)
	if s.Current() != shell.Screen(s.today) || slices.Contains(s.today.did, "home") {
		t.Errorf("choosing the place from a page leads to %q after %v", s.Current().Title(), s.today.did)
	}
	s.Go(shell.Today)
	if !slices.Contains(s.today.did, "home") {
		t.Error("choosing the place once more did not lead to its beginning")
	}
}

func TestTitleFollowsTheScreen(t *testing.T) {
	s := newStage(t)
	form := newPage("")
	s.Push(form)
	if s.Window.Title() != "CampusKeeper" {
		t.Errorf("a page without a name has the title %q", s.Window.Title())
	}
	form.name = "YH-2026-0406"
	s.RefreshMenu()
	if s.Window.Title() != "YH-2026-0406 - CampusKeeper" {
		t.Errorf("the title is %q after the record was read", s.Window.Title())
	}
}

func TestLeavingAnUnsavedPageAsks(t *testing.T) {
	s := newStage(t)
	form := newPage("New hazard")
	form.unsaved = true
	s.Push(form)
	s.Key(fyne.KeyEscape)
	s.MustRead("Leave without saving?")
	s.Key(fyne.KeyReturn)
	if s.Current() != shell.Screen(form) || widgets.DialogOpen(s.Canvas()) {
		t.Error("Enter must stay on the page")
	}
	s.Back()
	s.Press("Leave")
	if s.Current() != shell.Screen(s.today) {
		t.Error("Leave did not leave")
	}
}

func TestClosingAsksOnlyWhenSomethingIsUnsaved(t *testing.T) {
	s := newStage(t)
	s.ledgers.unsaved = true
	s.AskClose()
	s.MustRead("Close without saving?")
	s.Key(fyne.KeyEscape)
	if s.quits != 0 {
		t.Fatal("closed in spite of Escape")
	}
	s.AskClose()
	s.Press("Close")
	if s.quits != 1 {
		t.Errorf("quits %d after Close", s.quits)
	}
	s.AskClose()
	if s.quits != 1 {
		t.Error("closing twice quits twice")
	}
	if s.memory["window.size"] == "" {
		t.Error("the window's size was not remembered")
	}
}

func TestRememberedSize(t *testing.T) {
	for text, want := range map[string]fyne.Size{
		"1366x740": fyne.NewSize(1366, 740), "": fyne.NewSize(1280, 690), "12x9": fyne.NewSize(1280, 690),
		"x": fyne.NewSize(1280, 690), "99999x900": fyne.NewSize(1280, 690), "NaNx900": fyne.NewSize(1280, 690),
	} {
		if got := shell.RememberedSize(memory{"window.size": text}); got != want {
			t.Errorf("%q gives %v, want %v", text, got, want)
		}
	}
}

func TestShortcutsDoNothingWhileADialogIsOpen(t *testing.T) {
	s := newStage(t)
	save := s.item("Save")
	save.Action()
	s.ShowAbout()
	save.Action()
	if n := strings.Count(strings.Join(s.today.did, " "), "saved"); n != 1 {
		t.Errorf("saved %d times, want once, before the dialog", n)
	}
	s.Key(fyne.KeyEscape)
	if widgets.DialogOpen(s.Canvas()) {
		t.Error("Escape did not close the dialog")
	}
}

func TestScreensBringTheirCommands(t *testing.T) {
	s := newStage(t)
	s.choose("Tab, Shift+Tab")
	if !slices.Contains(s.today.did, "own") {
		t.Error("the screen's own command was not done")
	}
	if s.item("Print...").Disabled != true {
		t.Error("a screen that cannot print offers to print")
	}
}

func TestUndoIsTheEntrysWhileTyping(t *testing.T) {
	s := newStage(t)
	s.undoer.last = "YH-2026-0395: closed"
	s.Canvas().Focus(s.today.entry)
	s.Type("Canteen")
	s.choose("Undo")
	if s.today.entry.Text == "Canteen" || s.undoer.undone != 0 {
		t.Errorf("entry has %q, undone %d", s.today.entry.Text, s.undoer.undone)
	}
	s.Canvas().Unfocus()
	s.choose("Undo")
	s.MustRead("Take back the last change?", "YH-2026-0395: closed")
	s.Key(fyne.KeyReturn)
	if s.undoer.undone != 1 {
		t.Errorf("undone %d times", s.undoer.undone)
	}
	s.OfferUndo("YH-2026-0396 closed.")
	s.choose("Undo")
	s.Settle()
	if s.undoer.undone != 2 || widgets.DialogOpen(s.Canvas()) || s.Reads("YH-2026-0396 closed.") {
		t.Errorf("undone %d times; what the line offers needs no question", s.undoer.undone)
	}
	s.undoer.err = app.Errorf(app.CodeConflict, "shell.undo.nothing")
	s.OfferUndo("YH-2026-0395 closed.")
	s.MustRead("YH-2026-0395 closed.", "Undo")
	s.Timers.Advance(9 * time.Second)
	s.Settle()
	if s.Reads("YH-2026-0395 closed.") {
		t.Error("the undo line is still there after 9 seconds")
	}
}

func TestALongUndoIsTold(t *testing.T) {
	s := newStage(t)
	release := make(chan struct{})
	s.TakeBack(func(context.Context) error {
		<-release
		return app.Errorf(app.CodeConflict, "shell.undo.nothing")
	})
	s.Timers.Advance(time.Second)
	s.Queue.Drain()
	s.MustRead("Undoing...")
	close(release)
	s.Settle()
	if s.Reads("Undoing...") {
		t.Error("the line stays when all is done")
	}
	s.MustRead("There is nothing to take back.")
}

func TestLanguageChangesEverywhereAtOnce(t *testing.T) {
	s := newStage(t)
	s.SetStatus(shell.Status{
		School: "Riverside School", Saved: s.Clock.Now(), BackedUp: s.Clock.Now(), Overdue: 5, DueToday: 3,
	})
	s.MustRead("Riverside School", "Saved 10:40", "Backed up today 10:40", "5 overdue, 3 due today")
	s.choose("中文")
	s.MustRead("今日待办", "台账", "已保存 10:40", "今日 10:40 已备份", "逾期 5 项，今日到期 3 项")
	if s.item("保存") == nil || s.Window.Title() != "Today - Riverside School - 校安台账" {
		t.Errorf("title %q", s.Window.Title())
	}
	for _, text := range s.Texts() {
		if text == "EN" {
			return
		}
	}
	t.Error("there is no way back to English")
}

func TestStatusLineSaysSoWhenThereIsNothing(t *testing.T) {
	s := newStage(t)
	s.SetStatus(shell.Status{BackedUp: s.Clock.Now().AddDate(0, 0, -2)})
	s.MustRead("Backed up 2026-11-21 (Sat)", "Nothing due today")
	s.SetStatus(shell.Status{Overdue: 1})
	s.MustRead("Not backed up yet", "1 overdue")
	s.SetStatus(shell.Status{DueToday: 2})
	s.MustRead("2 due today")
}
