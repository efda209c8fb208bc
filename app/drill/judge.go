package drill

import (
	"slices"

	"campuskeeper/app"
	"campuskeeper/app/calendar"
)

// Status says how a school stands with a rule.
type Status string

// The statuses, from the best to the worst.
const (
	NotApplicable   Status = "not-applicable"
	Fulfilled       Status = "fulfilled"
	OnCourse        Status = "on-course" // the period is open, the minimum not reached, more than 30 days left
	Due             Status = "due"       // at most 30 days left, one missing
	Short           Status = "short"     // at most 30 days left, more missing
	OutOfCompliance Status = "out-of-compliance"
)

var statuses = []Status{NotApplicable, Fulfilled, OnCourse, Due, Short, OutOfCompliance}

// Worse says whether a status is worse than another.
func (s Status) Worse(than Status) bool {
	return slices.Index(statuses, s) > slices.Index(statuses, than)
}

// soon is how many days before its end a period that lacks something is due.
const soon = 30

// Question is what a judgement depends on.
type Question struct {
	Rules    Rules
	Kinds    Kinds
	Site     Site
	Calendar *calendar.Calendar
	Held     []Held // in any order; later ones than the day are not looked at
	Planned  []Held // what is scheduled: told of, never counted
}

// Verdict says how the school stands with a rule on a day.
type Verdict struct {
	Rule  Rule
	Parts []Finding // one for each requirement that concerns the school
	Finding
}

// Finding is how the school stands with one requirement on a day. The numbers are
// those of Period: the one that decides.
type Finding struct {
	Requirement Requirement
	Status      Status
	Required    int
	Done        int
	Short       int
	By          app.Day // last day of Period; zero for none
	Period      app.Period
	Missed      []app.Period // periods of the school year that ended unmet
	Broken      []Held       // drills that break a maximum or a prohibition, or lack their review
	Next        app.Day      // the next planned drill that counts; zero for none
}

// Judge says how the school stands with each rule on a day: by what was done up to
// that day in its school year.
func (q Question) Judge(day app.Day) []Verdict {
	verdicts := make([]Verdict, len(q.Rules))
	for i, r := range q.Rules {
		verdicts[i] = q.judge(r, day)
	}
	return verdicts
}

func (q Question) judge(r Rule, day app.Day) Verdict {
	v := Verdict{Rule: r, Finding: Finding{Status: NotApplicable}}
	if !r.Applies(q.Site) {
		return v
	}
	requirements := r.For(q.Site)
	if len(requirements) == 0 && len(r.Requirements) > 0 {
		return v
	}
	v.Status = Fulfilled // a permission asks for nothing
	for _, requirement := range requirements {
		v.Parts = append(v.Parts, q.find(requirement, day))
	}
	if len(v.Parts) > 0 {
		v.Finding = deciding(v.Parts)
	}
	return v
}

// deciding returns the part with the worst status; of several that press, the one
// that ends first, else the first one, which is the rule's main one.
func deciding(parts []Finding) Finding {
	worst := parts[0]
	for _, p := range parts[1:] {
		presses := p.Status.Worse(OnCourse)
		switch {
		case p.Status.Worse(worst.Status):
			worst = p
		case p.Status == worst.Status && presses && p.By.Before(worst.By):
			worst = p
		}
	}
	return worst
}

// find judges one requirement.
func (q Question) find(r Requirement, day app.Day) Finding {
	year := q.Calendar.SchoolYear(day)
	f := Finding{Requirement: r, Status: Fulfilled, Required: r.Min}
	f.Next = q.next(r, day)
	switch {
	case r.Forbid != "":
		f.forbid(q.held(r, year.Period, day))
	case r.Reviewed:
		f.review(q.held(r, year.Period, day))
	case r.Per.Every == InDays:
		q.rolling(&f, day)
	case r.Max > 0:
		q.atMost(&f, day)
	default:
		q.atLeast(&f, day)
	}
	return f
}

// held returns the drills that count for a requirement in a period up to a day, in
// the order of their days.
func (q Question) held(r Requirement, p app.Period, day app.Day) []Held {
	return q.picked(q.Held, r, func(d app.Day) bool { return p.Has(d) && !d.After(day) })
}

func (q Question) picked(drills []Held, r Requirement, when func(app.Day) bool) []Held {
	var all []Held
	for _, h := range drills {
		if !when(h.Day) {
			continue
		}
		if kind, ok := q.Kinds.Kind(h.Kind); ok && q.counts(r, kind, h) {
			all = append(all, h)
		}
	}
	slices.SortStableFunc(all, func(a, b Held) int { return a.Day.Compare(b.Day) })
	return all
}

