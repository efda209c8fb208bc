package form

import (
	"cmp"
	"slices"
	"strconv"

	"campuskeeper/app/drill"
	"campuskeeper/app/schema"
)

const (
	rollBlank  = 5   // empty rows for classes on a blank record
	handRow    = 1.3 // height in lines of a row that is filled in by hand
	rollLines  = 4   // classes that a record tells of one by one
	writeLines = 2   // lines for what happened, written by hand
)

// DrillRecord writes the record of a drill on two pages: what was planned, the times
// and the roll; the problems, the evaluation and the signatures. Photos follow.
func (c *Clerk) DrillRecord(d Drill) Document {
	p := c.drillPaper(d)
	title := p.say("drill-form.record.title")
	blocks := []Block{p.head(title), p.recordFacts()}
	blocks = append(blocks, p.times()...)
	blocks = append(blocks, p.roll()...)
	blocks = append(blocks, PageBreak{}, Ruled{Label: p.fieldTitle("course"), Text: p.held.Course, Lines: writeLines})
	blocks = append(blocks, p.problems()...)
	blocks = append(blocks, p.evaluation()...)
	blocks = append(blocks, Signatures{Lines: []Signature{
		{Label: p.fieldTitle("commander"), Value: p.held.Commander},
		{Label: p.fieldTitle("recorder"), Value: p.held.Recorder},
		{Label: p.say("drill-form.principal")},
		p.date(),
	}, Seal: p.say("form.seal")})
	if len(p.Photos) > 0 {
		blocks = append(blocks, PageBreak{}, Heading{Text: p.say("form.photos")}, Photos{Items: p.captions(p.Photos)})
	}
	return p.document(title, blocks...)
}

// recordFacts is the drill at a glance.
func (p drillPaper) recordFacts() Block {
	items := []Field{
		{Label: p.fieldTitle("kind"), Value: p.kindTitle().String()},
		{Label: p.fieldTitle("date"), Value: p.when()},
	}
	items = append(items, p.facts("place", "commander", "participants", "exercise", "assembly", "blocked", "situation", "weather")...)
	alert := p.fact("alert")
	alert.Wide = false
	items = append(items, alert, p.fact("callPoint"), Field{Label: p.say("drill-form.people"), Value: p.attendance()}, p.fact("route"))
	scenario := p.wide("scenario", 1)
	return Fields{Dense: true, Items: append([]Field{scenario}, items...)}
}

// attendance tells how many took part.
func (p drillPaper) attendance() string {
	d := p.held
	if !d.Pupils.Known && !d.Staff.Known && !d.Visitors.Known {
		return ""
	}
	return p.words.T(p.lang(), "drill-form.people.counts", "pupils", d.Pupils.N, "staff", d.Staff.N, "visitors", d.Visitors.N)
}

// times are the marks on a line and in a table with their targets.
func (p drillPaper) times() []Block {
	all := p.measures()
	line := Timeline{Unit: p.say("drill-form.minutes")}
	table := Table{Columns: []Column{
		{Head: p.say("drill-form.row"), Width: 0.8},
		{Head: p.say("drill-form.mark"), Width: 3.4},
		{Head: p.say("drill-form.target"), Width: 2.2},
		{Head: p.say("drill-form.actual"), Width: 1.2, Align: Right},
		{Head: p.say("drill-form.difference"), Width: 1.2, Align: Right},
		{Head: p.say("drill-form.result"), Width: 1.5},
	}, Dense: true, Grid: p.Blank}
	for i, m := range all {
		row := Row{Cells: []Cell{
			{Text: strconv.Itoa(i + 1)},
			{Text: m.title.String()},
			{Text: p.targetText(m)},
			{Text: clockOf(m.actual()), Tone: Strong},
			{Text: difference(m)},
			p.passed(m),
		}}
		if p.Blank {
			row.Height = handRow
		}
		table.Rows = append(table.Rows, row)
		if m.at.Known {
			line.Items = append(line.Items, Moment{Text: Label{Main: m.title.Main}, Seconds: m.at.N, Tone: row.Cells[5].Tone})
		}
	}
	blocks := []Block{Heading{Text: p.say("drill-form.times")}}
	if len(line.Items) > 0 {
		blocks = append(blocks, line)
	}
	if len(table.Rows) > 0 {
		blocks = append(blocks, table)
	}
	return blocks
}

