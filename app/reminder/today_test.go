package reminder

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"campuskeeper/app"
)

func TestToday(t *testing.T) {
	mine := hazard("4", "2026-11-26")
	mine.Owner = "Me"
	in := TodayInput{
		Input: inputOf(t, []app.Head{
			hazard("1", "2026-11-20"), hazard("2", "2026-11-23"), hazard("3", "2026-11-24"), mine, hazard("5", "2026-12-20"),
		}, "alarm-test", "evacuation-month"),
		Me:      "Me",
		Next:    func(h app.Head) string { return "step-" + h.State },
		Missing: []Row{{ID: "patrol"}, {ID: "1"}},
	}
	in.Schedules = []Schedule{in.Rules.Duties[1].schedule()}
	in.Schedules[0].Done = []app.Day{app.MustDay("2026-11-05")}
	l := Today(in, app.MustDay("2026-11-23"))
	show := func(rows []Row) string {
		text := ""
		for _, r := range rows {
			text += fmt.Sprintf("%s%s %s;", r.Number, r.Title.In(app.English)[:min(8, len(r.Title.In(app.English)))], r.Lateness.Key)
		}
		return text
	}
	tests := []struct {
		name string
		rows []Row
		want string
	}{
		{"overdue", l.Overdue, "YH-2026-1Fire doo reminder.late;"},
		{"today", l.Today, "YH-2026-2Fire doo reminder.today;"},
		{"week", l.Week, "YH-2026-4Fire doo reminder.on;YH-2026-3Fire doo reminder.on;One-key  reminder.on;"},
		{"missing", l.Missing, " ;"},
	}
	for _, test := range tests {
		if got := show(test.rows); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
	if l.Overdue[0].Action != "step-in-progress" || l.Week[2].Action != ActionOpen || !l.Week[0].Mine {
		t.Errorf("%+v", l)
	}
	if l.WeekEnd.String() != "2026-11-29" || l.Closes.String() != "2026-11-30" {
		t.Errorf("week to %s, month to %s", l.WeekEnd, l.Closes)
	}
}

func TestTodayWhenTheMonthBegins(t *testing.T) {
	in := TodayInput{Input: inputOf(t, []app.Head{hazard("1", "2026-11-19")}, "alarm-test", "evacuation-month")}
	for _, s := range in.Rules.Schedules(nil) {
		s.Done = []app.Day{app.MustDay("2026-10-10")}
		in.Schedules = append(in.Schedules, s)
	}
	l := Today(in, app.MustDay("2026-11-03"))
	if len(l.Overdue)+len(l.Today)+len(l.Week) != 0 || len(l.Missing) != 2 {
		t.Errorf("%+v", l)
	}
	if l.Next.String() != "2026-11-19" {
		t.Errorf("next %s", l.Next)
	}
}

// TestNothingStandsTwice: each record and duty stands in one list at most, each in
// the list of its day.
func TestNothingStandsTwice(t *testing.T) {
	base := inputOf(t, nil, "alarm-test", "evacuation-month", "bus-evacuation")
	rapid.Check(t, func(t *rapid.T) {
		in := TodayInput{Input: base}
		in.Records = book(someHeads(t))
		today := app.DayNumber(app.MustDay("2026-01-01").Number() + rapid.IntRange(0, 3500).Draw(t, "today"))
		in.Missing = []Row{{ID: "1"}, {ID: RuleID("alarm-test")}, {ID: "patrol"}, {ID: "patrol"}}
		l := Today(in, today)
		seen := map[app.ID]bool{}
		for _, list := range [][]Row{l.Overdue, l.Today, l.Week, l.Missing} {
			for _, r := range list {
				if seen[r.ID] {
					t.Fatalf("%s: %s stands twice", today, r.ID)
				}
				seen[r.ID] = true
			}
		}
		for _, r := range l.Overdue {
			if r.OverdueDays < 1 || !r.Due.Before(today) {
				t.Fatalf("%s: %+v is not overdue", today, r)
			}
		}
		for _, r := range l.Week {
			if !r.Due.After(today) || r.Due.After(l.WeekEnd) || l.WeekEnd.Weekday() != time.Sunday {
				t.Fatalf("%s: %+v is not of this week", today, r)
			}
		}
		for _, h := range in.Records.Due(l.WeekEnd) {
			if !seen[h.ID] {
				t.Fatalf("%s: %s, due %s, stands nowhere", today, h.ID, h.Due)
			}
		}
	})
}
