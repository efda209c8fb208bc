package widgets

import (
	"fmt"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"campuskeeper/app"
	"campuskeeper/ui/look"
	"campuskeeper/ui/words"
)

// Calendar shows six weeks around a month, Monday first: today outlined, the
// chosen day filled, the weekend on ground. Arrows move by a day and a week, Page
// Up and Down by a month, Home and End to its ends, T to today; Enter chooses and
// Escape leaves.
type Calendar struct {
	widget.BaseWidget

	OnChosen func(day app.Day)
	OnLeave  func()

	book      *words.Book
	today     app.Day
	day       app.Day // under the cursor
	endOfTerm app.Day // zero hides the button
	body      *fyne.Container
	month     *Text
	grid      *monthGrid
}

// NewCalendar returns a calendar with the cursor on day, or on today when day is
// zero. endOfTerm may be zero.
func NewCalendar(book *words.Book, today, day, endOfTerm app.Day) *Calendar {
	if day.IsZero() {
		day = today
	}
	c := &Calendar{book: book, today: today, day: day, endOfTerm: endOfTerm}
	c.month = NewStrong("").Align(fyne.TextAlignCenter)
	c.grid = newMonthGrid(c)
	c.body = Inset(look.Gap3, look.Gap2, look.Gap2, look.Gap2, Column(look.Gap2,
		Row(0, c.turner("left", -1), Grow(c.month), c.turner("right", 1)),
		c.grid, c.shortcuts()))
	c.ExtendBaseWidget(c)
	c.show(day)
	return c
}

// turner is the button that turns the month over; the keyboard has Page Up and Down.
func (c *Calendar) turner(icon string, months int) fyne.CanvasObject {
	button := NewButton(Ordinary, icon, "", func() { c.show(c.day.AddMonths(months)) })
	button.inRow, button.tall = true, look.RowButtonHeight
	return Sized(34, look.RowButtonHeight, newMouseOnly(button))
}

func (c *Calendar) shortcuts() fyne.CanvasObject {
	row := Row(look.Gap2)
	add := func(key string, day app.Day) {
		row.Add(newMouseOnly(NewRowButton(c.book.T(key), func() { c.choose(day) })))
	}
	add("record.day.today", c.today)
	from := c.day
	add("record.day.week", from.AddDays(7))
	if !c.endOfTerm.IsZero() {
		add("record.day.endOfTerm", c.endOfTerm)
	}
	return row
}

// Day returns the day under the cursor.
func (c *Calendar) Day() app.Day { return c.day }

func (c *Calendar) show(day app.Day) {
	if _, err := app.NewDay(day.Year, day.Month, day.Dom); err != nil {
		return // the calendar ends at 1900 and 2199
	}
	c.day = day
	c.month.SetText(fmt.Sprintf("%04d-%02d", day.Year, day.Month))
	c.grid.Refresh()
}

func (c *Calendar) choose(day app.Day) {
	c.show(day)
	if c.OnChosen != nil {
		c.OnChosen(day)
	}
}

// FocusGained implements fyne.Focusable.
func (c *Calendar) FocusGained() {}

// FocusLost implements fyne.Focusable.
func (c *Calendar) FocusLost() {}

// TypedRune implements fyne.Focusable.
func (c *Calendar) TypedRune(r rune) {
	switch r {
	case 't', 'T':
		c.show(c.today)
	case '+', '=':
		c.show(c.day.AddDays(1))
	case '-':
		c.show(c.day.AddDays(-1))
	}
}

// TypedKey implements fyne.Focusable.
func (c *Calendar) TypedKey(key *fyne.KeyEvent) {
	switch key.Name {
	case fyne.KeyLeft:
		c.show(c.day.AddDays(-1))
	case fyne.KeyRight:
		c.show(c.day.AddDays(1))
	case fyne.KeyUp:
		c.show(c.day.AddDays(-7))
	case fyne.KeyDown:
		c.show(c.day.AddDays(7))
	case fyne.KeyPageUp:
		c.show(c.day.AddMonths(-1))
	case fyne.KeyPageDown:
		c.show(c.day.AddMonths(1))
	case fyne.KeyHome:
		c.show(c.day.FirstOfMonth())
	case fyne.KeyEnd:
		c.show(c.day.LastOfMonth())
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		c.choose(c.day)
	case fyne.KeyEscape:
		if c.OnLeave != nil {
			c.OnLeave()
		}
	}
}

// CreateRenderer implements fyne.Widget.
func (c *Calendar) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(c.body) }

// monthGrid is the part of a calendar with the names of the weekdays and the days.
type monthGrid struct {
	widget.BaseWidget
	calendar *Calendar
}

// Measures of the grid in pixels of the design.
const (
	dayWidth    float32 = 40
	dayHeight   float32 = 32
	weekdayLine float32 = 20
	weeks               = 6
)

func newMonthGrid(c *Calendar) *monthGrid {
	g := &monthGrid{calendar: c}
	g.ExtendBaseWidget(g)
	return g
}

