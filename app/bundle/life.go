package bundle

import (
	"campuskeeper/app"
	"campuskeeper/app/ledger"
)

// life is an entry's way through its loop, for questions about any day of it.
type life struct {
	entry ledger.Entry
	loop  ledger.Loop
	day   app.Day // of its headline
}

func lifeOf(e ledger.Entry, t ledger.Template, loop ledger.Loop) life {
	return life{entry: e, loop: loop, day: dayOf(e.Values[t.Headline.Day])}
}

// dayOf reads the day at the start of a canonical date or datetime.
func dayOf(canonical string) app.Day {
	if len(canonical) < 10 {
		return app.Day{}
	}
	d, err := app.ParseDay(canonical[:10])
	if err != nil {
		return app.Day{}
	}
	return d
}

// stepDay is when a step happened. An imported step that tells no day counts from
// the entry's own day.
func (l life) stepDay(s ledger.Step) app.Day {
	if s.Day.IsZero() {
		return l.day
	}
	return s.Day
}

// begun says whether the entry existed at the end of a day.
func (l life) begun(on app.Day) bool { return !l.day.IsZero() && !l.day.After(on) }

// stateOn is the state at the end of a day; "" before the entry's own day and in
// a ledger without a loop.
func (l life) stateOn(on app.Day) ledger.State {
	if !l.begun(on) {
		return ""
	}
	state := l.loop.Start
	for _, s := range l.entry.Steps {
		if l.stepDay(s).After(on) {
			break
		}
		state = s.To
	}
	return state
}

// openOn says whether the entry still had to be dealt with at the end of a day.
func (l life) openOn(on app.Day) bool { return l.loop.IsOpen(l.stateOn(on)) }

// openIn says whether it was open on at least one day of the period.
func (l life) openIn(p app.Period) bool {
	if l.openOn(p.From) || l.openOn(p.To) {
		return true
	}
	if p.Has(l.day) && l.loop.IsOpen(l.loop.Start) {
		return true
	}
	for _, s := range l.entry.Steps {
		if p.Has(l.stepDay(s)) && (l.loop.IsOpen(s.To) || l.loop.IsOpen(s.From)) {
			return true
		}
	}
	return false
}

// closedIn says whether it came to its end in the period and was still at its end
// when the period was over.
func (l life) closedIn(p app.Period) bool {
	if l.loop.IsOpen(l.stateOn(p.To)) {
		return false
	}
	for _, s := range l.entry.Steps {
		if p.Has(l.stepDay(s)) && l.loop.IsOpen(s.From) && !l.loop.IsOpen(s.To) && s.To != ledger.Void {
			return true
		}
	}
	return false
}

// changedIn says whether it was written or made a step in the period.
func (l life) changedIn(p app.Period) bool {
	if p.Has(app.DayOf(l.entry.Updated)) || p.Has(app.DayOf(l.entry.Created)) {
		return true
	}
	for _, s := range l.entry.Steps {
		if p.Has(s.Day) {
			return true
		}
	}
	return false
}

// belongs says whether one of the reasons holds for the period.
func (l life) belongs(reasons []Reason, p app.Period) bool {
	for _, r := range reasons {
		switch r {
		case OfDay:
			if p.Has(l.day) {
				return true
			}
		case WhileOpen:
			if l.openIn(p) {
				return true
			}
		case OnChange:
			if l.changedIn(p) {
				return true
			}
		}
	}
	return false
}

// reached says whether it came into the state in the period.
func (l life) reached(state ledger.State, p app.Period) bool {
	for _, s := range l.entry.Steps {
		if s.To == state && p.Has(l.stepDay(s)) {
			return true
		}
	}
	return false
}
