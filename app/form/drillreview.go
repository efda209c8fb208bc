package form

import (
	"slices"
	"strconv"

	"campuskeeper/app/drill"
)

const (
	reviewLines  = 4 // to write on
	blankActions = 6 // rows for improvements
)

// Review writes the after-action review of a drill: what went well and badly, the
// questions, and the improvements with their owners.
func (c *Clerk) Review(d Drill) Document {
	p := c.drillPaper(d)
	title := p.say("drill-form.review.title")
	blocks := []Block{
		p.head(title),
		Fields{Items: append([]Field{
			{Label: p.fieldTitle("kind"), Value: p.kindTitle().String()},
			{Label: p.fieldTitle("date"), Value: p.when()},
		}, p.facts("commander", "recorder", "reviewedOn", "effect")...)},
	}
	if tiles := p.reviewTiles(); len(tiles.Items) > 0 {
		blocks = append(blocks, tiles)
	}
	blocks = append(blocks,
		Ruled{Label: p.fieldTitle("objective"), Text: p.values()["objective"], Lines: writeLines},
		Ruled{Label: p.fieldTitle("wentWell"), Text: p.held.WentWell, Lines: reviewLines},
		Ruled{Label: p.fieldTitle("wentBadly"), Text: p.held.WentBadly, Lines: reviewLines},
		Heading{Text: p.fieldTitle("answers")},
		p.answers(),
		Heading{Text: p.fieldTitle("actions")},
		p.actions(),
		Signatures{Lines: []Signature{
			{Label: p.fieldTitle("reviewer"), Value: p.held.Reviewer},
			{Label: p.fieldTitle("commander"), Value: p.held.Commander},
			{Label: p.say("drill-form.principal")},
			p.date(),
		}, Seal: p.say("form.seal")})
	return p.document(title, blocks...)
}

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
	table := Table{Grid: p.Blank, Columns: []Column{
		{Head: p.say("drill-form.row"), Width: 0.8},
		{Head: p.column("actions", "action"), Width: 3},
		{Head: p.column("actions", "element"), Width: 1.2},
		{Head: p.column("actions", "owner"), Width: 1.3},
		{Head: p.column("actions", "due"), Width: 1.3},
		{Head: p.column("actions", "number"), Width: 1.6},
		{Head: p.column("actions", "doneOn"), Width: 1.3},
	}}
	f, _ := p.Template.Field("actions")
	for i, a := range p.held.Actions {
		element := a.Element
		for _, inner := range f.Fields {
			if category, ok := inner.Category(a.Element); ok && inner.Name == "element" {
				element = stacked(p.title(category.Label))
			}
		}
		table.Rows = append(table.Rows, Row{Cells: []Cell{
			{Text: strconv.Itoa(i + 1)},
			{Text: a.Action},
			{Text: element},
			{Text: a.Owner},
			{Text: a.Due.String(), Tone: Strong},
			{Text: a.Number},
			{Text: a.DoneOn.String()},
		}})
	}
	for n := len(table.Rows); n == 0 || p.Blank && n < blankActions; n = len(table.Rows) {
		table.Rows = append(table.Rows, Row{Cells: []Cell{{Text: strconv.Itoa(n + 1)}}, Height: 2})
	}
	return table
}
