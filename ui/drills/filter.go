package drills

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"campuskeeper/ui/look"
	"campuskeeper/ui/widgets"
)

// choices are the statuses over the year, in the order of their chips. Those that must
// be there are shown with none, too.
var choices = []struct {
	status status
	shape  look.Shape
	must   bool
}{
	{completed, look.Done, true},
	{scheduled, look.Ordered, true},
	{notHeld, look.Late, false},
	{unwritten, look.Late, false},
	{unreviewed, look.Received, false},
	{unscheduled, look.Needed, false},
	{lapsed, look.Late, false},
}

// counts returns how many drills of the year stand in each way.
func (y *year) counts() map[status]int {
	counts := map[status]int{}
	for _, slot := range y.view.List() {
		counts[dressOf(slot, y.today).status]++
	}
	return counts
}

// narrow shows the list of the drills in a status, or of all with "".
func (s *Screen) narrow(to status) {
	if s.year == nil {
		return
	}
	s.only = to
	if s.shown() == asList || to != "" {
		s.view = asList
		s.deps.Memory.Remember(viewKey, string(asList))
	}
	s.dress()
	s.focus()
	s.deps.Host.RefreshMenu()
}

// countLine says how many drills stand in each way, shows only those when asked, and
// lets choose the view.
func (s *Screen) countLine() fyne.CanvasObject {
	views := []widgets.Option{}
	for _, v := range []view{asYear, asList, asMonth, asRules} {
		if v != asRules || !s.split.beside {
			views = append(views, widgets.Option{Value: string(v), Label: s.t("drills.view." + string(v))})
		}
	}
	choose := func() *widgets.Select {
		return widgets.NewSelect("", views, string(s.shown()), func(v string) { s.look(view(v)) })
	}
	counts := s.year.counts()
	all := len(s.year.view.List())
	options := []widgets.Option{{Value: "", Label: fmt.Sprintf("%s %d", s.t("drills.status.all"), all)}}
	s.all = s.chip("", look.NoShape, all)
	chips := []fyne.CanvasObject{s.all}
	for _, c := range choices {
		if n := counts[c.status]; c.must || n > 0 || s.only == c.status {
			chips = append(chips, s.chip(c.status, c.shape, n))
			options = append(options, widgets.Option{Value: string(c.status), Label: fmt.Sprintf("%s %d", s.t(c.status.key()), n)})
		}
	}
	pack := widgets.NewText(s.t("drills.pack", "pack", s.deps.Words.Text(s.year.Pack))).In(look.Muted)
	statuses := widgets.NewSelect("", options, string(s.only), func(of string) { s.narrow(status(of)) })
	tools := []fyne.CanvasObject{widgets.Row(look.Gap2, pack, choose()), widgets.Row(look.Gap2, choose()), widgets.Row(look.Gap2, statuses, choose())}
	return container.New(lineLayout{height: countHeight - 1, tools: len(tools), keep: len(chips), gap: look.Gap2}, append(tools, chips...)...)
}

// chip shows only the drills in a status, and all of them when pressed again.
func (s *Screen) chip(of status, shape look.Shape, count int) *widgets.Chip {
	word := s.t("drills.status.all")
	if of != "" {
		word = s.t(of.key())
	}
	chip := widgets.NewChip(shape, word, count, func() {
		if s.only == of {
			s.narrow("")
			return
		}
		s.narrow(of)
	})
	chip.SetChosen(s.only == of)
	return chip
}

// noneLeft says that no drill stands as the list is asked for.
func (s *Screen) noneLeft() fyne.CanvasObject {
	return widgets.NewEmptyState("drill", s.t("drills.none"), s.t("drills.none.text", "status", s.t(s.only.key())),
		widgets.NewButton(widgets.Ordinary, "", s.t("drills.none.all"), func() { s.narrow("") }))
}
