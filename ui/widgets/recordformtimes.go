package widgets

import (
	"strings"

	"fyne.io/fyne/v2"

	"campuskeeper/ui/look"
)

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
