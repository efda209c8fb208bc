package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"campuskeeper/ui/look"
)

// chartMark is the form of a point, or of the line of targets.
type chartMark int

const (
	markWithin chartMark = iota
	markOver
	markPlain
	markTarget
)

// Sizes of what a chart draws, in pixels of the design.
const (
	markSide   float32 = 9
	cursorSide float32 = 17
	dashLong   float32 = 6
	dashGap    float32 = 4
)

// CreateRenderer implements fyne.Widget.
func (c *Chart) CreateRenderer() fyne.WidgetRenderer {
	r := &chartRenderer{chart: c}
	r.Layout(c.Size())
	return r
}

// chartRenderer draws a chart anew whenever something of it changes: it has no more
// parts than there are drills in some years.
type chartRenderer struct {
	chart   *Chart
	objects []fyne.CanvasObject
}

func (r *chartRenderer) Destroy()                     {}
func (r *chartRenderer) Objects() []fyne.CanvasObject { return r.objects }

func (r *chartRenderer) MinSize() fyne.Size {
	return fyne.NewSize(look.Px(chartLeastWay), look.Px(2*chartEdge+legendLine+chartTop+chartFoot+3*chartLineGap))
}

func (r *chartRenderer) Refresh() {
	r.Layout(r.chart.Size())
	canvas.Refresh(r.chart)
}

func (r *chartRenderer) Layout(size fyne.Size) {
	c := r.chart
	p := c.plot(size)
	r.objects = r.objects[:0]
	if size.Width <= 0 || size.Height <= 0 {
		return
	}
	r.grounds(p)
	r.axis(p)
	r.target(p)
	r.joins(p)
	r.legend(p)
	if at := c.Shown(); at >= 0 {
		r.cursor(p, c.points[at])
	}
	for _, point := range c.points {
		r.mark(point.mark(), p.x(point.At), p.y(point.Value))
	}
	r.figures(p)
	if c.focused {
		ring := canvas.NewRectangle(look.Color(look.Clear))
		paint(ring, look.Clear, look.Accent, 2, look.Radius)
		frame(ring, size, 2)
		r.objects = append(r.objects, ring)
	}
}

func (r *chartRenderer) rectangle(role look.Role, x, y, width, height float32) {
	box := canvas.NewRectangle(look.Color(role))
	Place(box, x, y, width, height)
	r.objects = append(r.objects, box)
}

func (r *chartRenderer) line(role look.Role, stroke, x1, y1, x2, y2 float32) {
	line := canvas.NewLine(look.Color(role))
	line.StrokeWidth = stroke
	line.Position1, line.Position2 = fyne.NewPos(x1, y1), fyne.NewPos(x2, y2)
	r.objects = append(r.objects, line)
}

// caption writes small words at a place.
func (r *chartRenderer) caption(text string, role look.Role, bold bool, x, y float32) {
	caption := newText(text, look.CaptionText, bold, role)
	Place(caption, x, y, caption.width(text), look.Px(look.Line(look.CaptionText)))
	r.objects = append(r.objects, caption)
}

func captionWidth(text string, bold bool) float32 {
	return newText(text, look.CaptionText, bold, look.Ink).width(text)
}

// grounds tells the spans apart and names them; a name that would touch the one
// before it is left out.
func (r *chartRenderer) grounds(p plot) {
	end := float32(0)
	for i, span := range r.chart.spans {
		from, to := p.edge(span.From), p.edge(span.To+1)
		if i%2 == 1 {
			r.rectangle(look.Ground, from, p.top-look.Px(chartTop), to-from, p.bottom-p.top+look.Px(chartTop))
		}
		if i > 0 {
			r.rectangle(look.Rule, from, p.top-look.Px(chartTop), 1, p.bottom-p.top+look.Px(chartTop+look.Gap1))
		}
		wide := captionWidth(span.Label, false)
		if x := (from + to - wide) / 2; x >= end {
			r.caption(span.Label, look.Muted, false, x, p.bottom+look.Px(look.Gap1))
			end = x + wide + look.Px(look.Gap2)
		}
	}
}

