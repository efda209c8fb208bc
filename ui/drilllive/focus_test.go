package drilllive_test

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"campuskeeper/app"
	"campuskeeper/app/drill"
	"campuskeeper/assets/fonts"
	"campuskeeper/ui/look"
	"campuskeeper/ui/uitest"
	"campuskeeper/ui/widgets"
)

// strike presses a key that is a sign, too: the key goes to what has the focus, or to
// the window, and then the sign to what has the focus by then.
func (s *stage) strike(name fyne.KeyName, sign rune) {
	key := &fyne.KeyEvent{Name: name}
	if focused := s.Window.Canvas().Focused(); focused != nil {
		focused.TypedKey(key)
	} else {
		s.Window.Canvas().OnTypedKey()(key)
	}
	if focused := s.Window.Canvas().Focused(); focused != nil {
		focused.TypedRune(sign)
	}
	s.Settle()
}

// strikeAll presses one key after the other.
func (s *stage) strikeAll(signs string) {
	for _, sign := range signs {
		s.strike(fyne.KeyName(sign), sign)
	}
}

// marksSet counts the marks in the log.
func (s *stage) marksSet() int {
	n := 0
	for _, e := range s.log() {
		if e.Kind == drill.EventMark {
			n++
		}
	}
	return n
}

// From the first moment the keys go into the entry of the roll: the figures of a class
// set no marks.
func TestStartBringsTheKeysToTheRoll(t *testing.T) {
	s := newStage(t, app.English, roll())
	s.strike(fyne.KeySpace, ' ')
	entry := uitest.All[interface {
		fyne.CanvasObject
		fyne.Focusable
		Undo()
	}](s.Bench)[0]
	if s.Window.Canvas().Focused() != fyne.Focusable(entry) {
		t.Fatalf("the keys go to %T", s.Window.Canvas().Focused())
	}
	s.strikeAll("3-1 42")
	s.Key(fyne.KeyReturn)
	s.MustRead("1 / 24", "42 / 1014")
	if n := s.marksSet(); n != 1 {
		t.Errorf("%d marks are set", n)
	}
	s.source.reopen()
	s.open()
	s.strikeAll("3-2 43")
	s.Key(fyne.KeyReturn)
	if n := s.marksSet(); n != 1 {
		t.Errorf("after a start of the program %d marks are set", n)
	}
	s.MustRead("2 / 24", "85 / 1014")
}

// The letter that opens the question who is missing is not written into it.
func TestLetterOfTheQuestionStaysOutOfIt(t *testing.T) {
	s := newStage(t, app.English, roll())
	s.start()
	s.Key(fyne.KeyRight)
	s.Key(fyne.KeyEscape)
	s.strike(fyne.KeyM, 'm')
	s.MustRead("Class 1-1: who is missing?")
	s.Key(fyne.KeyReturn)
	s.MustRead("Missing: 1 pupil")
}

// One Tab leads to the roll, and from there no further than a few to everything else.
func TestTabLeadsToTheRollFirst(t *testing.T) {
	s := newStage(t, app.English, roll())
	s.start()
	s.Window.Canvas().FocusNext()
	s.Key(fyne.KeyReturn)
	s.MustRead("1 / 24", "42 / 1014")
	if s.source.entry.State != drill.StateRunning || widgets.OpenDialog(s.Window.Canvas()) != nil {
		t.Error("Tab led to the end of the drill")
	}
}

