package print

import (
	"math"

	"campuskeeper/app/form"
)

const (
	fieldGap   = 18.0 // between the columns of a field grid
	writeLine  = 21.0 // pitch of lines that are written on by hand
	labelShare = 0.42 // of a field that the label may take at most
)

// fieldLook is how a grid of fields is set.
type fieldLook struct {
	pad   float64 // above and below the text
	least float64 // height of a field
	check float64 // height of a line of boxes
	value typeStyle
	label typeStyle
	boxes typeStyle // words behind boxes
}

// The looks of field grids.
var (
	openFields  = fieldLook{pad: 3, least: writeLine, check: checkLine, value: bodyText, label: labelText, boxes: tableText}
	denseFields = fieldLook{pad: 2, least: 18, check: 14.5, value: tableText, label: tableHead, boxes: tableText}
	tightFields = fieldLook{pad: 1.2, least: 15, check: 13, value: denseText, label: denseHead, boxes: denseText}
)

// fields sets a grid of labels and values over thin rules. The values of one
// column begin below each other.
func (s *setter) fields(b form.Fields) []*strip {
	columns := b.Columns
	if columns < 1 {
		columns = 2
	}
	look := openFields
	switch {
	case b.Tight:
		look = tightFields
	case b.Dense:
		look = denseFields
	}
	width := (s.width - fieldGap*float64(columns-1)) / float64(columns)
	rows := fieldRows(b.Items, columns)
	labels := s.labelWidths(rows, columns, width, look)
	strips := make([]*strip, 0, len(rows))
	for _, row := range rows {
		st := &strip{}
		for i, item := range row {
			ops, h := s.field(item, look, float64(i)*(width+fieldGap), s.fieldWidth(item, width), labels[i])
			st.ops = append(st.ops, ops...)
			st.height = math.Max(st.height, h)
		}
		for i, item := range row {
			st.ops = append(st.ops, rule(float64(i)*(width+fieldGap), st.height-0.5, s.fieldWidth(item, width), 0.5, light))
		}
		strips = append(strips, st)
	}
	if len(strips) > 0 {
		strips[0].gap = 8
		if len(strips) > 1 {
			strips[0].keep = true
			strips[len(strips)-2].keep = true
		}
	}
	return strips
}

// fieldRows deals the fields out to rows; a wide one has its own.
func fieldRows(items []form.Field, columns int) [][]form.Field {
	var rows [][]form.Field
	var row []form.Field
	flush := func() {
		if len(row) > 0 {
			row[0].Wide = row[0].Wide || len(row) == 1 && columns > 1
			rows, row = append(rows, row), nil
		}
	}
	for _, item := range items {
		if item.Wide {
			flush()
			rows = append(rows, []form.Field{item})
			continue
		}
		row = append(row, item)
		if len(row) == columns {
			flush()
		}
	}
	flush()
	return rows
}

func (s *setter) fieldWidth(item form.Field, width float64) float64 {
	if item.Wide {
		return s.width
	}
	return width
}

// labelWidths is the widest label of each column, within bounds.
func (s *setter) labelWidths(rows [][]form.Field, columns int, width float64, look fieldLook) []float64 {
	widths := make([]float64, columns)
	for _, row := range rows {
		for i, item := range row {
			l := s.label(item.Label)
			widths[i] = math.Max(widths[i], math.Max(s.textWidth(l.Main, look.label), s.textWidth(l.Also, alsoText)))
		}
	}
	for i := range widths {
		widths[i] = math.Min(widths[i], width*labelShare)
	}
	return widths
}

// field sets one label with its value. It returns the height with the rule.
func (s *setter) field(item form.Field, look fieldLook, x, width, labelWidth float64) ([]op, float64) {
	l := s.label(item.Label)
	ops, h := s.setLines(nil, x, look.pad+look.value.baseline()-look.label.baseline(), labelWidth, s.lines(l.Main, look.label, labelWidth), look.label, form.Left)
	if l.Also != "" {
		var also float64
		ops, also = s.setLines(ops, x, look.pad+h-1, labelWidth, s.lines(l.Also, alsoText, labelWidth), alsoText, form.Left)
		h += also
	}
	valueX, valueWidth := x+labelWidth+9, width-labelWidth-9
	height := h
	if len(item.Choices) > 0 {
		boxes := s.boxes(item.Choices, valueX, look.pad, valueWidth, look.check, look.boxes)
		ops = append(ops, boxes.ops...)
		height = math.Max(height, boxes.height)
	} else if s.tidy(item.Value) != "" {
		var value float64
		ops, value = s.setLines(ops, valueX, look.pad, valueWidth, s.lines(item.Value, look.value, valueWidth), look.value, form.Left)
		height = math.Max(height, value)
	} else if item.Lines > 1 {
		for i := 1; i < item.Lines; i++ {
			ops = append(ops, rule(valueX, writeLine*float64(i), valueWidth, 0.5, light))
		}
		height = math.Max(height, writeLine*float64(item.Lines)-2*look.pad)
	}
	return ops, math.Max(height+2*look.pad, look.least)
}

const (
	checkLine = 17.0 // height of a line of boxes
	checkGap  = 18.0 // between a word and the next box
)

// boxLine is boxes with their words, measured; x, y is where the next would stand.
type boxLine struct {
	ops          []op
	x, y, height float64
}

