package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"campuskeeper/ui/look"
)

// renderer is a fyne.WidgetRenderer made of functions.
type renderer struct {
	objects []fyne.CanvasObject
	layout  func(size fyne.Size)
	minSize func() fyne.Size
	refresh func()
}

// NewRenderer returns the renderer of a part that is made of others. When the part is
// refreshed, they are, and are laid out anew.
func NewRenderer(whole fyne.CanvasObject, parts []fyne.CanvasObject, layout func(size fyne.Size), minSize func() fyne.Size) fyne.WidgetRenderer {
	return &renderer{parts, layout, minSize, func() {
		for _, part := range parts {
			part.Refresh()
		}
		layout(whole.Size())
	}}
}

func (r *renderer) Destroy()                     {}
func (r *renderer) Layout(size fyne.Size)        { r.layout(size) }
func (r *renderer) MinSize() fyne.Size           { return r.minSize() }
func (r *renderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *renderer) Refresh()                     { r.refresh() }

// Place moves and sizes an object.
func Place(object fyne.CanvasObject, x, y, width, height float32) {
	object.Move(fyne.NewPos(x, y))
	object.Resize(fyne.NewSize(width, height))
}

// middle returns the place of an object of a height in the middle of another.
func middle(whole, part float32) float32 { return (whole - part) / 2 }

// frame gives a rectangle the size of a part so that its line of a width lies
// inside the part: Fyne draws half of a line outside.
func frame(r *canvas.Rectangle, size fyne.Size, line float32) {
	Place(r, line/2, line/2, max(0, size.Width-line), max(0, size.Height-line))
}

// paint gives a rectangle its colours and its line of the design.
func paint(r *canvas.Rectangle, fill, stroke look.Role, line, radius float32) {
	r.FillColor = look.Color(fill)
	r.StrokeColor = look.Color(stroke)
	r.StrokeWidth = line
	r.CornerRadius = look.Px(radius)
	r.Refresh()
}

// PassKey hands a key that a focused part does not use on to the window, as if
// nothing had the focus.
func PassKey(from fyne.CanvasObject, key *fyne.KeyEvent) {
	window := canvasOf(from)
	if window == nil {
		return
	}
	if hear := window.OnTypedKey(); hear != nil {
		hear(key)
	}
}

// focusMe gives a part the focus, if it is on a window.
func focusMe(part fyne.Focusable) {
	object, ok := part.(fyne.CanvasObject)
	if !ok {
		return
	}
	if window := canvasOf(object); window != nil {
		window.Focus(part)
	}
}

// canvasOf is the canvas that a part is on. Fyne does not know that of a part that
// was not drawn yet, nor of one that is inside another by embedding; such a part
// is on the program's one window.
func canvasOf(object fyne.CanvasObject) fyne.Canvas {
	driver := fyne.CurrentApp().Driver()
	if window := driver.CanvasForObject(object); window != nil {
		return window
	}
	if windows := driver.AllWindows(); len(windows) > 0 {
		return windows[0].Canvas()
	}
	return nil
}
