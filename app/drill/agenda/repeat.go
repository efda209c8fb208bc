package agenda

import (
	"slices"
	"strconv"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"
)

// Limits of a series: so many times, and so many days from its first.
const (
	mostTimes = 60
	mostDays  = 400
)

// occurrences returns the moments of an event: its own, and those of its rule as
// far as it is a simple one. all is false when the rule was not followed to its end.
func (r *reader) occurrences(e *ics.VEvent, first time.Time) (days []time.Time, all bool) {
	single := e.HasProperty(ics.ComponentPropertyRecurrenceId)
	text := value(e, ics.ComponentPropertyRrule)
	if single || text == "" {
		return []time.Time{first}, true
	}
	rule, ok := r.readRule(text, first)
	if !ok {
		return []time.Time{first}, false
	}
	days, all = rule.expand(first)
	left := slices.Clone(r.changed[e.Id()])
	for _, p := range e.GetProperties(ics.ComponentPropertyExdate) {
		for _, text := range strings.Split(p.Value, ",") {
			one := *p
			one.Value = text
			if at, _, ok := r.moment(&one); ok {
				left = append(left, at)
			}
		}
	}
	return slices.DeleteFunc(days, func(d time.Time) bool {
		return slices.ContainsFunc(left, d.Equal)
	}), all
}

// rule is a simple rule of a series.
type rule struct {
	every    string // "DAILY", "WEEKLY", "MONTHLY", "YEARLY"
	interval int
	count    int // 0 for no limit
	until    time.Time
	weekdays []nth
}

// nth is a weekday, in a month its nth one (-1 for the last one, 0 for each).
type nth struct {
	time.Weekday
	n int
}

var weekdays = map[string]time.Weekday{
	"SU": time.Sunday, "MO": time.Monday, "TU": time.Tuesday, "WE": time.Wednesday,
	"TH": time.Thursday, "FR": time.Friday, "SA": time.Saturday,
}

// readRule reads a rule; false for one that is wrong or has parts that are not
// followed here. The series of a first moment has no more parts than it shows itself.
func (r *reader) readRule(text string, first time.Time) (rule, bool) {
	made := rule{interval: 1}
	for _, part := range strings.Split(strings.TrimSpace(text), ";") {
		name, value, ok := strings.Cut(part, "=")
		if !ok || !r.readPart(&made, strings.ToUpper(name), strings.ToUpper(value), first) {
			return rule{}, false
		}
	}
	byWeekday := len(made.weekdays) > 0
	counted := slices.ContainsFunc(made.weekdays, func(w nth) bool { return w.n != 0 })
	switch made.every {
	case "DAILY", "YEARLY":
		return made, !byWeekday
	case "WEEKLY":
		return made, !counted
	case "MONTHLY":
		return made, !byWeekday || counted && len(made.weekdays) == 1
	}
	return rule{}, false
}

func (r *reader) readPart(made *rule, name, value string, first time.Time) bool {
	var err error
	switch name {
	case "FREQ":
		made.every = value
	case "INTERVAL":
		made.interval, err = strconv.Atoi(value)
		return err == nil && made.interval > 0 && made.interval <= mostDays
	case "COUNT":
		made.count, err = strconv.Atoi(value)
		return err == nil && made.count > 0
	case "UNTIL":
		at, timed, ok := r.moment(&ics.IANAProperty{BaseProperty: ics.BaseProperty{Value: value}})
		if !timed {
			at = at.AddDate(0, 0, 1).Add(-time.Second)
		}
		made.until = at
		return ok
	case "BYDAY":
		return made.readWeekdays(value)
	case "BYMONTHDAY":
		return value == strconv.Itoa(first.Day())
	case "BYMONTH":
		return value == strconv.Itoa(int(first.Month()))
	case "WKST":
	default:
		return false
	}
	return true
}

func (u *rule) readWeekdays(value string) bool {
	for _, text := range strings.Split(value, ",") {
		if len(text) < 2 {
			return false
		}
		day, ok := weekdays[text[len(text)-2:]]
		n := 0
		if number := text[:len(text)-2]; number != "" {
			var err error
			if n, err = strconv.Atoi(number); err != nil || n < -1 || n == 0 || n > 4 {
				return false
			}
		}
		if !ok {
			return false
		}
		u.weekdays = append(u.weekdays, nth{day, n})
	}
	return true
}

// expand lists the moments of a series, the first one always among them.
func (u rule) expand(first time.Time) (days []time.Time, all bool) {
	days = []time.Time{first}
	for step := range mostDays + 1 {
		for _, at := range u.round(first, step) {
			if !at.After(first) {
				continue
			}
			if u.count > 0 && len(days) == u.count || !u.until.IsZero() && at.After(u.until) {
				return days, true
			}
			if len(days) == mostTimes || at.Sub(first) > mostDays*24*time.Hour {
				return days, false
			}
			days = append(days, at)
		}
	}
	return days, u.count > 0 && len(days) == u.count
}

// round lists the moments of the nth day, week, month or year of a series, in order.
func (u rule) round(first time.Time, step int) []time.Time {
	step *= u.interval
	switch u.every {
	case "DAILY":
		return []time.Time{first.AddDate(0, 0, step)}
	case "WEEKLY":
		if len(u.weekdays) == 0 {
			return []time.Time{first.AddDate(0, 0, 7*step)}
		}
		monday := first.AddDate(0, 0, 7*step-(int(first.Weekday())+6)%7)
		var days []time.Time
		for _, w := range u.weekdays {
			days = append(days, monday.AddDate(0, 0, (int(w.Weekday)+6)%7))
		}
		slices.SortFunc(days, time.Time.Compare)
		return slices.Compact(days)
	case "MONTHLY":
		month := first.AddDate(0, 0, 1-first.Day()).AddDate(0, step, 0)
		if len(u.weekdays) == 0 {
			return sameMonth(month, month.AddDate(0, 0, first.Day()-1))
		}
		return []time.Time{u.weekdays[0].in(month)}
	case "YEARLY":
		return sameMonth(first.AddDate(step, 0, 1-first.Day()), first.AddDate(step, 0, 0))
	}
	return nil
}

// sameMonth leaves out a day that the month does not have.
func sameMonth(month, day time.Time) []time.Time {
	if day.Month() != month.Month() {
		return nil
	}
	return []time.Time{day}
}

// in returns the weekday of the month that begins with first.
func (w nth) in(first time.Time) time.Time {
	if w.n > 0 {
		return first.AddDate(0, 0, (int(w.Weekday)-int(first.Weekday())+7)%7+7*(w.n-1))
	}
	last := first.AddDate(0, 1, -1)
	return last.AddDate(0, 0, -((int(last.Weekday()) - int(w.Weekday) + 7) % 7))
}
