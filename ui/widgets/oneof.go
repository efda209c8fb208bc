package widgets

import (
	"slices"

	"fyne.io/fyne/v2"

	"campuskeeper/ui/look"
)

// Option is one thing that can be chosen: its value for the program, its words for
// the reader, and its shape where it is a state or a level.
type Option struct {
	Value string
	Label string
	Shape look.Shape
}

// oneOf is what the choices of one out of several have in common: a Select, whose
// words lie in a menu, and a RadioRow, whose words stand side by side.
type oneOf struct {
	focusable

	// OnChanged is told the value when the user chooses another option.
	OnChanged func(value string)
	// OnKey sees every key first; it says whether it used the key.
	OnKey func(key *fyne.KeyEvent) bool

	options []Option
	value   string
	wrong   bool
}

// Value returns what is chosen, "" for nothing.
func (o *oneOf) Value() string { return o.value }

// SetValue chooses without telling OnChanged.
func (o *oneOf) SetValue(value string) {
	if o.value != value {
		o.value = value
		o.Refresh()
	}
}

// SetWrong draws the edge in red.
func (o *oneOf) SetWrong(wrong bool) {
	if o.wrong != wrong {
		o.wrong = wrong
		o.Refresh()
	}
}

// choose chooses as the user does.
func (o *oneOf) choose(value string) {
	if o.value == value {
		return
	}
	o.SetValue(value)
	if o.OnChanged != nil {
		o.OnChanged(value)
	}
}

// at is the place of what is chosen, -1 for nothing.
func (o *oneOf) at() int {
	return slices.IndexFunc(o.options, func(option Option) bool { return option.Value == o.value })
}

// used says whether whoever sees keys first had a use for this one.
func (o *oneOf) used(key *fyne.KeyEvent) bool { return o.OnKey != nil && o.OnKey(key) }
