package drill

import (
	"slices"
	"strconv"

	"campuskeeper/app"
)

// shorts says how much each demand lacks.
func (s *scheduler) shorts() []int {
	all := make([]int, len(s.demands))
	for i, d := range s.demands {
		all[i] = s.short(d)
	}
	return all
}

// worse says whether a demand lacks more than before.
func (s *scheduler) worse(before []int) bool {
	for i, d := range s.demands {
		if s.short(d) > before[i] {
			return true
		}
	}
	return false
}

// drop takes out drills that later ones made needless, the last ones first.
func (s *scheduler) drop() {
	before := s.shorts()
	for i := len(s.drafts) - 1; i >= 0; i-- {
		x := s.drafts[i]
		s.drafts = slices.Delete(s.drafts, i, i+1)
		if s.worse(before) {
			s.drafts = slices.Insert(s.drafts, i, x)
			continue
		}
		s.count(x.Day, x.kind, -1)
	}
}

// loosen moves drills from days with hardship to better ones, where everything that
// was met stays met.
func (s *scheduler) loosen() {
	before := s.shorts()
	for _, x := range s.drafts {
		if !x.test && !x.aside {
			s.ease(x, before)
		}
	}
}

// ease moves one drill to the best day for it.
func (s *scheduler) ease(x *draft, before []int) {
	old := x.Day
	s.count(old, x.kind, -1)
	at, ok := slices.BinarySearchFunc(s.days, old, func(day slot, d app.Day) int { return day.Compare(d) })
	if hard := ok && s.hardship(s.days[at]) > 0; hard {
		days := slices.DeleteFunc(slices.Clone(s.days), func(day slot) bool {
			return !day.taught || day.after > x.Time || day.drills >= most || s.hardship(day) >= s.hardship(s.days[at])
		})
		for _, day := range s.spread(days, old, false) {
			x.Day = day.Day
			if !s.exceeds(x) && !s.worse(before) {
				break
			}
			x.Day = old
		}
	}
	s.count(x.Day, x.kind, 1)
}

// number gives call points and routes that must differ their labels, in the order
// of the drills.
func (s *scheduler) number() {
	slices.SortStableFunc(s.drafts, func(a, b *draft) int { return a.Held.Compare(b.Held) })
	for _, x := range s.drafts {
		x.CallPoint, x.Route = "", ""
	}
	for _, x := range s.drafts {
		s.label(x)
	}
}

// label names the call point and the route of a drill where they must differ from
// those of other drills.
func (s *scheduler) label(x *draft) {
	for _, d := range s.demands {
		if !d.takes[x.at] {
			continue
		}
		switch d.asks.Distinct {
		case DistinctCallPoint:
			x.CallPoint = unused(s.akin(d), DistinctCallPoint)
		case DistinctRoute:
			x.Route = unused(s.akin(d), DistinctRoute)
		}
	}
}

// akin returns all drills of the kinds that a demand takes, those too that lack a
// tag: people remember from where the last one started.
func (s *scheduler) akin(d *demand) []Held {
	var all []Held
	for _, f := range s.fixed {
		if d.asks.Count.Takes(f.kind) && d.period.Has(f.Day) {
			all = append(all, f.Held)
		}
	}
	for _, x := range s.drafts {
		if d.takes[x.at] && d.period.Has(x.Day) {
			all = append(all, x.Held)
		}
	}
	return all
}

// unused returns the first of 1, 2, 3, ... that none of the drills shows.
func unused(drills []Held, d Distinct) string {
	for n := 1; ; n++ {
		text := strconv.Itoa(n)
		if !slices.ContainsFunc(drills, func(h Held) bool { return d.of(h) == text }) {
			return text
		}
	}
}
