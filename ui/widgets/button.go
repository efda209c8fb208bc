package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"campuskeeper/ui/look"
)

// ButtonKind is how weighty a button is.
type ButtonKind int

// The kinds of buttons. There is one Main button on a screen; Grave is for what
// cannot easily be taken back; Quiet is a link that stands in a line of text.
const (
	Ordinary ButtonKind = iota
	Main
	Grave
	Quiet
)

// Button is a button of 32 pixels, or of 24 in a row. Space and Enter press it.
type Button struct {
	widget.BaseWidget

	// OnTapped is called when the button is pressed and possible.
	OnTapped func()

	kind    ButtonKind
	icon    string
	text    string
	trail   string // icon after the word
	opens   bool
	inRow   bool
	small   bool
	refused bool
	reason  string
	tall    float32
	hovered bool
	focused bool
}

var (
	_ fyne.Tappable      = (*Button)(nil)
	_ fyne.Focusable     = (*Button)(nil)
	_ desktop.Hoverable  = (*Button)(nil)
	_ desktop.Cursorable = (*Button)(nil)
)

// NewButton returns a button; icon is the name of one of the outline set, "" for none.
func NewButton(kind ButtonKind, icon, text string, tapped func()) *Button {
	b := &Button{kind: kind, icon: icon, text: text, OnTapped: tapped, tall: look.ControlHeight}
	b.ExtendBaseWidget(b)
	return b
}

// NewRowButton returns a button of 24 pixels for a row of a list.
func NewRowButton(text string, tapped func()) *Button {
	b := NewButton(Ordinary, "", text, tapped)
	b.inRow, b.tall = true, look.RowButtonHeight
	return b
}

// NewMenuButton returns a button with an arrow that opens a menu below itself.
func NewMenuButton(kind ButtonKind, icon, text string, items func() []*fyne.MenuItem) *Button {
	b := NewButton(kind, icon, text, nil)
	b.opens, b.trail = true, "down"
	b.OnTapped = func() { ShowMenuBelow(b, items()) }
	return b
}

// Trailing puts an icon after the word and returns the button.
func (b *Button) Trailing(icon string) *Button {
	b.trail = icon
	b.Refresh()
	return b
}

// Tall sets the height in pixels of the design and returns the button: 40 for the
// one that makes the bundle, 48 for the marks of a drill.
func (b *Button) Tall(height float32) *Button {
	b.tall = height
	b.Refresh()
	return b
}

// SetText changes the word.
func (b *Button) SetText(text string) {
	if b.text != text {
		b.text = text
		b.Refresh()
	}
}

// SetIcon changes the icon.
func (b *Button) SetIcon(icon string) {
	if b.icon != icon {
		b.icon = icon
		b.Refresh()
	}
}

// Text returns the word on the button.
func (b *Button) Text() string { return b.text }

// Refuse makes the button not possible, for a reason that the screen shows beside
// it.
func (b *Button) Refuse(reason string) {
	if b.refused && b.reason == reason {
		return
	}
	b.refused, b.reason = true, reason
	b.Refresh()
}

// Allow makes the button possible again.
func (b *Button) Allow() {
	if b.refused {
		b.refused, b.reason = false, ""
		b.Refresh()
	}
}

// Refused says whether the button is not possible now, and why.
func (b *Button) Refused() (bool, string) { return b.refused, b.reason }

// Disabled says whether the button is not possible; Fyne then leaves it out when
// Tab goes round.
func (b *Button) Disabled() bool { return b.refused }

// Disable makes the button not possible without a reason; see Refuse.
func (b *Button) Disable() { b.Refuse("") }

// Enable is Allow, under Fyne's name.
func (b *Button) Enable() { b.Allow() }

// Tapped implements fyne.Tappable.
func (b *Button) Tapped(*fyne.PointEvent) { b.press() }

func (b *Button) press() {
	if !b.refused && b.OnTapped != nil {
		b.OnTapped()
	}
}

// FocusGained implements fyne.Focusable.
func (b *Button) FocusGained() {
	b.focused = true
	b.Refresh()
}

// FocusLost implements fyne.Focusable.
func (b *Button) FocusLost() {
	b.focused = false
	b.Refresh()
}

// TypedRune implements fyne.Focusable.
func (b *Button) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (b *Button) TypedKey(key *fyne.KeyEvent) {
	switch key.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		b.press()
	case fyne.KeyDown:
		if b.opens {
			b.press()
			return
		}
		PassKey(b, key)
	default:
		PassKey(b, key)
	}
}

// MouseIn implements desktop.Hoverable.
func (b *Button) MouseIn(*desktop.MouseEvent) {
	b.hovered = true
	b.Refresh()
}

// MouseMoved implements desktop.Hoverable.
func (b *Button) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (b *Button) MouseOut() {
	b.hovered = false
	b.Refresh()
}

// Cursor implements desktop.Cursorable.
func (b *Button) Cursor() desktop.Cursor {
	if b.refused {
		return desktop.DefaultCursor
	}
	return desktop.PointerCursor
}

// AccessibilityLabel implements fyne.Accessible.
func (b *Button) AccessibilityLabel() string { return b.text }

