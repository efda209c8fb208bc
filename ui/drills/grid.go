package drills

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"campuskeeper/app"
	"campuskeeper/app/drill"
	"campuskeeper/ui/look"
	"campuskeeper/ui/widgets"
	"campuskeeper/ui/words"
)

// Sizes of the grid in pixels of the design.
const (
	kindWide   = 168 // the column of kinds; 148 in Chinese
	kindWideZh = 148
	gridRow    = 60
	gridInset  = 8
	leastMonth = 108 // below that fewer months are shown
)

// grid shows kinds by months with the slots of a year. Where not all months find
// room, it shows as many as do, and moves on with the cursor. Arrows move the cursor,
// Enter opens what is under it.
type grid struct {
	widget.BaseWidget
	book  *words.Book
	year  *year
	hooks hooks // of the screen

	onCursor func()                         // the cursor came to another place
	onOpen   func(kind string, day app.Day) // Enter or a second tap on an empty place
	onDrop   func(slot drill.Slot, month app.Day)

	row, month, at int // the cursor: kind, month, slot among those of the place
	first, shown   int // months that are drawn
	wanted         int // the first one, where there is room for it and the cursor
	focused        bool
	target         int // month under a drill that is dragged, -1 for none

	head   *gridHead
	body   *gridBody
	scroll *container.Scroll
}

var _ fyne.Focusable = (*grid)(nil)

func newGrid(book *words.Book) *grid {
	g := &grid{book: book, year: &year{}, target: -1}
	g.head, g.body = &gridHead{grid: g}, &gridBody{grid: g}
	g.head.ExtendBaseWidget(g.head)
	g.body.ExtendBaseWidget(g.body)
	g.body.hooks = hooks{
		tapped: func(s drill.Slot) {
			again := g.focused && g.slotKey() == slotKey(s)
			g.focus()
			g.pick(slotKey(s))
			if again || s.Standing == drill.Unscheduled {
				g.hooks.tapped(s)
			}
		},
		menu: func(s drill.Slot, at fyne.Position) {
			g.focus()
			g.pick(slotKey(s))
			g.hooks.menu(s, at)
		},
		drag: func(_ drill.Slot, at fyne.Position) { g.aim(g.monthAt(at)) },
		drop: func(s drill.Slot, at fyne.Position) {
			month := g.monthAt(at)
			g.aim(-1)
			if month >= 0 && g.year.view.Months[month] != s.Day.FirstOfMonth() {
				g.onDrop(s, g.year.view.Months[month])
			}
		},
	}
	g.scroll = container.NewVScroll(g.body)
	g.ExtendBaseWidget(g)
	return g
}

// show shows a year; the cursor stays on its slot, or comes to the present month.
func (g *grid) show(y *year) {
	key, had := g.slotKey(), len(g.year.view.Rows) > 0
	fresh := !had || g.year.span != y.span
	g.year = y
	if fresh {
		g.row, g.month, g.at = 0, 0, 0
		for i, m := range y.view.Months {
			if m == y.today.FirstOfMonth() {
				g.month = i
			}
		}
		g.wanted = max(0, g.month-1)
		g.scroll.ScrollToTop()
	}
	g.clamp()
	if key != "" && !fresh {
		g.pick(key)
	}
	g.relay()
}

func (g *grid) clamp() {
	g.row = max(0, min(g.row, len(g.year.view.Rows)-1))
	g.month = max(0, min(g.month, len(g.year.view.Months)-1))
	g.at = max(0, min(g.at, len(g.slots(g.row, g.month))-1))
}

// slots are those of a place.
func (g *grid) slots(row, month int) []drill.Slot {
	if row < 0 || row >= len(g.year.view.Rows) || month < 0 || month >= len(g.year.view.Months) {
		return nil
	}
	return g.year.view.Rows[row].Cells[month]
}

// slot is the one under the cursor.
func (g *grid) slot() (drill.Slot, bool) {
	slots := g.slots(g.row, g.month)
	if g.at >= len(slots) {
		return drill.Slot{}, false
	}
	return slots[g.at], true
}

func (g *grid) slotKey() string {
	if s, ok := g.slot(); ok {
		return slotKey(s)
	}
	return ""
}

// pick puts the cursor on a slot.
func (g *grid) pick(key string) {
	for row := range g.year.view.Rows {
		for month := range g.year.view.Months {
			for at, s := range g.slots(row, month) {
				if slotKey(s) == key {
					g.put(row, month, at)
					return
				}
			}
		}
	}
}

// put moves the cursor and shows it.
func (g *grid) put(row, month, at int) {
	g.row, g.month, g.at = row, month, at
	g.clamp()
	if g.month < g.first || g.month >= g.first+g.shown {
		if g.wanted = g.month; g.month >= g.first+g.shown {
			g.wanted = g.month - g.shown + 1
		}
		g.relay()
	}
	g.body.follow()
	g.body.reveal()
	if g.onCursor != nil {
		g.onCursor()
	}
}

