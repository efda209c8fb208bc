package ledger_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"campuskeeper/app/ledger"
	"campuskeeper/app/schema"
)

func rows(values ...schema.Values) []ledger.ImportRow {
	list := make([]ledger.ImportRow, len(values))
	for i, v := range values {
		list[i] = ledger.ImportRow{Where: fmt.Sprintf("row %d", i+2), Ledger: "hazard", Values: v}
	}
	return list
}

func TestImportIsAllOrNothing(t *testing.T) {
	d := open(t)
	in := ledger.Import{File: "last-year.xlsx", Rows: rows(hazard(), hazard("level", "Medium"), hazard("place", ""))}
	_, err := d.Import(context.Background(), director, in)
	if got := strings.Join(keysOf(err), " "); got != "field.word field.required" {
		t.Fatalf("problems %q", got)
	}
	if n := len(d.store.Heads()); n != 0 {
		t.Errorf("%d entries came in", n)
	}
}

func TestImportingTwiceAddsNothing(t *testing.T) {
	d := open(t)
	in := ledger.Import{File: "last-year.xlsx", Rows: rows(hazard(), hazard(), hazard("place", "Gate"))}
	for run, want := range []int{3, 0} {
		result, err := d.Import(context.Background(), director, in)
		if err != nil {
			t.Fatal(err)
		}
		if result.Added["hazard"] != want || result.Known["hazard"] != 3-want {
			t.Errorf("run %d: %v", run, result)
		}
	}
	if n := len(d.store.Heads()); n != 3 {
		t.Errorf("%d entries, want 3", n)
	}
}

func TestImportIsUndoneInOneStep(t *testing.T) {
	d := open(t)
	d.add(t, hazard())
	if _, err := d.Import(context.Background(), director, ledger.Import{File: "a.csv", Rows: rows(hazard("place", "Gate"), hazard("place", "Gym"))}); err != nil {
		t.Fatal(err)
	}
	last, ok := d.LastChange()
	if !ok || last.Action != "imported" || last.Count != 2 || last.Title != "a.csv" {
		t.Fatalf("last change %+v", last)
	}
	if _, err := d.Undo(context.Background(), director); err != nil {
		t.Fatal(err)
	}
	if n := len(d.store.Heads()); n != 1 {
		t.Errorf("%d entries, want 1", n)
	}
	if e := d.add(t, hazard()); e.Number != "YH-2026-0002" {
		t.Errorf("the next number is %s; the undone ones left a gap", e.Number)
	}
}

func TestImportTellsHowFarItIs(t *testing.T) {
	d := open(t)
	var told []int
	in := ledger.Import{File: "a.csv", Report: func(done, total int) {
		if total != 600 {
			t.Errorf("%d of %d", done, total)
		}
		told = append(told, done)
	}}
	for n := range 600 {
		in.Rows = append(in.Rows, rows(hazard("place", fmt.Sprint("Room ", n)))...)
	}
	if _, err := d.Import(context.Background(), director, in); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(told, []int{0, 256, 512}) {
		t.Errorf("told %v", told)
	}
}

func TestImportedStateIsMarked(t *testing.T) {
	d := open(t)
	in := rows(hazard("doneOn", "2026-11-25"))
	in[0].State = ledger.Closed
	if _, err := d.Import(context.Background(), director, ledger.Import{File: "a.csv", Rows: in}); err != nil {
		t.Fatal(err)
	}
	head := d.store.Heads()[0]
	e, err := d.Entry(context.Background(), head.ID)
	if err != nil || e.State != ledger.Closed || len(e.Steps) != 6 {
		t.Fatalf("%+v, %v", e, err)
	}
	for _, step := range e.Steps {
		if !step.Imported {
			t.Errorf("step %s is not marked", step.To)
		}
	}
	if step, _ := e.LastStep(ledger.Submitted); step.Day.String() != "2026-11-25" {
		t.Errorf("submitted on %s", step.Day)
	}
	history, _ := d.History(context.Background(), e.ID)
	if history[0].Action != "imported" || history[0].To != "closed" || !strings.HasPrefix(history[0].Note, "a.csv") {
		t.Errorf("history %+v", history[0])
	}
}

func TestImportKeepsNumbersItBrings(t *testing.T) {
	d := open(t)
	in := rows(hazard("place", "A"), hazard("place", "B"), hazard("place", "C"))
	in[0].Number, in[1].Number = "YH-2026-0007", "YH-2026-0003"
	result, err := d.Import(context.Background(), director, ledger.Import{File: "a.xlsx", Rows: in})
	if err != nil {
		t.Fatal(err)
	}
	if result.Last != "YH-2026-0008" {
		t.Errorf("the row without a number got %s, want the one behind the highest", result.Last)
	}
	again := rows(hazard("place", "A"))
	again[0].Number = "YH-2026-0007"
	if result, err := d.Import(context.Background(), director, ledger.Import{File: "b.xlsx", Rows: again}); err != nil || result.Known["hazard"] != 1 {
		t.Errorf("the same number from a file is the same entry: %v, %v", result, err)
	}
	if n := len(d.store.Heads()); n != 3 {
		t.Errorf("%d entries, want 3", n)
	}
	typed := d.add(t, hazard())
	taken := rows(hazard("place", "D"))
	taken[0].Number = typed.Number
	if _, err := d.Import(context.Background(), director, ledger.Import{File: "c.xlsx", Rows: taken}); keysOf(err)[0] != "import.taken" {
		t.Errorf("a number that was typed here gives %v", err)
	}
	foreign := rows(hazard("place", "E"))
	foreign[0].Number = "12"
	if _, err := d.Import(context.Background(), director, ledger.Import{File: "d.xlsx", Rows: foreign}); keysOf(err)[0] != "import.number" {
		t.Errorf("got %v", err)
	}
}

func TestFindingNamesItsInspection(t *testing.T) {
	d := open(t)
	in := []ledger.ImportRow{
		{Where: "row 2", Ledger: "canteen", Key: "102184834", Values: schema.Values{"inspectedOn": "2010-01-04", "place": "Day care"}},
		{Where: "row 2", Ledger: "hazard", Key: "102184834/1", Parent: 1, Values: hazard("foundOn", "2010-01-04", "deadline", "")},
	}
	if _, err := d.Import(context.Background(), director, ledger.Import{File: "c.csv", Rows: in}); err != nil {
		t.Fatal(err)
	}
	for _, head := range d.store.Heads() {
		e, _ := d.Entry(context.Background(), head.ID)
		if e.Ledger == "hazard" && e.Origin != "ST-2010-0001" {
			t.Errorf("origin %q", e.Origin)
		}
	}
}
