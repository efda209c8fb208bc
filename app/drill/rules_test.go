package drill_test

import (
	"testing"

	"campuskeeper/app"
	"campuskeeper/app/drill"
)

// part returns how a school stands with one requirement of a rule on a day.
func part(t *testing.T, q drill.Question, day, rule, name string) drill.Finding {
	t.Helper()
	for _, v := range q.Judge(app.MustDay(day)) {
		for _, f := range v.Parts {
			if v.Rule.ID == rule && f.Requirement.Name == name {
				return f
			}
		}
	}
	t.Fatalf("%s has no %s", rule, name)
	return drill.Finding{}
}

// Who presses the alarm button once a month has drilled nothing.
func TestTestsOfDevicesAreNoDrills(t *testing.T) {
	tested := on("alarm-test", "2026-09-08", "2026-10-13", "2026-11-10")
	for pack, of := range map[string][2]string{"gy": {"GY-1", "monthly"}, "us-wa": {"US-WA-1", "monthly"}, "cn": {"CN-9", "any"}} {
		if f := part(t, year(t, pack, nil, tested...), "2026-11-20", of[0], of[1]); f.Done != 0 {
			t.Errorf("%s counts %d", of[0], f.Done)
		}
	}
	if f := part(t, year(t, "cn", nil, tested...), "2026-11-20", "CN-13", "monthly"); f.Done != 1 {
		t.Errorf("CN-13, which asks for them, counts %d", f.Done)
	}
}
