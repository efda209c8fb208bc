package form

import (
	"strconv"
	"strings"
)

const (
	recordPages = 2   // of a record, without its photos
	recordLeast = 0.7 // share of the usual size at least, for two languages and many classes
	handRow     = 1.3 // height in lines of a row that is filled in by hand
	writeLines  = 2   // lines for what happened, written by hand
)

// DrillRecord writes the record of a drill on two pages: what was planned, the times
// and the roll; the problems, the evaluation, what is to be improved and the
// signatures. Photos follow.
func (c *Clerk) DrillRecord(d Drill) Document {
	p := c.drillPaper(d)
	title := p.say("drill-form.record.title")
	blocks := []Block{p.head(title), p.recordFacts(), p.recordTexts()}
	blocks = append(blocks, p.times()...)
	blocks = append(blocks, p.roll()...)
	blocks = append(blocks, Ruled{Label: p.fieldTitle("course"), Text: p.held.Course, Lines: writeLines})
	blocks = append(blocks, p.problems()...)
	blocks = append(blocks, p.aftermath()...)
	blocks = append(blocks, p.evaluation()...)
	blocks = append(blocks, p.learned()...)
	blocks = append(blocks, Signatures{Lines: []Signature{
		{Label: p.fieldTitle("commander"), Value: p.held.Commander},
		{Label: p.fieldTitle("recorder"), Value: p.join(p.held.Recorder, p.held.Command.RecorderTitle), Share: 1.3},
		{Label: p.fieldTitle("reviewer"), Value: p.held.Reviewer},
		{Label: p.say("drill-form.principal")},
		p.date(),
	}, Seal: p.say("form.seal")})
	doc := p.document(title, blocks...)
	doc.Fit = Fit{Pages: recordPages, Least: recordLeast}
	if len(p.Photos) > 0 {
		doc.Annex = []Block{Heading{Text: p.say("form.photos")}, Photos{Items: p.captions(p.Photos)}}
	}
	return doc
}

// recordFacts is the drill at a glance.
func (p drillPaper) recordFacts() Block {
	items := []Field{
		{Label: p.fieldTitle("kind"), Value: p.kindTitle().String()},
		{Label: p.fieldTitle("date"), Value: p.when()},
	}
	items = append(items, p.facts("place", "commander", "deputy", "operationsChief", "participants", "exercise", "planPart", "plan")...)
	items = append(items, Field{Label: p.fieldTitle("rules"), Value: strings.Join(p.held.Rules, ", ")}, p.announced())
	items = append(items, p.facts("assembly", "blocked", "route", "situation", "weather", "alert", "callPoint", "outside")...)
	items = append(items, Field{Label: p.say("drill-form.people"), Value: p.turnout()})
	items = append(items, p.yesNo("incidentCommand"))
	items = append(items, p.facts("concluded", "plansUsed")...)
	for i := range items {
		items[i].Wide = false
	}
	return Fields{Columns: 3, Dense: p.Blank, Tight: !p.Blank, Items: items}
}

// recordTexts is what takes a line of its own.
func (p drillPaper) recordTexts() Block {
	items := []Field{p.wide("scenario", 1), p.wide("signals", 1)}
	told := make([]string, 0, len(p.held.Told))
	for _, n := range p.held.Told {
		told = append(told, strings.Join(strings.Fields(p.toldName(n.Who)+" "+n.On.String()+" "+n.At+" "+n.By), " "))
	}
	items = append(items, Field{Label: p.fieldTitle("told"), Value: strings.Join(told, "; "), Wide: true})
	if by := p.attendance(); by != "" {
		items = append(items, Field{Label: p.fieldTitle("attendance"), Value: by, Wide: true})
	}
	if tags := p.fact("tags"); tags.Value != "" {
		tags.Wide = true
		items = append(items, tags)
	}
	return Fields{Dense: p.Blank, Tight: !p.Blank, Items: items}
}

// turnout tells how many took part.
func (p drillPaper) turnout() string {
	d := p.held
	if !d.Pupils.Known && !d.Staff.Known && !d.Visitors.Known {
		return ""
	}
	return p.words.T(p.lang(), "drill-form.people.counts", "pupils", d.Pupils.N, "staff", d.Staff.N, "visitors", d.Visitors.N)
}

// attendance tells how many of each group took part; on a blank record the groups
// stand there with room for a number.
func (p drillPaper) attendance() string {
	who := p.inner("attendance", "who")
	var parts []string
	if p.Blank {
		for _, c := range who.Categories {
			parts = append(parts, p.title(c.Label).String()+" ____")
		}
	}
	for _, a := range p.held.Command.Attendance {
		parts = append(parts, p.value(who, a.Who)+" "+a.Count.String())
	}
	return strings.Join(parts, "; ")
}

// times are the marks on a line and in a table with their targets.
func (p drillPaper) times() []Block {
	all := p.measures()
	line := Timeline{Unit: p.say("drill-form.minutes")}
	table := Table{Columns: []Column{
		{Head: p.say("drill-form.row"), Width: 0.8},
		{Head: p.say("drill-form.mark"), Width: 3.4},
		{Head: p.say("drill-form.target"), Width: 2},
		{Head: p.say("drill-form.actual"), Width: 1.2, Align: Right},
		{Head: p.say("drill-form.difference"), Width: 1.5, Align: Right},
		{Head: p.say("drill-form.result"), Width: 1.8},
	}, Dense: true, Tight: true, Grid: p.Blank}
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
	case p.Blank && (m.target > 0 || p.Kind.Name == ""):
		return Cell{Text: "☐ " + p.say("drill-form.in-time").Main + "  ☐ " + p.say("drill-form.late").Main}
	case m.target == 0 || !m.took.Known:
		return Cell{}
	case m.late():
		return Cell{Text: p.say("drill-form.late").String(), Tone: Alert}
	}
	return Cell{Text: p.say("drill-form.in-time").String()}
}
