package drill

import (
	"cmp"
	"slices"

	"campuskeeper/app"
	"campuskeeper/app/calendar"
)

// candidates lists the days of a period on which a drill for a demand can be held,
// the best first.
func (s *scheduler) candidates(d *demand, within app.Period, test, night bool) []slot {
	var days []slot
	for _, day := range s.days {
		if within.Has(day.Day) && day.open(test, night) && (day.taught || d.forced) {
			days = append(days, day)
		}
	}
	if len(days) == 0 && test {
		// A device can be tested while nobody teaches.
		days = slices.DeleteFunc(slices.Clone(s.days), func(day slot) bool { return !within.Has(day.Day) || !day.open(test, night) })
	}
	if len(days) == 0 {
		return nil
	}
	if test {
		slices.SortStableFunc(days, func(a, b slot) int {
			return cmp.Or(s.busy(a, true)-s.busy(b, true), distance(a.Day, steady(a.Day))-distance(b.Day, steady(b.Day)))
		})
		return days
	}
	done := min(max(0, d.asks.Min-s.short(d)), d.asks.Min-1)
	ideal := days[(2*done+1)*len(days)/(2*max(1, d.asks.Min))].Day
	if d.asks.Per.Every == InDays {
		ideal = days[len(days)*4/5].Day
	}
	return s.spread(days, ideal, night)
}

// open says whether there is time left on a day for a drill.
func (day slot) open(test, night bool) bool {
	switch {
	case test:
		return day.after <= quiet
	case night:
		return day.after <= evening
	}
	return day.after <= slices.Max(times)
}

// steady is the day of a month on which devices are tested: its second Tuesday.
func steady(d app.Day) app.Day {
	first := d.FirstOfMonth()
	return first.AddDays((2-int(first.Weekday())+7)%7 + 7)
}

func distance(a, b app.Day) int { return max(a.Sub(b), b.Sub(a)) }

// apart is from how many days on drills count as well apart.
const apart = 20

// spread orders days by how well a drill fits there: no hardship, apart from other
// drills, near an ideal day, and on the weekday that the year has least of.
func (s *scheduler) spread(days []slot, ideal app.Day, night bool) []slot {
	type rated struct {
		slot
		hardship, near, weeks, weekday int
	}
	weekdays := s.weekdays()
	all := make([]rated, len(days))
	for i, day := range days {
		all[i] = rated{
			slot: day, hardship: s.hardship(day), near: s.nearest(day.Day),
			weeks:   distance(calendar.Week(day.Day).From, calendar.Week(ideal).From),
			weekday: weekdays[day.Weekday()],
		}
		if night && !s.q.Calendar.IsWorkday(day.AddDays(1)) {
			all[i].hardship++ // boarders go home
		}
	}
	slices.SortStableFunc(all, func(a, b rated) int {
		return cmp.Or(a.hardship-b.hardship, b.near-a.near, a.weeks-b.weeks, a.weekday-b.weekday)
	})
	for i := range all {
		days[i] = all[i].slot
	}
	return days
}

// weekdays counts the drills of the year by weekday.
func (s *scheduler) weekdays() [7]int {
	var n [7]int
	for _, f := range s.fixed {
		if !f.kind.device() {
			n[f.Day.Weekday()]++
		}
	}
	for _, x := range s.drafts {
		if !x.test {
			n[x.Day.Weekday()]++
		}
	}
	return n
}

// nearest is how many days lie between a day and the nearest drill, up to apart.
func (s *scheduler) nearest(d app.Day) int {
	near := apart
	for _, f := range s.fixed {
		if !f.kind.device() {
			near = min(near, distance(f.Day, d))
		}
	}
	for _, x := range s.drafts {
		if !x.test {
			near = min(near, distance(x.Day, d))
		}
	}
	return near
}

// hardship says what speaks against a drill on a day, 0 for nothing.
func (s *scheduler) hardship(day slot) int {
	n := 0
	if day.edge {
		n++
	}
	if day.after != "" {
		n++ // nobody expects it on the very day
	}
	if s.weeks[calendar.Week(day.Day).From] > 0 {
		n += 3
	}
	return n + 4*day.drills
}
