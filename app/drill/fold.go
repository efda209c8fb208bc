package drill

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// State is what a log of events comes to. Times count from the alarm.
type State struct {
	Elapsed time.Duration // until now, or until the end
	Wall    bool          // the computer was restarted: some time is the wall clock's
	Ended   bool
	Marks   []MarkState // those of the kind in their order, then others that were set
	Classes []ClassRow  // in the order of the roll, then classes that it does not have
	Missing []ClassRow  // the classes that miss somebody
	People  []Person    // the missing one by one, in the order of their classes
	Notes   []Note
	Totals  Totals
}

// MarkState is a mark with its time.
type MarkState struct {
	Mark   MarkKind
	Set    bool
	At     time.Duration // after the alarm
	Split  time.Duration // after the mark that the target counts from
	Target Target
}

// Target says how a mark stands to its target.
type Target string

// How a mark can stand to its target.
const (
	NoTarget Target = ""
	Open     Target = "open" // not set, there is still time
	Missed   Target = "missed"
	Met      Target = "met"
)

// Note is something that was written down.
type Note struct {
	At   time.Duration
	Text string
}

// Person is one who is missing. The program knows no names: Known is what the class
// says, "No. 17, last seen: library", or "" for nothing.
type Person struct {
	Class string
	Known string
}

// folding is the state of a fold: the latest word on everything.
type folding struct {
	state  *State
	alarm  time.Duration
	marks  map[string]time.Duration
	found  map[string]int
	known  map[string][]string // of a class, what is known of its missing
	order  []string            // marks in the order in which they were set first
	places map[string]int
}

// Fold returns what the log comes to. roll is the class roll before the drill; now
// matters only while it runs.
func (l Live) Fold(kind Kind, roll []ClassRow, now Instant) State {
	s := State{Classes: slices.Clone(roll)}
	f := folding{
		state: &s, alarm: l.Alarm(kind), marks: map[string]time.Duration{}, found: map[string]int{}, known: map[string][]string{},
		places: map[string]int{},
	}
	for i := range s.Classes {
		s.Classes[i].Present, s.Classes[i].AbsentKnown, s.Classes[i].Missing, s.Classes[i].ReportedAt = Count{}, Count{}, Count{}, Count{}
		f.places[s.Classes[i].Class] = i
	}
	s.Elapsed, s.Wall = l.Since(now)
	s.Elapsed = max(0, s.Elapsed-f.alarm)
	alive := l.alive()
	for _, e := range l.Events {
		if alive[e.Seq] {
			f.event(e)
		}
	}
	f.settleFound()
	f.settleMarks(kind)
	f.total()
	return s
}

// after is a moment after the alarm; what came before it counts as at the alarm.
func (f *folding) after(e Event) time.Duration { return max(0, e.Is-f.alarm) }

func (f *folding) event(e Event) {
	f.state.Wall = f.state.Wall || e.Wall
	switch e.Kind {
	case EventMark:
		if _, again := f.marks[e.Mark]; !again {
			f.order = append(f.order, e.Mark)
		}
		f.marks[e.Mark] = f.after(e)
	case EventClass:
		f.class(e)
	case EventFound:
		f.found[e.Class] += max(1, e.Missing.N)
		f.forget(e)
	case EventNote:
		f.state.Notes = append(f.state.Notes, Note{f.after(e), e.Text})
	case EventEnd:
		f.state.Ended, f.state.Elapsed = true, f.after(e)
	}
}

// class takes a report. Of several the latest counts, with the time of the first: a
// correction does not make a class late. It counts those who were found before it, too.
// What it does not say follows from the number expected.
func (f *folding) class(e Event) {
	i, known := f.places[e.Class]
	if !known {
		i = len(f.state.Classes)
		f.places[e.Class] = i
		f.state.Classes = append(f.state.Classes, ClassRow{Class: e.Class})
	}
	row := &f.state.Classes[i]
	row.Present, row.AbsentKnown, row.Missing = e.Present, e.AbsentKnown, e.Missing
	if !row.ReportedAt.Known {
		row.ReportedAt = CountOf(min(seconds(f.after(e)), longest))
	}
	switch {
	case !row.Missing.Known && row.Present.Known && row.Expected.Known:
		row.Missing = CountOf(max(0, row.Expected.N-row.Present.N-row.AbsentKnown.N))
	case !row.Present.Known && row.Expected.Known:
		row.Present = CountOf(max(0, row.Expected.N-row.AbsentKnown.N-row.Missing.N))
		row.Missing = CountOf(row.Missing.N)
	}
	delete(f.found, e.Class)
	if f.known[e.Class] = Lines(e.Text); e.Text != "" {
		row.Remark = strings.Join(f.known[e.Class], "; ")
	}
}

