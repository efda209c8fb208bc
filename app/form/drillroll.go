package form

import (
	"strconv"

	"campuskeeper/app/drill"
	"campuskeeper/app/schema"
)

const (
	rollBlank  = 30  // classes for which a blank record has room
	rollAcross = 2   // classes beside each other
	rollHigh   = 1.2 // height in lines of a row that is filled in by hand
)

// roll sums the classes up and lists them two beside each other; what was remarked
// stands below.
func (p drillPaper) roll() []Block {
	rows := p.held.Roll
	if len(rows) == 0 && !p.Blank {
		return nil
	}
	heading := Heading{Text: p.say("drill-form.roll")}
	table := Table{Dense: true, Tight: true, Grid: true}
	for range rollAcross {
		table.Columns = append(table.Columns,
			Column{Head: p.rowTitle("class"), Width: 1.7},
			Column{Head: p.rowTitle("expected"), Width: 1.5, Align: Center},
			Column{Head: p.rowTitle("present"), Width: 1.4, Align: Center},
			Column{Head: p.rowTitle("absentKnown"), Width: 1.4, Align: Center},
			Column{Head: p.rowTitle("missing"), Width: 1.4, Align: Center},
			Column{Head: p.say("drill-form.roll.at"), Width: 1.3, Align: Center})
	}
	if p.Blank {
		for range rollBlank / rollAcross {
			table.Rows = append(table.Rows, Row{Height: rollHigh})
		}
		return []Block{Keep{Blocks: []Block{heading, table}}, Ruled{Label: p.say("drill-form.roll.remarks")}}
	}
	half := (len(rows) + rollAcross - 1) / rollAcross
	for i := range half {
		row := Row{}
		for at := i; at < len(rows); at += half {
			row.Cells = append(row.Cells, p.rollCells(rows[at])...)
		}
		table.Rows = append(table.Rows, row)
	}
	blocks := []Block{Keep{Blocks: []Block{heading, p.rollFigures(rows), table}}}
	if said := p.remarks(rows); len(said.Rows) > 0 {
		blocks = append(blocks, said)
	}
	return blocks
}

// rollCells is a class in the list.
func (p drillPaper) rollCells(r drill.ClassRow) []Cell {
	missing := Cell{Text: r.Missing.String()}
	if r.Missing.N > 0 {
		missing.Tone = Alert
	}
	return []Cell{
		{Text: r.Class, Tone: Strong},
		{Text: r.Expected.String()},
		{Text: r.Present.String()},
		{Text: r.AbsentKnown.String()},
		missing,
		{Text: clockOf(r.ReportedAt)},
	}
}

// remarks tells of the classes with a word on them: who led them, by which way.
func (p drillPaper) remarks(rows []drill.ClassRow) Table {
	table := Table{Dense: true, Tight: true, Columns: []Column{
		{Head: p.rowTitle("class"), Width: 1.2},
		{Head: p.rowTitle("teacher"), Width: 1.4},
		{Head: p.rowTitle("route"), Width: 1.6},
		{Head: p.rowTitle("remark"), Width: 5},
	}}
	for _, r := range rows {
		if r.Remark != "" {
			table.Rows = append(table.Rows, Row{Cells: []Cell{{Text: r.Class, Tone: Strong}, {Text: r.Teacher}, {Text: r.Route}, {Text: r.Remark}}})
		}
	}
	return table
}

// rowTitle is the name of a column of the class roll.
func (p drillPaper) rowTitle(name string) Label { return p.column("roll", name) }

// column is the name of a column of one of the ledger's small tables.
func (p drillPaper) column(field, name string) Label { return p.title(p.inner(field, name).Title) }

// inner is a column of one of the ledger's small tables.
func (p drillPaper) inner(field, name string) schema.Field {
	f, _ := p.Template.Field(field)
	inner, _ := schema.Schema{Fields: f.Fields}.Field(name)
	return inner
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
