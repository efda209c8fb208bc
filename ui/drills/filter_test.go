package drills

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"campuskeeper/app"
	"campuskeeper/app/drill"
	"campuskeeper/ui/look"
	"campuskeeper/ui/uitest"
	"campuskeeper/ui/widgets"
)

// chip finds the chip of a status by its word.
func (s *school) chip(word string) *widgets.Chip {
	s.T.Helper()
	for _, c := range uitest.All[*widgets.Chip](s.Bench) {
		if c.AccessibilityLabel() == word {
			return c
		}
	}
	s.T.Fatalf("no chip %q", word)
	return nil
}

func TestGridListAndCountsSayTheSame(t *testing.T) {
	for _, lang := range app.Langs {
		s := cn(t, lang, fullTerm()...).open()
		counts := s.screen.year.counts()
		listed := map[status]int{}
		for _, l := range s.screen.listRows() {
			listed[l.status]++
			if d := dressOf(l.slot, s.screen.year.today); l.standing != d.word(s.Words) || l.shape != d.shape {
				t.Errorf("%s: the list says %q, the grid %q", l.slot.Number, l.standing, d.word(s.Words))
			}
		}
		for _, c := range choices {
			if counts[c.status] != listed[c.status] {
				t.Errorf("%s: counted %d, listed %d", c.status, counts[c.status], listed[c.status])
			}
		}
		if counts[unreviewed] != 1 || counts[unwritten] != 1 || counts[notHeld] != 1 {
			t.Errorf("counted %v", counts)
		}
	}
}

func TestAStatusNarrowsTheList(t *testing.T) {
	s := cn(t, app.English, fullTerm()...).open()
	s.chip("Scheduled").Tapped(nil)
	s.Settle()
	if s.screen.shown() != asList || !s.chip("Scheduled").Chosen() {
		t.Fatal("the list is not shown")
	}
	for _, l := range s.screen.listRows() {
		if l.status != scheduled {
			t.Errorf("%s is %s", l.slot.Number, l.status)
		}
	}
	s.chip("Scheduled").Tapped(nil)
	s.Settle()
	if got := len(s.screen.listRows()); got != len(s.screen.year.view.List()) || s.screen.shown() != asList {
		t.Errorf("%d rows", got)
	}
	s.chip("Review missing").TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	s.Settle()
	if rows := s.screen.listRows(); len(rows) != 1 || rows[0].slot.Number != "YL-6" {
		t.Errorf("rows %+v", rows)
	}
	s.do("drills.view.year")
	s.do("drills.view.list")
	if s.screen.only != "" {
		t.Error("the choice is not given up with the list")
	}
}

func TestNoDrillInAStatusIsSaid(t *testing.T) {
	s := cn(t, app.English, held("YL-4", "fire", "2026-11-26", drill.StateScheduled)).open()
	s.chip("Completed").Tapped(nil)
	s.Settle()
	s.MustRead("No drill stands like this")
	if panes := s.screen.Panes(); slices.Contains(panes, fyne.Focusable(s.screen.table)) {
		t.Error("the keyboard goes to a list that is not shown")
	}
	s.Press("Show all")
	if len(s.screen.listRows()) < 2 {
		t.Error("the list stays empty")
	}
}

func TestOnlyDaysThatAreSetAreDates(t *testing.T) {
	for lang, want := range map[app.Lang][2]string{app.English: {"November 2026", "until 2026-"}, app.Chinese: {"2026年11月", "截至2026年"}} {
		s := cn(t, lang).open()
		months := 0
		var before app.Day
		for _, l := range s.screen.listRows() {
			switch l.status {
			case unscheduled:
				if l.day == want[0] {
					months++
				}
				if l.time != "" || strings.Contains(l.day, "-") || strings.Contains(l.day, "日") {
					t.Errorf("%s is listed on %s %s", l.kind, l.day, l.time)
				}
			case lapsed:
				if !strings.HasPrefix(l.day, want[1]) {
					t.Errorf("a missed %s is listed on %s", l.kind, l.day)
				}
			}
			if l.until().Before(before) {
				t.Errorf("%s %s stands too low", l.day, l.kind)
			}
			before = l.until()
		}
		if months == 0 {
			t.Errorf("%s: nothing is needed in November", lang)
		}
	}
}

func TestDaysOfTheListAreNotCut(t *testing.T) {
	for _, lang := range app.Langs {
		s := cn(t, lang, held("YL-1", "fire", "2026-10-14", drill.StateCompleted)).open()
		for _, day := range []drill.Slot{
			{Standing: drill.Completed, Day: app.MustDay("2026-10-14")},
			{Standing: drill.Lapsed, Day: app.MustDay("2026-09-30")},
		} {
			if text := slotDay(s.Words, day); widgets.NewText(text).Wide() > s.screen.dayWide()-16 {
				t.Errorf("%q has no room", text)
			}
		}
	}
}

func TestWordsFitTheirCells(t *testing.T) {
	for _, lang := range app.Langs {
		s := cn(t, lang, fullTerm()...).open()
		width := look.Px(leastMonth - 2*gridInset)
		for _, slot := range s.screen.year.view.List() {
			d := dressOf(slot, s.screen.year.today)
			if word := d.wordIn(s.Words, slot, width); widgets.NewSmallStateMark(d.shape, word).MinSize().Width > width-look.Px(12) {
				t.Errorf("%q is cut in the narrowest month", word)
			}
		}
	}
}

func TestDaysOutsideTheTermsLookFree(t *testing.T) {
	y := cn(t, app.English).made()
	for day, want := range map[string]bool{"2027-01-25": false, "2027-01-26": true, "2027-01-23": true} {
		if got := y.free(app.MustDay(day)); got != want {
			t.Errorf("%s: free is %v, want %v", day, got, want)
		}
	}
}
