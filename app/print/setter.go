package print

import (
	"strings"

	"campuskeeper/app/form"
)

// A4 in points, and the space around the text.
const (
	a4Short = 595.28
	a4Long  = 841.89

	sideMargin    = 54.0 // portrait
	wideMargin    = 42.0 // landscape
	topMargin     = 46.0
	runningTop    = 30.0 // running head of the pages after the first
	runningHeight = 26.0
	footHeight    = 50.0 // rule, line and margin below the text
)

// typeStyle is how a text is set.
type typeStyle struct {
	size    float64
	bold    bool
	color   color
	leading float64 // height of a line
}

// The styles of papers.
var (
	bodyText     = typeStyle{10.5, false, ink, 16}
	noteText     = typeStyle{9, false, grey, 14}
	labelText    = typeStyle{9.5, false, grey, 15}
	alsoText     = typeStyle{8, false, grey, 11}
	schoolText   = typeStyle{11.5, false, ink, 17}
	titleText    = typeStyle{20, true, ink, 27}
	captionText  = typeStyle{9.5, false, grey, 15}
	headingText  = typeStyle{13, true, ink, 20}
	minorText    = typeStyle{10.5, true, ink, 17}
	smallText    = typeStyle{8, false, grey, 12}
	numberText   = typeStyle{11, true, ink, 15}
	tableText    = typeStyle{9.5, false, ink, 14}
	tableHead    = typeStyle{9, false, grey, 13}
	denseText    = typeStyle{8.5, false, ink, 12.5}
	denseHead    = typeStyle{8, false, grey, 11.5}
	figureText   = typeStyle{15, true, ink, 20}
	codeText     = typeStyle{19, true, ink, 32}
	cardText     = typeStyle{14, true, ink, 19}
	axisText     = typeStyle{7.5, false, grey, 10}
	pointText    = typeStyle{8, true, ink, 11}
	markText     = typeStyle{9, true, ink, 13}
	asideText    = typeStyle{9.5, false, grey, 20}
	asideValue   = typeStyle{9.5, true, ink, 20}
	stationText  = typeStyle{8.5, false, ink, 11.5}
	stationSmall = typeStyle{7.5, false, grey, 10}
)

// setter turns blocks into strips for one document.
type setter struct {
	printer     *Printer
	pageWidth   float64
	pageHeight  float64
	left, width float64 // of the text
	bottom      float64 // where the text ends
	slips       bool    // no running head
	images      []picture
}

// newSetter sets for a page that is drawn at a share of its size: what is to be
// smaller is set on a larger page.
func newSetter(p *Printer, landscape bool, scale float64) *setter {
	s := &setter{printer: p, pageWidth: a4Short, pageHeight: a4Long, left: sideMargin}
	if landscape {
		s.pageWidth, s.pageHeight, s.left = a4Long, a4Short, wideMargin
	}
	s.pageWidth, s.pageHeight = s.pageWidth/scale, s.pageHeight/scale
	s.width = s.pageWidth - 2*s.left
	s.bottom = s.pageHeight - footHeight - 6
	return s
}

// top is where the text of a page begins, counted from 1.
func (s *setter) top(page int) float64 {
	if page == 1 || s.slips {
		return topMargin
	}
	return runningTop + runningHeight
}

// bodyHeight is the height for text on a page, counted from 1.
func (s *setter) bodyHeight(page int) float64 { return s.bottom - s.top(page) }

func (s *setter) face(st typeStyle) *face {
	if st.bold {
		return s.printer.bold
	}
	return s.printer.regular
}

// tidy cleans a text and takes the spaces around it away.
func (s *setter) tidy(text string) string {
	return strings.Trim(s.printer.regular.clean(text), " \n")
}

// oneLine is tidy for texts that may not break.
func (s *setter) oneLine(text string) string {
	return strings.ReplaceAll(s.tidy(text), "\n", " ")
}

