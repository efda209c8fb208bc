package drill_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"campuskeeper/app"
	"campuskeeper/app/calendar"
	"campuskeeper/app/drill"
)

// situation is a random school of a pack on a random day of a year.
type situation struct {
	drill.Question
	year calendar.SchoolYear
	from app.Day
	now  time.Time // on that day
}

func someSituation(t *rapid.T, of map[string]drill.Question, names []string) situation {
	yes := func(label string) bool { return rapid.Bool().Draw(t, label) }
	q := of[rapid.SampledFrom(names).Draw(t, "pack")]
	q.Site.School = app.School{
		Type: rapid.SampledFrom(app.SchoolTypes).Draw(t, "type"), Students: rapid.SampledFrom([]int{80, 480, 2000}).Draw(t, "students"),
		Boarding: yes("boarding"), Bus: yes("bus"), Canteen: yes("canteen"), Laboratory: yes("laboratory"), WaterNear: yes("water"),
	}
	q.Site.Settings = drill.Settings{
		Storeys: rapid.IntRange(0, 12).Draw(t, "storeys"), Lift: yes("lift"), Sprinklers: yes("sprinklers"),
		Summer: yes("summer"), KeyUnit: yes("key unit"), Rules: map[string]bool{},
	}
	for _, r := range q.Rules {
		if r.Off && yes("turned on") {
			q.Site.Settings.Rules[r.ID] = true
		}
	}
	y := q.Calendar.SchoolYear(app.MustDay("2026-11-01"))
	length := y.To.Sub(y.From)
	day := func(label string) app.Day { return y.From.AddDays(rapid.IntRange(0, length).Draw(t, label)) }
	for range rapid.IntRange(0, 4).Draw(t, "exams") {
		first := day("exam")
		q.Site.Settings.Exams = append(q.Site.Settings.Exams, app.Period{From: first, To: first.AddDays(rapid.IntRange(0, 12).Draw(t, "days"))})
	}
	from := y.From
	if yes("under way") {
		from = day("from")
	}
	some := func(label string) drill.Held {
		kind := rapid.SampledFrom(q.Kinds.For(q.Site)).Draw(t, "kind")
		h := drill.Held{Kind: kind.Name, Day: day(label), Time: rapid.SampledFrom([]string{"", "10:00", "14:00"}).Draw(t, "time")}
		if yes("tagged") {
			h.Tags = []drill.Tag{rapid.SampledFrom([]drill.Tag{drill.SecondaryExit, drill.BlockedExit, drill.Unannounced}).Draw(t, "tag")}
		}
		return h
	}
	for range rapid.IntRange(0, 8).Draw(t, "held") {
		if h := some("held on"); h.Day.Before(from) {
			q.Held = append(q.Held, h)
		}
	}
	for range rapid.IntRange(0, 5).Draw(t, "planned") {
		if h := some("planned for"); !h.Day.Before(from) {
			q.Planned = append(q.Planned, h)
		}
	}
	return situation{q, y, from, from.At(rapid.IntRange(0, 23).Draw(t, "hour"), 0, time.UTC)}
}

// free lists the workdays of a period from the day on, without exams, with or
// without those in holidays.
func (s situation) free(p app.Period, untaught bool) []app.Day {
	var days []app.Day
	for d := p.From; !d.After(p.To); d = d.AddDays(1) {
		_, taught := s.Calendar.TermOf(d)
		exam := slices.ContainsFunc(s.Site.Settings.Exams, func(e app.Period) bool { return e.Has(d) })
		if !d.Before(s.from) && (d != s.from || s.soonest() <= "20:30") && s.Calendar.IsWorkday(d) && !exam && (taught || untaught) {
			days = append(days, d)
		}
	}
	return days
}

// soonest is the first time at which a drill can be held on the day itself: in two
// hours.
func (s situation) soonest() string {
	if s.now.Hour() >= 22 {
		return "24:00"
	}
	return s.now.Add(2 * time.Hour).Format("15:04")
}

