package widgets

import (
	"fyne.io/fyne/v2"

	"campuskeeper/app"
	"campuskeeper/app/schema"
	"campuskeeper/ui/look"
)

// TimeEntry takes a time of day: 08:05. It reads 8:5, 8时5分, 下午3点; N is now, Page
// Up and Down move by five minutes.
type TimeEntry struct {
	Entry
	clock app.Clock
}

// NewTimeEntry returns an empty entry.
func NewTimeEntry(clock app.Clock) *TimeEntry {
	t := &TimeEntry{clock: clock}
	t.PlaceHolder = "08:00"
	t.oneLine()
	t.ExtendBaseWidget(t)
	return t
}

// Time reads the entry: "" for nothing, an error of code CodeInvalid for what is
// no time.
func (t *TimeEntry) Time() (string, error) { return schema.Field{Type: schema.Time}.Parse(t.Text) }

// TypedRune implements fyne.Focusable.
func (t *TimeEntry) TypedRune(r rune) {
	if _, err := t.Time(); err == nil && (r == 'n' || r == 'N') {
		t.SetText(t.clock.Now().Format("15:04"))
		t.CursorColumn = len(t.Text)
		t.Refresh()
		return
	}
	t.Entry.TypedRune(r)
}

// TypedKey implements fyne.Focusable.
func (t *TimeEntry) TypedKey(key *fyne.KeyEvent) {
	switch key.Name {
	case fyne.KeyPageUp:
		t.move(5)
	case fyne.KeyPageDown:
		t.move(-5)
	default:
		t.Entry.TypedKey(key)
	}
}

// move adds minutes, within the day.
func (t *TimeEntry) move(minutes int) {
	now := t.clock.Now()
	at := now.Hour()*60 + now.Minute()
	if text, err := t.Time(); err == nil && text != "" {
		at = 60*(int(text[0]-'0')*10+int(text[1]-'0')) + int(text[3]-'0')*10 + int(text[4]-'0')
	}
	at = (at + minutes + 24*60) % (24 * 60)
	day := app.Day{Year: 2000, Month: 1, Dom: 1}
	t.SetText(day.At(at/60, at%60, now.Location()).Format("15:04"))
	t.CursorColumn = len(t.Text)
	t.Refresh()
}

// MinSize leaves room for a time.
func (t *TimeEntry) MinSize() fyne.Size {
	t.ExtendBaseWidget(t)
	return fyne.NewSize(look.Px(88), look.Px(look.ControlHeight))
}

// CreateRenderer implements fyne.Widget.
func (t *TimeEntry) CreateRenderer() fyne.WidgetRenderer { return t.Entry.CreateRenderer() }
