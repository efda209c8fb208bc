package widgets

import (
	"io"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"campuskeeper/ui/look"
	"campuskeeper/ui/words"
)

// Dialog asks something over the window. Escape cancels, Enter presses the safe
// button, and the focus is inside from the first moment.
type Dialog struct {
	// OnCancel is called when the dialog goes away without one of its buttons
	// being pressed, by Escape or by Cancel.
	OnCancel func()
	// MayCancel is asked before that; false keeps the dialog open. Nil lets it go.
	MayCancel func() bool
	// OnDrop takes a file that is dropped on the window while the dialog is open, and
	// says whether it did; then it closes content. Nil takes none.
	OnDrop func(at fyne.Position, name string, content io.ReadCloser) bool

	window  fyne.Canvas
	layer   *layer
	safe    *Button
	first   fyne.Focusable
	before  func(*fyne.KeyEvent)
	showing bool
}

// NewDialog returns a dialog of a width in pixels of the design with its buttons
// from left to right. safe is one of them: Enter presses it, and it has the focus
// unless FocusOn names something else. A nil safe leaves Enter without a meaning.
func NewDialog(window fyne.Canvas, title string, width float32, body fyne.CanvasObject, safe *Button, buttons ...*Button) *Dialog {
	d := &Dialog{window: window, safe: safe}
	row := []fyne.CanvasObject{Stretch()}
	for _, button := range buttons {
		row = append(row, button)
	}
	parts := []fyne.CanvasObject{NewSection(title).Wrap(), body}
	if len(buttons) > 0 {
		parts = append(parts, Row(look.Gap2, row...))
	}
	d.layer = newLayer(d, Sized(width, 0, Padded(look.Gap6, Column(look.Gap4, parts...))))
	return d
}

// FocusOn names the control that has the focus when the dialog opens.
func (d *Dialog) FocusOn(first fyne.Focusable) *Dialog {
	d.first = first
	return d
}

// Show opens the dialog.
func (d *Dialog) Show() {
	if d.showing {
		return
	}
	d.showing = true
	d.before = d.window.OnTypedKey()
	d.window.SetOnTypedKey(d.typed)
	d.layer.Resize(d.window.Size())
	d.window.Overlays().Add(d.layer)
	d.layer.Resize(d.window.Size())
	switch {
	case d.first != nil:
		d.window.Focus(d.first)
	case d.safe != nil:
		d.window.Focus(d.safe)
	}
}

// Hide closes the dialog without a word.
func (d *Dialog) Hide() {
	if !d.showing {
		return
	}
	d.showing = false
	d.window.SetOnTypedKey(d.before)
	d.window.Overlays().Remove(d.layer)
}

// Cancel closes the dialog and tells OnCancel.
func (d *Dialog) Cancel() {
	if !d.showing || d.MayCancel != nil && !d.MayCancel() {
		return
	}
	d.Hide()
	if d.OnCancel != nil {
		d.OnCancel()
	}
}

// Rearrange gives the dialog the size that its content needs now.
func (d *Dialog) Rearrange() {
	if d.showing {
		d.layer.Resize(fyne.Size{})
		d.layer.Resize(d.window.Size())
	}
}

// Showing says whether the dialog is open.
func (d *Dialog) Showing() bool { return d.showing }

func (d *Dialog) typed(key *fyne.KeyEvent) {
	switch key.Name {
	case fyne.KeyEscape:
		d.Cancel()
	case fyne.KeyReturn, fyne.KeyEnter:
		if d.safe != nil {
			d.safe.press()
		}
	}
}

// DialogOpen says whether something lies over the window, so that the shortcuts
// of the window do nothing.
func DialogOpen(window fyne.Canvas) bool { return window.Overlays().Top() != nil }

// OpenDialog returns the dialog that lies over the window; nil when there is none, or
// when something else lies over it.
func OpenDialog(window fyne.Canvas) *Dialog {
	if top, ok := window.Overlays().Top().(*layer); ok {
		return top.dialog
	}
	return nil
}

