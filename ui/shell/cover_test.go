package shell_test

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"campuskeeper/ui/shell"
	"campuskeeper/ui/widgets"
)

// whole is a page with commands of its own that covers the window.
type whole struct{ *page }

func (w whole) Close() { w.did = append(w.did, "closed") }
func (w whole) Commands() []shell.Command {
	return []shell.Command{
		{Menu: shell.RecordMenu, Key: "shell.undo", Shortcut: widgets.Ctrl(fyne.KeyN), Do: func() { w.did = append(w.did, "note") }},
		{Menu: shell.RecordMenu, Key: "shell.undo", Shortcut: shell.FunctionKey(fyne.KeyF8), Do: func() { w.did = append(w.did, "mark") }},
	}
}

// A screen that covers the window has all the keys; what would lead away does nothing
// until it is gone.
func TestCoverHasTheWindowForItself(t *testing.T) {
	s := newStage(t)
	cover := whole{newPage("Drill")}
	s.Cover(cover)
	if !s.Covered() || s.Window.MainMenu() != nil || s.Window.Content() != cover.Object() {
		t.Fatal("the window is not covered")
	}
	s.Go(shell.Ledgers)
	s.Push(newPage("form"))
	s.Pop()
	s.Back()
	s.RefreshMenu()
	if s.Current() != shell.Screen(cover) || s.Window.MainMenu() != nil {
		t.Error("something led away")
	}
	s.Key(fyne.KeyF8)
	s.Key(fyne.KeyF5)
	if want := []string{"shown", "F8", "mark", "F5"}; !slices.Equal(cover.did, want) {
		t.Errorf("the cover did %q, want %q", cover.did, want)
	}
	cover.unsaved = true
	if titles := s.Unsaved(); !slices.Equal(titles, []string{"Drill"}) {
		t.Errorf("unsaved are %q", titles)
	}
	s.Uncover()
	s.Uncover()
	if s.Covered() || s.Window.MainMenu() == nil || s.Current() != shell.Screen(s.today) || !slices.Equal(cover.did[4:], []string{"hidden", "closed"}) {
		t.Errorf("after it %v is shown, it did %q", s.Current(), cover.did)
	}
}
