package drills

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"campuskeeper/app/drill"
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
	return container.New(lineLayout{look.HeadHeight - 1, 1}, full, short, widgets.NewTitle(s.t("drills.title")), widgets.NewText(second).In(look.Muted))
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

// countLine says how many drills are done, planned and missing, and lets choose the
// view.
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
	full := widgets.Row(look.Gap2, widgets.NewText(s.t("drills.pack", "pack", s.deps.Words.Text(s.year.Pack))).In(look.Muted), choose())
	objects := []fyne.CanvasObject{full, widgets.Row(look.Gap2, choose())}
	counts := s.year.view.Counts()
	for _, n := range []struct {
		key   string
		shape look.Shape
		n     int
		must  bool
	}{
		{"done", look.Done, counts[drill.Completed], true},
		{"planned", look.Ordered, counts[drill.Scheduled], true},
		{"record", look.Late, counts[drill.Unwritten], false},
		{"needed", look.Needed, counts[drill.Unscheduled], false},
		{"missed", look.Late, counts[drill.Lapsed], false},
	} {
		if n.must || n.n > 0 {
			objects = append(objects, widgets.Row(look.Gap2, widgets.NewShape(n.shape, 14), widgets.NewText(s.t("drills.count."+n.key)), widgets.NewStrong(fmt.Sprint(n.n))))
		}
	}
	return container.New(lineLayout{countHeight - 1, len(objects)}, objects...)
}
