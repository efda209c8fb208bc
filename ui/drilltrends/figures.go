package drilltrends

import (
	"fmt"

	"fyne.io/fyne/v2"

	"campuskeeper/app"
	"campuskeeper/app/drill"
	"campuskeeper/ui/look"
	"campuskeeper/ui/widgets"
)

// yearTitle is a school year as it is written here: "2026-27".
func yearTitle(year int) string { return fmt.Sprintf("%d-%02d", year, (year+1)%100) }

// figures sum the series up.
func (s *Screen) figures() fyne.CanvasObject {
	sum := s.trend.Summary()
	book := s.deps.Words
	flow := widgets.NewFlow(look.Gap6, look.Gap2)
	add := func(key, value, note string) {
		facts := widgets.Row(look.Gap2, widgets.NewSection(value))
		if note != "" {
			facts.Add(widgets.NewCaption(note))
		}
		flow.Add(widgets.Column(0, widgets.NewCaption(s.t(key)), facts))
	}
	add("trends.last", widgets.ChartClock(sum.Last.Seconds), book.Day(sum.Last.Day))
	add("trends.best", widgets.ChartClock(sum.Best.Seconds), book.Day(sum.Best.Day))
	add("trends.median", widgets.ChartClock(sum.Median), s.t("trends.of", "count", sum.Count))
	if percent, ok := sum.Share(); ok {
		add("trends.within", s.t("trends.percent", "percent", percent), s.t("trends.reached", "reached", sum.Reached, "count", sum.Judged))
	}
	if change, ok := sum.Change(); ok {
		add("trends.change", s.changeText(change), s.t("trends.against", "now", widgets.ChartClock(sum.Usual), "before", widgets.ChartClock(sum.Before.N), "year", yearTitle(sum.Year-1)))
	}
	return flow
}

func (s *Screen) changeText(seconds int) string {
	switch {
	case seconds < 0:
		return s.t("trends.faster", "seconds", -seconds)
	case seconds > 0:
		return s.t("trends.slower", "seconds", seconds)
	}
	return s.t("trends.same")
}

func (s *Screen) chartWords() widgets.ChartWords {
	book := s.deps.Words
	return widgets.ChartWords{
		Within: s.t("trends.mark.within"), Over: s.t("trends.mark.over"), Plain: s.t("trends.mark.plain"), Target: s.t("trends.target"),
		Label: s.t("trends.chart", "kind", book.Text(s.trend.KindTitle), "mark", book.Text(s.trend.MarkTitle)),
	}
}

func (s *Screen) chartPoints() []widgets.ChartPoint {
	points := make([]widgets.ChartPoint, len(s.trend.Points))
	for i, p := range s.trend.Points {
		points[i] = widgets.ChartPoint{Key: string(p.ID), At: p.Day.Number(), Value: p.Seconds, Target: p.Target}
	}
	return points
}

// chartSpans are the school years from the first drill to the last.
func (s *Screen) chartSpans() []widgets.ChartSpan {
	years := drill.Trends{s.trend}.Years()
	var list []widgets.ChartSpan
	for i := 0; len(years) > 0 && years[0]+i <= years[len(years)-1]; i++ {
		year := s.book.Calendar.SchoolYear(app.Day{Year: years[0] + i, Month: 12, Dom: 31}) // in it whatever its first day
		list = append(list, widgets.ChartSpan{From: year.From.Number(), To: year.To.Number(), Label: yearTitle(year.Year)})
	}
	return list
}

// tellPoint says the drill under the cursor in words.
func (s *Screen) tellPoint(place int) {
	if place < 0 || place >= len(s.trend.Points) {
		s.said.SetText(s.t("trends.hint"))
		return
	}
	p := s.trend.Points[place]
	s.table.Select(string(p.ID))
	s.said.SetText(s.t("trends.said", "day", s.deps.Words.Day(p.Day), "number", p.Number, "time", widgets.ChartClock(p.Seconds), "result", s.result(p)))
	s.page.Refresh() // the words may need another line
}

// result says how a drill stands to its target.
func (s *Screen) result(p drill.TrendPoint) string {
	switch {
	case p.Missed():
		return s.t("trends.result.over", "seconds", p.Seconds-p.Target, "target", widgets.ChartClock(p.Target))
	case p.Seconds == p.Target:
		return s.t("trends.result.even", "target", widgets.ChartClock(p.Target))
	case p.Reached():
		return s.t("trends.result.within", "seconds", p.Target-p.Seconds, "target", widgets.ChartClock(p.Target))
	}
	return s.t("trends.result.plain")
}
