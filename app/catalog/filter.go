package catalog

import (
	"slices"

	"campuskeeper/app"
)

// filter is everything that a query asks but its text, ready to be asked of many
// entries.
type filter struct {
	kinds     []bool // which combinations of state, grade and the like pass
	from, to  int32  // the record's day; noDay for an open end
	dueBefore int32  // noDay for any due day, or none
	owner     string
}

// filters says whether the query leaves anything of its ledger out, but by its text.
func (q Query) filters() bool {
	return len(q.States) > 0 || len(q.Grades) > 0 || q.Group != Any || q.Period != (app.Period{}) ||
		!q.DueBefore.IsZero() || q.Owner != "" || q.UpTo != ""
}

func (c *Catalog) newFilter(q Query) *filter {
	f := &filter{
		kinds: make([]bool, len(c.intern.shares)),
		from:  dayNumber(q.Period.From), to: dayNumber(q.Period.To), dueBefore: dayNumber(q.DueBefore), owner: q.Owner,
	}
	if today := dayNumber(q.Today); q.Group == Overdue && (f.dueBefore == noDay || today < f.dueBefore) {
		f.dueBefore = today
	}
	for _, s := range c.intern.shares {
		f.kinds[s.index] = q.passesShared(s) && (q.Group != Overdue || !q.Today.IsZero())
	}
	return f
}

func (f *filter) passes(e *facts) bool {
	return f.kinds[e.shared.index] && f.passesDay(e.day) &&
		(f.dueBefore == noDay || e.due != noDay && e.due < f.dueBefore) &&
		(f.owner == "" || e.owner == f.owner)
}

func (f *filter) passesDay(day int32) bool {
	if f.from == noDay && f.to == noDay {
		return true
	}
	return day != noDay && day >= f.from && (f.to == noDay || day <= f.to)
}

func (q Query) passesShared(s *shared) bool {
	if len(q.States) > 0 && !slices.Contains(q.States, s.state) ||
		len(q.Grades) > 0 && !slices.Contains(q.Grades, s.grade) ||
		q.UpTo != "" && !q.UpTo.AtLeast(s.sensitivity) {
		return false
	}
	switch q.Group {
	case Any:
		return true
	case Open, Overdue:
		return s.open()
	}
	return s.group == q.Group
}
