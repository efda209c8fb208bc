package calendar

import (
	"cmp"
	"slices"
	"strconv"

	"campuskeeper/app"
)

// longestExam is how many days the exams of a school may last.
const longestExam = 40

// beside is how many days a term may begin before its school year or end after it.
const beside = 62

// The fields of a school's own days, as problems name them. A line of a list is
// "holidays/0", its day "holidays/0/from".
const (
	FieldTerms    = "terms"
	FieldHolidays = "holidays"
	FieldWorkdays = "workdays"
	FieldExams    = "exams"
)

// Check says what is wrong with a school's own days under this pack: each problem
// with the field at which it can be mended, and no two at the same field. There are
// none when With can use all of it.
func (p Pack) Check(own Own) []app.Problem {
	c, err := New(p)
	if err != nil {
		return []app.Problem{{Key: "calendar.pack.wrong", Args: app.Args{"count": 1}}}
	}
	check := &ownCheck{calendar: c, own: own}
	check.terms()
	check.holidays()
	check.workdays()
	check.exams()
	return check.problems
}

// ownCheck gathers what is wrong with a school's own days.
type ownCheck struct {
	calendar *Calendar
	own      Own
	problems []app.Problem
}

func (c *ownCheck) wrong(field, key string, args app.Args) {
	c.problems = append(c.problems, app.Problem{Field: field, Key: key, Args: args})
}

// TermField names a term of a school year: "terms/2026/first".
func TermField(year int, name string) string {
	return FieldTerms + "/" + strconv.Itoa(year) + "/" + name
}

// terms wants every term whole, near its school year, and begun after the one
// before it has ended, whether that was entered or not.
func (c *ownCheck) terms() {
	sorted := append(slices.Clone(c.own.Terms), c.termsBefore()...)
	entered := func(t TermDate) bool { return slices.Contains(c.own.Terms, t) }
	place := func(t TermDate) int {
		return slices.IndexFunc(c.calendar.pack.Terms, func(s TermShape) bool { return s.Name == t.Name })
	}
	slices.SortStableFunc(sorted, func(a, b TermDate) int {
		return cmp.Or(cmp.Compare(a.Year, b.Year), cmp.Compare(place(a), place(b)))
	})
	var last app.Day
	for i, t := range sorted {
		field := TermField(t.Year, t.Name)
		year := c.calendar.schoolYear(t.Year)
		switch {
		case place(t) < 0:
			continue // a term of another pack says nothing here
		case !entered(t): // nobody can mend it here
		case !c.run(field, t.days(), longestTerm):
		case t.From.Before(year.From.AddDays(-beside)) || t.From.After(year.To):
			c.wrong(field+"/from", "calendar.own.year", app.Args{"year": year.String()})
		case t.To.After(year.To.AddDays(beside)):
			c.wrong(field+"/to", "calendar.own.year", app.Args{"year": year.String()})
		case i > 0 && !last.IsZero() && !t.From.After(last):
			c.wrong(field+"/from", "calendar.own.before", app.Args{"day": last})
		}
		if t.To.After(last) {
			last = t.To
		}
	}
}

// termsBefore lists the terms that nobody entered in the school years of those that
// were, and in the years before.
func (c *ownCheck) termsBefore() []TermDate {
	var years []int
	for _, t := range c.own.Terms {
		years = append(years, t.Year-1, t.Year)
	}
	slices.Sort(years)
	var terms []TermDate
	for _, year := range slices.Compact(years) {
		terms = append(terms, slices.DeleteFunc(c.calendar.Dates(year), func(known TermDate) bool {
			return slices.ContainsFunc(c.own.Terms, func(t TermDate) bool { return t.Name == known.Name && t.Year == known.Year })
		})...)
	}
	return terms
}

// run wants both ends of a run of days, in order and not too far apart.
func (c *ownCheck) run(field string, days app.Period, longest int) bool {
	switch {
	case days.From.IsZero():
		c.wrong(field+"/from", "calendar.own.day", nil)
	case days.To.IsZero():
		c.wrong(field+"/to", "calendar.own.day", nil)
	case days.To.Before(days.From):
		c.wrong(field+"/to", "calendar.own.order", nil)
	case days.To.Sub(days.From) > longest:
		c.wrong(field+"/to", "calendar.own.long", app.Args{"most": longest})
	default:
		return true
	}
	return false
}

func (c *ownCheck) named(field string, title app.Text) {
	if title.In(app.English) == "" {
		c.wrong(field+"/name", "calendar.own.name", nil)
	}
}

func (c *ownCheck) holidays() {
	for i, h := range c.own.Holidays {
		field := FieldHolidays + "/" + strconv.Itoa(i)
		c.named(field, h.Title)
		if !c.run(field, h.days(), longestHoliday) {
			continue
		}
		for _, other := range c.own.Holidays[:i] {
			if overlap(h.days(), other.days()) {
				c.wrong(field+"/from", "calendar.own.twice", nil)
				break
			}
		}
	}
}

// workdays wants days that would be free without them: a weekend, or a holiday of
// the pack, but not one of the school's own.
func (c *ownCheck) workdays() {
	for i, w := range c.own.Workdays {
		field := FieldWorkdays + "/" + strconv.Itoa(i) + "/from"
		switch {
		case w.Day.IsZero():
			c.wrong(field, "calendar.own.day", nil)
		case slices.ContainsFunc(c.own.Workdays[:i], func(other SwappedDay) bool { return other.Day == w.Day }):
			c.wrong(field, "calendar.own.twice", nil)
		case slices.ContainsFunc(c.own.Holidays, func(h Holiday) bool { return h.days().Has(w.Day) && !h.From.IsZero() }):
			c.wrong(field, "calendar.own.free", nil)
		case c.calendar.IsWorkday(w.Day):
			c.wrong(field, "calendar.own.workday", nil)
		}
	}
}

func (c *ownCheck) exams() {
	for i, e := range c.own.Exams {
		field := FieldExams + "/" + strconv.Itoa(i)
		c.named(field, e.Title)
		c.run(field, e.days(), longestExam)
	}
}

func overlap(a, b app.Period) bool { return !a.From.After(b.To) && !b.From.After(a.To) }
