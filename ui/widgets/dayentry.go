package widgets

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"campuskeeper/app"
	"campuskeeper/app/schema"
	"campuskeeper/ui/look"
	"campuskeeper/ui/words"
)

// DayEntry takes a day: its ISO text with the weekday beside it. It reads what
// people write (schema.ReadDay, also without the year); + and - move by a day, Page Up and Down by a month,
// T is today, Alt+Down opens the calendar.
type DayEntry struct {
	widget.BaseWidget

	// OnChanged is told after each change of the text.
	OnChanged func()
	// OnFocus is told when the focus comes and goes.
	OnFocus func(focused bool)
	// OnKey sees every key first; it says whether it used the key.
	OnKey func(key *fyne.KeyEvent) bool
	// EndOfTerm gives the last day of the present term for the calendar; nil or the
	// zero day leaves the button out.
	EndOfTerm func() app.Day

	book    *words.Book
	clock   app.Clock
	entry   *dayText
	weekday *canvas.Text
	popUp   *widget.PopUp
}

// NewDayEntry returns an empty entry. Today is the clock's day.
func NewDayEntry(book *words.Book, clock app.Clock) *DayEntry {
	d := &DayEntry{book: book, clock: clock, weekday: canvas.NewText("", nil)}
	d.entry = &dayText{owner: d}
	d.entry.oneLine()
	d.entry.ActionItem = newIconButton("cal", d.OpenCalendar)
	d.entry.ExtendBaseWidget(d.entry)
	d.entry.OnChanged = func(string) { d.changed() }
	d.entry.OnKey = d.key
	d.entry.OnFocus = d.focusChanged
	d.ExtendBaseWidget(d)
	return d
}

// Text returns what stands in the entry.
func (d *DayEntry) Text() string { return d.entry.Text }

// SetText writes a text into the entry and tells nobody.
func (d *DayEntry) SetText(text string) {
	told := d.OnChanged
	d.OnChanged = nil
	d.entry.SetText(text)
	d.OnChanged = told
}

// Day reads the entry: the zero day for nothing, an error of code CodeInvalid for
// what is no day.
func (d *DayEntry) Day() (app.Day, error) { return readDayOr(d.entry.Text, d.today()) }

// SetDay writes a day into the entry.
func (d *DayEntry) SetDay(day app.Day) { d.entry.SetText(day.String()) }

// SetWrong draws the edge in red.
func (d *DayEntry) SetWrong(wrong bool) { d.entry.SetWrong(wrong) }

// FocusIn puts the cursor into the entry and chooses its text.
func (d *DayEntry) FocusIn() {
	focusMe(d.entry)
	d.entry.TypedShortcut(&fyne.ShortcutSelectAll{})
}

func (d *DayEntry) today() app.Day { return app.DayOf(d.clock.Now()) }

// near are words for days around today, in both languages.
var near = map[string]int{
	"t": 0, "today": 0, "今": 0, "今天": 0, "今日": 0,
	"tomorrow": 1, "明天": 1, "明日": 1, "后天": 2, "yesterday": -1, "昨天": -1, "昨日": -1, "前天": -2,
}

func readDayOr(text string, today app.Day) (app.Day, error) {
	folded := schema.Fold(text)
	if folded == "" {
		return app.Day{}, nil
	}
	if days, known := near[folded]; known {
		return today.AddDays(days), nil
	}
	if day, ok := readMonthDay(folded, today); ok {
		return day, nil
	}
	return schema.ReadDay(text)
}

// monthDay is a day without its year: 11-30, 11.30, 11/30, 11月30日.
var monthDay = regexp.MustCompile(`^(\d{1,2})\s*([-/.月])\s*(\d{1,2})\s*[日号]?$`)

// readMonthDay reads a day without its year as the one nearest to today: in December
// 1-8 is next year's, in January 12-20 last year's. A stroke that may part day and
// month as well (3/11) is left unread.
func readMonthDay(text string, today app.Day) (app.Day, bool) {
	m := monthDay.FindStringSubmatch(text)
	if m == nil {
		return app.Day{}, false
	}
	month, _ := strconv.Atoi(m[1]) // two digits at most
	dom, _ := strconv.Atoi(m[3])
	if m[2] == "/" && dom <= 12 && dom != month {
		return app.Day{}, false
	}
	var nearest app.Day
	for year := today.Year - 1; year <= today.Year+1; year++ {
		day, err := app.NewDay(year, time.Month(month), dom)
		if err == nil && (nearest.IsZero() || apart(day, today) < apart(nearest, today)) {
			nearest = day
		}
	}
	return nearest, !nearest.IsZero()
}

// apart is how many days lie between two days.
func apart(a, b app.Day) int { return max(a.Sub(b), b.Sub(a)) }

// whole returns the day when the entry holds one.
func (d *DayEntry) whole() (app.Day, bool) {
	day, err := d.Day()
	return day, err == nil && !day.IsZero()
}

func (d *DayEntry) changed() {
	d.Refresh()
	if d.OnChanged != nil {
		d.OnChanged()
	}
}

func (d *DayEntry) focusChanged(focused bool) {
	if !focused {
		d.tidy()
	}
	if d.OnFocus != nil {
		d.OnFocus(focused)
	}
}

// tidy writes the day in its ISO form.
func (d *DayEntry) tidy() {
	if day, ok := d.whole(); ok && day.String() != d.entry.Text {
		d.entry.SetText(day.String())
	}
}

