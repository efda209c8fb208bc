package print

import (
	"math"
	"strconv"

	"github.com/skip2/go-qrcode"

	"campuskeeper/app/form"
)

const (
	qrSide      = 50.0
	shieldWidth = 26.0
	blankNumber = 96.0 // rule for a number that is written by hand
)

// letterhead is the head of the first page: shield, school and title at the left,
// number and code at the right, over a navy rule.
func (s *setter) letterhead(b form.Letterhead) *strip {
	st := &strip{}
	right := s.width
	if b.Code != "" {
		if code := qrCode(s.width-qrSide, 0, qrSide, b.Code); code != nil {
			st.ops = append(st.ops, code...)
			right -= qrSide + 12
		}
	}
	var numberWidth float64
	st.ops, numberWidth = s.number(st.ops, right, b)
	st.ops = append(st.ops, shield(1, 3, shieldWidth*16/13, navy)...)
	x := shieldWidth + 14
	room := right - numberWidth - 16 - x
	y := 0.0
	mark := s.label(b.Mark).String()
	markRoom := 0.0
	if mark != "" {
		markRoom = math.Min(room/2, s.textWidth(mark, markText)+20)
	}
	school := s.lines(b.School, schoolText, room-markRoom)
	var h float64
	st.ops, h = s.setLines(st.ops, x, y, room, school, schoolText, form.Left)
	if mark != "" {
		last := school[len(school)-1]
		st.ops = s.mark(st.ops, x+s.textWidth(last, schoolText)+10, y+h-schoolText.leading+1.5, mark)
	}
	y += h
	title := s.label(b.Title)
	st.ops, h = s.setLines(st.ops, x-0.5, y, room, s.lines(title.Main, titleText, room), titleText, form.Left)
	y += h
	for _, text := range []string{title.Also, s.oneLine(b.Caption)} {
		if text != "" {
			st.ops, h = s.setLines(st.ops, x, y, room, s.lines(text, captionText, room), captionText, form.Left)
			y += h
		}
	}
	y = math.Max(y, qrSide) + 8
	st.ops = append(st.ops, rule(0, y, s.width, 2, navy))
	st.height = y + 1
	return st
}

// number sets the number with its label above, ending at right. A long one is set
// smaller, a very long one is cut.
func (s *setter) number(ops []op, right float64, b form.Letterhead) ([]op, float64) {
	const most = 210.0
	number, label := s.oneLine(b.Number), s.fit(s.label(b.NumberLabel).String(), smallText, most)
	if number == "" && label == "" {
		return ops, 0
	}
	style := numberText
	if w := s.textWidth(number, style); w > most {
		style.size = math.Max(7, style.size*most/w)
		number = s.fit(number, style, most)
	}
	width := math.Max(s.textWidth(number, style), s.textWidth(label, smallText))
	if number == "" {
		width = blankNumber
		ops = append(ops, rule(right-width, qrSide-6, width, 0.6, middle), smallText.text(right-width, qrSide-20, label))
		return ops, width
	}
	ops = append(ops, style.text(right-s.textWidth(number, style), 23, number))
	return append(ops, smallText.text(right-s.textWidth(label, smallText), 9, label)), width
}

// mark sets a framed word such as "Restricted".
func (s *setter) mark(ops []op, x, y float64, text string) []op {
	width := s.textWidth(text, markText)
	ops = append(ops, op{kind: opFrame, x: x, y: y, w: width + 10, h: 14, size: 1, color: ink})
	return append(ops, markText.text(x+5, y+0.5, text))
}

// qrCode draws a QR code as runs of squares, nil when the content is too long.
func qrCode(x, y, side float64, content string) []op {
	code, err := qrcode.New(content, qrcode.Medium)
	if err != nil {
		return nil
	}
	code.DisableBorder = true
	bitmap := code.Bitmap()
	unit := side / float64(len(bitmap))
	var ops []op
	for row, bits := range bitmap {
		for from := 0; from < len(bits); from++ {
			to := from
			for to < len(bits) && bits[to] {
				to++
			}
			if to > from {
				// A hair higher than the square, so that no white line shows between rows.
				ops = append(ops, op{
					kind: opRect, color: black, x: x + float64(from)*unit, y: y + float64(row)*unit,
					w: float64(to-from) * unit, h: unit + 0.02,
				})
				from = to
			}
		}
	}
	return ops
}

