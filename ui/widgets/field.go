package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"campuskeeper/ui/look"
)

// Field is a label over a control, with a message under it only when there is one.
type Field struct {
	widget.BaseWidget
	label   *Text
	extra   *Text
	message *Text
	body    *fyne.Container
}

// NewField returns a control under its label; note, which may be empty, stands
// after the label in muted ("required").
func NewField(label, note string, control fyne.CanvasObject) *Field {
	f := &Field{
		label:   newText(label, look.CaptionText, false, look.Ink),
		extra:   NewCaption(note),
		message: NewNote(""),
	}
	head := Sized(0, 20, Row(look.Gap2, f.label, f.extra))
	f.message.Hide()
	f.body = Column(0, head, control, f.message)
	f.ExtendBaseWidget(f)
	return f
}

// SetLabel changes the words over the control.
func (f *Field) SetLabel(label, note string) {
	f.label.SetText(label)
	f.extra.SetText(note)
	f.body.Refresh()
}

// Tell writes a muted message under the control; an empty one takes it away.
func (f *Field) Tell(message string) { f.say(message, look.Muted) }

// Complain writes a red message under the control; an empty one takes it away.
func (f *Field) Complain(message string) { f.say(message, look.Red) }

func (f *Field) say(message string, role look.Role) {
	f.message.Set(message, role, false)
	f.message.Hidden = message == ""
	f.body.Refresh()
	f.Refresh()
}

// Message returns what stands under the control.
func (f *Field) Message() string { return f.message.Text() }

// CreateRenderer implements fyne.Widget.
func (f *Field) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(f.body) }
