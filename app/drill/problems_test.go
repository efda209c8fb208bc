package drill_test

import (
	"os"
	"slices"
	"testing"

	"campuskeeper/app/drill"
)

func TestKindOffersItsOwnProblemsAndTheGeneralOnesThatFit(t *testing.T) {
	kinds, err := drill.ReadKinds(os.DirFS("../../assets/drills/kinds"))
	if err != nil {
		t.Fatal(err)
	}
	field, _ := ledgerFields(t).Field("problems")
	var general []string
	for _, c := range field.Categories {
		general = append(general, c.Value)
	}
	unit, _ := kinds.Kind("unit-135")
	var offered []string
	for _, p := range kinds.Problems(unit, general) {
		if slices.Contains(offered, p.Value) {
			t.Errorf("%s is offered twice", p.Value)
		}
		offered = append(offered, p.Value)
	}
	for _, want := range []string{"roster-old", "button", "formation", "no-reinforcement", "radio", "pupils-unsure"} {
		if !slices.Contains(offered, want) {
			t.Errorf("a drill of the unit does not offer %s", want)
		}
	}
	for _, other := range []string{"stairs-merged", "head-uncovered", "handover"} {
		if slices.Contains(offered, other) {
			t.Errorf("a drill of the unit offers %s", other)
		}
	}
	special := kinds.SpecialProblems(general)
	if !slices.ContainsFunc(special, func(p drill.Choice) bool { return p.Value == "roster-old" }) ||
		slices.ContainsFunc(special, func(p drill.Choice) bool { return p.Value == "radio" }) {
		t.Errorf("the special problems are %+v", special)
	}
}
