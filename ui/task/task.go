package task

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"campuskeeper/app"
)

// Runner runs work beside the window.
type Runner struct {
	do     func(func())
	clock  app.Clock
	timers Timers

	all     context.Context
	stopAll context.CancelFunc
	running sync.WaitGroup
}

// New returns a runner that hands results over with do: fyne.Do in the program,
// Queue.Do in tests.
func New(do func(func()), clock app.Clock, timers Timers) *Runner {
	r := &Runner{do: do, clock: clock, timers: timers}
	r.all, r.stopAll = context.WithCancel(context.Background())
	return r
}

// Task is one piece of work that is under way or has ended.
type Task struct {
	progress *Progress
	cancel   context.CancelFunc
	ended    atomic.Bool
}

// Cancel asks the work to stop. done is still called, with an error of
// app.CodeCanceled, unless the work had already come to its end.
func (t *Task) Cancel() { t.cancel() }

// Ended says whether the work has come back.
func (t *Task) Ended() bool { return t.ended.Load() }

// Progress returns how far the work is.
func (t *Task) Progress() Snapshot { return t.progress.snapshot() }

// Watch calls hear on the window's goroutine as the work goes on, ten times a
// second at most. Set it before the window can do anything else.
func (t *Task) Watch(hear func(Snapshot)) { t.progress.hear.Store(&hear) }

// Run runs work on a goroutine of its own and then done on the window's. name is
// what the user reads while it runs. A panic of the work becomes an error of
// app.CodeInternal. done may be nil when nobody waits for the result.
func Run[T any](r *Runner, ctx context.Context, name string,
	work func(ctx context.Context, progress *Progress) (T, error), done func(T, error),
) *Task {
	return run(r, ctx, name, work, done, func() bool { return true })
}

// Slot is a place for the answer to a question that may be asked again before it
// is answered, such as the rows for the text in a search box.
type Slot struct {
	generation atomic.Uint64
	mu         sync.Mutex
	cancel     context.CancelFunc
}

// Latest is Run for a slot: it cancels the work before in the same slot, and done
// is called only if nothing was asked since.
func Latest[T any](r *Runner, slot *Slot, ctx context.Context, name string,
	work func(ctx context.Context, progress *Progress) (T, error), done func(T, error),
) *Task {
	slot.mu.Lock()
	defer slot.mu.Unlock()
	if slot.cancel != nil {
		slot.cancel()
	}
	mine := slot.generation.Add(1)
	task := run(r, ctx, name, work, done, func() bool { return slot.generation.Load() == mine })
	slot.cancel = task.cancel
	return task
}

// Drop makes a slot forget what was asked: nothing that is under way is shown.
func (s *Slot) Drop() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.generation.Add(1)
	if s.cancel != nil {
		s.cancel()
		s.cancel = nil
	}
}

func run[T any](r *Runner, ctx context.Context, name string,
	work func(ctx context.Context, progress *Progress) (T, error), done func(T, error), wanted func() bool,
) *Task {
	ctx, cancel := context.WithCancel(ctx)
	release := context.AfterFunc(r.all, cancel)
	task := &Task{cancel: cancel, progress: newProgress(r, name)}
	r.running.Add(1)
	go func() {
		defer r.running.Done()
		result, err := guard(ctx, task.progress, work)
		release()
		cancel()
		task.ended.Store(true)
		if done == nil {
			return
		}
		r.do(func() {
			if wanted() {
				done(result, err)
			}
		})
	}()
	return task
}

// guard turns a panic and a cancelled context into errors of ours.
func guard[T any](ctx context.Context, progress *Progress,
	work func(ctx context.Context, progress *Progress) (T, error),
) (result T, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = app.Wrap(fmt.Errorf("panic: %v\n%s", p, debug.Stack()), app.CodeInternal, "error.internal")
		}
	}()
	result, err = work(ctx, progress)
	if errors.Is(err, context.Canceled) && app.CodeOf(err) != app.CodeCanceled {
		err = app.Wrap(err, app.CodeCanceled, "error.canceled")
	}
	return result, err
}

// Do runs f on the window's goroutine, soon.
func (r *Runner) Do(f func()) { r.do(f) }

// After runs f on the window's goroutine when d has passed, unless stop was
// called before.
func (r *Runner) After(d time.Duration, f func()) (stop func()) {
	var stopped atomic.Bool
	stopTimer := r.timers.AfterFunc(d, func() {
		r.do(func() {
			if !stopped.Load() {
				f()
			}
		})
	})
	return func() {
		stopped.Store(true)
		stopTimer()
	}
}

// Wait returns when no work is under way any more.
func (r *Runner) Wait() { r.running.Wait() }

// Stop cancels all work and waits until it has ended, for limit at most. It says
// whether everything ended.
func (r *Runner) Stop(limit time.Duration) bool {
	r.stopAll()
	ended := make(chan struct{})
	go func() {
		r.running.Wait()
		close(ended)
	}()
	expired := make(chan struct{})
	stop := r.timers.AfterFunc(limit, func() { close(expired) })
	defer stop()
	select {
	case <-ended:
		return true
	case <-expired:
		return false
	}
}
