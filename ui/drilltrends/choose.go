package drilltrends

import (
	"fmt"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"

	"campuskeeper/app/drill"
	"campuskeeper/ui/look"
	"campuskeeper/ui/widgets"
)

// spans are how many school years can be looked at; 0 is all of them.
var spans = []int{0, 1, 2, 3, 5}

// first is the school year with which a choice of years begins, 0 for the first of all.
func (b Book) first(years int) int {
	if years == 0 {
		return 0
	}
	return b.Calendar.SchoolYear(b.Today).Year - years + 1
}

// Of returns the series of the chosen kind over the chosen years.
func (b Book) Of(c Choice) drill.Trends { return b.Trends.Of(c.Kind).Between(b.first(c.Years), 0) }

// settle makes the choice one that there is, and finds its series. The kind of drill
// that is held most is looked at first.
func (s *Screen) settle() {
	s.trend = drill.Trend{}
	if len(s.book.Trends) == 0 {
		return
	}
	if len(s.book.Trends.Of(s.choice.Kind)) == 0 {
		s.choice.Kind = slices.MaxFunc(s.book.Trends, func(a, b drill.Trend) int { return len(a.Points) - len(b.Points) }).Kind
	}
	all := s.book.Trends.Of(s.choice.Kind)
	at := max(0, slices.IndexFunc(all, func(t drill.Trend) bool { return t.Mark == s.choice.Mark }))
	s.trend = all[at]
	s.choice.Mark = s.trend.Mark
	s.trend.Points = nil
	for _, t := range s.book.Of(s.choice) {
		if t.Mark == s.choice.Mark {
			s.trend = t
		}
	}
}

// choose looks at something else and keeps it for the next time.
func (s *Screen) choose(c Choice) {
	s.choice = c
	s.dress()
	s.deps.Memory.Remember(kindKey, s.choice.Kind)
	s.deps.Memory.Remember(markKey, s.choice.Mark)
	s.deps.Memory.Remember(yearsKey, strconv.Itoa(s.choice.Years))
	s.deps.Host.RefreshMenu()
}

// nextKind and nextMark go round through the kinds and the measures of one.
func (s *Screen) nextKind() {
	kinds := s.book.Trends.Kinds()
	at := slices.Index(kinds, s.choice.Kind)
	s.choose(Choice{kinds[(at+1)%len(kinds)], s.choice.Mark, s.choice.Years})
}

func (s *Screen) nextMark() {
	all := s.book.Trends.Of(s.choice.Kind)
	at := slices.IndexFunc(all, func(t drill.Trend) bool { return t.Mark == s.choice.Mark })
	s.choose(Choice{s.choice.Kind, all[(at+1)%len(all)].Mark, s.choice.Years})
}

// choosers are the three choices, each under its name.
func (s *Screen) choosers() fyne.CanvasObject {
	var kinds, marks, years []widgets.Option
	for _, t := range s.book.Trends {
		if option := (widgets.Option{Value: t.Kind, Label: s.deps.Words.Text(t.KindTitle)}); !slices.Contains(kinds, option) {
			kinds = append(kinds, option)
		}
		if t.Kind == s.choice.Kind {
			marks = append(marks, widgets.Option{Value: t.Mark, Label: s.deps.Words.Text(t.MarkTitle)})
		}
	}
	for _, n := range spans {
		years = append(years, widgets.Option{Value: strconv.Itoa(n), Label: s.t(fmt.Sprintf("trends.years.%d", n))})
	}
	named := func(key string, options []widgets.Option, value string, chosen func(value string)) fyne.CanvasObject {
		return widgets.Row(look.Gap2, widgets.NewText(s.t(key)).In(look.Muted), widgets.NewSelect("", options, value, chosen))
	}
	return widgets.NewFlow(look.Gap4, look.Gap2,
		named("trends.kind", kinds, s.choice.Kind, func(kind string) { s.choose(Choice{kind, s.choice.Mark, s.choice.Years}) }),
		named("trends.mark", marks, s.choice.Mark, func(mark string) { s.choose(Choice{s.choice.Kind, mark, s.choice.Years}) }),
		named("trends.years", years, strconv.Itoa(s.choice.Years), func(value string) {
			n, _ := strconv.Atoi(value) // one of spans
			s.choose(Choice{s.choice.Kind, s.choice.Mark, n})
		}),
	)
}
