package form

import (
	"slices"

	"campuskeeper/app/drill"
)

const (
	improvements = 3 // rows for improvements on a blank record
	learnedLines = 3 // lines for what went well and badly, written by hand
	problemsWide = 3 // columns of the tick list of problems
)

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
		Keep{Blocks: []Block{
			Heading{Text: p.say("drill-form.problems")},
			Ticks{Columns: problemsWide, Tight: true, Items: items},
		}},
		Ruled{Label: p.fieldTitle("problemNotes"), Text: p.held.MoreOn, Lines: writeLines},
	}
}

// aftermath is what the drill did to people and gear, and what the police said of
// it: on the record of the emergency unit always, on another when it is said.
func (p drillPaper) aftermath() []Block {
	unit := p.Kind.Is(drill.Respond)
	var columns []aside
	for _, one := range []aside{
		{p.fieldTitle("injuries"), p.held.Injuries, unit || p.Blank},
		{p.fieldTitle("gearFaults"), p.held.GearFault, unit},
		{p.fieldTitle("instructor"), p.held.Comments, unit},
	} {
		if one.always || one.text != "" {
			columns = append(columns, one)
		}
	}
	return beside(columns, 1)
}

// aside is a text that stands beside others under its title.
type aside struct {
	title  Label
	text   string
	always bool // also without text
}

// beside sets texts beside each other, with lines to write on.
func beside(columns []aside, lines float64) []Block {
	if len(columns) == 0 {
		return nil
	}
	table := Table{Dense: true, Grid: true, Rows: []Row{{Height: lines}}}
	for _, one := range columns {
		table.Columns = append(table.Columns, Column{Head: Label{Main: one.title.String()}, Width: 1})
		table.Rows[0].Cells = append(table.Rows[0].Cells, Cell{Text: one.text})
		if one.text == "" {
			table.Rows[0].Height = max(lines, learnedLines)
		}
	}
	return []Block{table}
}

// evaluation is the questions of the form with their answers ticked.
func (p drillPaper) evaluation() []Block {
	grid := Fields{Columns: 1, Tight: true}
	for _, name := range []string{
		"suitability", "sufficiency", "arrival", "duties", "siteMaterials", "protection", "coordination", "division", "support", "effect",
	} {
		grid.Items = append(grid.Items, p.choice(name, p.Entry.Values[name]))
	}
	grid.Items = append(grid.Items, p.choice("checks", p.held.Evaluation.Checks...))
	for i, item := range grid.Items {
		grid.Items[i].Label = Label{Main: item.Label.String()} // on one line
	}
	return []Block{Heading{Text: p.say("drill-form.evaluation")}, grid}
}

// learned is what went well and badly, and what is improved.
func (p drillPaper) learned() []Block {
	well := beside([]aside{
		{p.fieldTitle("wentWell"), p.held.WentWell, true}, {p.fieldTitle("wentBadly"), p.held.WentBadly, true},
	}, 1)
	return append(well, Heading{Text: p.fieldTitle("actions"), Minor: true}, p.improvements())
}

// improvements are the actions of the review, in short.
func (p drillPaper) improvements() Block {
	table := Table{Dense: true, Tight: !p.Blank, Grid: true, Columns: []Column{
		{Head: p.column("actions", "issue"), Width: 2.4},
		{Head: p.column("actions", "action"), Width: 3.2},
		{Head: p.column("actions", "owner"), Width: 1.8},
		{Head: p.column("actions", "due"), Width: 1.3},
		{Head: p.column("actions", "doneOn"), Width: 1.3},
	}}
	for _, a := range p.held.Actions {
		table.Rows = append(table.Rows, Row{Cells: []Cell{
			{Text: a.Issue},
			{Text: a.Action},
			{Text: p.join(a.Owner, a.Organisation)},
			{Text: a.Due.String(), Tone: Strong},
			{Text: a.DoneOn.String()},
		}})
	}
	for n := len(table.Rows); n == 0 || p.Blank && n < improvements; n = len(table.Rows) {
		table.Rows = append(table.Rows, Row{Height: handRow})
	}
	if !p.Blank && !slices.ContainsFunc(p.held.Actions, func(a drill.Action) bool { return a.Issue != "" }) {
		table.Columns = table.Columns[1:]
		for i := range table.Rows {
			table.Rows[i].Cells = table.Rows[i].Cells[min(1, len(table.Rows[i].Cells)):]
		}
	}
	return table
}
