package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"campuskeeper/ui/look"
)

// Halves puts two objects side by side, each as wide as the other and as high as it
// likes, both beginning at the top.
func Halves(left, right fyne.CanvasObject) *fyne.Container {
	return container.New(halvesLayout{}, left, right)
}

// AtTop is Row for objects of different heights that all begin at the top: fields,
// of which one may have a message under it.
func AtTop(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&lineLayout{gap: gap, top: true}, objects...)
}

type halvesLayout struct{}

// MinSize implements fyne.Layout.
func (halvesLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	left, right := objects[0].MinSize(), objects[1].MinSize()
	return fyne.NewSize(left.Width+right.Width+look.Px(look.Gap4), max(left.Height, right.Height))
}

// Layout implements fyne.Layout.
func (halvesLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	width := (size.Width - look.Px(look.Gap4)) / 2
	for n, object := range objects {
		Place(object, float32(n)*(width+look.Px(look.Gap4)), 0, width, object.MinSize().Height)
	}
}

// Readable keeps an object from becoming wider than widest pixels of the design, so
// that its lines can be read. It asks for no width of its own.
func Readable(widest float32, object fyne.CanvasObject) *fyne.Container {
	return container.New(readableLayout{widest}, object)
}

type readableLayout struct{ widest float32 }

// MinSize implements fyne.Layout.
func (readableLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, objects[0].MinSize().Height)
}

// Layout implements fyne.Layout.
func (l readableLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	Place(objects[0], 0, 0, min(size.Width, look.Px(l.widest)), size.Height)
}
