package drill

import (
	"strconv"

	"campuskeeper/app"
	"campuskeeper/app/schema"
)

// The ledgers that rules about drills look into.
const (
	Ledger      = "drill"
	AlarmLedger = "alarm-test"
)

// The states of a drill, as its loop file has them.
const (
	StateScheduled = "scheduled"
	StateRunning   = "running"
	StateHeld      = "held"     // took place; the record is missing
	StateRecorded  = "recorded" // the review is missing
	StateCompleted = "completed"
	StatePostponed = "extended"
	StateVoid      = "void"
)

// Drill is an entry of the drill ledger, from its plan to its review. A text that is
// not said is "", a number that is not said is not Known.
type Drill struct {
	// The plan.
	Kind         string // name of its kind, or the school's own word
	Name         string
	Date         app.Day
	Time         string // "10:05"; planned, and once it is held the real one
	Place        string
	Participants string // "whole-school", or the school's own words
	Expected     Count  // people
	Commander    string
	Deputy       string
	Exercise     string // "actual", "functional", "tabletop", "discussion"
	Plan         string // the emergency plan that it tests
	Rules        []string
	PlanPart     string // "full", "part", or which parts of the plan
	Window       string // when it may be, for a drill whose time nobody is told
	Scenario     string
	Objective    string
	Groups       []Group
	Signals      string
	Assembly     string
	Blocked      string // the way out that is closed on purpose
	WeatherLimit string // in which weather it is put off
	Tags         []Tag  // planned or seen, as rules look at it
	Assistance   string
	Told         []Notice
	Materials    string
	Training     string
	Abort        string
	SafetyOffice string // who approved it there
	Approver     string // the principal

	// The day.
	Alert     []string // how the alarm was given
	CallPoint string
	Route     string
	Situation string
	Weather   string
	Pupils    Count
	Staff     Count
	Visitors  Count
	Outside   []string
	Course    string
	Recorder  string
	Photos    []string
	Files     []string
	Command   Command
	Injuries  string
	GearFault string
	Comments  string // of the police instructor
	Times     Times
	Marks     []Moment // those that Times does not have
	Roll      []ClassRow
	Problems  []string
	MoreOn    string // the problems in words

	Evaluation Evaluation

	// The review.
	WentWell   string
	WentBadly  string
	Answers    []Answer
	Actions    []Action
	Analysis   Analysis
	ReviewedOn app.Day
	Reviewer   string

	Reason string        // why it was put off or cancelled
	Other  schema.Values // fields of a school's own template
}

// Count is a number that may not have been said.
type Count struct {
	N     int
	Known bool
}

// CountOf returns a number that was said.
func CountOf(n int) Count { return Count{n, true} }

// Times are seconds from the alarm; Evacuation from the signal to leave where the
// kind has one.
type Times struct {
	FirstOut      Count
	Evacuation    Count // until all were out
	Accounted     Count // until everybody was accounted for
	AllClear      Count
	SelfRescue    Count
	MutualRescue  Count
	Reinforcement Count
	Locked        Count
	Controlled    Count
}

// Of returns the time in which a mark is kept; false for a mark that stands in
// Drill.Marks, or is the alarm itself.
func (t *Times) Of(mark string) (*Count, bool) {
	c, ok := map[string]*Count{
		MarkFirstOut: &t.FirstOut, MarkLastOut: &t.Evacuation, MarkRollComplete: &t.Accounted, MarkAllClear: &t.AllClear,
		MarkSelfRescue: &t.SelfRescue, MarkMutualRescue: &t.MutualRescue, MarkReinforcement: &t.Reinforcement,
		MarkLocked: &t.Locked, MarkControlled: &t.Controlled,
	}[mark]
	return c, ok
}

// Command is who led the drill by what, and who took part.
type Command struct {
	Concluded     string // "10:40", when all was over
	Incident      string // "true" where an incident command was set up, "false" where not
	Operations    string // chief of operations
	RecorderTitle string
	PlansUsed     []string // "plan", "floor-plan", or in words
	Attendance    []Attendance
}

// Analysis is what a review says of a drill as a whole and of its objectives.
type Analysis struct {
	Scope        string // type, length, places, limits
	Capabilities []string
	Objectives   []ObjectiveRow
	Contact      string
}

// Evaluation is how the drill is judged, in the words of the ledger's fields.
type Evaluation struct {
	Suitability   string // "all", "mostly", "no"
	Sufficiency   string // "all", "mostly", "no"
	Arrival       string // "good", "fair", "missing", "poor"
	Duties        string // "good", "fair", "poor"
	SiteMaterials string
	Protection    string
	Coordination  string
	Division      string
	Support       string   // "good", "fair", "none"
	Checks        []string // what was confirmed on site
	Effect        string   // "reached", "mostly", "not-reached"
}

