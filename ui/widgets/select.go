package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"campuskeeper/ui/look"
)

// Select chooses one of several options: 32 pixels high with an arrow. Space,
// Enter and Down open it, Up and Down in the list choose.
type Select struct {
	oneOf
	hint    string
	width   float32
	hovered bool
}

var (
	_ fyne.Tappable     = (*Select)(nil)
	_ fyne.Focusable    = (*Select)(nil)
	_ desktop.Hoverable = (*Select)(nil)
)

// NewSelect returns a select; hint is shown while nothing is chosen.
func NewSelect(hint string, options []Option, value string, changed func(value string)) *Select {
	s := &Select{oneOf: oneOf{options: options, value: value, OnChanged: changed}, hint: hint}
	s.ExtendBaseWidget(s)
	return s
}

// Wide sets the least width in pixels of the design and returns the select.
func (s *Select) Wide(width float32) *Select {
	s.width = width
	s.Refresh()
	return s
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

func (s *Select) label() (option Option, chosen bool) {
	if at := s.at(); at >= 0 {
		return s.options[at], true
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

// step chooses the option n places further, where there is one.
func (s *Select) step(n int) {
	at := s.at() + n
	if at >= 0 && at < len(s.options) {
		s.choose(s.options[at].Value)
	}
}

// Tapped implements fyne.Tappable.
func (s *Select) Tapped(*fyne.PointEvent) { s.open() }

// TypedKey implements fyne.Focusable.
func (s *Select) TypedKey(key *fyne.KeyEvent) {
	if s.used(key) {
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
				Place(mark, left, middle(size.Height, look.Px(14)), look.Px(14), look.Px(14))
				left += look.Px(14) + pad
			}
			Place(word, left, 0, size.Width-side-2*pad-left, size.Height)
			Place(arrow, size.Width-side-pad, middle(size.Height, side), side, side)
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
