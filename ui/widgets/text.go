package widgets

import (
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"campuskeeper/ui/look"
)

// Text is words on the window: one line that is cut where the room ends, or a
// paragraph that is broken into lines. It has no padding of its own.
type Text struct {
	widget.BaseWidget

	text  string
	size  float32 // pixels of the design
	bold  bool
	role  look.Role
	align fyne.TextAlign
	wraps bool
	cuts  bool
	lines []string // as drawn now
}

// NewText returns a line of body text in ink.
func NewText(text string) *Text { return newText(text, look.BodyText, false, look.Ink) }

// NewCaption returns a line of small muted text.
func NewCaption(text string) *Text { return newText(text, look.CaptionText, false, look.Muted) }

// NewStrong returns a line of bold body text, for names of things.
func NewStrong(text string) *Text { return newText(text, look.BodyText, true, look.Ink) }

// NewSection returns the heading of a section.
func NewSection(text string) *Text { return newText(text, look.SectionText, true, look.Ink) }

// NewTitle returns the title of a screen.
func NewTitle(text string) *Text { return newText(text, look.TitleText, true, look.Ink) }

// NewParagraph returns body text that is broken into lines.
func NewParagraph(text string) *Text { return NewText(text).Wrap() }

// NewNote returns small muted text that is broken into lines.
func NewNote(text string) *Text { return NewCaption(text).Wrap() }

func newText(text string, size float32, bold bool, role look.Role) *Text {
	t := &Text{text: text, size: size, bold: bold, role: role}
	t.ExtendBaseWidget(t)
	return t
}

// with changes how the text is drawn and returns it.
func (t *Text) with(change func()) *Text {
	change()
	t.Refresh()
	return t
}

// In sets the colour and returns the text.
func (t *Text) In(role look.Role) *Text { return t.with(func() { t.role = role }) }

// Bold makes the text bold and returns it.
func (t *Text) Bold() *Text { return t.with(func() { t.bold = true }) }

// Sized sets the size in pixels of the design and returns the text.
func (t *Text) Sized(size float32) *Text { return t.with(func() { t.size = size }) }

// Align sets the side at which the lines stand and returns the text.
func (t *Text) Align(align fyne.TextAlign) *Text { return t.with(func() { t.align = align }) }

// Wrap breaks the text into lines as wide as the room, and returns it.
func (t *Text) Wrap() *Text { return t.with(func() { t.wraps = true }) }

// Cut lets the text be narrower than its words: what does not fit is replaced by
// three dots. It returns the text.
func (t *Text) Cut() *Text { return t.with(func() { t.cuts = true }) }

// SetText changes the words.
func (t *Text) SetText(text string) { t.Set(text, t.role, t.bold) }

// Set changes words and colour at once.
func (t *Text) Set(text string, role look.Role, bold bool) {
	if t.text == text && t.role == role && t.bold == bold {
		return
	}
	t.text, t.role, t.bold = text, role, bold
	t.Refresh()
}

// Text returns the words, uncut.
func (t *Text) Text() string { return t.text }

// Wide returns how wide the words are on one line, uncut.
func (t *Text) Wide() float32 { return t.width(t.text) + 1 }

// Lines returns the lines as they are drawn now, cut and broken.
func (t *Text) Lines() []string { return t.lines }

func (t *Text) style() fyne.TextStyle { return fyne.TextStyle{Bold: t.bold} }

func (t *Text) width(text string) float32 {
	return fyne.MeasureText(text, look.Px(t.size), t.style()).Width
}

// CreateRenderer implements fyne.Widget.
func (t *Text) CreateRenderer() fyne.WidgetRenderer {
	r := &textRenderer{text: t}
	r.arrange(t.Size().Width)
	return r
}

// lift is how far letters are raised, as a part of their size: the font leaves more
// room above its letters than below, and icons stand in the true middle.
const lift = 0.1

type textRenderer struct {
	text  *Text
	drawn []*canvas.Text
	wide  float32 // the room for which the lines were made
}

func (r *textRenderer) Destroy() {}

func (r *textRenderer) Objects() []fyne.CanvasObject {
	objects := make([]fyne.CanvasObject, len(r.drawn))
	for i, line := range r.drawn {
		objects[i] = line
	}
	return objects
}

func (r *textRenderer) Layout(size fyne.Size) {
	if size.Width != r.wide {
		r.arrange(size.Width)
	}
	t := r.text
	height := look.Px(look.Line(t.size))
	top := float32(0)
	if !t.wraps {
		top = middle(size.Height, height)
	}
	for i, line := range r.drawn {
		Place(line, 0, top-look.Px(t.size*lift)+float32(i)*height, size.Width, height)
	}
}

