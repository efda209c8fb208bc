package drills

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"campuskeeper/app"
	"campuskeeper/app/calendar"
	"campuskeeper/app/drill"
	"campuskeeper/ui/look"
	"campuskeeper/ui/widgets"
	"campuskeeper/ui/words"
)

// month is a calendar of one month with the drills on their days. Arrows move by a
// day and a week, Page Up and Down by a month, Enter opens or schedules.
type month struct {
	widget.BaseWidget
	book  *words.Book
	year  *year
	hooks hooks // of the screen

	onCursor func()
	onOpen   func(day app.Day)
	onDrop   func(slot drill.Slot, day app.Day)

	day     app.Day // under the cursor
	at      int     // slot among those of the day
	target  app.Day // under a drill that is dragged, zero for none
	focused bool
	cells   hooks
	root    *fyne.Container
}

var (
	_ fyne.Focusable = (*month)(nil)
	_ fyne.Tappable  = (*month)(nil)
)

func newMonth(book *words.Book) *month {
	m := &month{book: book, year: &year{}, root: container.NewWithoutLayout()}
	m.cells = hooks{
		tapped: func(s drill.Slot) {
			again := m.focused && m.slotKey() == slotKey(s)
			m.pick(s)
			if again || s.Standing == drill.Unscheduled {
				m.hooks.tapped(s)
			}
		},
		menu: func(s drill.Slot, at fyne.Position) {
			m.pick(s)
			m.hooks.menu(s, at)
		},
		drag: func(_ drill.Slot, at fyne.Position) {
			if day := m.dayAt(at); day != m.target {
				m.target = day
				m.Refresh()
			}
		},
		drop: func(s drill.Slot, at fyne.Position) {
			day := m.dayAt(at)
			m.target = app.Day{}
			m.Refresh()
			if !day.IsZero() && day != s.Day {
				m.onDrop(s, day)
			}
		},
	}
	m.ExtendBaseWidget(m)
	return m
}

// show shows a year in the month of the cursor, or in the present month at first.
func (m *month) show(y *year) {
	m.year = y
	if m.day.IsZero() || m.day.Before(y.period.From) || m.day.After(y.period.To) {
		m.day = y.today
		if y.today.Before(y.period.From) || y.today.After(y.period.To) {
			m.day = y.period.From
		}
	}
	m.Refresh()
}

// on lists the slots of a day.
func (m *month) on(day app.Day) []drill.Slot {
	var list []drill.Slot
	for _, s := range m.year.view.List() {
		if s.Day == day {
			list = append(list, s)
		}
	}
	return list
}

func (m *month) slot() (drill.Slot, bool) {
	list := m.on(m.day)
	if m.at >= len(list) {
		return drill.Slot{}, false
	}
	return list[m.at], true
}

func (m *month) slotKey() string {
	if s, ok := m.slot(); ok {
		return slotKey(s)
	}
	return ""
}

// pick puts the cursor on a slot and takes the keyboard.
func (m *month) pick(s drill.Slot) {
	m.focus()
	m.day = s.Day
	for at, other := range m.on(s.Day) {
		if slotKey(other) == slotKey(s) {
			m.put(s.Day, at)
		}
	}
}

// put moves the cursor; it stays inside what is shown.
func (m *month) put(day app.Day, at int) {
	if day.Before(m.year.period.From) || day.After(m.year.period.To) {
		return
	}
	m.day, m.at = day, max(0, min(at, len(m.on(day))-1))
	m.Refresh()
	if m.onCursor != nil {
		m.onCursor()
	}
}

// turn moves by months, within what is shown.
func (m *month) turn(months int) {
	day := m.day.AddMonths(months)
	switch {
	case day.Before(m.year.period.From):
		day = m.year.period.From
	case day.After(m.year.period.To):
		day = m.year.period.To
	}
	m.put(day, 0)
}

func (m *month) focus() {
	if c := fyne.CurrentApp().Driver().CanvasForObject(m); c != nil {
		c.Focus(m)
	}
}

// FocusGained implements fyne.Focusable.
func (m *month) FocusGained() {
	m.focused = true
	m.Refresh()
}

// FocusLost implements fyne.Focusable.
func (m *month) FocusLost() {
	m.focused = false
	m.Refresh()
}

// TypedRune implements fyne.Focusable.
func (m *month) TypedRune(r rune) {
	if r == 't' || r == 'T' {
		m.put(m.year.today, 0)
	}
}

// TypedKey implements fyne.Focusable.
func (m *month) TypedKey(key *fyne.KeyEvent) {
	switch key.Name {
	case fyne.KeyLeft:
		m.put(m.day.AddDays(-1), 0)
	case fyne.KeyRight:
		m.put(m.day.AddDays(1), 0)
	case fyne.KeyUp:
		if m.at > 0 {
			m.put(m.day, m.at-1)
			return
		}
		m.put(m.day.AddDays(-7), 0)
	case fyne.KeyDown:
		if m.at < len(m.on(m.day))-1 {
			m.put(m.day, m.at+1)
			return
		}
		m.put(m.day.AddDays(7), 0)
	case fyne.KeyPageUp:
		m.turn(-1)
	case fyne.KeyPageDown:
		m.turn(1)
	case fyne.KeyHome:
		m.put(m.day.FirstOfMonth(), 0)
	case fyne.KeyEnd:
		m.put(m.day.LastOfMonth(), 0)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		m.open()
	default:
		widgets.PassKey(m, key)
	}
}

func (m *month) open() {
	if s, ok := m.slot(); ok {
		m.hooks.tapped(s)
		return
	}
	m.onOpen(m.day)
}

