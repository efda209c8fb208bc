package print

import (
	"math"
	"slices"
	"strconv"

	"campuskeeper/app/form"
)

const (
	timelineThick = 3.0  // of the line
	timelineInset = 6.0  // before 0 and after the end
	timelineTicks = 10.0 // at most about so many
	flagGap       = 3.0  // between a stem and its words
)

// flag is a moment with its words, which stand to the right of its stem.
type flag struct {
	form.Moment
	text  string
	width float64
	x     float64
	level int // row of the words over the line
}

// timeline draws moments on a line, with their words over it.
func (s *setter) timeline(b form.Timeline) *strip {
	st := &strip{gap: 8}
	flags, end := s.flags(b)
	length := s.width - 2*timelineInset
	for _, f := range flags { // the words of the last ones need room at the right
		if f.Seconds > 0 {
			length = math.Min(length, (s.width-timelineInset-f.width)*end/float64(f.Seconds))
		}
	}
	x := func(seconds float64) float64 { return timelineInset + length*seconds/end }
	rows := raise(flags, x)
	y := float64(rows)*pointText.leading + 6
	st.ops = append(st.ops, op{kind: opRect, x: x(0), y: y - timelineThick/2, w: length, h: timelineThick, color: light})
	st.ops = s.minutes(st.ops, x, y, end, s.label(b.Unit).Main)
	for _, f := range flags {
		style := pointText
		if style.color = navy; f.Tone == form.Alert {
			style.color = red
		}
		top := float64(rows-1-f.level) * pointText.leading
		st.ops = append(st.ops,
			op{kind: opLine, x: f.x, y: top + 2, h: y - top - 2, size: 0.7, color: style.color},
			style.text(f.x+flagGap, top, f.text), dot(f.x, y, dotRadius+0.6, style.color))
	}
	st.height = y + 5 + axisText.leading
	return st
}

// flags measures the moments in their order; end is the length of the line in
// seconds, whole minutes.
func (s *setter) flags(b form.Timeline) (flags []flag, end float64) {
	end = 60
	for _, item := range b.Items {
		f := flag{Moment: item, text: s.fit(item.Text.Main, pointText, s.width/3) + " " + clock(item.Seconds)}
		f.width = s.textWidth(f.text, pointText) + flagGap
		flags = append(flags, f)
		end = math.Max(end, float64(item.Seconds))
	}
	slices.SortStableFunc(flags, func(a, b flag) int { return a.Seconds - b.Seconds })
	step := roundStep(60, end, timelineTicks)
	return flags, step * math.Ceil(end/step)
}

// raise gives each flag the lowest row in which its words stand over the stems of
// all later flags below them. It returns the number of rows.
func raise(flags []flag, x func(float64) float64) int {
	rows := 1
	for i := len(flags) - 1; i >= 0; i-- {
		f := &flags[i]
		f.x = x(float64(f.Seconds))
		for _, later := range flags[i+1:] {
			if later.x < f.x+f.width+4 {
				f.level = max(f.level, later.level+1)
			}
		}
		rows = max(rows, f.level+1)
	}
	return rows
}

// minutes draws the ticks with their figures; the last one bears the unit.
func (s *setter) minutes(ops []op, x func(float64) float64, y, end float64, unit string) []op {
	step := roundStep(60, end, timelineTicks)
	for at := 0.0; at <= end; at += step {
		ops = append(ops, op{kind: opLine, x: x(at), y: y - 3, h: 6, size: 0.6, color: middle})
		text := strconv.Itoa(int(at / 60))
		if at+step > end {
			text += " " + unit
		}
		width := s.textWidth(text, axisText)
		left := math.Max(0, math.Min(x(at)-width/2, s.width-width))
		ops = append(ops, axisText.text(left, y+5, text))
	}
	return ops
}
