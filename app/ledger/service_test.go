package ledger_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"campuskeeper/app"
	"campuskeeper/app/apptest"
	"campuskeeper/app/ledger"
	"campuskeeper/app/schema"
)

var (
	director = app.Actor{Name: "D. Whitlock", Role: app.RoleDirector}
	monday   = time.Date(2026, 11, 23, 10, 32, 0, 0, time.UTC)
)

type desk struct {
	*ledger.Service
	store *apptest.Store
	clock *app.ManualClock
}

func open(t testing.TB) desk {
	t.Helper()
	clock := app.NewManualClock(monday)
	store := apptest.NewStore(clock)
	service, err := ledger.New(context.Background(), store, shipped(t))
	if err != nil {
		t.Fatal(err)
	}
	return desk{service, store, clock}
}

func hazard(more ...string) schema.Values {
	values := schema.Values{
		"foundOn": "2026-11-23", "source": "patrol", "place": "Stair B", "category": "fire",
		"description": "Fire door wedged open", "level": "general", "responsible": "K. Lindqvist", "deadline": "2026-11-30",
	}
	for i := 0; i+1 < len(more); i += 2 {
		values[more[i]] = more[i+1]
	}
	return values
}

func (d desk) add(t *testing.T, values schema.Values) ledger.Entry {
	t.Helper()
	e, err := d.Add(context.Background(), director, "hazard", values)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func (d desk) step(t *testing.T, e ledger.Entry, to ledger.State, set ...string) ledger.Entry {
	t.Helper()
	after, err := d.Step(context.Background(), director, e.ID, to, pairs(set))
	if err != nil {
		t.Fatalf("%s → %s: %v", e.State, to, err)
	}
	return after
}

func pairs(set []string) schema.Values {
	values := schema.Values{}
	for i := 0; i+1 < len(set); i += 2 {
		values[set[i]] = set[i+1]
	}
	return values
}

// keysOf lists the message keys of an error's problems, or its own.
func keysOf(err error) []string {
	var e *app.Error
	if !errors.As(err, &e) {
		return nil
	}
	keys := []string{}
	for _, p := range e.Problems {
		keys = append(keys, p.Key)
	}
	if len(keys) == 0 {
		keys = append(keys, e.Key)
	}
	return keys
}

func TestNumbersHaveNoGapsAndNoDuplicates(t *testing.T) {
	d := open(t)
	for i := 1; i <= 3; i++ {
		if e := d.add(t, hazard()); e.Number != fmt.Sprintf("YH-2026-%04d", i) {
			t.Fatalf("number %d is %s", i, e.Number)
		}
		if _, err := d.Add(context.Background(), director, "hazard", hazard("level", "grave")); app.CodeOf(err) != app.CodeInvalid {
			t.Fatalf("a wrong level gives %v", err)
		}
	}
	if e := d.add(t, hazard("foundOn", "2025-12-31", "deadline", "2026-01-10")); e.Number != "YH-2025-0001" {
		t.Errorf("another year counts for itself: %s", e.Number)
	}
	if _, err := d.Undo(context.Background(), director); err != nil {
		t.Fatal(err)
	}
	if e := d.add(t, hazard("foundOn", "2025-12-31", "deadline", "2026-01-10")); e.Number != "YH-2025-0001" {
		t.Errorf("an undone number is given again: %s", e.Number)
	}
}

func TestTheStraightWay(t *testing.T) {
	d := open(t)
	e := d.add(t, hazard())
	e = d.step(t, e, ledger.Graded)
	e = d.step(t, e, ledger.Ordered)
	e = d.step(t, e, ledger.Received)
	e = d.step(t, e, ledger.InProgress)
	e = d.step(t, e, ledger.Submitted)
	e = d.step(t, e, ledger.Closed, "reinspector", "A. Ferrand", "evidence", "test record 12")
	if e.Values["doneOn"] != "2026-11-23" || e.Values["reinspectedOn"] != "2026-11-23" {
		t.Errorf("the days of the steps are not filled: %v", e.Values)
	}
	if e.Values["lookBackOn"] != "2026-12-23" {
		t.Errorf("look-back on %s, want 30 days after closing", e.Values["lookBackOn"])
	}
	heads := d.store.Heads()
	if len(heads) != 1 || heads[0].Due.String() != "2026-12-23" || heads[0].State != "closed" {
		t.Errorf("head %+v", heads)
	}
	_, err := d.Step(context.Background(), director, e.ID, ledger.LookBack, pairs([]string{"lookBackOn", "2026-12-23"}))
	if got := keysOf(err); len(got) != 1 || got[0] != "guard.not-ahead" {
		t.Errorf("a look-back that is still to come gives %v", got)
	}
	e = d.step(t, e, ledger.LookBack, "lookBackResult", "holds")
	if len(e.Steps) != 7 {
		t.Errorf("%d steps, want 7", len(e.Steps))
	}
	if e.Values["lookBackOn"] != "2026-11-23" {
		t.Errorf("the look-back was made on %s, want the day of the step", e.Values["lookBackOn"])
	}
}

func TestGuards(t *testing.T) {
	submitted := func(t *testing.T, d desk, values schema.Values) ledger.Entry {
		e := d.add(t, values)
		for _, to := range []ledger.State{ledger.Graded, ledger.Ordered, ledger.Received, ledger.InProgress, ledger.Submitted} {
			e = d.step(t, e, to)
		}
		return e
	}
	tests := []struct {
		name   string
		values schema.Values
		to     ledger.State
		set    []string
		want   string
	}{
		{"whoever fixed it does not re-inspect", hazard(), ledger.Closed, []string{"reinspector", " k. lindqvist", "evidence", "x"}, "field.canonical guard.other-checker"},
		{"the same person, well written", hazard(), ledger.Closed, []string{"reinspector", "K. Lindqvist", "evidence", "x"}, "guard.other-checker"},
		{"closing needs evidence", hazard(), ledger.Closed, []string{"reinspector", "A. Ferrand"}, "guard.evidence"},
		{"closing needs a re-inspector", hazard(), ledger.Closed, []string{"evidence", "x"}, "field.required"},
		{"a major one needs the principal", hazard("level", "major"), ledger.Closed, []string{"reinspector", "A. Ferrand", "evidence", "x"}, "guard.major-principal"},
		{"failing needs a later date and a reason", hazard(), ledger.InProgress, []string{"reinspector", "A. Ferrand", "deadline", "2026-11-30"}, "field.required guard.later-due"},
		{"extending needs reason, approver and date", hazard(), ledger.Extended, nil, "field.required field.required field.required guard.later-due"},
		{"an extension is later", hazard(), ledger.Extended, []string{"reason", "parts", "approver", "Head", "deadline", "2026-11-29"}, "guard.later-due"},
		{"voiding needs a reason", hazard(), ledger.Void, nil, "field.required"},
		{"no way back to found", hazard(), ledger.Found, nil, "step.not-now"},
		{"no such state", hazard(), "lost", nil, "step.unknown"},
		{"done before it was found", hazard(), ledger.Closed, []string{"reinspector", "A. Ferrand", "evidence", "x", "doneOn", "2026-11-01"}, "field.before guard.done-after-day"},
		{"re-inspected tomorrow", hazard(), ledger.Closed, []string{"reinspector", "A. Ferrand", "evidence", "x", "reinspectedOn", "2026-11-24"}, "guard.not-ahead"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d := open(t)
			e := submitted(t, d, test.values)
			_, err := d.Step(context.Background(), director, e.ID, test.to, pairs(test.set))
			if got := strings.Join(keysOf(err), " "); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
			same, err := d.Entry(context.Background(), e.ID)
			if err != nil || same.State != ledger.Submitted || same.Revision != e.Revision {
				t.Errorf("the entry changed: %+v, %v", same, err)
			}
		})
	}
}

