package task

import (
	"sync"
	"sync/atomic"
	"time"
)

// sampling is the shortest time between two reports of progress.
const sampling = 100 * time.Millisecond

// Progress is how work tells how far it is. Its methods may be called from
// several goroutines and are cheap enough for an inner loop.
type Progress struct {
	runner      *Runner
	started     time.Time
	hear        atomic.Pointer[func(Snapshot)]
	done, total atomic.Int64

	mu   sync.Mutex
	name string
	told time.Time
}

// Snapshot is how far work is at one moment.
type Snapshot struct {
	Name  string // what is being done, as the user reads it
	Done  int
	Total int           // 0 when nobody knows
	Left  time.Duration // 0 when it cannot be guessed yet
}

func newProgress(r *Runner, name string) *Progress {
	return &Progress{runner: r, name: name, started: r.clock.Now()}
}

// Set says that done of total pieces are finished. total is 0 when nobody knows.
func (p *Progress) Set(done, total int) {
	p.done.Store(int64(done))
	p.total.Store(int64(total))
	p.tell(false)
}

// Add says that n more pieces are finished.
func (p *Progress) Add(n int) {
	p.done.Add(int64(n))
	p.tell(false)
}

// Name says what is being done now, when it has become something else, and
// starts counting anew.
func (p *Progress) Name(name string) {
	p.mu.Lock()
	p.name, p.started = name, p.runner.clock.Now()
	p.mu.Unlock()
	p.done.Store(0)
	p.total.Store(0)
	p.tell(true)
}

// tell reports to the listener when the last report is long enough ago, or when
// it is urgent, or when all is done.
func (p *Progress) tell(urgent bool) {
	hear := p.hear.Load()
	if hear == nil {
		return
	}
	now := p.runner.clock.Now()
	finished := p.total.Load() > 0 && p.done.Load() >= p.total.Load()
	p.mu.Lock()
	due := urgent || finished || now.Sub(p.told) >= sampling
	if due {
		p.told = now
	}
	p.mu.Unlock()
	if due {
		state := p.snapshot()
		p.runner.do(func() { (*hear)(state) })
	}
}

func (p *Progress) snapshot() Snapshot {
	p.mu.Lock()
	name, started := p.name, p.started
	p.mu.Unlock()
	s := Snapshot{Name: name, Done: int(p.done.Load()), Total: int(p.total.Load())}
	elapsed := p.runner.clock.Now().Sub(started)
	if s.Done > 0 && s.Total > s.Done && elapsed >= time.Second {
		s.Left = time.Duration(float64(elapsed) / float64(s.Done) * float64(s.Total-s.Done))
	}
	return s
}
