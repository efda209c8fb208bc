package data

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"campuskeeper/app"
)

// backupsAt makes backups of the given moments, written as in names.
func backupsAt(t *testing.T, moments ...string) []Backup {
	t.Helper()
	var list []Backup
	for _, moment := range moments {
		made, err := time.ParseInLocation("2006-01-02 15:04", moment, testZone)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, Backup{Path: moment, Made: made})
	}
	return list
}

func TestThin(t *testing.T) {
	now := time.Date(2026, 11, 23, 18, 0, 0, 0, testZone) // a Monday
	for _, test := range []struct {
		name       string
		keep, drop []string
	}{
		{name: "nothing"},
		{
			name: "today and yesterday are all kept, also what a wrong clock dated later",
			keep: []string{"2027-01-01 08:00", "2026-11-23 17:00", "2026-11-23 08:00", "2026-11-22 17:00", "2026-11-22 08:00"},
		},
		{
			name: "the newest of a day",
			keep: []string{"2026-11-21 17:00", "2026-11-20 09:00"},
			drop: []string{"2026-11-21 08:00", "2026-11-20 08:00"},
		},
		{
			name: "seven days, then the newest of its week",
			keep: []string{
				"2026-11-21 08:00", "2026-11-20 08:00", "2026-11-19 08:00", "2026-11-18 08:00",
				"2026-11-17 08:00", "2026-11-16 08:00", "2026-11-15 08:00", // the seven days; the 15th is the Sunday of the week before
				"2026-11-08 08:00", // week of the 2nd
				"2026-10-31 08:00", // month of October, and week of the 26th
			},
			drop: []string{"2026-11-14 08:00", "2026-11-13 08:00", "2026-11-07 08:00"},
		},
		{
			name: "weeks and months are counted where there are backups",
			keep: []string{"2026-06-30 08:00", "2026-06-23 08:00", "2025-06-30 08:00", "2024-01-01 08:00"},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			keep, drop := Thin(backupsAt(t, append(append([]string{}, test.drop...), test.keep...)...), now)
			wantPaths(t, "kept", keep, test.keep)
			wantPaths(t, "dropped", drop, test.drop)
		})
	}
}

func wantPaths(t *testing.T, what string, got []Backup, want []string) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s %v, want %v", what, got, want)
	}
	for i, b := range got {
		if b.Path != want[i] {
			t.Fatalf("%s %v, want %v", what, got, want)
		}
	}
}

// TestThinAfterYears: of one backup each day for three years are left today's and
// yesterday's, the seven days before (which lie in two of the four weeks and one of
// the twelve months), two more weeks and eleven more months.
func TestThinAfterYears(t *testing.T) {
	now := time.Date(2026, 11, 23, 18, 0, 0, 0, testZone)
	var list []Backup
	for day := range 3 * 365 {
		list = append(list, Backup{Made: now.AddDate(0, 0, -day)})
		list, _ = Thin(list, now)
	}
	months := map[string]bool{}
	for _, b := range list {
		months[b.Made.Format("2006-01")] = true
	}
	if len(list) != 2+7+2+11 || len(months) != 12 {
		t.Errorf("%d kept of %d months", len(list), len(months))
	}
}

func TestThinProperties(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		now := time.Date(2026, 11, 23, 12, 0, 0, 0, testZone)
		offsets := rapid.SliceOfN(rapid.IntRange(-50, 24*800), 0, 200).Draw(rt, "hours ago")
		var list []Backup
		for _, hours := range offsets {
			list = append(list, Backup{Made: now.Add(-time.Duration(hours) * time.Hour)})
		}
		keep, drop := Thin(list, now)
		if len(keep)+len(drop) != len(list) {
			rt.Fatalf("%d kept and %d dropped of %d", len(keep), len(drop), len(list))
		}
		old, yesterday := 0, app.DayOf(now).AddDays(-1)
		for _, b := range keep {
			if app.DayOf(b.Made.In(testZone)).Before(yesterday) {
				old++
			}
		}
		if old > keptDays+keptWeeks+keptMonths {
			rt.Fatalf("%d old ones kept", old)
		}
		for _, b := range drop {
			if !app.DayOf(b.Made.In(testZone)).Before(yesterday) {
				rt.Fatalf("dropped %v of these two days", b.Made)
			}
		}
		if len(list) > 0 {
			newest := list[0].Made
			for _, b := range list {
				if b.Made.After(newest) {
					newest = b.Made
				}
			}
			if len(keep) == 0 || !keep[0].Made.Equal(newest) {
				rt.Fatal("the newest was not kept")
			}
		}
		again, dropped := Thin(keep, now)
		if len(dropped) != 0 || len(again) != len(keep) {
			rt.Fatalf("a second thinning drops %d more", len(dropped))
		}
	})
}

// TestThinDayByDay thins every evening as the program does: what was kept of a month
// is never lost for want of a better one.
func TestThinDayByDay(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		now := time.Date(2026, 1, 5, 17, 0, 0, 0, testZone)
		var list []Backup
		seen := map[string]bool{}
		for range rapid.IntRange(1, 300).Draw(rt, "days") {
			now = now.AddDate(0, 0, rapid.IntRange(1, 3).Draw(rt, "gap"))
			list = append(list, Backup{Made: now})
			seen[now.Format("2006-01")] = true
			list, _ = Thin(list, now)
		}
		months := map[string]bool{}
		for _, b := range list {
			months[b.Made.Format("2006-01")] = true
		}
		if len(months) < min(len(seen), keptMonths) {
			rt.Fatalf("%d months seen, %d kept", len(seen), len(months))
		}
	})
}