func (s *setter) heading(b form.Heading) *strip {
	style, st := headingText, &strip{gap: 14, keep: true}
	if b.Minor {
		style, st.gap = minorText, 8
	}
	aside, value := s.label(b.Aside).String(), s.oneLine(b.Value)
	x := s.width
	if value != "" {
		x -= s.textWidth(value, asideValue)
		st.ops = append(st.ops, asideValue.text(x, 0, value))
		x -= 6
	}
	if aside != "" {
		if value == "" {
			x -= blankNumber
			st.ops = append(st.ops, rule(x, asideText.leading-2, blankNumber, 0.6, middle))
			x -= 6
		}
		x -= s.textWidth(aside, asideText)
		st.ops = append(st.ops, asideText.text(x, 0, aside))
		x -= 12
	}
	l := s.label(b.Text)
	if !b.Minor {
		st.headings = l.String()
	}
	ops, h := s.setLines(st.ops, 0, 0, x, s.lines(l.String(), style, x), style, form.Left)
	st.ops, st.height = ops, h-1
	return st
}

func (s *setter) paragraph(b form.Paragraph) []*strip {
	style := bodyText
	if b.Muted {
		style = noteText
	}
	also := style
	also.size, also.leading, also.color = style.size-1, style.leading-1.5, grey
	strips := s.textStrips(b.Text.Main, style, 10)
	if b.Text.Also != "" {
		strips = append(strips, s.textStrips(b.Text.Also, also, 1)...)
	}
	return strips
}

// textStrips sets running text, a strip for each line; the first two and the last
// two lines stay together.
func (s *setter) textStrips(text string, style typeStyle, gap float64) []*strip {
	lines := s.lines(text, style, s.width)
	strips := make([]*strip, len(lines))
	for i, line := range lines {
		ops, h := s.setLines(nil, 0, 0, s.width, []string{line}, style, form.Left)
		strips[i] = &strip{ops: ops, height: h, keep: i+1 < len(lines) && (i == 0 || i == len(lines)-2)}
	}
	strips[0].gap = gap
	return strips
}

func (s *setter) tear(b form.Tear) *strip {
	const height = 22.0
	st := &strip{gap: 6, height: height}
	text := s.label(b.Text).String()
	width := s.textWidth(text, smallText)
	side := (s.width - width - 16) / 2
	dash := rule(0, height/2, side, 0.7, middle)
	dash.dashed = true
	st.ops = append(st.ops, dash, smallText.text(side+8, height/2-smallText.leading/2, text))
	dash.x = s.width - side
	st.ops = append(st.ops, dash)
	return st
}

// ruled is a label with what was written, or with lines to write on.
func (s *setter) ruled(b form.Ruled) []*strip {
	label := s.label(b.Label).String()
	head := &strip{gap: 6, height: labelText.leading, keep: true, ops: []op{labelText.text(0, 0, label)}}
	strips := []*strip{head}
	text := s.tidy(b.Text)
	if text != "" {
		body := s.textStrips(text, bodyText, 2)
		last := body[len(body)-1]
		last.ops = append(last.ops, rule(0, last.height+3, s.width, 0.5, light))
		last.height += 4
		return append(strips, body...)
	}
	const pitch = 23.0
	for range max(1, b.Lines) {
		strips = append(strips, &strip{height: pitch, keep: true, ops: []op{rule(0, pitch-1, s.width, 0.5, middle)}})
	}
	strips[1].height, strips[1].ops[0].y = pitch-4, pitch-5
	strips[len(strips)-1].keep = false
	return strips
}

