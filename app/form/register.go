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
		if s, known := loop.State(e.State); known && !s.Open {
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
	var tiles []Tile
	add := func(label Label, value string) { tiles = append(tiles, Tile{Label: label, Value: value}) }
	if r.Period.From.IsZero() {
		add(c.say("form.register.total"), strconv.Itoa(n.Total))
	} else {
		add(c.say("form.register.carried"), strconv.Itoa(n.Carried))
		add(c.say("form.register.new"), strconv.Itoa(n.New))
	}
	add(c.each(func(lang app.Lang) string { return r.Template.StateLabel(r.Loop, r.Loop.Done(), lang) }), strconv.Itoa(n.Closed))
	open, share := "form.register.open", "form.register.rate"
	if r.ownWords() {
		open, share = "form.register.unfinished", "form.register.finished-rate"
	}
	add(c.say(open), strconv.Itoa(n.Open))
	add(c.say("form.register.overdue"), strconv.Itoa(n.Overdue))
	if n.Overdue > 0 {
		tiles[len(tiles)-1].Tone = Alert
	}
	add(c.say(share), percent(n.Closed, n.Closed+n.Open))
	return Tiles{Items: tiles}
}

// ownWords says whether the ledger closes its entries in words of its own: then the
// words of hazards (销号, 整改) do not fit it.
func (r Register) ownWords() bool {
	_, own := r.Template.States[ledger.Closed]
	return own || r.Loop.Name != rectification
}

// rectification is the loop whose words are those of hazards.
const rectification = "rectification"

func (c *Clerk) registerTable(r Register) Block {
	t := r.Template
	table := Table{Dense: true, Grid: r.Blank > 0}
	for _, name := range t.List {
		table.Columns = append(table.Columns, c.listColumn(r, name))
	}
	for range r.Blank {
		table.Rows = append(table.Rows, Row{Height: 2.2 - 0.2*float64(len(c.langs))})
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

func (c *Clerk) listColumn(r Register, name string) Column {
	switch name {
	case ledger.ColumnNumber:
		return Column{Head: c.say("form.register.number")}
	case ledger.ColumnState:
		if r.ownWords() {
			return Column{Head: c.say("form.register.progress")}
		}
		return Column{Head: c.say("form.register.state")}
	}
	f, _ := r.Template.Field(name)
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
