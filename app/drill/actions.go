package drill

import "slices"

// OpenActions returns the places of the actions that became no hazard or duty yet.
func (d Drill) OpenActions() []int {
	var open []int
	for i, a := range d.Actions {
		if a.Number == "" && a.Action != "" {
			open = append(open, i)
		}
	}
	return open
}

// Numbered returns the drill with the numbers of the records that its open actions
// became, in their order.
func (d Drill) Numbered(numbers []string) Drill {
	open := d.OpenActions()
	d.Actions = slices.Clone(d.Actions)
	for i, number := range numbers[:min(len(numbers), len(open))] {
		d.Actions[open[i]].Number = number
	}
	return d
}