// forget drops what is known of those who are missing no longer.
func (f *folding) forget(e Event) {
	known := f.known[e.Class]
	if i := slices.Index(known, e.Text); i >= 0 {
		f.known[e.Class] = slices.Delete(slices.Clone(known), i, i+1)
		return
	}
	f.known[e.Class] = known[min(len(known), max(1, e.Missing.N)):]
}

// Lines returns the lines of a text that say something.
func Lines(text string) []string {
	var lines []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

// settleFound counts those who were found as present.
func (f *folding) settleFound() {
	for class, n := range f.found {
		i, known := f.places[class]
		if !known {
			continue
		}
		row := &f.state.Classes[i]
		n = min(n, row.Missing.N)
		if n > 0 {
			row.Missing.N -= n
			row.Present = CountOf(row.Present.N + n)
		}
	}
}

func (f *folding) settleMarks(kind Kind) {
	for _, m := range kind.Marks {
		f.mark(m)
	}
	for _, name := range f.order {
		if _, known := kind.Mark(name); !known {
			f.mark(MarkKind{Name: name})
		}
	}
}

// mark says how a mark stands. Its target counts from another mark where the kind
// says so; that one must be set to know.
func (f *folding) mark(m MarkKind) {
	state := MarkState{Mark: m}
	state.At, state.Set = f.marks[m.Name]
	from, known := f.marks[m.From]
	if m.From == "" {
		from, known = 0, true
	}
	until := f.state.Elapsed
	if state.Set {
		until = state.At
	}
	if state.Set && known {
		state.Split = state.At - from
	}
	switch target := time.Duration(m.Target) * time.Second; {
	case target == 0:
	case known && until-from > target:
		state.Target = Missed
	case known && state.Set:
		state.Target = Met
	default:
		state.Target = Open
	}
	f.state.Marks = append(f.state.Marks, state)
}

func (f *folding) total() {
	f.state.Totals = Total(f.state.Classes)
	for _, c := range f.state.Classes {
		if c.Missing.N > 0 {
			f.state.Missing = append(f.state.Missing, c)
			f.people(c)
		}
	}
}

// people names the missing of a class, as far as it is known who they are.
func (f *folding) people(c ClassRow) {
	known := f.known[c.Class]
	for i := range c.Missing.N {
		p := Person{Class: c.Class}
		if i < len(known) {
			p.Known = known[i]
		}
		f.state.People = append(f.state.People, p)
	}
}

// Mark returns the mark of that name; false when it is not set.
func (s State) Mark(name string) (MarkState, bool) {
	for _, m := range s.Marks {
		if m.Mark.Name == name {
			return m, m.Set
		}
	}
	return MarkState{}, false
}

// Enter writes what was timed and counted into the drill: the times, other marks,
// the roll, the notes. began is when the alarm was given.
func (s State) Enter(d Drill, began time.Time) Drill {
	d.Time = began.Format("15:04")
	for i, m := range s.Marks {
		if !m.Set || i == 0 || m.Mark.Name == MarkAlarm {
			continue // the alarm is the zero of the others
		}
		at := CountOf(min(seconds(s.entered(m)), longest))
		if kept, ok := d.Times.Of(m.Mark.Name); ok {
			*kept = at
		} else {
			d.Marks = append(slices.Clone(d.Marks), Moment{m.Mark.Name, at})
		}
	}
	if s.Totals.Reported > 0 {
		d.Roll = slices.Clone(s.Classes)
		if !d.Pupils.Known {
			d.Pupils = CountOf(s.Totals.Present)
		}
	}
	lines := make([]string, 0, len(s.Notes)+1)
	if d.Course != "" {
		lines = append(lines, d.Course)
	}
	for _, n := range s.Notes {
		lines = append(lines, ClockText(n.At)+" "+n.Text)
	}
	d.Course = strings.Join(lines, "\n")
	return d
}

// entered is the time of a mark as its entry keeps it: after the alarm. Only the
// evacuation begins with the mark that its target counts from, because rules ask how
// long people took from the signal to leave.
func (s State) entered(m MarkState) time.Duration {
	if from, set := s.Mark(m.Mark.From); set && m.Mark.Name == MarkLastOut {
		return max(0, m.At-from.At)
	}
	return m.At
}

// ClockText writes a duration as a stopwatch shows it: 02:05, 1:00:00.
func ClockText(d time.Duration) string {
	all := seconds(d)
	if all >= 3600 {
		return fmt.Sprintf("%d:%02d:%02d", all/3600, all/60%60, all%60)
	}
	return fmt.Sprintf("%02d:%02d", all/60, all%60)
}

// longest is the longest time that the ledger takes, in seconds.
const longest = 86400

// seconds are whole seconds as a stopwatch shows them: those that are full.
func seconds(d time.Duration) int { return int(d / time.Second) }
