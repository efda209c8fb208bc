package drill

import (
	"fmt"
	"time"

	"campuskeeper/app"
	"campuskeeper/app/calendar"
)

// Every says in which stretches of time a requirement is counted.
type Every string

// The stretches.
const (
	Monthly    Every = "month"
	Quarterly  Every = "quarter" // of the calendar year
	HalfYearly Every = "half"    // of the calendar year
	Termly     Every = "term"
	Yearly     Every = "year"   // the school year
	InSummer   Every = "summer" // from the end of the last term, or From, until the next one begins
	InWindow   Every = "window" // From to To of each school year
	InDays     Every = "days"   // never more than Days between two
)

// Span says when a requirement is to be met. First shortens each period: to the
// first so many days of teaching, or FirstWeeks weeks, or FirstMonths months from the
// first day of teaching.
type Span struct {
	Every      Every  `json:"every"`
	From       string `json:"from,omitempty"` // "09-01", of a window; the earliest day of summer
	To         string `json:"to,omitempty"`
	Days       int    `json:"days,omitempty"`
	First      int    `json:"first,omitempty"`      // workdays from the start of the period
	FirstWeeks int    `json:"firstWeeks,omitempty"` // weeks from the start of the period
	// FirstMonths are months from the first day of teaching in the period.
	FirstMonths int `json:"firstMonths,omitempty"`
	// Always keeps months and quarters in which there is hardly any teaching.
	Always bool `json:"always,omitempty"`
}

func (s Span) valid() bool {
	switch s.Every {
	case Monthly, Quarterly, HalfYearly, Termly, Yearly:
	case InSummer:
		if _, from := parseMonthDay(s.From); s.From != "" && !from {
			return false
		}
	case InWindow:
		_, from := parseMonthDay(s.From)
		_, to := parseMonthDay(s.To)
		if !from || !to {
			return false
		}
	case InDays:
		return s.Days > 0
	default:
		return false
	}
	return s.First >= 0 && s.FirstWeeks >= 0 && s.FirstMonths >= 0
}

// Periods returns the stretches of a school year in which the requirement is to be
// met, in their order; none for InDays, which follows the drills themselves. Months,
// quarters and half years belong to the school year in which they end.
func (s Span) Periods(c *calendar.Calendar, year calendar.SchoolYear) []app.Period {
	var all []app.Period
	switch s.Every {
	case Monthly:
		all = s.taught(c, months(year.Period, 1))
	case Quarterly:
		all = s.taught(c, months(year.Period, 3))
	case HalfYearly:
		all = s.taught(c, months(year.Period, 6))
	case Termly:
		for _, t := range c.Terms(year.Year) {
			all = append(all, t.Period)
		}
	case Yearly:
		all = []app.Period{year.Period}
	case InSummer:
		all = s.summer(c, year)
	case InWindow:
		all = []app.Period{s.window(year)}
	}
	for i := range all {
		all[i].To = s.shorten(c, all[i])
	}
	return all
}

// months lists the calendar months, quarters or half years that end in a school
// year. They are whole: the first may begin before it.
func months(year app.Period, step int) []app.Period {
	var all []app.Period
	from := year.From.FirstOfMonth().AddMonths(-((int(year.From.Month) - 1) % step))
	for to := from.AddMonths(step - 1).LastOfMonth(); !to.After(year.To); to = from.AddMonths(step - 1).LastOfMonth() {
		all = append(all, app.Period{From: from, To: to})
		from = to.AddDays(1)
	}
	return all
}

// taught leaves out periods with hardly any teaching.
func (s Span) taught(c *calendar.Calendar, all []app.Period) []app.Period {
	if s.Always {
		return all
	}
	var kept []app.Period
	for _, p := range all {
		if c.Teaches(p) {
			kept = append(kept, p)
		}
	}
	return kept
}

// summer runs from the last term of a school year to the first of the next one.
func (s Span) summer(c *calendar.Calendar, year calendar.SchoolYear) []app.Period {
	terms, next := c.Terms(year.Year), c.Terms(year.Year+1)
	if len(terms) == 0 || len(next) == 0 {
		return nil
	}
	p := app.Period{From: terms[len(terms)-1].To.AddDays(1), To: next[0].From.AddDays(-1)}
	if start, ok := parseMonthDay(s.From); ok {
		if day := start.in(p.From.Year); p.Has(day) {
			p.From = day
		}
	}
	if p.From.After(p.To) {
		return nil
	}
	return []app.Period{p}
}

// reaching returns the periods of a school year with those of the year before, which
// may reach into it.
func (s Span) reaching(c *calendar.Calendar, year calendar.SchoolYear) []app.Period {
	before := c.SchoolYear(year.From.AddDays(-1))
	return append(s.Periods(c, before), s.Periods(c, year)...)
}

// window is the span of month and day in a school year; its ends may lie in the
// year's second half.
func (s Span) window(year calendar.SchoolYear) app.Period {
	from, _ := parseMonthDay(s.From)
	to, _ := parseMonthDay(s.To)
	p := app.Period{From: from.in(year.Year), To: to.in(year.Year)}
	for p.From.Before(year.From) {
		p.From = from.in(p.From.Year + 1)
	}
	for p.To.Before(p.From) {
		p.To = to.in(p.To.Year + 1)
	}
	return p
}

// shorten returns the last day of a period that counts only its first days.
func (s Span) shorten(c *calendar.Calendar, p app.Period) app.Day {
	last := p.To
	switch {
	case s.First > 0:
		days := 0
		for d := firstTaught(c, p); !d.After(p.To); d = d.AddDays(1) {
			if c.IsWorkday(d) {
				days++
			}
			if last = d; days == s.First {
				break
			}
		}
	case s.FirstWeeks > 0:
		last = p.From.AddDays(7*s.FirstWeeks - 1)
	case s.FirstMonths > 0:
		last = firstTaught(c, p).AddMonths(s.FirstMonths).AddDays(-1)
	}
	if last.After(p.To) {
		return p.To
	}
	return last
}

// firstTaught is the first day of teaching in a period, or its first day.
func firstTaught(c *calendar.Calendar, p app.Period) app.Day {
	for d := p.From; !d.After(p.To); d = d.AddDays(1) {
		if _, taught := c.TermOf(d); taught {
			return d
		}
	}
	return p.From
}

// monthDay is a day of every year.
type monthDay struct {
	month time.Month
	dom   int
}

func parseMonthDay(text string) (monthDay, bool) {
	var month, dom int
	if n, err := fmt.Sscanf(text, "%02d-%02d", &month, &dom); n != 2 || err != nil || len(text) != len("01-02") {
		return monthDay{}, false
	}
	// 2024 is a leap year: 29 February stands for the last day of a short one.
	if _, err := app.NewDay(2024, time.Month(month), dom); err != nil {
		return monthDay{}, false
	}
	return monthDay{time.Month(month), dom}, true
}

func (m monthDay) in(year int) app.Day {
	if d, err := app.NewDay(year, m.month, m.dom); err == nil {
		return d
	}
	return app.Day{Year: year, Month: m.month, Dom: 1}.LastOfMonth()
}
