package ledgers

import (
	"time"

	"campuskeeper/app"
	"campuskeeper/app/ledger"
	"campuskeeper/app/schema"
)

// event is one entry of a record's history in words.
type event struct {
	day     string
	time    string
	text    string
	who     string
	late    bool
	changes []change
}

// change keeps the old text of a field beside the new one.
type change struct{ label, old, new string }

// events puts a history into words, newest first.
func (t teller) events(history []app.History) []event {
	list := make([]event, 0, len(history))
	for i := len(history) - 1; i >= 0; i-- {
		h := history[i]
		e := event{
			day: app.DayOf(h.Time).String(), time: h.Time.Format("15:04"),
			who: t.who(h.Who), late: h.Late, changes: t.changes(h.Fields),
		}
		e.text = t.eventText(h, e.changes)
		list = append(list, e)
	}
	return list
}

// eventText says what happened in a few words.
func (t teller) eventText(h app.History, changes []change) string {
	switch h.Action {
	case "step":
		text := t.stepText(h)
		if h.Note != "" {
			return t.words.T("ledgers.event.reason", "what", text, "reason", h.Note)
		}
		return text
	case "changed":
		if len(changes) == 1 {
			c := changes[0]
			return t.words.T("ledgers.event.one", "field", c.label, "old", t.orNone(c.old), "new", t.orNone(c.new))
		}
		return t.words.T("ledgers.event.changed", "n", len(changes))
	}
	if key := "ledgers.event." + h.Action; t.words.Has(key) {
		return t.words.T(key, "note", h.Note)
	}
	return h.Action
}

// stepText is the state that a step led to, with the step where that says more.
func (t teller) stepText(h app.History) string {
	state, move := t.template.StepLabels(t.loop, ledger.State(h.From), ledger.State(h.To), t.words.Lang())
	if move == "" {
		return state
	}
	return t.words.T("history.move", "to", state, "step", move)
}

func (t teller) orNone(text string) string {
	if text == "" {
		return t.words.T("ledgers.event.none")
	}
	return text
}

func (t teller) changes(fields []app.FieldChange) []change {
	list := make([]change, 0, len(fields))
	for _, c := range fields {
		field, known := t.template.Field(c.Field)
		if !known {
			list = append(list, change{c.Field, c.Old, c.New})
			continue
		}
		list = append(list, change{t.words.Text(field.Title), t.value(field, c.Old), t.value(field, c.New)})
	}
	return list
}

func (t teller) value(field schema.Field, canonical string) string {
	if canonical == "" {
		return ""
	}
	if field.Type == schema.Photo || field.Type == schema.File {
		return t.words.T("ledgers.files", "n", len(schema.ReadList(canonical)))
	}
	return field.Short(canonical, t.words.Lang())
}

// clock writes the clock time of an instant for the head of a form.
func clock(at time.Time) string { return at.Format("15:04") }
