package drilllive_test

import (
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"campuskeeper/app"
	"campuskeeper/app/drill"
	"campuskeeper/ui/widgets"
)

// A key that is pressed again, or held down, moves no mark: it says when the mark was
// set, and then asks whether to set it to the moment of the press. The alarm stays in
// any case, for the clock counts from it.
func TestASetMarkStays(t *testing.T) {
	s := newStage(t, app.English, roll())
	s.start()
	s.pass(48 * time.Second)
	s.Key(fyne.Key2)
	s.pass(10 * time.Second)
	s.Key(fyne.Key2)
	s.MustRead("1 min self-rescue was set at 00:48 and stays. Press again to change it.")
	if events := s.log(); len(events) != 3 {
		t.Fatalf("the log has %+v", events)
	}
	s.Key(fyne.KeyF8) // something else
	s.Key(fyne.Key2)
	if events := s.log(); len(events) != 4 {
		t.Fatalf("the press after another key moved the mark: %+v", events)
	}
	s.Key(fyne.Key2)
	s.MustRead("Set 1 min self-rescue anew?", "It was set at 00:48. Set anew it is 00:58. Undo brings the old time back.")
	for range 3 {
		s.Key(fyne.Key2) // the key is held down
	}
	s.Key(fyne.KeyReturn) // the safe button
	if events := s.log(); len(events) != 4 {
		t.Fatalf("the mark moved without a yes: %+v", events)
	}
	s.Key(fyne.Key2)
	s.Key(fyne.Key2)
	s.pass(5 * time.Second) // to read the question
	s.Press("Set it anew")
	s.MustRead("1 min self-rescue: before it was 00:48. Undo brings that back.")
	for range 3 {
		s.Key(fyne.Key1)
	}
	s.MustRead("The alarm was given at 10:40:00 and stays: the clock counts from it.")
	if events := s.log(); len(events) != 5 || events[4].Mark != "self-rescue" || events[4].Is != 58*time.Second {
		t.Errorf("the log has %+v", events)
	}
}

// The keys of the roll work whenever no entry has them.
func TestRollKeysWithoutFocus(t *testing.T) {
	s := newStage(t, app.English, roll())
	s.start()
	s.press(widgets.Ctrl(fyne.KeyN))
	s.Type("Gate open")
	s.Key(fyne.KeyReturn)
	s.Key(fyne.KeyEscape)
	s.Key(fyne.KeyRight) // to the cards: the first one
	s.Key(fyne.KeyRight)
	s.Key(fyne.KeyReturn)
	s.MustRead("41 / 1014")
	s.Key(fyne.KeyEscape)
	s.Key(fyne.KeyReturn) // the chosen card again
	s.Key(fyne.KeyEscape)
	s.strike(fyne.KeyM, 'm')
	s.MustRead("Class 1-2: who is missing?")
}

// The number that is suggested goes when another one is typed; Ctrl+Enter enters from
// every field.
func TestMissingIsTypedOver(t *testing.T) {
	s := newStage(t, app.English, roll())
	s.start()
	s.press(widgets.Ctrl(fyne.KeyR))
	s.Key(fyne.KeyDown)
	s.Type("m")
	dialog := widgets.OpenDialog(s.Window.Canvas())
	s.Type("2")
	s.press(widgets.Ctrl(fyne.KeyReturn))
	if dialog.Showing() {
		t.Fatal("the dialog stays")
	}
	s.MustRead("2 missing", "Missing: 2 pupils")
}

// A drill that is planned for another day asks before it starts.
func TestStartOnAnotherDayAsks(t *testing.T) {
	s := newStage(t, app.English, roll())
	d := drill.FromValues(s.source.entry.Values)
	d.Date, d.Time = app.MustDay("2026-12-10"), "15:20"
	s.source.entry.Values = d.Values()
	s.open()
	s.Key(fyne.KeySpace)
	s.MustRead("This drill is planned for 2026-12-10 (Thu) 15:20. When you start it now, it counts for today.")
	s.Press("Cancel")
	s.MustRead("READY")
	s.Key(fyne.KeySpace)
	s.Press("Start it now")
	s.MustRead("THIS IS A DRILL")
}

// One key sets each mark, also while a class is typed.
func TestMarksByOneKeyWhileTyping(t *testing.T) {
	s := newStage(t, app.English, roll())
	s.start()
	s.press(widgets.Ctrl(fyne.KeyR))
	s.Type("3-2")
	s.pass(20 * time.Second)
	s.Key(fyne.KeyF3)
	s.pass(10 * time.Second)
	s.Key(fyne.KeyF5)
	s.Type(" 43")
	s.Key(fyne.KeyReturn)
	s.MustRead("43 / 1014")
	var marks []string
	for _, e := range s.log() {
		if e.Kind == drill.EventMark {
			marks = append(marks, e.Mark)
		}
	}
	if want := []string{"alarm", "mutual-rescue", "locked"}; !slices.Equal(marks, want) {
		t.Errorf("marks %v, want %v", marks, want)
	}
}
