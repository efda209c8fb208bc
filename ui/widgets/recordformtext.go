package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"campuskeeper/app"
	"campuskeeper/app/schema"
	"campuskeeper/ui/look"
)

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
	e.oneLine()
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
