package drill_test

import (
	"testing"

	"campuskeeper/app"
	"campuskeeper/app/drill"
	"campuskeeper/app/schema"
)

func emergencyPlan(number, state, approved string, kinds ...string) drill.Entry {
	return drill.Entry{ID: app.ID("id " + number), Ledger: drill.PlanLedger, Number: number, State: state, Values: schema.Values{
		"name": "Fire plan", "approvedOn": approved, "kinds": schema.WriteList(kinds), "commander": "R. Hartmann", "signals": "Long ring",
		"assembly": "Sports ground", "groups": schema.WriteRows([]schema.Values{{"group": "Evacuation", "leader": "C. Sims"}}),
		"routes": schema.WriteRows([]schema.Values{{"class": "1-1", "route": "Stair A"}, {"class": "1-2", "route": "Stair B"}}),
	}}
}

func TestPlanOfADrill(t *testing.T) {
	plans := []drill.Entry{
		emergencyPlan("YA-2025-001", drill.PlanInForce, "2025-09-01", "fire", "evacuation"),
		emergencyPlan("YA-2026-001", drill.PlanInForce, "2026-09-01", "fire"),
		emergencyPlan("YA-2026-002", "draft", "2026-10-01", "fire", "bus"),
	}
	for _, test := range []struct{ kind, named, want string }{
		{"fire", "", "YA-2026-001"},
		{"evacuation", "", "YA-2025-001"},
		{"bus", "", ""},
		{"bus", "YA-2026-002 Bus plan", "YA-2026-002"},
		{"fire", "The plan of the town", ""},
	} {
		got, ok := drill.PlanOf(drill.Drill{Kind: test.kind, Plan: test.named}, plans)
		if got.Number != test.want || ok != (test.want != "") {
			t.Errorf("%s, %q: plan %q, want %q", test.kind, test.named, got.Number, test.want)
		}
	}
}

func TestDrillIsDrawnFromItsPlan(t *testing.T) {
	plan := emergencyPlan("YA-2026-001", drill.PlanInForce, "2026-09-01", "fire")
	d := drill.Drill{Kind: "fire", Signals: "Whistle", Materials: "Radios", Roll: []drill.ClassRow{{Class: "1-2", Expected: drill.CountOf(40), Route: "Stair C"}}}
	kept := d.DrawnFrom(plan, false)
	if kept.Plan != "YA-2026-001 Fire plan" || kept.Commander != "R. Hartmann" || kept.Signals != "Whistle" || kept.Assembly != "Sports ground" ||
		len(kept.Groups) != 1 || kept.Groups[0].Leader != "C. Sims" || kept.Materials != "Radios" {
		t.Errorf("drawn: %+v", kept)
	}
	if len(kept.Roll) != 2 || kept.Roll[0].Route != "Stair C" || kept.Roll[1] != (drill.ClassRow{Class: "1-1", Route: "Stair A"}) {
		t.Errorf("roll: %+v", kept.Roll)
	}
	anew := kept.DrawnFrom(plan, true)
	if anew.Signals != "Long ring" || anew.Materials != "Radios" || anew.Roll[0].Route != "Stair B" || anew.Roll[0].Expected != drill.CountOf(40) {
		t.Errorf("drawn anew: %+v", anew)
	}
	if d.Roll[0].Route != "Stair C" || len(d.Roll) != 1 {
		t.Error("the drill that was given has changed")
	}
}