func TestOrderNeedsAPersonAndADate(t *testing.T) {
	d := open(t)
	e := d.step(t, d.add(t, hazard("responsible", "", "deadline", "")), ledger.Graded)
	_, err := d.Step(context.Background(), director, e.ID, ledger.Ordered, nil)
	if got := strings.Join(keysOf(err), " "); got != "field.required field.required" {
		t.Errorf("got %q", got)
	}
}

func TestExtensionKeepsTheOldDate(t *testing.T) {
	d := open(t)
	e := d.add(t, hazard())
	for _, to := range []ledger.State{ledger.Graded, ledger.Ordered} {
		e = d.step(t, e, to)
	}
	e = d.step(t, e, ledger.Extended, "reason", "parts are late", "approver", "Head", "deadline", "2026-12-10")
	history, err := d.History(context.Background(), e.ID)
	if err != nil {
		t.Fatal(err)
	}
	last := history[len(history)-1]
	for _, f := range last.Fields {
		if f.Field == "deadline" && f.Old == "2026-11-30" && f.New == "2026-12-10" {
			return
		}
	}
	t.Errorf("the old date is not in %+v", last)
}

func TestCorrectionKeepsTheOldText(t *testing.T) {
	d := open(t)
	e := d.add(t, hazard())
	changed, err := d.Change(context.Background(), director, e.ID, hazard("place", "Stair C"), e.Revision)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Change(context.Background(), director, e.ID, hazard("place", "Stair D"), e.Revision); app.CodeOf(err) != app.CodeConflict {
		t.Errorf("an older revision gives %v, want a conflict", err)
	}
	history, _ := d.History(context.Background(), e.ID)
	last := history[len(history)-1]
	if len(last.Fields) != 1 || last.Fields[0] != (app.FieldChange{Field: "place", Old: "Stair B", New: "Stair C"}) {
		t.Errorf("history %+v", last)
	}
	if _, err := d.Undo(context.Background(), director); err != nil {
		t.Fatal(err)
	}
	back, _ := d.Entry(context.Background(), e.ID)
	if back.Values["place"] != "Stair B" || back.Revision != changed.Revision+1 {
		t.Errorf("undone entry %+v", back)
	}
	if _, err := d.Undo(context.Background(), director); app.CodeOf(err) != app.CodeConflict {
		t.Errorf("nothing left to undo, got %v", err)
	}
}