// targetText is the target of a mark, and what it counts from.
func (p drillPaper) targetText(m measured) string {
	if m.target == 0 {
		return ""
	}
	text := "≤ " + clock(m.target)
	if m.from.Main == "" {
		return text
	}
	return text + "\n" + p.words.T(p.lang(), "drill-form.from", "mark", m.from.Main)
}

// difference is by how much a mark was before or after its target.
func difference(m measured) string {
	if m.target == 0 || !m.took.Known {
		return ""
	}
	if d := m.took.N - m.target; d > 0 {
		return "+" + clock(d)
	} else if d < 0 {
		return "−" + clock(-d)
	}
	return clock(0)
}

// passed says whether the target was met; on a blank record it is to be ticked.
func (p drillPaper) passed(m measured) Cell {
	switch {
	case p.Blank && m.target > 0:
		return Cell{Text: "☐ " + p.say("drill-form.in-time").Main + "  ☐ " + p.say("drill-form.late").Main}
	case m.target == 0 || !m.took.Known:
		return Cell{}
	case m.late():
		return Cell{Text: p.say("drill-form.late").String(), Tone: Alert}
	}
	return Cell{Text: p.say("drill-form.in-time").String()}
}

// roll sums the classes up and tells of those that need a word.
func (p drillPaper) roll() []Block {
	rows := p.held.Roll
	if len(rows) == 0 && !p.Blank {
		return nil
	}
	blocks := []Block{Heading{Text: p.say("drill-form.roll")}}
	table := Table{Dense: true, Grid: p.Blank, Columns: []Column{
		{Head: p.rowTitle("class"), Width: 1.5},
		{Head: p.rowTitle("teacher"), Width: 1.5},
		{Head: p.rowTitle("expected"), Width: 1.2, Align: Right},
		{Head: p.rowTitle("present"), Width: 1.1, Align: Right},
		{Head: p.rowTitle("absentKnown"), Width: 1.2, Align: Right},
		{Head: p.rowTitle("missing"), Width: 1.1, Align: Right},
		{Head: p.rowTitle("reportedAt"), Width: 1.3, Align: Right},
		{Head: p.rowTitle("remark"), Width: 2.2},
	}}
	if p.Blank {
		for range rollBlank / len(p.langs) {
			table.Rows = append(table.Rows, Row{Height: handRow})
		}
		return append(blocks, table)
	}
	blocks = append(blocks, p.rollFigures(rows))
	told := notable(rows)[:min(len(rows), rollLines/len(p.langs))]
	for _, r := range told {
		cells := []Cell{
			{Text: r.Class},
			{Text: r.Teacher},
			{Text: r.Expected.String()},
			{Text: r.Present.String()},
			{Text: r.AbsentKnown.String()},
			{Text: r.Missing.String()},
			{Text: clockOf(r.ReportedAt)},
			{Text: r.Remark},
		}
		if r.Missing.N > 0 {
			cells[5].Tone = Alert
		}
		table.Rows = append(table.Rows, Row{Cells: cells})
	}
	if len(told) == 0 {
		return blocks
	}
	if len(told) < len(rows) {
		blocks = append(blocks, Paragraph{Text: Label{Main: p.say("drill-form.roll.some", "count", len(rows)).Main}, Muted: true})
	}
	return append(blocks, table)
}

// rowTitle is the name of a column of the class roll.
func (p drillPaper) rowTitle(name string) Label { return p.column("roll", name) }

