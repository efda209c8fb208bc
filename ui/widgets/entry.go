package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"campuskeeper/ui/look"
)

// Entry is Fyne's entry in our dress: 32 pixels high, a line of 2 pixels when it
// has the focus or is wrong. Keys that an entry does not use go to the window.
type Entry struct {
	widget.Entry

	// OnFocus is told when the focus comes and goes.
	OnFocus func(focused bool)
	// OnKey sees every key first; it says whether it used the key.
	OnKey func(key *fyne.KeyEvent) bool

	wrong   bool
	focused bool
}

var _ desktop.Keyable = (*Entry)(nil)

// NewEntry returns an entry of one line; hint stands in it while it is empty.
func NewEntry(hint string) *Entry {
	e := &Entry{}
	e.PlaceHolder = hint
	e.oneLine()
	e.ExtendBaseWidget(e)
	return e
}

// NewSecretEntry returns an entry that shows dots and an eye to show the letters.
func NewSecretEntry(hint string) *Entry {
	e := &Entry{}
	e.PlaceHolder, e.Password = hint, true
	e.oneLine()
	e.ExtendBaseWidget(e)
	return e
}

// oneLine lets the text scroll sideways only: Fyne would draw a bar for scrolling
// upwards into an entry that is a pixel too low for its font.
func (e *Entry) oneLine() {
	e.Wrapping, e.Scroll = fyne.TextWrapOff, fyne.ScrollHorizontalOnly
}

// WithoutEye takes the eye out of an entry that shows dots, where a box that the
// keyboard reaches does its work, and returns the entry.
func (e *Entry) WithoutEye() *Entry {
	e.ActionItem = NewBox(look.Clear, look.Clear, 0)
	return e
}

// SetWrong draws the edge in red; the message stands under the entry.
func (e *Entry) SetWrong(wrong bool) {
	if e.wrong != wrong {
		e.wrong = wrong
		e.Refresh()
	}
}

// Wrong says whether the entry is marked as wrong.
func (e *Entry) Wrong() bool { return e.wrong }

// FocusGained implements fyne.Focusable.
func (e *Entry) FocusGained() {
	e.focused = true
	e.Entry.FocusGained()
	if e.OnFocus != nil {
		e.OnFocus(true)
	}
}

// FocusLost implements fyne.Focusable.
func (e *Entry) FocusLost() {
	e.focused = false
	e.Entry.FocusLost()
	if e.OnFocus != nil {
		e.OnFocus(false)
	}
}

// TypedKey implements fyne.Focusable.
func (e *Entry) TypedKey(key *fyne.KeyEvent) {
	if e.OnKey != nil && e.OnKey(key) {
		return
	}
	if passes(key.Name) {
		PassKey(e, key)
		return
	}
	e.Entry.TypedKey(key)
	if !e.MultiLine && e.OnSubmitted == nil && (key.Name == fyne.KeyReturn || key.Name == fyne.KeyEnter) {
		PassKey(e, key)
	}
}

// passes says whether a key means nothing to an entry.
func passes(name fyne.KeyName) bool {
	switch name {
	case fyne.KeyEscape, fyne.KeyF1, fyne.KeyF2, fyne.KeyF3, fyne.KeyF4, fyne.KeyF5, fyne.KeyF6,
		fyne.KeyF7, fyne.KeyF8, fyne.KeyF9, fyne.KeyF10, fyne.KeyF11, fyne.KeyF12:
		return true
	}
	return false
}

// CreateRenderer implements fyne.Widget.
func (e *Entry) CreateRenderer() fyne.WidgetRenderer {
	e.ExtendBaseWidget(e)
	r := &entryRenderer{WidgetRenderer: e.Entry.CreateRenderer(), entry: e, edge: canvas.NewRectangle(nil)}
	if !e.MultiLine {
		withoutBars(r.WidgetRenderer.Objects())
	}
	r.dress()
	return r
}

// withoutBars takes the bars and the shadows from what scrolls in an entry of one
// line: they would lie over a text that is wider than the entry. The text still
// follows the cursor.
func withoutBars(objects []fyne.CanvasObject) {
	for _, object := range objects {
		if scroll, ok := object.(*container.Scroll); ok {
			container.NewThemeOverride(scroll, barless{})
		}
	}
}

// barless is the theme that is set, without bars and shadows.
type barless struct{}

// Color implements fyne.Theme.
func (barless) Color(name fyne.ThemeColorName, variant fyne.ThemeVariant) color.Color {
	switch name {
	case theme.ColorNameShadow, theme.ColorNameScrollBar:
		return color.Transparent
	}
	return theme.Current().Color(name, variant)
}

