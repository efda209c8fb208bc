package ledgers

import (
	"slices"

	"campuskeeper/app"
	"campuskeeper/app/ledger"
	"campuskeeper/ui/look"
	"campuskeeper/ui/widgets"
)

// stations tells the record's way through the loop: the states behind it with day
// and name, the one where it is, and those ahead with what they need.
func (t teller) stations(e ledger.Entry) []widgets.Station {
	if t.loop.Name == ledger.NoLoop {
		return nil
	}
	here, aside := t.position(e)
	var list []widgets.Station
	for i, state := range t.straight() {
		switch {
		case i < here || i == here && aside:
			list = append(list, t.past(e, state))
		case i == here:
			list = append(list, t.here(e))
		default:
			list = append(list, t.ahead(e, state))
		}
		if i == here && aside {
			list = append(list, t.here(e))
		}
	}
	return list
}

// straight lists the states of the straight way.
func (t teller) straight() []ledger.State {
	var states []ledger.State
	for _, state := range t.loop.States {
		if state.Main {
			states = append(states, state.Name)
		}
	}
	return states
}

// position is the place on the straight way where the record is or, when it stands
// aside, which it had last reached.
func (t teller) position(e ledger.Entry) (place int, aside bool) {
	straight := t.straight()
	if i := slices.Index(straight, e.State); i >= 0 {
		return i, false
	}
	for _, step := range slices.Backward(e.Steps) {
		if i := slices.Index(straight, step.From); i >= 0 {
			return i, true
		}
	}
	return 0, true
}

// past is a state behind the record.
func (t teller) past(e ledger.Entry, state ledger.State) widgets.Station {
	station := widgets.Station{Shape: look.Done, Word: t.label(state), Past: true}
	day, who := t.reached(e, state)
	station.When, station.Who = t.near(day), t.who(who)
	if day.IsZero() {
		station.Shape = look.Needed // passed over, or brought by an import
	}
	return station
}

// reached says when and by whom a state was reached.
func (t teller) reached(e ledger.Entry, state ledger.State) (app.Day, string) {
	if step, ok := e.LastStep(state); ok {
		return step.Day, step.Who
	}
	if state == t.loop.Start {
		day := t.day(e.Values[t.template.Headline.Day])
		if day.IsZero() {
			day = app.DayOf(e.Created)
		}
		return day, e.Values[t.finder()]
	}
	return app.Day{}, ""
}

// finder is the field that names who found it: the first person of the form that
// plays no part in the loop.
func (t teller) finder() string {
	played := map[string]bool{}
	for _, role := range []ledger.Role{ledger.RoleOwner, ledger.RoleChecker, ledger.RolePrincipal, ledger.RoleApprover} {
		for _, name := range t.template.Roles.Fields(role) {
			played[name] = true
		}
	}
	for _, field := range t.template.Fields {
		if field.Type == "person" && !played[field.Name] {
			return field.Name
		}
	}
	return ""
}

// farOff is from how many days away on a day bears its year in Chinese, too.
const farOff = 180

func (t teller) near(day app.Day) string {
	if away := day.Sub(t.today); away > farOff || away < -farOff {
		return t.words.Day(day)
	}
	return t.words.NearDay(day)
}

// here is the state in which the record is: when it must go on and who may do it.
func (t teller) here(e ledger.Entry) widgets.Station {
	info, _ := t.loop.State(e.State)
	day, who := t.reached(e, e.State)
	station := widgets.Station{
		Shape: look.ShapeNamed(info.Shape), Word: t.label(e.State), Here: true,
		Past: !info.Open, When: t.near(day), Who: t.who(who),
	}
	due := t.due(e)
	if info.Open && !due.IsZero() {
		station.When = t.words.T("ledgers.due", "day", t.near(due))
		station.Late = due.Before(t.today)
	}
	if owner := t.role(e, ledger.RoleOwner); info.Check && owner != "" {
		station.Who = t.words.T("ledgers.notBy", "who", owner)
	}
	return station
}

// ahead is a state that is still to come, with what it needs.
func (t teller) ahead(e ledger.Entry, state ledger.State) widgets.Station {
	station := widgets.Station{Shape: look.Needed, Word: t.label(state)}
	switch {
	case state == ledger.Closed && len(t.template.Roles.Evidence) > 0:
		station.When = t.words.T(ofLoop(t.template, "ledgers.evidence.needed"))
		if t.role(e, ledger.RoleEvidence) != "" {
			station.When = t.words.T(ofLoop(t.template, "ledgers.evidence.there"))
		}
	case state == ledger.LookBack && t.template.LookBack > 0:
		station.When = t.words.T(ofLoop(t.template, "ledgers.lookBack"), "n", t.template.LookBack)
		if day := t.day(t.role(e, ledger.RoleLookBack)); !day.IsZero() {
			station.When = t.words.T("ledgers.due", "day", t.near(day))
		}
	}
	return station
}

// ofLoop is the key of a sentence about the loop: the one about hazards, or the
// general one where the ledger calls the end of the loop by another name.
func ofLoop(t ledger.Template, key string) string {
	if _, renamed := t.States[ledger.Closed]; renamed || t.Loop != "rectification" {
		return key + ".other"
	}
	return key
}

// role returns what the first filled field of a role holds.
func (t teller) role(e ledger.Entry, role ledger.Role) string {
	for _, name := range t.template.Roles.Fields(role) {
		if e.Values[name] != "" {
			return e.Values[name]
		}
	}
	return ""
}
