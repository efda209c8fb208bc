package form

import (
	"slices"

	"campuskeeper/app"
	"campuskeeper/app/calendar"
	"campuskeeper/app/drill"
)

// DrillTrends is what is followed over the years.
type DrillTrends struct {
	Marks drill.Trends
	Years []YearCount // in their order
}

// YearCount is how many drills a school year had.
type YearCount struct {
	Year   string
	Drills int
}

// CountYears counts the drills that were held by school year.
func CountYears(cal *calendar.Calendar, entries []drill.Entry) []YearCount {
	held, _ := drill.Split(entries)
	var years []YearCount
	slices.SortStableFunc(held, func(a, b drill.Held) int { return a.Day.Compare(b.Day) })
	for _, h := range held {
		if h.Kind == drill.AlarmLedger {
			continue
		}
		year := cal.SchoolYear(h.Day).String()
		if len(years) == 0 || years[len(years)-1].Year != year {
			years = append(years, YearCount{Year: year})
		}
		years[len(years)-1].Drills++
	}
	return years
}

// DrillTrends writes the times of the drills over the years against their targets.
func (c *Clerk) DrillTrends(d DrillTrends) Document {
	title := c.say("drill-form.trends.title")
	head := c.letterhead(title, "", "")
	head.NumberLabel = Label{}
	blocks := []Block{head, Paragraph{Text: c.say("drill-form.trends.note"), Muted: true}}
	if len(d.Marks)+len(d.Years) == 0 {
		blocks = []Block{head, Paragraph{Text: c.say("drill-form.trends.none")}}
	}
	blocks = append(blocks, c.charts(d.Marks)...)
	if len(d.Years) > 0 {
		chart := Chart{Title: c.say("drill-form.trends.years"), Bars: true}
		for _, year := range d.Years {
			chart.Items = append(chart.Items, ChartItem{Text: year.Year, Value: float64(year.Drills)})
		}
		blocks = append(blocks, chart)
	}
	return Document{
		Title: title.String(), Lang: c.lang(), Blocks: blocks, Foot: c.foot(c.school.Name, title.Main),
	}
}

// chartPoints is how many drills a chart shows; the latest ones.
const chartPoints = 24

// charts draws each trend.
func (c *Clerk) charts(trends drill.Trends) []Block {
	var blocks []Block
	for _, t := range trends {
		chart := Chart{
			Clock: true,
			Title: c.each(func(lang app.Lang) string {
				return c.words.T(lang, "drill-form.trends.of", "kind", t.KindTitle.In(lang), "mark", t.MarkTitle.In(lang))
			}),
		}
		if t.Target > 0 {
			chart.Target = Target{Label: c.say("drill-form.trends.target", "time", clock(t.Target)), Value: float64(t.Target)}
		}
		for _, point := range t.Points[max(0, len(t.Points)-chartPoints):] {
			item := ChartItem{Text: point.Day.String()[:len("2026-01")], Value: float64(point.Seconds)}
			if point.Missed() {
				item.Tone = Alert
			}
			chart.Items = append(chart.Items, item)
		}
		blocks = append(blocks, chart)
	}
	return blocks
}
