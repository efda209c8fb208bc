package form

import (
	"slices"

	"campuskeeper/app"
	"campuskeeper/app/calendar"
	"campuskeeper/app/drill"
)

// Trend is one mark of a kind of drill over the years. Numbers are seconds.
type Trend struct {
	Kind   app.Text
	Mark   app.Text
	Target int // 0 for none
	Points []TrendPoint
}

// TrendPoint is one drill of a Trend.
type TrendPoint struct {
	Day     app.Day
	Seconds int
}

// trendMarks are the marks that are followed over the years.
var trendMarks = []string{
	drill.MarkLastOut, drill.MarkRollComplete, drill.MarkSelfRescue, drill.MarkMutualRescue, drill.MarkReinforcement, drill.MarkLocked,
}

// DrillTrends is what is followed over the years.
type DrillTrends struct {
	Marks []Trend
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

// Trends follows the marks of each kind over the drills that were held, with the
// targets of the kinds as the school holds them.
func Trends(kinds drill.Kinds, entries []drill.Entry) []Trend {
	var trends []Trend
	for _, k := range kinds {
		for _, m := range k.Marks {
			if !slices.Contains(trendMarks, m.Name) {
				continue
			}
			t := Trend{Kind: k.Title, Mark: m.Title, Target: m.Target, Points: trendPoints(k.Name, m, entries)}
			if len(t.Points) > 0 {
				trends = append(trends, t)
			}
		}
	}
	return trends
}

func trendPoints(kind string, m drill.MarkKind, entries []drill.Entry) []TrendPoint {
	var points []TrendPoint
	for _, e := range entries {
		if _, planned, ok := e.Held(); !ok || planned || e.Ledger != drill.Ledger {
			continue
		}
		d := drill.FromValues(e.Values)
		if _, took := timeOf(d, m); d.Kind == kind && took.Known {
			points = append(points, TrendPoint{d.Date, took.N})
		}
	}
	slices.SortStableFunc(points, func(a, b TrendPoint) int { return a.Day.Compare(b.Day) })
	return points
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
func (c *Clerk) charts(trends []Trend) []Block {
	var blocks []Block
	for _, t := range trends {
		chart := Chart{
			Clock: true,
			Title: c.each(func(lang app.Lang) string {
				return c.words.T(lang, "drill-form.trends.of", "kind", t.Kind.In(lang), "mark", t.Mark.In(lang))
			}),
		}
		if t.Target > 0 {
			chart.Target = Target{Label: c.say("drill-form.trends.target", "time", clock(t.Target)), Value: float64(t.Target)}
		}
		for _, point := range t.Points[max(0, len(t.Points)-chartPoints):] {
			item := ChartItem{Text: point.Day.String()[:len("2026-01")], Value: float64(point.Seconds)}
			if t.Target > 0 && point.Seconds > t.Target {
				item.Tone = Alert
			}
			chart.Items = append(chart.Items, item)
		}
		blocks = append(blocks, chart)
	}
	return blocks
}