// full says whether each free day of a period has two drills, beside tests. On the day
// itself it may be too late for them, if not for one at night.
func (s situation) full(p app.Period, drills []drill.Held) bool {
	for _, d := range s.free(p, false) {
		if s.late(d) {
			continue
		}
		n := 0
		for _, h := range drills {
			if h.Day == d && h.Kind != "alarm-test" {
				n++
			}
		}
		if n < 2 {
			return false
		}
	}
	return true
}

// late says whether a day is the day itself, and its first lesson too near for a drill.
func (s situation) late(d app.Day) bool { return d == s.from && s.soonest() > "09:30" }

func TestProposalHolds(t *testing.T) {
	of := map[string]drill.Question{}
	var names []string
	for _, pack := range packs(t) {
		of[pack.Name], _ = schoolOf(t, pack.Name)
		names = append(names, pack.Name)
	}
	rapid.Check(t, func(t *rapid.T) {
		s := someSituation(t, of, names)
		p := s.Propose(s.year, s.now)
		if again := s.Propose(s.year, s.now); show(again) != show(p) {
			t.Fatalf("not the same again:\n%s\n%s", show(p), show(again))
		}
		for _, d := range p.Drills {
			s.checkDay(t, d, p)
		}
		s.checkWeeks(t, p)
		s.checkCrowded(t, p)
		s.checkYear(t, p)
	})
}

func (s situation) checkDay(t *rapid.T, d drill.Proposed, p drill.Proposal) {
	if !slices.Contains(s.free(app.Period{From: d.Day, To: d.Day}, true), d.Day) || !s.year.Has(d.Day) {
		t.Fatalf("%s is no day for drills\n%s", d.Day, show(p))
	}
	if kind, _ := s.Kinds.Kind(d.Kind); !s.Site.HasAll(kind.Needs) {
		t.Fatalf("the school cannot hold %s", d.Kind)
	}
	if d.Day == s.from && d.Time < s.soonest() {
		t.Fatalf("%s at %s is too soon, it is %s", d.Kind, d.Time, s.now.Format("15:04"))
	}
	if len(d.Rules) == 0 || d.Time == "" {
		t.Fatalf("%+v serves nothing", d)
	}
}

// No week has two drills unless the proposal says so.
func (s situation) checkWeeks(t *rapid.T, p drill.Proposal) {
	weeks := map[app.Period]int{}
	ours := map[app.Period]bool{}
	note := func(h drill.Held, proposed bool) {
		if h.Kind != "alarm-test" {
			weeks[calendar.Week(h.Day)]++
			ours[calendar.Week(h.Day)] = ours[calendar.Week(h.Day)] || proposed
		}
	}
	for _, h := range slices.Concat(s.Held, s.Planned) {
		note(h, false)
	}
	for _, d := range p.Drills {
		note(d.Held, true)
	}
	for week, n := range weeks {
		if n > 1 && ours[week] && !slices.Contains(p.Crowded, week) {
			t.Fatalf("%d drills in the week of %s\n%s", n, week.From, show(p))
		}
	}
}

// A second drill in a week could not have been moved to a week without one.
func (s situation) checkCrowded(t *rapid.T, p drill.Proposal) {
	if len(p.Crowded) == 0 {
		return
	}
	// Drills of some of the school stand in for none of the whole school.
	var drills []drill.Held
	for _, h := range done(p) {
		if kind, _ := s.Kinds.Kind(h.Kind); len(kind.Needs) == 0 && !h.Has(drill.AfterSunset) {
			drills = append(drills, h)
		}
	}
	at := slices.IndexFunc(drills, func(h drill.Held) bool {
		_, taught := s.Calendar.TermOf(h.Day)
		return p.Crowded[0].Has(h.Day) && taught && h.Kind != "alarm-test"
	})
	if at < 0 {
		return
	}
	taken := map[app.Period]bool{}
	for _, h := range slices.Concat(s.Held, s.Planned, done(p)) {
		if h.Kind != "alarm-test" {
			taken[calendar.Week(h.Day)] = true
		}
	}
	before := s.unmetAfter(drills)
	for _, day := range s.free(s.year.Period, false) {
		if taken[calendar.Week(day)] || day == s.from {
			continue
		}
		moved := slices.Clone(drills)
		moved[at].Day = day
		if s.unmetAfter(moved) <= before {
			t.Fatalf("%s of %s could be held on %s\n%s", drills[at].Kind, drills[at].Day, day, show(p))
		}
	}
}

