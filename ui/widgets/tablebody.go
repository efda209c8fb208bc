package widgets

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"campuskeeper/ui/look"
)

// tableBody draws the rows that are seen. Each visible item owns a rowView; views
// and the drawings of shapes are used again, so that a step of the wheel only
// moves things and changes a few texts.
type tableBody[T any] struct {
	widget.BaseWidget
	table *DataTable[T]

	views   []*rowView
	marks   map[string][]*canvas.Image // drawings that are free, by shape or icon
	regular *fitter
	bold    *fitter
	objects []fyne.CanvasObject
	hovered int
	hover   *canvas.Rectangle
	ring    *canvas.Rectangle
}

func newTableBody[T any](t *DataTable[T]) *tableBody[T] {
	b := &tableBody[T]{table: t, hovered: -1, hover: canvas.NewRectangle(nil), ring: canvas.NewRectangle(nil)}
	b.fresh()
	b.ExtendBaseWidget(b)
	return b
}

// fresh forgets all drawings, as another theme or size of text wants it.
func (b *tableBody[T]) fresh() {
	b.views, b.marks, b.regular, b.bold = nil, map[string][]*canvas.Image{}, nil, nil
	b.hover.FillColor = look.Color(look.Hover)
	b.ring.FillColor = look.Color(look.Clear)
	b.ring.StrokeColor = look.Color(look.Accent)
	b.ring.CornerRadius = look.Px(look.Radius)
}

// relay makes every view draw itself anew at the next roll.
func (b *tableBody[T]) relay() {
	for _, view := range b.views {
		view.item = -1
	}
}

// roll draws what is seen now.
func (b *tableBody[T]) roll() {
	t := b.table
	size := t.scroll.Size()
	if size.Height <= 0 || size.Width <= 0 {
		return
	}
	if b.regular == nil {
		b.regular, b.bold = newFitter(look.Px(look.BodyText), false), newFitter(look.Px(look.BodyText), true)
	}
	height := look.Px(look.ControlHeight)
	first := max(int(t.scroll.Offset.Y/height), 0)
	last := min(first+int(size.Height/height)+1, t.items()-1)
	b.makeViews(int(size.Height/height) + 2)
	b.objects = b.objects[:0]
	for item := first; item <= last; item++ {
		view := b.views[item%len(b.views)]
		if view.item != item {
			b.fill(view, item)
		}
		b.paint(view, item, height, size.Width)
		b.objects = append(b.objects, view.objects...)
	}
	b.overlays(first, last, height, size.Width)
	// What changed was refreshed by itself. Refreshing the whole body would make Fyne
	// draw every text anew; one small part is enough to have the window painted. It must
	// be one that was drawn before: Fyne passes over what it does not know yet, as rows
	// and ring are at first.
	canvas.Refresh(t.ground)
}

func (b *tableBody[T]) makeViews(count int) {
	if len(b.views) >= count {
		return
	}
	for _, view := range b.views {
		b.release(view)
	}
	b.views = make([]*rowView, count)
	for i := range b.views {
		b.views[i] = newRowView()
	}
}

// overlays places the veil under the pointer and the ring of the keyboard.
func (b *tableBody[T]) overlays(first, last int, height, width float32) {
	t := b.table
	if b.hovered >= first && b.hovered <= last {
		b.hover.Move(fyne.NewPos(0, float32(b.hovered)*height))
		b.hover.Resize(fyne.NewSize(width, height-1))
		b.objects = append(b.objects, b.hover)
	}
	if t.focused && t.inHead < 0 && t.cursor >= first && t.cursor <= last {
		b.ring.StrokeWidth = look.Px(2)
		b.ring.Move(fyne.NewPos(look.Px(1), float32(t.cursor)*height+look.Px(1)))
		b.ring.Resize(fyne.NewSize(width-look.Px(2), height-look.Px(2)-1))
		b.objects = append(b.objects, b.ring)
	}
}

