package drill_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"campuskeeper/app"
	"campuskeeper/app/calendar"
	"campuskeeper/app/drill"
)

// schoolOf asks about a school that can hold all kinds of drills.
func schoolOf(t testing.TB, pack string) (drill.Question, calendar.SchoolYear) {
	q := year(t, pack, func(s *drill.Site) {
		s.School.Boarding, s.School.Bus, s.School.Canteen, s.School.Laboratory = true, true, true, true
		s.Settings.Storeys = 4
	})
	return q, q.Calendar.SchoolYear(app.MustDay("2026-11-01"))
}

// done holds all drills of a proposal, each of them quick.
func done(p drill.Proposal) []drill.Held {
	all := make([]drill.Held, len(p.Drills))
	for i, d := range p.Drills {
		all[i] = d.Held
		all[i].Seconds = 100
	}
	return all
}

func show(p drill.Proposal) string {
	var b strings.Builder
	for _, d := range p.Drills {
		fmt.Fprintf(&b, "%s %s %s %v %s %v\n", d.Day.In(app.English), d.Time, d.Kind, d.Tags, d.CallPoint, d.Rules)
	}
	for _, u := range p.Unmet {
		fmt.Fprintf(&b, "unmet: %s %s %v short %d: %s\n", u.Rule, u.Requirement.Name, u.Period, u.Short, u.Reason)
	}
	return b.String()
}

func TestProposalMeetsEveryRule(t *testing.T) {
	for _, pack := range packs(t) {
		t.Run(pack.Name, func(t *testing.T) {
			q, y := schoolOf(t, pack.Name)
			p := q.Propose(y, y.From)
			if len(p.Unmet) > 0 || len(p.Crowded) > 0 {
				t.Errorf("left open:\n%s%v", show(p), p.Crowded)
			}
			q.Held = done(p)
			for _, v := range q.Judge(y.To) {
				if v.Status.Worse(drill.Fulfilled) {
					t.Errorf("%s is %s\n%s", v.Rule.ID, v.Status, show(p))
				}
			}
		})
	}
}

func TestProposalIsSparingAndVaried(t *testing.T) {
	q, y := schoolOf(t, "cn")
	p := q.Propose(y, y.From)
	count := map[string]int{}
	weekdays := map[time.Weekday]int{}
	hours := map[string]int{}
	drills := 0
	for _, d := range p.Drills {
		count[d.Kind]++
		if d.Kind == "alarm-test" {
			continue
		}
		drills++
		weekdays[d.Day.Weekday()]++
		hours[d.Time]++
	}
	// 10 months with an evacuation, 2 nights and 2 buses, 2 of security, 1 of health.
	if drills > 17 || count["alarm-test"] != 12 {
		t.Errorf("%d drills and %d tests:\n%s", drills, count["alarm-test"], show(p))
	}
	for _, kind := range []string{"fire", "earthquake", "evacuation", "crush"} {
		if count[kind] == 0 || count[kind] > 3 {
			t.Errorf("%d of %s:\n%s", count[kind], kind, show(p))
		}
	}
	if len(weekdays) != 5 || len(hours) < 5 {
		t.Errorf("weekdays %v, hours %v", weekdays, hours)
	}
	for _, n := range weekdays {
		if n > drills/2 {
			t.Errorf("weekdays %v", weekdays)
		}
	}
}

func TestProposalTestsDevicesOnTheSecondTuesday(t *testing.T) {
	q, y := schoolOf(t, "cn")
	var days []string
	for _, d := range q.Propose(y, y.From).Drills {
		if d.Kind == "alarm-test" {
			days = append(days, d.Day.String())
		}
	}
	want := []string{"2026-09-08", "2026-10-13", "2026-11-10", "2026-12-08", "2027-01-12"}
	if !slices.Equal(days[:5], want) {
		t.Errorf("got %v", days)
	}
}

func TestProposalVariesFireDrillsInEngland(t *testing.T) {
	q, y := schoolOf(t, "england")
	q.Held = []drill.Held{{Kind: "fire", Day: app.MustDay("2026-09-21"), CallPoint: "1"}}
	p := q.Propose(y, app.MustDay("2026-10-01"))
	points := map[string]bool{"1": true}
	tags := map[drill.Tag]int{}
	for _, d := range p.Drills {
		if d.Kind != "fire" {
			continue
		}
		if points[d.CallPoint] {
			t.Errorf("call point %q again", d.CallPoint)
		}
		points[d.CallPoint] = true
		for _, tag := range d.Tags {
			tags[tag]++
		}
	}
	if len(points) != 3 || tags[drill.Unannounced] != 1 || tags[drill.BlockedExit] != 1 {
		t.Error(show(p))
	}
}

func TestProposalSaysWhatIsTooLate(t *testing.T) {
	q, y := schoolOf(t, "us-tx")
	p := q.Propose(y, app.MustDay("2027-02-10"))
	got := map[string]drill.Unmet{}
	for _, u := range p.Unmet {
		got[u.Requirement.Name] = u
	}
	if len(got) != 2 || got["lockdown"].Reason != drill.Past || got["fire"].Short != 2 {
		t.Error(show(p))
	}
}

