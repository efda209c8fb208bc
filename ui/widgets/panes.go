package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Panes stands three objects beside each other with thin lines between: the outer
// two are as wide as they like, the middle one takes the room that is left.
func Panes(left, middle, right fyne.CanvasObject) *fyne.Container {
	return container.New(panesLayout{}, left, NewUpright(), middle, NewUpright(), right)
}

// middlePane is the place of the middle among the panes and the lines.
const middlePane = 2

type panesLayout struct{}

// MinSize implements fyne.Layout.
func (panesLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, object := range objects {
		least := object.MinSize()
		size = fyne.NewSize(size.Width+least.Width, max(size.Height, least.Height))
	}
	return size
}

// Layout implements fyne.Layout.
func (l panesLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	spare := size.Width - l.MinSize(objects).Width
	x := float32(0)
	for i, object := range objects {
		width := object.MinSize().Width
		if i == middlePane {
			width += spare
		}
		object.Move(fyne.NewPos(x, 0))
		object.Resize(fyne.NewSize(width, size.Height))
		x += width
	}
}
