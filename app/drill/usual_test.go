package drill_test

import (
	"slices"
	"testing"

	"campuskeeper/app"
	"campuskeeper/app/drill"
)

// proposedKinds lists the kinds of a proposal for a school of a pack, each once.
func proposedKinds(t *testing.T, pack string, rules ...string) []string {
	t.Helper()
	q, y := schoolOf(t, pack)
	if len(rules) > 0 {
		q.Rules = slices.DeleteFunc(q.Rules, func(r drill.Rule) bool { return !slices.Contains(rules, r.ID) })
	}
	p := q.Propose(y, morning(y.From))
	if len(p.Unmet) > 0 {
		t.Errorf("%s\n%s", pack, show(p))
	}
	var names []string
	for _, d := range p.Drills {
		names = append(names, d.Kind)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// Where a rule asks for a class of drills, or for drills at large, nobody is sent out
// for a bomb, a flood or an intruder.
func TestProposalTakesUsualKinds(t *testing.T) {
	for _, c := range []struct {
		pack  string
		rules []string
		want  []string
	}{
		{"us-ny", nil, []string{"dormitory", "evacuation", "fire", "lockdown"}},
		{"cn", []string{"CN-1"}, []string{"crush", "earthquake", "evacuation", "fire"}},
		{"gy", nil, []string{"evacuation", "fire", "lockdown", "secure", "shelter-hazmat", "shelter-weather"}},
		{"us-wa", nil, []string{"evacuation", "fire", "lockdown", "secure", "shelter-hazmat", "shelter-weather"}},
		{"us-fl", nil, []string{"evacuation", "lockdown", "secure", "shelter-hazmat", "shelter-weather"}},
		{"us-tx", nil, []string{"fire", "lockdown", "secure", "shelter-hazmat", "shelter-weather"}},
		{"us-il-chi", nil, []string{"bus", "earthquake", "fire", "lockdown", "reverse", "shelter-hazmat", "shelter-weather"}},
	} {
		for _, kind := range proposedKinds(t, c.pack, c.rules...) {
			if !slices.Contains(c.want, kind) {
				t.Errorf("%s proposes %s", c.pack, kind)
			}
		}
	}
	if got := proposedKinds(t, "cn", "CN-1"); len(got) != 4 {
		t.Errorf("China drills only %v", got)
	}
	if got := proposedKinds(t, "gy"); len(got) < 5 {
		t.Errorf("Guyana drills only %v", got)
	}
	// A rare kind is proposed where a rule asks for nothing else.
	if got := proposedKinds(t, "cn", "CN-11"); !slices.Equal(got, []string{"intruder", "unit-135"}) {
		t.Errorf("for security China drills %v", got)
	}
}

// What is missing is called by a usual kind too.
func TestNeedsNameUsualKinds(t *testing.T) {
	q := year(t, "us-fl", nil)
	q.Rules = drill.Rules{{ID: "X-1", Requirements: []drill.Requirement{{
		Name: "lock", Count: drill.Selector{Classes: []drill.Class{drill.Lockdown}}, Min: 1, Per: drill.Span{Every: drill.Yearly},
	}, {
		Name: "respond", Count: drill.Selector{Classes: []drill.Class{drill.Respond}}, Min: 1, Per: drill.Span{Every: drill.Yearly},
	}}}}
	var got []string
	for _, n := range q.Needs(app.MustDay("2026-11-10")) {
		got = append(got, n.Kind)
	}
	if !slices.Equal(got, []string{"lockdown", "intruder"}) {
		t.Error(got)
	}
}
