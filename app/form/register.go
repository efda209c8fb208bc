package form

import (
	"strconv"

	"campuskeeper/app"
	"campuskeeper/app/ledger"
	"campuskeeper/app/schema"
)

// Register is what the printed register of a ledger is made of.
type Register struct {
	Template ledger.Template
	Loop     ledger.Loop
	Entries  []ledger.Entry // in the order in which they are listed
	Period   app.Period     // zero for all entries
	Filter   string         // what else was asked for, such as "Open", in the reader's words
	Blank    int            // empty rows to fill in by hand, instead of entries
}

// BlankRows is how many empty rows fill one page.
const BlankRows = 11

// Register writes the register of a ledger on landscape paper, from the columns
// of the template's list. Lateness counts on the day of printing.
func (c *Clerk) Register(r Register) Document {
	t := r.Template
	title := c.title(t.Title)
	head := c.letterhead(title, "", "")
	head.NumberLabel = Label{}
	if r.Blank == 0 {
		head.NumberLabel, head.Number = c.say("form.register.as-of"), app.DayOf(c.printed).String()
	}
	head.Mark = c.mark(t.Sensitivity)
	head.Caption = c.join(c.period(r.Period), r.Filter, c.words.T(c.lang(), "form.register.code", "code", t.Code))
	if r.Blank > 0 {
		head.Caption = c.join(c.say("form.blank").Main, c.words.T(c.lang(), "form.register.code", "code", t.Code))
	}
	blocks := []Block{head}
	if r.Blank == 0 {
		blocks = append(blocks, c.figures(r))
	}
	blocks = append(blocks, c.registerTable(r))
	if r.Blank == 0 && len(r.Entries) == 0 {
		blocks = append(blocks, Paragraph{Text: c.say("form.register.none")})
	}
	blocks = append(blocks, Signatures{Lines: []Signature{
		{Label: c.say("form.register.filled-by")}, {Label: c.say("form.register.checked-by")}, {Label: c.say("form.date")},
	}})
	return Document{
		Title: title.String(), Number: head.Caption, Lang: c.lang(), Landscape: true, Blocks: blocks,
		Foot: c.foot(head.Mark.Main, c.school.Name, title.Main),
	}
}

func (c *Clerk) period(p app.Period) string {
	say := func(key string) string { return c.words.T(c.lang(), key, "from", p.From.String(), "to", p.To.String()) }
	switch {
	case p.From.IsZero() && p.To.IsZero():
		return say("form.register.all")
	case p.From.IsZero():
		return say("form.register.until")
	case p.To.IsZero():
		return say("form.register.from")
	}
	return say("form.register.period")
}

// Tally is what a period's entries add up to.
type Tally struct{ Carried, New, Closed, Open, Overdue, Total int }

// Count adds entries up on a day: carried over are those from before the period.
// Void entries do not count but in the total.
func Count(t ledger.Template, loop ledger.Loop, entries []ledger.Entry, period app.Period, today app.Day) Tally {
	n := Tally{Total: len(entries)}
	for _, e := range entries {
		if e.State == ledger.Void {
			continue
		}
		if day := dayOf(e.Values[t.Headline.Day]); !period.From.IsZero() && day.Before(period.From) {
			n.Carried++
		} else {
			n.New++
		}
		if loop.IsOpen(e.State) {
			n.Open++
		}
		if e.State == ledger.Closed || e.State == ledger.LookBack {
			n.Closed++
		}
		if isLate(t, loop, e, today) > 0 {
			n.Overdue++
		}
	}
	return n
}

