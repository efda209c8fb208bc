package drill

import (
	"cmp"
	"slices"
	"time"

	"campuskeeper/app"
	"campuskeeper/app/calendar"
)

// scheduler makes a proposal. Demands are met one by one, those with the fewest
// days first: periods mostly lie within each other, and then this order finds room
// for all that have room.
type scheduler struct {
	q       Question
	year    calendar.SchoolYear
	from    app.Day
	kinds   Kinds // that the school can hold
	days    []slot
	fixed   []fixed
	before  []fixed // the year began: they count for periods that reach back
	drafts  []*draft
	demands []*demand
	limits  []limit
	forbids []Requirement
	weeks   map[app.Day]int // drills, not tests, by the Monday of their week
	used    map[string]int  // drills by kind
}

// slot is a day on which a drill could be held.
type slot struct {
	app.Day
	taught        bool
	edge          bool   // of a term
	after         string // on the day of the proposal: no drill before that time
	drills, tests int
}

// fixed is a drill that stays as it is.
type fixed struct {
	Held
	kind    Kind
	planned bool
}

// draft is a drill that is proposed.
type draft struct {
	Held
	kind Kind
	at   int // index of kind in scheduler.kinds
	test bool
	// aside marks drills at night, in holidays, on a bus or in a laboratory: only
	// some take part in them, so they stand in for no drill of the whole school.
	aside bool
}

// demand is a minimum in one period.
type demand struct {
	rule   string
	asks   Requirement
	period app.Period
	order  int
	forced bool   // its period has no teaching at all
	lax    bool   // only kinds for some of the school can serve it
	takes  []bool // by index of scheduler.kinds
	base   []Held // fixed drills that count
	beside []limit
	why    Reason
}

// limit is a maximum, or what comes on top, in one period.
type limit struct {
	asks   Requirement
	period app.Period
}

// most is how many drills a day can have, and edge how many workdays at either end
// of a term are kept free of drills.
const (
	most = 2
	edge = 3
)

func (q Question) newScheduler(year calendar.SchoolYear, now time.Time) *scheduler {
	s := &scheduler{
		q: q, year: year, from: app.DayOf(now), kinds: q.Kinds.For(q.Site),
		weeks: map[app.Day]int{}, used: map[string]int{},
	}
	if s.from.Before(year.From) {
		s.from = year.From
	}
	s.open(now)
	s.keep(q.Held, false)
	s.keep(q.Planned, true)
	order := 0
	for _, r := range q.Rules {
		for _, asks := range r.For(q.Site) {
			switch {
			case asks.Forbid != "":
				s.forbids = append(s.forbids, asks)
			case asks.Max > 0:
				for _, p := range asks.Per.Periods(q.Calendar, year) {
					s.limits = append(s.limits, limit{asks, p})
				}
			case asks.Min > 0:
				s.ask(r.ID, asks, &order)
			}
		}
	}
	s.sort()
	return s
}

// open lists the days on which drills can be held.
func (s *scheduler) open(now time.Time) {
	c := s.q.Calendar
	begun := map[app.Period]int{} // workdays of a term so far
	for d := s.year.From; !d.After(s.year.To); d = d.AddDays(1) {
		if !c.IsWorkday(d) {
			continue
		}
		at := slot{Day: d}
		if term, taught := c.TermOf(d); taught {
			begun[term.Period]++
			left := c.Workdays(app.Period{From: d, To: earlier(term.To, d.AddDays(7*edge))})
			at.taught, at.edge = true, begun[term.Period] <= edge || left <= edge
		}
		if d == app.DayOf(now) {
			at.after = soonest(now)
		}
		if !d.Before(s.from) && !s.q.examined(d) {
			s.days = append(s.days, at)
		}
	}
}

// soonest is the first time of a day at which a drill can be held, "24:00" when it is
// too late.
func soonest(now time.Time) string {
	at := now.Add(notice)
	if app.DayOf(at) != app.DayOf(now) {
		return "24:00"
	}
	return at.Format("15:04")
}

func earlier(a, b app.Day) app.Day {
	if b.Before(a) {
		return b
	}
	return a
}

// examined says whether a day is kept free for exams.
func (q Question) examined(d app.Day) bool {
	if _, exam := q.Calendar.Exam(d); exam {
		return true
	}
	return slices.ContainsFunc(q.Site.Settings.Exams, func(p app.Period) bool { return p.Has(d) })
}

// keep takes over drills of the school year; a planned one whose day is past was not
// held, and helps no more.
func (s *scheduler) keep(drills []Held, planned bool) {
	for _, h := range drills {
		kind, known := s.q.Kinds.Kind(h.Kind)
		switch {
		case !known || h.Day.After(s.year.To) || planned && h.Day.Before(s.from):
		case h.Day.Before(s.year.From):
			s.before = append(s.before, fixed{h, kind, planned})
		default:
			s.fixed = append(s.fixed, fixed{h, kind, planned})
			s.count(h.Day, kind, 1)
		}
	}
}

