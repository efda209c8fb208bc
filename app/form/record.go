package form

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"campuskeeper/app"
	"campuskeeper/app/ledger"
	"campuskeeper/app/schema"
)

// Record is what the paper of one record is made of.
type Record struct {
	Template ledger.Template
	Loop     ledger.Loop
	Entry    ledger.Entry  // the zero entry for a blank form
	History  []app.History // oldest first, as the vault gives it; the latest are shown
	Photos   []Photo       // on their own page, none for no page
	Blank    bool
}

// historyLines is how much of the history a paper shows.
const historyLines = 10

// Record writes the paper of one record of any ledger: its groups and fields, its
// small tables, its way through the loop, its latest changes, its signatures. With
// Blank it is the ledger's empty form.
func (c *Clerk) Record(r Record) Document {
	t := r.Template
	if r.Blank {
		r.Entry, r.History, r.Photos = ledger.Entry{}, nil, nil
	}
	title := c.each(func(lang app.Lang) string {
		return c.words.T(lang, "form.record.title", "noun", capital(t.Noun.In(lang)))
	})
	head := c.letterhead(title, r.Entry.Number, CodeOf(r.Entry))
	head.Caption = c.join(c.title(t.Title).Main, c.words.T(c.lang(), "form.register.code", "code", t.Code))
	head.Mark = c.mark(t.Schema.Sensitivity(r.Entry.Values, t.Sensitivity))
	blocks := []Block{head}
	if !r.Blank && len(r.Loop.States) > 0 && r.Entry.State != "" {
		blocks = append(blocks, c.stations(r))
	}
	if r.Entry.Origin != "" {
		blocks = append(blocks, Fields{Items: []Field{{Label: c.say("form.record.origin"), Value: r.Entry.Origin}}})
	}
	blocks = append(blocks, c.groups(r)...)
	if len(r.History) > 0 {
		blocks = append(blocks, c.history(r)...)
	}
	blocks = append(blocks, c.recordSignatures(t))
	if len(r.Photos) > 0 {
		blocks = append(blocks, PageBreak{}, Heading{Text: c.say("form.photos")}, Photos{Items: c.captions(r.Photos)})
	}
	return Document{
		Title: title.String(), Number: r.Entry.Number, Lang: c.lang(), Blocks: blocks,
		Foot: c.foot(head.Mark.Main, c.school.Name, r.Entry.Number),
	}
}

// capital writes the first letter large; Chinese has none.
func capital(text string) string {
	r, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(r)) + text[size:]
}

// stations shows the straight way through the loop and where the record stands on
// it; a state aside of it comes last. Stations that were passed over stay open.
func (c *Clerk) stations(r Record) Block {
	var items []Station
	reached, onWay := c.reached(r), false
	for i, s := range r.Loop.States {
		if !s.Main {
			continue
		}
		item := c.station(r, s.Name)
		if s.Name == r.Loop.Start && item.Day == "" {
			item.Done, item.Day = true, dayOf(r.Entry.Values[r.Template.Headline.Day]).String()
		}
		if i > reached && s.Name != r.Loop.Start { // the record was sent back
			item.Done, item.Day, item.Who = false, "", ""
		}
		items = append(items, item)
		onWay = onWay || s.Name == r.Entry.State
	}
	if !onWay {
		items = append(items, c.station(r, r.Entry.State))
	}
	return Stations{Items: items}
}

// station is one state of the loop, done when the record is or was there.
func (c *Clerk) station(r Record, state ledger.State) Station {
	s := Station{
		Text: c.each(func(lang app.Lang) string { return r.Template.StateLabel(r.Loop, state, lang) }),
		Done: state == r.Entry.State,
	}
	if step, ok := r.Entry.LastStep(state); ok {
		s.Done, s.Day, s.Who = true, step.Day.String(), step.Who
	}
	return s
}

// reached is the place of the record's state in the loop's table; for a state aside
// the furthest station it passed, -1 when there is none.
func (c *Clerk) reached(r Record) int {
	reached := -1
	for i, s := range r.Loop.States {
		if !s.Main {
			continue
		}
		if s.Name == r.Entry.State {
			return i
		}
		if _, passed := r.Entry.LastStep(s.Name); passed {
			reached = i
		}
	}
	return reached
}

// groups sets the fields under the headings of their groups, those without one
// first.
func (c *Clerk) groups(r Record) []Block {
	var blocks []Block
	grouped := map[string][]schema.Field{}
	for _, f := range r.Template.Fields {
		grouped[f.Group] = append(grouped[f.Group], f)
	}
	blocks = append(blocks, c.fieldBlocks(r, grouped[""])...)
	for _, g := range r.Template.Groups {
		if fields := grouped[g.Name]; len(fields) > 0 && (r.Blank || anyFilled(fields, r.Entry.Values)) {
			blocks = append(blocks, Heading{Text: c.title(g.Title)})
			blocks = append(blocks, c.fieldBlocks(r, fields)...)
		}
	}
	return blocks
}

// anyFilled says whether a group holds anything; on a filled paper an empty one is
// left out.
func anyFilled(fields []schema.Field, values schema.Values) bool {
	for _, f := range fields {
		if values[f.Name] != "" {
			return true
		}
	}
	return false
}

