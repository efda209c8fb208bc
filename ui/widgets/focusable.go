package widgets

import (
	"fyne.io/fyne/v2/widget"
)

// focusable is a control that takes the focus and no text; it is drawn anew when the
// focus comes and goes. A control embeds it and adds TypedKey.
type focusable struct {
	widget.BaseWidget

	// OnFocus is told when the focus comes and goes.
	OnFocus func(focused bool)

	focused bool
}

// FocusGained implements fyne.Focusable.
func (f *focusable) FocusGained() { f.focus(true) }

// FocusLost implements fyne.Focusable.
func (f *focusable) FocusLost() { f.focus(false) }

func (f *focusable) focus(focused bool) {
	f.focused = focused
	f.Refresh()
	if f.OnFocus != nil {
		f.OnFocus(focused)
	}
}

// TypedRune implements fyne.Focusable.
func (f *focusable) TypedRune(rune) {}