// Font implements fyne.Theme.
func (barless) Font(style fyne.TextStyle) fyne.Resource { return theme.Current().Font(style) }

// Icon implements fyne.Theme.
func (barless) Icon(name fyne.ThemeIconName) fyne.Resource { return theme.Current().Icon(name) }

// Size implements fyne.Theme.
func (barless) Size(name fyne.ThemeSizeName) float32 { return theme.Current().Size(name) }

// entryRenderer draws an edge over Fyne's.
type entryRenderer struct {
	fyne.WidgetRenderer
	entry *Entry
	edge  *canvas.Rectangle
}

func (r *entryRenderer) Objects() []fyne.CanvasObject {
	return append(append([]fyne.CanvasObject{}, r.WidgetRenderer.Objects()...), r.edge)
}

func (r *entryRenderer) Layout(size fyne.Size) {
	r.WidgetRenderer.Layout(size)
	frame(r.edge, size, 2)
}

// MinSize makes one line as high as a button, whatever the font measures.
func (r *entryRenderer) MinSize() fyne.Size {
	size := r.WidgetRenderer.MinSize()
	if !r.entry.MultiLine {
		size.Height = max(size.Height, look.Px(look.ControlHeight))
	}
	return size
}

func (r *entryRenderer) Refresh() {
	r.WidgetRenderer.Refresh()
	r.dress()
}

func (r *entryRenderer) dress() {
	switch {
	case r.entry.wrong:
		paint(r.edge, look.Clear, look.Red, 2, look.Radius)
	case r.entry.focused:
		paint(r.edge, look.Clear, look.Accent, 2, look.Radius)
	}
	r.edge.Hidden = !r.entry.wrong && !r.entry.focused
}

// SearchBox is an entry with a glass, the shortcut that leads to it, and a cross
// that clears it. Escape clears it too; when it is empty, Escape goes to the window.
type SearchBox struct {
	Entry
	hint  *Text
	clear *clearButton
}

// NewSearchBox returns a search box; shortcut is shown while it is empty.
func NewSearchBox(hint, shortcut string, changed func(text string)) *SearchBox {
	s := &SearchBox{hint: NewCaption(shortcut)}
	s.PlaceHolder = hint
	s.Icon = look.Icon("search", look.Muted)
	s.oneLine()
	s.clear = newClearButton(func() { s.SetText("") })
	s.ActionItem = Row(0, s.hint, s.clear, Sized(8, 1, NewBox(look.Clear, look.Clear, 0)))
	s.ExtendBaseWidget(s)
	s.OnChanged = func(text string) {
		s.showTools()
		if changed != nil {
			changed(text)
		}
	}
	s.OnKey = func(key *fyne.KeyEvent) bool {
		if key.Name == fyne.KeyEscape && s.Text != "" {
			s.SetText("")
			return true
		}
		return false
	}
	s.showTools()
	return s
}

func (s *SearchBox) showTools() {
	s.hint.Hidden = s.Text != ""
	s.clear.Hidden = s.Text == ""
	s.ActionItem.Refresh()
}

// FocusIn puts the cursor into the box and selects what stands there.
func (s *SearchBox) FocusIn() {
	focusMe(s)
	s.TypedShortcut(&fyne.ShortcutSelectAll{})
}

// MinSize is 240 pixels wide.
func (s *SearchBox) MinSize() fyne.Size {
	s.ExtendBaseWidget(s)
	return fyne.NewSize(look.Px(240), max(s.Entry.MinSize().Height, look.Px(look.ControlHeight)))
}

// CreateRenderer implements fyne.Widget.
func (s *SearchBox) CreateRenderer() fyne.WidgetRenderer {
	s.ExtendBaseWidget(s)
	return s.Entry.CreateRenderer()
}

// clearButton is the cross in a search box; Tab goes past it.
type clearButton struct {
	widget.BaseWidget
	tapped func()
}

func newClearButton(tapped func()) *clearButton {
	c := &clearButton{tapped: tapped}
	c.ExtendBaseWidget(c)
	return c
}

// Tapped implements fyne.Tappable.
func (c *clearButton) Tapped(*fyne.PointEvent) { c.tapped() }

// Cursor implements desktop.Cursorable.
func (c *clearButton) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CreateRenderer implements fyne.Widget.
func (c *clearButton) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(Padded(look.Gap1, NewIcon("close", look.Muted, 14)))
}
