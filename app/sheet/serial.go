package sheet

import (
	"fmt"
	"math"
	"strconv"
	"time"

	"campuskeeper/app"
)

// A workbook keeps a date as the number of days since an epoch, with the time of
// day as the fraction. There are two epochs (ECMA-376 part 1, 18.17.4.1): day 1 is
// 1900-01-01, and the year 1900 is wrongly taken for a leap year; or day 0 is
// 1904-01-01, as old Macintosh workbooks have it.
const (
	leapBug         = 60 // the day 1900-02-29, which never was
	secondsPerDay   = 24 * 60 * 60
	plausibleFirst  = 10_000 // 1927: below it a bare number in a date column is no date
	plausibleLast   = 80_000 // 2119
	serialsBetween  = 1462   // days between the two epochs
	lastSerial      = 2_958_465
	secondsRounding = 0.5
)

var (
	epoch1900 = app.Day{Year: 1899, Month: time.December, Dom: 31}.Number()
	epoch1904 = app.Day{Year: 1904, Month: time.January, Dom: 1}.Number()
)

// serialMoment reads the serial of a date cell: 2026-09-01, 2026-09-01T08:05 or,
// below one day, 08:05. Seconds are kept when there are any. False when the
// calendar of the program has no such day.
func serialMoment(serial float64, date1904 bool) (string, bool) {
	if math.IsNaN(serial) || serial < 0 || serial > lastSerial+1 {
		return "", false
	}
	days := math.Floor(serial)
	seconds := int(math.Floor((serial-days)*secondsPerDay + secondsRounding))
	if seconds == secondsPerDay {
		days, seconds = days+1, 0
	}
	clock := clockText(seconds)
	if serial < 1 && days < 1 {
		return clock, true
	}
	day, ok := serialDay(int(days), date1904)
	switch {
	case !ok:
		return "", false
	case seconds == 0:
		return day.String(), true
	}
	return day.String() + "T" + clock, true
}

func serialDay(days int, date1904 bool) (app.Day, bool) {
	number := epoch1904 + days
	if !date1904 {
		if days == leapBug {
			return app.Day{}, false
		}
		number = epoch1900 + days
		if days > leapBug {
			number--
		}
	}
	day := app.DayNumber(number)
	checked, err := app.NewDay(day.Year, day.Month, day.Dom)
	return checked, err == nil
}

func clockText(seconds int) string {
	text := fmt.Sprintf("%02d:%02d", seconds/3600, seconds/60%60)
	if s := seconds % 60; s != 0 {
		text += fmt.Sprintf(":%02d", s)
	}
	return text
}

// bareSerial reads a number that stands in a date column without a date format,
// if it can well be meant as a day.
func bareSerial(text string, date1904 bool) (string, bool) {
	serial, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return "", false
	}
	first, last := float64(plausibleFirst), float64(plausibleLast)
	if date1904 {
		first, last = first-serialsBetween, last-serialsBetween
	}
	if serial < first || serial > last {
		return "", false
	}
	return serialMoment(serial, date1904)
}

// bareClock reads the fraction of a day that stands in a time column.
func bareClock(text string) (string, bool) {
	serial, err := strconv.ParseFloat(text, 64)
	if err != nil || serial < 0 || serial >= 1 {
		return "", false
	}
	return serialMoment(serial, false)
}

// daySerial is the inverse of serialMoment for whole days from March 1900 on, in
// the 1900 system.
func daySerial(day app.Day) (int, bool) {
	serial := day.Number() - epoch1900 + 1
	return serial, serial > leapBug
}
