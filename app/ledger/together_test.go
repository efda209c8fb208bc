package ledger_test

import (
	"context"
	"testing"

	"campuskeeper/app"
	"campuskeeper/app/ledger"
	"campuskeeper/app/schema"
)

func TestAddedAndCorrectedAreTakenBackTogether(t *testing.T) {
	d, ctx := open(t), context.Background()
	old := d.add(t, hazard())
	same := d.add(t, hazard())
	added, err := d.AddAndCorrect(ctx, director, "hazard", []schema.Values{hazard("place", "Gate 2")}, []ledger.Correction{
		{ID: old.ID, Values: hazard("place", "Stair C"), Base: old.Revision}, {ID: same.ID, Values: hazard(), Base: same.Revision},
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(added) != 1 || added[0].Number != "YH-2026-0003" {
		t.Errorf("added %+v", added)
	}
	if last, _ := d.LastChange(); last != (ledger.Undoable{Title: "YH-2026-0001 - YH-2026-0003", Action: "changed", Count: 2}) {
		t.Errorf("undoable is %+v", last)
	}
	now, err := d.Entry(ctx, old.ID)
	if err != nil || now.Values["place"] != "Stair C" || now.Revision != 2 {
		t.Errorf("%+v, %v", now, err)
	}
	if e, _ := d.Entry(ctx, same.ID); e.Revision != 1 {
		t.Errorf("what stays as it is was written anew: %+v", e)
	}
	if _, err := d.Undo(ctx, director); err != nil {
		t.Fatal(err)
	}
	if now, err = d.Entry(ctx, old.ID); err != nil || now.Values["place"] != "Stair B" {
		t.Errorf("%+v, %v", now, err)
	}
	if e := d.add(t, hazard()); e.Number != "YH-2026-0003" {
		t.Errorf("the number was not given back: %s", e.Number)
	}
}

func TestOfAddedAndCorrectedAllAreWrittenOrNone(t *testing.T) {
	d, ctx := open(t), context.Background()
	old := d.add(t, hazard())
	for name, c := range map[string]ledger.Correction{
		"changed since": {ID: old.ID, Values: hazard("place", "Stair C"), Base: 7},
		"wrong":         {ID: old.ID, Values: hazard("level", "grave"), Base: old.Revision},
		"unknown":       {ID: app.NewID(), Values: hazard(), Base: 1},
	} {
		if _, err := d.AddAndCorrect(ctx, director, "hazard", []schema.Values{hazard()}, []ledger.Correction{c}); err == nil {
			t.Errorf("%s: written", name)
		}
	}
	if e := d.add(t, hazard()); e.Number != "YH-2026-0002" {
		t.Errorf("something was added: %s", e.Number)
	}
	if _, err := d.AddAndCorrect(ctx, director, "hazard", nil, nil); err != nil {
		t.Errorf("nothing to do: %v", err)
	}
}
