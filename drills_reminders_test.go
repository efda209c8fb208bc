package main

import (
	"bytes"
	"strings"
	"testing"

	"campuskeeper/app"
	"campuskeeper/app/drill"
	"campuskeeper/app/reminder"
	"campuskeeper/app/schema"
)

// TestRemindersKnowTheDrills: the kind and time of each drill, what the rules lack, and
// the alarm tests, from the ledgers of a school.
func TestRemindersKnowTheDrills(t *testing.T) {
	var out, errOut bytes.Buffer
	_, home := newHome(t)
	p := testProgram(t, home, app.English, &out, &errOut)
	school := app.School{Name: "Riverside", Pack: "cn", Type: "primary", Students: 300, Since: app.MustDay("2026-09-01")}
	if _, err := p.create(t.Context(), school, "winter gate lantern 7", p.clock, nil); err != nil {
		t.Fatal(err)
	}
	err := p.with(t.Context(), func(d *desk) error {
		today := app.DayOf(p.clock.Now())
		lacks := func() string {
			known, err := d.drills.Drills(t.Context(), today)
			if err != nil {
				t.Fatal(err)
			}
			var all []string
			for _, n := range known.Needs {
				if n.By == app.MustDay("2026-11-30") {
					all = append(all, n.Rule+" "+n.Title.In(app.English))
				}
			}
			return strings.Join(all, "; ")
		}
		if got := lacks(); got != "CN-1 Emergency evacuation; CN-13 One-key alarm test" {
			t.Errorf("November lacks %s", got)
		}
		e, err := d.drills.schedule(t.Context(), drill.Drill{Kind: "fire", Date: app.MustDay("2026-11-26"), Time: "10:05"})
		if err != nil {
			return err
		}
		if _, err := d.ledgers.Add(t.Context(), d.who, drill.AlarmLedger, schema.Values{"testedOn": "2026-11-20", "button": "Gate", "result": "normal"}); err != nil {
			return err
		}
		if got := lacks(); got != "" {
			t.Errorf("November still lacks %s", got)
		}
		known, err := d.drills.Drills(t.Context(), today)
		if err != nil {
			return err
		}
		if entry := known.Entries[e.ID]; entry.Kind != "fire" || entry.Time != "10:05" || entry.Title.In(app.Chinese) != "消防疏散" || len(known.Tests) != 1 || !known.Silent.IsZero() {
			t.Errorf("%+v", known)
		}
		if err := d.tryImprovements(t, today); err != nil {
			return err
		}
		later, err := d.drills.Drills(t.Context(), app.MustDay("2027-01-10"))
		if err != nil || later.Silent != app.MustDay("2026-11-30") {
			t.Errorf("silent since %s (%v)", later.Silent, err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// tryImprovements: an action of a review is a duty until it is done or became a hazard,
// and one undo makes it one again.
func (d *desk) tryImprovements(t *testing.T, today app.Day) error {
	held := drill.Drill{
		Kind: "fire", Name: "Autumn drill", Date: app.MustDay("2026-11-19"),
		Actions: []drill.Action{
			{Action: "Mend the bell", Owner: "H. Sato", Due: app.MustDay("2026-12-04")},
			{Action: "Someday"},
			{Action: "In the hazard loop", Due: app.MustDay("2026-12-04"), Number: "YH-2026-1"},
		},
	}
	e, err := d.ledgers.Add(t.Context(), d.who, drill.Ledger, held.Values())
	if err != nil {
		return err
	}
	open := func() []reminder.DrillAction {
		known, err := d.drills.Drills(t.Context(), today)
		if err != nil {
			t.Fatal(err)
		}
		return known.Actions
	}
	all := open()
	if len(all) != 1 || all[0].Title != "Mend the bell" || all[0].Owner != "H. Sato" || all[0].Drill != e.ID || all[0].Due != app.MustDay("2026-12-04") {
		t.Fatalf("duties %+v", all)
	}
	if err := d.drills.improved(t.Context(), e.ID, all[0].ID, today); err != nil {
		return err
	}
	after, err := d.ledgers.Entry(t.Context(), e.ID)
	if err != nil || len(open()) != 0 || drill.FromValues(after.Values).Actions[0].DoneOn != today {
		t.Errorf("done: %v, %+v", err, after.Values["actions"])
	}
	if err := d.drills.improved(t.Context(), e.ID, all[0].ID, today); app.CodeOf(err) != app.CodeConflict {
		t.Errorf("done twice: %v", err)
	}
	if _, err := d.ledgers.Undo(t.Context(), d.who); err != nil || len(open()) != 1 {
		t.Errorf("after undo %d duties (%v)", len(open()), err)
	}
	return nil
}

// TestDutiesStandBackBehindRules: of what the drill rules ask for no duty of the pack
// reminds beside them; New York's say nothing of buses, Maryland's nothing of lockdowns.
func TestDutiesStandBackBehindRules(t *testing.T) {
	for name, want := range map[string]int{"cn": 0, "england": 0, "gy": 0, "us": 3, "us-al": 0, "us-ny": 1, "us-tx": 1, "us-md": 2} {
		p, err := readPack(name)
		if err != nil {
			t.Fatal(err)
		}
		drills := 0
		for _, d := range p.rules.Duties {
			if d.Kind == reminder.Drill {
				drills++
			}
		}
		if drills != want {
			t.Errorf("%s: %d duties remind of drills, want %d", name, drills, want)
		}
	}
}