// count adds a drill to, or takes it from, what its day and week hold.
func (s *scheduler) count(d app.Day, kind Kind, n int) {
	s.used[kind.Name] += n
	test := kind.device()
	if !test {
		s.weeks[calendar.Week(d).From] += n
	}
	at, ok := slices.BinarySearchFunc(s.days, d, func(s slot, d app.Day) int { return s.Compare(d) })
	if !ok {
		return
	}
	if test {
		s.days[at].tests += n
	} else {
		s.days[at].drills += n
	}
}

// ask adds the demands of a requirement.
func (s *scheduler) ask(rule string, asks Requirement, order *int) {
	periods := asks.Per.Periods(s.q.Calendar, s.year)
	if asks.Per.Every == InDays {
		periods = []app.Period{s.year.Period}
	}
	known := slices.Concat(s.before, s.fixed)
	for _, p := range periods {
		d := &demand{rule: rule, asks: asks, period: p, order: *order, forced: !s.taughtIn(p)}
		*order++
		for _, k := range s.kinds {
			d.takes = append(d.takes, asks.Count.Takes(k))
		}
		d.lax = !slices.ContainsFunc(s.kinds, func(k Kind) bool { return asks.Count.Takes(k) && len(k.Needs) == 0 })
		for _, f := range known {
			asks := asks
			if f.planned {
				asks = asks.planned()
			}
			if p.Has(f.Day) && s.q.counts(asks, f.kind, f.Held) {
				d.base = append(d.base, f.Held)
			}
		}
		for _, extra := range asks.beside {
			for _, p := range extra.Per.reaching(s.q.Calendar, s.year) {
				d.beside = append(d.beside, limit{extra, p})
			}
		}
		s.demands = append(s.demands, d)
	}
}

// taughtIn says whether there is teaching on a workday of a period.
func (s *scheduler) taughtIn(p app.Period) bool {
	for d := p.From; !d.After(p.To); d = d.AddDays(1) {
		if _, taught := s.q.Calendar.TermOf(d); taught && s.q.Calendar.IsWorkday(d) {
			return true
		}
	}
	return false
}

// sort puts demands into the order in which they are met: what has to be met at
// regular intervals comes last, what drills must show after how many there are, and
// of the rest the shortest first.
func (s *scheduler) sort() {
	rank := func(d *demand) int {
		switch {
		case d.asks.Per.Every == InDays:
			return 3
		case d.asks.Distinct != "":
			return 2
		case len(d.asks.Count.Tags) > 0 && !d.night():
			return 1
		}
		return 0
	}
	length := func(d *demand) int { return d.period.To.Sub(d.period.From) }
	const alike = 11 // days: all months count as equally long
	slices.SortStableFunc(s.demands, func(a, b *demand) int {
		return cmp.Or(
			rank(a)-rank(b),
			length(a)/alike-length(b)/alike,
			a.period.From.Compare(b.period.From),
			length(a)-length(b),
		)
	})
}

// night says whether the demand is for drills after sunset.
func (d *demand) night() bool { return slices.Contains(d.asks.Count.Tags, AfterSunset) }

// counts says whether a draft helps to meet a demand.
func (d *demand) counts(x *draft) bool {
	if !d.takes[x.at] || !d.period.Has(x.Day) || d.extra(x) {
		return false
	}
	for _, t := range d.asks.Count.Tags {
		if !x.Has(t) {
			return false
		}
	}
	return !x.aside || d.forced || d.lax || d.night() || slices.Contains(d.asks.Count.Kinds, x.Kind)
}

// extra says whether a draft is one of those that come on top of the demand's.
func (d *demand) extra(x *draft) bool {
	return slices.ContainsFunc(d.beside, func(b limit) bool { return b.period.Has(x.Day) && b.asks.Count.Picks(x.kind, x.Held) })
}

// picks returns all drills that count for a demand.
func (s *scheduler) picks(d *demand) []Held {
	all := slices.Clone(d.base)
	for _, x := range s.drafts {
		if d.counts(x) {
			all = append(all, x.Held)
		}
	}
	return all
}

// short says how many drills a demand lacks.
func (s *scheduler) short(d *demand) int {
	switch {
	case d.asks.Per.Every == InDays:
		return len(s.gaps(d))
	case d.asks.Distinct != "":
		return max(0, d.asks.Min-d.asks.amount(s.picks(d)))
	}
	n := len(d.base)
	for _, x := range s.drafts {
		if d.counts(x) {
			n++
		}
	}
	return max(0, d.asks.Min-n)
}

// gaps lists the stretches of the school year in which a drill is missing.
func (s *scheduler) gaps(d *demand) []app.Period {
	days := []app.Day{}
	for _, h := range s.picks(d) {
		days = append(days, h.Day)
	}
	slices.SortFunc(days, app.Day.Compare)
	days = append(days, s.year.To)
	var gaps []app.Period
	last := firstTaught(s.q.Calendar, s.year.Period).AddDays(-1)
	for _, day := range days {
		for end := last.AddDays(d.asks.Per.Days); day.After(end); end = last.AddDays(d.asks.Per.Days) {
			gaps = append(gaps, app.Period{From: last.AddDays(1), To: end})
			last = end
			// What was missed before today is one gap, however long it lasted.
			if before := s.from.AddDays(-1); last.Before(before) {
				last = earlier(before, day)
			}
		}
		last = day
	}
	return gaps
}
