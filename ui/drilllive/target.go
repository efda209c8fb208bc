package drilllive

import (
	"cmp"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"campuskeeper/app/drill"
	"campuskeeper/ui/look"
	"campuskeeper/ui/widgets"
	"campuskeeper/ui/words"
)

// goal is a mark with its target in words.
type goal struct {
	shape look.Shape
	role  look.Role // of the word and the bar
	word  string    // the time that was reached, or how it stands
	short string    // of word, where there is no room for note
	note  string
	part  float32 // of the target that has passed, up to 1
}

// goalOf says how a mark stands to its target. from is where the target begins, known
// says whether that is known; both after the alarm.
func goalOf(book *words.Book, s drill.MarkState, elapsed, from time.Duration, known bool) goal {
	target := time.Duration(s.Mark.Target) * time.Second
	until := elapsed
	if s.Set {
		until = s.At
	}
	passed := until - from
	g := goal{part: min(1, max(0, float32(passed)/float32(target)))}
	seconds := func(d time.Duration) int { return int(max(0, d) / time.Second) }
	switch {
	case s.Set && !known:
		g = goal{shape: look.Done, role: look.Ink, word: drill.ClockText(s.At), note: book.T("live.target.open", "target", s.Mark.Target)}
	case s.Set && s.Target == drill.Missed:
		g.shape, g.role, g.word = look.Late, look.Red, drill.ClockText(passed)
		g.note = book.T("live.target.late", "target", s.Mark.Target, "n", max(1, seconds(passed-target)))
	case s.Set:
		g.shape, g.role, g.word = look.Done, look.Green, drill.ClockText(passed)
		g.note = book.T("live.target.met", "target", s.Mark.Target, "n", seconds(target)-seconds(passed))
	case !known:
		g = goal{shape: look.Needed, role: look.Muted, word: book.T("live.target.waiting"), note: book.T("live.target.open", "target", s.Mark.Target)}
	case s.Target == drill.Missed || passed > target:
		g.shape, g.role, g.word = look.Late, look.Red, book.T("live.target.running")
		g.short = drill.ClockText(passed)
		g.note = book.T("live.target.over", "target", s.Mark.Target, "n", max(1, seconds(passed-target)))
	default:
		g.shape, g.role, g.word = look.Running, look.Blue, book.T("live.target.running")
		g.short = book.T("live.target.rest", "n", seconds(target)-seconds(passed))
		g.note = book.T("live.target.left", "target", s.Mark.Target, "n", seconds(target)-seconds(passed))
	}
	return g
}

// targetBar shows a mark that has a target: its name, how it stands, and how much of
// the time has passed.
type targetBar struct {
	widget.BaseWidget
	title string
	goal  goal
	brief bool // without the words under the bar

	shape *widgets.Picture
	name  *widgets.Text
	word  *widgets.Text
	note  *widgets.Text
	whole *widgets.Box
	part  *widgets.Box
}

// barHeight is the height of the bar itself.
const barHeight = 8

func newTargetBar(title string) *targetBar {
	b := &targetBar{
		title: title, shape: widgets.NewShape(look.Needed, 16), name: widgets.NewStrong(title).Cut(), word: widgets.NewStrong(""),
		note: widgets.NewCaption("").Cut(), whole: widgets.NewBox(look.ChipGround, look.Clear, barHeight/2),
		part: widgets.NewBox(look.Blue, look.Clear, barHeight/2),
	}
	b.ExtendBaseWidget(b)
	return b
}

// set shows how the mark stands; what is the same is not drawn again.
func (b *targetBar) set(g goal) {
	if g == b.goal {
		return
	}
	if g.shape != b.goal.shape {
		b.shape.SetShape(g.shape)
	}
	word := g.word
	if b.brief {
		word = cmp.Or(g.short, g.word)
	}
	b.word.Set(word, g.role, true)
	b.note.SetText(g.note)
	b.part.Set(g.role, look.Clear)
	b.goal = g
	b.Refresh()
}

// AccessibilityLabel implements fyne.Accessible.
func (b *targetBar) AccessibilityLabel() string {
	return b.title + ": " + b.goal.word + ", " + b.goal.note
}

// CreateRenderer implements fyne.Widget.
func (b *targetBar) CreateRenderer() fyne.WidgetRenderer {
	layout := func(size fyne.Size) {
		mark, gap, line := look.Px(16), look.Px(look.Gap2), look.Px(20)
		word := b.word.MinSize().Width
		widgets.Place(b.shape, 0, look.Px(2), mark, mark)
		widgets.Place(b.name, mark+gap, 0, size.Width-mark-2*gap-word, line)
		widgets.Place(b.word, size.Width-word, 0, word, line)
		bar := look.Px(barHeight)
		widgets.Place(b.whole, 0, line+gap, size.Width, bar)
		widgets.Place(b.part, 0, line+gap, size.Width*b.goal.part, bar)
		b.part.Hidden = b.goal.part == 0
		b.note.Hidden = b.brief
		widgets.Place(b.note, 0, line+gap+bar+look.Px(look.Gap1), size.Width, look.Px(16))
	}
	return widgets.NewRenderer(b, []fyne.CanvasObject{b.shape, b.name, b.word, b.whole, b.part, b.note}, layout, func() fyne.Size {
		high := float32(20 + look.Gap2 + barHeight)
		if !b.brief {
			high += look.Gap1 + 16
		}
		return fyne.NewSize(look.Px(160), look.Px(high))
	})
}
