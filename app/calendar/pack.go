package calendar

import (
	"encoding/json"
	"fmt"
	"time"

	"campuskeeper/app"
)

// Confidence says how sure a row of a pack is. Only an official row may be printed
// with its citation as a rule.
type Confidence string

// The confidences.
const (
	Official Confidence = "official" // read in the notice or law itself
	Usual    Confidence = "usual"    // common practice, to be checked by the school
	Assumed  Confidence = "assumed"  // a starting point only
)

// Source says where a row comes from.
type Source struct {
	Citation   string     `json:"citation,omitempty"`
	Confidence Confidence `json:"confidence"`
}

// Pack is the calendar section of a rule pack.
type Pack struct {
	// YearStarts is the day on which the school year begins, as "09-01".
	YearStarts string        `json:"yearStarts"`
	RestDays   []string      `json:"restDays"` // "saturday", "sunday"
	Terms      []TermShape   `json:"terms"`
	TermDates  []TermDate    `json:"termDates,omitempty"` // real dates, which replace the shape
	Yearly     []YearlyRest  `json:"yearly,omitempty"`    // holidays by rule, in every year
	Holidays   []Holiday     `json:"holidays,omitempty"`
	Workdays   []SwappedDay  `json:"workdays,omitempty"` // weekend days that are worked
	Settled    []SettledYear `json:"settled,omitempty"`

	exams []Exam // of the school itself, see With
}

// TermShape is a term in every year that TermDates says nothing of.
type TermShape struct {
	Name  string   `json:"name"`
	Title app.Text `json:"title"`
	From  string   `json:"from"` // "09-01"
	To    string   `json:"to"`   // "01-31"
	Source
}

// TermDate is a term in one school year.
type TermDate struct {
	Name string  `json:"name"` // of a TermShape
	Year int     `json:"year"` // in which the school year begins
	From app.Day `json:"from"`
	To   app.Day `json:"to"`
	Source
}

// Holiday is a run of days on which nobody works.
type Holiday struct {
	Title app.Text `json:"title"`
	From  app.Day  `json:"from"`
	To    app.Day  `json:"to"`
	Source
}

// YearlyRest is a holiday that a rule gives for every year, with how many days it
// lasts (0 stands for 1).
type YearlyRest struct {
	Title app.Text   `json:"title"`
	When  Recurrence `json:"when"`
	Days  int        `json:"days,omitempty"`
	Source
}

// SwappedDay is a rest day that is worked because of a holiday.
type SwappedDay struct {
	Day app.Day  `json:"day"`
	For app.Text `json:"for"`
}

// SettledYear is a calendar year whose holidays the pack knows in full.
type SettledYear struct {
	Year int `json:"year"`
	Source
}

// ReadPack reads the calendar section of a pack file. Other sections are passed
// over. The error is CodeInvalid with one problem for each fault.
func ReadPack(file []byte) (Pack, error) {
	var whole struct {
		Calendar *Pack `json:"calendar"`
	}
	if err := json.Unmarshal(file, &whole); err != nil {
		return Pack{}, app.Wrap(err, app.CodeInvalid, "calendar.pack.json", "detail", err.Error())
	}
	if whole.Calendar == nil {
		return Pack{}, app.Errorf(app.CodeInvalid, "calendar.pack.none")
	}
	if problems := whole.Calendar.problems(); len(problems) > 0 {
		err := app.Errorf(app.CodeInvalid, "calendar.pack.wrong", "count", len(problems))
		err.Problems = problems
		return Pack{}, err
	}
	return *whole.Calendar, nil
}

// check gathers what is wrong with a pack.
type check struct{ problems []app.Problem }

func (c *check) wrong(where, value, key string) {
	c.problems = append(c.problems, app.Problem{Where: where, Value: value, Key: key})
}

func (c *check) monthDay(where, text string) {
	if _, err := parseMonthDay(text); err != nil {
		c.wrong(where, text, "calendar.pack.monthDay")
	}
}

func (c *check) period(where string, p app.Period, longest int) {
	if !sensible(p.From, p.To, longest) {
		c.wrong(where, p.From.String()+" - "+p.To.String(), "calendar.pack.order")
	}
}

// longestTerm and longestHoliday, in days, keep a wrong year from filling or
// emptying the calendar.
const (
	longestTerm    = 366
	longestHoliday = 100
)

func (p Pack) problems() []app.Problem {
	c := &check{}
	c.monthDay("yearStarts", p.YearStarts)
	for _, name := range p.RestDays {
		if _, ok := parseWeekday(name); !ok {
			c.wrong("restDays", name, "calendar.pack.weekday")
		}
	}
	p.checkTerms(c)
	for i, h := range p.Holidays {
		c.period(fmt.Sprintf("holidays[%d]", i), app.Period{From: h.From, To: h.To}, longestHoliday)
	}
	for i, y := range p.Yearly {
		if y.When.Check() != nil || y.When.Every != EveryYear || y.Days < 0 || y.Days > longestHoliday {
			c.wrong(fmt.Sprintf("yearly[%d]", i), "", "calendar.pack.yearly")
		}
	}
	return c.problems
}

func (p Pack) checkTerms(c *check) {
	if len(p.Terms) == 0 {
		c.wrong("terms", "", "calendar.pack.terms")
	}
	for i, t := range p.Terms {
		where := fmt.Sprintf("terms[%d]", i)
		c.monthDay(where, t.From)
		c.monthDay(where, t.To)
	}
	for i, t := range p.TermDates {
		where := fmt.Sprintf("termDates[%d]", i)
		if !p.hasTerm(t.Name) {
			c.wrong(where, t.Name, "calendar.pack.term")
		}
		c.period(where, app.Period{From: t.From, To: t.To}, longestTerm)
	}
}

// monthDay is a day of any year.
type monthDay struct {
	month time.Month
	dom   int
}

func parseMonthDay(text string) (monthDay, error) {
	d, err := app.ParseDay("2000-" + text) // a leap year: 02-29 may be meant
	if err != nil {
		return monthDay{}, err
	}
	return monthDay{d.Month, d.Dom}, nil
}

// in returns the day in a year, the last of the month when it is shorter.
func (m monthDay) in(year int) app.Day {
	first := app.Day{Year: year, Month: m.month, Dom: 1}
	return app.Day{Year: year, Month: m.month, Dom: min(m.dom, first.LastOfMonth().Dom)}
}

// parseWeekday reads "monday" to "sunday".
func parseWeekday(name string) (time.Weekday, bool) {
	for w := time.Sunday; w <= time.Saturday; w++ {
		if long := app.LongWeekdayName(w, app.English); len(name) > 1 && name[0] == long[0]+'a'-'A' && name[1:] == long[1:] {
			return w, true
		}
	}
	return 0, false
}
