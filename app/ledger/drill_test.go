package ledger_test

import (
	"bytes"
	"context"
	"os"
	"testing"

	"campuskeeper/app"
	"campuskeeper/app/ledger"
	"campuskeeper/app/schema"
)

// drilled adds a drill on a day.
func (d desk) drilled(t *testing.T, day string) ledger.Entry {
	t.Helper()
	e, err := d.Add(context.Background(), director, "drill", schema.Values{
		"kind": "evacuation", "name": "Autumn drill", "date": day, "participants": "whole-school",
	})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func (d desk) due(t *testing.T, e ledger.Entry) string {
	t.Helper()
	template, err := d.Library().Template(e.Ledger)
	if err != nil {
		t.Fatal(err)
	}
	return template.Head(e, d.Library().Loop(template)).Due.String()
}

// TestDrillIsCompleteOnlyWithRecordAndReview walks the straight way: each station
// asks for what it needs, and says by when the next thing is due.
func TestDrillIsCompleteOnlyWithRecordAndReview(t *testing.T) {
	d := open(t)
	e := d.drilled(t, "2026-11-23")
	for _, c := range []struct {
		to   ledger.State
		set  schema.Values
		lack schema.Values // without one of these it does not pass
		due  string
	}{
		{"running", nil, nil, "2026-11-23"},
		{"held", nil, schema.Values{"participants": "whole-school"}, "2026-11-24"},
		{"recorded", nil, schema.Values{"evacuationSeconds": "131", "recorder": "K. Lindqvist"}, "2026-11-30"},
		{"completed", nil, schema.Values{"wentWell": "Calm", "effect": "reached"}, ""},
	} {
		for name := range c.lack {
			without := schema.Values{name: ""}
			for other, value := range c.lack {
				if other != name {
					without[other] = value
				}
			}
			if err := d.Problems(e, c.to, without, app.MustDay("2026-11-23")); app.CodeOf(err) != app.CodeInvalid {
				t.Errorf("%s without %s: %v", c.to, name, err)
			}
		}
		var err error
		if e, err = d.Step(context.Background(), director, e.ID, c.to, c.lack); err != nil {
			t.Fatal(err)
		}
		if got := d.due(t, e); got != c.due {
			t.Errorf("%s is due on %q, want %q", c.to, got, c.due)
		}
	}
}

func TestDrillAheadWasNotHeld(t *testing.T) {
	d := open(t)
	e := d.drilled(t, "2026-11-24")
	if _, err := d.Step(context.Background(), director, e.ID, "held", nil); app.CodeOf(err) != app.CodeInvalid {
		t.Errorf("a drill of tomorrow was held: %v", err)
	}
	if got := d.due(t, e); got != "2026-11-24" {
		t.Errorf("it is due on %s", got)
	}
}

// TestPostponedDrillKeepsItsOldDate: another date, later, with a reason.
func TestPostponedDrillKeepsItsOldDate(t *testing.T) {
	d := open(t)
	e := d.drilled(t, "2026-11-24")
	for _, set := range []schema.Values{
		{"reason": "storm"}, {"date": "2026-11-27"}, {"date": "2026-11-23", "reason": "storm"},
	} {
		if _, err := d.Step(context.Background(), director, e.ID, ledger.Extended, set); app.CodeOf(err) != app.CodeInvalid {
			t.Errorf("postponed by %v: %v", set, err)
		}
	}
	e, err := d.Step(context.Background(), director, e.ID, ledger.Extended, schema.Values{"date": "2026-11-27", "reason": "storm"})
	if err != nil {
		t.Fatal(err)
	}
	if got := d.due(t, e); got != "2026-11-27" {
		t.Errorf("it is due on %s", got)
	}
	history, err := d.History(context.Background(), e.ID)
	if err != nil {
		t.Fatal(err)
	}
	last := history[len(history)-1]
	if last.Note != "storm" || last.Fields[0].Old != "2026-11-24" {
		t.Errorf("the history says %+v", last)
	}
	if _, err := d.Step(context.Background(), director, e.ID, "running", nil); err != nil {
		t.Errorf("a postponed drill does not start: %v", err)
	}
}

func TestLoopsEndAtTheirLastStation(t *testing.T) {
	library := shipped(t)
	for name, want := range map[string]ledger.State{
		"hazard": ledger.Closed, "document": ledger.Closed, "drill": "completed", "visitor": "",
	} {
		template, err := library.Template(name)
		if err != nil {
			t.Fatal(err)
		}
		if got := library.Loop(template).Done(); got != want {
			t.Errorf("%s ends at %q, want %q", name, got, want)
		}
	}
}

// Last year's drills come in as held, those ahead as scheduled; what the file says of
// their state goes before.
func TestImportedDrillsOfThePastWereHeld(t *testing.T) {
	d := open(t)
	var rows []ledger.ImportRow
	for day, state := range map[string]ledger.State{"2025-09-17": "", "2026-11-22": "", "2026-11-23": "", "2026-11-24": "", "2026-11-20": "void"} {
		rows = append(rows, ledger.ImportRow{Ledger: "drill", Key: day, State: state, Values: schema.Values{"kind": "fire", "name": day, "date": day}})
	}
	if _, err := d.Import(context.Background(), director, ledger.Import{File: "drills.xlsx", Rows: rows}); err != nil {
		t.Fatal(err)
	}
	want := map[string]string{
		"2025-09-17": "held", "2026-11-22": "held", "2026-11-23": "scheduled", "2026-11-24": "scheduled", "2026-11-20": "void",
	}
	for _, h := range d.store.Heads() {
		if want[h.Title] != h.State {
			t.Errorf("the drill of %s is %s", h.Title, h.State)
		}
	}
}

func TestLoopNamesOnlyStatesThatItHas(t *testing.T) {
	file, err := os.ReadFile("../../assets/loops/drill.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, word := range []string{`"start": "scheduled"`, `"past": "held"`} {
		if _, err := ledger.ReadLoop(bytes.Replace(file, []byte(word), []byte(word[:len(word)-2]+`x"`), 1)); app.CodeOf(err) != app.CodeInvalid {
			t.Errorf("another word in place of %s was read: %v", word, err)
		}
	}
}

// Questions that were only asked are no review.
func TestUnansweredQuestionIsNoReview(t *testing.T) {
	d := open(t)
	d.OnStep("drill", "held", func(v schema.Values) schema.Values {
		v = v.Clone()
		v["answers"] = `[{"question":"Who was late?"}]`
		return v
	})
	e := d.drilled(t, "2026-11-23")
	ctx := context.Background()
	e, err := d.Step(ctx, director, e.ID, "held", nil)
	if err != nil {
		t.Fatal(err)
	}
	if want := `[{"question":"Who was late?"}]`; e.Values["answers"] != want || e.Steps[0].Set["answers"] != want {
		t.Errorf("held with %q, noted %q", e.Values["answers"], e.Steps[0].Set["answers"])
	}
	if e, err = d.Step(ctx, director, e.ID, "recorded", schema.Values{"course": "Calm", "recorder": "K. Lindqvist"}); err != nil {
		t.Fatal(err)
	}
	if err := d.Problems(e, "completed", schema.Values{"effect": "reached"}, app.MustDay("2026-11-23")); app.CodeOf(err) != app.CodeInvalid {
		t.Errorf("complete without an answer: %v", err)
	}
	answered := schema.Values{"effect": "reached", "answers": `[{"answer":"Nobody","question":"Who was late?"}]`}
	if err := d.Problems(e, "completed", answered, app.MustDay("2026-11-23")); err != nil {
		t.Errorf("with an answer: %v", err)
	}
}
