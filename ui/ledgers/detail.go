package ledgers

import (
	"context"

	"campuskeeper/app"
	"campuskeeper/app/ledger"
	"campuskeeper/app/schema"
	"campuskeeper/ui/look"
	"campuskeeper/ui/task"
	"campuskeeper/ui/widgets"
	"campuskeeper/ui/words"
)

// detail is one record as it is shown: read and put into words beside the window,
// and held only as long as it is shown.
type detail struct {
	entry    ledger.Entry
	template ledger.Template
	loop     ledger.Loop
	text     string // what it is about
	state    widgets.Cell
	facts    []fact
	moves    []ledger.Move
	stations []widgets.Station
	files    []widgets.ViewedFile
	history  []event // newest first
	sent     []Sending
	groups   []factGroup
}

// fact is a filled field: label over value.
type fact struct {
	label string
	value string
	shape look.Shape
	wide  bool
}

// factGroup is a group of the form with its filled fields.
type factGroup struct {
	title string
	facts []fact
}

// teller puts a record into words.
type teller struct {
	words    *words.Book
	actor    string
	today    app.Day
	template ledger.Template
	loop     ledger.Loop
}

// loadDetail reads a record with its history and hands it to done on the window's
// thread, unless another one was asked for in the same slot.
func loadDetail(deps *Deps, slot *task.Slot, id app.ID, done func(*detail, error)) {
	actor, today := deps.Actor().Name, deps.today()
	task.Latest(deps.Runner, slot, context.Background(), deps.Words.T("ledgers.reading"),
		func(ctx context.Context, _ *task.Progress) (*detail, error) {
			entry, err := deps.Records.Entry(ctx, id)
			if err != nil {
				return nil, err
			}
			template, err := deps.Library.Of(entry)
			if err != nil {
				return nil, err
			}
			history, err := deps.Records.History(ctx, id)
			if err != nil {
				return nil, err
			}
			sent, err := sendings(ctx, deps, id, history)
			if err != nil {
				return nil, err
			}
			t := teller{deps.Words, actor, today, template, deps.Library.Loop(template)}
			d := t.detail(entry, history)
			d.sent = sent
			return d, nil
		}, done)
}

func (t teller) detail(e ledger.Entry, history []app.History) *detail {
	return &detail{
		entry: e, template: t.template, loop: t.loop,
		text:     e.Values[t.template.Headline.Text],
		state:    t.state(e),
		facts:    t.facts(e),
		moves:    t.loop.Next(e.State),
		stations: t.stations(e),
		files:    t.files(e),
		history:  t.events(history),
		groups:   t.groups(e),
	}
}

// state says how late the record is, or where it stands.
func (t teller) state(e ledger.Entry) widgets.Cell {
	due := t.due(e)
	if late := lateDays(t.loop, e.State, due, t.today); late > 0 {
		return widgets.Cell{Text: t.words.T("ledgers.late", "n", late), Shape: look.Late, Role: look.Red}
	}
	if e.State == "" {
		return widgets.Cell{}
	}
	info, _ := t.loop.State(e.State)
	return widgets.Cell{Text: t.label(e.State), Shape: look.ShapeNamed(info.Shape)}
}

func (t teller) label(state ledger.State) string {
	return t.template.StateLabel(t.loop, state, t.words.Lang())
}

// due is when the next thing must be done.
func (t teller) due(e ledger.Entry) app.Day { return t.template.Head(e, t.loop).Due }

// facts are the four facts under the text: where, how grave, who, until when. A
// ledger without them shows the first filled columns of its list.
func (t teller) facts(e ledger.Entry) []fact {
	h := t.template.Headline
	names := []string{h.Place, h.Grade, h.Owner, h.Due}
	if h.Due == "" {
		names = append(names, h.Day)
	}
	names = append(names, t.template.List...)
	var facts []fact
	seen := map[string]bool{"": true, h.Text: true}
	for _, name := range names {
		field, known := t.template.Field(name)
		if seen[name] || !known || e.Values[name] == "" || len(facts) == 4 {
			continue
		}
		seen[name] = true
		facts = append(facts, t.fact(field, e.Values[name]))
	}
	return facts
}

func (t teller) fact(field schema.Field, value string) fact {
	f := fact{label: t.words.Text(field.Title), value: field.Format(value, t.words.Lang())}
	if unit := t.words.Text(field.Unit); unit != "" {
		f.value += " " + unit
	}
	if word, known := field.Category(value); known && word.Shape != "" {
		f.shape = shapeOf(word.Shape, value)
	}
	f.wide = field.Type == schema.LongText || field.Type == schema.Rows
	if field.Type == schema.Photo || field.Type == schema.File {
		f.value = t.words.T("ledgers.files", "n", len(schema.ReadList(value)))
	}
	return f
}

// groups are all filled fields under the headings of the form.
func (t teller) groups(e ledger.Entry) []factGroup {
	var groups []factGroup
	for _, group := range append([]schema.Group{{}}, t.template.Groups...) {
		made := factGroup{title: t.words.Text(group.Title)}
		for _, field := range t.template.Fields {
			if field.Group == group.Name && e.Values[field.Name] != "" {
				made.facts = append(made.facts, t.fact(field, e.Values[field.Name]))
			}
		}
		if len(made.facts) > 0 {
			groups = append(groups, made)
		}
	}
	return groups
}

// files are the kept photos with the title of their field and the day they show, and
// the other files.
func (t teller) files(e ledger.Entry) []widgets.ViewedFile {
	var files []widgets.ViewedFile
	first := true
	for _, field := range t.template.Fields {
		caption := t.words.Text(field.Title)
		switch field.Type {
		case schema.File:
		case schema.Photo:
			day := t.day(e.Values[t.template.Headline.Day])
			if names := t.template.Roles.Fields(ledger.RoleDone); !first && len(names) > 0 {
				day = t.day(e.Values[names[0]])
			}
			first = false
			if !day.IsZero() {
				caption = t.words.T("ledgers.photo", "what", caption, "day", t.nearDay(day))
			}
		default:
			continue
		}
		for _, hash := range schema.ReadList(e.Values[field.Name]) {
			files = append(files, widgets.ViewedFile{Hash: hash, Caption: caption})
		}
	}
	return files
}

// nearDay writes a day where there is little room.
func (t teller) nearDay(day app.Day) string {
	if t.words.Lang() == app.English {
		return day.String()
	}
	return t.words.NearDay(day)
}

func (t teller) day(canonical string) app.Day {
	if len(canonical) < 10 {
		return app.Day{}
	}
	day, err := app.ParseDay(canonical[:10])
	if err != nil {
		return app.Day{}
	}
	return day
}

// who names a person as the reader knows them: the one at the keyboard is "You".
func (t teller) who(name string) string {
	if name != "" && name == t.actor {
		return t.words.T("ledgers.you")
	}
	return name
}
