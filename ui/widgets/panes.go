package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"campuskeeper/ui/look"
)

// Panes stands three objects beside each other with thin lines between: the outer
// two are as wide as they like, the middle one takes the room that is left. Where
// that is less than least pixels, as with large text on a small screen, the left one
// gives way as narrow says.
func Panes(least float32, narrow Narrow, left, middle, right fyne.CanvasObject) *fyne.Container {
	return container.New(&panesLayout{least, narrow}, left, NewUpright(), middle, NewUpright(), right)
}

// Narrow is what the left of three panes does where there is too little room.
type Narrow int

// What it may do.
const (
	GoesAbove Narrow = iota // stands above the middle one and takes half its height
	GoesAway                // is not shown
)

type panesLayout struct {
	least  float32
	narrow Narrow
}

// MinSize implements fyne.Layout.
func (l *panesLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, object := range objects {
		least := object.MinSize()
		size = fyne.NewSize(size.Width+least.Width, max(size.Height, least.Height))
	}
	return size
}

// Layout implements fyne.Layout.
func (l *panesLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	left, line, middle, edge, right := objects[0], objects[1], objects[2], objects[3], objects[4]
	x := size.Width - right.MinSize().Width
	Place(right, x, 0, size.Width-x, size.Height)
	x -= edge.MinSize().Width
	Place(edge, x, 0, edge.MinSize().Width, size.Height)

	wide, thin := left.MinSize().Width, line.MinSize().Width
	narrow := x-wide-thin < look.Px(l.least)
	SetVisible(left, !narrow || l.narrow == GoesAbove)
	SetVisible(line, left.Visible())
	switch {
	case !narrow:
		Place(left, 0, 0, wide, size.Height)
		Place(line, wide, 0, thin, size.Height)
		Place(middle, wide+thin, 0, x-wide-thin, size.Height)
	case l.narrow == GoesAbove:
		half := size.Height / 2
		Place(left, 0, 0, x, half)
		Place(line, 0, half, x, thin)
		Place(middle, 0, half+thin, x, size.Height-half-thin)
	default:
		Place(middle, 0, 0, x, size.Height)
	}
}

// SetVisible shows an object or hides it. What is as it should be is left alone: Fyne
// draws again what is told anew, and a layout must not ask for that each time.
func SetVisible(object fyne.CanvasObject, visible bool) {
	switch {
	case visible && !object.Visible():
		object.Show()
	case !visible && object.Visible():
		object.Hide()
	}
}