func (d *DayEntry) move(to func(app.Day) app.Day) {
	day, ok := d.whole()
	if !ok {
		day = d.today()
	}
	next := to(day)
	if _, err := app.NewDay(next.Year, next.Month, next.Dom); err != nil {
		return
	}
	d.entry.SetText(next.String())
	d.entry.toEnd()
}

func (d *DayEntry) key(key *fyne.KeyEvent) bool {
	switch key.Name {
	case fyne.KeyPageUp:
		d.move(func(day app.Day) app.Day { return day.AddMonths(-1) })
	case fyne.KeyPageDown:
		d.move(func(day app.Day) app.Day { return day.AddMonths(1) })
	case fyne.KeyF4:
		d.OpenCalendar()
	case fyne.KeyReturn, fyne.KeyEnter:
		d.tidy()
		return d.OnKey != nil && d.OnKey(key)
	default:
		return d.OnKey != nil && d.OnKey(key)
	}
	return true
}

// rune says whether a typed character means a move and no text.
func (d *DayEntry) rune(r rune) bool {
	_, err := schema.ReadDay(d.entry.Text)
	whole := err == nil // with its year: 11-30 may become 11-30-2026
	free := whole || strings.TrimSpace(d.entry.Text) == ""
	switch {
	case r == '+':
		d.move(func(day app.Day) app.Day { return day.AddDays(1) })
	case r == '-' && whole:
		d.move(func(day app.Day) app.Day { return day.AddDays(-1) })
	case (r == 't' || r == 'T') && free:
		d.move(func(app.Day) app.Day { return d.today() })
	default:
		return false
	}
	return true
}

// OpenCalendar opens the calendar under the entry.
func (d *DayEntry) OpenCalendar() {
	window := fyne.CurrentApp().Driver().CanvasForObject(d)
	if window == nil || d.popUp != nil && d.popUp.Visible() {
		return
	}
	day, _ := d.whole()
	var end app.Day
	if d.EndOfTerm != nil {
		end = d.EndOfTerm()
	}
	calendar := NewCalendar(d.book, d.today(), day, end)
	leave := func() {
		d.popUp.Hide()
		focusMe(d.entry)
	}
	calendar.OnLeave = leave
	calendar.OnChosen = func(day app.Day) {
		d.entry.SetText(day.String())
		d.entry.toEnd()
		leave()
	}
	d.popUp = widget.NewPopUp(calendar, window)
	d.popUp.ShowAtRelativePosition(fyne.NewPos(0, d.Size().Height+look.Px(look.Gap2)), d)
	window.Focus(calendar)
}

// CreateRenderer implements fyne.Widget.
func (d *DayEntry) CreateRenderer() fyne.WidgetRenderer {
	refresh := func() {
		text := ""
		if day, ok := d.whole(); ok {
			text = app.LongWeekdayName(day.Weekday(), d.book.Lang())
		}
		write(d.weekday, text, look.Muted, false, look.BodyText)
		size := fyne.MeasureText(d.entry.Text, look.Px(look.BodyText), fyne.TextStyle{})
		x := look.Px(2*look.Gap2) + size.Width
		d.weekday.Move(fyne.NewPos(x, middle(d.Size().Height, d.weekday.MinSize().Height)))
		d.weekday.Hidden = x+d.weekday.MinSize().Width > d.Size().Width-look.Px(30)
	}
	return &renderer{
		objects: []fyne.CanvasObject{d.entry, d.weekday},
		layout: func(size fyne.Size) {
			d.entry.Resize(size)
			refresh()
		},
		minSize: func() fyne.Size { return fyne.NewSize(look.Px(132), look.Px(look.ControlHeight)) },
		refresh: func() {
			refresh()
			canvas.Refresh(d)
		},
	}
}

// dayText is the entry inside a DayEntry.
type dayText struct {
	Entry
	owner *DayEntry
}

// TypedRune implements fyne.Focusable.
func (e *dayText) TypedRune(r rune) {
	if !e.owner.rune(r) {
		e.Entry.TypedRune(r)
	}
}

// TypedShortcut implements fyne.Shortcutable.
func (e *dayText) TypedShortcut(shortcut fyne.Shortcut) {
	if custom, ok := shortcut.(*desktop.CustomShortcut); ok {
		if custom.Modifier == fyne.KeyModifierAlt && custom.KeyName == fyne.KeyDown {
			e.owner.OpenCalendar()
			return
		}
		passOn(e, shortcut)
		return
	}
	e.Entry.TypedShortcut(shortcut)
}

func (e *dayText) toEnd() {
	e.CursorColumn = len([]rune(e.Text))
	e.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (e *dayText) CreateRenderer() fyne.WidgetRenderer { return e.Entry.CreateRenderer() }

// iconButton is a small picture inside an entry that can be tapped; Tab goes past
// it, since the entry has a key for it.
type iconButton struct {
	widget.BaseWidget
	icon   string
	tapped func()
}

func newIconButton(icon string, tapped func()) *iconButton {
	b := &iconButton{icon: icon, tapped: tapped}
	b.ExtendBaseWidget(b)
	return b
}

// Tapped implements fyne.Tappable.
func (b *iconButton) Tapped(*fyne.PointEvent) { b.tapped() }

// Cursor implements desktop.Cursorable.
func (b *iconButton) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CreateRenderer implements fyne.Widget.
func (b *iconButton) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(Padded(look.Gap1, NewIcon(b.icon, look.Ink, 16)))
}
