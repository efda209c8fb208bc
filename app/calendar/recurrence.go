package calendar

import (
	"time"

	"campuskeeper/app"
)

// Every says in which rhythm a duty recurs.
type Every string

// The rhythms.
const (
	EveryWeek  Every = "week"
	EveryMonth Every = "month"
	EveryTerm  Every = "term"
	EveryYear  Every = "year"
)

// Recurrence is a rule of due days. What it needs depends on Every:
//
//	week   every N weeks on Weekday, counted from the week of From
//	month  every N months, counted from Month: on day Dom, on the Last day, or on
//	       the Nth Weekday (-1 for the last one)
//	term   by the last workday of the Week-th week of each term; without Week, by the
//	       last workday of the term
//	year   in Month: on day Dom, the Last day, or the Nth Weekday
//
// A month that has no day Dom has its last day instead.
type Recurrence struct {
	Every   Every      `json:"every"`
	N       int        `json:"n,omitempty"` // 0 stands for 1
	Month   time.Month `json:"month,omitempty"`
	Dom     int        `json:"day,omitempty"`
	Last    bool       `json:"last,omitempty"`
	Nth     int        `json:"nth,omitempty"`
	Weekday string     `json:"weekday,omitempty"`
	Week    int        `json:"week,omitempty"`
	From    app.Day    `json:"from,omitzero"` // nothing before this day
	// TermTime leaves out months with hardly any teaching, and moves a day between
	// terms into the part of its month in which there is teaching.
	TermTime bool `json:"termTime,omitempty"`
}

// Occurrence is one time at which a duty is due. What was done within Window was
// done for it.
type Occurrence struct {
	Day    app.Day
	Window app.Period
}

// Check says what is wrong with a rule.
func (r Recurrence) Check() error {
	field := ""
	switch r.Every {
	case EveryWeek:
		if !r.hasWeekday() {
			field = "weekday"
		}
	case EveryTerm:
		if r.Week < 0 || r.Week > 30 {
			field = "week"
		}
	case EveryYear, EveryMonth:
		field = r.checkMonth()
	default:
		field = "every"
	}
	if r.N < 0 || r.N > 60 {
		field = "n"
	}
	if field == "" {
		return nil
	}
	return app.Errorf(app.CodeInvalid, "calendar.recurrence", "field", field)
}

func (r Recurrence) hasWeekday() bool {
	_, ok := parseWeekday(r.Weekday)
	return ok
}

// checkMonth names the field that is wrong in a rule by month; "" for none.
func (r Recurrence) checkMonth() string {
	if r.Month < 0 || r.Month > 12 || r.Month == 0 && r.Every == EveryYear {
		return "month"
	}
	nth := r.Nth == -1 || r.Nth >= 1 && r.Nth <= 4
	if r.Last || r.Dom >= 1 && r.Dom <= 31 || nth && r.hasWeekday() {
		return ""
	}
	return "day"
}

// Occurrences returns the due days within a period that has both ends, in order. A
// rule that does not pass Check has none.
func (r Recurrence) Occurrences(c *Calendar, p app.Period) []Occurrence {
	if r.Check() != nil || p.From.IsZero() || p.To.IsZero() || p.To.Before(p.From) {
		return nil
	}
	var all []Occurrence
	switch r.Every {
	case EveryWeek:
		all = r.weekly(p)
	case EveryTerm:
		all = r.termly(c, p)
	case EveryMonth, EveryYear:
		all = r.monthly(c, p)
	}
	kept := all[:0]
	for _, o := range all {
		if p.Has(o.Day) && !o.Day.Before(r.From) {
			kept = append(kept, o)
		}
	}
	return kept
}

func (r Recurrence) step() int { return max(1, r.N) }

func (r Recurrence) weekly(p app.Period) []Occurrence {
	weekday, _ := parseWeekday(r.Weekday)
	from := r.From
	if from.IsZero() {
		from = app.Day{Year: 2000, Month: time.January, Dom: 3} // a Monday
	}
	first := monday(from).AddDays((int(weekday) + 6) % 7)
	step := 7 * r.step()
	skip := 0
	if p.From.After(first) {
		skip = p.From.Sub(first) / step
	}
	var all []Occurrence
	for d := first.AddDays(skip * step); !d.After(p.To); d = d.AddDays(step) {
		all = append(all, Occurrence{d, app.Period{From: monday(d), To: monday(d).AddDays(step - 1)}})
	}
	return all
}

func (r Recurrence) termly(c *Calendar, p app.Period) []Occurrence {
	var all []Occurrence
	for year := c.SchoolYear(p.From).Year - 1; year <= c.SchoolYear(p.To).Year+1; year++ {
		for _, t := range c.termsOf(year) {
			due := t.To
			if r.Week > 0 {
				due = t.LastDayOfWeek(r.Week)
			}
			if d := c.PreviousWorkday(due); t.Has(d) {
				due = d
			}
			all = append(all, Occurrence{due, t.Period})
		}
	}
	return all
}

// fewSchoolDays is with how few days of teaching a month counts as holidays.
const fewSchoolDays = 5

func (r Recurrence) monthly(c *Calendar, p app.Period) []Occurrence {
	step, anchor := r.step(), r.Month
	if r.Every == EveryYear {
		step = 12
	}
	var all []Occurrence
	for first := p.From.FirstOfMonth(); !first.After(p.To); first = first.AddMonths(1) {
		if anchor > 0 && (int(first.Month)-int(anchor)+12*step)%step != 0 || anchor == 0 && (int(first.Month)-1)%step != 0 {
			continue
		}
		month := app.Period{From: first, To: first.LastOfMonth()}
		day := r.dayIn(first)
		if r.TermTime {
			if !c.Teaches(month) {
				continue
			}
			day = c.inTerm(day, month)
		}
		window := app.Period{From: first.AddMonths(1 - step), To: month.To}
		if r.Every == EveryYear {
			window = c.SchoolYear(day).Period
		}
		all = append(all, Occurrence{day, window})
	}
	return all
}

// Teaches says whether there is teaching on more than a few days of a period that
// has both ends.
func (c *Calendar) Teaches(p app.Period) bool {
	n := 0
	for d := p.From; !d.After(p.To) && n < fewSchoolDays; d = d.AddDays(1) {
		if _, taught := c.TermOf(d); taught && c.IsWorkday(d) {
			n++
		}
	}
	return n == fewSchoolDays
}

// Reach is how many days the window of an occurrence may have at most.
func (r Recurrence) Reach() int {
	switch r.Every {
	case EveryWeek:
		return 7 * r.step()
	case EveryMonth:
		return 31 * r.step()
	}
	return 366
}

// dayIn is the day in the month that begins with first.
func (r Recurrence) dayIn(first app.Day) app.Day {
	last := first.LastOfMonth()
	if r.Last {
		return last
	}
	if r.Dom > 0 {
		return first.AddDays(min(r.Dom, last.Dom) - 1)
	}
	weekday, _ := parseWeekday(r.Weekday)
	if r.Nth < 0 {
		return last.AddDays(-((int(last.Weekday()) - int(weekday) + 7) % 7))
	}
	return first.AddDays((int(weekday)-int(first.Weekday())+7)%7 + 7*(r.Nth-1))
}

// inTerm moves a day to the nearest one of the month on which there is teaching.
func (c *Calendar) inTerm(d app.Day, month app.Period) app.Day {
	for distance := range 31 {
		for _, near := range [2]app.Day{d.AddDays(-distance), d.AddDays(distance)} {
			if _, taught := c.TermOf(near); taught && month.Has(near) {
				return near
			}
		}
	}
	return d
}
