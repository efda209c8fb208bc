package task_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"campuskeeper/app"
	"campuskeeper/ui/task"
)

type bench struct {
	*task.Runner
	queue  task.Queue
	clock  *app.ManualClock
	timers task.ManualTimers
}

func newBench() *bench {
	b := &bench{clock: app.NewManualClock(time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC))}
	b.Runner = task.New(b.queue.Do, b.clock, &b.timers)
	return b
}

func TestResultIsHandedOver(t *testing.T) {
	b := newBench()
	got := 0
	work := task.Run(b.Runner, context.Background(), "count", func(context.Context, *task.Progress) (int, error) {
		return 42, nil
	}, func(n int, err error) {
		if err != nil {
			t.Error(err)
		}
		got = n
	})
	b.Wait()
	if got != 0 {
		t.Error("done was called on the goroutine of the work")
	}
	b.queue.Drain()
	if got != 42 || !work.Ended() {
		t.Errorf("got %d, ended %v", got, work.Ended())
	}
}

func TestCancelledWorkSaysSo(t *testing.T) {
	b := newBench()
	started := make(chan struct{})
	var got error
	work := task.Run(b.Runner, context.Background(), "wait", func(ctx context.Context, _ *task.Progress) (int, error) {
		close(started)
		<-ctx.Done()
		return 0, ctx.Err()
	}, func(_ int, err error) { got = err })
	<-started
	work.Cancel()
	b.queue.Settle(b.Runner)
	if app.CodeOf(got) != app.CodeCanceled || !errors.Is(got, context.Canceled) {
		t.Errorf("got %v", got)
	}
}

func TestPanicBecomesAnError(t *testing.T) {
	b := newBench()
	var got error
	task.Run(b.Runner, context.Background(), "fall", func(context.Context, *task.Progress) (int, error) {
		panic("fell")
	}, func(_ int, err error) { got = err })
	b.queue.Settle(b.Runner)
	if app.CodeOf(got) != app.CodeInternal {
		t.Errorf("got %v", got)
	}
}

func TestSlotShowsTheLatestOnly(t *testing.T) {
	b := newBench()
	var slot task.Slot
	var shown []string
	gate := make(chan struct{})
	ask := func(text string) {
		task.Latest(b.Runner, &slot, context.Background(), text, func(context.Context, *task.Progress) (string, error) {
			<-gate
			return text, nil
		}, func(text string, _ error) { shown = append(shown, text) })
	}
	ask("x")
	ask("xf")
	ask("xfs")
	close(gate)
	b.queue.Settle(b.Runner)
	if !slices.Equal(shown, []string{"xfs"}) {
		t.Errorf("shown %v, want the latest only", shown)
	}
	shown = nil
	ask("gone")
	slot.Drop()
	b.queue.Settle(b.Runner)
	if shown != nil {
		t.Errorf("shown %v after the slot was dropped", shown)
	}
}

func TestProgressIsSampled(t *testing.T) {
	b := newBench()
	begin, reached, half := make(chan struct{}), make(chan struct{}), make(chan struct{})
	var heard []task.Snapshot
	work := task.Run(b.Runner, context.Background(), "photos", func(_ context.Context, p *task.Progress) (int, error) {
		<-begin
		for n := 1; n <= 500; n++ {
			p.Set(n, 1000)
		}
		close(reached)
		<-half
		for range 500 {
			p.Add(1)
		}
		return 0, nil
	}, nil)
	work.Watch(func(s task.Snapshot) { heard = append(heard, s) })
	close(begin)
	b.clock.Advance(2 * time.Second)
	<-reached
	if left := work.Progress().Left; left != 2*time.Second {
		t.Errorf("left %v after half the work in 2 s", left)
	}
	close(half)
	b.queue.Settle(b.Runner)
	if len(heard) < 2 || len(heard) > 4 {
		t.Errorf("heard %d reports in 2 s that passed at once, want 2 to 4", len(heard))
	}
	if last := heard[len(heard)-1]; last != (task.Snapshot{Name: "photos", Done: 1000, Total: 1000}) {
		t.Errorf("last report %+v", last)
	}
}

func TestAfter(t *testing.T) {
	b := newBench()
	var heard []string
	b.After(8*time.Second, func() { heard = append(heard, "eight") })
	stop := b.After(5*time.Second, func() { heard = append(heard, "five") })
	b.After(3*time.Second, func() { heard = append(heard, "three") })
	stop()
	b.timers.Advance(7 * time.Second)
	b.queue.Drain()
	if !slices.Equal(heard, []string{"three"}) {
		t.Errorf("heard %v after 7 s", heard)
	}
	b.timers.Advance(time.Second)
	b.queue.Drain()
	if !slices.Equal(heard, []string{"three", "eight"}) {
		t.Errorf("heard %v after 8 s", heard)
	}
}

func TestStopEndsAllWork(t *testing.T) {
	b := newBench()
	for range 3 {
		task.Run(b.Runner, context.Background(), "wait", func(ctx context.Context, _ *task.Progress) (int, error) {
			<-ctx.Done()
			return 0, ctx.Err()
		}, nil)
	}
	if !b.Stop(time.Second) {
		t.Error("work did not end")
	}
}
