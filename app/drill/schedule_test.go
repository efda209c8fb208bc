package drill_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"campuskeeper/app"
	"campuskeeper/app/calendar"
	"campuskeeper/app/drill"
	"campuskeeper/app/schema"
)

// entry is an entry of the drill ledger in a state.
func entry(number, state, kind, day string) drill.Entry {
	return drill.Entry{
		ID: app.ID(number), Ledger: drill.Ledger, Number: number, State: state,
		Values: schema.Values{"kind": kind, "date": day, "time": "10:05"},
	}
}

func cell(v drill.YearView, kind, month string) []drill.Slot {
	at := slices.Index(v.Months, app.MustDay(month+"-01"))
	for _, row := range v.Rows {
		if row.Kind == kind {
			return row.Cells[at]
		}
	}
	return nil
}

func TestYearView(t *testing.T) {
	q := year(t, "cn", nil)
	q.Kinds = kinds
	y := q.Calendar.SchoolYear(app.MustDay("2026-11-23"))
	v := q.View(y, []drill.Entry{
		entry("YL-1", drill.StateCompleted, "fire", "2026-09-16"),
		entry("YL-2", drill.StateHeld, "earthquake", "2026-11-19"),
		entry("YL-3", drill.StateRecorded, "fire", "2026-11-20"),
		entry("YL-4", drill.StateScheduled, "fire", "2026-12-03"),
		entry("YL-5", drill.StateScheduled, "crush", "2026-11-10"),
		entry("YL-6", drill.StateVoid, "crush", "2026-12-10"),
		entry("YL-7", drill.StateCompleted, "fire", "2026-06-10"), // the year before
		entry("YL-8", drill.StateCompleted, "kite flying", "2026-09-17"),
		{
			ID: "T", Ledger: drill.AlarmLedger, Number: "BJ-1", State: "closed",
			Values: schema.Values{"testedOn": "2026-09-08", "pressedAt": "09:30"},
		},
	}, morning(app.MustDay("2026-11-23")))

	if len(v.Months) != 12 || v.Months[0] != app.MustDay("2026-09-01") {
		t.Fatalf("months %v", v.Months)
	}
	standing := func(kind, month string, want ...drill.Standing) {
		t.Helper()
		var got []drill.Standing
		for _, s := range cell(v, kind, month) {
			got = append(got, s.Standing)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s in %s: %v", kind, month, got)
		}
	}
	standing("fire", "2026-09", drill.Completed)
	standing("earthquake", "2026-11", drill.Unwritten)
	standing("fire", "2026-11", drill.Unwritten)
	standing("fire", "2026-12", drill.Scheduled)
	standing("crush", "2026-11", drill.Scheduled)
	standing("crush", "2026-12")
	standing("alarm-test", "2026-09", drill.Completed)
	standing("alarm-test", "2026-10", drill.Lapsed)
	standing("alarm-test", "2026-11", drill.Unscheduled)
	standing("alarm-test", "2026-12", drill.Unscheduled)
	standing("evacuation", "2026-10", drill.Lapsed) // no evacuation in October
	if late := cell(v, "crush", "2026-11")[0]; !late.Late || late.ID != "YL-5" {
		t.Errorf("%+v", late)
	}
	if s := cell(v, "alarm-test", "2026-12")[0]; s.Day != app.MustDay("2026-12-08") || !slices.Contains(s.Rules, "CN-13") {
		t.Errorf("%+v", s)
	}
	if own := v.Rows[len(v.Rows)-1]; own.Kind != "kite flying" || own.Title.In(app.English) != "kite flying" {
		t.Errorf("the last row is %+v", own)
	}
	list := v.List()
	c := v.Counts()
	if c[drill.Completed] != 3 || c[drill.Scheduled] != 2 || c[drill.Unwritten] != 2 || c[drill.Lapsed] != 2 || c[drill.Unscheduled] < 10 ||
		len(list) != c[drill.Completed]+c[drill.Scheduled]+c[drill.Unwritten]+c[drill.Lapsed]+c[drill.Unscheduled] {
		t.Errorf("counts %v of %d", c, len(list))
	}
	if !slices.IsSortedFunc(list, func(a, b drill.Slot) int { return a.Day.Compare(b.Day) }) {
		t.Error("the list is not in order")
	}
}

