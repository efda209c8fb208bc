package drill_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"campuskeeper/app"
	"campuskeeper/app/drill"
)

// lacking writes needs short: "CN-1 monthly 1 by 2026-11-30".
func lacking(needs []drill.Need) string {
	var all []string
	for _, n := range needs {
		all = append(all, fmt.Sprintf("%s %s %d by %s", n.Rule.ID, n.Requirement.Name, n.Short, n.By))
	}
	return strings.Join(all, "; ")
}

// only leaves one rule.
func only(q drill.Question, id string) drill.Question {
	var kept drill.Rules
	for _, r := range q.Rules {
		if r.ID == id {
			kept = append(kept, r)
		}
	}
	q.Rules = kept
	return q
}

// TestNeedsOfAMonth: a drill that is planned needs no date, one that was not held is
// spoken of for two weeks.
func TestNeedsOfAMonth(t *testing.T) {
	held := on("fire", "2026-09-16", "2026-10-21")
	tests := []struct {
		name, day string
		planned   []drill.Held
		want      string
	}{
		{"open", "2026-11-03", nil, "CN-1 monthly 1 by 2026-11-30"},
		{"planned", "2026-11-03", on("earthquake", "2026-11-24"), ""},
		{"planned for another month", "2026-11-03", on("fire", "2026-12-01"), "CN-1 monthly 1 by 2026-11-30"},
		{"a tabletop is no evacuation", "2026-11-03", on("tabletop", "2026-11-24"), "CN-1 monthly 1 by 2026-11-30"},
		{"missed", "2026-12-10", on("fire", "2026-12-22"), "CN-1 monthly 1 by 2026-11-30"},
		{"long missed", "2026-12-16", on("fire", "2026-12-22"), ""},
	}
	for _, test := range tests {
		q := only(year(t, "cn", nil, held...), "CN-1")
		q.Planned = test.planned
		if got := lacking(q.Needs(app.MustDay(test.day))); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}

// TestNeedsOfAYearEndWithTeaching: the school year runs to the end of August, but
// nobody can hold a drill in the summer holidays.
func TestNeedsOfAYearEndWithTeaching(t *testing.T) {
	q := only(year(t, "cn", nil), "CN-9")
	if got := lacking(q.Needs(app.MustDay("2027-06-10"))); got != "CN-9 any 1 by 2027-07-05" {
		t.Error(got)
	}
	q.Held = on("medical", "2026-09-30")
	if got := lacking(q.Needs(app.MustDay("2027-06-10"))); got != "" {
		t.Error(got)
	}
	if got := lacking(q.Needs(app.MustDay("2027-09-02"))); got != "CN-9 any 1 by 2028-07-05" {
		t.Error(got)
	}
}

// TestLimitsNeedNothing: a maximum and a prohibition ask for no date.
func TestLimitsNeedNothing(t *testing.T) {
	for _, pack := range []string{"us-tx", "us-ny", "cn"} {
		for _, n := range year(t, pack, nil).Needs(app.MustDay("2026-11-03")) {
			if n.Requirement.Max > 0 || n.Requirement.Forbid != "" || n.Short < 1 || n.Kind == "" {
				t.Errorf("%s: %s %s %+v", pack, n.Rule.ID, n.Requirement.Name, n.Period)
			}
		}
	}
}

// TestProposedYearNeedsNoDate: who takes over the proposal is not asked for more
// dates in what lies ahead.
func TestProposedYearNeedsNoDate(t *testing.T) {
	of := map[string]drill.Question{}
	names := []string{"cn", "england", "gy", "us-al", "us-fl", "us-md", "us-tx", "us-wa"}
	for _, name := range names {
		of[name] = year(t, name, nil)
	}
	rapid.Check(t, func(t *rapid.T) {
		s := someSituation(t, of, names)
		s.Held, s.Planned = nil, nil
		proposal := s.Propose(s.year, morning(s.year.From))
		if len(proposal.Unmet) > 0 {
			return
		}
		for _, p := range proposal.Drills {
			s.Planned = append(s.Planned, p.Held)
		}
		day := s.year.From.AddDays(rapid.IntRange(told, 330).Draw(t, "day"))
		s.hold(day)
		for _, n := range s.Needs(day) {
			if s.year.Has(n.Period.From) {
				t.Fatalf("%s: %s", day, lacking([]drill.Need{n}))
			}
		}
	})
}

// hold holds what was planned before a day, as well as the rules ask for.
func (s *situation) hold(day app.Day) {
	ahead := s.Planned[:0]
	for _, h := range s.Planned {
		if h.Day.Before(day) {
			h.Seconds, h.Reviewed = 100, true
			s.Held = append(s.Held, h)
		} else {
			ahead = append(ahead, h)
		}
	}
	s.Planned = ahead
}

// TestAPlanThatPassedIsNoDate: a drill that was planned and not held still needs to be.
func TestAPlanThatPassedIsNoDate(t *testing.T) {
	q := only(year(t, "cn", nil), "CN-1")
	q.Planned = on("fire", "2026-12-01")
	if got := lacking(q.Needs(app.MustDay("2026-12-01"))); got != "" && !strings.HasPrefix(got, "CN-1 monthly 1 by 2026-11") {
		t.Errorf("on its day: %s", got)
	}
	if got := lacking(q.Needs(app.MustDay("2026-12-29"))); got != "CN-1 monthly 1 by 2026-12-31" {
		t.Errorf("four weeks after: %s", got)
	}
}

// told is for how long the year before is still spoken of.
const told = 20

func TestSilence(t *testing.T) {
	tests := []struct {
		name, day, since string
		held             []drill.Held
		want             string
	}{
		{"89 days", "2026-12-14", "", on("fire", "2026-09-16"), ""},
		{"90 days", "2026-12-15", "", on("fire", "2026-09-16"), "2026-12-15"},
		{"told from that day on", "2027-01-10", "", on("fire", "2026-09-16"), "2026-12-15"},
		{"a drill ends it", "2027-01-10", "", on("fire", "2026-09-16", "2026-12-20"), ""},
		{"a test of the alarm is no drill", "2027-01-10", "", append(on("fire", "2026-09-16"), on("alarm-test", "2026-12-20")...), "2026-12-15"},
		{"holidays count", "2027-04-10", "", on("fire", "2027-01-10"), "2027-04-10"},
		{"not told in the holidays", "2027-02-10", "", on("fire", "2026-11-10"), ""},
		{"but when term begins", "2027-02-25", "", on("fire", "2026-11-10"), "2027-02-08"},
		{"a school that began lately", "2026-12-15", "2026-11-01", nil, ""},
		{"one without any drill", "2026-12-15", "", nil, "2026-11-29"},
	}
	for _, test := range tests {
		q := year(t, "cn", nil, test.held...)
		var since app.Day
		if test.since != "" {
			since = app.MustDay(test.since)
		}
		got, ok := q.Silence(app.MustDay(test.day), since, 90)
		if got.String() != test.want || ok != (test.want != "") {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}
