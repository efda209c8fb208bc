package form

import (
	"slices"
	"strconv"
	"strings"

	"campuskeeper/app/drill"
)

const (
	reviewLines  = 3   // to write on
	blankActions = 5   // rows for improvements
	reviewLeast  = 0.8 // share of the usual size at least, where that saves a page
)

// Review writes the after-action review of a drill: what it was to show, what went well
// and badly, each objective, the questions, and the improvements with their owners.
func (c *Clerk) Review(d Drill) Document {
	p := c.drillPaper(d)
	title := p.say("drill-form.review.title")
	overview := append([]Field{
		{Label: p.fieldTitle("kind"), Value: p.kindTitle().String()},
		{Label: p.fieldTitle("date"), Value: p.when()},
	}, p.facts("place", "participants", "commander", "recorder", "exercise", "effect", "outside", "capabilities", "contact", "reviewedOn")...)
	for i := range overview {
		overview[i].Wide = false
	}
	overview = append(overview, p.wide("scope", 1), p.wide("scenario", 1), p.wide("objective", 1))
	blocks := []Block{p.head(title), Fields{Dense: true, Items: overview}}
	if tiles := p.reviewTiles(); len(tiles.Items) > 0 {
		blocks = append(blocks, tiles)
	}
	blocks = append(blocks,
		Ruled{Label: p.fieldTitle("wentWell"), Text: p.held.WentWell, Lines: reviewLines},
		Ruled{Label: p.fieldTitle("wentBadly"), Text: p.held.WentBadly, Lines: reviewLines},
		Keep{Blocks: []Block{Heading{Text: p.fieldTitle("analysis")}, p.analysis()}},
		Heading{Text: p.fieldTitle("answers")},
		p.answers(),
		Keep{Blocks: []Block{
			Heading{Text: p.fieldTitle("actions")},
			p.actions(),
			Signatures{Lines: []Signature{
				{Label: p.fieldTitle("reviewer"), Value: p.held.Reviewer},
				{Label: p.fieldTitle("commander"), Value: p.held.Commander},
				{Label: p.say("drill-form.principal")},
				p.date(),
			}, Seal: p.say("form.seal")},
		}})
	doc := p.document(title, blocks...)
	doc.Fit = Fit{Least: reviewLeast}
	return doc
}

// analysis is how the drill went as to each of its objectives; before anybody said so,
// the objectives stand there to be judged.
func (p drillPaper) analysis() Block {
	table := Table{Dense: true, Grid: true, Columns: []Column{
		{Head: p.column("analysis", "objective"), Width: 2.4},
		{Head: p.column("analysis", "strengths"), Width: 2.6},
		{Head: p.column("analysis", "improve"), Width: 2.6},
		{Head: p.column("analysis", "rating"), Width: 1.5},
	}}
	rows := p.held.Analysis.Objectives
	if len(rows) == 0 {
		for line := range strings.Lines(p.values()["objective"]) {
			rows = append(rows, drill.ObjectiveRow{Objective: strings.TrimSpace(line)})
		}
	}
	rating := p.inner("analysis", "rating")
	for _, r := range rows {
		judged := Cell{Text: p.value(rating, r.Rating)}
		if r.Rating == "" {
			judged.Text = toRate
		}
		table.Rows = append(table.Rows, Row{Cells: []Cell{{Text: stacked(p.own(r.Objective))}, {Text: r.Strengths}, {Text: r.Improve}, judged}})
	}
	for p.Blank && len(table.Rows) < reviewLines {
		table.Rows = append(table.Rows, Row{Height: 2, Cells: []Cell{{}, {}, {}, {Text: toRate}}})
	}
	return table
}

// toRate is what is circled by hand: performed without, with some, with major
// challenges, or unable to be performed.
const toRate = "P   S   M   U"

// reviewTiles are the times that had a target.
func (p drillPaper) reviewTiles() Tiles {
	tiles := Tiles{}
	for _, m := range p.measures() {
		if !m.took.Known || m.target == 0 {
			continue
		}
		tile := Tile{Label: m.title, Value: clock(m.took.N) + " / " + clock(m.target)}
		if m.late() {
			tile.Tone = Alert
		}
		tiles.Items = append(tiles.Items, tile)
	}
	return tiles
}

// answers are the questions of the kind with what was said, then further ones.
func (p drillPaper) answers() Block {
	table := Table{Grid: p.Blank, Columns: []Column{
		{Head: p.say("drill-form.row"), Width: 0.8},
		{Head: p.column("answers", "question"), Width: 4},
		{Head: p.column("answers", "answer"), Width: 4},
	}}
	rest := slices.Clone(p.held.Answers)
	add := func(question, answer string) {
		row := Row{Cells: []Cell{{Text: strconv.Itoa(len(table.Rows) + 1)}, {Text: question}, {Text: answer}}}
		if answer == "" {
			row.Height = 2
		}
		table.Rows = append(table.Rows, row)
	}
	for _, question := range p.Kind.Questions {
		said := ""
		rest = slices.DeleteFunc(rest, func(a drill.Answer) bool {
			for _, text := range question {
				if a.Question == text {
					said = a.Answer
					return true
				}
			}
			return false
		})
		add(stacked(p.title(question)), said)
	}
	for _, a := range rest {
		add(a.Question, a.Answer)
	}
	for len(table.Rows) == 0 || p.Blank && len(table.Rows) < reviewLines {
		add("", "")
	}
	return table
}

// actions are the improvements, and what became of them.
func (p drillPaper) actions() Block {
	table := Table{Dense: true, Grid: true, Columns: []Column{
		{Head: p.say("drill-form.row"), Width: 0.6},
		{Head: p.column("actions", "issue"), Width: 1.9},
		{Head: p.column("actions", "action"), Width: 2.4},
		{Head: p.column("actions", "element"), Width: 1.6},
		{Head: p.say("drill-form.responsible"), Width: 1.8},
		{Head: p.column("actions", "start"), Width: 1.65},
		{Head: p.column("actions", "due"), Width: 1.65},
		{Head: p.say("drill-form.became"), Width: 2},
	}}
	element := p.inner("actions", "element")
	for i, a := range p.held.Actions {
		table.Rows = append(table.Rows, Row{Cells: []Cell{
			{Text: strconv.Itoa(i + 1)},
			{Text: a.Issue},
			{Text: a.Action},
			{Text: p.cell(element, a.Element)},
			{Text: lines(a.Organisation, a.Owner)},
			{Text: a.Start.String()},
			{Text: a.Due.String(), Tone: Strong},
			{Text: lines(a.Number, a.DoneOn.String())},
		}})
	}
	for n := len(table.Rows); n == 0 || p.Blank && n < blankActions; n = len(table.Rows) {
		table.Rows = append(table.Rows, Row{Cells: []Cell{{Text: strconv.Itoa(n + 1)}}, Height: 2})
	}
	return table
}

// lines sets what is said below each other.
func lines(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(part string) bool { return part == "" }), "\n")
}