func (r *chartRenderer) axis(p plot) {
	high := look.Px(look.Line(look.CaptionText))
	for seconds := 0; seconds <= p.most; seconds += p.step {
		role := look.Rule
		if seconds == 0 {
			role = look.Field
		}
		y := p.y(seconds)
		r.rectangle(role, p.left, y, p.right-p.left, 1)
		text := ChartClock(seconds)
		r.caption(text, look.Muted, false, p.left-look.Px(6)-captionWidth(text, false), y-high/2)
	}
}

// dashes draws a dashed line.
func (r *chartRenderer) dashes(from, to, y float32) {
	for x := from; x < to; x += look.Px(dashLong + dashGap) {
		r.rectangle(look.Ink, x, y-look.Px(0.75), min(look.Px(dashLong), to-x), look.Px(1.5))
	}
}

// target draws the line of the targets, each with its time below its end.
func (r *chartRenderer) target(p plot) {
	for _, run := range r.chart.targets(p) {
		y := p.y(run.seconds)
		r.dashes(run.from, run.to, y)
		text := ChartClock(run.seconds)
		if wide := captionWidth(text, false) + look.Px(look.Gap1); wide < run.to-run.from {
			r.caption(text, look.Ink, false, run.to-wide, y+look.Px(2))
		}
	}
}

func (r *chartRenderer) joins(p plot) {
	points := r.chart.points
	for i := 1; i < len(points); i++ {
		r.line(look.Accent, look.Px(1.5), p.x(points[i-1].At), p.y(points[i-1].Value), p.x(points[i].At), p.y(points[i].Value))
	}
}

// mark draws the form of a point around its middle.
func (r *chartRenderer) mark(mark chartMark, x, y float32) {
	side := look.Px(markSide)
	switch mark {
	case markOver:
		box := canvas.NewRectangle(look.Color(look.Paper))
		paint(box, look.Paper, look.Red, look.Px(2), 0)
		Place(box, x-side/2, y-side/2, side, side)
		r.objects = append(r.objects, box)
	case markTarget:
		r.dashes(x-look.Px(8), x+look.Px(8), y)
	default:
		dot := canvas.NewCircle(look.Color(look.Accent))
		if mark == markPlain {
			dot.FillColor, dot.StrokeColor, dot.StrokeWidth = look.Color(look.Paper), look.Color(look.Accent), look.Px(2)
		}
		Place(dot, x-side/2, y-side/2, side, side)
		r.objects = append(r.objects, dot)
	}
}

// cursor marks the point that is pointed at.
func (r *chartRenderer) cursor(p plot, point ChartPoint) {
	x, y, side := p.x(point.At), p.y(point.Value), look.Px(cursorSide)
	from := y
	if figure := p.figureTop(point); figure > y {
		from = figure + look.Px(look.Line(look.CaptionText))
	}
	r.rectangle(look.Accent, x-0.5, from, 1, max(0, p.bottom-from))
	ring := canvas.NewCircle(look.Color(look.Paper))
	ring.StrokeColor, ring.StrokeWidth = look.Color(look.Accent), look.Px(2)
	Place(ring, x-side/2, y-side/2, side, side)
	r.objects = append(r.objects, ring)
}

// figures writes the times over the points: that of the cursor always, of the
// others those that touch none before.
func (r *chartRenderer) figures(p plot) {
	shown := r.chart.Shown()
	var held []fyne.Position // left ends and widths of what is written
	put := func(i int) {
		point := r.chart.points[i]
		text := ChartClock(point.Value)
		wide := captionWidth(text, i == shown)
		x := min(max(p.x(point.At)-wide/2, p.left), p.right-wide)
		for _, h := range held {
			if x < h.X+h.Y+look.Px(look.Gap1) && h.X < x+wide+look.Px(look.Gap1) {
				return
			}
		}
		held = append(held, fyne.NewPos(x, wide))
		role := look.Ink
		if point.mark() == markOver {
			role = look.Red
		}
		r.caption(text, role, i == shown, x, p.figureTop(point))
	}
	if shown >= 0 {
		put(shown)
	}
	for i := range r.chart.points {
		if i != shown {
			put(i)
		}
	}
}

func (r *chartRenderer) legend(p plot) {
	for _, item := range p.legend {
		r.mark(item.mark, item.x+look.Px(8), item.y+look.Px(legendLine)/2)
		r.caption(item.word, look.Ink, false, item.x+look.Px(legendMark), item.y+middle(look.Px(legendLine), look.Px(look.Line(look.CaptionText))))
	}
}