func TestProposalReasons(t *testing.T) {
	q, y := schoolOf(t, "us-md")
	fire := q.Rules[0]
	ask := func(change func(*drill.Question)) drill.Reason {
		asked := q
		asked.Rules = drill.Rules{fire}
		change(&asked)
		p := asked.Propose(y, app.MustDay("2027-06-03"))
		for _, u := range p.Unmet {
			if u.Requirement.Name == "no-sprinklers" {
				return u.Reason
			}
		}
		return ""
	}
	limit := drill.Rule{ID: "most", Requirements: []drill.Requirement{{
		Name: "most", Count: drill.Selector{Kinds: []string{"fire"}}, Max: 1, Per: drill.Span{Every: drill.Yearly},
	}}}
	ways := drill.Rule{ID: "ways", Requirements: []drill.Requirement{
		{Name: "no-sprinklers", Count: drill.Selector{Tags: []drill.Tag{drill.Props}}, Min: 1, Per: drill.Span{Every: drill.Yearly}},
		{Name: "never", Forbid: drill.Props, Per: drill.Span{Every: drill.Yearly}},
	}}
	cases := map[drill.Reason]func(*drill.Question){
		drill.Full:      func(*drill.Question) {},
		drill.Limited:   func(q *drill.Question) { q.Rules = append(q.Rules, limit) },
		drill.NoKind:    func(q *drill.Question) { q.Kinds = drill.Kinds{kind("bus", drill.Evacuate)} },
		drill.Forbidden: func(q *drill.Question) { q.Rules = drill.Rules{ways} },
		drill.NoDay: func(q *drill.Question) {
			q.Site.Settings.Exams = []app.Period{{From: app.MustDay("2027-06-01"), To: app.MustDay("2027-06-30")}}
		},
	}
	for want, change := range cases {
		if got := ask(change); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestProposalKeepsIntervals(t *testing.T) {
	q, y := schoolOf(t, "gy")
	q.Rules = drill.Rules{{ID: "often", Requirements: []drill.Requirement{{
		Name: "often", Count: drill.Selector{Classes: []drill.Class{drill.Evacuate}}, Min: 1,
		Per: drill.Span{Every: drill.InDays, Days: 45},
	}}}}
	p := q.Propose(y, app.MustDay("2026-09-01"))
	q.Held = done(p)
	for _, part := range q.Judge(app.MustDay("2027-07-09"))[0].Parts {
		if len(part.Missed) > 0 {
			t.Errorf("missed %v\n%s", part.Missed, show(p))
		}
	}
	if len(p.Drills) > 9 {
		t.Error(show(p))
	}
}

// situation is a random school of a pack on a random day of a year.
type situation struct {
	drill.Question
	year calendar.SchoolYear
	from app.Day
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
	return situation{q, y, from}
}

// teaching days of a period from the day on, without exams.
func (s situation) free(p app.Period, untaught bool) []app.Day {
	var days []app.Day
	for d := p.From; !d.After(p.To); d = d.AddDays(1) {
		_, taught := s.Calendar.TermOf(d)
		exam := slices.ContainsFunc(s.Site.Settings.Exams, func(e app.Period) bool { return e.Has(d) })
		if !d.Before(s.from) && s.Calendar.IsWorkday(d) && !exam && (taught || untaught) {
			days = append(days, d)
		}
	}
	return days
}

// crowded says whether each free day of a period has two drills, beside tests.
func (s situation) full(p app.Period, drills []drill.Held) bool {
	for _, d := range s.free(p, false) {
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

func TestProposalHolds(t *testing.T) {
	of := map[string]drill.Question{}
	var names []string
	for _, pack := range packs(t) {
		of[pack.Name], _ = schoolOf(t, pack.Name)
		names = append(names, pack.Name)
	}
	rapid.Check(t, func(t *rapid.T) {
		s := someSituation(t, of, names)
		p := s.Propose(s.year, s.from)
		if again := s.Propose(s.year, s.from); show(again) != show(p) {
			t.Fatalf("not the same again:\n%s\n%s", show(p), show(again))
		}
		for _, d := range p.Drills {
			s.checkDay(t, d, p)
		}
		s.checkWeeks(t, p)
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

// At the year's end nothing is out of compliance that could have been met.
func (s situation) checkYear(t *rapid.T, p drill.Proposal) {
	after := s.Question
	for i := range after.Planned {
		h := after.Planned[i]
		h.Seconds = 100
		after.Held = append(slices.Clip(after.Held), h)
	}
	after.Planned = nil
	after.Held = append(slices.Clip(after.Held), done(p)...)
	for _, v := range after.Judge(s.year.To) {
		for _, part := range v.Parts {
			if part.Status == drill.Fulfilled {
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
		excused = len(s.free(period, false)) == 0
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

func BenchmarkPropose(b *testing.B) {
	for _, pack := range packs(b) {
		b.Run(pack.Name, func(b *testing.B) {
			q, y := schoolOf(b, pack.Name)
			for b.Loop() {
				q.Propose(y, y.From)
			}
		})
	}
}
