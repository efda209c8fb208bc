package widgets

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"campuskeeper/ui/look"
)

// Option is one thing that can be chosen: its value for the program, its words for
// the reader, and its shape where it is a state or a level.
type Option struct {
	Value string
	Label string
	Shape look.Shape
}

// Select chooses one of several options: 32 pixels high with an arrow. Space,
// Enter and Down open it, Up and Down in the list choose.
type Select struct {
	widget.BaseWidget

	// OnChanged is told the value when the user chooses another option.
	OnChanged func(value string)
	// OnFocus is told when the focus comes and goes.
	OnFocus func(focused bool)
	// OnKey sees every key first; it says whether it used the key.
	OnKey func(key *fyne.KeyEvent) bool

	options []Option
	value   string
	hint    string
	width   float32
	focused bool
	hovered bool
	wrong   bool
}

var (
	_ fyne.Tappable     = (*Select)(nil)
	_ fyne.Focusable    = (*Select)(nil)
	_ desktop.Hoverable = (*Select)(nil)
)

// NewSelect returns a select; hint is shown while nothing is chosen.
func NewSelect(hint string, options []Option, value string, changed func(value string)) *Select {
	s := &Select{hint: hint, options: options, value: value, OnChanged: changed}
	s.ExtendBaseWidget(s)
	return s
}

// Wide sets the least width in pixels of the design and returns the select.
func (s *Select) Wide(width float32) *Select {
	s.width = width
	s.Refresh()
	return s
}

// Value returns what is chosen, "" for nothing.
func (s *Select) Value() string { return s.value }

// SetValue chooses without telling OnChanged.
func (s *Select) SetValue(value string) {
	if s.value != value {
		s.value = value
		s.Refresh()
	}
}

// Options returns what can be chosen.
func (s *Select) Options() []Option { return s.options }

// Choose chooses and tells OnChanged, as the user does.
func (s *Select) Choose(value string) { s.choose(value) }

// SetOptions changes what can be chosen; the value stays.
func (s *Select) SetOptions(options []Option) {
	s.options = options
	s.Refresh()
}

// SetWrong draws the edge in red.
func (s *Select) SetWrong(wrong bool) {
	if s.wrong != wrong {
		s.wrong = wrong
		s.Refresh()
	}
}

func (s *Select) label() (option Option, chosen bool) {
	for _, option := range s.options {
		if option.Value == s.value {
			return option, true
		}
	}
	return Option{Label: s.hint}, false
}

func (s *Select) open() {
	items := make([]*fyne.MenuItem, len(s.options))
	for i, option := range s.options {
		items[i] = fyne.NewMenuItem(option.Label, func() { s.choose(option.Value) })
		items[i].Checked = option.Value == s.value
		if option.Shape != look.NoShape {
			items[i].Icon = look.Mark(option.Shape)
		}
	}
	ShowMenuBelow(s, items)
}

func (s *Select) choose(value string) {
	if s.value == value {
		return
	}
	s.value = value
	s.Refresh()
	if s.OnChanged != nil {
		s.OnChanged(value)
	}
}

// step chooses the option n places further, where there is one.
func (s *Select) step(n int) {
	at := slices.IndexFunc(s.options, func(o Option) bool { return o.Value == s.value }) + n
	if at >= 0 && at < len(s.options) {
		s.choose(s.options[at].Value)
	}
}

// Tapped implements fyne.Tappable.
func (s *Select) Tapped(*fyne.PointEvent) { s.open() }

// FocusGained implements fyne.Focusable.
func (s *Select) FocusGained() { s.focus(true) }

// FocusLost implements fyne.Focusable.
func (s *Select) FocusLost() { s.focus(false) }

func (s *Select) focus(focused bool) {
	s.focused = focused
	s.Refresh()
	if s.OnFocus != nil {
		s.OnFocus(focused)
	}
}

// TypedRune implements fyne.Focusable.
func (s *Select) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (s *Select) TypedKey(key *fyne.KeyEvent) {
	if s.OnKey != nil && s.OnKey(key) {
		return
	}
	switch key.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		s.open()
	case fyne.KeyDown:
		s.step(1)
	case fyne.KeyUp:
		s.step(-1)
	default:
		PassKey(s, key)
	}
}

// MouseIn implements desktop.Hoverable.
func (s *Select) MouseIn(*desktop.MouseEvent) {
	s.hovered = true
	s.Refresh()
}