// counts says whether a drill counts for a requirement: it is of those that are asked
// for, and no extra one.
func (q Question) counts(r Requirement, k Kind, h Held) bool {
	return r.Count.Picks(k, h) && !slices.ContainsFunc(r.beside, func(extra Requirement) bool {
		return extra.Count.Picks(k, h) && slices.ContainsFunc(extra.Per.reaching(q.Calendar, q.Calendar.SchoolYear(h.Day)),
			func(p app.Period) bool { return p.Has(h.Day) })
	})
}

// next returns the day of the next planned drill that could count.
func (q Question) next(r Requirement, day app.Day) app.Day {
	planned := q.picked(q.Planned, r.planned(), func(d app.Day) bool { return !d.Before(day) })
	if len(planned) == 0 {
		return app.Day{}
	}
	return planned[0].Day
}

// forbid: no drill may bear the tag.
func (f *Finding) forbid(held []Held) {
	for _, h := range held {
		if h.Has(f.Requirement.Forbid) {
			f.Broken = append(f.Broken, h)
		}
	}
	f.Done = len(f.Broken)
	if len(f.Broken) > 0 {
		f.Status = OutOfCompliance
	}
}

// review: each drill of the school year has its review, which is due from the day of
// the drill on.
func (f *Finding) review(held []Held) {
	for _, h := range held {
		if !h.Reviewed {
			f.Broken = append(f.Broken, h)
		}
	}
	f.Required, f.Short = len(held), len(f.Broken)
	f.Done = f.Required - f.Short
	if f.Short > 0 {
		f.Status = pressing(0, f.Short)
	}
}

// atMost: no period may hold more than the maximum.
func (q Question) atMost(f *Finding, day app.Day) {
	r := f.Requirement
	f.Required = r.Max
	for _, p := range r.Per.Periods(q.Calendar, q.Calendar.SchoolYear(day)) {
		if p.From.After(day) {
			break
		}
		held := q.held(r, p, day)
		if f.Status != OutOfCompliance {
			f.Done, f.Period, f.By = len(held), p, p.To
		}
		if len(held) > r.Max {
			f.Broken = append(f.Broken, held[r.Max:]...)
			f.Status = OutOfCompliance
		}
	}
}

// atLeast: each period needs the minimum. The first that ended unmet decides, else
// the one that is open, else the last that was met; before all of them the first.
func (q Question) atLeast(f *Finding, day app.Day) {
	r := f.Requirement
	for i, p := range r.Per.Periods(q.Calendar, q.Calendar.SchoolYear(day)) {
		if p.From.After(day) {
			if i == 0 {
				f.Status, f.Short, f.Period, f.By = OnCourse, r.Min, p, p.To
			}
			break
		}
		done := r.amount(q.held(r, p, day))
		ended := p.To.Before(day)
		if len(f.Missed) == 0 {
			f.Done, f.Short, f.Period, f.By = done, max(0, r.Min-done), p, p.To
		}
		if done >= r.Min {
			continue
		}
		if ended {
			f.Missed = append(f.Missed, p)
		} else if len(f.Missed) == 0 {
			f.Status = pressing(p.To.Sub(day), r.Min-done)
		}
	}
	if len(f.Missed) > 0 {
		f.Status = OutOfCompliance
	}
}

// amount counts drills, or in how many ways they differ.
func (q Requirement) amount(held []Held) int {
	if q.Distinct == "" {
		return len(held)
	}
	ways := map[string]bool{}
	for _, h := range held {
		if way := q.Distinct.of(h); way != "" {
			ways[way] = true
		}
	}
	return len(ways)
}

// pressing is the status of an open period that lacks something.
func pressing(left, short int) Status {
	switch {
	case left > soon:
		return OnCourse
	case short == 1:
		return Due
	}
	return Short
}

// rolling: never more than so many days between two drills, counted from the first
// day of teaching of the school year.
func (q Question) rolling(f *Finding, day app.Day) {
	year := q.Calendar.SchoolYear(day)
	last := firstTaught(q.Calendar, year.Period).AddDays(-1)
	f.Required, f.Done = 1, 1
	for _, h := range q.held(f.Requirement, year.Period, day) {
		if end := last.AddDays(f.Requirement.Per.Days); h.Day.After(end) {
			f.Missed = append(f.Missed, app.Period{From: last.AddDays(1), To: end})
		}
		last = h.Day
	}
	f.Period = app.Period{From: last.AddDays(1), To: last.AddDays(f.Requirement.Per.Days)}
	f.By = f.Period.To
	if day.After(f.By) {
		f.Missed = append(f.Missed, f.Period)
	}
	switch left := f.By.Sub(day); {
	case len(f.Missed) > 0:
		f.Status, f.Done, f.Short = OutOfCompliance, 0, 1
		f.Period = f.Missed[0]
		f.By = f.Period.To
	case left <= soon && q.Calendar.SchoolYear(f.By).Year == year.Year:
		f.Status, f.Done, f.Short = Due, 0, 1
	}
}
