package ledger

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"

	"campuskeeper/app"
	"campuskeeper/app/schema"
)

// Template is a ledger as a file describes it. The same file gives the screen's
// form, the table, the printed sheet, the workbook and the bundle's table.
type Template struct {
	Name        string              `json:"name"`    // "hazard"; scripts rely on it
	Code        string              `json:"code"`    // code of the ledger in the programme, "B05"
	Version     int                 `json:"version"` // entries keep the version they were written with
	Group       string              `json:"group"`
	Title       app.Text            `json:"title"`
	Noun        app.Text            `json:"noun"`            // one entry of it: "hazard", 隐患
	About       app.Text            `json:"about,omitempty"` // what belongs here, for the empty screen
	Programme   []string            `json:"programme,omitempty"`
	Loop        string              `json:"loop"`
	Number      string              `json:"number"`
	Sensitivity app.Sensitivity     `json:"sensitivity"`
	Headline    Headline            `json:"headline"`
	Roles       Roles               `json:"roles,omitzero"`
	Identity    []string            `json:"identity,omitempty"` // fields that tell two entries apart on import; all if empty
	List        []string            `json:"list"`               // columns of the table: field names, "number", "state"
	Forms       []string            `json:"forms,omitempty"`    // the main one first; record, register and blank if not said
	States      map[State]app.Text  `json:"states,omitempty"`   // words that differ from the loop's
	Moves       map[string]app.Text `json:"moves,omitempty"`    // the same for moves, by their names
	Signatures  []app.Text          `json:"signatures,omitempty"`
	LookBack    int                 `json:"lookBackDays,omitempty"` // days from closing to the look-back, 0 for none
	schema.Schema
}

// Headline names the fields that make up an entry's headline. Each may be empty.
type Headline struct {
	Text  string `json:"text"`
	Day   string `json:"day"`
	Grade string `json:"grade,omitempty"`
	Due   string `json:"due,omitempty"`
	Owner string `json:"owner,omitempty"`
	Place string `json:"place,omitempty"`
}

// ReadTemplate reads a template file and checks it against itself; loops tells
// which loops exist. The error lists everything that is wrong.
func ReadTemplate(file []byte, loops map[string]Loop) (Template, error) {
	var t Template
	decoder := json.NewDecoder(bytes.NewReader(file))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&t); err != nil {
		return Template{}, app.Wrap(err, app.CodeInvalid, "template.json", "detail", err.Error())
	}
	if t.Sensitivity == "" {
		t.Sensitivity = app.Internal
	}
	if len(t.Forms) == 0 {
		t.Forms = []string{"record", "register", "blank"}
	}
	if problems := t.check(loops); len(problems) > 0 {
		return Template{}, &app.Error{Code: app.CodeInvalid, Key: "template.wrong", Args: app.Args{"name": t.Name, "count": len(problems)}, Problems: problems}
	}
	return t, nil
}

var ledgerName = regexp.MustCompile(`^[a-z][a-z0-9-]*$`)

func (t Template) check(loops map[string]Loop) []app.Problem {
	problems := t.Schema.Check()
	add := func(where, value, key string) {
		problems = append(problems, app.Problem{Where: where, Value: value, Key: key})
	}
	if !ledgerName.MatchString(t.Name) {
		add("name", t.Name, "template.name")
	}
	if t.Version < 1 {
		add("version", fmt.Sprint(t.Version), "template.version")
	}
	if !t.Sensitivity.Known() {
		add("sensitivity", string(t.Sensitivity), "template.sensitivity")
	}
	for _, lang := range app.Langs {
		if t.Title[lang] == "" || t.Noun[lang] == "" {
			add("title, noun", string(lang), "template.title")
		}
	}
	if _, err := parseNumbering(t.Number); err != nil {
		add("number", t.Number, "template.number")
	}
	t.checkLoop(loops, add)
	t.checkNames(add)
	return problems
}

// checkLoop looks whether the loop, the states and the moves that are named exist.
func (t Template) checkLoop(loops map[string]Loop, add func(where, value, key string)) {
	loop, ok := loops[t.Loop]
	if !ok {
		add("loop", t.Loop, "template.loop")
		return
	}
	for state := range t.States {
		if _, ok := loop.State(state); !ok {
			add("states", string(state), "template.state")
		}
	}
	for name := range t.Moves {
		if _, ok := loop.named(name); !ok {
			add("moves", name, "template.move")
		}
	}
}

