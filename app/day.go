package app

import (
	"fmt"
	"time"
)

// Day is a civil date without a zone. The zero Day means "none".
type Day struct {
	Year  int
	Month time.Month
	Dom   int // day of the month, 1 to 31
}

// DayOf returns the day of an instant in its own zone.
func DayOf(t time.Time) Day {
	y, m, d := t.Date()
	return Day{y, m, d}
}

// NewDay returns the day, or an Error with code CodeInvalid when the calendar has
// no such day. Years 1900 to 2199 are accepted.
func NewDay(year int, month time.Month, dom int) (Day, error) {
	d := Day{year, month, dom}
	if year < 1900 || year > 2199 || month < 1 || month > 12 || dom < 1 || dom > daysIn(year, month) {
		return Day{}, Errorf(CodeInvalid, "day.none", "text", fmt.Sprintf("%d-%d-%d", year, month, dom))
	}
	return d, nil
}

// MustDay is ParseDay for constants; it panics on a wrong text.
func MustDay(iso string) Day {
	d, err := ParseDay(iso)
	if err != nil {
		panic(err)
	}
	return d
}

// ParseDay reads the canonical form 2006-01-02 and nothing else; ReadDay reads
// what people write.
func ParseDay(iso string) (Day, error) {
	if len(iso) != 10 || iso[4] != '-' || iso[7] != '-' {
		return Day{}, Errorf(CodeInvalid, "day.iso", "text", iso)
	}
	var n [3]int
	for i, part := range []string{iso[:4], iso[5:7], iso[8:]} {
		for _, c := range []byte(part) {
			if c < '0' || c > '9' {
				return Day{}, Errorf(CodeInvalid, "day.iso", "text", iso)
			}
			n[i] = n[i]*10 + int(c-'0')
		}
	}
	return NewDay(n[0], time.Month(n[1]), n[2])
}

func daysIn(year int, month time.Month) int {
	return time.Date(year, month+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// IsZero says whether the day is "none".
func (d Day) IsZero() bool { return d == Day{} }

// String returns 2006-01-02, or "" for the zero Day.
func (d Day) String() string {
	if d.IsZero() {
		return ""
	}
	if d.Year < 0 || d.Year > 9999 {
		return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Dom)
	}
	text := make([]byte, 0, len("2026-11-23")) // lists sort by it, so it is made without fmt
	text = appendTwo(appendTwo(text, d.Year/100), d.Year%100)
	text = appendTwo(append(text, '-'), int(d.Month))
	return string(appendTwo(append(text, '-'), d.Dom))
}

// appendTwo appends a number below 100 in two digits.
func appendTwo(text []byte, n int) []byte { return append(text, '0'+byte(n/10), '0'+byte(n%10)) }

// MarshalText writes the canonical form.
func (d Day) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads the canonical form; empty text is the zero Day.
func (d *Day) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Day{}
		return nil
	}
	day, err := ParseDay(string(text))
	if err == nil {
		*d = day
	}
	return err
}

// Number counts days since 1970-01-01.
func (d Day) Number() int {
	return int(d.utc().Unix() / 86400)
}

// DayNumber is the inverse of Day.Number.
func DayNumber(n int) Day { return DayOf(time.Unix(int64(n)*86400, 0).UTC()) }

func (d Day) utc() time.Time { return time.Date(d.Year, d.Month, d.Dom, 0, 0, 0, 0, time.UTC) }

// At returns the instant of that clock time on the day in a zone.
func (d Day) At(hour, minute int, zone *time.Location) time.Time {
	return time.Date(d.Year, d.Month, d.Dom, hour, minute, 0, 0, zone)
}

// AddDays returns the day n days later.
func (d Day) AddDays(n int) Day { return DayNumber(d.Number() + n) }

// AddMonths returns the same day of the month n months later, or that month's last
// day when it is shorter.
func (d Day) AddMonths(n int) Day {
	first := time.Date(d.Year, d.Month+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	y, m, _ := first.Date()
	return Day{y, m, min(d.Dom, daysIn(y, m))}
}

// FirstOfMonth and LastOfMonth bound the day's month.
func (d Day) FirstOfMonth() Day { return Day{d.Year, d.Month, 1} }

// LastOfMonth returns the last day of the day's month.
func (d Day) LastOfMonth() Day { return Day{d.Year, d.Month, daysIn(d.Year, d.Month)} }

// Sub returns the number of days from other to d.
func (d Day) Sub(other Day) int { return d.Number() - other.Number() }

// Before says whether d lies before other.
func (d Day) Before(other Day) bool { return d.Compare(other) < 0 }

// After says whether d lies after other.
func (d Day) After(other Day) bool { return d.Compare(other) > 0 }

// Compare returns -1, 0 or 1.
func (d Day) Compare(other Day) int {
	for _, diff := range [3]int{d.Year - other.Year, int(d.Month - other.Month), d.Dom - other.Dom} {
		if diff < 0 {
			return -1
		}
		if diff > 0 {
			return 1
		}
	}
	return 0
}

// Weekday returns the day of the week.
func (d Day) Weekday() time.Weekday { return d.utc().Weekday() }

var weekdayNames = map[Lang][7]string{
	English: {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"},
	Chinese: {"周日", "周一", "周二", "周三", "周四", "周五", "周六"},
}

var longWeekdayNames = map[Lang][7]string{
	English: {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
	Chinese: {"星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"},
}

// WeekdayName returns "Mon" or 周一.
func WeekdayName(w time.Weekday, lang Lang) string { return weekdayNames[lang][w] }

// LongWeekdayName returns "Monday" or 星期一.
func LongWeekdayName(w time.Weekday, lang Lang) string { return longWeekdayNames[lang][w] }

// In writes the day for a reader: 2026-11-23 (Mon) or 2026年11月23日（周一）.
func (d Day) In(lang Lang) string {
	if d.IsZero() {
		return ""
	}
	if lang == Chinese {
		return fmt.Sprintf("%d年%d月%d日（%s）", d.Year, d.Month, d.Dom, WeekdayName(d.Weekday(), lang))
	}
	return d.String() + " (" + WeekdayName(d.Weekday(), lang) + ")"
}

// Period is a run of days, both ends included. A zero end is open.
type Period struct{ From, To Day }

// Has says whether the day lies in the period.
func (p Period) Has(d Day) bool {
	return (p.From.IsZero() || !d.Before(p.From)) && (p.To.IsZero() || !d.After(p.To))
}

// ParsePeriod reads a day, a month (2026-11), a year (2026) or "from/to".
func ParsePeriod(text string) (Period, error) {
	bad := Errorf(CodeInvalid, "period.form", "text", text)
	if len(text) == 21 && text[10] == '/' {
		from, err1 := ParseDay(text[:10])
		to, err2 := ParseDay(text[11:])
		if err1 != nil || err2 != nil || to.Before(from) {
			return Period{}, bad
		}
		return Period{from, to}, nil
	}
	first := text
	switch len(text) {
	case 4:
		first += "-01-01"
	case 7:
		first += "-01"
	}
	from, err := ParseDay(first)
	if err != nil {
		return Period{}, bad
	}
	switch len(text) {
	case 4:
		return Period{from, Day{from.Year, 12, 31}}, nil
	case 7:
		return Period{from, from.LastOfMonth()}, nil
	}
	return Period{from, from}, nil
}
