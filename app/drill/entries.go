package drill

import (
	"slices"
	"time"

	"campuskeeper/app"
	"campuskeeper/app/schema"
)

// Entry is an entry of the drill ledger or of the ledger of alarm tests, as far as
// rules look at it.
type Entry struct {
	ID     app.ID
	Ledger string
	Number string
	State  string
	Values schema.Values
	// Revision counts how often it was written, and Updated is when that was last.
	Revision int
	Updated  time.Time
}

// Held returns the drill that an entry stands for. planned says that it has not
// taken place yet; ok is false for a cancelled one and for another ledger's entry.
func (e Entry) Held() (h Held, planned, ok bool) {
	if e.State == StateVoid {
		return Held{}, false, false
	}
	switch e.Ledger {
	case Ledger:
		d := FromValues(e.Values)
		h = d.Held()
		h.Reviewed = e.State == StateCompleted || !d.ReviewedOn.IsZero()
		planned = !slices.Contains([]string{StateHeld, StateRecorded, StateCompleted}, e.State)
	case AlarmLedger:
		h = Held{
			Kind: AlarmLedger, Day: readDay(e.Values["testedOn"]), Time: e.Values["pressedAt"], CallPoint: e.Values["button"],
		}
	default:
		return Held{}, false, false
	}
	h.ID, h.Number, h.Revision, h.Updated = e.ID, e.Number, e.Revision, e.Updated
	return h, planned, !h.Day.IsZero()
}

// Held returns the drill as rules see it, without ID and number.
func (d Drill) Held() Held {
	return Held{
		Kind: d.Kind, Day: d.Date, Time: d.Time, Route: d.Route, CallPoint: d.CallPoint,
		Seconds: d.Times.Evacuation.N, Tags: slices.Clone(d.Tags),
	}
}

// Split parts entries into the drills that were held and those that are planned.
func Split(entries []Entry) (held, planned []Held) {
	for _, e := range entries {
		switch h, ahead, ok := e.Held(); {
		case !ok:
		case ahead:
			planned = append(planned, h)
		default:
			held = append(held, h)
		}
	}
	return held, planned
}

// LastRoll returns the classes of the newest drill that has a roll, without what they
// reported then, so that nobody enters them again.
func LastRoll(entries []Entry) []ClassRow {
	var last Drill
	for _, e := range entries {
		if e.Ledger != Ledger || e.State == StateVoid {
			continue
		}
		if d := FromValues(e.Values); len(d.Roll) > 0 && !d.Date.Before(last.Date) {
			last = d
		}
	}
	roll := make([]ClassRow, len(last.Roll))
	for i, c := range last.Roll {
		roll[i] = ClassRow{Class: c.Class, Teacher: c.Teacher, Expected: c.Expected, Route: c.Route}
	}
	return roll
}
