package drills

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"campuskeeper/app/drill"
	"campuskeeper/ui/look"
	"campuskeeper/ui/widgets"
)

// gridHead names the months that are shown, and leads to the others.
type gridHead struct {
	widget.BaseWidget
	grid *grid
	root *fyne.Container
}

// CreateRenderer implements fyne.Widget.
func (h *gridHead) CreateRenderer() fyne.WidgetRenderer {
	h.root = container.NewWithoutLayout()
	return &gridHeadRenderer{h}
}

type gridHeadRenderer struct{ head *gridHead }

func (r *gridHeadRenderer) Destroy() {}

func (r *gridHeadRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.head.root} }

func (r *gridHeadRenderer) MinSize() fyne.Size {
	return fyne.NewSize(look.Px(kindWide), look.Px(look.ControlHeight))
}

func (r *gridHeadRenderer) Layout(size fyne.Size) { r.head.fill(size) }

func (r *gridHeadRenderer) Refresh() {
	r.head.fill(r.head.Size())
	canvas.Refresh(r.head)
}

// fill draws the head anew.
func (h *gridHead) fill(size fyne.Size) {
	g := h.grid
	put := func(object fyne.CanvasObject, x, y, width, height float32) {
		widgets.Place(object, x, y, width, height)
		h.root.Add(object)
	}
	h.root.Objects = nil
	h.root.Resize(size)
	pad := look.Px(look.Gap4)
	put(widgets.NewBox(look.Ground, look.Clear, 0), 0, 0, size.Width, size.Height)
	put(widgets.NewCaption(g.book.T("drills.kind")).Cut(), pad, 0, g.kindWidth()-4*pad, size.Height)
	if g.shown < len(g.year.view.Months) {
		side := look.Px(look.RowButtonHeight)
		for n, turn := range []struct {
			icon   string
			months int
		}{{"left", -1}, {"right", 1}} {
			button := widgets.NewButton(widgets.Quiet, turn.icon, "", func() { g.turn(turn.months) }).Tall(look.RowButtonHeight)
			put(button, g.kindWidth()-float32(2-n)*(side+look.Px(look.Gap1)), (size.Height-side)/2, side, side)
		}
	}
	wide := g.monthWidth()
	for n := range g.shown {
		if g.first+n >= len(g.year.view.Months) {
			break
		}
		month := g.year.view.Months[g.first+n]
		x := g.kindWidth() + float32(n)*wide
		put(widgets.NewUpright(), x, 0, 1, size.Height)
		title := widgets.NewCaption(g.book.T("drills.month." + twoDigits(int(month.Month)))).Cut()
		if month == g.year.today.FirstOfMonth() {
			put(widgets.NewBox(look.Month, look.Clear, 0), x+1, 0, wide-1, size.Height)
			title = widgets.NewCaption(g.book.T("drills.month.now", "month", title.Text())).In(look.Accent).Bold().Cut()
		}
		put(title, x+look.Px(look.Gap3), 0, wide-look.Px(look.Gap3), size.Height)
	}
	put(widgets.NewRule(), 0, size.Height-1, size.Width, 1)
}

// gridBody draws the rows.
type gridBody struct {
	widget.BaseWidget
	grid   *grid
	hooks  hooks
	root   *fyne.Container
	ring   *widgets.Box // around the place under the cursor
	aimed  *widgets.Box // the month under a drill that is dragged
	height float32
}

var _ fyne.Tappable = (*gridBody)(nil)

// Tapped implements fyne.Tappable: an empty place, which schedules at the second tap.
func (b *gridBody) Tapped(at *fyne.PointEvent) {
	g := b.grid
	month := g.first + int((at.Position.X-g.kindWidth())/g.monthWidth())
	row, y := 0, float32(0)
	for row < len(g.year.view.Rows) && y+b.rowHeight(row) < at.Position.Y {
		y += b.rowHeight(row)
		row++
	}
	if row >= len(g.year.view.Rows) || at.Position.X < g.kindWidth() {
		return
	}
	again := g.focused && row == g.row && month == g.month
	g.focus()
	g.put(row, month, 0)
	if _, full := g.slot(); again && !full {
		g.open()
	}
}

// CreateRenderer implements fyne.Widget.
func (b *gridBody) CreateRenderer() fyne.WidgetRenderer {
	b.prepare()
	return &gridBodyRenderer{b}
}

func (b *gridBody) prepare() {
	if b.root == nil {
		b.root = container.NewWithoutLayout()
		b.ring = widgets.NewOutline(look.Accent, look.Radius)
		b.aimed = widgets.NewOutline(look.Blue, look.Radius)
		b.aimed.Hide()
	}
}

type gridBodyRenderer struct{ body *gridBody }

func (r *gridBodyRenderer) Destroy() {}

func (r *gridBodyRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.body.root} }

func (r *gridBodyRenderer) MinSize() fyne.Size { return fyne.NewSize(look.Px(kindWide), r.body.height) }

