package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"campuskeeper/app/schema"
	"campuskeeper/ui/look"
)

// editor edits the value of one field of a form.
type editor interface {
	object() fyne.CanvasObject
	// value reads the canonical value; the error says why the text is none.
	value() (string, error)
	// text is what stands there, canonical where it can be: what a draft keeps.
	text() string
	// set shows a canonical value, or the text of a draft.
	set(text string)
	focus()
	mark(wrong bool)
}

// formField is one field of a form: label over editor, help or message under it.
type formField struct {
	widget.BaseWidget
	field   schema.Field
	editor  editor
	label   *Text
	note    *Text
	help    string
	message string // what is wrong, "" for nothing
	under   *Text
	sign    *Picture
	told    bool // a message was shown once: check while typing from now on
	wide    bool // takes both columns
}

// Measures of a field in pixels of the design.
const (
	fieldLabel   float32 = 20
	fieldMessage float32 = 20
	fieldGap     float32 = 8
)

func newFormField(field schema.Field, label, note, help string, e editor) *formField {
	f := &formField{
		field: field, editor: e, help: help,
		label: newText(label, look.CaptionText, false, look.Ink), note: NewCaption(note),
		under: NewNote(help), sign: NewShape(look.Late, 12),
	}
	f.wide = field.Type == schema.LongText || field.Type == schema.Rows ||
		field.Type == schema.Photo || field.Type == schema.File ||
		field.Type == schema.List && len(field.Categories) > 0
	f.ExtendBaseWidget(f)
	return f
}

// tell shows what is wrong, "" that nothing is. It says whether that changed.
func (f *formField) tell(message string) bool {
	if message != "" {
		f.told = true
	}
	if f.message == message {
		return false
	}
	f.message = message
	f.editor.mark(message != "")
	if message == "" {
		f.under.Set(f.help, look.Muted, false)
	} else {
		f.under.Set(message, look.Red, false)
	}
	f.Refresh()
	return true
}

// height is how high the field is drawn in a width of canvas pixels.
func (f *formField) height(width float32) float32 {
	height := look.Px(fieldLabel) + f.editor.object().MinSize().Height
	lines := f.lines(width)
	if lines == 0 {
		return height
	}
	return height + look.Px(fieldMessage) + float32(lines-1)*look.Px(look.Line(look.CaptionText))
}

// lines counts the lines of the help or message.
func (f *formField) lines(width float32) int {
	text := f.message
	if text == "" {
		text = f.help
	} else {
		width -= look.Px(12 + look.Gap1)
	}
	if text == "" || width <= 0 {
		return 0
	}
	return len(breakLines(text, width, f.under.width))
}

// CreateRenderer implements fyne.Widget.
func (f *formField) CreateRenderer() fyne.WidgetRenderer {
	r := &renderer{objects: []fyne.CanvasObject{f.label, f.note, f.editor.object(), f.sign, f.under}}
	r.layout = func(size fyne.Size) {
		label := f.label.MinSize().Width
		Place(f.label, 0, 0, label, look.Px(fieldLabel))
		Place(f.note, label+look.Px(look.Gap2), 0, f.note.MinSize().Width, look.Px(fieldLabel))
		control := f.editor.object()
		height := control.MinSize().Height
		Place(control, 0, look.Px(fieldLabel), size.Width, height)
		top, left := look.Px(fieldLabel)+height+look.Px(look.Gap1), float32(0)
		if f.message != "" {
			Place(f.sign, 0, top+look.Px(2), look.Px(12), look.Px(12))
			left = look.Px(12 + look.Gap1)
		}
		line := look.Px(look.Line(look.CaptionText))
		Place(f.under, left, top, size.Width-left, float32(max(f.lines(size.Width), 1))*line)
	}
	r.minSize = func() fyne.Size { return fyne.NewSize(look.Px(120), f.height(f.Size().Width)) }
	r.refresh = func() {
		f.sign.Hidden = f.message == ""
		f.under.Hidden = f.message == "" && f.help == ""
		r.layout(f.Size())
		canvas.Refresh(f)
	}
	r.refresh()
	return r
}

// formGroup is the heading over some fields: its title and a thin rule. One that
// is not needed yet is folded and can be opened.
type formGroup struct {
	widget.BaseWidget
	title    string
	foldable bool
	folded   bool
	focused  bool
	turned   func()
}

func newFormGroup(title string, foldable bool, turned func()) *formGroup {
	g := &formGroup{title: title, foldable: foldable, folded: foldable, turned: turned}
	g.ExtendBaseWidget(g)
	return g
}

func (g *formGroup) turn() {
	if g.foldable {
		g.folded = !g.folded
		g.turned()
		g.Refresh()
	}
}

// Tapped implements fyne.Tappable.
func (g *formGroup) Tapped(*fyne.PointEvent) { g.turn() }

// FocusGained implements fyne.Focusable.
func (g *formGroup) FocusGained() {
	g.focused = true
	g.Refresh()
}

// FocusLost implements fyne.Focusable.
func (g *formGroup) FocusLost() {
	g.focused = false
	g.Refresh()
}

// TypedRune implements fyne.Focusable.
func (g *formGroup) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (g *formGroup) TypedKey(key *fyne.KeyEvent) {
	switch key.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		g.turn()
	default:
		PassKey(g, key)
	}
}

// Disabled lets Tab go past a heading that does nothing.
func (g *formGroup) Disabled() bool { return !g.foldable }

// Disable implements fyne.Disableable.
func (g *formGroup) Disable() { g.foldable = false }

// Enable implements fyne.Disableable.
func (g *formGroup) Enable() { g.foldable = true }

// CreateRenderer implements fyne.Widget.
func (g *formGroup) CreateRenderer() fyne.WidgetRenderer {
	title, rule, ring := NewSection(g.title), NewRule(), canvas.NewRectangle(nil)
	arrow := NewIcon("right", look.Ink, 16)
	r := &renderer{objects: []fyne.CanvasObject{ring, arrow, title, rule}}
	r.layout = func(size fyne.Size) {
		x := float32(0)
		if g.foldable {
			Place(arrow, 0, middle(size.Height, look.Px(16)), look.Px(16), look.Px(16))
			x = look.Px(24)
		}
		width := title.MinSize().Width
		Place(title, x, 0, width, size.Height)
		x += width
		Place(ring, -look.Px(3), 0, x+look.Px(6), size.Height)
		x += look.Px(look.Gap3)
		Place(rule, x, middle(size.Height, 1), max(size.Width-x, 0), 1)
	}
	r.minSize = func() fyne.Size { return fyne.NewSize(look.Px(120), look.Px(look.Line(look.SectionText))) }
	r.refresh = func() {
		arrow.Hidden = !g.foldable
		icon := "down"
		if g.folded {
			icon = "right"
		}
		arrow.SetIcon(icon, look.Ink)
		title.SetText(g.title)
		paint(ring, look.Clear, look.Accent, 2, look.Radius)
		ring.Hidden = !g.focused
		r.layout(g.Size())
		canvas.Refresh(g)
	}
	r.refresh()
	return r
}
