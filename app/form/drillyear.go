package form

import (
	"strconv"
	"strings"

	"campuskeeper/app"
	"campuskeeper/app/calendar"
	"campuskeeper/app/drill"
	"campuskeeper/app/ledger"
)

// DrillYear is what the annual plan of drills is made of.
type DrillYear struct {
	View   drill.YearView
	Rules  drill.Rules
	Owners map[app.ID]string // who commands a drill, by its entry
	Blank  bool              // the kinds and the months, to be planned by hand
}

const (
	blankKinds  = 4   // rows for kinds that nobody asks for
	blankDrills = 12  // rows of the list
	yearLeast   = 0.8 // share of the usual size at least, where that saves a page
)

// standingSigns are the shapes of standings on paper, which a copy shows too.
var standingSigns = []struct {
	standing drill.Standing
	sign     string
}{
	{drill.Completed, "✔"}, {drill.Scheduled, "○"}, {drill.Unwritten, "◐"}, {drill.Unscheduled, "△"}, {drill.Lapsed, "✘"},
}

func signOf(s drill.Standing) string {
	for _, known := range standingSigns {
		if known.standing == s {
			return known.sign
		}
	}
	return ""
}

// DrillYear writes the annual plan on landscape paper: kinds by months, then the list
// with owners and the rules that each drill serves, and the places to approve it.
func (c *Clerk) DrillYear(y DrillYear) Document {
	title := c.say("drill-form.year.title")
	head := c.letterhead(title, y.View.Year.String(), "")
	head.NumberLabel = c.say("drill-form.year.of")
	var legend []string
	for _, s := range standingSigns {
		legend = append(legend, s.sign+" "+c.say(s.standing.Key()).String())
	}
	blocks := []Block{head}
	if !y.Blank {
		blocks = append(blocks, c.yearFigures(y.View.Counts()))
	}
	blocks = append(blocks,
		c.yearGrid(y),
		Paragraph{Text: Label{Main: strings.Join(legend, "    ")}, Muted: true},
		Heading{Text: c.say("drill-form.year.list")})
	blocks = append(blocks, c.yearList(y)...)
	blocks = append(blocks, c.rulesServed(y)...)
	blocks = append(blocks, Signatures{Lines: []Signature{
		{Label: c.say("drill-form.director")}, {Label: c.say("drill-form.principal")}, c.date(),
	}, Seal: c.say("form.seal")})
	return Document{
		Title: title.String(), Number: y.View.Year.String(), Lang: c.lang(), Landscape: true, Blocks: blocks, Fit: Fit{Least: yearLeast},
		Foot: c.foot(c.school.Name, title.Main, y.View.Year.String()),
	}
}

func (c *Clerk) yearFigures(counts map[drill.Standing]int) Block {
	tiles := Tiles{}
	for _, standing := range []drill.Standing{drill.Completed, drill.Unwritten, drill.Scheduled, drill.Unscheduled, drill.Lapsed} {
		tile := Tile{Label: c.say(standing.Key()), Value: strconv.Itoa(counts[standing])}
		if standing == drill.Lapsed && counts[standing] > 0 {
			tile.Tone = Alert
		}
		tiles.Items = append(tiles.Items, tile)
	}
	return tiles
}

func (c *Clerk) yearGrid(y DrillYear) Block {
	v := y.View
	table := Table{Dense: true, Grid: true, Columns: []Column{{Head: c.say("drill-form.kind"), Width: 2.6}}}
	for _, month := range v.Months {
		table.Columns = append(table.Columns, Column{Head: c.month(month), Width: 1})
	}
	for _, row := range v.Rows {
		cells := []Cell{{Text: stacked(c.title(row.Title)), Tone: Strong}}
		if y.Blank {
			table.Rows = append(table.Rows, Row{Cells: cells, Height: handRow})
			continue
		}
		for _, slots := range row.Cells {
			cell := Cell{}
			var lines []string
			for _, s := range slots {
				if s.Standing == drill.Unscheduled { // its day is but a proposal
					lines = append(lines, signOf(s.Standing))
				} else {
					lines = append(lines, strconv.Itoa(s.Day.Dom)+" "+signOf(s.Standing))
				}
				if s.Standing == drill.Lapsed {
					cell.Tone = Alert
				}
			}
			cell.Text = strings.Join(lines, "\n")
			cells = append(cells, cell)
		}
		table.Rows = append(table.Rows, Row{Cells: cells})
	}
	if y.Blank {
		table.Rows = append(table.Rows, emptyRows(blankKinds)...)
	}
	return table
}

// emptyRows are rows to be filled in by hand.
func emptyRows(count int) []Row {
	rows := make([]Row, count)
	for i := range rows {
		rows[i].Height = handRow
	}
	return rows
}

// month names a month as a column of a year.
func (c *Clerk) month(d app.Day) Label {
	return Label{Main: c.words.T(c.lang(), "drill-form.month", "year", d.Year, "month", d.String()[len("2026-"):len("2026-01")])}
}