// first is the Monday on or before the first of the month.
func (g *monthGrid) first() app.Day {
	first := g.calendar.day.FirstOfMonth()
	return first.AddDays(-(int(first.Weekday()) + 6) % 7)
}

// Tapped implements fyne.Tappable.
func (g *monthGrid) Tapped(ev *fyne.PointEvent) {
	column := int(ev.Position.X / look.Px(dayWidth))
	week := int((ev.Position.Y - look.Px(weekdayLine)) / look.Px(dayHeight))
	if ev.Position.Y < look.Px(weekdayLine) || column > 6 || week >= weeks {
		return
	}
	g.calendar.choose(g.first().AddDays(7*week + column))
}

// CreateRenderer implements fyne.Widget.
func (g *monthGrid) CreateRenderer() fyne.WidgetRenderer {
	r := &monthRenderer{grid: g}
	for range 7 * weeks {
		r.boxes = append(r.boxes, canvas.NewRectangle(nil))
		r.days = append(r.days, canvas.NewText("", nil))
	}
	for range 7 {
		r.names = append(r.names, canvas.NewText("", nil))
	}
	r.Refresh()
	return r
}

type monthRenderer struct {
	grid  *monthGrid
	boxes []*canvas.Rectangle
	days  []*canvas.Text
	names []*canvas.Text
}

func (r *monthRenderer) Destroy() {}

func (r *monthRenderer) MinSize() fyne.Size {
	return fyne.NewSize(look.Px(7*dayWidth), look.Px(weekdayLine+weeks*dayHeight))
}

func (r *monthRenderer) Objects() []fyne.CanvasObject {
	objects := make([]fyne.CanvasObject, 0, 2*len(r.days)+len(r.names))
	for i := range r.days {
		objects = append(objects, r.boxes[i], r.days[i])
	}
	for _, name := range r.names {
		objects = append(objects, name)
	}
	return objects
}

func (r *monthRenderer) Layout(fyne.Size) {
	width, height := look.Px(dayWidth), look.Px(dayHeight)
	for i, name := range r.names {
		Place(name, float32(i)*width, 0, width, look.Px(16))
	}
	for i, day := range r.days {
		x, y := float32(i%7)*width, look.Px(weekdayLine)+float32(i/7)*height
		Place(r.boxes[i], x, y, width, height)
		if r.boxes[i].StrokeWidth > 0 {
			Place(r.boxes[i], x+1, y+1, width-2, height-2)
		}
		Place(day, x, y+middle(height, day.MinSize().Height), width, day.MinSize().Height)
	}
}

func (r *monthRenderer) Refresh() {
	c := r.grid.calendar
	first := r.grid.first()
	for i, name := range r.names {
		write(name, app.WeekdayName(time.Weekday((i+1)%7), c.book.Lang()), look.Muted, false, look.CaptionText)
		name.Alignment = fyne.TextAlignCenter
	}
	for i := range r.days {
		r.draw(i, first.AddDays(i))
	}
	r.Layout(r.grid.Size())
	canvas.Refresh(r.grid)
}

// draw gives one day its colours.
func (r *monthRenderer) draw(i int, day app.Day) {
	c := r.grid.calendar
	fill, edge, ink, bold := look.Clear, look.Clear, look.Ink, false
	weekend := i%7 >= 5
	if weekend {
		ink = look.Muted
	}
	if day.Month != c.day.Month {
		ink = look.Disabled
	} else if weekend {
		fill = look.Ground
	}
	if day == c.today {
		edge, bold = look.Accent, true
		ink = look.Ink
	}
	if day == c.day {
		fill, edge, ink, bold = look.Accent, look.Accent, look.OnAccent, true
	}
	line, radius := float32(2), look.Radius
	if edge == look.Clear {
		line, radius = 0, 0
	}
	paint(r.boxes[i], fill, edge, line, radius)
	write(r.days[i], strconv.Itoa(day.Dom), ink, bold, look.BodyText)
	r.days[i].Alignment = fyne.TextAlignCenter
}

// mouseOnly shows a part without letting Tab reach it: what it does has a key of
// its own.
type mouseOnly struct {
	widget.BaseWidget
	button *Button
}

func newMouseOnly(button *Button) *mouseOnly {
	m := &mouseOnly{button: button}
	m.ExtendBaseWidget(m)
	return m
}

// Tapped implements fyne.Tappable.
func (m *mouseOnly) Tapped(*fyne.PointEvent) { m.button.press() }

// CreateRenderer implements fyne.Widget.
func (m *mouseOnly) CreateRenderer() fyne.WidgetRenderer {
	drawn := m.button.CreateRenderer()
	return &renderer{
		objects: drawn.Objects(),
		layout:  func(size fyne.Size) { m.button.Resize(size); drawn.Layout(size) },
		minSize: drawn.MinSize,
		refresh: drawn.Refresh,
	}
}