func TestWhatWasPrintedIsNotUndone(t *testing.T) {
	d := open(t)
	e := d.add(t, hazard())
	if err := d.Noted(context.Background(), director, e.ID, "printed", "order"); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Undo(context.Background(), director); app.CodeOf(err) != app.CodeConflict {
		t.Errorf("got %v", err)
	}
}

func TestLateEntryIsMarked(t *testing.T) {
	d := open(t)
	for day, late := range map[string]bool{"2026-11-20": false, "2026-11-19": true} {
		e := d.add(t, hazard("foundOn", day))
		history, _ := d.History(context.Background(), e.ID)
		if history[0].Late != late {
			t.Errorf("found %s: late is %v", day, history[0].Late)
		}
	}
}

func TestDraftIsKeptUntilDropped(t *testing.T) {
	d := open(t)
	ctx := context.Background()
	if _, err := d.KeepDraft(ctx, director, ledger.Draft{Ledger: "hazard", Values: schema.Values{"place": "Ga"}}); err != nil {
		t.Fatal(err)
	}
	draft, err := d.Draft(ctx, "hazard", "")
	if err != nil || draft.Values["place"] != "Ga" || !draft.Saved.Equal(monday) {
		t.Fatalf("got %+v, %v", draft, err)
	}
	for range 2 {
		if err := d.DropDraft(ctx, director, "hazard", ""); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := d.Draft(ctx, "hazard", ""); app.CodeOf(err) != app.CodeNotFound {
		t.Errorf("got %v", err)
	}
}

func TestSeveralAreAddedAndTakenBackTogether(t *testing.T) {
	d := open(t)
	added, err := d.AddAll(t.Context(), director, "hazard", []schema.Values{hazard(), hazard("place", "Gym")})
	if err != nil {
		t.Fatal(err)
	}
	if len(added) != 2 || added[0].Number != "YH-2026-0001" || added[1].Number != "YH-2026-0002" {
		t.Fatalf("added %+v", added)
	}
	if last, _ := d.LastChange(); last.Title != "YH-2026-0001 - YH-2026-0002" || last.Count != 2 {
		t.Errorf("would take back %+v", last)
	}
	if _, err := d.Undo(t.Context(), director); err != nil {
		t.Fatal(err)
	}
	for _, e := range added {
		if _, err := d.Entry(t.Context(), e.ID); app.CodeOf(err) != app.CodeNotFound {
			t.Errorf("%s is still there: %v", e.Number, err)
		}
	}
	if e := d.add(t, hazard()); e.Number != "YH-2026-0001" {
		t.Errorf("the next number is %s", e.Number)
	}
}

func TestOfSeveralAllAreAddedOrNone(t *testing.T) {
	d := open(t)
	_, err := d.AddAll(t.Context(), director, "hazard", []schema.Values{hazard(), hazard("place", "")})
	if app.CodeOf(err) != app.CodeInvalid {
		t.Fatalf("error %v", err)
	}
	if e := d.add(t, hazard()); e.Number != "YH-2026-0001" {
		t.Errorf("something was written: the next number is %s", e.Number)
	}
}
