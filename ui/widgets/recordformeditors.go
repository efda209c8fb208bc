package widgets

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"campuskeeper/app"
	"campuskeeper/app/schema"
	"campuskeeper/ui/look"
)

// newEditor makes the control that suits a field.
func (f *RecordForm) newEditor(field schema.Field) editor {
	hooks := f.hooks(field.Name)
	switch field.Type {
	case schema.LongText:
		return newAreaEditor(field, hooks)
	case schema.Date:
		return newDayEditor(f.deps, hooks)
	case schema.Time:
		return newTimeEditor(f.deps, hooks)
	case schema.DateTime:
		return newMomentEditor(f.deps, hooks)
	case schema.Boolean:
		return newYesNoEditor(f.deps, hooks)
	case schema.List:
		if len(field.Categories) > 0 {
			return newChecksEditor(f.deps, field, hooks)
		}
	case schema.Photo, schema.File:
		return newFilesEditor(f.deps, field, hooks)
	case schema.Rows:
		return newRowsEditor(f, field, hooks)
	}
	return f.newLineEditor(field, hooks)
}

// newLineEditor makes the control of a value that stands in one line.
func (f *RecordForm) newLineEditor(field schema.Field, hooks hooks) editor {
	switch {
	case len(field.Categories) > 0 && !field.Open && len(field.Categories) <= 3:
		return newRadioEditor(f.deps, field, hooks)
	case len(field.Categories) > 0 && !field.Open:
		return newSelectEditor(f.deps, field, hooks)
	case len(field.Categories) > 0, field.Type == schema.Person, field.Type == schema.Place, field.Type == schema.Link:
		return newComboEditor(f.deps, field, hooks)
	}
	return newTextEditor(f.deps, field, hooks)
}

// hooks are what an editor tells its form.
type hooks struct {
	changed func()
	focused func(focused bool)
	key     func(*fyne.KeyEvent) bool
}

// textEditor edits one line: text, numbers, years, lists without known words.
type textEditor struct {
	field schema.Field
	lang  app.Lang
	entry *formEntry
	whole fyne.CanvasObject
}

func newTextEditor(deps FormDeps, field schema.Field, h hooks) *textEditor {
	e := &textEditor{field: field, lang: deps.Book.Lang(), entry: newFormEntry(false, h)}
	e.whole = e.entry
	if unit := deps.Book.Text(field.Unit); unit != "" {
		e.whole = Row(look.Gap2, Grow(e.entry), NewText(unit).In(look.Muted))
	}
	return e
}

func (e *textEditor) object() fyne.CanvasObject { return e.whole }
func (e *textEditor) value() (string, error)    { return e.field.Parse(e.entry.Text) }
func (e *textEditor) text() string              { return canonicalOr(e.value, e.entry.Text) }
func (e *textEditor) set(text string)           { e.entry.quietly(e.shown(text)) }
func (e *textEditor) focus()                    { focusMe(e.entry) }
func (e *textEditor) mark(wrong bool)           { e.entry.SetWrong(wrong) }

func (e *textEditor) shown(text string) string {
	if e.field.Type == schema.List {
		return e.field.Format(text, e.lang)
	}
	return text
}

// canonicalOr returns the canonical value, or the text where there is none.
func canonicalOr(value func() (string, error), text string) string {
	if canonical, err := value(); err == nil {
		return canonical
	}
	return text
}

// areaEditor edits several lines. Enter goes on to the next field, Shift+Enter
// begins a new line.
type areaEditor struct {
	field schema.Field
	entry *formEntry
}

func newAreaEditor(field schema.Field, h hooks) *areaEditor {
	return &areaEditor{field: field, entry: newFormEntry(true, h)}
}

func (e *areaEditor) object() fyne.CanvasObject { return e.entry }
func (e *areaEditor) value() (string, error)    { return e.field.Parse(e.entry.Text) }
func (e *areaEditor) text() string              { return e.entry.Text }
func (e *areaEditor) set(text string)           { e.entry.quietly(text) }
func (e *areaEditor) focus()                    { focusMe(e.entry) }
func (e *areaEditor) mark(wrong bool)           { e.entry.SetWrong(wrong) }