// FromValues reads a drill from the values of its entry. What does not fit its
// field is left out: the ledger lets nothing such in.
func FromValues(values schema.Values) Drill {
	d := Drill{}
	rest := values.Clone()
	for _, f := range fields {
		f.read(&d, values[f.name])
		delete(rest, f.name)
	}
	if len(rest) > 0 {
		d.Other = rest
	}
	return d
}

// Values is the inverse of FromValues.
func (d Drill) Values() schema.Values {
	values := schema.Values{}
	for _, f := range fields {
		if text := f.write(&d); text != "" {
			values[f.name] = text
		}
	}
	for name, value := range d.Other {
		values[name] = value
	}
	return values
}

// field binds a field of the ledger to its place in Drill.
type field struct {
	name  string
	read  func(*Drill, string)
	write func(*Drill) string
}

// fields are in the order of the ledger's template.
var fields = []field{
	word("kind", func(d *Drill) *string { return &d.Kind }),
	word("name", func(d *Drill) *string { return &d.Name }),
	day("date", func(d *Drill) *app.Day { return &d.Date }),
	word("time", func(d *Drill) *string { return &d.Time }),
	word("place", func(d *Drill) *string { return &d.Place }),
	word("participants", func(d *Drill) *string { return &d.Participants }),
	number("expected", func(d *Drill) *Count { return &d.Expected }),
	word("commander", func(d *Drill) *string { return &d.Commander }),
	word("deputy", func(d *Drill) *string { return &d.Deputy }),
	word("exercise", func(d *Drill) *string { return &d.Exercise }),
	word("plan", func(d *Drill) *string { return &d.Plan }),
	words("rules", func(d *Drill) *[]string { return &d.Rules }),
	word("planPart", func(d *Drill) *string { return &d.PlanPart }),
	word("window", func(d *Drill) *string { return &d.Window }),
	word("scenario", func(d *Drill) *string { return &d.Scenario }),
	word("objective", func(d *Drill) *string { return &d.Objective }),
	rows("groups", func(d *Drill) *[]Group { return &d.Groups }, readGroup, Group.values),
	word("signals", func(d *Drill) *string { return &d.Signals }),
	word("assembly", func(d *Drill) *string { return &d.Assembly }),
	word("blocked", func(d *Drill) *string { return &d.Blocked }),
	word("weatherLimits", func(d *Drill) *string { return &d.WeatherLimit }),
	words("tags", func(d *Drill) *[]Tag { return &d.Tags }),
	word("assistance", func(d *Drill) *string { return &d.Assistance }),
	rows("told", func(d *Drill) *[]Notice { return &d.Told }, readNotice, Notice.values),
	word("materials", func(d *Drill) *string { return &d.Materials }),
	word("training", func(d *Drill) *string { return &d.Training }),
	word("abort", func(d *Drill) *string { return &d.Abort }),
	word("safetyOffice", func(d *Drill) *string { return &d.SafetyOffice }),
	word("approver", func(d *Drill) *string { return &d.Approver }),
	words("alert", func(d *Drill) *[]string { return &d.Alert }),
	word("callPoint", func(d *Drill) *string { return &d.CallPoint }),
	word("route", func(d *Drill) *string { return &d.Route }),
	word("situation", func(d *Drill) *string { return &d.Situation }),
	word("weather", func(d *Drill) *string { return &d.Weather }),
	number("pupils", func(d *Drill) *Count { return &d.Pupils }),
	number("staff", func(d *Drill) *Count { return &d.Staff }),
	number("visitors", func(d *Drill) *Count { return &d.Visitors }),
	words("outside", func(d *Drill) *[]string { return &d.Outside }),
	word("course", func(d *Drill) *string { return &d.Course }),
	word("recorder", func(d *Drill) *string { return &d.Recorder }),
	words("photos", func(d *Drill) *[]string { return &d.Photos }),
	words("files", func(d *Drill) *[]string { return &d.Files }),
	word("concluded", func(d *Drill) *string { return &d.Command.Concluded }),
	word("incidentCommand", func(d *Drill) *string { return &d.Command.Incident }),
	word("operationsChief", func(d *Drill) *string { return &d.Command.Operations }),
	word("recorderTitle", func(d *Drill) *string { return &d.Command.RecorderTitle }),
	words("plansUsed", func(d *Drill) *[]string { return &d.Command.PlansUsed }),
	rows("attendance", func(d *Drill) *[]Attendance { return &d.Command.Attendance }, readAttendance, Attendance.values),
	word("injuries", func(d *Drill) *string { return &d.Injuries }),
	word("gearFaults", func(d *Drill) *string { return &d.GearFault }),
	word("instructor", func(d *Drill) *string { return &d.Comments }),
	number("firstOutSeconds", func(d *Drill) *Count { return &d.Times.FirstOut }),
	number("evacuationSeconds", func(d *Drill) *Count { return &d.Times.Evacuation }),
	number("accountedSeconds", func(d *Drill) *Count { return &d.Times.Accounted }),
	number("allClearSeconds", func(d *Drill) *Count { return &d.Times.AllClear }),
	number("selfRescueSeconds", func(d *Drill) *Count { return &d.Times.SelfRescue }),
	number("mutualRescueSeconds", func(d *Drill) *Count { return &d.Times.MutualRescue }),
	number("reinforcementSeconds", func(d *Drill) *Count { return &d.Times.Reinforcement }),
	number("lockedSeconds", func(d *Drill) *Count { return &d.Times.Locked }),
	number("controlledSeconds", func(d *Drill) *Count { return &d.Times.Controlled }),
	rows("marks", func(d *Drill) *[]Moment { return &d.Marks }, readMoment, Moment.values),
	rows("roll", func(d *Drill) *[]ClassRow { return &d.Roll }, readClassRow, ClassRow.values),
	words("problems", func(d *Drill) *[]string { return &d.Problems }),
	word("problemNotes", func(d *Drill) *string { return &d.MoreOn }),
	word("suitability", func(d *Drill) *string { return &d.Evaluation.Suitability }),
	word("sufficiency", func(d *Drill) *string { return &d.Evaluation.Sufficiency }),
	word("arrival", func(d *Drill) *string { return &d.Evaluation.Arrival }),
	word("duties", func(d *Drill) *string { return &d.Evaluation.Duties }),
	word("siteMaterials", func(d *Drill) *string { return &d.Evaluation.SiteMaterials }),
	word("protection", func(d *Drill) *string { return &d.Evaluation.Protection }),
	word("coordination", func(d *Drill) *string { return &d.Evaluation.Coordination }),
	word("division", func(d *Drill) *string { return &d.Evaluation.Division }),
	word("support", func(d *Drill) *string { return &d.Evaluation.Support }),
	words("checks", func(d *Drill) *[]string { return &d.Evaluation.Checks }),
	word("effect", func(d *Drill) *string { return &d.Evaluation.Effect }),
	word("wentWell", func(d *Drill) *string { return &d.WentWell }),
	word("wentBadly", func(d *Drill) *string { return &d.WentBadly }),
	rows("answers", func(d *Drill) *[]Answer { return &d.Answers }, readAnswer, Answer.values),
	rows("actions", func(d *Drill) *[]Action { return &d.Actions }, readAction, Action.values),
	word("scope", func(d *Drill) *string { return &d.Analysis.Scope }),
	words("capabilities", func(d *Drill) *[]string { return &d.Analysis.Capabilities }),
	rows("analysis", func(d *Drill) *[]ObjectiveRow { return &d.Analysis.Objectives }, readObjective, ObjectiveRow.values),
	word("contact", func(d *Drill) *string { return &d.Analysis.Contact }),
	day("reviewedOn", func(d *Drill) *app.Day { return &d.ReviewedOn }),
	word("reviewer", func(d *Drill) *string { return &d.Reviewer }),
	word("reason", func(d *Drill) *string { return &d.Reason }),
}

