package data

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"campuskeeper/app"
)

var errStop = errors.New("stop")

func TestRollback(t *testing.T) {
	v, _ := newVault(t, testOptions(t))
	id := app.NewID()
	heard := 0
	defer v.Subscribe(func([]app.Change) { heard++ })()
	err := v.Write(context.Background(), director, func(w app.Writer) error {
		if _, err := w.Next("YH-2026"); err != nil {
			return err
		}
		if err := w.Put(hazard(id, 1)); err != nil {
			return err
		}
		return errStop
	})
	if !errors.Is(err, errStop) {
		t.Fatalf("got %v, want the error of the caller unchanged", err)
	}
	if _, err := get(v, id); app.CodeOf(err) != app.CodeNotFound {
		t.Errorf("got %v", err)
	}
	if seq, _ := v.ChainHead(); seq != 0 || heard != 0 {
		t.Errorf("history %d, heard %d", seq, heard)
	}
	mustRead(t, v, func(r app.Reader) error {
		if n, err := r.Counter("YH-2026"); n != 0 || err != nil {
			t.Errorf("counter %d, %v", n, err)
		}
		return nil
	})
}

func mustRead(t *testing.T, v *Vault, do func(app.Reader) error) {
	t.Helper()
	if err := v.Read(context.Background(), do); err != nil {
		t.Fatal(err)
	}
}

func mustWrite(t *testing.T, v *Vault, do func(app.Writer) error) {
	t.Helper()
	if err := v.Write(context.Background(), director, do); err != nil {
		t.Fatal(err)
	}
}

// TestPanicInside must not leave the vault locked.
func TestPanicInside(t *testing.T) {
	v, _ := newVault(t, testOptions(t))
	func() {
		defer func() {
			if recover() == nil {
				t.Error("the panic of a caller was swallowed")
			}
		}()
		_ = v.Write(context.Background(), director, func(app.Writer) error { panic("caller") })
	}()
	put(t, v, hazard(app.NewID(), 1))
}

func TestTransactionSeesItsOwnWrites(t *testing.T) {
	v, _ := newVault(t, testOptions(t))
	old, fresh, gone := app.NewID(), app.NewID(), app.NewID()
	put(t, v, hazard(old, 1), hazard(gone, 2))
	mustWrite(t, v, func(w app.Writer) error {
		if err := w.Put(hazard(fresh, 3)); err != nil {
			return err
		}
		changed := hazard(old, 4)
		changed.History.Action = "changed"
		if err := errors.Join(w.Put(changed), w.Remove(app.KindEntry, gone, app.History{Action: "undone"})); err != nil {
			return err
		}
		var e entry
		if err := w.Get(app.KindEntry, old, &e); err != nil || e.Values["description"] != hazard(old, 4).Value.(entry).Values["description"] {
			t.Errorf("got %v, %v", e, err)
		}
		wantCode(t, w.Get(app.KindEntry, gone, &e), app.CodeNotFound, "vault.record.missing")
		seen := map[app.ID]bool{}
		err := w.Each(app.KindEntry, func(id app.ID, decode func(any) error) error {
			seen[id] = true
			return decode(&e)
		})
		if !reflect.DeepEqual(seen, map[app.ID]bool{old: true, fresh: true}) {
			t.Errorf("Each sees %v", seen)
		}
		entries, historyErr := w.History(app.KindEntry, old)
		if len(entries) != 2 || entries[1].Action != "changed" || entries[1].Who != "Li Wei" {
			t.Errorf("history %v", entries)
		}
		return errors.Join(err, historyErr)
	})
	wantWhole(t, v)
	mustRead(t, v, func(r app.Reader) error {
		entries, err := r.History(app.KindEntry, gone)
		if len(entries) != 2 || entries[1].Action != "undone" {
			t.Errorf("history of a removed record: %v", entries)
		}
		return err
	})
	heads, err := v.Heads(context.Background())
	if len(heads) != 2 || err != nil {
		t.Errorf("heads %v, %v", heads, err)
	}
}