// fieldBlocks sets fields as grids, and small tables between them.
func (c *Clerk) fieldBlocks(r Record, fields []schema.Field) []Block {
	var blocks []Block
	var items []Field
	flush := func() {
		if len(items) > 0 {
			blocks, items = append(blocks, Fields{Items: items}), nil
		}
	}
	for _, f := range fields {
		if f.Type == schema.Rows {
			flush()
			blocks = append(blocks, c.rowsTable(r, f)...)
			continue
		}
		if r.Blank && (f.Type == schema.Photo || f.Type == schema.File) {
			continue // nothing to write by hand
		}
		items = append(items, c.recordField(r, f))
	}
	flush()
	return blocks
}

func (c *Clerk) recordField(r Record, f schema.Field) Field {
	item := Field{Label: c.title(f.Title), Value: c.value(f, r.Entry.Values[f.Name]), Wide: f.Type == schema.LongText || f.Type == schema.List}
	if !r.Blank {
		return item
	}
	if f.Type == schema.LongText {
		item.Lines = 3
	}
	item.Choices = c.choices(f)
	item.Wide = item.Wide || len(item.Choices) > 2
	return item
}

// choices offers the words of a field on a blank form as boxes to tick.
func (c *Clerk) choices(f schema.Field) []Check {
	if f.Type == schema.Boolean {
		return []Check{{Text: c.say("form.yes")}, {Text: c.say("form.no")}}
	}
	var checks []Check
	for _, category := range f.Offered() {
		checks = append(checks, Check{Text: c.title(category.Label)})
	}
	if f.Open && len(checks) > 0 {
		checks = append(checks, Check{Text: c.say("form.other")})
	}
	return checks
}

// rowsTable sets a rows field as a table, with empty rows on a blank form.
func (c *Clerk) rowsTable(r Record, f schema.Field) []Block {
	table := Table{Grid: r.Blank}
	for _, inner := range f.Fields {
		col := Column{Head: c.title(inner.Title)}
		if r.Blank {
			col.Width = map[schema.Type]float64{schema.LongText: 3, schema.String: 1.6}[inner.Type]
			if col.Width == 0 {
				col.Width = 1
			}
		}
		table.Columns = append(table.Columns, col)
	}
	for _, row := range schema.ReadRows(r.Entry.Values[f.Name]) {
		cells := make([]Cell, len(f.Fields))
		for i, inner := range f.Fields {
			cells[i] = Cell{Text: c.cell(inner, row[inner.Name])}
		}
		table.Rows = append(table.Rows, Row{Cells: cells})
	}
	if r.Blank {
		for range 6 {
			table.Rows = append(table.Rows, Row{Height: 1.7})
		}
	}
	blocks := []Block{Heading{Text: c.title(f.Title), Minor: true}, table}
	if len(table.Rows) == 0 {
		blocks[1] = Paragraph{Text: c.say("form.record.rows-none"), Muted: true}
	}
	return blocks
}

// history lists the latest changes, newest first.
func (c *Clerk) history(r Record) []Block {
	table := Table{Dense: true, Columns: []Column{
		{Head: c.say("form.record.history.when"), Width: 1.7},
		{Head: c.say("form.record.history.who"), Width: 1.4},
		{Head: c.say("form.record.history.what"), Width: 6},
	}}
	for i := len(r.History) - 1; i >= 0 && len(table.Rows) < historyLines; i-- {
		h := r.History[i]
		what := c.action(r, h)
		for _, change := range h.Fields {
			what += "\n" + c.change(r.Template, change)
		}
		table.Rows = append(table.Rows, Row{Cells: []Cell{
			{Text: h.Time.Format("2006-01-02 15:04")}, {Text: h.Who}, {Text: what},
		}})
	}
	return []Block{Heading{Text: c.say("form.record.history")}, table}
}

func (c *Clerk) action(r Record, h app.History) string {
	key, what := "history."+h.Action, h.Action
	state, move := r.Template.StepLabels(r.Loop, ledger.State(h.From), ledger.State(h.To), c.lang())
	if move != "" {
		state = c.words.T(c.lang(), "history.move", "to", state, "step", move)
	}
	if c.words.Has(c.lang(), key) {
		what = c.words.T(c.lang(), key, "to", state, "note", h.Note)
	}
	if h.Late {
		what = c.join(what, c.words.T(c.lang(), "form.record.late"))
	}
	if strings.Contains(what, h.Note) {
		return what
	}
	return c.join(what, h.Note)
}

// change shows one field's old and new text.
func (c *Clerk) change(t ledger.Template, change app.FieldChange) string {
	f, ok := t.Field(change.Field)
	if !ok {
		return change.Field + ": " + change.Old + " → " + change.New
	}
	colon := ": "
	if c.lang() == app.Chinese {
		colon = "："
	}
	text := f.Title.In(c.lang()) + colon
	if change.Old != "" {
		text += f.Short(change.Old, c.lang()) + " → "
	}
	return text + f.Short(change.New, c.lang())
}

// recordSignatures are those of the template, else who filled it in and checked it.
func (c *Clerk) recordSignatures(t ledger.Template) Block {
	s := Signatures{Seal: c.say("form.seal")}
	for _, text := range t.Signatures {
		s.Lines = append(s.Lines, Signature{Label: c.title(text)})
	}
	if len(s.Lines) == 0 {
		s.Lines = []Signature{{Label: c.say("form.register.filled-by")}, {Label: c.say("form.register.checked-by")}}
	}
	s.Lines = append(s.Lines, Signature{Label: c.say("form.date")})
	return s
}