// boxes sets boxes with their words from x, y, wrapped between the boxes; line is
// the height of a line.
func (s *setter) boxes(items []form.Check, left, top, width, line float64, style typeStyle) boxLine {
	b := boxLine{x: left, y: top}
	for _, item := range items {
		text := s.label(item.Text).String()
		lines := s.lines(text, style, width-boxIndent)
		w := boxIndent
		for _, line := range lines {
			w = math.Max(w, boxIndent+s.textWidth(line, style))
		}
		if b.x > left && b.x+w > left+width {
			b.x, b.y = left, b.y+line
		}
		b.ops = box(b.ops, b.x, b.y+1.2+(style.leading-boxSide)/2, item.On)
		var h float64
		b.ops, h = s.setLines(b.ops, b.x+boxIndent, b.y+1.2, width-boxIndent, lines, style, form.Left)
		b.y += h - style.leading
		b.x += w + checkGap
	}
	b.height = b.y - top + line
	return b
}

// checks is a line of boxes behind a label.
func (s *setter) checks(b form.Checks) *strip {
	st := &strip{gap: 7}
	left := 0.0
	if label := s.label(b.Label).String(); label != "" {
		st.ops = append(st.ops, labelText.text(0, 0.7, label))
		left = s.textWidth(label, labelText) + checkGap
	}
	boxes := s.boxes(b.Items, left, 0, s.width-left, checkLine, tableText)
	st.ops = append(st.ops, boxes.ops...)
	x, y := boxes.x, boxes.y
	if label := s.label(b.Blank).String(); label != "" {
		x -= checkGap - 8
		width := s.textWidth(label, tableText)
		if x+width+70 > s.width {
			x, y = left, y+checkLine
		}
		st.ops = append(st.ops, tableText.text(x, y+1.2, label), rule(x+width+4, y+checkLine-1.5, math.Min(110, s.width-x-width-4), 0.6, middle))
		if value := s.oneLine(b.Value); value != "" {
			st.ops = append(st.ops, tableText.text(x+width+8, y+1.2, value))
		}
	}
	st.height = y + checkLine
	return st
}

// Place of the school seal; the seal itself is 42 mm wide at most and may reach
// over the edge.
const (
	sealWidth  = 112.0
	sealHeight = 80.0
	signPitch  = 34.0
	signHigh   = 48.0 // beside a seal that leaves room
)

// signatures sets lines to sign, and the seal's place at the right.
func (s *setter) signatures(b form.Signatures) *strip {
	const gap = 18.0
	st := &strip{gap: 10}
	width, perRow := s.width, 3
	if len(b.Lines) == 4 {
		perRow = 2
	}
	if seal := s.label(b.Seal); seal.String() != "" {
		width -= sealWidth + gap
		st.ops = append(st.ops, op{kind: opFrame, x: s.width - sealWidth, y: 4, w: sealWidth, h: sealHeight, size: 0.7, color: middle, dashed: true})
		y := 4 + sealHeight/2 - smallText.leading/2
		if seal.Also != "" {
			y -= smallText.leading / 2
		}
		for i, text := range []string{seal.Main, seal.Also} {
			st.ops, _ = s.setLines(st.ops, s.width-sealWidth, y+float64(i)*smallText.leading, sealWidth, []string{text}, smallText, form.Center)
		}
		st.height = sealHeight + 6
	}
	rows := (len(b.Lines) + perRow - 1) / perRow
	pitch := math.Max(signPitch, math.Min(signHigh, st.height/float64(max(1, rows))))
	y := 0.0
	for from := 0; from < len(b.Lines); from += perRow {
		row := b.Lines[from:min(from+perRow, len(b.Lines))]
		ops, h := s.signRow(row, y, width, gap, pitch)
		st.ops = append(st.ops, ops...)
		y += h
	}
	st.height = math.Max(st.height, y+2)
	return st
}

// signRow sets places to sign beside each other. Every label stands on its rule,
// the name is written behind it.
func (s *setter) signRow(row []form.Signature, y, width, gap, pitch float64) ([]op, float64) {
	total := 0.0
	for _, line := range row {
		total += share(line)
	}
	room := width - gap*float64(len(row)-1)
	labels := make([]signLabel, len(row))
	height := pitch
	for i, line := range row {
		labels[i] = s.signLabel(s.label(line.Label), room*share(line)/total)
		height = math.Max(height, labels[i].height+6)
	}
	var ops []op
	x := 0.0
	for i, line := range row {
		w := room * share(line) / total
		l := labels[i]
		for _, o := range l.ops {
			o.x, o.y = o.x+x, o.y+y+height-3-l.height
			ops = append(ops, o)
		}
		if value := s.oneLine(line.Value); value != "" {
			ops = append(ops, bodyText.text(x+l.width+7, y+height-3-bodyText.leading, value))
		}
		ops = append(ops, rule(x, y+height-2, w, 0.6, middle))
		x += w + gap
	}
	return ops, height
}

// signLabel is the label of a place to sign, measured.
type signLabel struct {
	ops           []op
	width, height float64
}

func (s *setter) signLabel(l form.Label, width float64) signLabel {
	var out signLabel
	for _, part := range []struct {
		text  string
		style typeStyle
	}{{l.Main, labelText}, {l.Also, alsoText}} {
		if part.text == "" {
			continue
		}
		lines := s.lines(part.text, part.style, width)
		var h float64
		out.ops, h = s.setLines(out.ops, 0, out.height, width, lines, part.style, form.Left)
		out.height += h
		out.width = math.Max(out.width, s.textWidth(lines[len(lines)-1], part.style))
	}
	return out
}

func share(s form.Signature) float64 {
	if s.Share <= 0 {
		return 1
	}
	return s.Share
}
