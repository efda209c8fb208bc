package drill

import "slices"

// TrendSummary says a series in a few figures. Times are seconds.
type TrendSummary struct {
	Count  int // drills
	Last   TrendPoint
	Best   TrendPoint // the fastest; the first of several
	Median int        // the mean of the middle two where there is no middle one, rounded up

	Judged  int // drills that had a target
	Reached int // drills that took no longer than it

	Year   int   // begins the school year of Last
	Usual  int   // median of that school year
	Before Count // median of the school year before it, if that had a drill
}

// Share returns the part of the drills with a target that reached it, in whole
// per cent; ok is false where none had a target. Only all of them are 100, only none
// are 0.
func (s TrendSummary) Share() (percent int, ok bool) {
	if s.Judged == 0 {
		return 0, false
	}
	percent = (200*s.Reached + s.Judged) / (2 * s.Judged)
	switch s.Reached {
	case 0, s.Judged:
		return percent, true
	}
	return min(max(percent, 1), 99), true
}

// Change returns by how many seconds the school year of the last drill was slower
// than the year before it, negative for faster; ok is false where there is nothing
// to compare it with.
func (s TrendSummary) Change() (seconds int, ok bool) {
	return s.Usual - s.Before.N, s.Before.Known
}

// Summary sums the series up; zero for one without points.
func (t Trend) Summary() TrendSummary {
	if len(t.Points) == 0 {
		return TrendSummary{}
	}
	s := TrendSummary{Count: len(t.Points), Last: t.Points[len(t.Points)-1], Best: t.Points[0]}
	s.Year = s.Last.Year
	var all, now, before []int
	for _, p := range t.Points {
		all = append(all, p.Seconds)
		switch p.Year {
		case s.Year:
			now = append(now, p.Seconds)
		case s.Year - 1:
			before = append(before, p.Seconds)
		}
		if p.Seconds < s.Best.Seconds {
			s.Best = p
		}
		if p.Target > 0 {
			s.Judged++
		}
		if p.Reached() {
			s.Reached++
		}
	}
	s.Median, s.Usual = median(all), median(now)
	if len(before) > 0 {
		s.Before = CountOf(median(before))
	}
	return s
}

// median of numbers, of which there is at least one; it sorts them.
func median(numbers []int) int {
	slices.Sort(numbers)
	middle := len(numbers) / 2
	if len(numbers)%2 == 1 {
		return numbers[middle]
	}
	return (numbers[middle-1] + numbers[middle] + 1) / 2
}
