package drill

import (
	"cmp"
	"slices"

	"campuskeeper/app"
)

// Measures are the marks that are followed over the years, in the order in which
// they are shown: how long until all were out, until everybody was accounted for,
// and the steps of the minimum emergency unit.
var Measures = []string{
	MarkLastOut, MarkRollComplete, MarkSelfRescue, MarkMutualRescue, MarkReinforcement, MarkLocked, MarkControlled,
}

// Trend is one measure of one kind of drill over the years.
type Trend struct {
	Kind      string // name of the kind, or the school's own word
	KindTitle app.Text
	Mark      string // one of Measures
	MarkTitle app.Text
	Target    int          // seconds, as it is now; 0 for none
	Points    []TrendPoint // by day and number
}

// TrendPoint is one drill of a Trend.
type TrendPoint struct {
	ID      app.ID
	Number  string
	Day     app.Day
	Year    int // in which its school year begins
	Seconds int // as they are compared with the target
	Target  int // seconds, as it was on that day; 0 for none
}

// Reached says whether the drill took no longer than its target; false for one that
// had none.
func (p TrendPoint) Reached() bool { return p.Target > 0 && p.Seconds <= p.Target }

// Missed says whether the drill took longer than its target.
func (p TrendPoint) Missed() bool { return p.Target > 0 && p.Seconds > p.Target }

// Compare orders points by day and number.
func (p TrendPoint) Compare(other TrendPoint) int {
	return cmp.Or(p.Day.Compare(other.Day), cmp.Compare(p.Number, other.Number), cmp.Compare(p.ID, other.ID))
}

// Trends are series by kind, those of one kind in the order of Measures. None is
// without points.
type Trends []Trend

// Trends follows each measure of each kind over the drills that were held. A time
// counts for the mark that the kind has; a kind of the school's own, and a mark that
// a kind does not have, are followed without a target.
func (q Question) Trends(entries []Entry) Trends {
	f := following{Question: q, at: map[[2]string]int{}}
	for _, e := range entries {
		if _, planned, ok := e.Held(); ok && !planned && e.Ledger == Ledger {
			f.drill(e)
		}
	}
	for _, t := range f.trends {
		slices.SortFunc(t.Points, TrendPoint.Compare)
	}
	slices.SortFunc(f.trends, func(a, b Trend) int {
		return cmp.Or(
			cmp.Compare(q.place(a.Kind), q.place(b.Kind)), cmp.Compare(a.Kind, b.Kind),
			cmp.Compare(slices.Index(Measures, a.Mark), slices.Index(Measures, b.Mark)),
		)
	})
	return f.trends
}

// place is where a kind stands in the list; the school's own stand after all others.
func (q Question) place(kind string) int {
	if at := slices.IndexFunc(q.Kinds, func(k Kind) bool { return k.Name == kind }); at >= 0 {
		return at
	}
	return len(q.Kinds)
}

// following collects the points of the series.
type following struct {
	Question
	trends Trends
	at     map[[2]string]int // place of a kind's mark among trends
}

func (f *following) drill(e Entry) {
	d := FromValues(e.Values)
	kind, known := f.Kinds.Kind(d.Kind)
	if !known {
		kind = Kind{Name: d.Kind, Title: app.Text{app.English: d.Kind, app.Chinese: d.Kind}}
	}
	then := kind.At(f.Site.On(d.Date))
	for _, name := range Measures {
		mark, ok := then.Mark(name)
		if !ok {
			mark = MarkKind{Name: name, Title: f.markTitle(name)}
		}
		_, took := d.Took(mark)
		if !took.Known || took.N < 0 {
			continue
		}
		t := f.trend(kind, mark)
		t.Points = append(t.Points, TrendPoint{
			ID: e.ID, Number: e.Number, Day: d.Date, Year: f.Calendar.SchoolYear(d.Date).Year, Seconds: took.N, Target: mark.Target,
		})
	}
}

// trend is the series of a kind's mark, which is begun when it is first asked for.
func (f *following) trend(kind Kind, mark MarkKind) *Trend {
	key := [2]string{kind.Name, mark.Name}
	at, ok := f.at[key]
	if !ok {
		at = len(f.trends)
		f.at[key] = at
		now, _ := kind.At(f.Site).Mark(mark.Name)
		f.trends = append(f.trends, Trend{
			Kind: kind.Name, KindTitle: kind.Title, Mark: mark.Name, MarkTitle: mark.Title, Target: now.Target,
		})
	}
	return &f.trends[at]
}

// markTitle is what a mark is called by the first kind that has it.
func (f *following) markTitle(name string) app.Text {
	for _, k := range f.Kinds {
		if m, ok := k.Mark(name); ok {
			return m.Title
		}
	}
	return app.Text{app.English: name, app.Chinese: name}
}

// Kinds lists the names of the kinds that have a series.
func (ts Trends) Kinds() []string {
	var names []string
	for _, t := range ts {
		if !slices.Contains(names, t.Kind) {
			names = append(names, t.Kind)
		}
	}
	return names
}

// Of returns the series of a kind.
func (ts Trends) Of(kind string) Trends {
	return slices.DeleteFunc(slices.Clone(ts), func(t Trend) bool { return t.Kind != kind })
}

// Between returns the series with the drills of the school years that begin from
// first to last; 0 leaves that end open. A series without such drills is left out.
func (ts Trends) Between(first, last int) Trends {
	var kept Trends
	for _, t := range ts {
		var points []TrendPoint
		for _, p := range t.Points {
			if p.Year >= first && (last == 0 || p.Year <= last) {
				points = append(points, p)
			}
		}
		if t.Points = points; len(points) > 0 {
			kept = append(kept, t)
		}
	}
	return kept
}

// Years lists the school years that have a drill, by the calendar year in which they
// begin, in their order.
func (ts Trends) Years() []int {
	var years []int
	for _, t := range ts {
		for _, p := range t.Points {
			years = append(years, p.Year)
		}
	}
	slices.Sort(years)
	return slices.Compact(years)
}
