package widgets

import (
	"fmt"

	"fyne.io/fyne/v2"

	"campuskeeper/ui/look"
)

// ChartClock writes seconds as minutes and seconds, as a chart does: "1:52".
func ChartClock(seconds int) string { return fmt.Sprintf("%d:%02d", seconds/60, seconds%60) }

// chartSteps are the seconds between two lines of the axis that read well.
var chartSteps = []int{5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 21600}

// Measures of a chart in pixels of the design.
const (
	chartLineGap  float32 = 40 // least room between two lines of the axis
	chartInset    float32 = 20 // from the ends of the axis to its first and last day
	chartFoot     float32 = 20 // names of the spans
	chartTop      float32 = 24 // for the time over the highest point
	chartEdge     float32 = 8  // around the whole, for the ring of the focus
	legendLine    float32 = 20
	legendMark    float32 = 22 // a mark with the gap to its word
	chartLeastWay float32 = 280
)

// plot is where the points of a chart stand in its room.
type plot struct {
	left, top, right, bottom float32
	from, to                 int // the ends of the axis
	step, most               int // seconds
	legend                   []legendItem
}

// legendItem is a mark with its word and its place.
type legendItem struct {
	mark chartMark
	word string
	x, y float32
}

// plot lays the chart out.
func (c *Chart) plot(size fyne.Size) plot {
	edge := look.Px(chartEdge)
	p := plot{right: size.Width - edge, bottom: size.Height - edge/2 - look.Px(chartFoot)}
	p.top = c.placeLegend(&p, edge, size.Width-edge) + look.Px(chartTop)
	for _, point := range c.points {
		p.most = max(p.most, point.Value, point.Target)
	}
	p.step = chartStep(p.most, int((p.bottom-p.top)/look.Px(chartLineGap)))
	p.most = max(1, (p.most+p.step-1)/p.step) * p.step
	p.left = edge + captionWidth(ChartClock(p.most), false) + look.Px(look.Gap2)
	if len(c.spans) > 0 {
		p.from, p.to = c.spans[0].From, c.spans[len(c.spans)-1].To
	}
	return p
}

// chartStep is the least step that needs no more lines than there is room for.
func chartStep(most, lines int) int {
	lines = max(lines, 1)
	for _, step := range chartSteps {
		if step*lines >= most {
			return step
		}
	}
	last := chartSteps[len(chartSteps)-1]
	return last * ((most + last*lines - 1) / (last * lines))
}

// x is the place of a day.
func (p plot) x(at int) float32 {
	inset := look.Px(chartInset)
	return p.left + inset + (p.right-p.left-2*inset)*float32(at-p.from)/float32(max(1, p.to-p.from))
}

// edge is the place between a day and the one before it: the ends of the axis are
// the ends of the room.
func (p plot) edge(at int) float32 {
	switch {
	case at <= p.from:
		return p.left
	case at > p.to:
		return p.right
	}
	return (p.x(at) + p.x(at-1)) / 2
}

// y is the height of a time.
func (p plot) y(seconds int) float32 {
	return p.bottom - (p.bottom-p.top)*float32(seconds)/float32(p.most)
}

// figureTop is where the time of a point begins: over it, or under it where the line
// of its target would run through the time.
func (p plot) figureTop(point ChartPoint) float32 {
	away, high := look.Px(cursorSide/2+2), look.Px(look.Line(look.CaptionText))
	over := p.y(point.Value) - away - high
	if target := p.y(point.Target); point.Target > 0 && target > over && target < p.y(point.Value)-look.Px(2) {
		return p.y(point.Value) + away - look.Px(2)
	}
	return over
}

// targetRun is a stretch of the axis on which one target held.
type targetRun struct {
	from, to float32
	seconds  int
}

// targets are the runs of one target: it changes halfway between two points.
func (c *Chart) targets(p plot) []targetRun {
	var runs []targetRun
	from := p.left
	for i, point := range c.points {
		to := p.right
		if i+1 < len(c.points) {
			next := c.points[i+1]
			if next.Target == point.Target {
				continue
			}
			to = (p.x(point.At) + p.x(next.At)) / 2
		}
		if point.Target > 0 {
			runs = append(runs, targetRun{from, to, point.Target})
		}
		from = to
	}
	return runs
}

// placeLegend sets the marks that occur with their words in lines, and returns where
// these end.
func (c *Chart) placeLegend(p *plot, left, right float32) float32 {
	used := map[chartMark]bool{}
	for _, point := range c.points {
		used[point.mark()] = true
		used[markTarget] = used[markTarget] || point.Target > 0
	}
	words := map[chartMark]string{markWithin: c.words.Within, markOver: c.words.Over, markPlain: c.words.Plain, markTarget: c.words.Target}
	x, y := left, left/2
	for _, mark := range []chartMark{markWithin, markOver, markPlain, markTarget} {
		if !used[mark] {
			continue
		}
		wide := look.Px(legendMark) + captionWidth(words[mark], false)
		if x > left && x+wide > right {
			x, y = left, y+look.Px(legendLine)
		}
		p.legend = append(p.legend, legendItem{mark, words[mark], x, y})
		x += wide + look.Px(look.Gap4)
	}
	return y + look.Px(legendLine)
}
