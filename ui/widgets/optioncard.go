package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"campuskeeper/ui/look"
)

// OptionCard is one of several ways that are too weighty for a select: a ring, a
// name and a sentence. Space and Enter choose it; Enter on the chosen one goes to the
// window.
type OptionCard struct {
	focusable
	chosen  bool
	tapped  func()
	title   *Text
	text    *Text
	hovered bool
}

var (
	_ fyne.Tappable     = (*OptionCard)(nil)
	_ fyne.Focusable    = (*OptionCard)(nil)
	_ desktop.Hoverable = (*OptionCard)(nil)
)

// NewOptionCard returns a card; tapped is called when it is chosen.
func NewOptionCard(title, text string, chosen bool, tapped func()) *OptionCard {
	c := &OptionCard{chosen: chosen, tapped: tapped, title: NewStrong(title), text: NewParagraph(text).In(look.Muted)}
	c.ExtendBaseWidget(c)
	return c
}

// SetChosen fills or empties the ring.
func (c *OptionCard) SetChosen(chosen bool) {
	if c.chosen != chosen {
		c.chosen = chosen
		c.Refresh()
	}
}

// Chosen says whether this is the chosen one.
func (c *OptionCard) Chosen() bool { return c.chosen }

// Tapped implements fyne.Tappable.
func (c *OptionCard) Tapped(*fyne.PointEvent) { c.tapped() }

// TypedKey implements fyne.Focusable.
func (c *OptionCard) TypedKey(key *fyne.KeyEvent) {
	enter := key.Name == fyne.KeyReturn || key.Name == fyne.KeyEnter
	if key.Name == fyne.KeySpace || enter && !c.chosen {
		c.tapped()
		return
	}
	PassKey(c, key)
}

// MouseIn implements desktop.Hoverable.
func (c *OptionCard) MouseIn(*desktop.MouseEvent) {
	c.hovered = true
	c.Refresh()
}

// MouseMoved implements desktop.Hoverable.
func (c *OptionCard) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (c *OptionCard) MouseOut() {
	c.hovered = false
	c.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (c *OptionCard) CreateRenderer() fyne.WidgetRenderer {
	ring, box, veil := canvas.NewRectangle(nil), canvas.NewRectangle(nil), canvas.NewRectangle(nil)
	circle, dot := NewBox(look.Paper, look.Field, 9), NewBox(look.Accent, look.Clear, 5)
	circle.line = 2
	words := Column(0, c.title, c.text)
	refresh := func() {
		ground, edge := look.Paper, look.Rule
		if c.chosen {
			ground, edge = look.Selected, look.Accent
		}
		paint(box, ground, edge, 1, look.Radius)
		paint(ring, look.Clear, look.Accent, 2, look.Radius+3)
		paint(veil, look.Hover, look.Clear, 0, look.Radius)
		ring.Hidden, veil.Hidden, dot.Hidden = !c.focused, !c.hovered || c.chosen, !c.chosen
		edge = look.Field
		if c.chosen {
			edge = look.Accent
		}
		circle.Set(look.Paper, edge)
		dot.Refresh()
		words.Refresh()
		canvas.Refresh(c)
	}
	refresh()
	left, top := look.Gap4+18+look.Gap3, look.Gap3
	return &renderer{
		objects: []fyne.CanvasObject{ring, box, circle, dot, words, veil},
		layout: func(size fyne.Size) {
			frame(box, size, 1)
			veil.Resize(size)
			out := look.Px(3)
			Place(ring, -out, -out, size.Width+2*out, size.Height+2*out)
			Place(circle, look.Px(look.Gap4), look.Px(top+1), look.Px(18), look.Px(18))
			Place(dot, look.Px(look.Gap4+5), look.Px(top+6), look.Px(8), look.Px(8))
			Place(words, look.Px(left), look.Px(top), size.Width-look.Px(left+look.Gap4), size.Height-look.Px(2*top))
		},
		minSize: func() fyne.Size {
			return words.MinSize().AddWidthHeight(look.Px(left+look.Gap4), look.Px(2*top))
		},
		refresh: refresh,
	}
}

// Meter is a row of parts of which some are filled: how good a passphrase is.
type Meter struct {
	widget.BaseWidget
	parts, full int
	good        bool
}

// NewMeter returns an empty meter of some parts.
func NewMeter(parts int) *Meter {
	m := &Meter{parts: parts}
	m.ExtendBaseWidget(m)
	return m
}

// Set fills some parts; good ones are green, others red.
func (m *Meter) Set(full int, good bool) {
	m.full, m.good = full, good
	m.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (m *Meter) CreateRenderer() fyne.WidgetRenderer {
	boxes := make([]fyne.CanvasObject, m.parts)
	for n := range boxes {
		boxes[n] = NewBox(look.ChipGround, look.Clear, look.Radius)
	}
	refresh := func() {
		for n, box := range boxes {
			role := look.ChipGround
			switch {
			case n < m.full && m.good:
				role = look.Green
			case n < m.full:
				role = look.Red
			}
			box.(*Box).Set(role, look.Clear)
		}
		canvas.Refresh(m)
	}
	refresh()
	return &renderer{
		objects: boxes,
		layout: func(size fyne.Size) {
			gap := look.Px(look.Gap1)
			width := (size.Width - float32(m.parts-1)*gap) / float32(m.parts)
			for n, box := range boxes {
				Place(box, float32(n)*(width+gap), 0, width, size.Height)
			}
		},
		minSize: func() fyne.Size { return fyne.NewSize(look.Px(120), look.Px(8)) },
		refresh: refresh,
	}
}
