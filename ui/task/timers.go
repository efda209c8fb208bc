package task

import (
	"sort"
	"sync"
	"time"
)

// Timers call back when a time has passed.
type Timers interface {
	// AfterFunc calls f on some goroutine after d, unless stopped before.
	AfterFunc(d time.Duration, f func()) (stop func())
}

// SystemTimers are the timers of the computer.
type SystemTimers struct{}

// AfterFunc implements Timers.
func (SystemTimers) AfterFunc(d time.Duration, f func()) (stop func()) {
	timer := time.AfterFunc(d, f)
	return func() { timer.Stop() }
}

// ManualTimers stand still until they are advanced, for tests.
type ManualTimers struct {
	mu      sync.Mutex
	now     time.Duration
	next    int
	pending map[int]manualTimer
}

type manualTimer struct {
	at time.Duration
	f  func()
}

// AfterFunc implements Timers; f runs inside Advance.
func (m *ManualTimers) AfterFunc(d time.Duration, f func()) (stop func()) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.pending == nil {
		m.pending = map[int]manualTimer{}
	}
	id := m.next
	m.next++
	m.pending[id] = manualTimer{at: m.now + d, f: f}
	return func() {
		m.mu.Lock()
		defer m.mu.Unlock()
		delete(m.pending, id)
	}
}

// Advance lets d pass and calls what became due, in order.
func (m *ManualTimers) Advance(d time.Duration) {
	m.mu.Lock()
	m.now += d
	var due []int
	for id, timer := range m.pending {
		if timer.at <= m.now {
			due = append(due, id)
		}
	}
	sort.Ints(due)
	sort.SliceStable(due, func(i, j int) bool { return m.pending[due[i]].at < m.pending[due[j]].at })
	calls := make([]func(), 0, len(due))
	for _, id := range due {
		calls = append(calls, m.pending[id].f)
		delete(m.pending, id)
	}
	m.mu.Unlock()
	for _, call := range calls {
		call()
	}
}