// figures is the line of counts above the table.
func (c *Clerk) figures(r Register) Block {
	n := Count(r.Template, r.Loop, r.Entries, r.Period, app.DayOf(c.printed))
	if r.Loop.Name == ledger.NoLoop || len(r.Loop.States) == 0 {
		return Tiles{Items: []Tile{{Label: c.say("form.register.total"), Value: strconv.Itoa(n.Total)}}}
	}
	tiles := []Tile{
		{Label: c.say("form.register.carried"), Value: strconv.Itoa(n.Carried)},
		{Label: c.say("form.register.new"), Value: strconv.Itoa(n.New)},
		{Label: c.stateLabel(r, ledger.Closed, "form.register.closed"), Value: strconv.Itoa(n.Closed)},
		{Label: c.say("form.register.open"), Value: strconv.Itoa(n.Open)},
		{Label: c.say("form.register.overdue"), Value: strconv.Itoa(n.Overdue)},
		{Label: c.say("form.register.rate"), Value: percent(n.Closed, n.Closed+n.Open)},
	}
	if n.Overdue > 0 {
		tiles[4].Tone = Alert
	}
	return Tiles{Items: tiles}
}

// stateLabel is the ledger's own word for a state, else a general one.
func (c *Clerk) stateLabel(r Register, state ledger.State, key string) Label {
	if _, ok := r.Loop.State(state); !ok {
		return c.say(key)
	}
	return c.each(func(lang app.Lang) string { return r.Template.StateLabel(r.Loop, state, lang) })
}

func (c *Clerk) registerTable(r Register) Block {
	t := r.Template
	table := Table{Dense: true, Grid: r.Blank > 0}
	for _, name := range t.List {
		table.Columns = append(table.Columns, c.listColumn(t, name))
	}
	for range r.Blank {
		table.Rows = append(table.Rows, Row{Height: 2})
	}
	if r.Blank > 0 {
		return c.blankWidths(table, t)
	}
	today := app.DayOf(c.printed)
	table.Rows = make([]Row, len(r.Entries))
	for i, e := range r.Entries {
		cells := make([]Cell, len(t.List))
		for k, name := range t.List {
			cells[k] = c.listCell(r, e, name, today)
		}
		table.Rows[i] = Row{Cells: cells}
	}
	return table
}

func (c *Clerk) listColumn(t ledger.Template, name string) Column {
	switch name {
	case ledger.ColumnNumber:
		return Column{Head: c.say("form.register.number")}
	case ledger.ColumnState:
		return Column{Head: c.say("form.register.state")}
	}
	f, _ := t.Field(name)
	col := Column{Head: c.title(f.Title)}
	if f.Type == schema.Integer || f.Type == schema.Number {
		col.Align = Right
	}
	return col
}

// blankWidths gives long texts more room where there is no text to measure.
func (c *Clerk) blankWidths(table Table, t ledger.Template) Table {
	for i, name := range t.List {
		f, _ := t.Field(name)
		table.Columns[i].Align = Left
		table.Columns[i].Width = map[schema.Type]float64{schema.LongText: 3, schema.Place: 1.6, schema.String: 1.4, schema.Person: 1.2}[f.Type]
		if table.Columns[i].Width == 0 {
			table.Columns[i].Align = Left
			table.Columns[i].Width = 1
		}
	}
	return table
}

func (c *Clerk) listCell(r Register, e ledger.Entry, name string, today app.Day) Cell {
	t := r.Template
	switch name {
	case ledger.ColumnNumber:
		return Cell{Text: e.Number}
	case ledger.ColumnState:
		days := isLate(t, r.Loop, e, today)
		cell := Cell{Text: stacked(c.each(func(lang app.Lang) string {
			state := t.StateLabel(r.Loop, e.State, lang)
			if days > 0 {
				state = joinIn(lang, state, c.words.T(lang, "form.register.late", "days", days))
			}
			return state
		}))}
		if days > 0 {
			cell.Tone = Alert
		}
		return cell
	}
	f, _ := t.Field(name)
	cell := Cell{Text: c.cell(f, e.Values[name])}
	if name == t.Roles.Grade && t.Roles.Major != "" && e.Values[name] == t.Roles.Major {
		cell.Tone = Strong
	}
	return cell
}
