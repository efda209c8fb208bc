package drill

import (
	"context"
	"crypto/sha256"
	"fmt"
	"slices"
	"strconv"
	"sync"
	"time"

	"campuskeeper/app"
	"campuskeeper/app/schema"
)

// Book is what a running drill needs of the ledgers.
type Book interface {
	// Drill returns the entry of a drill. CodeNotFound when there is none.
	Drill(ctx context.Context, id app.ID) (Entry, error)
	// Kind returns a kind as the school drills it, see Kind.At. A school's own kind
	// without a file has a name only.
	Kind(ctx context.Context, name string) (Kind, error)
	// Step moves it to another state with values that change.
	Step(ctx context.Context, who app.Actor, id app.ID, state string, set schema.Values) (Entry, error)
}

// LiveService runs drills. Each event is on the disk before its method returns, as
// a small record of its own, so that a killed process loses none; a drill goes on
// with the true time when the program comes back. It is safe for use from several
// goroutines.
type LiveService struct {
	store app.Store
	clock app.Clock
	watch Stopwatch
	book  Book

	mu   sync.Mutex
	logs map[app.ID]run // those that were read already
}

// run is one time that a drill was started. A drill that was withdrawn after its
// start has several; the last one counts.
type run struct {
	number int // from 1
	Live
}

// NewLive makes the service.
func NewLive(store app.Store, clock app.Clock, watch Stopwatch, book Book) *LiveService {
	return &LiveService{store: store, clock: clock, watch: watch, book: book, logs: map[app.ID]run{}}
}

// Now reads both clocks.
func (s *LiveService) Now() Instant {
	boot, since := s.watch.Reading()
	return Instant{Time: s.clock.Now(), Boot: boot, Since: since}
}

// Start starts a drill that is scheduled or postponed. CodeConflict when it runs or
// is over.
func (s *LiveService) Start(ctx context.Context, who app.Actor, id app.ID) (Live, error) {
	return s.StartAt(ctx, who, id, s.Now())
}

// StartAt is Start for a moment that was read before: opening a school takes a while.
func (s *LiveService) StartAt(ctx context.Context, who app.Actor, id app.ID, now Instant) (Live, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	e, err := s.book.Drill(ctx, id)
	if err != nil {
		return Live{}, err
	}
	r, err := s.load(ctx, id)
	if err != nil {
		return Live{}, err
	}
	switch e.State {
	case StateScheduled, StatePostponed:
	case StateRunning:
		if len(r.Events) > 0 {
			return Live{}, app.Errorf(app.CodeConflict, "drill-log.running")
		}
	default:
		return Live{}, app.Errorf(app.CodeConflict, "drill-log.over", "number", e.Number)
	}
	r, err = s.add(ctx, who, run{r.number + 1, Live{Drill: id}}, Event{Kind: EventStart}, now)
	if err == nil && e.State != StateRunning {
		_, err = s.book.Step(ctx, who, id, StateRunning, nil)
	}
	return r.Live, err
}

// Log returns the log of a drill, as it was left by whoever wrote it last.
func (s *LiveService) Log(ctx context.Context, id app.ID) (Live, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	r, err := s.load(ctx, id)
	return r.Live, err
}

