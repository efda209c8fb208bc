package form

import (
	"strconv"
	"strings"

	"campuskeeper/app"
)

// Recovery is what the recovery sheet is made of.
type Recovery struct {
	Groups []string // of the recovery code, in order
	Made   app.Day
}

// Recovery writes the recovery code twice on one page, one slip for the school's
// safe and one for the principal, with a line to cut between them.
func (c *Clerk) Recovery(r Recovery) Document {
	title := c.say("form.recovery.title")
	slip := func(copyKey string) []Block {
		head := c.letterhead(title, "", "CKR1:"+strings.Join(r.Groups, "-"))
		head.NumberLabel = Label{}
		return []Block{
			head,
			Codes{Groups: r.Groups},
			Fields{Items: []Field{
				{Label: c.say("form.recovery.made"), Value: c.day(r.Made)},
				{Label: c.say("form.recovery.copy"), Value: c.say(copyKey).Main},
			}},
			Signatures{Lines: []Signature{
				{Label: c.say("form.recovery.sealed-by")}, {Label: c.say("form.recovery.witness")}, {Label: c.say("form.date")},
			}},
			Paragraph{Text: c.say("form.recovery.note"), Muted: true},
		}
	}
	return Document{
		Title: title.String(), Lang: c.lang(), Foot: c.foot(c.school.Name),
		Blocks: []Block{Halves{Top: slip("form.recovery.copy-one"), Bottom: slip("form.recovery.copy-two"), Cut: c.say("form.recovery.cut")}},
	}
}

// List is a plain table, such as Today or the inbox. Its texts are in the
// reader's language already.
type List struct {
	Title   string
	Caption string
	Columns []string
	Groups  []ListGroup
}

// ListGroup is some lines of a List under a heading, or without one.
type ListGroup struct {
	Title string
	Rows  [][]string
	Late  []bool // by row: the first cell says that it is late; may be shorter
}

// List writes a plain table.
func (c *Clerk) List(l List) Document {
	head := c.letterhead(Label{Main: l.Title}, "", "")
	head.NumberLabel, head.Caption = Label{}, l.Caption
	table := Table{}
	for _, title := range l.Columns {
		table.Columns = append(table.Columns, Column{Head: Label{Main: title}})
	}
	count := 0
	for _, g := range l.Groups {
		if g.Title != "" && len(g.Rows) > 0 {
			table.Rows = append(table.Rows, Row{Band: Label{Main: g.Title}})
		}
		for i, row := range g.Rows {
			cells := make([]Cell, len(row))
			for k, text := range row {
				cells[k].Text = text
			}
			if i < len(g.Late) && g.Late[i] && len(cells) > 0 {
				cells[0].Tone = Alert
			}
			table.Rows = append(table.Rows, Row{Cells: cells})
			count++
		}
	}
	blocks := []Block{head, table, Paragraph{Text: c.say("form.list.count", "count", count), Muted: true}}
	if count == 0 {
		blocks = []Block{head, Paragraph{Text: c.say("form.list.none")}}
	}
	return Document{Title: l.Title, Lang: c.lang(), Blocks: blocks, Foot: c.foot(c.school.Name)}
}

// Cover is what the cover of a bundle is made of.
type Cover struct {
	Recipient app.Text
	Period    app.Period
	Number    string // name of the bundle
	Check     string // verification code: the end of the history chain, in hexadecimal
	Figures   []Figure
	Contents  []Content
	Masked    []string // what was masked, in the reader's words
}

// Figure is a count on a cover.
type Figure struct {
	Label app.Text
	Value int
	Alert bool
}

// Content is a line of the list of contents.
type Content struct {
	What  app.Text
	File  string
	Count int
}

// Cover writes the cover of a bundle with its figures, its contents and the
// places to sign and to seal.
func (c *Clerk) Cover(b Cover) Document {
	title := c.say("form.cover.title")
	code := ""
	if b.Check != "" {
		code = "CKB1:" + b.Number + ":" + b.Check
	}
	blocks := []Block{
		c.letterhead(title, b.Number, code),
		Fields{Items: []Field{
			{Label: c.say("form.cover.to"), Value: c.title(b.Recipient).String()},
			{Label: c.say("form.cover.from"), Value: c.school.Name},
			{Label: c.say("form.cover.period"), Value: c.words.T(c.lang(), "form.cover.from-to", "from", b.Period.From.String(), "to", b.Period.To.String())},
			{Label: c.say("form.cover.made"), Value: c.day(app.DayOf(c.printed)) + c.printed.Format(" 15:04")},
			{Label: c.say("form.cover.check"), Value: b.Check, Wide: true},
		}},
	}
	if len(b.Figures) > 0 {
		blocks = append(blocks, Heading{Text: c.say("form.cover.figures")})
		blocks = append(blocks, c.coverFigures(b.Figures)...)
	}
	blocks = append(blocks, Heading{Text: c.say("form.cover.contents")}, c.contents(b.Contents))
	if len(b.Masked) > 0 {
		blocks = append(blocks, Heading{Text: c.say("form.cover.masked")}, Paragraph{Text: Label{Main: strings.Join(b.Masked, "\n")}})
	}
	if b.Check != "" {
		blocks = append(blocks, Paragraph{Text: c.say("form.cover.note"), Muted: true})
	}
	blocks = append(blocks, Signatures{
		Lines: []Signature{
			{Label: c.say("form.cover.filled-by")},
			{Label: c.say("form.cover.checked-by")},
			{Label: c.say("form.cover.principal")},
			{Label: c.say("form.date")},
		},
		Seal: c.say("form.seal"),
	})
	return Document{Title: title.String(), Number: b.Number, Lang: c.lang(), Blocks: blocks, Foot: c.foot(c.school.Name, b.Number)}
}

// coverFigures deals the figures out to lines of at most six.
func (c *Clerk) coverFigures(figures []Figure) []Block {
	var blocks []Block
	for from := 0; from < len(figures); from += 6 {
		tiles := Tiles{}
		for _, f := range figures[from:min(from+6, len(figures))] {
			tile := Tile{Label: c.title(f.Label), Value: strconv.Itoa(f.Value)}
			if f.Alert {
				tile.Tone = Alert
			}
			tiles.Items = append(tiles.Items, tile)
		}
		blocks = append(blocks, tiles)
	}
	return blocks
}

func (c *Clerk) contents(contents []Content) Block {
	table := Table{Columns: []Column{
		{Head: c.say("form.cover.row"), Width: 0.7},
		{Head: c.say("form.cover.what"), Width: 5},
		{Head: c.say("form.cover.file"), Width: 4},
		{Head: c.say("form.cover.count"), Width: 1, Align: Right},
	}}
	for i, content := range contents {
		table.Rows = append(table.Rows, Row{Cells: []Cell{
			{Text: strconv.Itoa(i + 1)}, {Text: c.title(content.What).String()}, {Text: content.File}, {Text: strconv.Itoa(content.Count)},
		}})
	}
	return table
}
