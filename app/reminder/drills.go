package reminder

import (
	"crypto/sha256"

	"campuskeeper/app"
)

// Drills is what reminders know of a school's drills on a day.
type Drills struct {
	Entries map[app.ID]DrillEntry // of the ledger of drills
	Needs   []DrillNeed
	Actions []DrillAction
	// Silent is the day on which there had been no drill for Rules.Drills.SilenceDays
	// days; zero when there were fewer, and out of term.
	Silent app.Day
	// Tests are the days of the alarm tests that are planned or were held as drills.
	// Their month needs no reminder of the monthly test beside theirs.
	Tests []app.Day
}

// DrillEntry is a drill as far as its head does not say it.
type DrillEntry struct {
	Kind  string   // of drill
	Title app.Text // of the kind: unlike the drill's own it names nobody
	Time  string   // "10:05"; "" for not said
}

// DrillNeed is a rule that asks for drills which have no date yet.
type DrillNeed struct {
	Rule        string   // "CN-1"
	Requirement string   // its name within the rule
	Title       app.Text // of a kind of drill that would do
	Says        app.Text // what is asked for, in a sentence
	Kind        string   // of drill
	Short       int      // how many drills
	Period      app.Period
	By          app.Day // the last day of teaching in Period
}

// DrillAction is an improvement that the review of a drill decided on and that is not
// done.
type DrillAction struct {
	ID     app.ID // the same for the same action, for ever
	Drill  app.ID
	Number string // of the drill
	Title  string
	Owner  string
	Due    app.Day
}

// id is the same for the same requirement, for ever.
func (n DrillNeed) id() app.ID {
	return app.DerivedID(sha256.Sum256([]byte("need/" + n.Rule + "/" + n.Requirement)))
}

// silenceID is the fixed ID of what is told when no drill was held.
var silenceID = app.DerivedID(sha256.Sum256([]byte("drill silence")))

// kind is the kind of a drill, "" for what is none.
func (d Drills) kind(id app.ID) string { return d.Entries[id].Kind }

// subject begins the keys of a record's notices. A drill has two more matters once it
// was held, whose days may be those of earlier ones.
func (in Input) subject(id app.ID, kind Kind) string {
	if kind == WriteUp || kind == Review {
		return string(id) + "/" + string(kind)
	}
	return string(id)
}

// at is the time of day at which a drill's notice pops up on its day: in the morning
// of the drill, and a day after the drill when its record is missing.
func (in Input) at(kind Kind, id app.ID) string {
	switch kind {
	case Drill, Review:
		return in.Settings.Morning
	case WriteUp:
		if time := in.Drills.Entries[id].Time; time != "" {
			return time
		}
		return in.Settings.Morning
	}
	return ""
}

// ofDrills are the notices of improvements, of rules whose drills have no date, and of
// silence.
func (in Input) ofDrills(today app.Day) []Notice {
	notices := in.ofActions(today)
	for _, need := range in.Drills.Needs {
		steps, ok := in.Settings.steps(DrillRule, need.Kind, in.Rules.Drills.Needs)
		if !ok || !in.concerns(need) {
			continue
		}
		n, ok := in.notice(matter{due: need.By, steps: steps}, today, Notice{
			Key: string(need.id()), Kind: DrillRule, ID: need.id(), Number: need.Rule, Title: need.Title,
			Args: app.Args{"n": need.Short, "says": need.Says},
		})
		if !ok {
			continue
		}
		if n.Since.Before(need.Period.From) {
			n.Since = need.Period.From
		}
		notices = append(notices, n)
	}
	if steps, ok := in.Settings.steps(Silence, "", in.Rules.Drills.Silence); ok && !in.Drills.Silent.IsZero() {
		n, ok := in.notice(matter{due: in.Drills.Silent, fixed: true, steps: steps}, today, Notice{
			Key: string(silenceID), Kind: Silence, ID: silenceID, Args: app.Args{"n": in.Rules.Drills.SilenceDays},
		})
		if ok {
			notices = append(notices, n)
		}
	}
	return notices
}

func (in Input) ofActions(today app.Day) []Notice {
	var notices []Notice
	for _, a := range in.Drills.Actions {
		steps, ok := in.Settings.steps(Improve, in.Drills.kind(a.Drill), in.Rules.Drills.Actions)
		if !ok {
			continue
		}
		n, ok := in.notice(matter{due: a.Due, steps: steps}, today, Notice{
			Key: string(a.ID), Kind: Improve, ID: a.ID, Of: a.Drill, Number: a.Number, Title: literal(a.Title), Owner: a.Owner,
		})
		if ok {
			notices = append(notices, n)
		}
	}
	return notices
}

// concerns leaves out what ended before the school was kept here, and the alarm tests
// where a duty reminds of them.
func (in Input) concerns(need DrillNeed) bool {
	if need.By.Before(in.Since) {
		return false
	}
	if need.Kind != string(AlarmTest) {
		return true
	}
	for _, d := range in.Rules.Duties {
		if d.Kind == AlarmTest {
			return false
		}
	}
	return true
}

// pressing returns the needs that can still be met and belong on Today: those whose
// first notice has come.
func (in Input) pressing(today app.Day) []DrillNeed {
	var needs []DrillNeed
	for _, need := range in.Drills.Needs {
		first := need.By.AddDays(-in.Rules.Drills.Needs.lead())
		if in.concerns(need) && !today.Before(first) && !today.After(need.Period.To) {
			needs = append(needs, need)
		}
	}
	return needs
}
