package reminder

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"campuskeeper/app"
)

// DrillBook knows the drills of the school. Its answer depends on the day, on the
// records and on settings of the store, and on nothing else.
type DrillBook interface {
	Drills(ctx context.Context, today app.Day) (Drills, error)
}

// Service reminds of what is in a store.
type Service struct {
	store app.Store
	clock app.Clock
	input func() Input
	drill DrillBook

	changed atomic.Bool // a setting was written since the last Take
	mu      sync.Mutex
	seen    map[string]bool // keys known to be shown, so that the store need not be asked
	took    *outlook        // of the last Take that ended well; nil when unknown
}

// New returns a service. input gives what reminders depend on at present, without
// what the service reads from the store: schedules, settings, what was put off. Without
// drills (nil) nothing is known of what their rules ask for.
func New(store app.Store, clock app.Clock, drills DrillBook, input func() Input) *Service {
	s := &Service{store: store, clock: clock, input: input, drill: drills, seen: map[string]bool{}}
	store.Subscribe(func(changes []app.Change) {
		if slices.ContainsFunc(changes, func(c app.Change) bool { return c.Kind == app.KindSetting }) {
			s.changed.Store(true)
		}
	})
	return s
}

// Due returns the newest step of everything that is due at a time, whether it was
// shown or not, and what was put off as well.
func (s *Service) Due(ctx context.Context, at time.Time) ([]Notice, error) {
	in, err := s.present(ctx, app.DayOf(at))
	if err != nil {
		return nil, err
	}
	return Due(in, app.DayOf(at)), nil
}

// Lists returns the lists of the Today screen at a time. next names the next legal
// step of a record, me is the name of who looks.
func (s *Service) Lists(ctx context.Context, at time.Time, me string, next func(app.Head) string, missing []Row) (Lists, error) {
	in, err := s.present(ctx, app.DayOf(at))
	if err != nil {
		return Lists{}, err
	}
	return Today(TodayInput{Input: in, Me: me, Next: next, Missing: missing}, app.DayOf(at)), nil
}

// present is everything that reminders depend on.
func (s *Service) present(ctx context.Context, today app.Day) (Input, error) {
	in, err := s.stored(ctx)
	if err != nil || s.drill == nil {
		return in, err
	}
	in.Drills, err = s.drill.Drills(ctx, today)
	return in, err
}

// stored is the input with what the store has, but for the drills.
func (s *Service) stored(ctx context.Context) (Input, error) {
	in := s.input()
	own, err := s.Schedules(ctx)
	if err != nil {
		return Input{}, err
	}
	in.Schedules = append(in.Schedules, own...)
	err = s.store.Read(ctx, func(r app.Reader) error {
		if in.Settings, err = readSettings(r); err != nil {
			return err
		}
		in.Naps, err = readNaps(r)
		return err
	})
	return in, err
}

// unshown leaves out what the store knows as shown, so that a tick on which there is
// nothing to show writes nothing.
func (s *Service) unshown(ctx context.Context, notices []Notice) ([]Notice, error) {
	if len(notices) == 0 {
		return nil, nil
	}
	open := make([]Notice, 0, len(notices))
	err := s.store.Read(ctx, func(r app.Reader) error {
		open = open[:0]
		for _, n := range notices {
			shown, err := readShown(r, n.ID)
			if err != nil {
				return err
			}
			if !shown.Has(n.Key) {
				open = append(open, n)
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, n := range notices {
		s.seen[n.Key] = true
	}
	for _, n := range open {
		delete(s.seen, n.Key)
	}
	return open, nil
}

// take puts a notice into the batch if it was not shown yet. Since is from when the
// school is kept here: nothing was missed before.
func (b *Batch) take(w app.Writer, n Notice, since app.Day) error {
	shown, err := readShown(w, n.ID)
	if err != nil || shown.Has(n.Key) {
		return err
	}
	if err := remember(w, n); err != nil {
		return err
	}
	b.Notices = append(b.Notices, n)
	if n.Since.Before(b.Day) && !n.Since.Before(since) {
		b.Missed++
	}
	return nil
}

func readShown(r app.Reader, subject app.ID) (Shown, error) {
	shown := Shown{Subject: subject}
	err := r.Get(app.KindShown, shownID(subject), &shown)
	if app.CodeOf(err) == app.CodeNotFound {
		return Shown{Subject: subject}, nil
	}
	return shown, err
}

// Schedules returns the schedules that the school has of its own or has changed.
func (s *Service) Schedules(ctx context.Context) ([]Schedule, error) {
	var own []Schedule
	err := s.store.Read(ctx, func(r app.Reader) error {
		own = nil
		return r.Each(app.KindSchedule, func(_ app.ID, decode func(any) error) error {
			var schedule Schedule
			if err := decode(&schedule); err != nil {
				return err
			}
			own = append(own, schedule)
			return nil
		})
	})
	return own, err
}

// Keep stores a schedule. CodeInvalid when it is wrong.
func (s *Service) Keep(ctx context.Context, who app.Actor, schedule Schedule) error {
	if err := schedule.Check(); err != nil {
		return err
	}
	return s.store.Write(ctx, who, func(w app.Writer) error { return put(w, schedule, "changed") })
}

// Done notes that a duty was done on a day. id is that of a stored schedule or of a
// duty of the pack (RuleID). CodeNotFound when there is no such duty.
func (s *Service) Done(ctx context.Context, who app.Actor, id app.ID, day app.Day) error {
	rules := s.input().Rules
	return s.store.Write(ctx, who, func(w app.Writer) error {
		schedule, err := findSchedule(w, rules, id)
		if err != nil {
			return err
		}
		schedule.Done = append(schedule.Done, day)
		return put(w, schedule, "done")
	})
}

func findSchedule(r app.Reader, rules Rules, id app.ID) (Schedule, error) {
	var schedule Schedule
	err := r.Get(app.KindSchedule, id, &schedule)
	if app.CodeOf(err) != app.CodeNotFound {
		return schedule, err
	}
	for _, d := range rules.Duties {
		if RuleID(d.Rule) == id {
			return d.schedule(), nil
		}
	}
	return schedule, app.Errorf(app.CodeNotFound, "reminder.schedule.unknown")
}

func put(w app.Writer, schedule Schedule, action string) error {
	return w.Put(app.Record{
		Kind: app.KindSchedule, ID: schedule.ID, Value: schedule, Sensitivity: app.Internal,
		History: &app.History{Action: action, Note: schedule.Title.In(app.English)},
	})
}
