package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"campuskeeper/ui/look"
)

// NewFlow lays objects out from left to right and begins a new line where the room
// ends. It grows in height with the lines that its last width needed.
func NewFlow(gap, lineGap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&flowLayout{gap: gap, lineGap: lineGap}, objects...)
}

type flowLayout struct {
	gap, lineGap float32
	width        float32 // of the last layout
}

// MinSize implements fyne.Layout.
func (l *flowLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	width := l.width
	if width == 0 {
		width = look.Px(600)
	}
	return fyne.NewSize(look.Px(80), l.lines(objects, width, func(fyne.CanvasObject, fyne.Position) {}))
}

// Layout implements fyne.Layout.
func (l *flowLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	l.lines(objects, size.Width, func(object fyne.CanvasObject, at fyne.Position) {
		object.Move(at)
		object.Resize(object.MinSize().Min(fyne.NewSize(size.Width, object.MinSize().Height)))
	})
}

// lines walks the objects line by line and returns the height of all lines.
func (l *flowLayout) lines(objects []fyne.CanvasObject, width float32, put func(fyne.CanvasObject, fyne.Position)) float32 {
	var x, y, high float32
	for _, object := range objects {
		if !object.Visible() {
			continue
		}
		size := object.MinSize()
		if x > 0 && x+size.Width > width {
			x, y, high = 0, y+high+look.Px(l.lineGap), 0
		}
		put(object, fyne.NewPos(x, y))
		x += size.Width + look.Px(l.gap)
		high = max(high, size.Height)
	}
	return y + high
}
