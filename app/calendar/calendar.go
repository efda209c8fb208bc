package calendar

import (
	"fmt"
	"slices"
	"sync"

	"campuskeeper/app"
)

// Calendar answers questions about days. It is safe for use from several
// goroutines.
type Calendar struct {
	pack     Pack
	starts   monthDay
	rest     [7]bool
	holidays map[app.Day]*Holiday
	worked   map[app.Day]bool

	mu     sync.Mutex
	yearly map[int]map[app.Day]Holiday // days of Pack.Yearly by calendar year
	terms  map[int][]Term              // by the year in which the school year begins
}

// SchoolYear is a year of the school; Year is the one in which it begins.
type SchoolYear struct {
	Year int
	app.Period
}

// String writes the school year: 2026-2027.
func (y SchoolYear) String() string { return fmt.Sprintf("%d-%d", y.Year, y.Year+1) }

// Term is a run of teaching weeks.
type Term struct {
	Name  string // of the pack: "first"
	Title app.Text
	Year  SchoolYear
	app.Period
	// Assumed says that the dates are the usual ones, not those of this year.
	Assumed bool
}

// New makes the calendar of a pack.
func New(p Pack) (*Calendar, error) {
	if problems := p.problems(); len(problems) > 0 {
		err := app.Errorf(app.CodeInvalid, "calendar.pack.wrong", "count", len(problems))
		err.Problems = problems
		return nil, err
	}
	c := &Calendar{
		pack: p, holidays: map[app.Day]*Holiday{}, worked: map[app.Day]bool{},
		yearly: map[int]map[app.Day]Holiday{}, terms: map[int][]Term{},
	}
	c.starts, _ = parseMonthDay(p.YearStarts)
	for _, name := range p.RestDays {
		w, _ := parseWeekday(name)
		c.rest[w] = true
	}
	for i := range p.Holidays {
		h := &p.Holidays[i]
		for d := h.From; !d.After(h.To); d = d.AddDays(1) {
			c.holidays[d] = h
		}
	}
	for _, w := range p.Workdays {
		c.worked[w.Day] = true
	}
	return c, nil
}

// Read makes the calendar of a pack file.
func Read(file []byte) (*Calendar, error) {
	p, err := ReadPack(file)
	if err != nil {
		return nil, err
	}
	return New(p)
}

// SchoolYear returns the school year of a day.
func (c *Calendar) SchoolYear(d app.Day) SchoolYear {
	year := d.Year
	if d.Before(c.starts.in(year)) {
		year--
	}
	return c.schoolYear(year)
}

func (c *Calendar) schoolYear(year int) SchoolYear {
	return SchoolYear{year, app.Period{From: c.starts.in(year), To: c.starts.in(year + 1).AddDays(-1)}}
}

// Terms returns the terms of the school year that begins in a year, in order.
func (c *Calendar) Terms(year int) []Term {
	return slices.Clone(c.termsOf(year))
}

// termsOf is Terms without a copy; a year is worked out once.
func (c *Calendar) termsOf(year int) []Term {
	c.mu.Lock()
	defer c.mu.Unlock()
	if known, ok := c.terms[year]; ok {
		return known
	}
	terms := c.makeTerms(year)
	c.terms[year] = terms
	return terms
}

func (c *Calendar) makeTerms(year int) []Term {
	terms := make([]Term, 0, len(c.pack.Terms))
	for _, shape := range c.pack.Terms {
		t := Term{Name: shape.Name, Title: shape.Title, Year: c.schoolYear(year), Assumed: true}
		from, _ := parseMonthDay(shape.From)
		to, _ := parseMonthDay(shape.To)
		t.From, t.To = c.within(year, from), c.within(year, to)
		for _, real := range c.pack.TermDates {
			if real.Name == shape.Name && real.Year == year {
				t.Period, t.Assumed = real.days(), real.Confidence == Assumed
			}
		}
		terms = append(terms, t)
	}
	return terms
}

// within returns the day of the school year with that month and day.
func (c *Calendar) within(year int, m monthDay) app.Day {
	if d := m.in(year); !d.Before(c.starts.in(year)) {
		return d
	}
	return m.in(year + 1)
}

// TermOf returns the term that a day lies in; false in the holidays between terms.
func (c *Calendar) TermOf(d app.Day) (Term, bool) {
	year := c.SchoolYear(d).Year
	for y := year - 1; y <= year+1; y++ { // real dates may reach beyond the school year
		for _, t := range c.termsOf(y) {
			if t.Has(d) {
				return t, true
			}
		}
	}
	return Term{}, false
}

// TermAt returns the term that a day lies in, or after the end of which it lies:
// what an office means by "this term" in the holidays too.
func (c *Calendar) TermAt(d app.Day) Term {
	year := c.SchoolYear(d).Year
	var last Term
	for y := year - 1; y <= year+1; y++ {
		for _, t := range c.termsOf(y) {
			if !t.From.After(d) {
				last = t
			}
		}
	}
	return last
}

// Week returns the teaching week of a day, from 1: weeks begin on Monday, and the
// week in which the term begins is the first. False outside the terms; the weekend
// before a term that begins on a Monday lies outside.
func (c *Calendar) Week(d app.Day) (week int, ok bool) {
	t, ok := c.TermOf(d)
	if !ok {
		return 0, false
	}
	return t.WeekOf(d), true
}

