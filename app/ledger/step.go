package ledger

import (
	"context"
	"slices"
	"sort"

	"campuskeeper/app"
	"campuskeeper/app/schema"
)

// Step moves an entry to another state. set holds values that the step brings:
// those of the move's roles, or any other field. The error lists everything that
// the guards still need; then nothing was changed.
func (s *Service) Step(ctx context.Context, who app.Actor, id app.ID, to State, set schema.Values) (Entry, error) {
	var before, after Entry
	err := s.store.Write(ctx, who, func(w app.Writer) error {
		if err := w.Get(app.KindEntry, id, &before); err != nil {
			return err
		}
		t, err := s.library.Template(before.Ledger)
		if err != nil {
			return err
		}
		after, err = s.moved(t, before, to, set, app.DayOf(w.Now()))
		if err != nil {
			return err
		}
		after.Steps[len(after.Steps)-1].At = w.Now()
		after.Steps[len(after.Steps)-1].Who = who.Name
		return s.put(w, t, &after, &app.History{
			Action: "step", From: string(before.State), To: string(to),
			Fields: changes(before.Values, after.Values), Note: t.Roles.value(RoleReason, set),
		})
	})
	if err != nil {
		return Entry{}, err
	}
	s.remember(undo{Title: after.Number, Action: "step", To: to, Before: []Entry{before}, After: []Entry{after}})
	return after, nil
}

// Problems says what a step would still need, without doing it: for the dialog
// that asks while it is filled.
func (s *Service) Problems(e Entry, to State, set schema.Values, today app.Day) error {
	t, err := s.library.Template(e.Ledger)
	if err != nil {
		return err
	}
	_, err = s.moved(t, e, to, set, today)
	return err
}

// moved applies a step to a copy of the entry and checks every need and guard.
func (s *Service) moved(t Template, e Entry, to State, set schema.Values, today app.Day) (Entry, error) {
	loop := s.library.Loop(t)
	move, ok := loop.Move(e.State, to)
	if !ok {
		return Entry{}, s.noMove(t, loop, e, to)
	}
	after := e
	after.Values = e.Values.Clone()
	for name, value := range set {
		if value == "" {
			delete(after.Values, name)
		} else {
			after.Values[name] = value
		}
	}
	fillDays(t, move, after.Values, set, today)
	if fill := s.prefill[arrival{t.Name, to}]; fill != nil {
		after.Values = fill(after.Values)
	}
	if to == Closed && t.LookBack > 0 {
		for _, name := range t.Roles.Fields(RoleLookBack) {
			if set[name] == "" {
				after.Values[name] = today.AddDays(t.LookBack).String()
			}
		}
	}
	problems := t.Validate(after.Values)
	problems = append(problems, missing(t, move, after.Values, set)...)
	check := step{template: t, before: e.Values, after: after.Values, today: today}
	for _, guard := range move.Guards {
		if key, args := guards[guard](check); key != "" {
			problems = append(problems, app.Problem{Key: key, Args: args})
		}
	}
	if len(problems) > 0 {
		return Entry{}, &app.Error{
			Code: app.CodeInvalid, Key: "step.needs",
			Args:     app.Args{"number": e.Number, "state": stateText(t, loop, to)},
			Problems: problems,
		}
	}
	after.State = to
	after.Template = t.Version
	after.Steps = append(slices.Clone(e.Steps), Step{From: e.State, To: to, Day: today, Set: kept(e.Values, after.Values)})
	return after, nil
}

// fillDays enters the day of the step where nobody said another: received, done,
// checked.
func fillDays(t Template, move Move, values, set schema.Values, today app.Day) {
	for _, role := range dayRoles {
		if !slices.Contains(move.Roles(), role) {
			continue
		}
		for _, name := range t.Roles.Fields(role) {
			if set[name] == "" && (values[name] == "" || slices.Contains(move.Fresh, role)) {
				values[name] = today.String()
			}
		}
	}
}

func missing(t Template, move Move, values, set schema.Values) []app.Problem {
	var problems []app.Problem
	need := func(role Role, in schema.Values) {
		fields := t.Roles.Fields(role)
		if len(fields) > 0 && !t.says(role, in) {
			problems = append(problems, app.Problem{Field: fields[0], Key: "field.required"})
		}
	}
	for _, role := range move.Needs {
		need(role, values)
	}
	for _, role := range move.Fresh {
		if !slices.Contains(dayRoles, role) {
			need(role, set)
		}
	}
	return problems
}

// says reports whether a field of a role says something. A row that holds only what
// was asked, in its first column, says nothing.
func (t Template) says(role Role, values schema.Values) bool {
	for _, name := range t.Roles.Fields(role) {
		field, _ := t.Field(name)
		if field.Type != schema.Rows {
			if values[name] != "" {
				return true
			}
			continue
		}
		for _, row := range schema.ReadRows(values[name]) {
			delete(row, field.Fields[0].Name)
			if len(row) > 0 {
				return true
			}
		}
	}
	return false
}

func (s *Service) noMove(t Template, loop Loop, e Entry, to State) error {
	if _, ok := loop.State(to); !ok {
		return app.Errorf(app.CodeInvalid, "step.unknown", "state", string(to), "ledger", t.Title)
	}
	names := app.Text{}
	for _, lang := range app.Langs {
		sep := map[app.Lang]string{app.English: ", ", app.Chinese: "、"}[lang]
		for i, m := range loop.Next(e.State) {
			if i > 0 {
				names[lang] += sep
			}
			names[lang] += t.MoveLabel(m, lang) + " (" + string(m.To) + ")"
		}
	}
	key := "step.not-now"
	if len(loop.Next(e.State)) == 0 {
		key = "step.end"
	}
	return app.Errorf(app.CodeConflict, key, "number", e.Number, "from", stateText(t, loop, e.State), "state", stateText(t, loop, to), "next", names)
}

func stateText(t Template, loop Loop, state State) app.Text {
	text := app.Text{}
	for _, lang := range app.Langs {
		text[lang] = t.StateLabel(loop, state, lang)
	}
	return text
}

// kept returns what a step changed, with the old deadline among it.
func kept(before, after schema.Values) schema.Values {
	set := schema.Values{}
	for _, c := range changes(before, after) {
		set[c.Field] = c.New
	}
	return set
}

func sortedNames(rows ...schema.Values) []string {
	seen := map[string]bool{}
	for _, row := range rows {
		for name := range row {
			seen[name] = true
		}
	}
	names := make([]string, 0, len(seen))
	for name := range seen {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}
