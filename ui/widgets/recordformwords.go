package widgets

import (
	"fyne.io/fyne/v2"

	"campuskeeper/app"
	"campuskeeper/app/schema"
	"campuskeeper/ui/look"
)

// comboEditor edits a word that may be another one, a person, a place or the
// number of another record, with what was written there before.
type comboEditor struct {
	field schema.Field
	lang  app.Lang
	combo *Combo
}

// comboIcons stand at the left of such an entry.
var comboIcons = map[schema.Type]string{schema.Place: "pin", schema.Link: "link"}

func newComboEditor(deps FormDeps, field schema.Field, h hooks) *comboEditor {
	e := &comboEditor{field: field, lang: deps.Book.Lang()}
	var words []string
	for _, c := range field.Categories {
		words = append(words, c.Label.In(e.lang))
	}
	e.combo = NewCombo(comboIcons[field.Type], words)
	e.combo.SetKnown(words)
	e.combo.OnChanged, e.combo.OnFocus, e.combo.OnKey = h.changed, h.focused, h.key
	if deps.Earlier != nil && len(words) == 0 {
		deps.Earlier(field.Name, e.combo.SetKnown)
	}
	return e
}

func (e *comboEditor) object() fyne.CanvasObject { return e.combo }
func (e *comboEditor) value() (string, error)    { return e.field.Parse(e.combo.Text()) }
func (e *comboEditor) text() string              { return canonicalOr(e.value, e.combo.Text()) }
func (e *comboEditor) set(text string)           { e.combo.SetText(e.field.Format(text, e.lang)) }
func (e *comboEditor) focus()                    { e.combo.FocusIn() }
func (e *comboEditor) mark(wrong bool)           { e.combo.SetWrong(wrong) }

// chooser is what RadioRow and Select have in common.
type chooser interface {
	fyne.CanvasObject
	fyne.Focusable
	Value() string
	SetValue(value string)
	SetWrong(wrong bool)
}

// wordEditor edits a word out of a few.
type wordEditor struct{ chooser chooser }

func newRadioEditor(deps FormDeps, field schema.Field, h hooks) *wordEditor {
	row := NewRadioRow(fieldOptions(deps, field), "", func(string) { h.changed() })
	row.OnFocus, row.OnKey = h.focused, h.key
	return &wordEditor{row}
}

func newYesNoEditor(deps FormDeps, h hooks) *wordEditor {
	row := NewRadioRow([]Option{
		{Value: "true", Label: deps.Book.T("record.yes")},
		{Value: "false", Label: deps.Book.T("record.no")},
	}, "", func(string) { h.changed() })
	row.OnFocus, row.OnKey = h.focused, h.key
	return &wordEditor{row}
}

func newSelectEditor(deps FormDeps, field schema.Field, h hooks) *wordEditor {
	options := fieldOptions(deps, field)
	if !field.Constraints.Required {
		options = append([]Option{{Value: "", Label: deps.Book.T("record.none")}}, options...)
	}
	choose := NewSelect(deps.Book.T("record.none"), options, "", func(string) { h.changed() })
	choose.OnFocus = h.focused
	choose.OnKey = func(key *fyne.KeyEvent) bool {
		return (key.Name == fyne.KeyReturn || key.Name == fyne.KeyEnter) && h.key(key)
	}
	return &wordEditor{choose}
}

func fieldOptions(deps FormDeps, field schema.Field) []Option {
	options := make([]Option, len(field.Categories))
	for i, c := range field.Categories {
		options[i] = Option{Value: c.Value, Label: deps.Book.Text(c.Label), Shape: shapeOf(c)}
	}
	return options
}

// shapeOf is the shape that a template gives a word, or the one of its level.
func shapeOf(c schema.Category) look.Shape {
	if shape := look.Shape(c.Shape); look.Mark(shape) != nil {
		return shape
	}
	if c.Shape == "" {
		return look.NoShape
	}
	return look.ShapeOfGrade(c.Value)
}

func (e *wordEditor) object() fyne.CanvasObject { return e.chooser }
func (e *wordEditor) value() (string, error)    { return e.chooser.Value(), nil }
func (e *wordEditor) text() string              { return e.chooser.Value() }
func (e *wordEditor) set(text string)           { e.chooser.SetValue(text) }
func (e *wordEditor) focus()                    { focusMe(e.chooser) }
func (e *wordEditor) mark(wrong bool)           { e.chooser.SetWrong(wrong) }