// formEntry is an entry that passes on the shortcuts of the window and, with
// several lines, the Enter key.
type formEntry struct {
	Entry
	changed func()
	shift   bool
}

func newFormEntry(lines bool, h hooks) *formEntry {
	e := &formEntry{changed: h.changed}
	e.OnFocus = h.focused
	e.OnKey = h.key
	e.OnChanged = func(string) { e.changed() }
	oneLine(&e.Entry)
	if lines {
		e.MultiLine, e.Scroll, e.Wrapping = true, fyne.ScrollVerticalOnly, fyne.TextWrapWord
		e.OnKey = func(key *fyne.KeyEvent) bool { return !e.newLine(key) && h.key(key) }
	}
	e.ExtendBaseWidget(e)
	if lines {
		e.SetMinRowsVisible(2)
	}
	return e
}

func (e *formEntry) newLine(key *fyne.KeyEvent) bool {
	return e.shift && (key.Name == fyne.KeyReturn || key.Name == fyne.KeyEnter)
}

// quietly sets the text and tells nobody.
func (e *formEntry) quietly(text string) {
	told := e.OnChanged
	e.OnChanged = nil
	e.SetText(text)
	e.OnChanged = told
}

// KeyDown implements desktop.Keyable.
func (e *formEntry) KeyDown(key *fyne.KeyEvent) {
	e.shift = e.shift || key.Name == desktop.KeyShiftLeft || key.Name == desktop.KeyShiftRight
	e.Entry.KeyDown(key)
}

// KeyUp implements desktop.Keyable.
func (e *formEntry) KeyUp(key *fyne.KeyEvent) {
	e.shift = e.shift && key.Name != desktop.KeyShiftLeft && key.Name != desktop.KeyShiftRight
	e.Entry.KeyUp(key)
}

// TypedShortcut implements fyne.Shortcutable.
func (e *formEntry) TypedShortcut(shortcut fyne.Shortcut) {
	if !entryUses(shortcut) {
		passOn(e, shortcut)
		return
	}
	e.Entry.TypedShortcut(shortcut)
}

// AcceptsTab lets Tab go on to the next field, also from several lines.
func (e *formEntry) AcceptsTab() bool { return false }

// MinSize keeps two lines at 52 pixels.
func (e *formEntry) MinSize() fyne.Size {
	e.ExtendBaseWidget(e)
	height := look.ControlHeight
	if e.MultiLine {
		height = look.ControlHeight + look.Line(look.BodyText)
	}
	return fyne.NewSize(look.Px(80), look.Px(height))
}

// CreateRenderer implements fyne.Widget.
func (e *formEntry) CreateRenderer() fyne.WidgetRenderer { return e.Entry.CreateRenderer() }

// dayEditor edits a day.
type dayEditor struct{ entry *DayEntry }

func newDayEditor(deps FormDeps, h hooks) *dayEditor {
	e := &dayEditor{NewDayEntry(deps.Book, deps.Clock)}
	e.entry.EndOfTerm = deps.EndOfTerm
	e.entry.OnChanged, e.entry.OnFocus, e.entry.OnKey = h.changed, h.focused, h.key
	return e
}

func (e *dayEditor) object() fyne.CanvasObject { return e.entry }
func (e *dayEditor) focus()                    { e.entry.FocusIn() }
func (e *dayEditor) mark(wrong bool)           { e.entry.SetWrong(wrong) }
func (e *dayEditor) set(text string)           { e.entry.SetText(text) }
func (e *dayEditor) text() string              { return canonicalOr(e.value, e.entry.Text()) }

func (e *dayEditor) value() (string, error) {
	day, err := e.entry.Day()
	return day.String(), err
}

// timeEditor edits a time of day.
type timeEditor struct{ entry *TimeEntry }

