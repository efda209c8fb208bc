package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"campuskeeper/ui/look"
)

// ScreenHead is the line at the top of a screen: title, a second fact in muted,
// and at the right search, main button and others, 8 pixels apart.
type ScreenHead struct {
	widget.BaseWidget
	title  *Text
	second *Text
	body   *fyne.Container
}

// NewScreenHead returns the head of a screen, 56 pixels high with a rule below.
func NewScreenHead(title, second string, tools ...fyne.CanvasObject) *ScreenHead {
	h := &ScreenHead{title: NewTitle(title), second: NewText(second).In(look.Muted).Cut()}
	h.body = NewHeadLine(h.title, h.second, tools...)
	h.ExtendBaseWidget(h)
	return h
}

// NewHeadLine is the head of a screen whose title is more than words: the title, the
// fact beside it, which may be cut, and the tools.
func NewHeadLine(title, second fyne.CanvasObject, tools ...fyne.CanvasObject) *fyne.Container {
	row := container.New(headRow{}, append([]fyne.CanvasObject{title, second}, tools...)...)
	line := Sized(0, look.HeadHeight-1, Fill(look.Paper, Inset(0, look.Gap4, 0, look.Gap4, row)))
	return Column(0, line, NewRule())
}

// leastSearch is how narrow a search box becomes in a head, in design pixels.
const leastSearch float32 = 112

// headRow places a title, the fact beside it and the tools in a line. Where they
// find no room the fact is cut first, then the search box becomes narrower.
type headRow struct{}

// MinSize implements fyne.Layout.
func (headRow) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for i, object := range objects {
		if !object.Visible() {
			continue
		}
		least := object.MinSize()
		size.Height = max(size.Height, least.Height)
		switch _, search := object.(*SearchBox); {
		case i == 1: // the fact
			continue
		case search:
			least.Width = look.Px(leastSearch)
		}
		size.Width += least.Width
		if i > 0 {
			size.Width += look.Px(look.Gap2)
		}
	}
	return size
}

// Layout implements fyne.Layout.
func (h headRow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	gap := look.Px(look.Gap2)
	spare := size.Width - h.MinSize(objects).Width // of the narrowest head
	x := size.Width
	put := func(object fyne.CanvasObject, width float32) {
		height := object.MinSize().Height
		x -= width
		object.Resize(fyne.NewSize(width, height))
		object.Move(fyne.NewPos(x, (size.Height-height)/2))
		x -= gap
	}
	for i := len(objects) - 1; i > 1; i-- {
		object := objects[i]
		if !object.Visible() {
			continue
		}
		width := object.MinSize().Width
		if _, search := object.(*SearchBox); search {
			least := look.Px(leastSearch)
			width = min(width, least+max(0, spare))
		}
		put(object, width)
	}
	title := objects[0].MinSize().Width
	put(objects[1], max(0, x-title-gap))
	x = title
	put(objects[0], title)
}

// CreateRenderer implements fyne.Widget.
func (h *ScreenHead) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(h.body) }

// SetTitle changes the title.
func (h *ScreenHead) SetTitle(title string) {
	h.title.SetText(title)
	h.body.Refresh()
}

// SetSecond changes the fact beside the title.
func (h *ScreenHead) SetSecond(second string) { h.second.SetText(second) }

// SectionHead is the line over a list: its name, how many, and a note at the right.
type SectionHead struct {
	widget.BaseWidget
	body  *fyne.Container
	title *Text
	count *CountPill
	tools *fyne.Container
}

// NewSectionHead returns the head of a list, 36 pixels high on ground with a rule
// below. role colours the name: look.Red for what is overdue, else look.Ink.
func NewSectionHead(title string, role look.Role, count int, note string) *SectionHead {
	h := &SectionHead{
		title: NewSection(title).In(role), count: NewCountPill(count),
		tools: Row(look.Gap2),
	}
	h.tools.Hide()
	row := Row(look.Gap2, h.title, h.count, Stretch(), NewCaption(note), h.tools)
	line := Sized(0, look.SectionHeight-1, Fill(look.Ground, Inset(0, look.Gap4, 0, look.Gap4, row)))
	h.body = Column(0, line, NewRule())
	h.ExtendBaseWidget(h)
	return h
}

// CreateRenderer implements fyne.Widget.
func (h *SectionHead) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(h.body) }

// SetCount changes the number; a negative one hides it.
func (h *SectionHead) SetCount(count int) { h.count.SetCount(count) }

// SetTools puts buttons at the right of the note.
func (h *SectionHead) SetTools(tools ...fyne.CanvasObject) {
	h.tools.Objects = tools
	h.tools.Hidden = len(tools) == 0
	h.body.Refresh()
}

// NewEmptyState says what belongs on an empty screen and offers the first step:
// an icon, a strong line, an explanation, and a button that may be nil.
func NewEmptyState(icon, title, text string, first *Button) fyne.CanvasObject {
	parts := []fyne.CanvasObject{
		NewIcon(icon, look.Muted, 40),
		NewStrong(title).Align(fyne.TextAlignCenter),
		NewParagraph(text).In(look.Muted).Align(fyne.TextAlignCenter),
	}
	if first != nil {
		parts = append(parts, container.NewCenter(first))
	}
	return container.NewCenter(Padded(look.Gap6, Sized(320, 0, Column(look.Gap2, parts...))))
}

// NewAllWell says that nothing is to be done, and what comes next.
func NewAllWell(title, next string) fyne.CanvasObject {
	words := Column(0, NewStrong(title), NewParagraph(next).In(look.Muted))
	return Padded(look.Gap4, Row(look.Gap3, NewShape(look.Done, 24), Grow(words)))
}

// NewErrorCard tells what went wrong: what happened, what was kept and what to do,
// with the buttons that help. The last button is the one that mends it.
func NewErrorCard(title, text string, buttons ...*Button) fyne.CanvasObject {
	words := Column(look.Gap1, NewSection(title).Wrap(), NewParagraph(text))
	row := []fyne.CanvasObject{Stretch()}
	for _, button := range buttons {
		row = append(row, button)
	}
	body := Column(look.Gap3, container.NewBorder(nil, nil,
		Inset(0, look.Gap3, 0, 0, container.NewVBox(NewShape(look.Late, 24))), nil, words), Row(look.Gap2, row...))
	return Card(body)
}
