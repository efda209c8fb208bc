package drill

import (
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
// does what, what is timed and what is asked afterwards. What a drill's plan takes
// from it - roles, times, targets - are defaults that the school edits.
//
// A school adds a kind of its own by a file of the same shape, with a name and a code
// that no other kind has: "chemical-store", "XK01". Drills and rules remember their
// kind by its name, so a kind has no version: wording may be mended in the file, a
// drill that becomes another one gets another name.
type Kind struct {
	Name    string   `json:"name"` // short name, "fire"
	Code    string   `json:"code"` // "DK01"
	Title   app.Text `json:"title"`
	Classes []Class  `json:"classes"`
	General bool     `json:"general,omitempty"` // stands for its class where a rule names no kind
	// Rare marks a kind that is proposed only where a rule names no other, or calls it
	// usual: who asks for an evacuation at large does not mean a bomb threat.
	Rare       bool        `json:"rare,omitempty"`
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

// MarkKind is a moment of a drill that is timed. The first of a kind is the alarm,
// with which its clock starts, whatever the kind calls it.
type MarkKind struct {
	Name   string   `json:"name"` // "alarm", "first-out", …
	Title  app.Text `json:"title"`
	From   string   `json:"from,omitempty"`   // the mark that Target counts from; "" for the alarm
	Target int      `json:"target,omitempty"` // seconds; 0 for none
	// Needs marks a target that depends on the building: it holds where the school
	// meets these conditions, and the school's own target goes before it.
	Needs []Condition `json:"needs,omitempty"`
}

// at returns the mark with the target that holds at a school.
func (m MarkKind) at(s Site) MarkKind {
	switch {
	case len(m.Needs) == 0:
	case s.Settings.Target > 0:
		m.Target = s.Settings.Target
	case !s.HasAll(m.Needs):
		m.Target = 0
	}
	return m
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

// KnownMarks lists them in the usual order.
var KnownMarks = []string{
	MarkAlarm, MarkFirstOut, MarkLastOut, MarkRollComplete, MarkSelfRescue, MarkMutualRescue, MarkReinforcement, MarkLocked,
	MarkControlled, MarkAllClear,
}

// Is says whether the kind belongs to a class.
func (k Kind) Is(c Class) bool { return slices.Contains(k.Classes, c) }

// device says whether the kind only tests a device.
func (k Kind) device() bool {
	return len(k.Classes) > 0 && !slices.ContainsFunc(k.Classes, func(c Class) bool { return c != Test })
}

// Mark returns the kind's mark of that name.
func (k Kind) Mark(name string) (MarkKind, bool) {
	for _, m := range k.Marks {
		if m.Name == name {
			return m, true
		}
	}
	return MarkKind{}, false
}

// At returns the kind as a school drills it: its marks with the targets that hold
// there.
func (k Kind) At(s Site) Kind {
	k.Marks = slices.Clone(k.Marks)
	for i, m := range k.Marks {
		k.Marks[i] = m.at(s)
	}
	return k
}

// Translate returns a text of the kind's own - its title, its scenario, what a role
// does - in another language, also several in lines as Arrange writes them. What a
// school wrote itself it returns unchanged.
func (k Kind) Translate(text string, to app.Lang) string {
	if text == "" {
		return ""
	}
	own := k.texts()
	said := strings.Split(text, "\n")
	for i, line := range said {
		at := slices.IndexFunc(own, func(t app.Text) bool { return saysIn(t, line) })
		if at < 0 {
			return text
		}
		said[i] = own[at].In(to)
	}
	return strings.Join(said, "\n")
}

// saysIn reports whether t says line in any language.
func saysIn(t app.Text, line string) bool {
	for _, said := range t {
		if said == line {
			return true
		}
	}
	return false
}

// texts lists everything that the kind says, and what Arrange makes of it.
func (k Kind) texts() []app.Text {
	all := slices.Concat([]app.Text{k.Title, k.Scenario}, k.Objectives, k.Materials, k.Abort, k.Questions)
	for _, s := range k.Signals {
		all = append(all, s.Title, s.Sound, s.line())
	}
	for _, r := range k.Roles {
		all = append(append(all, r.Title), r.Duties...)
	}
	for _, row := range k.Script {
		all = append(all, row.Who, row.Does)
	}
	for _, b := range k.Before {
		all = append(all, b.Title)
	}
	for _, m := range k.Marks {
		all = append(all, m.Title)
	}
	for _, p := range k.Problems {
		all = append(all, p.Label)
	}
	return all
}

// line is the signal in one line: what it is, and how it sounds.
func (s Signal) line() app.Text {
	t := app.Text{}
	for _, lang := range app.Langs {
		t[lang] = s.Title.In(lang) + colon(lang) + s.Sound.In(lang)
	}
	return t
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