func word(name string, of func(*Drill) *string) field {
	return field{name, func(d *Drill, text string) { *of(d) = text }, func(d *Drill) string { return *of(d) }}
}

func number(name string, of func(*Drill) *Count) field {
	return field{name, func(d *Drill, text string) { *of(d) = readCount(text) }, func(d *Drill) string { return of(d).String() }}
}

func day(name string, of func(*Drill) *app.Day) field {
	return field{name, func(d *Drill, text string) { *of(d) = readDay(text) }, func(d *Drill) string { return of(d).String() }}
}

func words[T ~string](name string, of func(*Drill) *[]T) field {
	return field{name, func(d *Drill, text string) {
		*of(d) = nil
		for _, item := range schema.ReadList(text) {
			*of(d) = append(*of(d), T(item))
		}
	}, func(d *Drill) string {
		items := make([]string, len(*of(d)))
		for i, item := range *of(d) {
			items[i] = string(item)
		}
		return schema.WriteList(items)
	}}
}

func rows[T any](name string, of func(*Drill) *[]T, read func(schema.Values) T, write func(T) schema.Values) field {
	return field{name, func(d *Drill, text string) {
		*of(d) = nil
		for _, row := range schema.ReadRows(text) {
			*of(d) = append(*of(d), read(row))
		}
	}, func(d *Drill) string {
		all := make([]schema.Values, len(*of(d)))
		for i, row := range *of(d) {
			all[i] = write(row)
		}
		return schema.WriteRows(all)
	}}
}

// readCount reads a canonical integer; what is none was not said.
func readCount(text string) Count {
	n, err := strconv.Atoi(text)
	if err != nil {
		return Count{}
	}
	return CountOf(n)
}

// String is the canonical value, "" when it was not said.
func (c Count) String() string {
	if !c.Known {
		return ""
	}
	return strconv.Itoa(c.N)
}

func readDay(text string) app.Day {
	d, err := app.ParseDay(text)
	if err != nil {
		return app.Day{}
	}
	return d
}
