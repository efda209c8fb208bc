package form

import (
	"strconv"
	"strings"

	"campuskeeper/app"
	"campuskeeper/app/ledger"
	"campuskeeper/app/schema"
)

// Order is what a rectification order is made of. The template's roles and
// headline tell which fields say to whom, what, where and until when.
type Order struct {
	Template ledger.Template
	Entry    ledger.Entry // the zero entry for a blank form
	Number   string       // number of the order; from the record when empty
	Basis    string       // what found it, such as "Weekly inspection JC-2026-138"; from the record when empty
	Photos   []Photo      // on their own page, none for no page
	// Without leaves parts out.
	Without OrderParts
	Blank   bool
}

// OrderParts names the parts of an order that may be left out.
type OrderParts struct{ Receipt, Reinspection bool }

// Fields of the hazard register that have no role in the loop and still belong on
// the order; a template without them leaves their places empty.
const (
	fieldOrderNumber = "orderNumber"
	fieldDepartment  = "department"
	fieldSource      = "source"
	fieldProtection  = "protection"
	fieldResult      = "result"
)

// Order writes the rectification order with its tear-off receipt and the strip of
// the re-inspection.
func (c *Clerk) Order(o Order) Document {
	number := o.Number
	if number == "" {
		number = o.Entry.Values[fieldOrderNumber]
	}
	if number == "" {
		number = o.Entry.Number
	}
	if o.Blank {
		o.Entry, number, o.Basis, o.Photos = ledger.Entry{}, "", "", nil
	}
	head := c.letterhead(c.say("form.order.title"), number, CodeOf(o.Entry))
	head.Mark = c.mark(o.Template.Schema.Sensitivity(o.Entry.Values, o.Template.Sensitivity))
	lead := "form.order.lead"
	if o.Without.Receipt {
		lead = "form.order.lead-plain"
	}
	blocks := []Block{
		head,
		c.orderFacts(o),
		Paragraph{Text: c.say(lead)},
		c.orderTable(o),
		c.orderSignatures(o),
	}
	if !o.Without.Receipt {
		blocks = append(blocks, c.receipt(number, o.Entry.Values[fieldResult])...)
	}
	if !o.Without.Reinspection {
		blocks = append(blocks, c.reinspection())
	}
	if len(o.Photos) > 0 {
		blocks = append(blocks, PageBreak{}, Heading{Text: c.say("form.photos")}, Photos{Items: c.captions(o.Photos)})
	}
	title := c.say("form.order.title")
	return Document{
		Title: title.String(), Number: number, Lang: c.lang(), Blocks: blocks,
		Foot: c.foot(head.Mark.Main, c.school.Name, c.recordNumber(o.Entry.Number, number)),
	}
}

// recordNumber names the record in the foot where the paper has its own number.
func (c *Clerk) recordNumber(record, paper string) string {
	if record == paper {
		return paper
	}
	return record
}

func (c *Clerk) orderFacts(o Order) Block {
	t, v := o.Template, o.Entry.Values
	basis := o.Basis
	if basis == "" {
		basis = c.join(c.shown(t, fieldSource, v), o.Entry.Origin)
	}
	return Fields{Items: []Field{
		{Label: c.say("form.order.to"), Value: c.whom(c.shown(t, fieldDepartment, v), c.shown(t, t.Headline.Owner, v))},
		{Label: c.say("form.order.found-on"), Value: c.shown(t, t.Headline.Day, v)},
		{Label: c.say("form.order.basis"), Value: basis},
		{Label: c.say("form.order.level"), Value: c.shown(t, t.Headline.Grade, v)},
	}}
}

// whom names a department and a person in it.
func (c *Clerk) whom(department, person string) string {
	if c.lang() == app.Chinese {
		return strings.TrimSpace(department + "　" + person)
	}
	return c.join(department, person)
}

// shown is the value of a field as the paper shows it, "" without such a field.
func (c *Clerk) shown(t ledger.Template, field string, values schema.Values) string {
	f, ok := t.Field(field)
	if !ok {
		return ""
	}
	return c.value(f, values[field])
}

