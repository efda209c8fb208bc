package main

import (
	"campuskeeper/app/drill"
	"campuskeeper/app/schema"
)

// useKinds lets the ledger of drills say what the kinds say: their problems, and the
// questions of the review, which are asked from the moment a drill was held.
func (d *drillDesk) useKinds() {
	if kinds, err := d.own.kinds(); err == nil { // else it is told where drills are used
		d.ledgers.Library().Widen(drill.Ledger, "problems", problemWords(kinds.SpecialProblems(d.generalProblems()), true))
	}
	d.ledgers.OnStep(drill.Ledger, drill.StateHeld, d.ask)
}

// ask puts the questions of its kind into a drill, in the school's language.
func (d *drillDesk) ask(values schema.Values) schema.Values {
	kinds, err := d.own.kinds()
	if err != nil {
		return values
	}
	kind, _ := kinds.Kind(values["kind"])
	return kind.Ask(drill.FromValues(values), d.school.Lang).Values()
}

// offer lists the problems that may be ticked for the kind of a drill; nil for every
// other field, and for a school's own word.
func (d *drillDesk) offer(ledger, field string, said func(name string) string) []schema.Category {
	if ledger != drill.Ledger || field != "problems" {
		return nil
	}
	kinds, err := d.own.kinds()
	if err != nil {
		return nil
	}
	kind, known := kinds.Kind(said("kind"))
	if !known {
		return nil
	}
	return problemWords(kinds.Problems(kind, d.generalProblems()), false)
}

// generalProblems are those that the ledger itself lists.
func (d *drillDesk) generalProblems() []string {
	t, err := d.ledgers.Library().Template(drill.Ledger)
	if err != nil {
		return nil
	}
	field, _ := t.Field("problems")
	var values []string
	for _, c := range field.Offered() {
		values = append(values, c.Value)
	}
	return values
}

func problemWords(choices []drill.Choice, special bool) []schema.Category {
	list := make([]schema.Category, len(choices))
	for i, c := range choices {
		list[i] = schema.Category{Value: c.Value, Label: c.Label, Special: special}
	}
	return list
}
