package reminder

import (
	"encoding/json"
	"fmt"
	"slices"

	"campuskeeper/app"
	"campuskeeper/app/calendar"
)

// Kind is what a notice is about; it chooses the words.
type Kind string

// The kinds that have words of their own. A pack may name others, which are spoken
// of as deadlines or, for schedules, as duties.
const (
	Hazard    Kind = "hazard"
	Document  Kind = "document"
	LookBack  Kind = "look-back"
	AlarmTest Kind = "alarm-test"
	Drill     Kind = "drill"
	WriteUp   Kind = "write-up"    // a drill was held, its record is missing
	Review    Kind = "review"      // a drill was recorded, its review is missing
	Improve   Kind = "improvement" // an action that the review of a drill decided on
	DrillRule Kind = "drill-rule"  // a rule asks for drills that have no date yet
	Silence   Kind = "silence"     // no drill was held for a long time
	Deadline  Kind = "deadline"
	Duty      Kind = "duty"
)

// Kinds lists them in the order in which they are told of and can be set.
var Kinds = []Kind{
	Hazard, Document, LookBack, AlarmTest, Drill, WriteUp, Review, Improve, DrillRule, Silence, Deadline, Duty,
}

// Topic is the kind as scripts see it: whatever concerns drills is a drill.
func (k Kind) Topic() Kind {
	switch k {
	case WriteUp, Review, Improve, DrillRule, Silence:
		return Drill
	}
	return k
}

// Rules are the reminder section of a pack.
type Rules struct {
	Roles     map[string]app.Text `json:"roles"`     // whom a late matter goes to
	Deadlines []DeadlineRule      `json:"deadlines"` // the first that fits a record counts
	Drills    DrillRules          `json:"drills"`
	Duties    []DutyRule          `json:"duties"`
}

// DrillRules say when it is told that drills have no date, and that none was held.
type DrillRules struct {
	Needs       Steps `json:"needs"`       // around the last day on which they can be held
	SilenceDays int   `json:"silenceDays"` // days without a drill, told in term; 0 for never
	Silence     Steps `json:"silence"`     // from the day on which there were so many
	Actions     Steps `json:"actions"`     // around the day of an improvement
}

// Steps say on which days around a due day there is a notice. Lead counts days
// before it; after it there is one on day After (0 for none) and then every Every
// days (0 for no more). A lead step on a day off moves to the workday before, a late
// one to the workday after; the due day itself never moves.
type Steps struct {
	Lead  []int `json:"lead"`
	After int   `json:"after,omitempty"`
	Every int   `json:"every,omitempty"`
}

// Escalation sends a matter that is After days late to a role; Grades, where there
// are any, says for which grades.
type Escalation struct {
	After  int      `json:"after"`
	To     string   `json:"to"`
	Grades []string `json:"grades,omitempty"`
}

// DeadlineRule is about records with a due day.
type DeadlineRule struct {
	Kind     Kind         `json:"kind"`
	Ledgers  []string     `json:"ledgers"`          // "*" for all
	States   []string     `json:"states,omitempty"` // none for all
	Done     bool         `json:"done,omitempty"`   // about records that are closed: their look-back
	Steps    Steps        `json:"steps"`
	Escalate []Escalation `json:"escalate,omitempty"`
	calendar.Source
}

// DutyRule is about something that recurs. It applies to schools of one of
// SchoolTypes (none for all) that have all of Needs: "boarding", "bus", "canteen",
// "laboratory", "water".
type DutyRule struct {
	Rule        string              `json:"rule"` // its name
	Kind        Kind                `json:"kind"`
	Drill       string              `json:"drill,omitempty"` // the kind of drill that it is about
	Title       app.Text            `json:"title"`
	Place       app.Text            `json:"place,omitempty"`
	Ledger      string              `json:"ledger,omitempty"` // an entry of it in the window is the duty done
	SchoolTypes []app.SchoolType    `json:"schoolTypes,omitempty"`
	Needs       []string            `json:"needs,omitempty"`
	When        calendar.Recurrence `json:"when"`
	Steps       Steps               `json:"steps"`
	Escalate    []Escalation        `json:"escalate,omitempty"`
	// Grace is for how many days after its window a duty that was missed is still
	// reminded of.
	Grace int `json:"grace,omitempty"`
	calendar.Source
}

