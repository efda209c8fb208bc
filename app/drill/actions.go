package drill

import (
	"crypto/sha256"
	"slices"

	"campuskeeper/app"
)

// OpenActions returns the places of the actions that are neither done nor became a
// hazard, which has its own loop. Each of them is a duty of its owner until its day.
func (d Drill) OpenActions() []int {
	var open []int
	for i, a := range d.Actions {
		if a.Number == "" && a.Action != "" && a.DoneOn.IsZero() {
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

// DutyID is what an action of a drill is remembered by, for as long as it reads the
// same.
func (a Action) DutyID(drill app.ID) app.ID {
	return app.DerivedID(sha256.Sum256([]byte("action/" + string(drill) + "/" + a.Action)))
}

// WithDone returns the drill with an open action done on a day, and whether there is
// that action.
func (d Drill) WithDone(drill, action app.ID, day app.Day) (Drill, bool) {
	for _, i := range d.OpenActions() {
		if d.Actions[i].DutyID(drill) == action {
			d.Actions = slices.Clone(d.Actions)
			d.Actions[i].DoneOn = day
			return d, true
		}
	}
	return d, false
}
