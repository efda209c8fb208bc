package apptest

import (
	"context"
	"errors"
	"testing"

	"campuskeeper/app"
)

// note is a small value that the suite stores.
type note struct {
	Text string
	Tags []string
}

// TestStore runs the conformance suite. open returns an empty store.
func TestStore(t *testing.T, open func(t *testing.T) app.Store) {
	t.Helper()
	for name, check := range map[string]func(*testing.T, app.Store){
		"a record comes back":                 recordComesBack,
		"a failed write leaves nothing":       failedWriteLeavesNothing,
		"a counter counts without gaps":       counterCounts,
		"history keeps its order":             historyKeepsOrder,
		"subscribers hear of commits in turn": subscribersHear,
		"what is removed is gone":             removedIsGone,
	} {
		t.Run(name, func(t *testing.T) { check(t, open(t)) })
	}
}

var clerk = app.Actor{Name: "D. Whitlock", Role: app.RoleDirector}

func write(t *testing.T, s app.Store, do func(app.Writer) error) {
	t.Helper()
	if err := s.Write(context.Background(), clerk, do); err != nil {
		t.Fatal(err)
	}
}

func recordOf(id app.ID, text string) app.Record {
	head := app.Head{Kind: app.KindEntry, ID: id, Ledger: "hazard", Title: text, Sensitivity: app.Internal}
	return app.Record{
		Kind: app.KindEntry, ID: id, Value: note{text, []string{"a", "b"}}, Sensitivity: app.Internal,
		Head: &head, History: &app.History{Action: "added", Fields: []app.FieldChange{{Field: "text", New: text}}},
	}
}

func recordComesBack(t *testing.T, s app.Store) {
	id := app.NewID()
	write(t, s, func(w app.Writer) error { return w.Put(recordOf(id, "消防栓")) })
	var got note
	err := s.Read(context.Background(), func(r app.Reader) error { return r.Get(app.KindEntry, id, &got) })
	if err != nil || got.Text != "消防栓" || len(got.Tags) != 2 {
		t.Fatalf("got %+v, %v", got, err)
	}
	err = s.Read(context.Background(), func(r app.Reader) error { return r.Get(app.KindDraft, id, &got) })
	if app.CodeOf(err) != app.CodeNotFound {
		t.Fatalf("another kind gives %v, want not found", err)
	}
}

func failedWriteLeavesNothing(t *testing.T, s app.Store) {
	id, failure := app.NewID(), errors.New("no")
	err := s.Write(context.Background(), clerk, func(w app.Writer) error {
		if err := w.Put(recordOf(id, "x")); err != nil {
			return err
		}
		if _, err := w.Next("n"); err != nil {
			return err
		}
		return failure
	})
	if !errors.Is(err, failure) {
		t.Fatalf("got %v", err)
	}
	write(t, s, func(w app.Writer) error {
		var got note
		if err := w.Get(app.KindEntry, id, &got); app.CodeOf(err) != app.CodeNotFound {
			t.Errorf("record is there: %v", err)
		}
		if n, err := w.Next("n"); n != 1 || err != nil {
			t.Errorf("number %d, %v; want 1", n, err)
		}
		return nil
	})
}

func counterCounts(t *testing.T, s app.Store) {
	for want := 1; want <= 3; want++ {
		write(t, s, func(w app.Writer) error {
			if n, err := w.Next("hazard:YH-2026-"); n != want || err != nil {
				t.Errorf("number %d, %v; want %d", n, err, want)
			}
			return nil
		})
	}
	write(t, s, func(w app.Writer) error { return w.SetCounter("hazard:YH-2026-", 40) })
	err := s.Read(context.Background(), func(r app.Reader) error {
		if n, err := r.Counter("hazard:YH-2026-"); n != 40 || err != nil {
			t.Errorf("counter %d, %v; want 40", n, err)
		}
		if n, err := r.Counter("other"); n != 0 || err != nil {
			t.Errorf("unused counter %d, %v; want 0", n, err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func historyKeepsOrder(t *testing.T, s app.Store) {
	id, other := app.NewID(), app.NewID()
	write(t, s, func(w app.Writer) error { return w.Put(recordOf(id, "one"), recordOf(other, "two")) })
	write(t, s, func(w app.Writer) error {
		return w.Note(app.KindEntry, id, app.History{Action: "printed", Note: "order"})
	})
	var history []app.History
	err := s.Read(context.Background(), func(r app.Reader) (err error) {
		history, err = r.History(app.KindEntry, id)
		return err
	})
	if err != nil || len(history) != 2 {
		t.Fatalf("%d entries, %v; want 2", len(history), err)
	}
	first, last := history[0], history[1]
	if first.Action != "added" || last.Action != "printed" || last.Note != "order" {
		t.Errorf("got %+v", history)
	}
	if first.Who != clerk.Name || first.ID != id || first.Seq == 0 || last.Seq <= first.Seq || first.Time.IsZero() {
		t.Errorf("the store did not fill its part: %+v", history)
	}
}

func subscribersHear(t *testing.T, s app.Store) {
	var heard []app.Change
	cancel := s.Subscribe(func(changes []app.Change) { heard = append(heard, changes...) })
	id := app.NewID()
	write(t, s, func(w app.Writer) error { return w.Put(recordOf(id, "one")) })
	write(t, s, func(w app.Writer) error { return w.Put(recordOf(id, "two")) })
	write(t, s, func(w app.Writer) error { return w.Remove(app.KindEntry, id, app.History{Action: "undone"}) })
	cancel()
	write(t, s, func(w app.Writer) error { return w.Put(recordOf(id, "three")) })
	if len(heard) != 3 {
		t.Fatalf("heard %d changes, want 3", len(heard))
	}
	if heard[0].Before != nil || heard[0].After.Title != "one" || heard[1].Before.Title != "one" || heard[1].After.Title != "two" || heard[2].After != nil {
		t.Errorf("heard %+v", heard)
	}
}

func removedIsGone(t *testing.T, s app.Store) {
	id := app.NewID()
	write(t, s, func(w app.Writer) error { return w.Put(recordOf(id, "one")) })
	write(t, s, func(w app.Writer) error { return w.Remove(app.KindEntry, id, app.History{Action: "undone"}) })
	err := s.Write(context.Background(), clerk, func(w app.Writer) error {
		return w.Remove(app.KindEntry, id, app.History{})
	})
	if app.CodeOf(err) != app.CodeNotFound {
		t.Errorf("removing twice gives %v, want not found", err)
	}
	err = s.Read(context.Background(), func(r app.Reader) error {
		count := 0
		walk := r.Each(app.KindEntry, func(app.ID, func(any) error) error { count++; return nil })
		history, err := r.History(app.KindEntry, id)
		if count != 0 || len(history) != 2 || err != nil {
			t.Errorf("%d records, %d history entries, %v", count, len(history), err)
		}
		return walk
	})
	if err != nil {
		t.Fatal(err)
	}
}
