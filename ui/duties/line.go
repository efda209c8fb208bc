package duties

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"campuskeeper/ui/look"
	"campuskeeper/ui/widgets"
)

// Widths of the columns in pixels of the design; the title takes the rest. Where that
// would be less than titleLeast, when and where stand under the title.
const (
	whenWidth  = 260
	nextWidth  = 160
	placeWidth = 160
	onWidth    = 140
	titleLeast = 240
)

// line sets one row over a thin rule.
func line(title, when, next, place, on fyne.CanvasObject) fyne.CanvasObject {
	row := container.New(&lineLayout{}, title, when, next, place, on)
	return widgets.Column(0, widgets.Inset(0, look.Gap4, 0, look.Gap4, row), widgets.NewRule())
}

// lineLayout lays the five parts of a row side by side, or in a narrow window when
// and where under the title. It is as high as it needs in the width that it had last.
type lineLayout struct{ width float32 }

// MinSize implements fyne.Layout.
func (l *lineLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	height := look.Px(look.ControlHeight)
	if l.narrow() {
		height = look.Px(2*look.Line(look.BodyText) + look.Gap3)
	}
	return fyne.NewSize(look.Px(titleLeast+nextWidth+onWidth+2*look.Gap3), height)
}

// narrow says whether the title would have too little room. A row that was not laid
// out yet is wide.
func (l *lineLayout) narrow() bool {
	return l.width > 0 && l.width < look.Px(titleLeast+whenWidth+nextWidth+placeWidth+onWidth+4*look.Gap3)
}

// Layout implements fyne.Layout.
func (l *lineLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	gap := look.Px(look.Gap3)
	put := func(object fyne.CanvasObject, x, y, width, height float32) {
		object.Move(fyne.NewPos(x, y))
		object.Resize(fyne.NewSize(max(0, width), height))
	}
	right := size.Width
	fromRight := func(object fyne.CanvasObject, width float32) {
		right -= look.Px(width)
		height := object.MinSize().Height
		put(object, right, (size.Height-height)/2, look.Px(width), height)
		right -= gap
	}
	title, when, next, place, on := objects[0], objects[1], objects[2], objects[3], objects[4]
	fromRight(on, onWidth)
	if !l.narrow() {
		fromRight(place, placeWidth)
		fromRight(next, nextWidth)
		fromRight(when, whenWidth)
		put(title, 0, 0, right, size.Height)
		return
	}
	fromRight(next, nextWidth)
	half := look.Px(look.Line(look.BodyText))
	top := (size.Height - 2*half) / 2
	put(title, 0, top, right, half)
	beside := min(right, wide(when))
	put(when, 0, top+half, beside, half)
	put(place, beside+gap, top+half, right-beside-gap, half)
}

// wide is how wide a text is, uncut.
func wide(object fyne.CanvasObject) float32 {
	if text, ok := object.(*widgets.Text); ok {
		return text.Wide()
	}
	return object.MinSize().Width
}