// fit is oneLine for heads and feet, cut with an ellipsis where it is too wide.
func (s *setter) fit(text string, st typeStyle, width float64) string {
	text = s.oneLine(text)
	if s.textWidth(text, st) <= width {
		return text
	}
	lines := s.face(st).wrap(text, st.size, width-s.textWidth("…", st))
	return lines[0] + "…"
}

func (s *setter) label(l form.Label) form.Label {
	return form.Label{Main: s.oneLine(l.Main), Also: s.oneLine(l.Also)}
}

// lines breaks a text to a width.
func (s *setter) lines(text string, st typeStyle, width float64) []string {
	return s.face(st).wrap(s.tidy(text), st.size, width)
}

// textWidth is the width of a cleaned text on one line.
func (s *setter) textWidth(text string, st typeStyle) float64 {
	return s.face(st).width(text, st.size)
}

// baseline is how far below the top of its line a text stands.
func (st typeStyle) baseline() float64 { return (st.leading-st.size)/2 + 0.88*st.size }

// text makes the op of one cleaned line whose top left corner is x, y.
func (st typeStyle) text(x, y float64, text string) op {
	return op{kind: opText, x: x, y: y + st.baseline(), size: st.size, bold: st.bold, color: st.color, text: text}
}

// setLines adds lines below each other, aligned in a width. It returns the ops and
// the height taken.
func (s *setter) setLines(ops []op, x, y, width float64, lines []string, st typeStyle, align form.Align) ([]op, float64) {
	for i, line := range lines {
		if line == "" {
			continue
		}
		at := x
		switch align {
		case form.Center:
			at += (width - s.textWidth(line, st)) / 2
		case form.Right:
			at += width - s.textWidth(line, st)
		}
		ops = append(ops, st.text(at, y+float64(i)*st.leading, line))
	}
	return ops, float64(len(lines)) * st.leading
}

// rule is a horizontal line.
func rule(x, y, width, thick float64, c color) op {
	return op{kind: opLine, x: x, y: y, w: width, size: thick, color: c}
}

const boxSide = 8.5

// box is a check box of the height of small type, ticked or not.
func box(ops []op, x, y float64, on bool) []op {
	ops = append(ops, op{kind: opFrame, x: x, y: y, w: boxSide, h: boxSide, size: 0.8, color: ink})
	if on {
		ops = append(ops, op{kind: opPath, x: x, y: y, size: 1.4, color: ink, points: []float64{1.8, 4.3, 3.6, 6.3, 7, 2}})
	}
	return ops
}

// shield is the sign of the program: an outline with two lines of a ledger.
func shield(x, y, height float64, c color) []op {
	k := height / 16 // drawn on a grid of 20 by 20, the shield is 16 high
	outline := []float64{6.5, 0, 0, 2.5, 0, 8}
	outline = append(outline, curve(0, 8, 0, 12, 3, 14.8, 6.5, 16)...)
	outline = append(outline, curve(6.5, 16, 10, 14.8, 13, 12, 13, 8)...)
	outline = append(outline, 13, 2.5)
	for i := range outline {
		outline[i] *= k
	}
	return []op{
		{kind: opPath, x: x, y: y, size: 1.5 * k * 0.8, color: c, points: outline, closed: true},
		rule(x+3.3*k, y+6.5*k, 6.4*k, 1.2*k, c),
		rule(x+3.3*k, y+9.5*k, 6.4*k, 1.2*k, c),
	}
}

// curve approximates a cubic curve by eight points after its first.
func curve(x0, y0, x1, y1, x2, y2, x3, y3 float64) []float64 {
	const steps = 8
	points := make([]float64, 0, 2*steps)
	for i := 1; i <= steps; i++ {
		t := float64(i) / steps
		u := 1 - t
		points = append(points,
			u*u*u*x0+3*u*u*t*x1+3*u*t*t*x2+t*t*t*x3,
			u*u*u*y0+3*u*u*t*y1+3*u*t*t*y2+t*t*t*y3)
	}
	return points
}
