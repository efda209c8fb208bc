package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"campuskeeper/ui/look"
)

// formBody lays headings and fields out in two columns.
type formBody struct {
	widget.BaseWidget
	form  *RecordForm
	width float32
}

// arrange places everything for a width and returns the height.
func (b *formBody) arrange(width float32) float32 {
	margin, gap := look.Px(b.form.margin), look.Px(fieldGap)
	width -= 2 * margin
	column := (width - look.Px(look.Gap6)) / 2
	y, high := margin/2, float32(0) // top of the row, height of what stands in its left column
	left := false                   // the left column of the row is taken
	end := func() {
		if left {
			y += high + gap
		}
		left, high = false, 0
	}
	for i, object := range b.form.order {
		field, isField := object.(*formField)
		if !isField {
			end()
			if i > 0 {
				y += gap
			}
			Place(object, margin, y, width, object.MinSize().Height)
			y += object.MinSize().Height + gap
			continue
		}
		field.Hidden = b.form.isFolded(field)
		switch {
		case field.Hidden:
		case field.wide:
			end()
			Place(field, margin, y, width, field.height(width))
			y += field.height(width) + gap
		case left:
			Place(field, margin+column+look.Px(look.Gap6), y, column, field.height(column))
			high = max(high, field.height(column))
			end()
		default:
			high, left = field.height(column), true
			Place(field, margin, y, column, high)
		}
	}
	end()
	return y + max(margin/2-gap, 0)
}

// Height is the room that the form needs at a width, both in pixels of the design.
func (f *RecordForm) Height(width float32) float32 {
	return f.body.arrange(look.Px(width)) / look.Px(1)
}

// CreateRenderer implements fyne.Widget.
func (b *formBody) CreateRenderer() fyne.WidgetRenderer { return &formBodyRenderer{b} }

type formBodyRenderer struct{ body *formBody }

func (r *formBodyRenderer) Destroy() {}

func (r *formBodyRenderer) Layout(size fyne.Size) {
	changed := r.body.width != size.Width
	r.body.width = size.Width
	r.body.arrange(size.Width)
	if changed {
		r.body.form.scroll.Refresh()
	}
}

func (r *formBodyRenderer) MinSize() fyne.Size {
	width := r.body.width
	if width == 0 {
		width = look.Px(752)
	}
	return fyne.NewSize(look.Px(320), r.body.arrange(width))
}

func (r *formBodyRenderer) Objects() []fyne.CanvasObject { return r.body.form.order }

func (r *formBodyRenderer) Refresh() {
	r.body.arrange(r.body.Size().Width)
	for _, object := range r.body.form.order {
		object.Refresh()
	}
}
