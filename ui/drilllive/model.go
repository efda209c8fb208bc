package drilllive

import (
	"slices"
	"time"

	"campuskeeper/app/drill"
)

// model is a running drill in memory. It answers every key at once; the keeper writes
// behind it.
type model struct {
	kind  drill.Kind
	roll  []drill.ClassRow
	log   drill.Live
	state drill.State
}

func newModel(kind drill.Kind, roll []drill.ClassRow, log drill.Live, now drill.Instant) *model {
	if len(kind.Marks) == 0 { // a school's own word without a file
		for _, name := range drill.KnownMarks {
			kind.Marks = append(kind.Marks, drill.MarkKind{Name: name})
		}
	}
	m := &model{kind: kind, roll: roll, log: log}
	m.fold(now)
	return m
}

// enter adds an event of this moment and returns it as it is to be kept.
func (m *model) enter(e drill.Event, now drill.Instant) (drill.Event, error) {
	log, err := m.log.With(e, now)
	if err != nil {
		return drill.Event{}, err
	}
	m.log = log
	m.fold(now)
	return log.Events[len(log.Events)-1], nil
}

// fold works the state out anew. Before the start no time has passed.
func (m *model) fold(now drill.Instant) {
	m.state = m.log.Fold(m.kind, m.roll, now)
	if len(m.log.Events) == 0 {
		m.state.Elapsed = 0
	}
}

// tick lets time pass: only what counts seconds changes.
func (m *model) tick(now drill.Instant) {
	if m.state.Ended {
		return
	}
	elapsed, _ := m.log.Since(now)
	m.state.Elapsed = max(0, elapsed-m.log.Alarm(m.kind))
}

// alarm is the time of day of the alarm.
func (m *model) alarm() time.Time { return m.log.Started().Time.Add(m.log.Alarm(m.kind)) }

// next is the mark that the big button sets: the first that is not set. One without a
// target is passed over when a later one is set: it does not happen in this drill, or
// nobody saw it, and must not hold up the others.
func (m *model) next() (drill.MarkState, bool) {
	last := -1
	for i, s := range m.state.Marks {
		if s.Set {
			last = i
		}
	}
	for i, s := range m.state.Marks {
		if !s.Set && (i > last || s.Mark.Target > 0) {
			return s, true
		}
	}
	return drill.MarkState{}, false
}

// unreported lists the classes that said nothing yet.
func (m *model) unreported() []string {
	var names []string
	for _, c := range m.state.Classes {
		if !c.ReportedAt.Known {
			names = append(names, c.Class)
		}
	}
	return names
}

// unset lists the marks that were not set, but for the alarm.
func (m *model) unset() []drill.MarkKind {
	var marks []drill.MarkKind
	for i, s := range m.state.Marks {
		if i > 0 && !s.Set {
			marks = append(marks, s.Mark)
		}
	}
	return marks
}

// split is a way that classes take: how many reported, and when the last one did.
type split struct {
	route           string
	classes, counts int
	last            drill.Count // seconds after the alarm
}

// splits groups the classes by their way, in the order of the roll. There are none
// where no class has a way.
func (m *model) splits() []split {
	var all []split
	for _, c := range m.state.Classes {
		if c.Route == "" {
			continue
		}
		i := slices.IndexFunc(all, func(s split) bool { return s.route == c.Route })
		if i < 0 {
			i = len(all)
			all = append(all, split{route: c.Route})
		}
		s := &all[i]
		s.classes++
		if c.ReportedAt.Known {
			s.counts++
			s.last = drill.CountOf(max(s.last.N, c.ReportedAt.N))
		}
	}
	return all
}

// from is where the target of a mark begins, after the alarm; false until that mark
// is set.
func (m *model) from(s drill.MarkState) (time.Duration, bool) {
	if s.Mark.From == "" {
		return 0, true
	}
	begin, set := m.state.Mark(s.Mark.From)
	return begin.At, set
}
