package sheet

import (
	"context"
	"regexp"
	"strings"

	"campuskeeper/app"
	"campuskeeper/app/ledger"
	"campuskeeper/app/schema"
)

// Plan is what would come in from a file, and every cell that does not fit.
// Nothing has been written yet.
type Plan struct {
	File    string
	Profile string             // name of the profile that read it, "" for none
	Rows    []ledger.ImportRow // entries all of whose cells fit, in the order of the file
	Sources []Source           // where each of Rows stands
	Misfits []Misfit
	Parts   []Part
	Skipped []Skipped // sheets that were passed over because they are something else
}

// Skipped is a sheet that is not read, and why.
type Skipped struct {
	*Sheet
	Why error
}

// Source is the place of an entry in the file: the first of its rows.
type Source struct {
	Sheet *Sheet
	Row   int
}

// Part is one sheet of a plan.
type Part struct {
	Layout Layout
	Fits   []Fit // for each of Layout.Columns
	Rows   int   // rows that were read
	Good   int   // rows of which everything fits
	Blank  int   // rows in which no imported column is filled
}

// Fit counts the cells of a column; an empty cell fits where the field may be empty.
type Fit struct{ Good, Bad int }

// Misfit is a cell that does not fit, and why.
type Misfit struct {
	app.Problem
	Sheet  *Sheet
	Row    int    // 0 when the whole sheet is concerned
	Column int    // from 0; -1 when no column brings the field
	Title  string // of the column
}

// Problems lists the misfits for an error or a report.
func (p Plan) Problems() []app.Problem {
	list := make([]app.Problem, len(p.Misfits))
	for i, m := range p.Misfits {
		list[i] = m.Problem
	}
	return list
}

// Err is nil when everything fits, and else an error with CodeInvalid that lists
// every cell that does not.
func (p Plan) Err() error {
	if len(p.Misfits) == 0 {
		return nil
	}
	return &app.Error{Code: app.CodeInvalid, Key: "sheet.misfits", Args: app.Args{"count": len(p.Misfits), "file": p.File}, Problems: p.Problems()}
}

// Import is what the ledger service takes in, all of it or none.
func (p Plan) Import() ledger.Import { return ledger.Import{File: p.File, Rows: p.Rows} }

// Read reads the sheet as the layout says. CodeCanceled when ctx ends.
func (t *Target) Read(ctx context.Context, file string, l Layout, report Report) (Plan, error) {
	r := newRowReader(t, l)
	plan := Plan{File: file, Rows: make([]ledger.ImportRow, 0, len(l.Body))}
	for i, row := range l.Body {
		if i%1024 == 0 {
			if ctx.Err() != nil {
				return Plan{}, canceled(ctx)
			}
			report.say(i, len(l.Body))
		}
		entry, ok := r.read(row)
		if !ok {
			continue
		}
		plan.Rows = append(plan.Rows, entry)
		plan.Sources = append(plan.Sources, Source{l.Sheet, row.Number})
	}
	report.say(len(l.Body), len(l.Body))
	r.part.Good = len(plan.Rows)
	plan.Misfits, plan.Parts = r.misfits, []Part{r.part}
	return plan, nil
}

// rowReader turns the rows of one sheet into entries.
type rowReader struct {
	target  *Target
	layout  Layout
	columns []columnReader
	ordered []orderedField  // fields that may not lie before another
	missing []schema.Field  // required fields that no column and no constant brings
	extra   []missingColumn // required fields that have a constant only
	part    Part
	misfits []Misfit
}

// missingColumn is a field that gets its value from the mapping alone.
type missingColumn struct{ name, value string }

// orderedField is a date that may not lie before another.
type orderedField struct {
	name, after string
	column      int // index into columns, -1 for none
}