// MouseMoved implements desktop.Hoverable.
func (s *Select) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (s *Select) MouseOut() {
	s.hovered = false
	s.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (s *Select) CreateRenderer() fyne.WidgetRenderer {
	box, veil := canvas.NewRectangle(nil), canvas.NewRectangle(nil)
	mark, word, arrow := NewShape(look.NoShape, 14), NewText("").Cut(), NewIcon("down", look.Ink, 16)
	refresh := func() {
		edge, line := look.Field, float32(1)
		switch {
		case s.wrong:
			edge, line = look.Red, 2
		case s.focused:
			edge, line = look.Accent, 2
		}
		paint(box, look.Paper, edge, line, look.Radius)
		paint(veil, look.Hover, look.Clear, 0, look.Radius)
		veil.Hidden = !s.hovered
		option, chosen := s.label()
		role := look.Ink
		if !chosen {
			role = look.Muted
		}
		mark.SetShape(option.Shape)
		word.Set(option.Label, role, false)
		arrow.Refresh()
		frame(box, s.Size(), box.StrokeWidth)
		canvas.Refresh(s)
	}
	r := &renderer{
		objects: []fyne.CanvasObject{box, mark, word, arrow, veil},
		layout: func(size fyne.Size) {
			frame(box, size, box.StrokeWidth)
			veil.Resize(size)
			side, pad, left := look.Px(16), look.Px(look.Gap2), look.Px(look.Gap2)
			if option, _ := s.label(); option.Shape != look.NoShape {
				place(mark, left, middle(size.Height, look.Px(14)), look.Px(14), look.Px(14))
				left += look.Px(14) + pad
			}
			place(word, left, 0, size.Width-side-2*pad-left, size.Height)
			place(arrow, size.Width-side-pad, middle(size.Height, side), side, side)
		},
		minSize: func() fyne.Size {
			widest := word.width(s.hint)
			for _, option := range s.options {
				widest = max(widest, word.width(option.Label))
			}
			width := max(min(widest+look.Px(16+3*look.Gap2)+1, look.Px(280)), look.Px(s.width))
			return fyne.NewSize(width, look.Px(look.ControlHeight))
		},
	}
	r.refresh = func() {
		refresh()
		r.layout(s.Size())
	}
	r.refresh()
	return r
}

// Check is a box that is ticked or not, with its words. Space and Enter change it.
type Check struct {
	widget.BaseWidget

	// OnChanged is told when the user changes the tick.
	OnChanged func(ticked bool)

	text    string
	ticked  bool
	focused bool
}

var (
	_ fyne.Tappable  = (*Check)(nil)
	_ fyne.Focusable = (*Check)(nil)
)

// NewCheck returns a box with its words.
func NewCheck(text string, ticked bool, changed func(ticked bool)) *Check {
	c := &Check{text: text, ticked: ticked, OnChanged: changed}
	c.ExtendBaseWidget(c)
	return c
}

// Ticked says whether the box is ticked.
func (c *Check) Ticked() bool { return c.ticked }

// SetTicked changes the tick without telling OnChanged.
func (c *Check) SetTicked(ticked bool) {
	if c.ticked != ticked {
		c.ticked = ticked
		c.Refresh()
	}
}

// SetText changes the words.
func (c *Check) SetText(text string) {
	c.text = text
	c.Refresh()
}

func (c *Check) turn() {
	c.SetTicked(!c.ticked)
	if c.OnChanged != nil {
		c.OnChanged(c.ticked)
	}
}

// Tapped implements fyne.Tappable.
func (c *Check) Tapped(*fyne.PointEvent) { c.turn() }

// FocusGained implements fyne.Focusable.
func (c *Check) FocusGained() {
	c.focused = true
	c.Refresh()
}

// FocusLost implements fyne.Focusable.
func (c *Check) FocusLost() {
	c.focused = false
	c.Refresh()
}

// TypedRune implements fyne.Focusable.
func (c *Check) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (c *Check) TypedKey(key *fyne.KeyEvent) {
	switch key.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		c.turn()
	default:
		PassKey(c, key)
	}
}

// CreateRenderer implements fyne.Widget.
func (c *Check) CreateRenderer() fyne.WidgetRenderer {
	ring, box := canvas.NewRectangle(nil), canvas.NewRectangle(nil)
	tick, word := NewIcon("check", look.OnAccent, 16), NewText(c.text)
	const side = 18
	refresh := func() {
		if c.ticked {
			paint(box, look.Accent, look.Accent, 1, 2)
		} else {
			paint(box, look.Paper, look.Field, 2, 2)
		}
		paint(ring, look.Clear, look.Accent, 2, 5)
		ring.Hidden = !c.focused
		tick.Hidden = !c.ticked
		tick.Refresh()
		word.SetText(c.text)
		word.Refresh()
		canvas.Refresh(c)
	}
	refresh()
	return &renderer{
		objects: []fyne.CanvasObject{ring, box, tick, word},
		layout: func(size fyne.Size) {
			square, out := look.Px(side), look.Px(3)
			top := middle(size.Height, square)
			place(box, 0, top, square, square)
			place(ring, -out, top-out, square+2*out, square+2*out)
			place(tick, 0, top, square, square)
			left := square + look.Px(look.Gap2)
			place(word, left, 0, max(0, size.Width-left), size.Height)
		},
		minSize: func() fyne.Size {
			return fyne.NewSize(look.Px(side+look.Gap2)+word.MinSize().Width, look.Px(look.RowButtonHeight))
		},
		refresh: refresh,
	}
}
