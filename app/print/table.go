package print

import (
	"math"

	"campuskeeper/app/form"
)

// grid is the measure of one table: where its columns stand and how it is set.
type grid struct {
	set        *setter
	text, head typeStyle
	padX, padY float64
	x, w       []float64 // of the columns, padding included
	align      []form.Align
	lined      bool // lines between the columns
	merge      bool
}

// tableRow is a measured row, kept so that a row higher than a page can be cut.
type tableRow struct {
	grid  *grid
	cells []cell
	least float64 // height at least
	head  *strip
}

// cell is what a row shows in one column: lines, each perhaps with a box.
type cell struct {
	lines []string
	style typeStyle
	boxes []boxAt
}

type boxAt struct {
	line int
	on   bool
}

const boxIndent = 13.0

// table sets a head and rows; the head is drawn again on each page.
func (s *setter) table(b form.Table) []*strip {
	if len(b.Columns) == 0 {
		return nil
	}
	g := s.grid(b)
	head := g.headStrip(b.Columns)
	first := *head
	first.gap, first.keep = 10, true
	strips := make([]*strip, 1, len(b.Rows)+1)
	strips[0] = &first
	var group []string // lines of the merged first cell
	for i, row := range b.Rows {
		if row.Band.String() != "" {
			strips = append(strips, g.band(row.Band, head))
			continue
		}
		r := g.measure(row, b.Columns)
		r.head = head
		starts := !g.merge || i == 0 || len(row.Cells) == 0 || len(b.Rows[i-1].Cells) == 0 || b.Rows[i-1].Cells[0].Text != row.Cells[0].Text
		var top []op
		if g.merge {
			if starts {
				group = r.cells[0].lines
			} else {
				r.cells[0].lines = nil
				top, _ = s.setLines(nil, g.x[0]+g.padX, g.padY, g.w[0], group, r.cells[0].style, form.Left)
			}
		}
		st := r.strip()
		st.top = top
		if g.merge && starts && len(strips) > 1 {
			st.ops = append(st.ops, rule(0, 0, s.width, 0.5, middle))
		}
		strips = append(strips, st)
	}
	last := strips[len(strips)-1]
	last.ops = append(last.ops, rule(0, last.height, s.width, 0.8, ink))
	return strips
}

func (s *setter) grid(b form.Table) *grid {
	g := &grid{set: s, text: tableText, head: tableHead, padX: 5, padY: 4, lined: b.Grid, merge: b.Merge}
	if b.Dense {
		g.text, g.head, g.padX, g.padY = denseText, denseHead, 4, 3
	}
	if b.Tight {
		g.padY = 0.8
	}
	g.align = make([]form.Align, len(b.Columns))
	for i, c := range b.Columns {
		g.align[i] = c.Align
	}
	g.w = g.widths(b)
	g.x = make([]float64, len(g.w))
	for i := range g.w {
		if i > 0 {
			g.x[i] = g.x[i-1] + g.w[i-1]
		}
	}
	return g
}

// inset keeps figures at the right of their column away from the next one.
func (g *grid) inset(column int) float64 {
	if g.align[column] == form.Right && column+1 < len(g.align) {
		return 10
	}
	return 0
}

// widths shares the width of the text among the columns, as told or as the texts
// ask.
func (g *grid) widths(b form.Table) []float64 {
	total := 0.0
	for _, c := range b.Columns {
		total += math.Max(0, c.Width)
	}
	widths := make([]float64, len(b.Columns))
	if total > 0 {
		for i, c := range b.Columns {
			widths[i] = g.set.width * math.Max(0, c.Width) / total
		}
		return widths
	}
	least, most := g.ask(b)
	return shareWidth(g.set.width, least, most)
}

