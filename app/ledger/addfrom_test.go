package ledger_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"campuskeeper/app"
	"campuskeeper/app/schema"
)

// What comes from a record bears its number, the record bears theirs, and one undo
// takes all of it back.
func TestAddFromLinksBothWays(t *testing.T) {
	d, ctx := open(t), context.Background()
	source := d.add(t, hazard())
	link := func(values schema.Values, numbers []string) schema.Values {
		values["letter"] = strings.Join(numbers, " ")
		return values
	}
	added, err := d.AddFrom(ctx, director, source.ID, "hazard", []schema.Values{hazard("place", "Gate"), hazard("place", "Hall")}, link)
	if err != nil || len(added) != 2 || added[0].Origin != source.Number {
		t.Fatalf("added %+v, %v", added, err)
	}
	if now, _ := d.Entry(ctx, source.ID); now.Values["letter"] != added[0].Number+" "+added[1].Number {
		t.Errorf("the record has %q", now.Values["letter"])
	}
	if last, ok := d.LastChange(); !ok || last.Action != "added" || last.Count != 3 {
		t.Errorf("undo would take back %+v", last)
	}
	if _, err := d.Undo(ctx, director); err != nil {
		t.Fatal(err)
	}
	if now, _ := d.Entry(ctx, source.ID); now.Values["letter"] != "" {
		t.Errorf("after undo the record has %q", now.Values["letter"])
	}
	for _, e := range added {
		if _, err := d.Entry(ctx, e.ID); app.CodeOf(err) != app.CodeNotFound {
			t.Errorf("%s is still there: %v", e.Number, err)
		}
	}
	if again := d.add(t, hazard()); again.Number != added[0].Number {
		t.Errorf("the next number is %s, want %s", again.Number, added[0].Number)
	}
}

func TestAddFromWritesAllOrNothing(t *testing.T) {
	d, ctx := open(t), context.Background()
	source := d.add(t, hazard())
	same := func(values schema.Values, _ []string) schema.Values { return values }
	if _, err := d.AddFrom(ctx, director, source.ID, "hazard", []schema.Values{hazard(), {}}, same); app.CodeOf(err) != app.CodeInvalid {
		t.Errorf("a hazard without a place gives %v", err)
	}
	if _, err := d.AddFrom(ctx, director, app.NewID(), "hazard", []schema.Values{hazard()}, same); app.CodeOf(err) != app.CodeNotFound {
		t.Errorf("from a record that is not there gives %v", err)
	}
	if _, err := d.AddFrom(ctx, director, source.ID, "nothing", nil, same); app.CodeOf(err) != app.CodeNotFound {
		t.Errorf("into a ledger that is not there gives %v", err)
	}
	bad := func(values schema.Values, _ []string) schema.Values {
		delete(values, "place")
		return values
	}
	if _, err := d.AddFrom(ctx, director, source.ID, "hazard", []schema.Values{hazard()}, bad); app.CodeOf(err) != app.CodeInvalid {
		t.Errorf("a link that breaks the record gives %v", err)
	}
	if numbers := len(slices.DeleteFunc(d.store.Heads(), func(h app.Head) bool { return h.Ledger != "hazard" })); numbers != 1 {
		t.Errorf("there are %d hazards", numbers)
	}
}