func (r *gridBodyRenderer) Layout(size fyne.Size) { r.body.root.Resize(size) }

func (r *gridBodyRenderer) Refresh() { canvas.Refresh(r.body) }

// rowHeight grows with the slots that share a month.
func (b *gridBody) rowHeight(row int) float32 {
	most := 1
	for month := range b.grid.year.view.Months {
		most = max(most, len(b.grid.slots(row, month)))
	}
	return look.Px(gridRow + float32(most-1)*(cellHeight+look.Gap1))
}

// rebuild makes the rows anew.
func (b *gridBody) rebuild() {
	b.prepare()
	g := b.grid
	var objects []fyne.CanvasObject
	put := func(object fyne.CanvasObject, x, y, width, height float32) {
		widgets.Place(object, x, y, width, height)
		objects = append(objects, object)
	}
	b.height = 0
	for row := range g.year.view.Rows {
		b.height += b.rowHeight(row)
	}
	wide, left := g.monthWidth(), g.kindWidth()
	for n := range g.shown {
		x := left + float32(n)*wide
		if at := g.first + n; at < len(g.year.view.Months) && g.year.view.Months[at] == g.year.today.FirstOfMonth() {
			put(widgets.NewBox(look.Month, look.Clear, 0), x+1, 0, wide-1, b.height)
		}
		put(widgets.NewUpright(), x, 0, 1, b.height)
	}
	y := float32(0)
	for row, of := range g.year.view.Rows {
		height := b.rowHeight(row)
		title := widgets.NewStrong(of.Title.In(g.book.Lang())).Wrap()
		title.Resize(fyne.NewSize(left-look.Px(look.Gap4+look.Gap1), height))
		tall := title.MinSize().Height
		put(title, look.Px(look.Gap4), y+(height-tall)/2, left-look.Px(look.Gap4+look.Gap1), tall)
		for n := range g.shown {
			for i, s := range g.slots(row, g.first+n) {
				put(b.cell(s, wide-look.Px(2*gridInset)), left+float32(n)*wide+look.Px(gridInset), b.slotTop(y, i), wide-look.Px(2*gridInset), look.Px(cellHeight))
			}
		}
		y += height
		put(widgets.NewRule(), 0, y-1, g.Size().Width, 1)
	}
	b.root.Objects = append(objects, b.ring, b.aimed)
	b.root.Refresh()
	b.Refresh()
}

// slotTop is where the i-th slot of a place begins.
func (b *gridBody) slotTop(y float32, i int) float32 {
	return y + look.Px(gridInset+float32(i)*(cellHeight+look.Gap1))
}

func (b *gridBody) cell(s drill.Slot, width float32) *cell {
	g := b.grid
	d := dressOf(s, g.year.today)
	head := shortDay(g.book, s.Day)
	switch s.Standing {
	case drill.Unscheduled:
		head = g.book.T("drills.slot.set")
	case drill.Lapsed:
		head = g.book.T("drills.slot.gone", "dom", s.Day.Dom)
	}
	return newCell(s, d, head, d.wordIn(g.book, s, width), &b.hooks)
}

// follow draws the cursor where it is, and the month that is aimed at.
func (b *gridBody) follow() {
	g := b.grid
	if b.root == nil || len(g.year.view.Rows) == 0 {
		return
	}
	wide, left := g.monthWidth(), g.kindWidth()
	y := float32(0)
	for row := range g.row {
		y += b.rowHeight(row)
	}
	out := look.Px(2)
	x := left + float32(g.month-g.first)*wide + look.Px(gridInset)
	widgets.Place(b.ring, x-out, b.slotTop(y, g.at)-out, wide-look.Px(2*gridInset)+2*out, look.Px(cellHeight)+2*out)
	b.ring.Hidden = !g.focused
	b.ring.Refresh()
	b.aimed.Hidden = g.target < 0
	if g.target >= 0 {
		widgets.Place(b.aimed, left+float32(g.target-g.first)*wide, 0, wide, b.height)
	}
	b.aimed.Refresh()
	canvas.Refresh(b)
}

// reveal scrolls the row of the cursor into view, with a whole row at the top.
func (b *gridBody) reveal() {
	scroll, top := b.grid.scroll, float32(0)
	for row := range b.grid.row {
		top += b.rowHeight(row)
	}
	to, least := scroll.Offset.Y, top+b.rowHeight(b.grid.row)-scroll.Size().Height
	switch {
	case scroll.Size().Height == 0: // not laid out yet
		return
	case top < to:
		to = top
	case least > to:
		to = 0
		for row := 0; to < least && row < b.grid.row; row++ {
			to += b.rowHeight(row)
		}
	}
	scroll.ScrollToOffset(fyne.NewPos(0, to))
}

// twoDigits writes a month as its message key has it.
func twoDigits(n int) string { return string([]byte{'0' + byte(n/10), '0' + byte(n%10)}) }
