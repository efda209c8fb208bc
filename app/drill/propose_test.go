package drill_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

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

// morning is the first moment of a day.
func morning(d app.Day) time.Time { return d.At(0, 0, time.UTC) }

// done holds all drills of a proposal, each of them quick.
func done(p drill.Proposal) []drill.Held {
	all := make([]drill.Held, len(p.Drills))
	for i, d := range p.Drills {
		all[i] = d.Held
		all[i].Seconds, all[i].Reviewed = 100, true
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
			p := q.Propose(y, morning(y.From))
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
	p := q.Propose(y, morning(y.From))
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
	for _, d := range q.Propose(y, morning(y.From)).Drills {
		if d.Kind == "alarm-test" {
			days = append(days, d.Day.String())
		}
	}
	want := []string{"2026-09-08", "2026-10-13", "2026-11-10", "2026-12-08", "2027-01-12"}
	if !slices.Equal(days[:5], want) {
		t.Errorf("got %v", days)
	}
}

// Each fire drill in England comes without warning, from a call point of its own, and
// with one way blocked.
func TestProposalVariesFireDrillsInEngland(t *testing.T) {
	q, y := schoolOf(t, "england")
	q.Held = []drill.Held{{Kind: "fire", Day: app.MustDay("2026-09-21"), CallPoint: "1"}} // announced
	p := q.Propose(y, morning(app.MustDay("2026-10-01")))
	points := map[string]bool{"1": true}
	for _, d := range p.Drills {
		if d.Kind != "fire" {
			continue
		}
		if points[d.CallPoint] {
			t.Errorf("call point %q again", d.CallPoint)
		}
		points[d.CallPoint] = true
		if !d.Has(drill.Unannounced) || !d.Has(drill.BlockedExit) {
			t.Errorf("%s is held with %v", d.Day, d.Tags)
		}
	}
	if len(points) != 4 || len(p.Drills) != 4 || len(p.Unmet) > 0 {
		t.Error(show(p))
	}
}

func TestProposalSaysWhatIsTooLate(t *testing.T) {
	q, y := schoolOf(t, "us-tx")
	p := q.Propose(y, morning(app.MustDay("2027-02-10")))
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
		p := asked.Propose(y, morning(app.MustDay("2027-06-03")))
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
	p := q.Propose(y, morning(app.MustDay("2026-09-01")))
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

func BenchmarkPropose(b *testing.B) {
	for _, pack := range packs(b) {
		b.Run(pack.Name, func(b *testing.B) {
			q, y := schoolOf(b, pack.Name)
			for b.Loop() {
				q.Propose(y, morning(y.From))
			}
		})
	}
}

// On the last day of October the drill that is missing is still proposed for that
// day, but for a time of which people hear early enough; else it is too late.
func TestProposalOnTheDayItself(t *testing.T) {
	q, y := schoolOf(t, "cn")
	q = only(q, "CN-1")
	last := app.MustDay("2026-10-30") // Friday
	q.Held = on("fire", "2026-09-16")
	for clock, want := range map[string]string{
		"07:00": "10:05", "08:05": "10:05", "08:06": "14:20", "12:21": "15:15", "13:15": "15:15", "13:16": "", "22:30": "",
	} {
		now, _ := time.Parse("15:04", clock)
		p := q.Propose(y, last.At(now.Hour(), now.Minute(), time.UTC))
		got := ""
		if p.Drills[0].Day == last {
			got = p.Drills[0].Time
		}
		if got != want {
			t.Errorf("at %s for %q, want %q\n%s", clock, got, want, show(p))
		}
		if want == "" && (len(p.Unmet) != 1 || p.Unmet[0].Reason != drill.NoDay) {
			t.Errorf("at %s nobody is told\n%s", clock, show(p))
		}
	}
	// While there are other days, nobody is surprised on this one.
	if p := q.Propose(y, app.MustDay("2026-10-14").At(6, 0, time.UTC)); !p.Drills[0].Day.After(app.MustDay("2026-10-14")) {
		t.Error(show(p))
	}
}

// The holidays of 2027 are not announced yet when a year is planned in 2026: days that
// are proposed there may turn out to be free. Where holidays follow rules, all are known.
func TestProposalSaysWhichHolidaysAreOpen(t *testing.T) {
	q, y := schoolOf(t, "cn")
	if p := q.Propose(y, morning(y.From)); !slices.Equal(p.Unsettled, []int{2027}) {
		t.Error(p.Unsettled)
	}
	q.Rules = drill.Rules{{ID: "autumn", Requirements: []drill.Requirement{{
		Name: "autumn", Count: drill.Selector{Kinds: []string{"fire"}}, Min: 1,
		Per: drill.Span{Every: drill.InWindow, From: "09-01", To: "12-20"},
	}}}}
	if p := q.Propose(y, morning(y.From)); len(p.Drills) != 1 || len(p.Unsettled) != 0 {
		t.Errorf("%v\n%s", p.Unsettled, show(p))
	}
	for _, pack := range []string{"england", "us-ny", "gy"} {
		q, y := schoolOf(t, pack)
		if p := q.Propose(y, morning(y.From)); len(p.Unsettled) != 0 {
			t.Errorf("%s: %v", pack, p.Unsettled)
		}
	}
}
