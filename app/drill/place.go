package drill

import (
	"cmp"
	"slices"

	"campuskeeper/app"
)

// Times of day that are proposed, in the order in which they are taken up.
var times = []string{"10:05", "14:20", "09:10", "15:15", "11:00"}

// Evening is when drills are held after sunset, quiet when devices are tested.
const (
	evening = "20:30"
	quiet   = "09:30"
)

// meet adds what a demand lacks.
func (s *scheduler) meet(d *demand) {
	if d.asks.Per.Every == InDays {
		s.meetGaps(d)
		return
	}
	if d.period.To.Before(s.from) {
		d.why = Past
		return
	}
	s.mark(d)
	for s.short(d) > 0 {
		if why := s.place(d, d.period); why != "" {
			d.why = why
			return
		}
	}
}

// meetGaps puts a drill into each stretch that has none, from the first to the last.
func (s *scheduler) meetGaps(d *demand) {
	var failed []app.Period
	for {
		gaps := slices.DeleteFunc(s.gaps(d), func(p app.Period) bool {
			return p.To.Before(s.from) || slices.Contains(failed, p)
		})
		if len(gaps) == 0 {
			return
		}
		if why := s.place(d, gaps[0]); why != "" {
			d.why = why
			failed = append(failed, gaps[0])
		}
	}
}

// mark gives tags that a demand asks for to drafts that could bear them, evenly
// over the period, those with the fewest tags first.
func (s *scheduler) mark(d *demand) {
	tags := d.asks.Count.Tags
	short := s.short(d)
	if len(tags) == 0 || d.night() || short == 0 {
		return
	}
	var able []*draft
	for _, x := range s.drafts {
		if d.takes[x.at] && d.period.Has(x.Day) && !x.aside && !d.counts(x) && !d.extra(x) && !s.forbidden(x.kind, tags) {
			able = append(able, x)
		}
	}
	slices.SortStableFunc(able, func(a, b *draft) int { return a.Held.Compare(b.Held) })
	plain := slices.DeleteFunc(slices.Clone(able), func(x *draft) bool { return len(x.Tags) > 0 })
	if len(plain) >= short {
		able = plain
	}
	short = min(short, len(able))
	for i := range short {
		x := able[(2*i+1)*len(able)/(2*short)]
		x.Tags = with(x.Tags, tags)
	}
}

// with returns tags and more, each once.
func with(tags, more []Tag) []Tag {
	all := slices.Clone(tags)
	for _, t := range more {
		if !slices.Contains(all, t) {
			all = append(all, t)
		}
	}
	return all
}

// forbidden says whether a rule forbids one of the tags for drills of a kind.
func (s *scheduler) forbidden(k Kind, tags []Tag) bool {
	return slices.ContainsFunc(s.forbids, func(r Requirement) bool {
		return r.Count.Takes(k) && slices.Contains(tags, r.Forbid)
	})
}

// place adds one drill for a demand, within a period; the reason says why it cannot.
func (s *scheduler) place(d *demand, within app.Period) Reason {
	kinds := s.fitting(d)
	if len(kinds) == 0 {
		return NoKind
	}
	allowed := slices.DeleteFunc(slices.Clone(kinds), func(at int) bool {
		return s.forbidden(s.kinds[at], d.asks.Count.Tags)
	})
	if len(allowed) == 0 {
		return Forbidden
	}
	test := s.kinds[allowed[0]].device()
	night := !slices.ContainsFunc(allowed, func(at int) bool { return !d.night() && !s.kinds[at].night() })
	days := s.candidates(d, within, test, night)
	if len(days) == 0 {
		return NoDay
	}
	why := Full
	for _, day := range days {
		if s.busy(day, test) >= most {
			continue
		}
		why = Limited
		for _, at := range s.rank(allowed, d, day) {
			x := s.draft(d, s.kinds[at], at, day)
			if x != nil && !s.exceeds(x) {
				s.add(x)
				return ""
			}
		}
	}
	return why
}

func (s *scheduler) busy(day slot, test bool) int {
	if test {
		return day.tests
	}
	return day.drills
}

// fitting lists the kinds with which a demand is met, as indexes of s.kinds. Rare
// kinds, and tests of devices, are taken only where nothing else is asked for.
func (s *scheduler) fitting(d *demand) []int {
	var usual, rare, tests []int
	for at, takes := range d.takes {
		switch k := s.kinds[at]; {
		case !takes:
		case k.device():
			tests = append(tests, at)
		case d.asks.ordinary(k):
			usual = append(usual, at)
		default:
			rare = append(rare, at)
		}
	}
	for _, kinds := range [][]int{usual, rare} {
		if len(kinds) > 0 {
			return kinds
		}
	}
	return tests
}

