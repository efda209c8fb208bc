package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"campuskeeper/ui/look"
)

// tableHead draws the titles of the columns; a tap sorts, the border between two
// titles is dragged.
type tableHead[T any] struct {
	widget.BaseWidget
	table  *DataTable[T]
	border int // column whose right border is under the pointer or dragged, -1 for none
	start  float32
	held   bool
}

// grip is how near to a border, in pixels of the design, the pointer takes it.
const grip float32 = 5

func newTableHead[T any](t *DataTable[T]) *tableHead[T] {
	h := &tableHead[T]{table: t, border: -1}
	h.ExtendBaseWidget(h)
	return h
}

// Tapped implements fyne.Tappable.
func (h *tableHead[T]) Tapped(ev *fyne.PointEvent) {
	if h.borderAt(ev.Position.X) >= 0 {
		return
	}
	for i, column := range h.table.columns.shown {
		if ev.Position.X >= column.x && ev.Position.X < column.x+column.width {
			h.table.sortByHead(i)
			return
		}
	}
}

func (h *tableHead[T]) borderAt(x float32) int {
	for i, column := range h.table.columns.shown {
		if distance := x - column.x - column.width; distance > -look.Px(grip) && distance < look.Px(grip) {
			return i
		}
	}
	return -1
}

// Dragged implements fyne.Draggable.
func (h *tableHead[T]) Dragged(ev *fyne.DragEvent) {
	columns := &h.table.columns
	if !h.held {
		if h.border = h.borderAt(ev.Position.X - ev.Dragged.DX); h.border < 0 {
			return
		}
		h.held = true
		h.start = columns.shown[h.border].x
	}
	if h.border < 0 || h.border >= len(columns.shown) {
		return
	}
	columns.drag(h.border, ev.Position.X-h.start, h.table.Size().Width)
	h.Refresh()
	h.table.body.relay()
	h.table.body.roll()
}

// DragEnd implements fyne.Draggable.
func (h *tableHead[T]) DragEnd() {
	if h.held {
		h.table.columns.remember()
	}
	h.held, h.border = false, -1
}

// MouseIn implements desktop.Hoverable.
func (h *tableHead[T]) MouseIn(ev *desktop.MouseEvent) { h.MouseMoved(ev) }

// MouseMoved implements desktop.Hoverable.
func (h *tableHead[T]) MouseMoved(ev *desktop.MouseEvent) {
	if !h.held {
		h.border = h.borderAt(ev.Position.X)
	}
}

// MouseOut implements desktop.Hoverable.
func (h *tableHead[T]) MouseOut() {
	if !h.held {
		h.border = -1
	}
}

// Cursor implements desktop.Cursorable.
func (h *tableHead[T]) Cursor() desktop.Cursor {
	if h.border >= 0 {
		return desktop.HResizeCursor
	}
	return desktop.DefaultCursor
}

// CreateRenderer implements fyne.Widget.
func (h *tableHead[T]) CreateRenderer() fyne.WidgetRenderer {
	return &tableHeadRenderer[T]{head: h, ground: canvas.NewRectangle(nil), rule: canvas.NewRectangle(nil), ring: canvas.NewRectangle(nil)}
}

type tableHeadRenderer[T any] struct {
	laid         fyne.Size // the size for which the objects were made
	head         *tableHead[T]
	ground, rule *canvas.Rectangle
	ring         *canvas.Rectangle
	objects      []fyne.CanvasObject
}

func (r *tableHeadRenderer[T]) Destroy() {}

// Layout draws anew for another size only: Fyne lays out again whenever a child is
// new, and a head that made new children in each layout would never rest.
func (r *tableHeadRenderer[T]) Layout(size fyne.Size) {
	if size != r.laid {
		r.Refresh()
	}
}

func (r *tableHeadRenderer[T]) MinSize() fyne.Size {
	return fyne.NewSize(1, look.Px(look.ControlHeight))
}

func (r *tableHeadRenderer[T]) Objects() []fyne.CanvasObject { return r.objects }

func (r *tableHeadRenderer[T]) Refresh() {
	t := r.head.table
	size := r.head.Size()
	r.laid = size
	r.ground.FillColor, r.rule.FillColor = look.Color(look.Ground), look.Color(look.Rule)
	r.ground.Resize(size)
	r.rule.Resize(fyne.NewSize(size.Width, 1))
	r.rule.Move(fyne.NewPos(0, size.Height-1))
	r.objects = append(r.objects[:0], r.ground, r.rule)
	for i, column := range t.columns.shown {
		r.title(column)
		if i == t.inHead {
			r.ring.FillColor, r.ring.StrokeColor = look.Color(look.Clear), look.Color(look.Accent)
			r.ring.StrokeWidth, r.ring.CornerRadius = look.Px(2), look.Px(look.Radius)
			r.ring.Move(fyne.NewPos(column.x+look.Px(2), look.Px(3)))
			r.ring.Resize(fyne.NewSize(column.width-look.Px(4), size.Height-look.Px(7)))
			r.objects = append(r.objects, r.ring)
		}
	}
	canvas.Refresh(r.head)
}

// title draws one title; the sorted one is bold and has an arrow.
func (r *tableHeadRenderer[T]) title(column placed[T]) {
	t := r.head.table
	sorted := column.ID == t.sortBy
	role := look.Muted
	if sorted {
		role = look.Ink
	}
	text := canvas.NewText("", nil)
	padding, arrow := look.Px(look.Gap3), float32(0)
	if sorted {
		arrow = look.Px(titleArrow)
	}
	fit := newFitter(look.Px(look.CaptionText), sorted)
	shown := fit.fit(column.Title, column.width-padding-arrow)
	write(text, shown, role, sorted, look.CaptionText)
	x := column.x + padding
	if column.Align == fyne.TextAlignTrailing {
		x = max(column.x+column.width-padding-arrow-fit.width(shown), x)
	}
	height := r.head.Size().Height
	text.Move(fyne.NewPos(x, (height-text.MinSize().Height)/2))
	r.objects = append(r.objects, text)
	if sorted {
		name := "up"
		if t.backwards {
			name = "down"
		}
		image := canvas.NewImageFromResource(look.Icon(name, look.Ink))
		image.Resize(look.Square(16))
		image.Move(fyne.NewPos(x+fit.width(shown)+look.Px(look.Gap1), (height-look.Px(16))/2))
		r.objects = append(r.objects, image)
	}
}