// turn shows earlier or later months.
func (g *grid) turn(months int) {
	g.wanted = max(0, min(g.first+months, len(g.year.view.Months)-g.shown))
	g.first = g.wanted
	g.month = max(g.first, min(g.month, g.first+g.shown-1))
	g.clamp()
	g.relay()
	if g.onCursor != nil {
		g.onCursor()
	}
}

// focus brings the keyboard into the grid.
func (g *grid) focus() {
	if c := fyne.CurrentApp().Driver().CanvasForObject(g); c != nil {
		c.Focus(g)
	}
}

// FocusGained implements fyne.Focusable.
func (g *grid) FocusGained() {
	g.focused = true
	g.body.follow()
	g.body.reveal()
}

// FocusLost implements fyne.Focusable.
func (g *grid) FocusLost() {
	g.focused = false
	g.body.follow()
}

// TypedRune implements fyne.Focusable.
func (g *grid) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (g *grid) TypedKey(key *fyne.KeyEvent) {
	last := len(g.year.view.Months) - 1
	switch key.Name {
	case fyne.KeyLeft:
		g.put(g.row, g.month-1, 0)
	case fyne.KeyRight:
		g.put(g.row, g.month+1, 0)
	case fyne.KeyUp:
		if g.at > 0 {
			g.put(g.row, g.month, g.at-1)
		} else {
			g.put(g.row-1, g.month, len(g.slots(g.row-1, g.month))-1)
		}
	case fyne.KeyDown:
		if g.at < len(g.slots(g.row, g.month))-1 {
			g.put(g.row, g.month, g.at+1)
		} else {
			g.put(g.row+1, g.month, 0)
		}
	case fyne.KeyHome:
		g.put(g.row, 0, 0)
	case fyne.KeyEnd:
		g.put(g.row, last, 0)
	case fyne.KeyPageUp:
		g.put(0, g.month, 0)
	case fyne.KeyPageDown:
		g.put(len(g.year.view.Rows)-1, g.month, 0)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		g.open()
	default:
		widgets.PassKey(g, key)
	}
}

// open opens what is under the cursor, or schedules there.
func (g *grid) open() {
	if s, ok := g.slot(); ok {
		g.hooks.tapped(s)
		return
	}
	if g.row < len(g.year.view.Rows) && g.month < len(g.year.view.Months) {
		g.onOpen(g.year.view.Rows[g.row].Kind, g.year.view.Months[g.month])
	}
}

// kindWidth is the width of the column of kinds.
func (g *grid) kindWidth() float32 {
	if g.book.Lang() == app.Chinese {
		return look.Px(kindWideZh)
	}
	return look.Px(kindWide)
}

// monthWidth is the width of a month.
func (g *grid) monthWidth() float32 {
	return (g.Size().Width - g.kindWidth()) / float32(max(1, g.shown))
}

// relay finds out how many months have room and draws everything anew.
func (g *grid) relay() {
	all := len(g.year.view.Months)
	room := int((g.Size().Width - g.kindWidth()) / look.Px(leastMonth))
	g.shown = max(1, min(room, all))
	g.first = max(0, min(g.wanted, all-g.shown))
	if g.month < g.first || g.month >= g.first+g.shown {
		g.first = max(0, min(g.month, all-g.shown))
	}
	g.head.Refresh()
	g.body.rebuild()
	g.scroll.Refresh()
	g.body.follow()
}

// monthAt is the month under a place on the canvas, -1 for none.
func (g *grid) monthAt(at fyne.Position) int {
	at = at.Subtract(fyne.CurrentApp().Driver().AbsolutePositionForObject(g))
	if at.X < g.kindWidth() || at.X >= g.Size().Width || at.Y < 0 || at.Y > g.Size().Height {
		return -1
	}
	month := g.first + int((at.X-g.kindWidth())/g.monthWidth())
	if month >= len(g.year.view.Months) {
		return -1
	}
	return month
}

// aim marks the month on which a drill would be dropped.
func (g *grid) aim(month int) {
	if g.target != month {
		g.target = month
		g.body.follow()
	}
}

// CreateRenderer implements fyne.Widget.
func (g *grid) CreateRenderer() fyne.WidgetRenderer { return &gridRenderer{g} }

type gridRenderer struct{ grid *grid }

func (r *gridRenderer) Destroy() {}

func (r *gridRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.grid.head, r.grid.scroll}
}

func (r *gridRenderer) MinSize() fyne.Size {
	return fyne.NewSize(look.Px(kindWide+leastMonth), look.Px(look.ControlHeight+2*gridRow))
}

func (r *gridRenderer) Layout(size fyne.Size) {
	head := look.Px(look.ControlHeight)
	r.grid.head.Resize(fyne.NewSize(size.Width, head))
	widgets.Place(r.grid.scroll, 0, head, size.Width, max(0, size.Height-head))
	r.grid.relay()
}

func (r *gridRenderer) Refresh() {
	r.grid.relay()
	canvas.Refresh(r.grid)
}
