package bundle

import (
	"fmt"
	"time"

	"campuskeeper/app"
)

// Period returns the period of the profile's span in which a day lies.
func (p Profile) Period(day app.Day) app.Period {
	switch p.Span {
	case Yearly:
		return app.Period{From: app.Day{Year: day.Year, Month: 1, Dom: 1}, To: app.Day{Year: day.Year, Month: 12, Dom: 31}}
	case Termly:
		first := app.Day{Year: day.Year, Month: 1, Dom: 1}
		if day.Month > time.June {
			first.Month = time.July
		}
		return app.Period{From: first, To: first.AddMonths(5).LastOfMonth()}
	}
	return app.Period{From: day.FirstOfMonth(), To: day.LastOfMonth()}
}

// Before returns the period of the profile's span before another.
func (p Profile) Before(period app.Period) app.Period {
	return p.Period(period.From.AddDays(-1))
}

// Recent lists the newest n periods up to the one of today, newest first.
func (p Profile) Recent(today app.Day, n int) []app.Period {
	list := make([]app.Period, 0, n)
	for period := p.Period(today); len(list) < n; period = p.Before(period) {
		list = append(list, period)
	}
	return list
}

// DueDay is the day by which the bundle of a period goes up.
func (p Profile) DueDay(period app.Period) app.Day {
	month := period.To.FirstOfMonth().AddMonths(p.Due.Months)
	month.Dom = min(p.Due.Day, month.LastOfMonth().Dom)
	return month
}

// PeriodCode writes a period as people name files: 2026-11, 2026, or both ends.
func PeriodCode(p app.Period) string {
	switch {
	case p.From == p.To:
		return p.From.String()
	case p.From == p.From.FirstOfMonth() && p.To == p.From.LastOfMonth():
		return fmt.Sprintf("%04d-%02d", p.From.Year, p.From.Month)
	case p.From == app.Day{Year: p.From.Year, Month: 1, Dom: 1} && p.To == app.Day{Year: p.From.Year, Month: 12, Dom: 31}:
		return fmt.Sprintf("%04d", p.From.Year)
	}
	return p.From.String() + "_" + p.To.String()
}