// Scheduling what the view asks for leaves nothing to schedule.
func TestYearViewIsFilledByItsProposal(t *testing.T) {
	for _, pack := range packs(t) {
		q, y := schoolOf(t, pack.Name)
		var entries []drill.Entry
		for _, s := range q.View(y, nil, morning(y.From)).List() {
			e := entry("", drill.StateScheduled, s.Kind, s.Day.String())
			e.Values["time"] = s.Time
			planned := drill.FromValues(e.Values)
			planned.Tags = s.Tags
			e.Values = planned.Values()
			entries = append(entries, e)
		}
		for _, u := range q.View(y, entries, morning(y.From)).List() {
			if u.Standing != drill.Scheduled && pack.Name != "england" { // call points are named when a drill is planned
				t.Errorf("%s: %+v", pack.Name, u)
			}
		}
	}
}

func TestCopyYear(t *testing.T) {
	q := year(t, "cn", nil)
	last := []drill.Held{
		{ID: "a", Number: "YL-1", Kind: "fire", Day: app.MustDay("2025-09-17"), Time: "10:05", Seconds: 98, Tags: []drill.Tag{drill.SecondaryExit, drill.NotTold}},
		{Kind: "crush", Day: app.MustDay("2025-10-16")},
		{Kind: "alarm-test", Day: app.MustDay("2026-08-11"), Time: "09:30"},
		{Kind: "evacuation", Day: app.MustDay("2025-09-29")},
	}
	y := q.Calendar.SchoolYear(app.MustDay("2026-11-01"))
	got := q.CopyYear(last, y, morning(y.From))
	if len(got) != 4 {
		t.Fatalf("%+v", got)
	}
	fire := got[0]
	// 1 September is a Monday in 2025 and a Tuesday in 2026: Wednesday of week 3.
	if fire.Day != app.MustDay("2026-09-16") || fire.ID != "" || fire.Number != "" || fire.Seconds != 0 ||
		!slices.Equal(fire.Tags, []drill.Tag{drill.SecondaryExit}) || fire.Time != "10:05" {
		t.Errorf("%+v", fire)
	}
	if again := q.CopyYear(last, y, morning(app.MustDay("2026-10-15"))); len(again) != 2 {
		t.Errorf("from October on %+v", again)
	}
	// On the day itself what would have begun already is left out.
	if today := q.CopyYear(last, y, app.MustDay("2026-09-16").At(9, 0, time.UTC)); len(today) != 3 {
		t.Errorf("on the morning of the first %+v", today)
	}
	if late := q.CopyYear(last, y, app.MustDay("2026-09-16").At(8, 0, time.UTC)); len(late) != 4 {
		t.Errorf("early on the day of the first %+v", late)
	}
	q.Planned = []drill.Held{{Kind: "fire", Day: app.MustDay("2026-09-18")}}
	if rest := q.CopyYear(last, y, morning(y.From)); len(rest) != 3 {
		t.Errorf("beside a planned one %+v", rest)
	}
}

func TestCopyYearHolds(t *testing.T) {
	of := map[string]drill.Question{}
	var names []string
	for _, pack := range packs(t) {
		of[pack.Name], _ = schoolOf(t, pack.Name)
		names = append(names, pack.Name)
	}
	rapid.Check(t, func(t *rapid.T) {
		s := someSituation(t, of, names)
		last := s.Calendar.SchoolYear(s.year.From.AddDays(-1))
		var drills []drill.Held
		for range rapid.IntRange(0, 20).Draw(t, "drills") {
			day := last.From.AddDays(rapid.IntRange(0, 364).Draw(t, "day"))
			drills = append(drills, drill.Held{Kind: rapid.SampledFrom(s.Kinds).Draw(t, "kind").Name, Day: day})
		}
		seen := map[string]bool{}
		for _, h := range s.CopyYear(drills, s.year, s.now) {
			if len(s.free(app.Period{From: h.Day, To: h.Day}, true)) == 0 || !s.year.Has(h.Day) {
				t.Fatalf("%s is no day for drills", h.Day)
			}
			key := h.Kind + calendar.Week(h.Day).From.String()
			if seen[key] {
				t.Fatalf("%s twice in a week", h.Kind)
			}
			seen[key] = true
		}
	})
}