// column is the name of a column of one of the ledger's small tables.
func (p drillPaper) column(field, name string) Label {
	f, _ := p.Template.Field(field)
	inner, _ := schema.Schema{Fields: f.Fields}.Field(name)
	return p.title(inner.Title)
}

func (p drillPaper) rollFigures(rows []drill.ClassRow) Block {
	t := drill.Total(rows)
	tiles := Tiles{Items: []Tile{
		{Label: p.rowTitle("expected"), Value: strconv.Itoa(t.Expected)},
		{Label: p.rowTitle("present"), Value: strconv.Itoa(t.Present)},
		{Label: p.rowTitle("absentKnown"), Value: strconv.Itoa(t.AbsentKnown)},
		{Label: p.rowTitle("missing"), Value: strconv.Itoa(t.Missing)},
		{Label: p.say("drill-form.roll.reported"), Value: strconv.Itoa(t.Reported) + " / " + strconv.Itoa(t.Classes)},
	}}
	if t.Missing > 0 {
		tiles.Items[3].Tone = Alert
	}
	return tiles
}

// notable puts the classes that a record tells of first: those with somebody missing, those
// with a remark, then those that reported last.
func notable(rows []drill.ClassRow) []drill.ClassRow {
	weight := func(r drill.ClassRow) int {
		switch {
		case r.Missing.N > 0:
			return 0
		case r.Remark != "":
			return 1
		}
		return 2
	}
	sorted := slices.Clone(rows)
	slices.SortStableFunc(sorted, func(a, b drill.ClassRow) int {
		return cmp.Or(cmp.Compare(weight(a), weight(b)), cmp.Compare(b.ReportedAt.N, a.ReportedAt.N))
	})
	return sorted
}

// problems is the tick list of the kind, with what was ticked besides, and the words
// on it.
func (p drillPaper) problems() []Block {
	var items []Check
	listed := map[string]bool{}
	for _, choice := range p.Kind.Problems {
		listed[choice.Value] = true
		items = append(items, Check{Text: p.title(choice.Label), On: slices.Contains(p.held.Problems, choice.Value)})
	}
	f, _ := p.Template.Field("problems")
	for _, value := range p.held.Problems {
		if listed[value] || p.Kind.Name == "" {
			continue
		}
		category, known := f.Category(value)
		text := Label{Main: value}
		if known {
			text = p.title(category.Label)
		}
		items = append(items, Check{Text: text, On: true})
	}
	if p.Kind.Name == "" {
		items = p.ticked("problems", p.held.Problems...)
	}
	return []Block{
		Heading{Text: p.say("drill-form.problems")},
		Ticks{Columns: p.tickColumns(), Items: items},
		Ruled{Label: p.fieldTitle("problemNotes"), Text: p.held.MoreOn, Lines: writeLines},
	}
}

// tickColumns leaves room for two languages.
func (p drillPaper) tickColumns() int { return 4 - len(p.langs) }

// evaluation is the questions of the form with their answers ticked.
func (p drillPaper) evaluation() []Block {
	grid := Fields{Columns: 1, Dense: true}
	names := []string{
		"suitability", "sufficiency", "arrival", "duties", "siteMaterials", "protection", "coordination", "division", "support", "effect",
	}
	if len(p.langs) > 1 && !p.Blank { // the answers alone, or the record needs a third page
		grid.Columns, grid.Items = 2, p.facts(append(names, "checks")...)
		return []Block{Heading{Text: p.say("drill-form.evaluation")}, grid}
	}
	for _, name := range names {
		grid.Items = append(grid.Items, Field{Label: p.fieldTitle(name), Choices: p.ticked(name, p.Entry.Values[name])})
	}
	grid.Items = append(grid.Items, Field{Label: p.fieldTitle("checks"), Choices: p.ticked("checks", p.held.Evaluation.Checks...)})
	return []Block{Heading{Text: p.say("drill-form.evaluation")}, grid}
}