// checkNames looks whether every field that is mentioned exists.
func (t Template) checkNames(add func(where, value, key string)) {
	for where, names := range t.references() {
		for _, name := range names {
			if _, ok := t.Field(name); !ok && name != "" {
				add(where, name, "template.field.unknown")
			}
		}
	}
	if f, ok := t.Field(t.Headline.Day); !ok || f.Type != schema.Date && f.Type != schema.DateTime {
		add("headline.day", t.Headline.Day, "template.headline.day")
	}
}

// references lists every field name that the template mentions outside fields.
func (t Template) references() map[string][]string {
	h, r := t.Headline, t.Roles
	list := make([]string, 0, len(t.List))
	for _, name := range t.List {
		if name != ColumnNumber && name != ColumnState {
			list = append(list, name)
		}
	}
	roles := append([]string{}, t.Identity...)
	for role := range knownRoles {
		roles = append(roles, r.Fields(role)...)
	}
	return map[string][]string{
		"headline": {h.Text, h.Day, h.Grade, h.Due, h.Owner, h.Place},
		"roles":    roles,
		"list":     list,
	}
}

// Columns of a list that are no fields.
const (
	ColumnNumber = "number"
	ColumnState  = "state"
)

// StateLabel returns the word for a state of this ledger in a language.
func (t Template) StateLabel(loop Loop, state State, lang app.Lang) string {
	if text, ok := t.States[state]; ok {
		return text.In(lang)
	}
	if s, ok := loop.State(state); ok {
		return s.Label.In(lang)
	}
	return string(state)
}

// MoveLabel returns the word for a move of this ledger in a language.
func (t Template) MoveLabel(m Move, lang app.Lang) string {
	if text, ok := t.Moves[m.Name]; ok {
		return text.In(lang)
	}
	return m.Label.In(lang)
}

// StepLabels tells a step that was done: the word for the state that it led to, and
// the word for the move where that says more: another than the usual one led there, as
// a failed re-inspection leads back to the work. move is "" otherwise.
func (t Template) StepLabels(loop Loop, from, to State, lang app.Lang) (state, move string) {
	state = t.StateLabel(loop, to, lang)
	if m, ok := loop.Move(from, to); ok && m.Name != loop.usual(to).Name {
		move = t.MoveLabel(m, lang)
	}
	if move == state {
		move = ""
	}
	return state, move
}

// Head makes the headline of an entry.
func (t Template) Head(e Entry, loop Loop) app.Head {
	h := app.Head{
		Kind: app.KindEntry, ID: e.ID, Ledger: t.Name, Number: e.Number, State: string(e.State),
		Title:    firstLine(t.short(t.Headline.Text, e.Values)),
		Grade:    e.Values[t.Headline.Grade],
		Place:    e.Values[t.Headline.Place],
		Owner:    e.Values[t.Headline.Owner],
		Day:      dayOf(e.Values[t.Headline.Day]),
		Due:      t.Due(e, loop),
		Template: e.Template, Revision: e.Revision, Created: e.Created, Updated: e.Updated,
		Sensitivity: t.Schema.Sensitivity(e.Values, t.Sensitivity),
	}
	h.Cells = make([]string, len(t.List))
	for i, column := range t.List {
		switch column {
		case ColumnNumber:
			h.Cells[i] = e.Number
		case ColumnState:
			h.Cells[i] = string(e.State)
		default:
			h.Cells[i] = clip(t.short(column, e.Values), 120)
		}
	}
	return h
}

// Due is when the next thing must be done: the deadline while open - or what the
// state asks for so many days after the entry's day -, the look-back once closed,
// nothing after that.
func (t Template) Due(e Entry, loop Loop) app.Day {
	if loop.Name == NoLoop {
		return app.Day{}
	}
	s, _ := loop.State(e.State)
	if day := dayOf(e.Values[t.Headline.Day]); s.Open && s.DueAfter != nil && !day.IsZero() {
		return day.AddDays(*s.DueAfter)
	}
	if s.Open {
		return dayOf(e.Values[t.Headline.Due])
	}
	if e.State == Closed && t.Roles.LookBack != "" {
		return dayOf(e.Values[t.Roles.LookBack])
	}
	return app.Day{}
}

// short keeps words canonical, so that the screens may label them in any language.
func (t Template) short(field string, values schema.Values) string {
	f, ok := t.Field(field)
	if !ok {
		return ""
	}
	if f.Type == schema.LongText {
		return f.Short(values[field], app.English)
	}
	return values[field]
}

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

func firstLine(text string) string {
	for i, r := range text {
		if r == '\n' {
			text = text[:i]
			break
		}
	}
	return clip(text, 160)
}

// clip cuts a text to at most n characters, saying so with an ellipsis.
func clip(text string, n int) string {
	count := 0
	for i := range text {
		if count == n {
			return text[:i] + "…"
		}
		count++
	}
	return text
}
