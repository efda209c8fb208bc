// Package apptest helps tests of the packages above app: Store is a store that
// lives in memory, and TestStore is the conformance suite that it and the vault
// must both pass, so that a test against the one holds for the other.
//
// Allowed imports: app and the standard library; only tests import it.
package apptest

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"sync"
	"time"

	"campuskeeper/app"
)

// Store is an app.Store in memory. The zero value is not usable; see NewStore.
type Store struct {
	clock app.Clock

	mu       sync.Mutex
	state    state
	hearers  map[int]func([]app.Change)
	nextHear int
}

type recordKey struct {
	kind app.Kind
	id   app.ID
}

type state struct {
	values   map[recordKey][]byte
	heads    map[recordKey]app.Head
	history  []app.History
	counters map[string]int
}

func (s state) clone() state {
	return state{maps.Clone(s.values), maps.Clone(s.heads), slices.Clone(s.history), maps.Clone(s.counters)}
}

// NewStore returns an empty store that tells the time by clock.
func NewStore(clock app.Clock) *Store {
	return &Store{
		clock:   clock,
		state:   state{map[recordKey][]byte{}, map[recordKey]app.Head{}, nil, map[string]int{}},
		hearers: map[int]func([]app.Change){},
	}
}

// Read implements app.Store.
func (s *Store) Read(ctx context.Context, do func(app.Reader) error) error {
	if err := ctx.Err(); err != nil {
		return app.Wrap(err, app.CodeCanceled, "task.canceled")
	}
	s.mu.Lock()
	snapshot := s.state.clone()
	s.mu.Unlock()
	return do(&tx{state: snapshot})
}

// Write implements app.Store.
func (s *Store) Write(ctx context.Context, who app.Actor, do func(app.Writer) error) error {
	if err := ctx.Err(); err != nil {
		return app.Wrap(err, app.CodeCanceled, "task.canceled")
	}
	s.mu.Lock()
	t := &tx{state: s.state.clone(), who: who, now: s.clock.Now()}
	if err := do(t); err != nil {
		s.mu.Unlock()
		return err
	}
	s.state = t.state
	hearers := make([]func([]app.Change), 0, len(s.hearers))
	for i := range s.nextHear {
		if hear, ok := s.hearers[i]; ok {
			hearers = append(hearers, hear)
		}
	}
	s.mu.Unlock()
	if len(t.changes) > 0 {
		for _, hear := range hearers {
			hear(t.changes)
		}
	}
	return nil
}

// Subscribe implements app.Store.
func (s *Store) Subscribe(hear func([]app.Change)) (cancel func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := s.nextHear
	s.nextHear++
	s.hearers[n] = hear
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		delete(s.hearers, n)
	}
}

// Heads returns all heads, in no order.
func (s *Store) Heads() []app.Head {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Collect(maps.Values(s.state.heads))
}

type tx struct {
	state   state
	who     app.Actor
	now     time.Time
	changes []app.Change
}

func (t *tx) Now() time.Time { return t.now }
func (t *tx) Who() app.Actor { return t.who }

func (t *tx) Get(kind app.Kind, id app.ID, into any) error {
	value, ok := t.state.values[recordKey{kind, id}]
	if !ok {
		return app.Errorf(app.CodeNotFound, "error.id", "text", string(id))
	}
	return json.Unmarshal(value, into)
}

func (t *tx) Each(kind app.Kind, visit func(app.ID, func(any) error) error) error {
	keys := make([]recordKey, 0, len(t.state.values))
	for key := range t.state.values {
		if key.kind == kind {
			keys = append(keys, key)
		}
	}
	slices.SortFunc(keys, func(a, b recordKey) int { return compare(a.id, b.id) })
	for _, key := range keys {
		value := t.state.values[key]
		if err := visit(key.id, func(into any) error { return json.Unmarshal(value, into) }); err != nil {
			return err
		}
	}
	return nil
}

func compare(a, b app.ID) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func (t *tx) History(kind app.Kind, id app.ID) ([]app.History, error) {
	var found []app.History
	for _, h := range t.state.history {
		if h.Kind == kind && h.ID == id {
			found = append(found, h)
		}
	}
	return found, nil
}

func (t *tx) Counter(series string) (int, error) { return t.state.counters[series], nil }

func (t *tx) Put(records ...app.Record) error {
	for _, r := range records {
		value, err := json.Marshal(r.Value)
		if err != nil {
			return err
		}
		key := recordKey{r.Kind, r.ID}
		t.state.values[key] = value
		if r.Head != nil {
			after, before := *r.Head, (*app.Head)(nil)
			if old, ok := t.state.heads[key]; ok {
				before = &old
			}
			t.state.heads[key] = after
			t.changes = append(t.changes, app.Change{Kind: r.Kind, ID: r.ID, Before: before, After: &after})
		}
		if r.History != nil {
			t.note(r.Kind, r.ID, *r.History)
		}
	}
	return nil
}

func (t *tx) note(kind app.Kind, id app.ID, h app.History) {
	h.Seq, h.Time, h.Who, h.Kind, h.ID = uint64(len(t.state.history)+1), t.now, t.who.Name, kind, id
	t.state.history = append(t.state.history, h)
}

func (t *tx) Remove(kind app.Kind, id app.ID, note app.History) error {
	key := recordKey{kind, id}
	if _, ok := t.state.values[key]; !ok {
		return app.Errorf(app.CodeNotFound, "error.id", "text", string(id))
	}
	delete(t.state.values, key)
	if old, ok := t.state.heads[key]; ok {
		delete(t.state.heads, key)
		t.changes = append(t.changes, app.Change{Kind: kind, ID: id, Before: &old})
	}
	if note.Action != "" {
		t.note(kind, id, note)
	}
	return nil
}

func (t *tx) Note(kind app.Kind, id app.ID, note app.History) error {
	if _, ok := t.state.values[recordKey{kind, id}]; !ok {
		return app.Errorf(app.CodeNotFound, "error.id", "text", string(id))
	}
	t.note(kind, id, note)
	return nil
}

func (t *tx) Next(series string) (int, error) {
	t.state.counters[series]++
	return t.state.counters[series], nil
}

func (t *tx) SetCounter(series string, last int) error {
	t.state.counters[series] = last
	return nil
}
