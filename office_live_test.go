package main

import (
	"bytes"
	"context"
	"path/filepath"
	"strings"
	"testing"

	"campuskeeper/app"
	"campuskeeper/app/drill"
	"campuskeeper/app/schema"
)

// The actions of a drill's review become hazards with source, owner and deadline; the
// drill has their numbers, and one undo takes all of it back.
func TestActionsBecomeHazards(t *testing.T) {
	var out, errOut bytes.Buffer
	p, err := newProgram(testWorld(&out, &errOut))
	if err != nil {
		t.Fatal(err)
	}
	p.home, p.lang = filepath.Join(t.TempDir(), "home"), app.English
	school := app.School{Name: "Riverside", Pack: "cn", Lang: app.English, Director: "M. Osei"}
	if _, err := p.create(t.Context(), school, samplePassphrase, p.clock, func(d *desk) error { return d.tryActions(t.Context(), t, p.words) }); err != nil {
		t.Fatal(err)
	}
}

func (d *desk) tryActions(ctx context.Context, t *testing.T, words *app.Words) error {
	held := drill.Drill{
		Kind: "fire", Name: "Autumn drill", Date: app.MustDay("2026-11-20"), Place: "Building 2", Participants: drill.WholeSchool, Reviewer: "M. Osei",
		Actions: []drill.Action{
			{Action: "Mend the siren in the music room", Owner: "H. Sato", Due: app.MustDay("2026-12-04")},
			{Action: "Done at once", Number: "YH-2026-900"},
			{Action: "Label the keys of stair B"},
		},
	}
	e, err := d.ledgers.Add(ctx, d.who, drill.Ledger, held.Values())
	if err != nil {
		return err
	}
	count, err := d.drills.hazards(ctx, e.ID, words)
	if err != nil || count != 2 {
		t.Fatalf("%d hazards, %v", count, err)
	}
	after, err := d.ledgers.Entry(ctx, e.ID)
	if err != nil {
		return err
	}
	actions := drill.FromValues(after.Values).Actions
	id, err := d.byNumber(actions[0].Number)
	if err != nil {
		return err
	}
	hazard, err := d.ledgers.Entry(ctx, id)
	if err != nil {
		return err
	}
	want := schema.Values{
		"foundOn": "2026-11-20", "place": "Building 2", "level": "general", "category": "emergency", "foundBy": "M. Osei",
		"source": "Drill " + e.Number, "description": "Mend the siren in the music room", "responsible": "H. Sato", "deadline": "2026-12-04",
	}
	for name, value := range want {
		if hazard.Values[name] != value {
			t.Errorf("%s of the hazard is %q, want %q", name, hazard.Values[name], value)
		}
	}
	if hazard.Origin != e.Number || actions[1].Number != "YH-2026-900" || !strings.HasPrefix(actions[2].Number, "YH-") {
		t.Errorf("the hazard comes from %q, the actions have %+v", hazard.Origin, actions)
	}
	if _, err := d.drills.hazards(ctx, e.ID, words); app.CodeOf(err) != app.CodeConflict {
		t.Errorf("a second time gives %v", err)
	}
	if _, err := d.ledgers.Undo(ctx, d.who); err != nil {
		return err
	}
	if after, err = d.ledgers.Entry(ctx, e.ID); err == nil && len(drill.FromValues(after.Values).OpenActions()) != 2 {
		t.Errorf("after undo the actions are %+v", drill.FromValues(after.Values).Actions)
	}
	return err
}
