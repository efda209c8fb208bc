package drills

import (
	"testing"

	"campuskeeper/app"
	"campuskeeper/app/drill"
)

func TestARuleWhoseDrillsHaveTheirDayIsScheduled(t *testing.T) {
	for _, c := range []struct {
		day     string
		covered bool
	}{
		{"2026-11-27", true},
		{"2026-12-02", false}, // too late for November
		{"2026-11-20", false}, // its day is over and it was not held
	} {
		y := cn(
			t, app.English,
			held("YL-1", "alarm-test", "2026-09-08", drill.StateCompleted), held("YL-2", "alarm-test", "2026-10-08", drill.StateCompleted),
			held("YL-3", "alarm-test", c.day, drill.StateScheduled),
		).made()
		for _, v := range y.verdicts {
			if v.Rule.ID != "CN-13" {
				continue
			}
			if v.Status != drill.Due {
				t.Fatalf("the engine says %s", v.Status)
			}
			if y.covered["CN-13"] != c.covered {
				t.Errorf("%s: covered is %v", c.day, y.covered["CN-13"])
			}
		}
	}
}

func TestARuleThatIsScheduledSaysSo(t *testing.T) {
	for lang, want := range map[app.Lang]string{app.English: "Short by 1", app.Chinese: "还差1次"} {
		s := cn(t, lang, fullTerm()...)
		for _, day := range []string{"2026-09-08", "2026-10-08"} {
			s.entries = append(s.entries, held("T"+day, "alarm-test", day, drill.StateCompleted))
		}
		if s.open(); !s.Reads(want) {
			t.Fatalf("%q is not shown", want)
		}
		s.entries = append(s.entries, held("T-11", "alarm-test", "2026-11-30", drill.StateScheduled))
		s.screen.Reload()
		if s.Settle(); s.Reads(want) {
			t.Errorf("%q is shown though a date is set", want)
		}
	}
}

func TestTheRulesKeepToTheirPane(t *testing.T) {
	for _, lang := range app.Langs {
		s := cn(t, lang).open()
		if wide, room := s.screen.ruleScroll.Content.MinSize().Width, s.screen.ruleScroll.Size().Width; wide > room {
			t.Errorf("%s: the rules are %g wide and have %g", lang, wide, room)
		}
	}
}