// rank orders kinds for a demand on a day: those made for it first, then those that
// serve most other demands, then those that the year has least of, and then those in
// which people do what they practised least.
func (s *scheduler) rank(kinds []int, d *demand, day slot) []int {
	var open []*demand
	for _, other := range s.demands {
		if other.period.Has(day.Day) && other.asks.Distinct == "" && other.asks.Per.Every != InDays && s.short(other) > 0 {
			open = append(open, other)
		}
	}
	misfit := make(map[int]int, len(kinds))
	serves := make(map[int]int, len(kinds))
	for _, at := range kinds {
		k := s.kinds[at]
		misfit[at] = d.misfit(k)
		x := &draft{Held: Held{Kind: k.Name, Day: day.Day, Tags: d.asks.Count.Tags}, kind: k, at: at, aside: d.night() || len(k.Needs) > 0 || !day.taught}
		for _, other := range open {
			if other.counts(x) {
				serves[at]++
			}
		}
	}
	ranked := slices.Clone(kinds)
	slices.SortStableFunc(ranked, func(a, b int) int {
		return cmp.Or(misfit[a]-misfit[b], serves[b]-serves[a], s.used[s.kinds[a].Name]-s.used[s.kinds[b].Name], s.alike(a)-s.alike(b))
	})
	return ranked
}

// alike counts the year's drills in which people do the same as in a kind.
func (s *scheduler) alike(at int) int {
	n := 0
	for _, k := range s.kinds {
		if slices.ContainsFunc(k.Classes, s.kinds[at].Is) {
			n += s.used[k.Name]
		}
	}
	return n
}

// misfit says how little a kind is meant by a demand, 0 for well: a kind for some of
// the school (a bus, a dormitory) or at a table does not stand for drills at large.
func (d *demand) misfit(k Kind) int {
	switch {
	case d.night():
		if k.night() {
			return 0
		}
		return 1
	case slices.Contains(d.asks.Count.Kinds, k.Name):
		return 0
	case len(k.Needs) > 0:
		return 2
	case !slices.ContainsFunc(k.Classes, Class.moves):
		return 1
	}
	return 0
}

// night says whether drills of the kind belong into the evening: what only boarders
// can do.
func (k Kind) night() bool { return slices.Contains(k.Needs, Boarding) }

// moves says whether the whole school acts in drills of the class.
func (c Class) moves() bool {
	return slices.Contains([]Class{Evacuate, Protect, Lockdown, Secure, Hold, Shelter, MoveIn}, c)
}

// exceeds says whether one more drill would break a maximum.
func (s *scheduler) exceeds(x *draft) bool {
	for _, l := range s.limits {
		if !l.period.Has(x.Day) || !l.asks.Count.Picks(x.kind, x.Held) {
			continue
		}
		n := 1
		for _, f := range s.fixed {
			if l.period.Has(f.Day) && l.asks.Count.Picks(f.kind, f.Held) {
				n++
			}
		}
		for _, other := range s.drafts {
			if other != x && l.period.Has(other.Day) && l.asks.Count.Picks(other.kind, other.Held) {
				n++
			}
		}
		if n > l.asks.Max {
			return true
		}
	}
	return false
}

// draft makes the drill of a kind on a day that a demand asks for; nil where it
// could not differ from the others as it must.
func (s *scheduler) draft(d *demand, k Kind, at int, day slot) *draft {
	x := &draft{
		Held: Held{Kind: k.Name, Day: day.Day, Tags: slices.Clone(d.asks.Count.Tags)},
		kind: k, at: at, test: k.device(), aside: len(k.Needs) > 0 || !day.taught,
	}
	switch {
	case x.test:
		x.Time = quiet
	case d.night() || k.night():
		x.Time, x.aside = evening, true
		x.Tags = with(x.Tags, []Tag{AfterSunset})
	default:
		x.Time = s.time(d, day)
	}
	s.label(x)
	if d.asks.Distinct != "" && d.asks.amount(append(s.picks(d), x.Held)) == d.asks.amount(s.picks(d)) {
		return nil
	}
	return x
}

// time returns the time of day that the year has least of, and that differs from the
// day's other drills and as the demand asks. The day has one that is still open.
func (s *scheduler) time(d *demand, day slot) string {
	uses := map[string]int{}
	note := func(h Held) {
		uses[h.hour()]++
		if h.Day == day.Day {
			uses[h.hour()] += len(s.fixed) + len(s.drafts)
		}
	}
	for _, f := range s.fixed {
		note(f.Held)
	}
	for _, x := range s.drafts {
		note(x.Held)
	}
	if d.asks.Distinct == DistinctTime {
		for _, h := range s.picks(d) {
			uses[h.hour()] += len(s.fixed) + len(s.drafts)
		}
	}
	open := slices.DeleteFunc(slices.Clone(times), func(t string) bool { return t < day.after })
	return slices.MinFunc(open, func(a, b string) int { return uses[a[:2]] - uses[b[:2]] })
}

func (s *scheduler) add(x *draft) {
	s.drafts = append(s.drafts, x)
	s.count(x.Day, x.kind, 1)
}
