package ledger

import (
	"bytes"
	"encoding/json"
	"slices"

	"campuskeeper/app"
)

// State is a station of the closed loop. Scripts rely on the names.
type State string

// The states that guards and rules speak of; the rest stand in the loop files only.
const (
	Found        State = "found"
	Graded       State = "graded"
	Ordered      State = "ordered"
	Received     State = "received"
	InProgress   State = "in-progress"
	Submitted    State = "submitted"
	Closed       State = "closed"
	LookBack     State = "look-back"
	Transferred  State = "transferred"
	OutOfUse     State = "out-of-use"
	Extended     State = "extended"
	BeyondSchool State = "beyond-school"
	Void         State = "void"
)

// NoLoop is the name of the loop that has no states.
const NoLoop = "none"

// Loop is a table of states and of the moves between them.
type Loop struct {
	Name   string      `json:"name"`
	Start  State       `json:"start,omitempty"`
	Past   State       `json:"past,omitempty"` // of what is imported without a state when its day is over; Start if not said
	States []StateInfo `json:"states"`
	Moves  []Move      `json:"moves"`
}

// StateInfo describes one state.
type StateInfo struct {
	Name     State    `json:"name"`
	Label    app.Text `json:"label"`
	Synonyms []string `json:"synonyms,omitempty"` // words of state columns in workbooks
	Shape    string   `json:"shape"`              // drawn beside the word
	Open     bool     `json:"open,omitempty"`     // still has to be dealt with; its deadline counts
	Main     bool     `json:"main,omitempty"`     // a station of the straight way, in this order
	Check    bool     `json:"check,omitempty"`    // waits for a re-inspection
	DueAfter *int     `json:"dueAfter,omitempty"` // due so many days after the entry's day, whatever its due field says
}

// Move is an arrow of the table. Its name is how templates speak of it. Needs are roles that must be filled, by what the
// record holds or by what the step brings; Fresh ones only by the step, since an old
// reason is no reason for a new extension; Asks are roles that the step may bring;
// Guards are rules, see guards.go.
type Move struct {
	Name   string   `json:"name"`
	From   []State  `json:"from"`
	To     State    `json:"to"`
	Label  app.Text `json:"label"`
	Needs  []Role   `json:"needs,omitempty"`
	Fresh  []Role   `json:"fresh,omitempty"` // roles that the step itself must bring
	Asks   []Role   `json:"asks,omitempty"`
	Guards []Guard  `json:"guards,omitempty"`
	Aside  bool     `json:"aside,omitempty"` // leaves the straight way; offered after the others
	Grave  bool     `json:"grave,omitempty"` // asks again before it is done
}

// Role is a part that a field plays in the loop, see Roles.
type Role string

// Guard is the name of a rule in guards.go.
type Guard string

// ReadLoop reads a loop file and checks that its table is whole.
func ReadLoop(file []byte) (Loop, error) {
	var l Loop
	decoder := json.NewDecoder(bytes.NewReader(file))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&l); err != nil {
		return Loop{}, app.Wrap(err, app.CodeInvalid, "template.json", "detail", err.Error())
	}
	var problems []app.Problem
	add := func(where, value, key string) {
		problems = append(problems, app.Problem{Where: where, Value: value, Key: key})
	}
	l.checkStates(add)
	l.checkMoves(add)
	if len(problems) > 0 {
		return Loop{}, &app.Error{Code: app.CodeInvalid, Key: "template.wrong", Args: app.Args{"name": l.Name, "count": len(problems)}, Problems: problems}
	}
	return l, nil
}

// checkStates looks whether the states that the loop itself names exist.
func (l Loop) checkStates(add func(where, value, key string)) {
	if _, ok := l.State(l.Start); !ok && l.Name != NoLoop {
		add("start", string(l.Start), "template.state")
	}
	if _, ok := l.State(l.Past); !ok && l.Past != "" {
		add("past", string(l.Past), "template.state")
	}
}

// checkMoves looks whether each move has a name of its own, and whether what it
// speaks of exists.
func (l Loop) checkMoves(add func(where, value, key string)) {
	named := map[string]bool{}
	for _, m := range l.Moves {
		if m.Name == "" || named[m.Name] {
			add("moves", m.Name, "template.move")
		}
		named[m.Name] = true
		for _, s := range append([]State{m.To}, m.From...) {
			if _, ok := l.State(s); !ok {
				add("moves", string(s), "template.state")
			}
		}
		for _, role := range m.Roles() {
			if !knownRoles[role] {
				add("moves", string(role), "template.role")
			}
		}
		for _, g := range m.Guards {
			if guards[g] == nil {
				add("moves", string(g), "template.guard")
			}
		}
	}
}

// State returns what is known of a state.
func (l Loop) State(name State) (StateInfo, bool) {
	for _, s := range l.States {
		if s.Name == name {
			return s, true
		}
	}
	return StateInfo{}, false
}

// IsOpen says whether an entry in that state still has to be dealt with.
func (l Loop) IsOpen(name State) bool {
	s, ok := l.State(name)
	return ok && s.Open
}

// Done returns the station of the straight way at which nothing is left to do:
// closed, completed. "" in a loop without one.
func (l Loop) Done() State {
	for _, s := range l.States {
		if s.Main && !s.Open {
			return s.Name
		}
	}
	return ""
}

// Next lists the moves that lead on from a state, the straight way first.
func (l Loop) Next(from State) []Move {
	var straight, aside []Move
	for _, m := range l.Moves {
		for _, s := range m.From {
			if s != from {
				continue
			}
			if m.Aside {
				aside = append(aside, m)
			} else {
				straight = append(straight, m)
			}
		}
	}
	return append(straight, aside...)
}

// Move returns the arrow between two states.
func (l Loop) Move(from, to State) (Move, bool) {
	for _, m := range l.Next(from) {
		if m.To == to {
			return m, true
		}
	}
	return Move{}, false
}

// named returns the move of that name.
func (l Loop) named(name string) (Move, bool) {
	for _, m := range l.Moves {
		if m.Name == name {
			return m, true
		}
	}
	return Move{}, false
}

// usual returns the move that usually leads to a state: the first of the table.
func (l Loop) usual(to State) Move {
	for _, m := range l.Moves {
		if m.To == to {
			return m
		}
	}
	return Move{}
}

// Path returns the straight way from the start to a state, without the start: the
// way that an imported state is brought along. False when the state lies aside
// and can be reached in one move from the start only by leaving the straight way.
func (l Loop) Path(to State) []State {
	if to == l.Start {
		return nil
	}
	var path []State
	for _, s := range l.States {
		if !s.Main || s.Name == l.Start {
			continue
		}
		path = append(path, s.Name)
		if s.Name == to {
			return path
		}
	}
	return []State{to}
}

// Roles lists every role that the move speaks of, needed ones first.
func (m Move) Roles() []Role {
	roles := make([]Role, 0, len(m.Needs)+len(m.Fresh)+len(m.Asks))
	for _, part := range [][]Role{m.Fresh, m.Needs, m.Asks} {
		for _, role := range part {
			if !slices.Contains(roles, role) {
				roles = append(roles, role)
			}
		}
	}
	return roles
}
