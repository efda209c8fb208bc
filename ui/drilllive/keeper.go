package drilllive

import (
	"context"
	"time"

	"campuskeeper/app"
	"campuskeeper/app/drill"
	"campuskeeper/ui/task"
)

// retryPause is how long a failed write rests before it is tried again.
const retryPause = 2 * time.Second

// keeper brings events to the disk behind the view: one after the other, in their
// order. What fails stays first in line and is tried again; nothing is dropped.
type keeper struct {
	runner *task.Runner
	source Source
	id     app.ID
	name   string // of the work, for the user

	plan    *drill.Drill // changed before the start and not kept yet
	waiting []drill.Event
	busy    bool
	doubt   bool // the first in line may be on the disk already
	failed  error
	saved   time.Time // when the last event came to the disk
	changed func()    // the foot of the view is to be written anew
	ended   func()    // the record is written
}

// keep puts an event in line. The start is the first, the end the last.
func (k *keeper) keep(e drill.Event) {
	k.waiting = append(k.waiting, e)
	k.next()
}

// finishEnd writes the record of a drill that was ended when the program went away.
func (k *keeper) finishEnd(e drill.Event) {
	k.doubt = true
	k.keep(e)
}

// next writes the first in line, unless that is under way.
func (k *keeper) next() {
	if k.busy || len(k.waiting) == 0 {
		return
	}
	k.busy = true
	event, doubt := k.waiting[0], k.doubt
	task.Run(k.runner, context.Background(), k.name, func(ctx context.Context, _ *task.Progress) (time.Time, error) {
		ctx = context.WithoutCancel(ctx) // what was entered is kept, also while the window closes
		if doubt && k.there(ctx, event) {
			return k.source.Now().Time, k.finish(ctx, event)
		}
		if err := k.write(ctx, event); err != nil {
			return time.Time{}, err
		}
		return k.source.Now().Time, k.finish(ctx, event)
	}, func(at time.Time, err error) { k.written(event, at, err) })
}

func (k *keeper) write(ctx context.Context, e drill.Event) error {
	if e.Kind == drill.EventStart {
		if k.plan != nil {
			if err := k.source.Keep(ctx, k.id, *k.plan); err != nil {
				return err
			}
		}
		return k.source.Start(ctx, k.id, e.At)
	}
	return k.source.Add(ctx, k.id, e)
}

// finish writes the record after the last event.
func (k *keeper) finish(ctx context.Context, e drill.Event) error {
	if e.Kind != drill.EventEnd {
		return nil
	}
	return k.source.End(ctx, k.id)
}

// there says whether an event came to the disk although its write was said to fail.
func (k *keeper) there(ctx context.Context, e drill.Event) bool {
	log, err := k.source.Log(ctx, k.id)
	if err != nil || len(log.Events) <= e.Seq {
		return false
	}
	kept := log.Events[e.Seq]
	return kept.Kind == e.Kind && kept.At.Time.Equal(e.At.Time)
}

func (k *keeper) written(e drill.Event, at time.Time, err error) {
	k.busy, k.failed, k.doubt = false, err, err != nil
	if err != nil {
		k.runner.After(retryPause, k.next)
		k.changed()
		return
	}
	k.saved = at
	k.waiting = k.waiting[1:]
	k.changed()
	if e.Kind == drill.EventEnd {
		k.ended()
		return
	}
	k.next()
}
