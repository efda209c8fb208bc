package drilllive

import (
	"unicode/utf8"

	"fyne.io/fyne/v2"

	"campuskeeper/ui/widgets"
)

// lineEntry is an entry of one line in the running view. Enter submits it and empties
// it; shortcuts of the view go on to the view, also Ctrl+Z while the entry is empty.
type lineEntry struct {
	widgets.Entry
	pass func(shortcut fyne.Shortcut) bool
}

func newLineEntry(hint string, submit func(text string) bool, pass func(shortcut fyne.Shortcut) bool) *lineEntry {
	e := &lineEntry{pass: pass}
	e.PlaceHolder = hint
	e.Wrapping, e.Scroll = fyne.TextWrapOff, fyne.ScrollHorizontalOnly
	e.OnSubmitted = func(text string) {
		if submit(text) {
			e.SetText("")
		}
	}
	e.ExtendBaseWidget(e)
	return e
}

// goOn lets what was begun be typed further, in an entry that was made anew.
func (e *lineEntry) goOn(text string) {
	e.Text, e.CursorColumn = text, utf8.RuneCountInString(text)
}

// TypedShortcut implements fyne.Shortcutable.
func (e *lineEntry) TypedShortcut(shortcut fyne.Shortcut) {
	if _, undo := shortcut.(*fyne.ShortcutUndo); undo && e.Text != "" {
		e.Entry.TypedShortcut(shortcut)
		return
	}
	if !e.pass(shortcut) {
		e.Entry.TypedShortcut(shortcut)
	}
}

// CreateRenderer implements fyne.Widget.
func (e *lineEntry) CreateRenderer() fyne.WidgetRenderer {
	e.ExtendBaseWidget(e)
	return e.Entry.CreateRenderer()
}

// textArea is an entry of several lines that Tab leaves and Ctrl+Enter submits.
type textArea struct {
	widgets.Entry
	submit func()
}

func newTextArea(hint string, lines int, submit func()) *textArea {
	a := &textArea{submit: submit}
	a.PlaceHolder, a.MultiLine, a.Wrapping = hint, true, fyne.TextWrapWord
	a.ExtendBaseWidget(a)
	a.SetMinRowsVisible(lines)
	return a
}

// AcceptsTab implements fyne.Tabbable: Tab goes on to the next control.
func (a *textArea) AcceptsTab() bool { return false }

// TypedShortcut implements fyne.Shortcutable.
func (a *textArea) TypedShortcut(shortcut fyne.Shortcut) {
	if shortcut.ShortcutName() == widgets.Ctrl(fyne.KeyReturn).ShortcutName() {
		a.submit()
		return
	}
	a.Entry.TypedShortcut(shortcut)
}

// CreateRenderer implements fyne.Widget.
func (a *textArea) CreateRenderer() fyne.WidgetRenderer {
	a.ExtendBaseWidget(a)
	return a.Entry.CreateRenderer()
}