// ask measures what each column needs at least and would like at most.
func (g *grid) ask(b form.Table) (least, most []float64) {
	least, most = make([]float64, len(b.Columns)), make([]float64, len(b.Columns))
	note := func(i int, text string, st typeStyle, extra float64) {
		part, line := g.set.face(st).longest(g.set.tidy(text), st.size)
		extra += 2*g.padX + g.inset(i) + 0.1
		least[i] = math.Max(least[i], part+extra)
		most[i] = math.Max(most[i], line+extra)
	}
	for i, c := range b.Columns {
		note(i, headText(c.Head), g.head, 0)
	}
	for _, row := range b.Rows {
		for i := range min(len(row.Cells), len(b.Columns)) {
			c := row.Cells[i]
			if c.Text != "" {
				note(i, c.Text, g.style(c.Tone), 0)
			}
			for _, check := range c.Checks {
				note(i, check.Text.String(), g.text, boxIndent)
			}
		}
	}
	return least, most
}

// shareWidth deals a width out: columns that ask for no more than a fair share get
// what they ask for, the others share the rest by the root of what they ask, but
// none gets less than its longest word while there is room for all of them.
func shareWidth(width float64, least, most []float64) []float64 {
	widths := make([]float64, len(most))
	open := make([]bool, len(most))
	rest, count := width, len(most)
	for i := range open {
		open[i] = true
	}
	for settled := true; settled && count > 0; {
		settled = false
		fair := rest / float64(count)
		for i := range most {
			if open[i] && most[i] <= fair {
				widths[i], open[i], settled = most[i], false, true
				rest -= most[i]
				count--
			}
		}
	}
	if count == 0 {
		grow(widths, rest)
		return widths
	}
	roots := 0.0
	for i := range most {
		if open[i] {
			roots += math.Sqrt(most[i])
		}
	}
	for i := range most {
		if open[i] {
			widths[i] = rest * math.Sqrt(most[i]) / roots
		}
	}
	liftNarrow(widths, least, open)
	return widths
}

// grow spreads width that nobody asked for in proportion.
func grow(widths []float64, rest float64) {
	sum := 0.0
	for _, w := range widths {
		sum += w
	}
	for i := range widths {
		if sum > 0 {
			widths[i] += rest * widths[i] / sum
		} else {
			widths[i] += rest / float64(len(widths))
		}
	}
}

// liftNarrow takes from the widest open column what another lacks for its longest
// word.
func liftNarrow(widths, least []float64, open []bool) {
	for i := range widths {
		lack := math.Min(least[i], 160) - widths[i]
		if !open[i] || lack <= 0 {
			continue
		}
		widest := i
		for j := range widths {
			if open[j] && widths[j]-least[j] > widths[widest]-least[widest] {
				widest = j
			}
		}
		if widest != i && widths[widest]-lack >= least[widest] {
			widths[widest] -= lack
			widths[i] += lack
		}
	}
}

func headText(l form.Label) string {
	if l.Also == "" {
		return l.Main
	}
	return l.Main + "\n" + l.Also
}

// style is how a cell of that tone is set.
func (g *grid) style(tone form.Tone) typeStyle {
	st := g.text
	switch tone {
	case form.Muted:
		st.color = grey
	case form.Strong:
		st.bold = true
	case form.Alert:
		st.bold, st.color = true, red
	}
	return st
}

func (g *grid) headStrip(columns []form.Column) *strip {
	st := &strip{}
	height := 0.0
	for i, c := range columns {
		lines := g.set.lines(headText(c.Head), g.head, g.w[i]-2*g.padX-g.inset(i))
		var h float64
		st.ops, h = g.set.setLines(st.ops, g.x[i]+g.padX, g.padY, g.w[i]-2*g.padX-g.inset(i), lines, g.head, c.Align)
		height = math.Max(height, h)
	}
	st.height = height + 2*g.padY
	st.ops = append(st.ops, rule(0, 0, g.set.width, 0.8, ink), rule(0, st.height, g.set.width, 0.6, ink))
	st.ops = append(st.ops, g.columnLines(st.height)...)
	return st
}