func TestHistoryKeepsEverything(t *testing.T) {
	o := testOptions(t)
	clock := testClock()
	o.Clock = clock
	v, _ := newVault(t, o)
	id := app.NewID()
	r := hazard(id, 1)
	r.History = &app.History{
		Action: "step", From: "found", To: "graded", Late: true, Note: "因停电补录",
		Fields: []app.FieldChange{{Field: "level", Old: "", New: "major"}, {Field: "place", Old: "旧", New: "新"}},
		Seq:    99, Who: "somebody else", Kind: "other", ID: "other",
	}
	put(t, v, r)
	clock.Advance(time.Hour)
	mustWrite(t, v, func(w app.Writer) error { return w.Note(app.KindEntry, id, app.History{Action: "printed"}) })
	mustRead(t, v, func(r app.Reader) error {
		entries, err := r.History(app.KindEntry, id)
		if err != nil || len(entries) != 2 {
			t.Fatal(entries, err)
		}
		h := entries[0]
		if h.Seq != 1 || h.Who != "Li Wei" || h.Kind != app.KindEntry || h.ID != id || !h.Late || h.Note != "因停电补录" ||
			h.From != "found" || h.To != "graded" || len(h.Fields) != 2 || h.Fields[1] != (app.FieldChange{Field: "place", Old: "旧", New: "新"}) {
			t.Errorf("got %+v", h)
		}
		if h.Time.Format(time.RFC3339) != "2026-11-23T08:30:00+08:00" || entries[1].Time.Sub(h.Time) != time.Hour {
			t.Errorf("times %v, %v", h.Time, entries[1].Time)
		}
		return nil
	})
}

func TestRecordsWithoutHistoryLeaveNoTrace(t *testing.T) {
	v, _ := newVault(t, testOptions(t))
	draft := app.Record{Kind: app.KindDraft, ID: "hazard", Value: map[string]string{"text": "half a sen"}}
	put(t, v, draft)
	mustWrite(t, v, func(w app.Writer) error { return w.Remove(app.KindDraft, "hazard", app.History{}) })
	mustRead(t, v, func(r app.Reader) error {
		var into map[string]string
		wantCode(t, r.Get(app.KindDraft, "hazard", &into), app.CodeNotFound, "")
		_, err := r.History(app.KindDraft, "hazard")
		wantCode(t, err, app.CodeNotFound, "")
		return nil
	})
	err := v.Write(context.Background(), director, func(w app.Writer) error {
		return w.Remove(app.KindDraft, "hazard", app.History{})
	})
	wantCode(t, err, app.CodeNotFound, "vault.record.missing")
	if r := wantWhole(t, v); r.Entries != 0 {
		t.Errorf("got %+v", r)
	}
}

func TestCounters(t *testing.T) {
	v, _ := newVault(t, testOptions(t))
	next := func(series string) (n int) {
		mustWrite(t, v, func(w app.Writer) (err error) {
			n, err = w.Next(series)
			return err
		})
		return n
	}
	if a, b, c := next("YH-2026"), next("YH-2026"), next("ST-2026"); a != 1 || b != 2 || c != 1 {
		t.Errorf("got %d, %d, %d", a, b, c)
	}
	mustWrite(t, v, func(w app.Writer) error { return w.SetCounter("YH-2026", 411) })
	if n := next("YH-2026"); n != 412 {
		t.Errorf("got %d", n)
	}
	mustWrite(t, v, func(w app.Writer) error {
		first, err1 := w.Next("ST-2026")
		second, err2 := w.Next("ST-2026")
		if first != 2 || second != 3 {
			t.Errorf("got %d, %d", first, second)
		}
		return errors.Join(err1, err2)
	})
}

func TestChanges(t *testing.T) {
	v, _ := newVault(t, testOptions(t))
	var heard [][]app.Change
	cancel := v.Subscribe(func(c []app.Change) { heard = append(heard, c) })
	id := app.NewID()
	put(t, v, hazard(id, 1))
	again := hazard(id, 2)
	again.Head.State = "graded"
	put(t, v, again, hazard(id, 3)) // two writes of one record are one change
	put(t, v, app.Record{Kind: app.KindSetting, ID: "school", Value: "Riverside School"})
	mustWrite(t, v, func(w app.Writer) error { return w.Remove(app.KindEntry, id, app.History{Action: "undone"}) })
	cancel()
	put(t, v, hazard(app.NewID(), 5))

	if len(heard) != 4 {
		t.Fatalf("heard %d commits", len(heard))
	}
	for i, changes := range heard {
		if len(changes) != 1 {
			t.Fatalf("commit %d: %d changes", i, len(changes))
		}
	}
	if c := heard[0][0]; c.Before != nil || c.After == nil || c.After.ID != id || c.After.Number != "YH-2026-0001" {
		t.Errorf("added: %+v", c)
	}
	if c := heard[1][0]; c.Before == nil || c.Before.Number != "YH-2026-0001" || c.After.Number != "YH-2026-0003" {
		t.Errorf("changed: %+v", c)
	}
	if c := heard[2][0]; c.Kind != app.KindSetting || c.ID != "school" || c.Before != nil || c.After != nil {
		t.Errorf("without a head: %+v", c)
	}
	if c := heard[3][0]; c.Before == nil || c.After != nil {
		t.Errorf("removed: %+v", c)
	}
}