// codes numbers short codes, four beside each other.
func (s *setter) codes(b form.Codes) []*strip {
	const across = 4
	width := s.width / across
	var strips []*strip
	for i := 0; i < len(b.Groups); i += across {
		st := &strip{height: codeText.leading, keep: true}
		if i == 0 {
			st.gap = 10
		}
		for j := i; j < min(i+across, len(b.Groups)); j++ {
			x := float64(j-i) * width
			number := strconv.Itoa(j + 1)
			st.ops = append(st.ops, op{kind: opText, x: x, y: codeText.baseline(), size: 9, color: grey, text: number})
			st.ops = append(st.ops, codeText.text(x+s.textWidth(number, noteText)+5, 0, s.oneLine(b.Groups[j])))
		}
		strips = append(strips, st)
	}
	return strips
}

// tiles are figures beside each other with thin rules between.
func (s *setter) tiles(b form.Tiles) *strip {
	st := &strip{gap: 10}
	if len(b.Items) == 0 {
		return st
	}
	width := s.width / float64(len(b.Items))
	labelHeight := 0.0
	for i, item := range b.Items {
		pad := 12.0
		if i == 0 {
			pad = 0
		}
		lines := s.lines(s.label(item.Label).String(), smallText, width-pad-6)
		var h float64
		st.ops, h = s.setLines(st.ops, float64(i)*width+pad, 0, width, lines, smallText, form.Left)
		labelHeight = math.Max(labelHeight, h)
	}
	st.height = labelHeight + figureText.leading
	for i, item := range b.Items {
		x := float64(i) * width
		style := figureText
		if item.Tone == form.Alert {
			style.color = red
		}
		if i > 0 {
			st.ops = append(st.ops, op{kind: opLine, x: x, y: 2, h: st.height - 4, size: 0.5, color: light})
			x += 12
		}
		st.ops = append(st.ops, style.text(x, labelHeight, s.oneLine(item.Value)))
	}
	return st
}

// stations is the way through the loop as a line of shapes with words below.
func (s *setter) stations(b form.Stations) []*strip {
	const across, radius = 8, 5.0
	var strips []*strip
	for from := 0; from < len(b.Items); from += across {
		items := b.Items[from:min(from+across, len(b.Items))]
		width := s.width / float64(min(across, max(len(b.Items), 5)))
		st := &strip{gap: 8, keep: from+across < len(b.Items)}
		for i, item := range items {
			x := float64(i) * width
			ops, h := s.station(item, x, width, radius)
			if i+1 < len(items) {
				line := rule(x+2*radius+3, radius, width-2*radius-6, 1.2, light)
				if items[i+1].Done {
					line.color = navy
				}
				ops = append(ops, line)
			}
			st.ops = append(st.ops, ops...)
			st.height = math.Max(st.height, h)
		}
		strips = append(strips, st)
	}
	return strips
}

func (s *setter) station(item form.Station, x, width, radius float64) ([]op, float64) {
	ring := circle(x+radius, radius, radius-0.6)
	shape := op{kind: opPath, size: 1.1, color: middle, points: ring, closed: true, dashed: true}
	ops := []op{}
	style := stationText
	if item.Done {
		shape.color, shape.dashed, shape.size = navy, false, 1.4
		tick := op{kind: opPath, x: x, y: 0, size: 1.4, color: navy, points: []float64{2.8, 5.2, 4.4, 6.9, 7.3, 3.4}}
		ops = append(ops, tick)
		style.bold = true
	} else {
		style.color = grey
	}
	ops = append(ops, shape)
	y := 2*radius + 4
	var h float64
	for _, part := range []struct {
		text  string
		style typeStyle
	}{{s.label(item.Text).Main, style}, {s.label(item.Text).Also, stationSmall}, {item.Day, stationSmall}, {item.Who, stationSmall}} {
		if s.tidy(part.text) != "" {
			ops, h = s.setLines(ops, x, y, width, s.lines(part.text, part.style, width-6), part.style, form.Left)
			y += h
		}
	}
	return ops, y
}

// circle approximates a circle around x, y.
func circle(x, y, r float64) []float64 {
	const steps = 28
	points := make([]float64, 0, 2*steps)
	for i := range steps {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / steps)
		points = append(points, x+r*cos, y+r*sin)
	}
	return points
}