// Tapped implements fyne.Tappable: an empty day, which schedules at the second tap.
func (m *month) Tapped(at *fyne.PointEvent) {
	day := m.dayIn(at.Position)
	if day.IsZero() {
		return
	}
	again := m.focused && day == m.day
	m.focus()
	m.put(day, 0)
	if _, full := m.slot(); again && !full {
		m.open()
	}
}

// monthHead is the height of the line of weekdays, in pixels of the design.
const monthHead = look.RowButtonHeight

// weeks is how many weeks the calendar shows.
const weeks = 6

// start is the Monday with which the calendar begins.
func (m *month) start() app.Day { return calendar.Week(m.day.FirstOfMonth()).From }

// box is the size of a day.
func (m *month) box() fyne.Size {
	return fyne.NewSize(m.Size().Width/7, (m.Size().Height-look.Px(monthHead))/weeks)
}

// dayAt is the day under a place on the canvas, dayIn under one in the calendar; zero
// for none.
func (m *month) dayAt(at fyne.Position) app.Day {
	return m.dayIn(at.Subtract(fyne.CurrentApp().Driver().AbsolutePositionForObject(m)))
}

func (m *month) dayIn(at fyne.Position) app.Day {
	box := m.box()
	at.Y -= look.Px(monthHead)
	if at.X < 0 || at.Y < 0 || at.X >= 7*box.Width || at.Y >= weeks*box.Height {
		return app.Day{}
	}
	day := m.start().AddDays(7*int(at.Y/box.Height) + int(at.X/box.Width))
	if day.Before(m.year.period.From) || day.After(m.year.period.To) {
		return app.Day{}
	}
	return day
}

// CreateRenderer implements fyne.Widget.
func (m *month) CreateRenderer() fyne.WidgetRenderer { return &monthRenderer{m} }

type monthRenderer struct{ month *month }

func (r *monthRenderer) Destroy() {}

func (r *monthRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.month.root} }

func (r *monthRenderer) MinSize() fyne.Size { return fyne.NewSize(look.Px(7*64), look.Px(weeks*64)) }

func (r *monthRenderer) Layout(size fyne.Size) {
	r.month.root.Resize(size)
	r.month.draw()
}

func (r *monthRenderer) Refresh() {
	r.month.draw()
	canvas.Refresh(r.month)
}

// draw makes the calendar anew.
func (m *month) draw() {
	m.root.Objects = nil
	put := func(object fyne.CanvasObject, x, y, width, height float32) {
		widgets.Place(object, x, y, width, height)
		m.root.Add(object)
	}
	box, head := m.box(), look.Px(monthHead)
	put(widgets.NewBox(look.Ground, look.Clear, 0), 0, 0, m.Size().Width, head)
	start := m.start()
	for n := range 7 * weeks {
		day := start.AddDays(n)
		x, y := float32(n%7)*box.Width, head+float32(n/7)*box.Height
		if n < 7 {
			put(widgets.NewCaption(app.WeekdayName(day.Weekday(), m.book.Lang())), x+look.Px(look.Gap2), 0, box.Width, head)
		}
		m.drawDay(put, day, x, y, box)
	}
}

func (m *month) drawDay(put func(object fyne.CanvasObject, x, y, width, height float32), day app.Day, x, y float32, box fyne.Size) {
	c := m.year.Question.Calendar
	if c == nil {
		return
	}
	inside := day.FirstOfMonth() == m.day.FirstOfMonth()
	if m.year.free(day) {
		put(widgets.NewBox(look.Ground, look.Clear, 0), x, y, box.Width, box.Height)
	}
	put(widgets.NewRule(), x, y, box.Width, 1)
	put(widgets.NewUpright(), x, y, 1, box.Height)
	role := look.Ink
	if !inside {
		role = look.Disabled
	}
	line, pad := look.Px(cellLine), look.Px(look.Gap2)
	note := m.note(day)
	put(widgets.NewText(m.book.T("drills.month.day", "dom", day.Dom)).In(role), x+pad, y, look.Px(32), line)
	put(widgets.NewCaption(note).Cut(), x+look.Px(32), y, box.Width-look.Px(36), line)
	slots := m.on(day)
	for i, s := range slots {
		height := min(look.Px(cellHeight), (box.Height-line-look.Px(2))/float32(len(slots)))
		d := dressOf(s, m.year.today)
		shown := newCell(s, d, m.year.kindTitle(s.Kind, m.book.Lang()), d.wordIn(m.book, s, box.Width-look.Px(4)), &m.cells)
		shown.low = height < look.Px(2*cellLine)
		put(shown, x+look.Px(2), y+line+float32(i)*height, box.Width-look.Px(4), height-look.Px(1))
		if m.focused && day == m.day && i == m.at {
			put(widgets.NewOutline(look.Accent, look.Radius), x+look.Px(1), y+line+float32(i)*height-look.Px(1), box.Width-look.Px(2), height+look.Px(1))
		}
	}
	switch {
	case day == m.target:
		put(widgets.NewOutline(look.Blue, look.Radius), x, y, box.Width, box.Height)
	case m.focused && day == m.day && len(slots) == 0:
		put(widgets.NewOutline(look.Accent, look.Radius), x, y, box.Width, box.Height)
	case day == m.year.today:
		put(widgets.NewOutline(look.Field, look.Radius), x, y, box.Width, box.Height)
	}
}

// note says why there is no drill on a day: a holiday, an exam.
func (m *month) note(day app.Day) string {
	c := m.year.Question.Calendar
	if exam, ok := c.Exam(day); ok {
		return m.book.T("drills.month.exam", "exam", m.book.Text(exam.Title))
	}
	if holiday, ok := c.Holiday(day); ok && !c.IsWorkday(day) {
		return m.book.Text(holiday.Title)
	}
	return ""
}