// TestChangesComeInOrder writes from many goroutines; subscribers hear of commits in
// the order of the history, and may read.
func TestChangesComeInOrder(t *testing.T) {
	v, _ := newVault(t, testOptions(t))
	id := app.NewID()
	put(t, v, hazard(id, 0))
	var heard []int
	defer v.Subscribe(func(c []app.Change) {
		heard = append(heard, c[0].After.Revision)
		if _, err := get(v, id); err != nil {
			t.Error(err)
		}
	})()
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			for range 10 {
				err := v.Write(context.Background(), director, func(w app.Writer) error {
					n, err := w.Next("revision")
					if err != nil {
						return err
					}
					r := hazard(id, n)
					r.Head.Revision = n
					return w.Put(r)
				})
				if err != nil {
					t.Error(err)
				}
				if _, err := v.Heads(context.Background()); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wait.Wait()
	for i, n := range heard {
		if n != i+1 {
			t.Fatalf("heard %v", heard)
		}
	}
	if len(heard) != 40 {
		t.Errorf("heard %d of 40", len(heard))
	}
	wantWhole(t, v)
}

func TestCanceled(t *testing.T) {
	v, _ := newVault(t, testOptions(t))
	ctx, cancel := context.WithCancel(context.Background())
	id := app.NewID()
	err := v.Write(ctx, director, func(w app.Writer) error {
		cancel()
		return w.Put(hazard(id, 1))
	})
	wantCode(t, err, app.CodeCanceled, "vault.canceled")
	_, err = get(v, id)
	wantCode(t, err, app.CodeNotFound, "")
	wantCode(t, v.Write(ctx, director, func(app.Writer) error { return nil }), app.CodeCanceled, "")
	wantCode(t, v.Read(ctx, func(app.Reader) error { return nil }), app.CodeCanceled, "")
}

// TestWaitingForTheTurnCanBeGivenUp: who waits for another's write may cancel.
func TestWaitingForTheTurnCanBeGivenUp(t *testing.T) {
	v, _ := newVault(t, testOptions(t))
	mustWrite(t, v, func(app.Writer) error {
		ctx, cancel := context.WithCancel(context.Background())
		cancelled := make(chan error)
		go func() { cancelled <- v.Write(ctx, director, func(app.Writer) error { return nil }) }()
		cancel()
		wantCode(t, <-cancelled, app.CodeCanceled, "")
		return nil
	})
}

func TestClosed(t *testing.T) {
	v, _ := newVault(t, testOptions(t))
	closeVault(t, v)
	closeVault(t, v)
	_, err := get(v, app.NewID())
	wantCode(t, err, app.CodeLocked, "vault.closed")
	err = v.Write(context.Background(), director, func(app.Writer) error { return nil })
	wantCode(t, err, app.CodeLocked, "vault.closed")
	_, err = v.Backup(context.Background(), "")
	wantCode(t, err, app.CodeLocked, "vault.closed")
}

func TestRefusedRecords(t *testing.T) {
	v, _ := newVault(t, testOptions(t))
	good := hazard(app.NewID(), 1)
	for name, spoil := range map[string]func(r *app.Record){
		"no id":             func(r *app.Record) { r.ID = "" },
		"no kind":           func(r *app.Record) { r.Kind = "" },
		"a kind with a dot": func(r *app.Record) { r.Kind = "entry.x" },
		"storm's own key":   func(r *app.Record) { r.ID = "__storm_metadata" },
		"head of another":   func(r *app.Record) { r.Head = &app.Head{ID: "x"} },
		"misspelt":          func(r *app.Record) { r.Sensitivity = "restrictd" },
		"misspelt in head":  func(r *app.Record) { r.Head = &app.Head{Sensitivity: "seald"} },
	} {
		bad := good
		spoil(&bad)
		err := v.Write(context.Background(), director, func(w app.Writer) error { return w.Put(bad) })
		if app.CodeOf(err) != app.CodeInvalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	if seq, _ := v.ChainHead(); seq != 0 {
		t.Errorf("history %d", seq)
	}
}

func TestValuesOfEveryKind(t *testing.T) {
	type inner struct{ Rows [][]string }
	type everything struct {
		Text    string
		Bad     string
		Number  int64
		Float   float64
		Yes     bool
		Day     app.Day
		None    app.Day
		Time    time.Time
		Map     map[string]string
		Any     map[string]any
		Inner   *inner
		Bytes   []byte
		Actor   app.Actor
		Title   app.Text
		Headers []app.Head
	}
	v, _ := newVault(t, testOptions(t))
	in := everything{
		Text: "消防栓\n🙂", Bad: "not \xff UTF-8", Number: -1 << 60, Float: 12.5, Yes: true,
		Day: app.MustDay("2026-02-28"), Time: time.Date(2026, 11, 23, 8, 30, 0, 123456789, testZone),
		Map: map[string]string{"a": "b"}, Any: map[string]any{"n": uint64(3), "s": "t", "l": []any{"x"}},
		Inner: &inner{[][]string{{"1", "2"}, nil}}, Bytes: []byte{0, 1}, Actor: director,
		Title: app.Text{app.English: "e", app.Chinese: "中"}, Headers: []app.Head{{ID: "x", Day: app.MustDay("1999-12-31")}},
	}
	put(t, v, app.Record{Kind: app.KindSetting, ID: "all", Value: in})
	var out everything
	mustRead(t, v, func(r app.Reader) error {
		err := r.Get(app.KindSetting, "all", &out)
		var any map[string]any
		return errors.Join(err, r.Get(app.KindSetting, "all", &any))
	})
	if !out.Time.Equal(in.Time) {
		t.Errorf("time %v", out.Time)
	}
	out.Time = in.Time
	out.Inner.Rows[1] = nil
	if fmt.Sprintf("%+v", out) != fmt.Sprintf("%+v", in) && !reflect.DeepEqual(in, out) {
		t.Errorf("in  %+v\nout %+v", in, out)
	}
}

// TestAgainstAModel does random things to a vault and to a map and compares.
func TestAgainstAModel(t *testing.T) {
	o := testOptions(t)
	v, _ := newVault(t, o)
	model := map[app.ID]int{} // revision
	entries := map[app.ID]int{}
	ids := make([]app.ID, 12)
	for i := range ids {
		ids[i] = app.NewID()
	}
	rapid.Check(t, func(rt *rapid.T) {
		draft, noted := map[app.ID]int{}, map[app.ID]int{}
		for id, n := range model {
			draft[id] = n
		}
		for id, n := range entries {
			noted[id] = n
		}
		fail := rapid.Bool().Draw(rt, "fail")
		err := v.Write(context.Background(), director, func(w app.Writer) error {
			for range rapid.IntRange(0, 20).Draw(rt, "steps") {
				id := rapid.SampledFrom(ids).Draw(rt, "id")
				if err := modelStep(rt, w, id, draft, noted); err != nil {
					return err
				}
			}
			if fail {
				return errStop
			}
			return nil
		})
		if fail != errors.Is(err, errStop) || !fail && err != nil {
			rt.Fatal(err)
		}
		if !fail {
			model, entries = draft, noted
		}
		compareWithModel(rt, v, ids, model, entries)
	})
	wantWhole(t, v)
	closeVault(t, v)
	v = openVault(t, o)
	rapid.Check(t, func(rt *rapid.T) { compareWithModel(rt, v, ids, model, entries) })
}

func modelStep(rt *rapid.T, w app.Writer, id app.ID, model, entries map[app.ID]int) error {
	_, there := model[id]
	switch rapid.IntRange(0, 3).Draw(rt, "what") {
	case 0:
		err := w.Remove(app.KindEntry, id, app.History{Action: "undone"})
		if !there {
			if app.CodeOf(err) != app.CodeNotFound {
				rt.Fatalf("removed what is not there: %v", err)
			}
			return nil
		}
		delete(model, id)
		entries[id]++
		return err
	case 1:
		entries[id]++
		return w.Note(app.KindEntry, id, app.History{Action: "printed"})
	}
	n := rapid.IntRange(1, 1000).Draw(rt, "revision")
	r := hazard(id, n)
	r.Head.Revision = n
	model[id] = n
	entries[id]++
	return w.Put(r)
}

func compareWithModel(rt *rapid.T, v *Vault, ids []app.ID, model, entries map[app.ID]int) {
	heads, err := v.Heads(context.Background())
	if err != nil || len(heads) != len(model) {
		rt.Fatalf("%d heads, want %d: %v", len(heads), len(model), err)
	}
	for _, h := range heads {
		if model[h.ID] != h.Revision {
			rt.Fatalf("head %s has revision %d, want %d", h.ID, h.Revision, model[h.ID])
		}
	}
	err = v.Read(context.Background(), func(r app.Reader) error {
		for _, id := range ids {
			list, err := r.History(app.KindEntry, id)
			if app.CodeOf(err) == app.CodeNotFound {
				err = nil
			}
			if len(list) != entries[id] || err != nil {
				rt.Fatalf("history of %s has %d entries, want %d: %v", id, len(list), entries[id], err)
			}
		}
		return nil
	})
	if err != nil {
		rt.Fatal(err)
	}
}
