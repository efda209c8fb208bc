package drill

import (
	"slices"
	"time"

	"campuskeeper/app"
	"campuskeeper/app/calendar"
)

// Proposal is a schedule for the rest of a school year. If its drills are held,
// beside those that were held and planned already, every requirement of the year is
// met but those of Unmet.
type Proposal struct {
	Year   calendar.SchoolYear
	Drills []Proposed // in order of day and time
	Unmet  []Unmet    // in the order of the rules
	// Crowded are the weeks in which two drills could not be avoided.
	Crowded []app.Period
	// Unsettled are the calendar years with proposed drills whose holidays are not all
	// known yet: some of the days may turn out to be free.
	Unsettled []int
}

// Proposed is a drill that ought to be planned: kind, day, time and tags. It has
// neither an ID nor a number.
type Proposed struct {
	Held
	Rules []string // IDs of the rules that it serves
}

// Unmet is what no schedule can reach any more.
type Unmet struct {
	Rule        string
	Requirement Requirement
	Period      app.Period
	Short       int
	Reason      Reason
}

// Reason says why a requirement cannot be met.
type Reason string

// The reasons.
const (
	Past      Reason = "past"      // its time is over
	NoKind    Reason = "no-kind"   // the school holds no kind of drill that counts
	NoDay     Reason = "no-day"    // no day of teaching is left
	Full      Reason = "full"      // each day that is left has its two drills
	Limited   Reason = "limited"   // one more would break a maximum
	Forbidden Reason = "forbidden" // another rule forbids what it asks for
)

// Key is the message of a reason.
func (r Reason) Key() string { return "agenda.unmet." + string(r) }

// notice is how long before a drill people hear of it at least, where it has to be on
// the day on which it is proposed.
const notice = 2 * time.Hour

// Propose makes a schedule for a school year from a moment on. It keeps what is held
// and planned. The day of that moment itself is taken only where no other day is left,
// and then after a notice of two hours. Drills fall on workdays with teaching, never on days of exams, and
// only where a rule forces it on the first and last days of a term, in a week that
// has a drill already, or in holidays (where the rule counts a time without
// teaching). Tests of devices have their steady weekday and do not count for the
// weeks. The same question gets the same proposal.
func (q Question) Propose(year calendar.SchoolYear, now time.Time) Proposal {
	s := q.newScheduler(year, now)
	for _, d := range s.demands {
		s.meet(d)
	}
	s.drop()
	s.loosen()
	s.number()
	return s.proposal()
}

// Serves returns the rules of the school for whose minimum a drill counts, when all
// goes as planned.
func (q Question) Serves(h Held) []Rule {
	kind, ok := q.Kinds.Kind(h.Kind)
	if !ok {
		return nil
	}
	var served []Rule
	for _, r := range q.Rules {
		for _, asks := range r.For(q.Site) {
			if asks.Min > 0 && q.counts(asks.planned(), kind, h) {
				served = append(served, r)
				break
			}
		}
	}
	return served
}

// proposal writes down what the scheduler found.
func (s *scheduler) proposal() Proposal {
	p := Proposal{Year: s.year, Crowded: s.crowded()}
	for _, d := range s.drafts {
		drill := Proposed{Held: d.Held}
		slices.Sort(drill.Tags)
		for _, r := range s.q.Serves(d.Held) {
			drill.Rules = append(drill.Rules, r.ID)
		}
		p.Drills = append(p.Drills, drill)
	}
	slices.SortFunc(p.Drills, func(a, b Proposed) int { return a.Compare(b.Held) })
	for _, d := range p.Drills {
		if s.q.Calendar.Open(d.Day.Year) && !slices.Contains(p.Unsettled, d.Day.Year) {
			p.Unsettled = append(p.Unsettled, d.Day.Year)
		}
	}
	slices.SortStableFunc(s.demands, func(a, b *demand) int { return a.order - b.order })
	for _, d := range s.demands {
		p.Unmet = append(p.Unmet, s.unmet(d)...)
	}
	return p
}

// unmet tells what is missing of a demand.
func (s *scheduler) unmet(d *demand) []Unmet {
	short := s.short(d)
	if short == 0 {
		return nil
	}
	if d.asks.Per.Every != InDays {
		return []Unmet{{d.rule, d.asks, d.period, short, d.why}}
	}
	var all []Unmet
	for _, gap := range s.gaps(d) {
		why := d.why
		if gap.To.Before(s.from) {
			why = Past
		}
		all = append(all, Unmet{d.rule, d.asks, gap, 1, why})
	}
	return all
}

// crowded lists the weeks to which the proposal adds a second drill.
func (s *scheduler) crowded() []app.Period {
	var weeks []app.Period
	for _, d := range s.drafts {
		week := calendar.Week(d.Day)
		if !d.test && s.weeks[week.From] > 1 && !slices.Contains(weeks, week) {
			weeks = append(weeks, week)
		}
	}
	slices.SortFunc(weeks, func(a, b app.Period) int { return a.From.Compare(b.From) })
	return weeks
}
