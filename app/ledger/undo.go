package ledger

import (
	"context"

	"campuskeeper/app"
)

// undo is what it takes to take the last change back: the entries as they were
// before (none for a new one) and as they are now.
type undo struct {
	Title  string // number, or file name
	Action string
	To     State
	Before []Entry
	After  []Entry
}

// Undoable says what Undo would take back.
type Undoable struct {
	Title  string // number of the entry, or the imported file
	Action string // "added", "changed", "step", "imported"
	To     State  // of a step
	Count  int    // entries concerned
}

func (s *Service) remember(u undo) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.last = &u
}

// LastChange tells what Undo would take back, false when there is nothing.
func (s *Service) LastChange() (Undoable, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.last == nil {
		return Undoable{}, false
	}
	return Undoable{s.last.Title, s.last.Action, s.last.To, len(s.last.After)}, true
}

// Undo takes the last change of this run of the program back. What was added goes
// away and its number with it, unless it was printed or exported in between; what
// was changed gets its old values as a new revision. The history keeps both.
func (s *Service) Undo(ctx context.Context, who app.Actor) (Undoable, error) {
	s.mu.Lock()
	last := s.last
	s.mu.Unlock()
	if last == nil {
		return Undoable{}, app.Errorf(app.CodeConflict, "undo.nothing")
	}
	err := s.store.Write(ctx, who, func(w app.Writer) error { return s.takeBack(w, *last) })
	if err != nil {
		return Undoable{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.last == last {
		s.last = nil
	}
	return Undoable{last.Title, last.Action, last.To, len(last.After)}, nil
}

func (s *Service) takeBack(w app.Writer, u undo) error {
	before := make(map[app.ID]Entry, len(u.Before))
	for _, e := range u.Before {
		before[e.ID] = e
	}
	// Newest first, so that the numbers of a series are given back from its end.
	for i := len(u.After) - 1; i >= 0; i-- {
		after := u.After[i]
		var now Entry
		if err := w.Get(app.KindEntry, after.ID, &now); err != nil {
			return err
		}
		if now.Revision != after.Revision {
			return app.Errorf(app.CodeConflict, "undo.changed", "number", now.Number)
		}
		old, was := before[after.ID]
		if !was {
			if err := s.takeAway(w, after); err != nil {
				return err
			}
			continue
		}
		t, err := s.library.Of(old)
		if err != nil {
			return err
		}
		old.Revision = now.Revision
		if err := s.put(w, t, &old, &app.History{
			Action: "undone", From: string(after.State), To: string(old.State), Fields: changes(after.Values, old.Values),
		}); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) takeAway(w app.Writer, e Entry) error {
	history, err := w.History(app.KindEntry, e.ID)
	if err != nil {
		return err
	}
	for _, h := range history {
		if h.Action == "printed" || h.Action == "exported" {
			return app.Errorf(app.CodeConflict, "undo.out", "number", e.Number)
		}
	}
	if err := w.Remove(app.KindEntry, e.ID, app.History{Action: "undone", Note: e.Number}); err != nil {
		return err
	}
	t, err := s.library.Template(e.Ledger)
	if err != nil {
		return err
	}
	return giveBack(w, t, e.Number)
}

// giveBack lowers the counter when the number is the last one given, so that no
// gap stays.
func giveBack(w app.Writer, t Template, number string) error {
	n, err := parseNumbering(t.Number)
	if err != nil {
		return err
	}
	prefix, seq, ok := n.read(number)
	if !ok {
		return nil
	}
	last, err := w.Counter(t.Name + ":" + prefix)
	if err != nil || last != seq {
		return err
	}
	return w.SetCounter(t.Name+":"+prefix, seq-1)
}
