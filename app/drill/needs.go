package drill

import (
	"slices"

	"campuskeeper/app"
)

// Need is a requirement that lacks drills which have no date yet.
type Need struct {
	Rule        Rule
	Requirement Requirement
	Kind        string     // a kind that would meet it, "" where none does
	Short       int        // drills that are neither held nor planned
	Period      app.Period // in which they are to be held
	By          app.Day    // the last day of teaching in Period
}

// told is how many days after its end a period that lacks something is spoken of.
const told = 14

// Needs returns what the rules lack on a day although its period is open, or ended
// lately. What is planned counts here, because it only needs to be held or entered. The
// order is that of the rules.
func (q Question) Needs(day app.Day) []Need {
	var needs []Need
	for _, r := range q.Rules {
		if !r.Applies(q.Site) {
			continue
		}
		for _, requirement := range r.For(q.Site) {
			if requirement.Min == 0 {
				continue
			}
			for _, p := range q.current(requirement, day) {
				short := q.lacks(requirement, p, day)
				if by := q.lastTaught(p); short > 0 && !day.After(by.AddDays(told)) {
					needs = append(needs, Need{r, requirement, q.typical(requirement), short, p, by})
				}
			}
		}
	}
	return needs
}

// current returns the periods of a requirement that are open on a day or ended lately.
func (q Question) current(r Requirement, day app.Day) []app.Period {
	year := q.Calendar.SchoolYear(day)
	var all []app.Period
	if r.Per.Every == InDays {
		last := firstTaught(q.Calendar, year.Period).AddDays(-1)
		if held := q.held(r, year.Period, day); len(held) > 0 {
			last = held[len(held)-1].Day
		}
		all = []app.Period{{From: last.AddDays(1), To: earlier(last.AddDays(r.Per.Days), year.To)}}
	} else {
		all = r.Per.reaching(q.Calendar, year)
	}
	return slices.DeleteFunc(all, func(p app.Period) bool { return p.From.After(day) || p.To.AddDays(told).Before(day) })
}

// unentered is for how many days a drill that was planned may have been held without
// anybody having entered it yet.
const unentered = 7

// lacks is how many drills a period lacks on a day when all are held that are planned in
// it from then on, or were until lately.
func (q Question) lacks(r Requirement, p app.Period, day app.Day) int {
	least := r.Min
	if r.Per.Every == InDays {
		least = 1
	}
	return least - r.amount(q.picked(q.Held, r, p.Has)) - len(q.picked(q.Planned, r.planned(), func(d app.Day) bool {
		return p.Has(d) && !d.AddDays(unentered).Before(day)
	}))
}

// lastTaught is the last workday in term of a period, or its last day.
func (q Question) lastTaught(p app.Period) app.Day {
	for d := p.To; !d.Before(p.From); d = d.AddDays(-1) {
		if _, taught := q.Calendar.TermOf(d); taught && q.Calendar.IsWorkday(d) {
			return d
		}
	}
	return p.To
}

// Ask says whether a minimum of the rules is about a kind of drill: one that names it,
// or, for a kind for the whole school, one that takes it.
func (rs Rules) Ask(kinds Kinds, name string) bool {
	kind, _ := kinds.Kind(name)
	for _, r := range rs {
		for _, q := range r.Requirements {
			if q.Min > 0 && (slices.Contains(q.Count.Kinds, name) || len(kind.Needs) == 0 && q.Count.Takes(kind)) {
				return true
			}
		}
	}
	return false
}

// Silence returns the day on which so many days had gone by without a drill, counted
// from the last one held before a day, or from the start of its school year, or from
// since, which is when the school began to keep its drills here. Tests of devices are no
// drills. ok is false while fewer have gone by, and out of term, when nobody can hold one.
func (q Question) Silence(day, since app.Day, days int) (on app.Day, ok bool) {
	if _, taught := q.Calendar.TermOf(day); !taught {
		return app.Day{}, false
	}
	last := q.lastHeld(day)
	if last.IsZero() {
		last = q.Calendar.SchoolYear(day).From.AddDays(-1)
	}
	if last.Before(since) {
		last = since
	}
	if on = last.AddDays(days); on.After(day) {
		return app.Day{}, false
	}
	return on, true
}

// lastHeld is the day of the last drill up to a day, zero for none.
func (q Question) lastHeld(day app.Day) app.Day {
	var last app.Day
	for _, h := range q.Held {
		k, known := q.Kinds.Kind(h.Kind)
		if known && k.device() || h.Day.After(day) || !h.Day.After(last) {
			continue
		}
		last = h.Day
	}
	return last
}
