package main

import (
	"flag"
	"strconv"
	"time"

	"campuskeeper/app"
	"campuskeeper/app/calendar"
)

// The school years that the commands know.
const (
	firstSchoolYear = 2000
	lastSchoolYear  = 2100
)

// yearFlag is the year in which a school year begins.
type yearFlag struct {
	n     int
	given bool
}

// addYear adds the flag --year to a set.
func addYear(set *flag.FlagSet) *yearFlag {
	y := &yearFlag{}
	set.Var(y, "year", "")
	return y
}

// String implements flag.Value.
func (y *yearFlag) String() string { return strconv.Itoa(y.n) }

// Set implements flag.Value.
func (y *yearFlag) Set(text string) (err error) {
	y.n, err = strconv.Atoi(text)
	y.given = true
	return err
}

// check refuses a year in which there is no school.
func (y *yearFlag) check() error {
	if y.given && (y.n < firstSchoolYear || y.n > lastSchoolYear) {
		return app.Errorf(app.CodeInvalid, "drill-cli.year.range", "year", y.String(), "first", strconv.Itoa(firstSchoolYear), "last", strconv.Itoa(lastSchoolYear))
	}
	return nil
}

// of is the school year that the flag names, else that of today.
func (y *yearFlag) of(c *calendar.Calendar, today app.Day) calendar.SchoolYear {
	if !y.given {
		return c.SchoolYear(today)
	}
	// The school year that begins in a calendar year holds that year's last day.
	return c.SchoolYear(app.Day{Year: y.n, Month: time.December, Dom: 31})
}