func (r *textRenderer) MinSize() fyne.Size {
	height := look.Px(look.Line(r.text.size))
	switch {
	case r.text.wraps:
		return fyne.NewSize(look.Px(40), height*float32(max(1, len(r.drawn))))
	case r.text.cuts:
		return fyne.NewSize(look.Px(16), height)
	}
	return fyne.NewSize(r.text.width(r.text.text), height)
}

func (r *textRenderer) Refresh() {
	r.arrange(r.text.Size().Width)
	r.Layout(r.text.Size())
	canvas.Refresh(r.text)
}

// arrange makes the lines for a room of that width; 0 means as wide as it likes.
func (r *textRenderer) arrange(width float32) {
	t := r.text
	r.wide = width
	switch {
	case t.wraps && width > 0:
		t.lines = breakLines(t.text, width, t.width)
	case t.cuts && width > 0:
		t.lines = []string{cutLine(t.text, width, t.width)}
	default:
		t.lines = strings.Split(t.text, "\n")
	}
	for len(r.drawn) < len(t.lines) {
		r.drawn = append(r.drawn, canvas.NewText("", nil))
	}
	r.drawn = r.drawn[:len(t.lines)]
	for i, line := range t.lines {
		d := r.drawn[i]
		d.Text, d.TextSize, d.TextStyle = line, look.Px(t.size), t.style()
		d.Color, d.Alignment = look.Color(t.role), t.align
	}
}

// cutLine shortens a line until it fits, and ends it with three dots.
func cutLine(text string, width float32, measure func(string) float32) string {
	if measure(text) <= width {
		return text
	}
	runes := []rune(text)
	low, high := 0, len(runes)
	for low < high {
		mid := (low + high + 1) / 2
		if measure(string(runes[:mid])+"...") <= width {
			low = mid
		} else {
			high = mid - 1
		}
	}
	return strings.TrimRightFunc(string(runes[:low]), unicode.IsSpace) + "..."
}

// noStart are the signs that begin no line, noEnd those that end none (kinsoku).
const (
	noStart = "，。、；：？！）》」』】〉”’%…·,.;:?!)]}"
	noEnd   = "（《「『【〈“‘([{"
)

// breakLines breaks a text into lines: at spaces, and between Chinese characters
// where the signs allow it.
func breakLines(text string, width float32, measure func(string) float32) []string {
	var lines []string
	for _, paragraph := range strings.Split(text, "\n") {
		line := ""
		for _, piece := range pieces(paragraph) {
			switch {
			case line == "" || measure(strings.TrimRight(line+piece, " ")) <= width:
				line += piece
			default:
				lines = append(lines, strings.TrimRight(line, " "))
				line = strings.TrimLeft(piece, " ")
			}
			for measure(strings.TrimRight(line, " ")) > width && len([]rune(line)) > 1 {
				fits := fitting(line, width, measure)
				lines = append(lines, line[:fits])
				line = line[fits:]
			}
		}
		lines = append(lines, strings.TrimRight(line, " "))
	}
	return lines
}

// fitting returns how many bytes of a word that is wider than a line go on one.
func fitting(word string, width float32, measure func(string) float32) int {
	end := 0
	for i := range word {
		if i > 0 && measure(word[:i]) > width {
			break
		}
		end = i
	}
	if end == 0 {
		end = len(string([]rune(word)[:1]))
	}
	return end
}

// pieces cuts a paragraph into what may not be broken: words with the spaces
// after them, single Chinese characters with the signs that belong to them.
func pieces(paragraph string) []string {
	var out []string
	runes := []rune(paragraph)
	start := 0
	for i := 1; i <= len(runes); i++ {
		if i == len(runes) || mayBreak(runes[i-1], runes[i]) {
			out = append(out, string(runes[start:i]))
			start = i
		}
	}
	return out
}

func mayBreak(before, after rune) bool {
	switch {
	case after == ' ' || strings.ContainsRune(noStart, after) || strings.ContainsRune(noEnd, before):
		return false
	case before == ' ':
		return true
	}
	return wideRune(before) || wideRune(after)
}

func wideRune(r rune) bool {
	return unicode.Is(unicode.Han, r) || r >= 0x3000 && r <= 0x303F || r >= 0xFF00 && r <= 0xFFEF
}
