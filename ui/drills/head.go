package drills

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"campuskeeper/ui/look"
	"campuskeeper/ui/widgets"
)

// headLine is the head of the screen: what is shown, and what can be done.
func (s *Screen) headLine() fyne.CanvasObject {
	second := s.t("drills.second", "year", s.spanTitle(s.span), "from", s.deps.Words.Day(s.year.period.From), "to", s.deps.Words.Day(s.year.period.To))
	spans := widgets.NewSelect("", s.spans(), s.span.key(), func(key string) {
		s.choose(readSpan(key))
	})
	full := widgets.Row(look.Gap2, spans, widgets.NewButton(widgets.Main, "plus", s.t("drills.new"), s.AddNew))
	full.Add(widgets.NewButton(widgets.Ordinary, "print", s.t("drills.print"), s.Print))
	full.Add(widgets.NewMenuButton(widgets.Ordinary, "", s.t("drills.more"), func() []*fyne.MenuItem { return s.items(false) }))
	short := widgets.Row(look.Gap2, widgets.NewButton(widgets.Main, "plus", "", s.AddNew),
		widgets.NewMenuButton(widgets.Ordinary, "", s.t("drills.more"), func() []*fyne.MenuItem { return s.items(true) }))
	return container.New(lineLayout{height: look.HeadHeight - 1, tools: 2, keep: 1, gap: look.Gap4}, full, short, widgets.NewTitle(s.t("drills.title")), widgets.NewText(second).In(look.Muted))
}

// wholeYear is what the memory keeps of a user who looks at whole years.
const wholeYear = "whole"

// choose shows a term or a year. Of the choice only is kept which of the two: the
// next year begins with its own.
func (s *Screen) choose(of span) {
	s.span = of
	kept := ""
	if of.term == "" {
		kept = wholeYear
	}
	s.deps.Memory.Remember(termKey, kept)
	s.Reload()
}

// spans are what can be shown: the terms of the year, the year, and those around it.
func (s *Screen) spans() []widgets.Option {
	var list []widgets.Option
	add := func(of span) { list = append(list, widgets.Option{Value: of.key(), Label: s.spanTitle(of)}) }
	present := s.year.Question.Calendar.SchoolYear(s.year.today).Year
	for _, y := range []int{present - 1, present, present + 1} {
		if y == s.span.year {
			for _, t := range s.year.Question.Calendar.Terms(y) {
				add(span{y, t.Name})
			}
		}
		add(span{y, ""})
	}
	return list
}

func (s *Screen) spanTitle(of span) string {
	year := fmt.Sprintf("%d-%02d", of.year, (of.year+1)%100)
	for _, t := range s.year.Question.Calendar.Terms(of.year) {
		if t.Name == of.term {
			return s.t("drills.span.term", "year", year, "term", s.deps.Words.Text(t.Title))
		}
	}
	return s.t("drills.span.year", "year", year)
}

// countHeight is the height of the line of counts in pixels of the design.
const countHeight = 44