// layer covers the window with a veil and shows a card in its middle.
type layer struct {
	widget.BaseWidget
	dialog *Dialog
	card   fyne.CanvasObject
}

func newLayer(dialog *Dialog, card fyne.CanvasObject) *layer {
	l := &layer{dialog: dialog, card: card}
	l.ExtendBaseWidget(l)
	return l
}

// Tapped implements fyne.Tappable: the veil keeps taps from the window.
func (l *layer) Tapped(*fyne.PointEvent) {}

// CreateRenderer implements fyne.Widget.
func (l *layer) CreateRenderer() fyne.WidgetRenderer {
	veil, shadow := canvas.NewRectangle(nil), canvas.NewRectangle(nil)
	refresh := func() {
		paint(veil, look.Veil, look.Clear, 0, 0)
		paint(shadow, look.Paper, look.Rule, 1, look.Radius)
		dropShadow(shadow)
		l.card.Refresh()
	}
	refresh()
	return &renderer{
		objects: []fyne.CanvasObject{veil, shadow, l.card},
		layout: func(size fyne.Size) {
			veil.Resize(size)
			room := size.Subtract(look.Square(2 * look.Gap4))
			card := l.card.MinSize().Min(room)
			l.card.Resize(card) // paragraphs find their height in their width
			card = l.card.MinSize().Min(room)
			at := fyne.NewPos(middle(size.Width, card.Width), middle(size.Height, card.Height))
			for _, object := range []fyne.CanvasObject{shadow, l.card} {
				Place(object, at.X, at.Y, card.Width, card.Height)
			}
		},
		minSize: func() fyne.Size { return l.card.MinSize() },
		refresh: refresh,
	}
}

// dropShadow gives a rectangle the one shadow of the design: 0 4 12.
func dropShadow(r *canvas.Rectangle) {
	r.Shadow = canvas.Shadow{Color: look.Color(look.Shade), Offset: fyne.NewPos(0, look.Px(4)), BlurRadius: look.Px(12)}
}

// Question is what Confirm asks.
type Question struct {
	Title string
	Text  string
	Yes   string // the word on the button that does it
	Grave bool   // Enter then cancels
	OnYes func()
	OnNo  func()
}

// Confirm asks a question with two buttons.
func Confirm(window fyne.Canvas, book *words.Book, q Question) *Dialog {
	var dialog *Dialog
	kind := Main
	if q.Grave {
		kind = Grave
	}
	yes := NewButton(kind, "", q.Yes, func() {
		dialog.Hide()
		if q.OnYes != nil {
			q.OnYes()
		}
	})
	no := NewButton(Ordinary, "", book.T("widget.cancel"), func() { dialog.Cancel() })
	safe := yes
	if q.Grave {
		safe = no
	}
	dialog = NewDialog(window, q.Title, 440, NewParagraph(q.Text), safe, no, yes)
	dialog.OnCancel = q.OnNo
	dialog.Show()
	return dialog
}

// Tell says something that only needs to be read.
func Tell(window fyne.Canvas, book *words.Book, title, text string) *Dialog {
	var dialog *Dialog
	ok := NewButton(Main, "", book.T("widget.ok"), func() { dialog.Cancel() })
	dialog = NewDialog(window, title, 440, NewParagraph(text), ok, ok)
	dialog.Show()
	return dialog
}

// TellError says what went wrong: the first line of the error is what happened,
// the rest is where.
func TellError(window fyne.Canvas, book *words.Book, title string, err error) *Dialog {
	var dialog *Dialog
	ok := NewButton(Main, "", book.T("widget.ok"), func() { dialog.Cancel() })
	body := container.NewBorder(nil, nil,
		Inset(0, look.Gap3, 0, 0, container.NewVBox(NewShape(look.Late, 24))), nil,
		NewParagraph(book.Explain(err)))
	dialog = NewDialog(window, title, 480, body, ok, ok)
	dialog.Show()
	return dialog
}
