package drill

import (
	"slices"
	"time"

	"campuskeeper/app"
)

// Live is a drill as it runs: a log of events, to which events are only added. It
// cannot be paused; an event is taken back by another event.
type Live struct {
	Drill  app.ID  // ID of its entry
	Events []Event // the first is the start
}

// Event is something that was entered while a drill ran.
type Event struct {
	Seq  int // from 0
	Kind EventKind
	At   Instant       // when it was entered
	Is   time.Duration // when it happened, after the start
	Said bool          // Is was told by a person, not measured
	Wall bool          // Is was measured by the wall clock, see Live.Since

	Mark  string // of EventMark
	Class string // of EventClass and EventFound
	// Text is the note of EventNote. Of EventClass it says of each one who is missing,
	// line by line, what is known: "No. 17, last seen: library"; of EventFound it is
	// the line of the one who was found, "" for any.
	Text string

	Present     Count // of EventClass
	AbsentKnown Count // of EventClass
	Missing     Count // of EventClass; of EventFound how many were found
	Undoes      int   // Seq of the event that EventUndo takes back
}

// EventKind says what an event is.
type EventKind string

// The kinds of events.
const (
	EventStart EventKind = "start"
	EventMark  EventKind = "mark"
	EventClass EventKind = "class" // a class reports
	EventFound EventKind = "found" // somebody who was missing is found
	EventNote  EventKind = "note"
	EventUndo  EventKind = "undo" // may take back an undo, too
	EventEnd   EventKind = "end"
)

// Instant is a moment by two clocks: the wall clock, which may be set, and the time
// since the computer was switched on, which goes on while it sleeps.
type Instant struct {
	Time  time.Time
	Boot  string // names this run of the computer, "" when unknown
	Since time.Duration
}

// Stopwatch tells the time since the computer was switched on. It counts while the
// computer sleeps and nobody can set it. boot changes with each restart; "" says
// that this computer has no such clock.
type Stopwatch interface {
	Reading() (boot string, since time.Duration)
}

// Started says when the drill was started; zero before.
func (l Live) Started() Instant {
	if len(l.Events) == 0 {
		return Instant{}
	}
	return l.Events[0].At
}

// Ended says whether the drill is over.
func (l Live) Ended() bool {
	alive := l.alive()
	return slices.ContainsFunc(l.Events, func(e Event) bool { return e.Kind == EventEnd && alive[e.Seq] })
}

// Since returns how long the drill has run. After a restart of the computer only
// the wall clock is left, and wall says so.
func (l Live) Since(now Instant) (elapsed time.Duration, wall bool) {
	start := l.Started()
	if start.Boot != "" && start.Boot == now.Boot && now.Since >= start.Since {
		return now.Since - start.Since, false
	}
	return max(0, now.Time.Sub(start.Time)), true
}

// Alarm returns when the alarm was given, after the start: the first mark of the
// kind, from which times count. A drill without it counts from its start.
func (l Live) Alarm(kind Kind) time.Duration {
	name := MarkAlarm
	if len(kind.Marks) > 0 {
		name = kind.Marks[0].Name
	}
	alive := l.alive()
	for _, e := range slices.Backward(l.Events) {
		if e.Kind == EventMark && e.Mark == name && alive[e.Seq] {
			return e.Is
		}
	}
	return 0
}

// Undoable returns the event that an undo would take back: the newest that still
// counts and is no undo itself. The start and the end stay.
func (l Live) Undoable() (Event, bool) {
	alive := l.alive()
	for _, e := range slices.Backward(l.Events) {
		if alive[e.Seq] && e.Kind != EventUndo && e.Kind != EventStart && e.Kind != EventEnd {
			return e, true
		}
	}
	return Event{}, false
}

// alive says by Seq which events count: those that no counting undo takes back.
func (l Live) alive() []bool {
	alive := make([]bool, len(l.Events))
	for i := range alive {
		alive[i] = true
	}
	for i, e := range slices.Backward(l.Events) {
		if alive[i] && e.Kind == EventUndo && e.Undoes < i {
			alive[e.Undoes] = false
		}
	}
	return alive
}

// With returns the log with one event more, as it would be entered at a moment; e.At
// may stay zero. It is for what is shown before it is on the disk. CodeConflict when
// the drill does not run; CodeInvalid when the event says nothing.
func (l Live) With(e Event, now Instant) (Live, error) {
	e = l.next(e, now)
	if err := l.problem(e); err != nil {
		return l, err
	}
	l.Events = append(slices.Clip(l.Events), e)
	return l, nil
}

// next makes the event that comes next. A moment that a person told stays.
func (l Live) next(e Event, now Instant) Event {
	e.Seq, e.At = len(l.Events), now
	if !e.Said {
		e.Is, e.Wall = 0, false
		if e.Seq > 0 {
			e.Is, e.Wall = l.Since(now)
		}
	}
	return e
}

// problem says why an event cannot come next; nil when it can.
func (l Live) problem(e Event) error {
	switch {
	case len(l.Events) == 0 && e.Kind != EventStart:
		return app.Errorf(app.CodeConflict, "drill-log.not-running")
	case len(l.Events) > 0 && e.Kind == EventStart:
		return app.Errorf(app.CodeConflict, "drill-log.running")
	case l.Ended():
		return app.Errorf(app.CodeConflict, "drill-log.ended")
	case e.Kind == EventUndo && (e.Undoes <= 0 || e.Undoes >= len(l.Events)):
		return app.Errorf(app.CodeConflict, "drill-log.nothing")
	}
	return e.problem()
}

// problem says what is wrong with the event itself.
func (e Event) problem() error {
	says := map[EventKind]string{EventMark: e.Mark, EventNote: e.Text, EventClass: e.Class, EventFound: e.Class}
	if text, asked := says[e.Kind]; asked && text == "" {
		return app.Errorf(app.CodeInvalid, "drill-log.empty")
	}
	if e.Is < 0 {
		return app.Errorf(app.CodeInvalid, "drill-log.before")
	}
	for _, n := range []Count{e.Present, e.AbsentKnown, e.Missing} {
		if n.N < 0 {
			return app.Errorf(app.CodeInvalid, "drill-log.negative")
		}
	}
	return nil
}
