package drills

import (
	"testing"

	"campuskeeper/app"
	"campuskeeper/app/drill"
	"campuskeeper/ui/look"
)

func (s *school) made() *year {
	s.T.Helper()
	book, err := s.Read(s.T.Context())
	if err != nil {
		s.T.Fatal(err)
	}
	return makeYear(book, span{2026, "first"}, s.Clock.Now())
}

func TestCheck(t *testing.T) {
	s := cn(t, app.English, held("YL-1", "fire", "2026-11-26", drill.StateScheduled), held("YL-2", "alarm-test", "2026-12-08", drill.StateScheduled))
	s.site.Settings.Exams = []app.Period{{From: app.MustDay("2027-01-18"), To: app.MustDay("2027-01-20")}}
	y := s.made()
	for _, c := range []struct {
		name, id, kind, day string
		want                string // "" for nothing
	}{
		{"a good day", "", "earthquake", "2026-12-15", ""},
		{"the past", "", "earthquake", "2026-11-19", "drills.check.past"},
		{"a weekend", "", "earthquake", "2026-12-12", "drills.check.free"},
		{"a holiday", "", "earthquake", "2027-01-01", "drills.check.holiday"},
		{"an exam", "", "earthquake", "2027-01-19", "drills.check.exam-own"},
		{"between the terms", "", "earthquake", "2027-02-03", "drills.check.untaught"},
		{"another drill in the week", "", "earthquake", "2026-11-27", "drills.check.week"},
		{"a test does not disturb", "", "earthquake", "2026-12-09", ""},
		{"nor is a test disturbed", "", "alarm-test", "2026-11-27", ""},
		{"the drill itself", "id YL-1", "fire", "2026-11-27", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := y.check(drill.Held{ID: app.ID(c.id), Kind: c.kind, Day: app.MustDay(c.day)})
			switch {
			case c.want == "" && len(got) > 0:
				t.Errorf("said %+v", got)
			case c.want != "" && (len(got) == 0 || got[0].Key != c.want):
				t.Errorf("said %+v, want %s", got, c.want)
			}
		})
	}
}

func TestCheckTellsOfABrokenMaximum(t *testing.T) {
	s := cn(t, app.English, held("YL-1", "fire", "2026-11-26", drill.StateScheduled))
	s.rules = drill.Rules{{
		ID: "OWN-1", Says: app.Text{app.English: "At most 1 fire drill a year."},
		Requirements: []drill.Requirement{{Name: "most", Count: drill.Selector{Kinds: []string{"fire"}}, Max: 1, Per: drill.Span{Every: drill.Yearly}}},
	}}
	y := s.made()
	got := y.check(drill.Held{Kind: "fire", Day: app.MustDay("2026-12-15")})
	if len(got) != 1 || got[0].Key != "drills.check.breaks" {
		t.Errorf("said %+v", got)
	}
	if got := y.check(drill.Held{ID: "id YL-1", Kind: "fire", Day: app.MustDay("2026-12-15")}); len(got) != 0 {
		t.Errorf("of the one that is moved: %+v", got)
	}
}

func TestFit(t *testing.T) {
	y := cn(t, app.English, held("YL-1", "earthquake", "2026-12-24", drill.StateScheduled)).made()
	h := drill.Held{Kind: "fire", Day: app.MustDay("2026-11-26")} // the fourth Thursday
	for _, c := range []struct{ month, want string }{
		{"2027-01-01", "2027-01-25"}, // the 28th lies behind the term
		{"2026-12-01", "2026-12-28"}, // its week is taken
		{"2026-11-01", "2026-11-26"},
	} {
		if got := y.fit(h, app.MustDay(c.month)).String(); got != c.want {
			t.Errorf("%s: %s, want %s", c.month, got, c.want)
		}
	}
}

func TestDress(t *testing.T) {
	today, book := app.MustDay("2026-11-23"), cn(t, app.English).Words
	for _, c := range []struct {
		slot  drill.Slot
		shape look.Shape
		word  string
	}{
		{drill.Slot{Standing: drill.Completed}, look.Done, "Completed"},
		{drill.Slot{Standing: drill.Unwritten, State: drill.StateHeld, Day: today.AddDays(-1)}, look.DueNow, "To write up"},
		{drill.Slot{Standing: drill.Unwritten, State: drill.StateHeld, Day: today.AddDays(-2)}, look.Late, "Write-up missing"},
		{drill.Slot{Standing: drill.Unwritten, State: drill.StateRecorded, Day: today.AddDays(-2)}, look.Received, "Review missing"},
		{drill.Slot{Standing: drill.Scheduled, Day: today.AddDays(1)}, look.Ordered, "Scheduled"},
		{drill.Slot{Standing: drill.Scheduled, Day: today}, look.DueNow, "Today"},
		{drill.Slot{Standing: drill.Scheduled, Day: today.AddDays(-1), Late: true}, look.Late, "Not held"},
		{drill.Slot{Standing: drill.Scheduled, Day: today, State: drill.StateRunning}, look.Running, "Running"},
		{drill.Slot{Standing: drill.Unscheduled}, look.Needed, "Not scheduled"},
		{drill.Slot{Standing: drill.Lapsed}, look.Late, "Out of compliance"},
	} {
		if got := dressOf(c.slot, today); got.shape != c.shape || got.word(book) != c.word {
			t.Errorf("%+v looks %+v", c.slot, got)
		}
	}
}
