package shell_test

import (
	"errors"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"campuskeeper/ui/shell"
	"campuskeeper/ui/widgets"
)

func TestScreenHearsTheKeysThatNobodyUsed(t *testing.T) {
	s := newStage(t)
	s.today.did = nil
	s.Key(fyne.KeyPageDown)
	s.Key(fyne.KeyF5)
	if want := []string{"Next", "F5", "reloaded"}; !slices.Equal(s.today.did, want) {
		t.Errorf("the screen did %v, want %v", s.today.did, want)
	}
}

func TestKeysDoNotReachWhatIsNoLongerSeen(t *testing.T) {
	s := newStage(t)
	s.Canvas().Focus(s.today.entry)
	s.Push(newPage("YH-2026-0406"))
	s.Key(fyne.KeyX)
	if s.Canvas().Focused() != nil || s.today.entry.Text != "" {
		t.Error("the entry of the screen below still has the focus")
	}
}

func TestFunctionKeysWorkFromAnEntry(t *testing.T) {
	s := newStage(t)
	s.Canvas().Focus(s.today.entry)
	s.Key(fyne.KeyF5)
	if !slices.Contains(s.today.did, "reloaded") {
		t.Error("F5 did not reach the menu from an entry")
	}
	s.Key(fyne.KeyF6)
	if s.Canvas().Focused() == fyne.Focusable(s.today.entry) {
		t.Error("F6 stayed in the entry")
	}
	s.Key(fyne.KeyF6)
	if s.Canvas().Focused() != fyne.Focusable(s.today.entry) {
		t.Error("F6 did not come back to the pane")
	}
}

func TestArrowsMoveInTheNavigation(t *testing.T) {
	s := newStage(t)
	s.Key(fyne.KeyF6)
	s.Key(fyne.KeyDown)
	s.Key(fyne.KeyReturn)
	if s.At() != shell.Ledgers {
		t.Errorf("Down and Enter led to %s", s.At())
	}
}

func TestSearchEverywhere(t *testing.T) {
	s := newStage(t)
	s.choose("Search")
	s.Type("fire")
	s.MustRead("YH-2026-0406", "Fire door wedged open", "The first 2 of 41 records")
	s.Key(fyne.KeyDown)
	s.Key(fyne.KeyReturn)
	if !slices.Equal(s.finder.opened, []string{"b"}) {
		t.Errorf("opened %v, want the second hit", s.finder.opened)
	}
	if widgets.DialogOpen(s.Canvas()) {
		t.Error("the search stayed open")
	}
}

func TestSearchSaysWhatItDidNotFind(t *testing.T) {
	s := newStage(t)
	s.Find("nothing")
	s.Settle()
	s.MustRead("Nothing found. Try fewer letters.")
	s.Key(fyne.KeyEscape)
	if widgets.DialogOpen(s.Canvas()) {
		t.Error("Escape did not close the search")
	}
	s.finder.err = errors.New("broken")
	s.Find("x")
	s.Settle()
	if len(s.finder.opened) != 0 {
		t.Error("something was opened")
	}
}

// TestKeyboardPageNamesEveryShortcut holds the page against the menu, and the menu
// against itself: no two commands have the same keys.
func TestKeyboardPageNamesEveryShortcut(t *testing.T) {
	s := newStage(t)
	listed := map[string]string{}
	for _, lines := range s.KeyboardPage() {
		for _, line := range lines {
			if other, twice := listed[line.Keys]; twice && line.Keys != "Ctrl+Z" {
				t.Errorf("%s does %q and %q", line.Keys, other, line.Does)
			}
			listed[line.Keys] = line.Does
		}
	}
	for _, menu := range s.Window.MainMenu().Items {
		for _, item := range menu.Items {
			word, keys := line(item)
			if item.Shortcut != nil && listed[keys] == "" {
				t.Errorf("%s (%s) is not on the keyboard page", word, keys)
			}
			if _, drawn := item.Shortcut.(fyne.KeyboardShortcut); drawn {
				t.Errorf("Fyne would draw the keys of %s too pale to read", word)
			}
		}
	}
	for _, keys := range []string{"Ctrl+F", "Ctrl+Shift+F", "F6", "F1", "Ctrl+1", "Ctrl+2", "Ctrl+S", "Ctrl+Q", "Alt+Left"} {
		if listed[keys] == "" {
			t.Errorf("%s does nothing", keys)
		}
	}
	s.ShowKeyboard()
	s.MustRead("Keyboard", "Ctrl+S")
	test.Tap(s.Button("Close"))
}

func TestDialogsFitALowWindow(t *testing.T) {
	s := newStage(t)
	s.Window.Resize(fyne.NewSize(952, 480)) // 1920 × 1080 at 200 %
	s.ShowKeyboard()
	foot := s.Button("Close")
	bottom := fyne.CurrentApp().Driver().AbsolutePositionForObject(foot).Y + foot.Size().Height
	if bottom > 480 {
		t.Errorf("the button of the keyboard page ends at %v", bottom)
	}
	s.Press("Close")
	s.Find("fire")
	s.Settle()
	if len(s.finder.limits) != 1 || s.finder.limits[0] < 5 || s.finder.limits[0] > 9 {
		t.Errorf("the search shows %v hits, want as many as find room", s.finder.limits)
	}
}

// The window is never larger than a small screen at twice the size of text: what lies
// outside could not be reached.
func TestWindowFitsSmallScreen(t *testing.T) {
	s := newStage(t)
	if least := s.Window.Content().MinSize(); least.Width > 683 || least.Height > 384-28-40 {
		t.Errorf("the window needs %v", least)
	}
}