// after is the question once all that was planned and proposed was held.
func (s situation) after(proposed []drill.Held) drill.Question {
	after := s.Question
	after.Planned = nil
	after.Held = slices.Concat(s.Held, proposed)
	for _, h := range s.Planned {
		h.Seconds = 100
		after.Held = append(after.Held, h)
	}
	return after
}

// unmetAfter counts what is missing at the year's end.
func (s situation) unmetAfter(held []drill.Held) int {
	n := 0
	for _, v := range s.after(held).Judge(s.year.To) {
		for _, part := range v.Parts {
			n += max(len(part.Missed), len(part.Broken)) + part.Short
			if part.Status != drill.Fulfilled {
				n++
			}
		}
	}
	return n
}

// At the year's end nothing is out of compliance that could have been met.
func (s situation) checkYear(t *rapid.T, p drill.Proposal) {
	after := s.after(done(p))
	for _, v := range after.Judge(s.year.To) {
		for _, part := range v.Parts {
			if part.Status == drill.Fulfilled || part.Requirement.Reviewed { // reviews cannot be proposed
				continue
			}
			if part.Requirement.Max > 0 || part.Requirement.Forbid != "" {
				if !s.brokenByUser(part) {
					t.Fatalf("%s %s is broken by the proposal\n%s", v.Rule.ID, part.Requirement.Name, show(p))
				}
				continue
			}
			missed := part.Missed
			if len(missed) == 0 {
				missed = []app.Period{part.Period}
			}
			for _, period := range missed {
				s.checkMissed(t, v.Rule.ID, part, period, p, after.Held)
			}
		}
	}
}

// brokenByUser says whether what the user held and planned breaks it already.
func (s situation) brokenByUser(part drill.Finding) bool {
	before := s.Question
	before.Held = slices.Concat(before.Held, before.Planned)
	for _, v := range before.Judge(s.year.To) {
		for _, was := range v.Parts {
			if was.Requirement.Name == part.Requirement.Name && was.Status == drill.OutOfCompliance {
				return true
			}
		}
	}
	return false
}

func (s situation) checkMissed(t *rapid.T, rule string, part drill.Finding, period app.Period, p drill.Proposal, held []drill.Held) {
	at := slices.IndexFunc(p.Unmet, func(u drill.Unmet) bool {
		return u.Rule == rule && u.Requirement.Name == part.Requirement.Name && u.Period == period
	})
	if at < 0 {
		t.Fatalf("%s %s misses %v unsaid\n%s", rule, part.Requirement.Name, period, show(p))
	}
	excused := false
	switch p.Unmet[at].Reason {
	case drill.Past:
		excused = period.To.Before(s.from)
	case drill.NoDay:
		excused = !slices.ContainsFunc(s.free(period, false), func(d app.Day) bool { return !s.late(d) })
	case drill.Full:
		excused = s.full(period, held)
	case drill.NoKind:
		excused = !slices.ContainsFunc(s.Kinds.For(s.Site), part.Requirement.Count.Takes)
	case drill.Limited:
		excused = strings.HasPrefix(rule, "US-TX")
	}
	if !excused {
		t.Fatalf("%s %s misses %v, and not because it is %q\n%s", rule, part.Requirement.Name, period, p.Unmet[at].Reason, show(p))
	}
}