// yearList tells of each drill in the order of their days; what was missed stands
// with the month in which its time was over, what has no day yet with its month alone.
func (c *Clerk) yearList(y DrillYear) []Block {
	slots := y.View.List()
	if len(slots) == 0 && !y.Blank {
		return []Block{Paragraph{Text: c.say("drill-form.year.none")}}
	}
	titles := y.View.Titles()
	table := Table{Dense: true, Grid: y.Blank, Columns: []Column{
		{Head: c.say("drill-form.date"), Width: 2.4},
		{Head: c.say("drill-form.kind"), Width: 2.6},
		{Head: c.say("form.number"), Width: 1.7},
		{Head: c.say("drill-form.owner"), Width: 1.8},
		{Head: c.say("drill-form.rules"), Width: 3},
		{Head: c.say("drill-form.status"), Width: 2.4},
	}}
	if y.Blank {
		table.Rows = emptyRows(blankDrills)
		return []Block{table}
	}
	for _, s := range slots {
		status := Cell{Text: signOf(s.Standing) + " " + stacked(c.say(s.Standing.Key()))}
		if s.Standing == drill.Lapsed {
			status.Tone = Alert
		}
		day := strings.TrimSpace(c.day(s.Day) + " " + s.Time)
		switch s.Standing {
		case drill.Lapsed:
			day = c.words.T(c.lang(), "drill-form.until", "day", c.day(s.Day))
		case drill.Unscheduled:
			day = c.month(s.Day).Main
		}
		table.Rows = append(table.Rows, Row{Cells: []Cell{
			{Text: day}, {Text: stacked(c.title(titles[s.Kind]))}, {Text: s.Number}, {Text: y.Owners[s.ID]}, {Text: strings.Join(s.Rules, ", ")}, status,
		}})
	}
	return []Block{table}
}

// rulesServed explains the rules that the list names.
func (c *Clerk) rulesServed(y DrillYear) []Block {
	named := map[string]bool{}
	for _, s := range y.View.List() {
		for _, id := range s.Rules {
			named[id] = true
		}
	}
	table := Table{Dense: true, Columns: []Column{
		{Head: c.say("drill-form.rule"), Width: 1.2}, {Head: c.say("drill-form.asks"), Width: 5}, {Head: c.say("drill-form.basis"), Width: 4},
	}}
	for _, r := range y.Rules {
		if named[r.ID] {
			table.Rows = append(table.Rows, Row{Cells: []Cell{{Text: r.ID}, {Text: stacked(c.title(r.Says))}, c.basis(r)}})
		}
	}
	if len(table.Rows) == 0 {
		return nil
	}
	return []Block{Heading{Text: c.say("drill-form.year.rules")}, table}
}

// basis is where a rule stands. What was not read in the source itself says so beside
// its citation, so that nobody takes it for the law.
func (c *Clerk) basis(r drill.Rule) Cell {
	if r.Confidence == calendar.Official {
		return Cell{Text: stacked(c.title(r.Citation))}
	}
	return Cell{Tone: Muted, Text: stacked(c.each(func(lang app.Lang) string {
		sure := c.words.T(lang, "drill-form.basis."+string(r.Confidence))
		return c.words.T(lang, "drill-form.basis.cited", "citation", r.Citation.In(lang), "sure", sure)
	}))}
}

// AlarmYear is what the year sheet of the one-key alarm is made of.
type AlarmYear struct {
	Year     calendar.SchoolYear
	Template ledger.Template
	Entries  []ledger.Entry // tests that were not voided, by day
}

// alarmRow is the height of a test in lines: a year fits on one page.
const alarmRow = 1.3

// AlarmYear writes the tests of the one-key alarm month by month; a month without a
// test is left to be filled in by hand.
func (c *Clerk) AlarmYear(y AlarmYear) Document {
	title := c.say("drill-form.alarm.title")
	head := c.letterhead(title, y.Year.String(), "")
	head.NumberLabel, head.Caption = c.say("drill-form.year.of"), c.say("drill-form.alarm.note").Main
	field := func(name string) Label {
		f, _ := y.Template.Field(name)
		return c.title(f.Title)
	}
	table := Table{Dense: true, Grid: true, Merge: true, Columns: []Column{
		{Head: c.say("drill-form.alarm.month"), Width: 1.1},
		{Head: field("testedOn"), Width: 1.6},
		{Head: field("button"), Width: 2.2},
		{Head: field("toldTo"), Width: 2},
		{Head: field("toldAt"), Width: 1.1},
		{Head: field("pressedAt"), Width: 1.1},
		{Head: field("answeredAt"), Width: 1.2},
		{Head: field("arrivedAt"), Width: 1.6},
		{Head: field("result"), Width: 1.4},
		{Head: c.say("drill-form.alarm.signature"), Width: 2.2},
	}}
	for month := y.Year.From.FirstOfMonth(); !month.After(y.Year.To); month = month.AddMonths(1) {
		table.Rows = append(table.Rows, c.alarmMonth(y, month)...)
	}
	return Document{
		Title: title.String(), Number: y.Year.String(), Lang: c.lang(), Landscape: true,
		Blocks: []Block{
			head, table,
			Signatures{Lines: []Signature{{Label: c.say("drill-form.director")}, {Label: c.say("drill-form.principal")}, c.date()}},
		},
		Foot: c.foot(c.school.Name, title.Main, y.Year.String()),
	}
}

// alarmMonth is the tests of one month, or an empty row.
func (c *Clerk) alarmMonth(y AlarmYear, month app.Day) []Row {
	name := c.month(month).Main
	var rows []Row
	for _, e := range y.Entries {
		v := e.Values
		day := dayOf(v["testedOn"])
		if day.FirstOfMonth() != month {
			continue
		}
		result := Cell{Text: c.shown(y.Template, "result", v)}
		if v["result"] != "normal" {
			result.Tone = Alert
		}
		arrived := c.join(v["arrivedAt"], c.shown(y.Template, "responseMinutes", v))
		rows = append(rows, Row{Height: alarmRow, Cells: []Cell{
			{Text: name},
			{Text: day.String()},
			{Text: v["button"]},
			{Text: v["toldTo"]},
			{Text: v["toldAt"]},
			{Text: v["pressedAt"]},
			{Text: v["answeredAt"]},
			{Text: arrived},
			result,
			{},
		}})
	}
	if len(rows) == 0 {
		return []Row{{Height: alarmRow, Cells: []Cell{{Text: name}}}}
	}
	return rows
}
