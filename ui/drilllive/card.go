package drilllive

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"campuskeeper/app/drill"
	"campuskeeper/ui/look"
	"campuskeeper/ui/widgets"
	"campuskeeper/ui/words"
)

// face is what a class card shows.
type face struct {
	class    string
	count    string // present, "-" before the report, or the figures that are being typed
	expected string
	shape    look.Shape
	word     string
	chosen   bool
	typing   bool
}

// faceOf puts a class into words.
func faceOf(book *words.Book, c drill.ClassRow) face {
	f := face{class: className(book, c.Class), count: "–", shape: look.Needed, word: book.T("live.class.silent")}
	if c.Expected.Known {
		f.expected = " / " + strconv.Itoa(c.Expected.N)
	}
	if !c.ReportedAt.Known {
		return f
	}
	f.count, f.shape, f.word = strconv.Itoa(c.Present.N), look.Done, book.T("live.class.all")
	switch {
	case c.Missing.N > 0:
		f.shape, f.word = look.Late, book.T("live.class.missing", "n", c.Missing.N)
	case c.AbsentKnown.N > 0:
		f.word = book.T("live.class.absent", "n", c.AbsentKnown.N)
	case !c.Expected.Known:
		f.word = book.T("live.class.counted")
	case c.Present.N > c.Expected.N:
		f.word = book.T("live.class.more", "n", c.Present.N-c.Expected.N)
	}
	return f
}

// className is a class as it is called aloud: "Class 3-2" for what is written as
// numbers, the name itself otherwise.
func className(book *words.Book, class string) string {
	for _, r := range class {
		if (r < '0' || r > '9') && r != '-' && r != '.' {
			return class
		}
	}
	return book.T("live.class", "class", class)
}

// cardHeight and cardWidth are the least size of a class card, in pixels of the
// design: large enough for a finger.
const (
	cardHeight = 92
	cardWidth  = 128
)

// card is one class on the roll.
type card struct {
	widget.BaseWidget
	face   face
	tapped func()

	ground *widgets.Box
	ring   *widgets.Box
	name   *widgets.Text
	count  *widgets.Text
	of     *widgets.Text
	shape  *widgets.Picture
	word   *widgets.Text
}

var _ fyne.Tappable = (*card)(nil)

func newCard(tapped func()) *card {
	c := &card{
		tapped: tapped, ground: widgets.NewBox(look.Paper, look.Rule, look.Radius), ring: widgets.NewOutline(look.Accent, look.Radius),
		name: widgets.NewStrong("").Cut(), count: widgets.NewSection(""), of: widgets.NewText("").In(look.Muted).Sized(look.SectionText),
		shape: widgets.NewShape(look.Needed, 14), word: widgets.NewCaption("").Cut(),
	}
	c.ExtendBaseWidget(c)
	return c
}

// Tapped implements fyne.Tappable.
func (c *card) Tapped(*fyne.PointEvent) { c.tapped() }

// AccessibilityLabel implements fyne.Accessible.
func (c *card) AccessibilityLabel() string {
	return c.face.class + ": " + c.face.count + c.face.expected + ", " + c.face.word
}

// set shows a class; what is the same is not drawn again.
func (c *card) set(f face) {
	if f == c.face {
		return
	}
	if f.shape != c.face.shape {
		c.shape.SetShape(f.shape)
	}
	c.face = f
	ground, edge, role, ring := look.Paper, look.Rule, look.Green, look.Accent
	switch f.shape {
	case look.Late:
		ground, edge, role = look.RedTint, look.Red, look.Red
	case look.Needed:
		ground, role = look.Ground, look.Muted
	}
	c.ground.Set(ground, edge)
	c.ring.Set(look.Clear, ring)
	c.ring.Hidden = !f.chosen
	c.name.SetText(f.class)
	countRole := look.Ink
	if f.typing {
		countRole = look.Accent
	}
	c.count.Set(f.count, countRole, true)
	c.of.SetText(f.expected)
	c.word.Set(f.word, role, f.shape == look.Late)
	c.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (c *card) CreateRenderer() fyne.WidgetRenderer {
	parts := []fyne.CanvasObject{c.ground, c.name, c.count, c.of, c.shape, c.word, c.ring}
	c.ring.Hidden = !c.face.chosen
	layout := func(size fyne.Size) {
		left := look.Px(look.Gap3)
		wide := size.Width - 2*left
		widgets.Place(c.ground, 0, 0, size.Width, size.Height)
		widgets.Place(c.ring, 0, 0, size.Width, size.Height)
		widgets.Place(c.name, left, look.Px(13), wide, look.Px(20))
		count := c.count.MinSize().Width
		widgets.Place(c.count, left, look.Px(34), count, look.Px(24))
		widgets.Place(c.of, left+count, look.Px(34), max(0, wide-count), look.Px(24))
		widgets.Place(c.shape, left, look.Px(60), look.Px(14), look.Px(14))
		indent := look.Px(14 + look.Gap2)
		widgets.Place(c.word, left+indent, look.Px(59), wide-indent, look.Px(16))
	}
	return widgets.NewRenderer(c, parts, layout, func() fyne.Size {
		return fyne.NewSize(look.Px(cardWidth), look.Px(cardHeight))
	})
}