// paint gives a row its ground and its place.
func (b *tableBody[T]) paint(view *rowView, item int, height, width float32) {
	t := b.table
	row, _ := t.at(item)
	role := look.Paper
	chosen := item == t.cursor || t.chosen[t.keyAt(item)]
	switch {
	case chosen:
		role = look.Selected
	case row < 0:
		role = look.Ground
	}
	if view.role != role || view.width != width {
		view.role, view.width = role, width
		view.ground.FillColor = look.Color(role)
		view.ground.Resize(fyne.NewSize(width, height-1))
		view.rule.FillColor = look.Color(look.Rule)
		view.rule.Resize(fyne.NewSize(width, 1))
		view.bar.FillColor = look.Color(look.Accent)
		if !chosen {
			view.bar.FillColor = look.Color(look.Clear)
		}
		view.bar.Resize(fyne.NewSize(look.Px(4), height-1))
		canvas.Refresh(view.ground)
		canvas.Refresh(view.bar)
	}
	view.ground.Move(fyne.NewPos(0, float32(item)*height))
	view.bar.Move(fyne.NewPos(0, float32(item)*height))
	view.rule.Move(fyne.NewPos(0, float32(item+1)*height-1))
}

// fill writes an item into a view.
func (b *tableBody[T]) fill(view *rowView, item int) {
	b.release(view)
	view.item, view.role = item, ""
	view.objects = append(view.objects[:0], view.ground, view.bar, view.rule)
	row, group := b.table.at(item)
	if row < 0 {
		b.fillGroup(view, item, b.table.groups[group])
		return
	}
	data, known := b.table.rows.Row(row)
	if !known {
		return
	}
	for i, column := range b.table.columns.shown {
		b.fillCell(view, item, i, column, column.Cell(data))
	}
}

func (b *tableBody[T]) fillCell(view *rowView, item, i int, column placed[T], cell Cell) {
	padding, height := look.Px(look.Gap3), look.Px(look.ControlHeight)
	x, room := column.x+padding, column.width-padding
	if cell.Shape != look.NoShape || cell.Icon != "" {
		name := string(cell.Shape) + cell.Icon
		mark := b.mark(name, cell)
		size := look.Px(14)
		mark.Resize(fyne.NewSquareSize(size))
		mark.Move(fyne.NewPos(x, float32(item)*height+(height-size)/2))
		view.marks = append(view.marks, namedMark{name, mark})
		view.objects = append(view.objects, mark)
		x += look.Px(22)
		room -= look.Px(22)
	}
	if cell.Text == "" || room <= 0 {
		return
	}
	text := view.text(i)
	fit := b.regular
	if cell.Bold {
		fit = b.bold
	}
	shown := fit.fit(cell.Text, room)
	if column.Align == fyne.TextAlignTrailing {
		x += max(room-padding-fit.width(shown), 0)
	}
	write(text, shown, cell.Role, cell.Bold, look.BodyText)
	text.Move(fyne.NewPos(x, float32(item)*height+textTop(text, height)))
	view.objects = append(view.objects, text)
}

func (b *tableBody[T]) fillGroup(view *rowView, item int, g groupPlace) {
	height := look.Px(look.ControlHeight)
	icon := "down"
	if b.table.folded[g.Key] {
		icon = "right"
	}
	chevron := canvas.NewImageFromResource(look.Icon(icon, look.Ink))
	chevron.Resize(look.Square(16))
	chevron.Move(fyne.NewPos(look.Px(look.Gap3), float32(item)*height+(height-look.Px(16))/2))
	title, count := view.text(0), view.text(1)
	write(title, g.Title, g.Role, true, look.BodyText)
	write(count, strconv.Itoa(g.Count), look.Muted, false, look.BodyText)
	x := look.Px(36)
	top := float32(item)*height + textTop(title, height)
	title.Move(fyne.NewPos(x, top))
	count.Move(fyne.NewPos(x+b.bold.width(g.Title)+look.Px(look.Gap2), top))
	view.objects = append(view.objects, chevron, title, count)
}

// textTop is where a text begins in a row so that its letters, not its line, stand
// in the middle: the line leaves more room above the letters than below.
func textTop(text *canvas.Text, height float32) float32 {
	return (height-text.MinSize().Height)/2 - look.Px(1)
}

// mark takes a free drawing of a cell's shape or icon, or makes one.
func (b *tableBody[T]) mark(name string, cell Cell) *canvas.Image {
	if free := b.marks[name]; len(free) > 0 {
		b.marks[name] = free[:len(free)-1]
		return free[len(free)-1]
	}
	if cell.Icon != "" {
		return canvas.NewImageFromResource(look.Icon(cell.Icon, look.Muted))
	}
	return canvas.NewImageFromResource(look.Mark(cell.Shape))
}

func (b *tableBody[T]) release(view *rowView) {
	for _, m := range view.marks {
		b.marks[m.name] = append(b.marks[m.name], m.image)
	}
	view.marks = view.marks[:0]
}

