package drill

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"path"
	"slices"
	"strings"

	"campuskeeper/app"
)

// Class says what people do in a drill. Rules count kinds by their class.
type Class string

// The classes.
const (
	Evacuate   Class = "evacuate"
	Protect    Class = "protect" // drop, cover, hold
	Lockdown   Class = "lockdown"
	Secure     Class = "secure" // outer doors locked, lessons go on
	Hold       Class = "hold"   // stay in the room, corridors clear
	Shelter    Class = "shelter"
	MoveIn     Class = "move-in"
	Respond    Class = "respond" // the emergency unit acts
	Test       Class = "test"    // of a device
	Skill      Class = "skill"
	Functional Class = "functional" // one function is worked through on site
	Tabletop   Class = "tabletop"
)

var classes = []Class{
	Evacuate, Protect, Lockdown, Secure, Hold, Shelter, MoveIn, Respond, Test, Skill, Functional, Tabletop,
}

// Kind is a kind of drill, as its file describes it: what is assumed to happen, who
// does what, what is timed and what is asked afterwards.
type Kind struct {
	Name       string      `json:"name"` // short name, "fire"
	Code       string      `json:"code"` // "DK01"
	Title      app.Text    `json:"title"`
	Classes    []Class     `json:"classes"`
	Needs      []Condition `json:"needs,omitempty"` // what a school must have for it
	Scenario   app.Text    `json:"scenario"`
	Objectives []app.Text  `json:"objectives"`
	Signals    []Signal    `json:"signals"`
	Script     []ScriptRow `json:"script"` // the course of events
	Roles      []RoleCard  `json:"roles"`
	Before     []Told      `json:"before,omitempty"` // who is told beforehand
	Materials  []app.Text  `json:"materials,omitempty"`
	Abort      []app.Text  `json:"abort"` // when the drill is broken off
	Marks      []MarkKind  `json:"marks"` // what is timed, in the usual order
	Roll       bool        `json:"roll,omitempty"`
	Problems   []Choice    `json:"problems"`
	Questions  []app.Text  `json:"questions"` // of the review
}

// Signal is how people learn what to do.
type Signal struct {
	Title app.Text `json:"title"`
	Sound app.Text `json:"sound"`
}

// ScriptRow is one step in the course of a drill. At is seconds after the alarm;
// negative before it.
type ScriptRow struct {
	At   int      `json:"at"`
	Who  app.Text `json:"who"`
	Does app.Text `json:"does"`
}

// RoleCard is what one role does: before, during and after the drill.
type RoleCard struct {
	Name   string     `json:"name"`
	Title  app.Text   `json:"title"`
	Duties []app.Text `json:"duties"`
}

// Told is somebody who is told before a drill, so that nobody takes it for real.
type Told struct {
	Name  string   `json:"name"` // "police", "fire", "parents", "neighbours"
	Title app.Text `json:"title"`
	Days  int      `json:"days"` // how many days ahead; 0 for the same day
}

// MarkKind is a moment of a drill that is timed.
type MarkKind struct {
	Name   string   `json:"name"` // "alarm", "first-out", …
	Title  app.Text `json:"title"`
	From   string   `json:"from,omitempty"`   // the mark that Target counts from; "" for the alarm
	Target int      `json:"target,omitempty"` // seconds; 0 for none
}

// Choice is a word of a tick list.
type Choice struct {
	Value string   `json:"value"`
	Label app.Text `json:"label"`
}

// The marks that the program itself understands.
const (
	MarkAlarm         = "alarm"
	MarkFirstOut      = "first-out"
	MarkLastOut       = "last-out"
	MarkRollComplete  = "roll-complete"
	MarkAllClear      = "all-clear"
	MarkSelfRescue    = "self-rescue"
	MarkMutualRescue  = "mutual-rescue"
	MarkReinforcement = "reinforcement"
	MarkLocked        = "locked"
	MarkControlled    = "controlled"
)

// Is says whether the kind belongs to a class.
func (k Kind) Is(c Class) bool { return slices.Contains(k.Classes, c) }

// Mark returns the kind's mark of that name.
func (k Kind) Mark(name string) (MarkKind, bool) {
	for _, m := range k.Marks {
		if m.Name == name {
			return m, true
		}
	}
	return MarkKind{}, false
}

// Kinds are all kinds of drills, by code.
type Kinds []Kind

// Kind returns the kind of that name.
func (ks Kinds) Kind(name string) (Kind, bool) {
	for _, k := range ks {
		if k.Name == name {
			return k, true
		}
	}
	return Kind{}, false
}

// For returns the kinds that a school can hold.
func (ks Kinds) For(s Site) Kinds {
	var fitting Kinds
	for _, k := range ks {
		if s.HasAll(k.Needs) {
			fitting = append(fitting, k)
		}
	}
	return fitting
}

// ReadKinds reads the kind files of a folder. The error is CodeInvalid and lists
// what is wrong in which file.
func ReadKinds(folder fs.FS) (Kinds, error) {
	files, err := fs.Glob(folder, "*.json")
	if err != nil {
		return nil, err
	}
	var kinds Kinds
	var problems []app.Problem
	for _, file := range files {
		text, err := fs.ReadFile(folder, file)
		if err != nil {
			return nil, err
		}
		kind, wrong := readKind(text)
		for i := range wrong {
			wrong[i].Where = path.Base(file)
		}
		problems = append(problems, wrong...)
		if _, twice := kinds.Kind(kind.Name); twice {
			problems = append(problems, app.Problem{Where: path.Base(file), Field: "name", Value: kind.Name, Key: "drill.kind.twice"})
		}
		kinds = append(kinds, kind)
	}
	if len(problems) > 0 {
		return nil, wrongFile("drill.kind.wrong", problems)
	}
	slices.SortFunc(kinds, func(a, b Kind) int { return strings.Compare(a.Code, b.Code) })
	return kinds, nil
}

func readKind(text []byte) (Kind, []app.Problem) {
	var k Kind
	if problem, ok := strictly(text, &k); !ok {
		return k, []app.Problem{problem}
	}
	var problems []app.Problem
	wrong := func(bad bool, field, value string) {
		if bad {
			problems = append(problems, app.Problem{Field: field, Value: value, Key: "drill.kind.field"})
		}
	}
	wrong(k.Name == "", "name", "")
	wrong(k.Code == "", "code", "")
	wrong(k.Title.In(app.English) == "", "title", "")
	wrong(len(k.Classes) == 0, "classes", "")
	for _, c := range k.Classes {
		wrong(!slices.Contains(classes, c), "classes", string(c))
	}
	for _, c := range k.Needs {
		wrong(!c.known(), "needs", string(c))
	}
	names := map[string]bool{}
	for _, m := range k.Marks {
		wrong(m.Name == "" || names[m.Name], "marks", m.Name)
		wrong(m.From != "" && !names[m.From], "marks", m.From)
		wrong(m.Target < 0, "marks", m.Name)
		names[m.Name] = true
	}
	return k, problems
}

// strictly decodes a template file; an unknown word in it is a fault, not passed
// over.
func strictly(text []byte, into any) (app.Problem, bool) {
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.DisallowUnknownFields()
	if err := dec.Decode(into); err != nil {
		return app.Problem{Value: err.Error(), Key: "drill.file.json"}, false
	}
	return app.Problem{}, true
}

func wrongFile(key string, problems []app.Problem) error {
	err := app.Errorf(app.CodeInvalid, key, "count", len(problems))
	err.Problems = problems
	return err
}