// AccessibilityRole implements fyne.Accessible.
func (b *Button) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// colours returns ground, edge and word of the button as it is now.
func (b *Button) colours() (fill, edge, word look.Role) {
	switch {
	case b.refused && b.kind == Quiet:
		return look.Clear, look.Clear, look.Disabled
	case b.refused:
		return look.Ground, look.Rule, look.Disabled
	case b.kind == Main:
		return look.Accent, look.Accent, look.OnAccent
	case b.kind == Grave:
		return look.Paper, look.Red, look.Red
	case b.kind == Quiet:
		return look.Clear, look.Clear, look.Accent
	}
	return look.Paper, look.Field, look.Ink
}

// measures returns padding, size of text and of icon in pixels of the design.
func (b *Button) measures() (padding, text, icon float32) {
	switch {
	case b.inRow:
		return look.Gap2, look.CaptionText, 12
	case b.small:
		return 0, look.CaptionText, 12
	case b.kind == Quiet:
		return 0, look.BodyText, 16
	}
	return look.Gap3, look.BodyText, 16
}

// CreateRenderer implements fyne.Widget.
func (b *Button) CreateRenderer() fyne.WidgetRenderer {
	r := &buttonRenderer{
		button: b,
		ring:   canvas.NewRectangle(nil), box: canvas.NewRectangle(nil), veil: canvas.NewRectangle(nil),
		icon: newPicture(nil, 16), arrow: newPicture(nil, 16), word: NewText(b.text),
	}
	r.Refresh()
	return r
}

type buttonRenderer struct {
	button          *Button
	ring, box, veil *canvas.Rectangle
	icon, arrow     *Picture
	word            *Text
}

func (r *buttonRenderer) Destroy() {}

func (r *buttonRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.ring, r.box, r.icon, r.word, r.arrow, r.veil}
}

func (r *buttonRenderer) MinSize() fyne.Size {
	padding, _, icon := r.button.measures()
	width := look.Px(2*padding) + r.word.MinSize().Width
	switch {
	case r.button.icon != "" && r.button.text != "":
		width += look.Px(icon + look.Gap2)
	case r.button.icon != "":
		width += look.Px(icon) // an icon alone stands in the middle
	}
	if r.button.trail != "" {
		width += look.Px(icon + look.Gap2)
	}
	return fyne.NewSize(width, look.Px(r.button.tall))
}

func (r *buttonRenderer) Layout(size fyne.Size) {
	_, _, iconSize := r.button.measures()
	frame(r.box, size, r.box.StrokeWidth)
	r.veil.Resize(size)
	out := look.Px(3)
	Place(r.ring, -out, -out, size.Width+2*out, size.Height+2*out)
	padding, _, _ := r.button.measures()
	x := max(look.Px(padding), middle(size.Width, r.MinSize().Width)+look.Px(padding))
	side := look.Px(iconSize)
	if r.button.icon != "" {
		Place(r.icon, x, middle(size.Height, side), side, side)
		x += side + look.Px(look.Gap2)
	}
	width := r.word.MinSize().Width
	Place(r.word, x, 0, width, size.Height)
	x += width + look.Px(look.Gap2)
	Place(r.arrow, x, middle(size.Height, side), side, side)
}

func (r *buttonRenderer) Refresh() {
	b := r.button
	fill, edge, word := b.colours()
	paint(r.box, fill, edge, 1, look.Radius)
	if b.kind == Quiet {
		r.box.StrokeWidth = 0
	}
	paint(r.ring, look.Clear, look.Accent, 2, look.Radius+3)
	r.ring.Hidden = !b.focused
	paint(r.veil, look.Hover, look.Clear, 0, look.Radius)
	r.veil.Hidden = !b.hovered || b.refused
	_, text, icon := b.measures()
	r.word.text, r.word.role, r.word.size = b.text, word, text
	r.word.bold = false
	r.word.Refresh()
	r.icon.size, r.arrow.size = icon, icon
	r.icon.Hidden, r.arrow.Hidden = b.icon == "", b.trail == ""
	if b.icon != "" {
		r.icon.SetIcon(b.icon, word)
	}
	if b.trail != "" {
		r.arrow.SetIcon(b.trail, word)
	}
	r.Layout(b.Size())
	canvas.Refresh(b)
}

// ShowMenuBelow opens a menu under a part of the window.
func ShowMenuBelow(under fyne.CanvasObject, items []*fyne.MenuItem) {
	window := fyne.CurrentApp().Driver().CanvasForObject(under)
	if window == nil || len(items) == 0 {
		return
	}
	menu := widget.NewPopUpMenu(fyne.NewMenu("", items...), window)
	menu.Resize(menu.MinSize().Max(fyne.NewSize(under.Size().Width, 0)))
	menu.ShowAtRelativePosition(fyne.NewPos(0, under.Size().Height+look.Px(look.Gap1)), under)
}

// NewSmallLink returns a link of 12 pixels that stands beside captions.
func NewSmallLink(text string, tapped func()) *Button {
	b := NewButton(Quiet, "", text, tapped)
	b.small, b.tall = true, look.RowButtonHeight
	return b
}