// Add enters an event. Its time is that of At, or now when At is zero, unless Said.
// CodeConflict when the drill does not run; CodeInvalid when the event says nothing.
func (s *LiveService) Add(ctx context.Context, who app.Actor, id app.ID, e Event) (Live, error) {
	now := e.At
	if now.Time.IsZero() {
		now = s.Now()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	r, err := s.load(ctx, id)
	if err != nil {
		return Live{}, err
	}
	r, err = s.add(ctx, who, r, e, now)
	return r.Live, err
}

// Undo takes the newest event that counts back, and returns it. The log keeps both.
func (s *LiveService) Undo(ctx context.Context, who app.Actor, id app.ID) (Live, Event, error) {
	log, err := s.Log(ctx, id)
	if err != nil {
		return Live{}, Event{}, err
	}
	last, _ := log.Undoable() // none has Seq 0, which Add refuses
	log, err = s.Add(ctx, who, id, Event{Kind: EventUndo, Undoes: last.Seq})
	return log, last, err
}

// End ends a drill: its marks, its roll and its notes go into its entry, which is
// held from then on. It may be asked again when the program died in between.
func (s *LiveService) End(ctx context.Context, who app.Actor, id app.ID) (Entry, State, error) {
	now := s.Now()
	e, err := s.book.Drill(ctx, id)
	if err != nil {
		return Entry{}, State{}, err
	}
	if e.State != StateRunning {
		return Entry{}, State{}, app.Errorf(app.CodeConflict, "drill-log.not-running")
	}
	before := FromValues(e.Values)
	kind, err := s.book.Kind(ctx, before.Kind)
	if err != nil {
		return Entry{}, State{}, err
	}
	log, err := s.Log(ctx, id)
	if err == nil && !log.Ended() {
		log, err = s.Add(ctx, who, id, Event{Kind: EventEnd})
	}
	if err != nil {
		return Entry{}, State{}, err
	}
	state := log.Fold(kind, before.Roll, now)
	began := log.Started().Time.Add(log.Alarm(kind))
	after := state.Enter(before, began)
	after.Date = app.DayOf(began)
	if after.Participants == "" {
		after.Participants = WholeSchool
	}
	if after.Recorder == "" {
		after.Recorder = who.Name
	}
	e, err = s.book.Step(ctx, who, id, StateHeld, changed(e.Values, after.Values()))
	return e, state, err
}

// WholeSchool are the participants where nobody says others.
const WholeSchool = "whole-school"

// changed lists the values that differ; "" for one that is gone.
func changed(before, after schema.Values) schema.Values {
	set := schema.Values{}
	for name, value := range after {
		if before[name] != value {
			set[name] = value
		}
	}
	for name := range before {
		if _, kept := after[name]; !kept {
			set[name] = ""
		}
	}
	return set
}

// State returns how a drill stands now.
func (s *LiveService) State(ctx context.Context, id app.ID) (State, error) {
	e, err := s.book.Drill(ctx, id)
	if err != nil {
		return State{}, err
	}
	log, err := s.Log(ctx, id)
	if err != nil {
		return State{}, err
	}
	d := FromValues(e.Values)
	kind, err := s.book.Kind(ctx, d.Kind)
	if err != nil {
		return State{}, err
	}
	return log.Fold(kind, d.Roll, s.Now()), nil
}

// add writes an event behind the others of its run.
func (s *LiveService) add(ctx context.Context, who app.Actor, r run, e Event, now Instant) (run, error) {
	e = r.next(e, now)
	if err := r.problem(e); err != nil {
		return r, err
	}
	id := eventID(r.Drill, r.number, e.Seq)
	err := s.store.Write(ctx, who, func(w app.Writer) error {
		var other Event
		switch err := w.Get(app.KindLive, id, &other); app.CodeOf(err) {
		case app.CodeNotFound:
		case "":
			delete(s.logs, r.Drill) // read it again
			return app.Errorf(app.CodeConflict, "drill-log.other")
		default:
			return err
		}
		return w.Put(app.Record{
			Kind: app.KindLive, ID: id, Value: e, Sensitivity: app.Internal,
			History: &app.History{Action: "live", Note: string(e.Kind) + " " + e.Mark + e.Class},
		})
	})
	if err != nil {
		return r, err
	}
	r.Events = append(slices.Clip(r.Events), e)
	s.logs[r.Drill] = r
	return r, nil
}

// load reads the last run of a drill; one without events when it was never started.
func (s *LiveService) load(ctx context.Context, id app.ID) (run, error) {
	if r, known := s.logs[id]; known {
		return r, nil
	}
	last := run{Live: Live{Drill: id}}
	err := s.store.Read(ctx, func(r app.Reader) error {
		for {
			events, err := readRun(r, id, last.number+1)
			if err != nil || len(events) == 0 {
				return err
			}
			last.number++
			last.Events = events
		}
	})
	if err != nil {
		return run{}, err
	}
	s.logs[id] = last
	return last, nil
}

// readRun reads the events of one run in their order.
func readRun(r app.Reader, id app.ID, number int) ([]Event, error) {
	var events []Event
	for {
		var e Event
		switch err := r.Get(app.KindLive, eventID(id, number, len(events)), &e); app.CodeOf(err) {
		case app.CodeNotFound:
			return events, nil
		case "":
			events = append(events, e)
		default:
			return nil, err
		}
	}
}

// eventID is the place of an event in the vault, so that the next one is found
// without a search.
func eventID(drill app.ID, run, seq int) app.ID {
	return app.DerivedID(sha256.Sum256(fmt.Appendf(nil, "live %s %d %d", drill, run, seq)))
}

// Moment reads when something happened as a person tells it: seconds after the
// alarm, or the time of day. What is said lies after the start.
func (l Live) Moment(text string, kind Kind, zone *time.Location) (time.Duration, error) {
	if n, err := strconv.Atoi(text); err == nil && -longest <= n && n <= longest {
		return l.Alarm(kind) + time.Duration(n)*time.Second, nil
	}
	start := l.Started().Time.In(zone)
	for _, layout := range []string{"15:04:05", "15:04"} {
		if t, err := time.Parse(layout, text); err == nil {
			at := time.Date(start.Year(), start.Month(), start.Day(), t.Hour(), t.Minute(), t.Second(), 0, zone)
			if at.Before(start.Truncate(time.Minute)) {
				at = at.AddDate(0, 0, 1) // past midnight
			}
			return max(0, at.Sub(start)), nil
		}
	}
	return 0, app.Errorf(app.CodeInvalid, "drill-log.moment", "text", text)
}
