package reminder

import (
	"context"
	"crypto/sha256"
	"slices"
	"time"

	"campuskeeper/app"
)

// manner is how notices are taken.
type manner int

const (
	politely manner = iota // not in quiet hours, and not before their time of day
	atOnce                 // somebody asks for them
	atStart                // somebody begins to work: with the summary of the day
)

// Take returns what may pop up now and was never shown, and remembers in the same
// transaction that it is shown. When the transaction fails nothing is shown. What waits
// for the end of the quiet hours, for its time of day or for the end of its nap is
// taken by a later call.
func (s *Service) Take(ctx context.Context) (Batch, error) { return s.take(ctx, politely) }

// TakeAll is Take for somebody who asks: the quiet hours do not count, naps do.
func (s *Service) TakeAll(ctx context.Context) (Batch, error) { return s.take(ctx, atOnce) }

// Start is TakeAll for the start of the program. When nothing was told yet on this day,
// the batch tells also what is still due of what was shown before: its Standing.
func (s *Service) Start(ctx context.Context) (Batch, error) { return s.take(ctx, atStart) }

func (s *Service) take(ctx context.Context, how manner) (Batch, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.clock.Now()
	today := app.DayOf(now)
	if s.changed.Swap(false) {
		s.took = nil
	}
	in, err := s.stored(ctx)
	if err != nil {
		return Batch{}, err
	}
	look := in.outlook(now) // before the records are read, so that no change is missed
	if how == politely && look.same(s.took) {
		return Batch{Day: today}, nil
	}
	if s.drill != nil {
		if in.Drills, err = s.drill.Drills(ctx, today); err != nil {
			return Batch{}, err
		}
	}
	due := Due(in, today)
	ready, wake := in.ready(due, now, how)
	batch := Batch{Day: today}
	if how == atStart {
		if batch.Standing, err = s.standing(ctx, due, today, now); err != nil {
			return Batch{}, err
		}
	}
	batch, err = s.tell(ctx, in, batch, ready)
	s.took = nil
	if err == nil && look != nil {
		look.wake = wake
		s.took = look
	}
	return batch, err
}

// ready returns the notices that may pop up now, and when the first of the others may:
// zero for none of them.
func (in Input) ready(due []Notice, now time.Time, how manner) (ready []Notice, wake time.Time) {
	quiet := map[bool]time.Time{true: in.Settings.Quiet.until(now, in.Calendar, true), false: in.Settings.Quiet.until(now, in.Calendar, false)}
	for _, n := range due {
		at := n.Asleep
		if how == politely {
			at = latest(at, n.from(now.Location()), quiet[!n.holds()])
		}
		if !now.Before(at) {
			ready = append(ready, n)
			continue
		}
		if wake.IsZero() || at.Before(wake) {
			wake = at
		}
	}
	return ready, wake
}

// from is when a notice is to pop up by itself.
func (n Notice) from(zone *time.Location) time.Time {
	at, ok := minutes(n.At)
	if !ok {
		return time.Time{}
	}
	return n.Since.At(at/60, at%60, zone)
}

// holds says whether a drill takes place on this very day. Of one on a day off it has
// to be told all the same.
func (n Notice) holds() bool { return n.Kind == Drill && n.OverdueDays == 0 }

func latest(times ...time.Time) time.Time { return slices.MaxFunc(times, time.Time.Compare) }

// tell adds those that were never shown, and remembers that they are, and that the
// summary of the day is.
func (s *Service) tell(ctx context.Context, in Input, batch Batch, ready []Notice) (Batch, error) {
	open := make([]Notice, 0, len(ready))
	for _, n := range ready {
		if !s.seen[n.Key] {
			open = append(open, n)
		}
	}
	open, err := s.unshown(ctx, open)
	if err != nil || len(open) == 0 && len(batch.Standing) == 0 {
		return Batch{Day: batch.Day}, err
	}
	err = s.store.Write(ctx, app.System, func(w app.Writer) error {
		batch.Notices, batch.Missed = make([]Notice, 0, len(open)), 0
		for _, n := range open {
			if err := batch.take(w, n, in.Since); err != nil {
				return err
			}
		}
		return remember(w, summaryOf(batch.Day))
	})
	if err != nil {
		return Batch{Day: batch.Day}, err
	}
	told := map[string]bool{}
	for _, n := range open {
		s.seen[n.Key], told[n.Key] = true, true
	}
	batch.Standing = slices.DeleteFunc(batch.Standing, func(n Notice) bool { return told[n.Key] })
	return batch, nil
}

// summaryID is the fixed subject of the days of which something was told.
var summaryID = app.DerivedID(sha256.Sum256([]byte("reminder summary")))

func summaryOf(day app.Day) Notice { return Notice{Key: day.String(), ID: summaryID} }

// standing returns what is late or due today, unless something was told today already.
func (s *Service) standing(ctx context.Context, due []Notice, today app.Day, now time.Time) ([]Notice, error) {
	if first, err := s.unshown(ctx, []Notice{summaryOf(today)}); err != nil || len(first) == 0 {
		return nil, err
	}
	standing := make([]Notice, 0, len(due))
	for _, n := range due {
		if n.OverdueDays >= 0 && !n.AsleepAt(now) {
			standing = append(standing, n)
		}
	}
	return standing, nil
}

// remember notes that a notice was shown.
func remember(w app.Writer, n Notice) error {
	shown, err := readShown(w, n.ID)
	if err != nil || shown.Has(n.Key) {
		return err
	}
	shown.add(n.Key)
	return w.Put(app.Record{Kind: app.KindShown, ID: shownID(n.ID), Value: shown, Sensitivity: app.Internal})
}
