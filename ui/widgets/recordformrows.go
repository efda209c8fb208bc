package widgets

import (
	"strings"

	"fyne.io/fyne/v2"

	"campuskeeper/app/schema"
	"campuskeeper/ui/look"
)

// rowsEditor edits the small table inside a record: a line for each row with its
// buttons, and a button that adds one. A row is edited in a form of its own.
type rowsEditor struct {
	form  *RecordForm
	field schema.Field
	hooks hooks
	rows  []schema.Values
	lines *fyne.Container
	add   *Button
	whole *fyne.Container
}

func newRowsEditor(f *RecordForm, field schema.Field, h hooks) *rowsEditor {
	e := &rowsEditor{form: f, field: field, hooks: h, lines: Column(0)}
	e.add = NewButton(Ordinary, "plus", f.deps.Book.T("record.rows.add"), func() { e.edit(-1) })
	e.whole = Column(look.Gap2, e.lines, Row(0, e.add))
	return e
}

func (e *rowsEditor) object() fyne.CanvasObject { return e.whole }
func (e *rowsEditor) value() (string, error)    { return e.text(), nil }
func (e *rowsEditor) text() string              { return schema.WriteRows(e.rows) }
func (e *rowsEditor) focus()                    { focusMe(e.add) }
func (e *rowsEditor) mark(bool)                 {}

func (e *rowsEditor) set(text string) {
	e.rows = schema.ReadRows(text)
	e.show()
}

func (e *rowsEditor) show() {
	book := e.form.deps.Book
	e.lines.RemoveAll()
	for i, row := range e.rows {
		var cells []string
		for _, field := range e.field.Fields {
			if value := field.Short(row[field.Name], book.Lang()); value != "" {
				cells = append(cells, value)
			}
		}
		words := NewText(strings.Join(cells, book.T("record.cells"))).Cut()
		line := Row(look.Gap2, Grow(words),
			NewRowButton(book.T("record.rows.edit"), func() { e.edit(i) }),
			NewRowButton(book.T("record.rows.remove"), func() { e.remove(i) }))
		e.lines.Add(Sized(0, look.ControlHeight, line))
		e.lines.Add(NewRule())
	}
	e.form.relay()
}

func (e *rowsEditor) remove(i int) {
	e.rows = append(e.rows[:i:i], e.rows[i+1:]...)
	e.show()
	e.hooks.changed()
}

// edit opens a form over the window for the i-th row, or for a new one.
func (e *rowsEditor) edit(i int) {
	window := fyne.CurrentApp().Driver().CanvasForObject(e.whole)
	if window == nil {
		return
	}
	book := e.form.deps.Book
	form := NewRecordForm(e.form.deps, schema.Schema{Fields: e.field.Fields}, FormLayout{Margin: look.Gap1})
	if i >= 0 {
		form.SetTexts(e.rows[i])
	}
	var dialog *Dialog
	save := NewButton(Main, "", book.T("record.rows.take"), func() {
		values, problems := form.Values()
		if wrong := form.Complain(problems); len(wrong) > 0 {
			form.Focus(wrong[0])
			return
		}
		dialog.Hide()
		e.put(i, values)
	})
	form.OnLast = save.press
	cancel := NewButton(Ordinary, "", book.T("widget.cancel"), func() { dialog.Cancel() })
	dialog = NewDialog(window, book.Text(e.field.Title), 560, Sized(0, 320, form), save, cancel, save)
	dialog.Show()
	form.FocusFirst()
}

func (e *rowsEditor) put(i int, values schema.Values) {
	if i >= 0 {
		e.rows[i] = values
	} else {
		e.rows = append(e.rows, values)
	}
	e.show()
	e.hooks.changed()
}