func (c *Clerk) orderTable(o Order) Block {
	t, v := o.Template, o.Entry.Values
	table := Table{
		Columns: []Column{
			{Head: c.say("form.order.row"), Width: 0.8},
			{Head: c.say("form.order.place"), Width: 2.1},
			{Head: c.say("form.order.problem"), Width: 3.2},
			{Head: c.say("form.order.required"), Width: 3.2},
			{Head: c.say("form.order.due"), Width: 2},
		},
		Grid: o.Blank,
	}
	if o.Blank {
		for n := range 4 - len(c.langs) { // two languages leave room for two rows
			table.Rows = append(table.Rows, Row{Cells: []Cell{{Text: strconv.Itoa(n + 1)}}, Height: 2.6})
		}
		return table
	}
	required := c.shown(t, t.Roles.Measure, v)
	if protection := v[fieldProtection]; protection != "" {
		required += "\n" + c.words.T(c.lang(), "form.order.protection", "text", protection)
	}
	table.Rows = []Row{{Cells: []Cell{
		{Text: strconv.Itoa(1)},
		{Text: c.shown(t, t.Headline.Place, v)},
		{Text: c.shown(t, t.Headline.Text, v)},
		{Text: required},
		{Text: c.day(dayOf(v[t.Headline.Due])), Tone: Strong},
	}}}
	return table
}

func (c *Clerk) orderSignatures(o Order) Block {
	lines := []Signature{
		{Label: c.say("form.order.issued-by")},
		{Label: c.say("form.order.received-by")},
		{Label: c.say("form.order.received-on")},
	}
	if major := o.Template.Roles.Major; o.Blank || major != "" && o.Entry.Values[o.Template.Roles.Grade] == major {
		lines = append(lines, Signature{Label: c.say("form.order.principal")})
	}
	return Signatures{Lines: lines, Seal: c.say("form.seal")}
}

// receipt is the part that comes back with the evidence.
func (c *Clerk) receipt(number, done string) []Block {
	return []Block{
		Tear{Text: c.say("form.order.tear")},
		Keep{Blocks: []Block{
			Heading{Text: c.say("form.order.receipt"), Aside: c.say("form.order.for"), Value: number},
			Ruled{Label: c.say("form.order.done"), Text: done, Lines: 4 - len(c.langs)},
			Checks{Label: c.say("form.order.evidence"), Items: []Check{
				{Text: c.say("form.order.evidence.photos")},
				{Text: c.say("form.order.evidence.test")},
				{Text: c.say("form.order.evidence.invoice")},
				{Text: c.say("form.order.evidence.other")},
			}},
			Signatures{Lines: []Signature{{Label: c.say("form.order.responsible")}, {Label: c.say("form.date")}}},
		}},
	}
}

func (c *Clerk) reinspection() Block {
	return Keep{Blocks: []Block{
		Heading{Text: c.say("form.order.reinspection")},
		Checks{
			Items: []Check{{Text: c.say("form.order.passed")}, {Text: c.say("form.order.failed")}},
			Blank: c.say("form.order.new-due"),
		},
		Signatures{Lines: []Signature{{Label: c.say("form.order.reinspector"), Share: 1.6}, {Label: c.say("form.date")}}},
	}}
}

// captions numbers the photos that say nothing themselves.
func (c *Clerk) captions(photos []Photo) []Photo {
	named := make([]Photo, len(photos))
	for i, p := range photos {
		if p.Caption == "" {
			p.Caption = c.words.T(c.lang(), "form.photo", "number", i+1)
		}
		named[i] = p
	}
	return named
}

// isLate says by how many days an open entry is late on a day, 0 for not.
func isLate(t ledger.Template, loop ledger.Loop, e ledger.Entry, today app.Day) int {
	due := t.Due(e, loop)
	if due.IsZero() || !loop.IsOpen(e.State) {
		return 0
	}
	return max(0, today.Sub(due))
}