// ReadRules reads the reminder section of a pack file. The error is CodeInvalid.
func ReadRules(file []byte) (Rules, error) {
	var whole struct {
		Reminders *Rules `json:"reminders"`
	}
	if err := json.Unmarshal(file, &whole); err != nil {
		return Rules{}, app.Wrap(err, app.CodeInvalid, "reminder.rules.json", "detail", err.Error())
	}
	if whole.Reminders == nil {
		return Rules{}, app.Errorf(app.CodeInvalid, "reminder.rules.none")
	}
	if problems := whole.Reminders.problems(); len(problems) > 0 {
		err := app.Errorf(app.CodeInvalid, "reminder.rules.wrong", "count", len(problems))
		err.Problems = problems
		return Rules{}, err
	}
	return *whole.Reminders, nil
}

func (r Rules) problems() []app.Problem {
	var found []app.Problem
	check := func(where string, steps Steps, escalate []Escalation) {
		if !steps.valid() {
			found = append(found, app.Problem{Where: where, Key: "reminder.rules.steps"})
		}
		for _, e := range escalate {
			if _, known := r.Roles[e.To]; !known || e.After < 1 {
				found = append(found, app.Problem{Where: where, Value: e.To, Key: "reminder.rules.escalate"})
			}
		}
	}
	for i, d := range r.Deadlines {
		check(fmt.Sprintf("deadlines[%d]", i), d.Steps, d.Escalate)
	}
	check("drills.needs", r.Drills.Needs, nil)
	check("drills.silence", r.Drills.Silence, nil)
	check("drills.actions", r.Drills.Actions, nil)
	for i, d := range r.Duties {
		where := fmt.Sprintf("duties[%d]", i)
		check(where, d.Steps, d.Escalate)
		if d.When.Check() != nil || d.Rule == "" || d.Title.In(app.English) == "" {
			found = append(found, app.Problem{Where: where, Value: d.Rule, Key: "reminder.rules.duty"})
		}
	}
	return found
}

// longestLead, in days, bounds how far ahead records are looked at.
const longestLead = 400

func (s Steps) valid() bool {
	for _, n := range s.Lead {
		if n < 0 || n > longestLead {
			return false
		}
	}
	return s.After >= 0 && s.Every >= 0
}

// For returns the rules with the duties that a school has.
func (r Rules) For(school app.School) Rules {
	has := map[string]bool{
		"boarding": school.Boarding, "bus": school.Bus, "canteen": school.Canteen,
		"laboratory": school.Laboratory, "water": school.WaterNear,
	}
	r.Duties = slices.DeleteFunc(slices.Clone(r.Duties), func(d DutyRule) bool {
		if len(d.SchoolTypes) > 0 && !slices.Contains(d.SchoolTypes, school.Type) {
			return true
		}
		return slices.ContainsFunc(d.Needs, func(need string) bool { return !has[need] })
	})
	return r
}

// Without returns the rules without the duties about drills that are asked for
// elsewhere, as told by their kind.
func (r Rules) Without(asked func(drill string) bool) Rules {
	r.Duties = slices.DeleteFunc(slices.Clone(r.Duties), func(d DutyRule) bool { return d.Drill != "" && asked(d.Drill) })
	return r
}

// deadline finds the rule for a record.
func (r Rules) deadline(h app.Head, open bool) (DeadlineRule, bool) {
	for _, d := range r.Deadlines {
		if d.Done != open && d.concerns(h) {
			return d, true
		}
	}
	return DeadlineRule{}, false
}

func (d DeadlineRule) concerns(h app.Head) bool {
	return (slices.Contains(d.Ledgers, h.Ledger) || slices.Contains(d.Ledgers, "*")) &&
		(len(d.States) == 0 || slices.Contains(d.States, h.State))
}

// duty finds the rule that a schedule follows; a schedule of its own follows the
// first rule of its kind.
func (r Rules) duty(s Schedule) DutyRule {
	for _, d := range r.Duties {
		if d.Rule == s.Rule && s.Rule != "" {
			return d
		}
	}
	for _, d := range r.Duties {
		if d.Kind == s.Kind {
			return d
		}
	}
	return DutyRule{Kind: s.Kind, Steps: Steps{Lead: []int{7, 1, 0}, After: 1, Every: 7}, Grace: 14}
}