// A tap with the finger or the mouse takes the keys out of the entry for a moment only.
func TestTapGivesTheKeysBack(t *testing.T) {
	s := newStage(t, app.English, roll())
	s.start()
	s.press(widgets.Ctrl(fyne.KeyR))
	s.pass(10 * time.Second)
	tap := func(object fyne.Tappable) {
		s.Window.Canvas().Unfocus() // as every tap beside an entry does
		test.Tap(object)
		s.Settle()
	}
	tap(s.Button("Mark: 1 min self-rescue    F8"))
	s.strikeAll("3-1 42")
	s.Key(fyne.KeyReturn)
	tap(s.Button("Undo last"))
	s.strikeAll("3-1 41")
	s.Key(fyne.KeyReturn)
	tap(s.Button("Found"))
	s.strikeAll("3-2 43")
	s.Key(fyne.KeyReturn)
	s.MustRead("2 / 24", "85 / 1014")
	tap(s.Button("Missing... (M)"))
	s.Press("Cancel")
	tap(s.Button("All present (Enter)"))
	s.Key(fyne.KeyRight)
	s.strikeAll("42")
	s.MustRead("42_")
	s.Key(fyne.KeyReturn)
	tap(s.Button("End drill"))
	s.Press("Cancel")
	s.strikeAll("5")
	if n := s.marksSet(); n != 2 {
		t.Errorf("%d marks are set", n)
	}
}

// A drill on another day than planned keeps the day and the time of its plan.
func TestPlannedDayStaysInTheRecord(t *testing.T) {
	s := newStage(t, app.English, roll())
	s.plan(func(d *drill.Drill) { d.Date, d.Time = app.MustDay("2026-12-10"), "15:20" })
	s.Key(fyne.KeySpace)
	s.Key(fyne.KeyReturn) // the safe button
	s.MustRead("READY")
	s.Key(fyne.KeySpace)
	s.Press("Start it now")
	s.press(widgets.Ctrl(fyne.KeyE))
	s.Press("End drill")
	d := drill.FromValues(s.source.entry.Values)
	if want := "00:00 Planned for 2026-12-10 (Thu) 15:20"; d.Course != want || d.Date != app.MustDay("2026-11-23") {
		t.Errorf("held on %v, the course says %q", d.Date, d.Course)
	}
}

// On a small screen the keys of the roll bring the roll back into sight.
func TestRollKeysTurnToTheRoll(t *testing.T) {
	s := newStage(t, app.English, roll())
	s.App.Settings().SetTheme(look.New(look.Style{Mode: look.Light, Scale: 200}, fonts.Regular(), fonts.Bold()))
	s.open()
	s.start()
	s.press(widgets.Ctrl(fyne.KeyN))
	s.Key(fyne.KeyEscape)
	s.Key(fyne.KeyRight)
	s.MustRead("0 / 24")
	s.press(widgets.Ctrl(fyne.KeyN))
	s.Key(fyne.KeyEscape)
	s.strike(fyne.KeyM, 'm')
	s.MustRead("Class 1-1: who is missing?")
}

// Another language, or a window that becomes narrow, leaves the keys where they are.
func TestKeysStayWhenTheViewIsMadeAnew(t *testing.T) {
	s := newStage(t, app.English, roll())
	s.start()
	other := func() {
		lang := app.Langs[0]
		if s.Words.Lang() == lang {
			lang = app.Langs[1]
		}
		if err := s.Words.Use(lang); err != nil {
			t.Fatal(err)
		}
		s.Settle()
	}
	s.press(widgets.Ctrl(fyne.KeyN))
	s.Type("Gate")
	other()
	s.Type(" open")
	s.Key(fyne.KeyReturn)
	s.press(widgets.Ctrl(fyne.KeyR))
	s.Type("3-2")
	other()
	s.Type(" 43")
	s.Key(fyne.KeyReturn)
	s.MustRead("Gate open", "1 / 24", "43 / 1014")
	s.Key(fyne.KeyDown)
	other()
	s.Type("4")
	s.MustRead("4_")
}

// The title of the window is in its language.
func TestTitleInTheLanguageOfTheWindow(t *testing.T) {
	s := newStage(t, app.Chinese, roll())
	if got, want := s.Title(), unit.Title[app.Chinese]; got != want {
		t.Errorf("the title is %q, want %q", got, want)
	}
}