// rowView is one visible row: its ground, the bar of the chosen one, the rule
// under it, and its texts and shapes.
type rowView struct {
	item    int
	role    look.Role
	width   float32
	ground  *canvas.Rectangle
	bar     *canvas.Rectangle
	rule    *canvas.Rectangle
	texts   []*canvas.Text
	marks   []namedMark
	objects []fyne.CanvasObject
}

type namedMark struct {
	name  string
	image *canvas.Image
}

func newRowView() *rowView {
	return &rowView{item: -1, ground: canvas.NewRectangle(nil), bar: canvas.NewRectangle(nil), rule: canvas.NewRectangle(nil)}
}

func (v *rowView) text(i int) *canvas.Text {
	for len(v.texts) <= i {
		v.texts = append(v.texts, canvas.NewText("", nil))
	}
	return v.texts[i]
}

// write sets a text with its colour, weight and size of the design.
func write(text *canvas.Text, words string, role look.Role, bold bool, size float32) {
	if role == "" {
		role = look.Ink
	}
	text.Text, text.Color = words, look.Color(role)
	text.TextStyle = fyne.TextStyle{Bold: bold}
	text.TextSize = look.Px(size)
	text.Resize(text.MinSize())
	canvas.Refresh(text)
}

// CreateRenderer implements fyne.Widget.
func (b *tableBody[T]) CreateRenderer() fyne.WidgetRenderer { return &tableBodyRenderer[T]{b} }

type tableBodyRenderer[T any] struct{ body *tableBody[T] }

func (r *tableBodyRenderer[T]) Destroy() {}

func (r *tableBodyRenderer[T]) Layout(fyne.Size) {}

func (r *tableBodyRenderer[T]) MinSize() fyne.Size {
	return fyne.NewSize(1, float32(r.body.table.items())*look.Px(look.ControlHeight))
}

func (r *tableBodyRenderer[T]) Objects() []fyne.CanvasObject { return r.body.objects }

func (r *tableBodyRenderer[T]) Refresh() { r.body.roll() }

func (b *tableBody[T]) itemAt(pos fyne.Position) int {
	item := int(pos.Y / look.Px(look.ControlHeight))
	if pos.Y < 0 || item >= b.table.items() {
		return -1
	}
	return item
}

// MouseDown implements desktop.Mouseable: the row is chosen at once, not when it is
// clear that no second tap follows.
func (b *tableBody[T]) MouseDown(ev *desktop.MouseEvent) {
	t := b.table
	if c := fyne.CurrentApp().Driver().CanvasForObject(t); c != nil {
		c.Focus(t)
	}
	t.inHead = -1
	item := b.itemAt(ev.Position)
	if item < 0 || ev.Button != desktop.MouseButtonPrimary {
		return
	}
	row, _ := t.at(item)
	switch {
	case row < 0:
		t.open(item)
	case ev.Modifier&fyne.KeyModifierControl != 0:
		if len(t.chosen) == 0 && t.cursor >= 0 && t.cursor != item {
			t.choose(t.cursor)
		}
		t.cursor, t.gap = item, -1
		t.choose(item)
	default:
		t.stop(item, ev.Modifier&fyne.KeyModifierShift != 0)
	}
}

// MouseUp implements desktop.Mouseable.
func (b *tableBody[T]) MouseUp(ev *desktop.MouseEvent) {
	t := b.table
	if t.OpensOnTap && ev.Button == desktop.MouseButtonPrimary && b.itemAt(ev.Position) == t.cursor {
		t.open(t.cursor)
	}
}

// DoubleTapped implements fyne.DoubleTappable.
func (b *tableBody[T]) DoubleTapped(ev *fyne.PointEvent) {
	item := b.itemAt(ev.Position)
	if key := b.table.keyAt(item); key != "" && b.table.OnOpen != nil {
		b.table.OnOpen(key)
	}
}

// MouseIn implements desktop.Hoverable.
func (b *tableBody[T]) MouseIn(ev *desktop.MouseEvent) { b.hoverAt(b.itemAt(ev.Position)) }

// MouseMoved implements desktop.Hoverable.
func (b *tableBody[T]) MouseMoved(ev *desktop.MouseEvent) { b.hoverAt(b.itemAt(ev.Position)) }

// MouseOut implements desktop.Hoverable.
func (b *tableBody[T]) MouseOut() { b.hoverAt(-1) }

func (b *tableBody[T]) hoverAt(item int) {
	if b.hovered != item {
		b.hovered = item
		b.roll()
	}
}