func newTimeEditor(deps FormDeps, h hooks) *timeEditor {
	e := &timeEditor{NewTimeEntry(deps.Clock)}
	e.entry.OnChanged = func(string) { h.changed() }
	e.entry.OnFocus, e.entry.OnKey = h.focused, h.key
	return e
}

func (e *timeEditor) object() fyne.CanvasObject { return e.entry }
func (e *timeEditor) value() (string, error)    { return e.entry.Time() }
func (e *timeEditor) text() string              { return canonicalOr(e.value, e.entry.Text) }
func (e *timeEditor) focus()                    { focusMe(e.entry) }
func (e *timeEditor) mark(wrong bool)           { e.entry.SetWrong(wrong) }

func (e *timeEditor) set(text string) {
	told := e.entry.OnChanged
	e.entry.OnChanged = nil
	e.entry.SetText(text)
	e.entry.OnChanged = told
}

// momentEditor edits a day and a time of day.
type momentEditor struct {
	day  *dayEditor
	time *timeEditor
	row  fyne.CanvasObject
}

func newMomentEditor(deps FormDeps, h hooks) *momentEditor {
	e := &momentEditor{day: newDayEditor(deps, h), time: newTimeEditor(deps, h)}
	toTime := h
	toTime.key = func(key *fyne.KeyEvent) bool {
		if key.Name == fyne.KeyReturn || key.Name == fyne.KeyEnter {
			e.time.focus()
			return true
		}
		return h.key(key)
	}
	e.day.entry.OnKey = toTime.key
	e.row = Row(look.Gap2, Grow(e.day.object()), e.time.object())
	return e
}

func (e *momentEditor) object() fyne.CanvasObject { return e.row }
func (e *momentEditor) text() string              { return canonicalOr(e.value, e.typed()) }
func (e *momentEditor) focus()                    { e.day.focus() }

func (e *momentEditor) typed() string {
	return strings.TrimSpace(e.day.entry.Text() + " " + e.time.entry.Text)
}

func (e *momentEditor) value() (string, error) {
	day, err := e.day.value()
	if err != nil || day == "" {
		return day, err
	}
	clock, err := e.time.value()
	if err == nil && clock == "" {
		clock = "00:00"
	}
	return day + "T" + clock, err
}

func (e *momentEditor) set(text string) {
	day, clock, _ := strings.Cut(strings.Replace(text, "T", " ", 1), " ")
	e.day.set(day)
	e.time.set(clock)
}

func (e *momentEditor) mark(wrong bool) {
	e.day.mark(wrong)
	e.time.mark(wrong)
}

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

// checksEditor edits a list of known words: a box for each.
type checksEditor struct {
	field  schema.Field
	checks []*Check
	grid   *fyne.Container
}

func newChecksEditor(deps FormDeps, field schema.Field, h hooks) *checksEditor {
	e := &checksEditor{field: field}
	e.grid = NewFlow(look.Gap6, look.Gap1)
	for _, c := range field.Categories {
		check := NewCheck(deps.Book.Text(c.Label), false, func(bool) { h.changed() })
		e.checks = append(e.checks, check)
		e.grid.Add(check)
	}
	return e
}

func (e *checksEditor) object() fyne.CanvasObject { return e.grid }
func (e *checksEditor) value() (string, error)    { return e.text(), nil }
func (e *checksEditor) mark(bool)                 {}

func (e *checksEditor) focus() {
	if len(e.checks) > 0 {
		focusMe(e.checks[0])
	}
}

func (e *checksEditor) text() string {
	var items []string
	for i, check := range e.checks {
		if check.Ticked() {
			items = append(items, e.field.Categories[i].Value)
		}
	}
	return schema.WriteList(items)
}

func (e *checksEditor) set(text string) {
	ticked := map[string]bool{}
	for _, item := range schema.ReadList(text) {
		ticked[item] = true
	}
	for i, check := range e.checks {
		check.SetTicked(ticked[e.field.Categories[i].Value])
	}
}
