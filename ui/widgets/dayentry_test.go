package widgets_test

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"campuskeeper/app"
	"campuskeeper/app/schema"
	"campuskeeper/ui/look"
	"campuskeeper/ui/widgets"
)

func showDay(t *testing.T, lang app.Lang) (*widgets.DayEntry, fyne.Window) {
	t.Helper()
	dress(t, look.Style{Mode: look.Light})
	entry := widgets.NewDayEntry(book(t, lang), monday)
	w := test.NewTempWindow(t, entry)
	w.Resize(fyne.NewSize(400, 500))
	entry.FocusIn()
	return entry, w
}

func tap(w fyne.Window, names ...fyne.KeyName) {
	for _, name := range names {
		w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: name})
	}
}

// typed types into what has the focus.
func typed(w fyne.Window, text string) {
	for _, r := range text {
		w.Canvas().Focused().TypedRune(r)
	}
}

func TestDayEntryReadsWhatPeopleWrite(t *testing.T) {
	for text, want := range map[string]string{
		"2026-9-1": "2026-09-01", "2026年9月1日": "2026-09-01", "1 Oct 2026": "2026-10-01", "25/12/2026": "2026-12-25",
		"today": "2026-11-23", "明天": "2026-11-24", "t": "2026-11-23", "今": "2026-11-23", "": "",
		"11-30": "2026-11-30", "11.3": "2026-11-03", "12/24": "2026-12-24", "1月8日": "2027-01-08", "8.9": "2026-08-09",
		"11-30-2026": "2026-11-30",
	} {
		entry, w := showDay(t, app.English)
		entry.SetText("")
		typed(w, text)
		day, err := entry.Day()
		if err != nil || day.String() != want {
			t.Errorf("%q was read as %q (%v), want %q", text, day, err, want)
		}
		w.Canvas().Unfocus()
		if entry.Text() != want {
			t.Errorf("%q was left as %q, want %q", text, entry.Text(), want)
		}
	}
	entry, w := showDay(t, app.Chinese)
	typed(w, "2026-9-32")
	if _, err := entry.Day(); app.CodeOf(err) != app.CodeInvalid {
		t.Errorf("2026-9-32 gave %v, want an error", err)
	}
	w.Canvas().Unfocus()
	if entry.Text() != "2026-9-32" {
		t.Errorf("a wrong day became %q: what was typed must stay", entry.Text())
	}
}

func TestDayEntryGuessesNoDay(t *testing.T) {
	for _, text := range []string{"3/11", "2-29", "13-1", "11-31", "11-"} {
		entry, w := showDay(t, app.English)
		entry.SetText("")
		typed(w, text)
		if day, err := entry.Day(); err == nil {
			t.Errorf("%q was read as %s", text, day)
		}
	}
}

func TestDayEntryMovesByKeys(t *testing.T) {
	entry, w := showDay(t, app.English)
	entry.SetText("2026-01-31")
	typed(w, "+")
	tap(w, fyne.KeyPageDown)
	if entry.Text() != "2026-03-01" {
		t.Errorf("after + and a month: %s, want 2026-03-01", entry.Text())
	}
	typed(w, "--")
	tap(w, fyne.KeyPageUp)
	if entry.Text() != "2026-01-27" {
		t.Errorf("after two - and a month back: %s, want 2026-01-27", entry.Text())
	}
	typed(w, "T")
	if entry.Text() != "2026-11-23" {
		t.Errorf("T gave %s, want today", entry.Text())
	}
}

func TestCalendarByKeyboard(t *testing.T) {
	entry, w := showDay(t, app.Chinese)
	entry.EndOfTerm = func() app.Day { return app.MustDay("2027-01-22") }
	entry.SetText("2026-11-27")
	w.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyDown, Modifier: fyne.KeyModifierAlt})
	if w.Canvas().Overlays().Top() == nil {
		t.Fatal("Alt+Down opened no calendar")
	}
	tap(w, fyne.KeyDown, fyne.KeyLeft, fyne.KeyPageDown, fyne.KeyHome, fyne.KeyUp, fyne.KeyEnd, fyne.KeyReturn)
	if entry.Text() != "2026-12-31" {
		t.Errorf("the calendar chose %s, want 2026-12-31", entry.Text())
	}
	if w.Canvas().Overlays().Top() != nil {
		t.Error("the calendar stayed open")
	}
	entry.OpenCalendar()
	tap(w, fyne.KeyDown, fyne.KeyEscape)
	if entry.Text() != "2026-12-31" || w.Canvas().Overlays().Top() != nil {
		t.Errorf("Escape left %s and an open calendar (%v)", entry.Text(), w.Canvas().Overlays().Top() != nil)
	}
	typed(w, "+")
	if entry.Text() != "2027-01-01" {
		t.Errorf("after the calendar the entry has no focus: %s", entry.Text())
	}
}

func TestCalendarByMouse(t *testing.T) {
	dress(t, look.Style{Mode: look.Light})
	calendar := widgets.NewCalendar(book(t, app.English), app.MustDay("2026-11-23"), app.MustDay("2026-11-27"), app.Day{})
	var chosen app.Day
	calendar.OnChosen = func(day app.Day) { chosen = day }
	w := test.NewTempWindow(t, calendar)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(296, 297))
	test.TapCanvas(w.Canvas(), fyne.NewPos(8+3*40+20, 65+32+16)) // Thursday of the second week
	if chosen.String() != "2026-11-05" {
		t.Errorf("the tap chose %s, want 2026-11-05", chosen)
	}
}

func TestTimeEntry(t *testing.T) {
	dress(t, look.Style{Mode: look.Light})
	entry := widgets.NewTimeEntry(app.NewManualClock(time.Date(2026, 11, 23, 8, 57, 0, 0, time.UTC)))
	w := test.NewTempWindow(t, entry)
	w.Canvas().Focus(entry)
	typed(w, "n")
	if entry.Text != "08:57" {
		t.Errorf("n gave %q, want now", entry.Text)
	}
	tap(w, fyne.KeyPageUp)
	if entry.Text != "09:02" {
		t.Errorf("Page Up gave %q, want 09:02", entry.Text)
	}
	entry.SetText("下午3点")
	if got, err := entry.Time(); err != nil || got != "15:00" {
		t.Errorf("read %q (%v), want 15:00", got, err)
	}
}

// FuzzDayEntry holds that nothing a person types breaks the entry, and that a day it
// writes is read as the same day.
func FuzzDayEntry(f *testing.F) {
	for _, seed := range []string{"2026-11-23", "+", "-", "t", "今天", "1/9/2026", "二〇二六年十一月", "\x00", "29.2.2027"} {
		f.Add(seed)
	}
	useLook(f)
	f.Fuzz(func(t *testing.T, text string) {
		entry := widgets.NewDayEntry(book(t, app.English), monday)
		entry.SetText(text)
		day, err := entry.Day()
		if err != nil || day.IsZero() {
			return
		}
		again, err := schema.ReadDay(day.String())
		if err != nil || again != day {
			t.Errorf("%q was read as %s, and that as %s (%v)", text, day, again, err)
		}
	})
}

// TestCalendarOpensAgain: also after a tap beside it closed it.
func TestCalendarOpensAgain(t *testing.T) {
	entry, w := showDay(t, app.English)
	for range 2 {
		entry.OpenCalendar()
		beside, ok := w.Canvas().Overlays().Top().(fyne.Tappable)
		if !ok {
			t.Fatal("the calendar does not open")
		}
		beside.Tapped(&fyne.PointEvent{})
	}
}
