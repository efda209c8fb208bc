package drilllive

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"campuskeeper/ui/look"
	"campuskeeper/ui/widgets"
)

// The pages of a narrow window, in the order of their chips.
const (
	rollPage = iota
	marksPage
	sidePage
)

// pages are the parts of the view that share one place in a window without room for
// three columns: the class roll, the marks, the missing and the notes. In a wide one
// they stand beside each other, and there is nothing to turn.
type pages struct {
	r      *running
	object fyne.CanvasObject
	chips  []*widgets.Chip
	bodies []fyne.CanvasObject
}

// newPages puts the pages behind their chips. tools stands at the right of those.
func newPages(r *running, tools fyne.CanvasObject, bodies ...fyne.CanvasObject) *pages {
	p := &pages{r: r, bodies: bodies}
	line := widgets.Row(look.Gap2)
	for i, word := range []string{r.t("live.roll.head"), r.t("live.marks"), ""} {
		chip := widgets.NewChip(look.NoShape, word, -1, func() {
			r.deps.Window().Unfocus() // from an entry that is not in sight any more
			p.turn(i)
		})
		p.chips = append(p.chips, chip)
		line.Add(chip)
	}
	line.Add(widgets.Stretch())
	line.Add(tools)
	head := widgets.Inset(look.Gap2, look.Gap2, 0, look.Gap2, line)
	p.object = widgets.Fill(look.Paper, widgets.Column(0, head, r.notice, widgets.Grow(container.NewStack(bodies...))))
	p.turn(rollPage)
	return p
}

// turn shows a page.
func (p *pages) turn(page int) {
	for i, chip := range p.chips {
		chip.SetChosen(i == page)
		widgets.SetVisible(p.bodies[i], i == page)
	}
}

// shows says whether a page is in sight.
func (p *pages) shows(page int) bool { return len(p.bodies) == 0 || p.bodies[page].Visible() }

// show says on the chips what cannot be seen behind them.
func (p *pages) show() {
	if len(p.chips) == 0 {
		return
	}
	missing := p.r.model.state.Totals.Missing
	word := p.r.t("live.notes")
	if missing > 0 {
		word = p.r.t("live.page.missing", "n", missing)
	}
	p.chips[sidePage].SetText(word)
}