// band heads a group of rows.
func (g *grid) band(l form.Label, head *strip) *strip {
	st := g.style(form.Strong)
	lines := g.set.lines(g.set.label(l).String(), st, g.set.width-2*g.padX)
	height := float64(len(lines))*st.leading + 2*g.padY
	ops := []op{{kind: opRect, color: pale, y: 0.3, w: g.set.width, h: height - 0.6}}
	ops, _ = g.set.setLines(ops, g.padX, g.padY, g.set.width, lines, st, form.Left)
	return &strip{ops: append(ops, rule(0, height, g.set.width, 0.5, light)), height: height, head: head, keep: true}
}

// measure breaks the texts of a row into lines.
func (g *grid) measure(row form.Row, columns []form.Column) *tableRow {
	r := &tableRow{grid: g, cells: make([]cell, len(columns)), least: row.Height * g.text.leading}
	for i := range min(len(row.Cells), len(columns)) {
		c := row.Cells[i]
		out := cell{style: g.style(c.Tone)}
		if c.Text != "" {
			out.lines = g.set.lines(c.Text, out.style, g.w[i]-2*g.padX-g.inset(i))
		}
		for _, check := range c.Checks {
			out.boxes = append(out.boxes, boxAt{len(out.lines), check.On})
			lines := g.set.lines(check.Text.String(), out.style, g.w[i]-2*g.padX-boxIndent)
			out.lines = append(out.lines, lines...)
		}
		r.cells[i] = out
	}
	return r
}

// height of the row with its padding.
func (r *tableRow) height() float64 {
	most := 1
	for _, c := range r.cells {
		most = max(most, len(c.lines))
	}
	return math.Max(r.least, float64(most)*r.grid.text.leading) + 2*r.grid.padY
}

// strip draws the row.
func (r *tableRow) strip() *strip {
	g := r.grid
	st := &strip{height: r.height(), head: r.head, row: r}
	for i, c := range r.cells {
		x, width := g.x[i]+g.padX, g.w[i]-2*g.padX
		if len(c.boxes) > 0 {
			x, width = x+boxIndent, width-boxIndent
		}
		st.ops, _ = g.set.setLines(st.ops, x, g.padY, width-g.inset(i), c.lines, c.style, g.align[i])
		for _, b := range c.boxes {
			st.ops = box(st.ops, x-boxIndent, g.padY+float64(b.line)*g.text.leading+(g.text.leading-boxSide)/2, b.on)
		}
	}
	from := 0.0
	if g.merge && len(r.cells[0].lines) == 0 {
		from = g.w[0]
	}
	st.ops = append(st.ops, rule(from, st.height, g.set.width-from, 0.5, light))
	st.ops = append(st.ops, g.columnLines(st.height)...)
	return st
}

// columnLines are the lines between the columns of a table to fill in by hand.
func (g *grid) columnLines(height float64) []op {
	if !g.lined {
		return nil
	}
	var ops []op
	for _, x := range append(append([]float64{}, g.x...), g.set.width) {
		ops = append(ops, op{kind: opLine, x: x, h: height, size: 0.5, color: light})
	}
	return ops
}

// cut parts a row that is higher than a page: what fits into room, and the rest.
// It returns no rest when the row fits on a page of its own, and no upper part
// when the room is too small to begin here.
func (r *tableRow) cut(room, body float64) (upper, lower *strip) {
	g := r.grid
	headHeight := 0.0
	if r.head != nil {
		headHeight = r.head.height
	}
	if r.height() <= body-headHeight {
		return nil, nil
	}
	count := int((room - 2*g.padY) / g.text.leading)
	if count < 3 {
		return nil, r.strip()
	}
	a, b := *r, *r
	a.cells, b.cells = make([]cell, len(r.cells)), make([]cell, len(r.cells))
	a.least, b.least = 0, 0
	for i, c := range r.cells {
		n := min(count, len(c.lines))
		a.cells[i] = cell{lines: c.lines[:n], style: c.style}
		b.cells[i] = cell{lines: c.lines[n:], style: c.style}
		for _, box := range c.boxes {
			if box.line < n {
				a.cells[i].boxes = append(a.cells[i].boxes, box)
			} else {
				b.cells[i].boxes = append(b.cells[i].boxes, boxAt{box.line - n, box.on})
			}
		}
	}
	return a.strip(), b.strip()
}
