package task

import "sync"

// Queue holds what the work hands over until it is drained. Tests use it in the
// place of fyne.Do, so that widgets are touched by the test's goroutine only.
type Queue struct {
	mu      sync.Mutex
	waiting []func()
}

// Do puts f at the end of the queue.
func (q *Queue) Do(f func()) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.waiting = append(q.waiting, f)
}

// Drain runs what waits, and what comes while it runs, and says how many that were.
func (q *Queue) Drain() int {
	count := 0
	for {
		q.mu.Lock()
		waiting := q.waiting
		q.waiting = nil
		q.mu.Unlock()
		if len(waiting) == 0 {
			return count
		}
		for _, f := range waiting {
			f()
			count++
		}
	}
}

// Settle waits for all work of the runner and drains the queue, again and again
// until nothing is left to do.
func (q *Queue) Settle(r *Runner) {
	for {
		r.Wait()
		if q.Drain() == 0 {
			return
		}
	}
}
