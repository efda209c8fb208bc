package widgets

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"campuskeeper/ui/look"
)

// Chip chooses what a list shows; it bears how many there are. Space and Enter
// press it.
type Chip struct {
	widget.BaseWidget

	// OnTapped is called when the chip is pressed.
	OnTapped func()

	shape   look.Shape
	text    string
	count   int
	chosen  bool
	hovered bool
	focused bool
}

var (
	_ fyne.Tappable     = (*Chip)(nil)
	_ fyne.Focusable    = (*Chip)(nil)
	_ desktop.Hoverable = (*Chip)(nil)
)

// NewChip returns a chip with a shape (look.NoShape for none), a word and a count
// (negative for none).
func NewChip(shape look.Shape, text string, count int, tapped func()) *Chip {
	c := &Chip{shape: shape, text: text, count: count, OnTapped: tapped}
	c.ExtendBaseWidget(c)
	return c
}

// SetCount changes the number.
func (c *Chip) SetCount(count int) {
	if c.count != count {
		c.count = count
		c.Refresh()
	}
}

// SetText changes the word.
func (c *Chip) SetText(text string) {
	if c.text != text {
		c.text = text
		c.Refresh()
	}
}

// SetChosen marks the chip as the one that is chosen.
func (c *Chip) SetChosen(chosen bool) {
	if c.chosen != chosen {
		c.chosen = chosen
		c.Refresh()
	}
}

// Chosen says whether the chip is chosen.
func (c *Chip) Chosen() bool { return c.chosen }

// Tapped implements fyne.Tappable.
func (c *Chip) Tapped(*fyne.PointEvent) { c.press() }

func (c *Chip) press() {
	if c.OnTapped != nil {
		c.OnTapped()
	}
}

// FocusGained implements fyne.Focusable.
func (c *Chip) FocusGained() {
	c.focused = true
	c.Refresh()
}

// FocusLost implements fyne.Focusable.
func (c *Chip) FocusLost() {
	c.focused = false
	c.Refresh()
}

// TypedRune implements fyne.Focusable.
func (c *Chip) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (c *Chip) TypedKey(key *fyne.KeyEvent) {
	switch key.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		c.press()
	default:
		PassKey(c, key)
	}
}

// MouseIn implements desktop.Hoverable.
func (c *Chip) MouseIn(*desktop.MouseEvent) {
	c.hovered = true
	c.Refresh()
}

// MouseMoved implements desktop.Hoverable.
func (c *Chip) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (c *Chip) MouseOut() {
	c.hovered = false
	c.Refresh()
}

// AccessibilityLabel implements fyne.Accessible.
func (c *Chip) AccessibilityLabel() string { return c.text }

// AccessibilityRole implements fyne.Accessible.
func (c *Chip) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer implements fyne.Widget.
func (c *Chip) CreateRenderer() fyne.WidgetRenderer {
	ring, box, veil := canvas.NewRectangle(nil), canvas.NewRectangle(nil), canvas.NewRectangle(nil)
	shape, word, count := NewShape(c.shape, 14), NewText(c.text), NewStrong("")
	r := &renderer{objects: []fyne.CanvasObject{ring, box, shape, word, count, veil}}
	r.minSize = func() fyne.Size {
		width := look.Px(2*look.Gap3) + word.MinSize().Width
		if c.shape != look.NoShape {
			width += look.Px(14 + look.Gap2)
		}
		if c.count >= 0 {
			width += look.Px(look.Gap1) + count.MinSize().Width
		}
		return fyne.NewSize(width, look.Px(look.ChipHeight))
	}
	r.layout = func(size fyne.Size) {
		box.Resize(size)
		veil.Resize(size)
		out := look.Px(3)
		Place(ring, -out, -out, size.Width+2*out, size.Height+2*out)
		x := look.Px(look.Gap3)
		if c.shape != look.NoShape {
			side := look.Px(14)
			Place(shape, x, middle(size.Height, side), side, side)
			x += side + look.Px(look.Gap2)
		}
		Place(word, x, 0, word.MinSize().Width, size.Height)
		x += word.MinSize().Width + look.Px(look.Gap1)
		Place(count, x, 0, count.MinSize().Width, size.Height)
	}
	r.refresh = func() {
		ground, ink := look.ChipGround, look.Ink
		if c.chosen {
			ground, ink = look.Accent, look.OnAccent
		}
		paint(box, ground, look.Clear, 0, look.ChipHeight/2)
		paint(veil, look.Hover, look.Clear, 0, look.ChipHeight/2)
		veil.Hidden = !c.hovered || c.chosen
		paint(ring, look.Clear, look.Accent, 2, look.ChipHeight/2+3)
		ring.Hidden = !c.focused
		shape.SetShape(c.shape)
		word.text, word.role = c.text, ink
		count.text, count.role = strconv.Itoa(c.count), ink
		count.Hidden = c.count < 0
		word.Refresh()
		count.Refresh()
		r.layout(c.Size())
		canvas.Refresh(c)
	}
	r.refresh()
	return r
}

// CountPill is a number in a pill of 20 pixels.
type CountPill struct {
	widget.BaseWidget
	count int
	plain bool
}

// NewCountPill returns a pill that bears a number; with a negative one it is empty.
func NewCountPill(count int) *CountPill {
	p := &CountPill{count: count}
	p.ExtendBaseWidget(p)
	return p
}

// SetCount changes the number.
func (p *CountPill) SetCount(count int) {
	if p.count != count {
		p.count = count
		p.Refresh()
	}
}

// SetPlain leaves the ground of the pill away, on a chosen row.
func (p *CountPill) SetPlain(plain bool) {
	if p.plain != plain {
		p.plain = plain
		p.Refresh()
	}
}

// CreateRenderer implements fyne.Widget.
func (p *CountPill) CreateRenderer() fyne.WidgetRenderer {
	box := canvas.NewRectangle(nil)
	number := newText("", look.CaptionText, false, look.Ink).Align(fyne.TextAlignCenter)
	refresh := func() {
		ground := look.ChipGround
		if p.plain {
			ground = look.Clear
		}
		paint(box, ground, look.Clear, 0, look.PillHeight/2)
		box.Hidden, number.Hidden = p.count < 0, p.count < 0
		number.text = strconv.Itoa(p.count)
		number.Refresh()
		canvas.Refresh(p)
	}
	refresh()
	return &renderer{
		objects: []fyne.CanvasObject{box, number},
		layout: func(size fyne.Size) {
			box.Resize(size)
			number.Resize(size)
		},
		minSize: func() fyne.Size {
			width := max(number.width(number.text)+look.Px(2*look.Gap2), look.Px(24))
			return fyne.NewSize(width, look.Px(look.PillHeight))
		},
		refresh: refresh,
	}
}
