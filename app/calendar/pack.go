package calendar

import (
	"encoding/json"
	"fmt"
	"slices"
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

func (p Pack) problems() []app.Problem {
	var found []app.Problem
	wrong := func(where, value, key string) {
		found = append(found, app.Problem{Where: where, Value: value, Key: key})
	}
	if _, err := parseMonthDay(p.YearStarts); err != nil {
		wrong("yearStarts", p.YearStarts, "calendar.pack.monthDay")
	}
	for _, name := range p.RestDays {
		if _, ok := parseWeekday(name); !ok {
			wrong("restDays", name, "calendar.pack.weekday")
		}
	}
	if len(p.Terms) == 0 {
		wrong("terms", "", "calendar.pack.terms")
	}
	for i, t := range p.Terms {
		for _, day := range []string{t.From, t.To} {
			if _, err := parseMonthDay(day); err != nil {
				wrong(fmt.Sprintf("terms[%d]", i), day, "calendar.pack.monthDay")
			}
		}
	}
	for i, t := range p.TermDates {
		where := fmt.Sprintf("termDates[%d]", i)
		if !slices.ContainsFunc(p.Terms, func(s TermShape) bool { return s.Name == t.Name }) {
			wrong(where, t.Name, "calendar.pack.term")
		}
		if t.From.IsZero() || t.To.Before(t.From) {
			wrong(where, t.From.String()+" - "+t.To.String(), "calendar.pack.order")
		}
	}
	for i, h := range p.Holidays {
		if h.From.IsZero() || h.To.Before(h.From) || h.To.Sub(h.From) > longestHoliday {
			wrong(fmt.Sprintf("holidays[%d]", i), h.From.String()+" - "+h.To.String(), "calendar.pack.order")
		}
	}
	for i, y := range p.Yearly {
		if err := y.When.Check(); err != nil || y.When.Every != EveryYear || y.Days < 0 || y.Days > longestHoliday {
			wrong(fmt.Sprintf("yearly[%d]", i), "", "calendar.pack.yearly")
		}
	}
	return found
}

// longestHoliday, in days, keeps a wrong year from emptying the calendar.
const longestHoliday = 100

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