func newRowReader(t *Target, l Layout) *rowReader {
	r := &rowReader{target: t, layout: l, part: Part{Layout: l, Fits: make([]Fit, len(l.Columns)), Rows: len(l.Body)}}
	index := map[string]int{}
	for i, c := range l.Columns {
		if c.Target == TargetNone {
			continue
		}
		f, _ := t.isField(c.Target)
		index[c.Target] = len(r.columns)
		r.columns = append(r.columns, columnReader{
			target: t, sheet: l.Sheet, at: i, column: c.Column, name: c.Target, field: f,
			words: l.words[c.Target], constant: l.Mapping.Constants[c.Target], memo: map[Cell]outcome{},
		})
	}
	for _, f := range t.Template.Fields {
		at, brought := index[f.Name]
		if !brought {
			at = -1
		}
		constant := l.Mapping.Constants[f.Name]
		switch {
		case !brought && constant != "":
			r.extra = append(r.extra, missingColumn{f.Name, constant})
		case !brought && f.Constraints.Required:
			r.missing = append(r.missing, f)
		}
		if f.After != "" {
			r.ordered = append(r.ordered, orderedField{f.Name, f.After, at})
		}
	}
	for _, f := range r.missing {
		r.misfits = append(r.misfits, Misfit{
			Problem: app.Problem{Where: l.Sheet.where(l.Header.To, -1), Field: f.Name, Key: "sheet.column.needed", Args: app.Args{"field": f.Title}},
			Sheet:   l.Sheet, Column: -1,
		})
	}
	return r
}

// read makes an entry of a row; false when a cell does not fit or when no imported
// column is filled.
func (r *rowReader) read(row Row) (ledger.ImportRow, bool) {
	if r.blank(row) {
		r.part.Blank++
		return ledger.ImportRow{}, false
	}
	entry := ledger.ImportRow{
		Where: r.layout.Sheet.where(row.Number, -1), Ledger: r.target.Template.Name,
		Values: make(schema.Values, len(r.columns)+len(r.extra)),
	}
	for _, c := range r.extra {
		entry.Values[c.name] = c.value
	}
	good := len(r.missing) == 0
	for i := range r.columns {
		c := &r.columns[i]
		result := c.read(row.At(c.column.Index))
		if result.key != "" {
			good = false
			r.part.Fits[c.at].Bad++
			r.misfit(row, c, app.Problem{Field: c.name, Value: row.At(c.column.Index).Text, Key: result.key, Args: result.args})
			continue
		}
		r.part.Fits[c.at].Good++
		c.put(&entry, result.value)
	}
	return entry, r.inOrder(row, &entry) && good
}

func (r *rowReader) blank(row Row) bool {
	for i := range r.columns {
		if row.At(r.columns[i].column.Index).Text != "" {
			return false
		}
	}
	return true
}

// inOrder checks the dates that may not lie before another.
func (r *rowReader) inOrder(row Row, entry *ledger.ImportRow) bool {
	good := true
	for _, o := range r.ordered {
		value, first := entry.Values[o.name], entry.Values[o.after]
		if value == "" || first == "" || value >= first {
			continue
		}
		p, bad := r.target.Template.Problem(o.name, entry.Values)
		if !bad || o.column < 0 {
			continue
		}
		good = false
		c := &r.columns[o.column]
		r.part.Fits[c.at].Good--
		r.part.Fits[c.at].Bad++
		r.misfit(row, c, p)
	}
	return good
}

func (r *rowReader) misfit(row Row, c *columnReader, p app.Problem) {
	p.Where = r.layout.Sheet.where(row.Number, c.column.Index)
	r.misfits = append(r.misfits, Misfit{Problem: p, Sheet: r.layout.Sheet, Row: row.Number, Column: c.column.Index, Title: c.column.Title()})
}

// outcome is what a cell becomes: a value, or a message that says why not.
type outcome struct {
	value string
	key   string
	args  app.Args
}

// memoSize bounds how many different cells of a column are remembered: dates,
// places, names and words repeat, descriptions do not.
const memoSize = 20_000

