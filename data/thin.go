package data

import (
	"slices"
	"time"

	"campuskeeper/app"
)

// How many backups are kept of the time before yesterday.
const (
	keptDays   = 7
	keptWeeks  = 4
	keptMonths = 12
)

// Thin says which backups are kept and which may go, both newest first. Kept are
// all of today and yesterday (and any that a wrong clock dated later), and of those
// before: the newest of each of the 7 latest days, 4 latest weeks and 12 latest
// months that have one. A week is Monday to Sunday; days are those of now's zone.
func Thin(backups []Backup, now time.Time) (keep, drop []Backup) {
	sorted := slices.Clone(backups)
	slices.SortStableFunc(sorted, func(a, b Backup) int { return b.Made.Compare(a.Made) })
	yesterday := app.DayOf(now).AddDays(-1)
	days, weeks, months := map[int]bool{}, map[int]bool{}, map[int]bool{}
	// first says whether a backup is the newest of its span and the span still counts.
	first := func(seen map[int]bool, span, limit int) bool {
		if seen[span] || len(seen) == limit {
			return false
		}
		seen[span] = true
		return true
	}
	for _, b := range sorted {
		day := app.DayOf(b.Made.In(now.Location()))
		if !day.Before(yesterday) {
			keep = append(keep, b)
			continue
		}
		daily := first(days, day.Number(), keptDays)
		weekly := first(weeks, weekOf(day), keptWeeks)
		monthly := first(months, day.Year*12+int(day.Month), keptMonths)
		if daily || weekly || monthly {
			keep = append(keep, b)
		} else {
			drop = append(drop, b)
		}
	}
	return keep, drop
}

// weekOf numbers the weeks from Monday to Sunday. 1970-01-01 was a Thursday.
func weekOf(d app.Day) int {
	n := d.Number() + 3
	if n < 0 {
		return (n - 6) / 7
	}
	return n / 7
}
