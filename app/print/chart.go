package print

import (
	"fmt"
	"math"
	"strconv"

	"campuskeeper/app/form"
)

const (
	chartHeight = 92.0 // of the area between the axis and the highest step
	chartLeft   = 34.0 // for the figures of the axis
	chartTop    = 14.0 // for the figure over the highest point
	targetRoom  = 96.0 // at the right, for the words on the target
	dotRadius   = 2.6
	widestBar   = 34.0
)

// chart draws figures over an axis.
func (s *setter) chart(b form.Chart) *strip {
	st := &strip{gap: 12}
	var h float64
	st.ops, h = s.setLines(nil, 0, 0, s.width, s.lines(s.label(b.Title).String(), minorText, s.width), minorText, form.Left)
	p := plot{setter: s, chart: b, top: h + chartTop, right: s.width}
	if b.Target.Value > 0 {
		p.right -= targetRoom
	}
	p.step, p.most = steps(b)
	st.ops = p.axis(st.ops)
	if b.Bars {
		st.ops = p.bars(st.ops)
	} else {
		st.ops = p.line(st.ops)
	}
	st.ops = p.target(st.ops)
	st.ops = p.words(st.ops)
	st.height = p.top + chartHeight + axisText.leading + 4
	return st
}

// plot is the measure of one chart.
type plot struct {
	*setter
	chart      form.Chart
	top, right float64
	step, most float64 // of the axis
}

// roundSteps are the steps that an axis of seconds may have; beyond an hour they
// double.
var roundSteps = []float64{5, 10, 15, 30, 60, 120, 180, 300, 600, 900, 1800, 3600}

// roundStep returns a step of seconds, not below least, of which at most count go
// into a span.
func roundStep(least, span, count float64) float64 {
	for _, round := range roundSteps {
		if round >= least && span <= round*count {
			return round
		}
	}
	step := roundSteps[len(roundSteps)-1]
	for span > step*count {
		step *= 2
	}
	return step
}

// steps returns the step of the axis and its highest value, so that there are at
// most five steps.
func steps(b form.Chart) (step, most float64) {
	const count = 5
	highest := math.Max(1, b.Target.Value)
	for _, item := range b.Items {
		highest = math.Max(highest, item.Value)
	}
	if b.Clock {
		step = roundStep(0, highest, count)
	} else {
		step = math.Max(1, math.Pow(10, math.Floor(math.Log10(highest/count))))
		for _, factor := range []float64{2, 2.5, 2} { // 2, 5 and 10 times a power of ten
			if highest > step*count {
				step *= factor
			}
		}
	}
	return step, step * math.Ceil(highest/step)
}

// figure writes a value of the chart.
func (p plot) figure(value float64) string {
	if p.chart.Clock {
		return clock(int(math.Round(value)))
	}
	return strconv.FormatFloat(value, 'f', -1, 64)
}

// clock writes seconds as minutes and seconds.
func clock(seconds int) string { return fmt.Sprintf("%d:%02d", seconds/60, seconds%60) }

func (p plot) y(value float64) float64 { return p.top + chartHeight*(1-value/p.most) }

// x is the middle of a place.
func (p plot) x(place int) float64 { return chartLeft + p.pitch()*(float64(place)+0.5) }

func (p plot) pitch() float64 {
	return (p.right - chartLeft) / float64(max(4, len(p.chart.Items)))
}

func (p plot) axis(ops []op) []op {
	for value := 0.0; value <= p.most+p.step/2; value += p.step {
		line := rule(chartLeft, p.y(value), p.right-chartLeft, 0.4, light)
		if value == 0 {
			line.size, line.color = 0.8, ink
		}
		text := p.figure(value)
		ops = append(ops, line, axisText.text(chartLeft-6-p.textWidth(text, axisText), p.y(value)-axisText.leading/2, text))
	}
	return ops
}

// line joins the points. One that is late is a hollow square instead of a dot.
func (p plot) line(ops []op) []op {
	points := make([]float64, 0, 2*len(p.chart.Items))
	for i, item := range p.chart.Items {
		points = append(points, p.x(i), p.y(item.Value))
	}
	if len(points) > 2 {
		ops = append(ops, op{kind: opPath, size: 1.2, color: navy, points: points})
	}
	for i, item := range p.chart.Items {
		ops = p.point(ops, p.x(i), p.y(item.Value), item.Tone)
	}
	return ops
}

func (p plot) point(ops []op, x, y float64, tone form.Tone) []op {
	if tone == form.Alert {
		const side = 2 * dotRadius
		ops = append(ops, op{kind: opRect, x: x - dotRadius, y: y - dotRadius, w: side, h: side, color: paper})
		return append(ops, op{kind: opFrame, x: x - dotRadius, y: y - dotRadius, w: side, h: side, size: 1.4, color: red})
	}
	return append(ops, dot(x, y, dotRadius, navy))
}

// dot is a filled circle: a ring as wide as its radius.
func dot(x, y, radius float64, c color) op {
	return op{kind: opPath, size: radius, color: c, points: circle(x, y, radius/2), closed: true}
}

func (p plot) bars(ops []op) []op {
	width := math.Min(widestBar, p.pitch()*0.6)
	for i, item := range p.chart.Items {
		bar := op{kind: opRect, x: p.x(i) - width/2, y: p.y(item.Value), w: width, h: p.y(0) - p.y(item.Value), color: navy}
		if item.Tone == form.Alert {
			bar.color = paper
			frame := bar
			frame.kind, frame.size, frame.color = opFrame, 1.2, red
			ops = append(ops, bar, frame)
			continue
		}
		ops = append(ops, bar)
	}
	return ops
}

// target draws the dashed line with its words at the right.
func (p plot) target(ops []op) []op {
	if p.chart.Target.Value <= 0 {
		return ops
	}
	y := p.y(p.chart.Target.Value)
	line := rule(chartLeft, y, p.right-chartLeft, 0.9, ink)
	line.dashed = true
	ops = append(ops, line)
	lines := p.lines(p.label(p.chart.Target.Label).String(), axisText, targetRoom-6)
	ops, _ = p.setLines(ops, p.right+6, y-axisText.leading*float64(len(lines))/2, targetRoom-6, lines, axisText, form.Left)
	return ops
}

// figureTop is where the figure of a point begins: over it, or under it where the
// target would run through the figure.
func (p plot) figureTop(value float64) float64 {
	over := p.y(value) - pointText.leading - dotRadius - 1
	target := p.y(p.chart.Target.Value)
	if !p.chart.Bars && p.chart.Target.Value > 0 && target > over && target < p.y(value) {
		return p.y(value) + dotRadius + 1
	}
	return over
}

// words sets the figures over the points and the words below the axis, and leaves
// out those that would touch the one before.
func (p plot) words(ops []op) []op {
	figureEnd, textEnd := 0.0, 0.0
	for i, item := range p.chart.Items {
		style := pointText
		if item.Tone == form.Alert {
			style.color = red
		}
		figure := p.figure(item.Value)
		if width := p.textWidth(figure, style); p.x(i)-width/2 > figureEnd {
			ops = append(ops, style.text(p.x(i)-width/2, p.figureTop(item.Value), figure))
			figureEnd = p.x(i) + width/2 + 2
		}
		text := p.oneLine(item.Text)
		if width := p.textWidth(text, axisText); p.x(i)-width/2 > textEnd {
			ops = append(ops, axisText.text(p.x(i)-width/2, p.top+chartHeight+3, text))
			textEnd = p.x(i) + width/2 + 4
		}
	}
	return ops
}