// columnReader reads the cells of one column.
type columnReader struct {
	target   *Target
	sheet    *Sheet
	at       int // index into Layout.Columns
	column   Column
	name     string       // target
	field    schema.Field // zero for a target that is no field
	words    map[string]string
	constant string
	memo     map[Cell]outcome
}

func (c *columnReader) read(cell Cell) outcome {
	if cell.Text == "" {
		if c.constant == "" && c.field.Constraints.Required {
			return outcome{key: "field.required"}
		}
		return outcome{value: c.constant}
	}
	if known, ok := c.memo[cell]; ok {
		return known
	}
	result := c.parse(cell)
	if len(c.memo) < memoSize {
		c.memo[cell] = result
	}
	return result
}

func (c *columnReader) parse(cell Cell) outcome {
	if cell.Kind == Fault {
		return outcome{key: "sheet.cell.fault"}
	}
	if value, ok := c.words[schema.Fold(cell.Text)]; ok {
		return outcome{value: value}
	}
	if c.field.Name != "" {
		return parseField(c.field, c.sheet.readable(c.field, cell))
	}
	switch c.name {
	case TargetState:
		if state, ok := c.target.State(cell.Text); ok {
			return outcome{value: string(state)}
		}
		return outcome{key: "sheet.state", args: app.Args{"states": c.target.stateList()}}
	case TargetNumber:
		if !c.target.Template.NumberFits(cell.Text) {
			return outcome{key: "sheet.number", args: app.Args{"pattern": c.target.Template.Number}}
		}
		return outcome{value: cell.Text}
	}
	id, err := app.ParseID(strings.ToLower(cell.Text))
	if err != nil {
		return outcome{key: "sheet.id"}
	}
	return outcome{value: string(id)}
}

// attachment matches the name under which the vault keeps a photo or a file. A table
// cannot bring pictures; only one that we wrote names those that are kept already.
var attachment = regexp.MustCompile(`^[0-9a-f][0-9a-f-]{7,127}$`)

// parseField reads a text into a field and checks everything that can be checked
// without the other fields of the row.
func parseField(f schema.Field, text string) outcome {
	value, err := f.Parse(text)
	if err != nil {
		p := schema.ProblemOf(err, f.Name, text)
		return outcome{key: p.Key, args: p.Args}
	}
	if f.Type == schema.Photo || f.Type == schema.File {
		for _, hash := range schema.ReadList(value) {
			if !attachment.MatchString(hash) {
				return outcome{key: "sheet.attachment"}
			}
		}
	}
	f.After = ""
	for _, p := range (schema.Schema{Fields: []schema.Field{f}}).Validate(schema.Values{f.Name: value}) {
		return outcome{key: p.Key, args: p.Args}
	}
	return outcome{value: value}
}

// put writes a value to its place in the entry.
func (c *columnReader) put(entry *ledger.ImportRow, value string) {
	switch {
	case value == "":
	case c.field.Name != "":
		entry.Values[c.name] = value
	case c.name == TargetState:
		entry.State = ledger.State(value)
	case c.name == TargetNumber:
		entry.Number = value
	default:
		entry.ID = app.ID(value)
	}
}

// readable returns the text of a cell as the field reads it: a date cell or a bare
// serial as a day, its time of day for a time.
func (s *Sheet) readable(f schema.Field, c Cell) string {
	switch f.Type {
	case schema.Date, schema.DateTime:
		if moment, ok := bareSerial(c.Text, s.date1904); ok && c.Kind == Plain {
			return moment
		}
	case schema.Time:
		if c.Kind == Moment {
			if _, clock, ok := strings.Cut(c.Text, "T"); ok {
				return clock
			}
		} else if clock, ok := bareClock(c.Text); ok {
			return clock
		}
	case schema.Year:
		if c.Kind == Moment && len(c.Text) >= 10 {
			return c.Text[:4]
		}
	default:
		if c.Kind == Moment {
			return strings.Replace(c.Text, "T", " ", 1)
		}
	}
	return c.Text
}