// WeekOf counts the weeks from the term's first to that of a day.
func (t Term) WeekOf(d app.Day) int { return monday(d).Sub(monday(t.From))/7 + 1 }

// LastDayOfWeek returns the Sunday of a week of the term, or the term's last day.
func (t Term) LastDayOfWeek(week int) app.Day {
	d := monday(t.From).AddDays(7*week - 1)
	if d.After(t.To) {
		return t.To
	}
	return d
}

// WeekText returns the message for a day's teaching week, "teaching week 13", or
// for holidays between terms.
func (c *Calendar) WeekText(d app.Day) (key string, args app.Args) {
	week, ok := c.Week(d)
	if !ok {
		return "calendar.break", nil
	}
	return "calendar.week", app.Args{"week": week}
}

// monday returns the Monday of a day's week.
func monday(d app.Day) app.Day { return d.AddDays(-((int(d.Weekday()) + 6) % 7)) }

// Week returns the week of a day, Monday to Sunday.
func Week(d app.Day) app.Period { return app.Period{From: monday(d), To: monday(d).AddDays(6)} }

// Holiday returns the holiday of a day; a day that is worked for another has none.
func (c *Calendar) Holiday(d app.Day) (Holiday, bool) {
	if c.worked[d] {
		return Holiday{}, false
	}
	if h := c.holidays[d]; h != nil {
		return *h, true
	}
	h, ok := c.yearlyOf(d.Year)[d]
	return h, ok
}

// yearlyOf are the holidays that rules give for a calendar year, by day.
func (c *Calendar) yearlyOf(year int) map[app.Day]Holiday {
	c.mu.Lock()
	defer c.mu.Unlock()
	if known, ok := c.yearly[year]; ok {
		return known
	}
	days := map[app.Day]Holiday{}
	for _, rule := range c.pack.Yearly {
		for y := year - 1; y <= year; y++ { // one may reach over the turn of the year
			month := app.Day{Year: y, Month: rule.When.Month, Dom: 1}
			h := Holiday{Title: rule.Title, From: rule.When.dayIn(month), Source: rule.Source}
			h.To = h.From.AddDays(max(1, rule.Days) - 1)
			for d := h.From; !d.After(h.To); d = d.AddDays(1) {
				days[d] = h
			}
		}
	}
	c.yearly[year] = days
	return days
}

// IsWorkday says whether the office works on a day: no weekend and no holiday, or
// a weekend day swapped for one.
func (c *Calendar) IsWorkday(d app.Day) bool {
	if c.worked[d] {
		return true
	}
	if c.rest[d.Weekday()] {
		return false
	}
	_, holiday := c.Holiday(d)
	return !holiday
}

// NextWorkday returns the first workday on or after a day.
func (c *Calendar) NextWorkday(d app.Day) app.Day { return c.workday(d, 1) }

// PreviousWorkday returns the last workday on or before a day.
func (c *Calendar) PreviousWorkday(d app.Day) app.Day { return c.workday(d, -1) }

// workday goes on until a workday; a pack without any gives the day itself.
func (c *Calendar) workday(d app.Day, step int) app.Day {
	for i := range 4 * longestHoliday {
		if at := d.AddDays(i * step); c.IsWorkday(at) {
			return at
		}
	}
	return d
}

// Exam returns the exams of the school that a day lies in.
func (c *Calendar) Exam(d app.Day) (Exam, bool) {
	for _, e := range c.pack.exams {
		if e.days().Has(d) {
			return e, true
		}
	}
	return Exam{}, false
}

// Workdays counts the workdays of a period that has both ends.
func (c *Calendar) Workdays(p app.Period) int {
	n := 0
	for d := p.From; !d.After(p.To); d = d.AddDays(1) {
		if c.IsWorkday(d) {
			n++
		}
	}
	return n
}

// Free lists the holidays of the pack and of the school that touch a period, and the
// rest days that are worked in it, each in order of days.
func (c *Calendar) Free(p app.Period) (holidays []Holiday, worked []SwappedDay) {
	for d := p.From; !d.After(p.To); d = d.AddDays(1) {
		h, ok := c.Holiday(d)
		if last := len(holidays) - 1; ok && (last < 0 || holidays[last].days() != h.days()) {
			holidays = append(holidays, h)
		}
	}
	for _, w := range c.pack.Workdays {
		if p.Has(w.Day) {
			worked = append(worked, w)
		}
	}
	slices.SortFunc(worked, func(a, b SwappedDay) int { return a.Day.Compare(b.Day) })
	return holidays, worked
}

// Open says whether the holidays of a calendar year are still to be announced: where
// the pack names the years that are settled, and this is none of them.
func (c *Calendar) Open(year int) bool { return len(c.pack.Settled) > 0 && !c.Settled(year) }

// Settled says whether the pack knows all holidays of a calendar year. Where it
// does not, days that are to become holidays or workdays are still missing.
func (c *Calendar) Settled(year int) bool {
	for _, s := range c.pack.Settled {
		if s.Year == year {
			return true
		}
	}
	return false
}
