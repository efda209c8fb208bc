package sheet

import (
	"context"
	"fmt"
	"strings"

	"campuskeeper/app"
	"campuskeeper/app/ledger"
	"campuskeeper/app/schema"
)

// profileReader reads one sheet by a profile.
type profileReader struct {
	profile Profile
	sheet   *Sheet
	targets map[string]*Target
	columns map[string]int // title key → column
	file    string

	groups  []map[string]*group // for each entry of the profile, by key
	order   []*group            // as they first came
	misfits []Misfit
	wrong   map[int]map[int]bool // column → rows in which its cell does not fit
}

// group is the rows that become one entry.
type group struct {
	entry   int // index into Profile.Entries
	key     string
	rows    []Row
	values  schema.Values
	state   ledger.State
	parent  *group
	wrong   bool // a cell does not fit
	row     int  // 1 + index into Plan.Rows once it stands there
	touched map[string]bool
}

// readProfile reads the body of a sheet by a profile: every row goes to its group,
// then each group becomes an entry.
func readProfile(ctx context.Context, file string, l Layout, p Profile, targets map[string]*Target, report Report) (Plan, error) {
	r := &profileReader{
		profile: p, sheet: l.Sheet, targets: targets, file: file,
		columns: map[string]int{}, groups: make([]map[string]*group, len(p.Entries)), wrong: map[int]map[int]bool{},
	}
	for _, title := range p.Header {
		c, _ := l.Header.find(title)
		r.columns[titleKey(title)] = c.Index
	}
	for i := range r.groups {
		r.groups[i] = map[string]*group{}
	}
	for i, row := range l.Body {
		if i%1024 == 0 {
			if ctx.Err() != nil {
				return Plan{}, canceled(ctx)
			}
			report.say(i, len(l.Body))
		}
		r.sort(row)
	}
	for _, g := range r.order {
		r.fill(g)
	}
	return r.plan(l), nil
}

func (r *profileReader) text(row Row, title string) string {
	return row.At(r.columns[titleKey(title)]).Text
}

// sort puts a row into its group for each entry of the profile.
func (r *profileReader) sort(row Row) {
	at := make([]*group, len(r.profile.Entries))
	for i, e := range r.profile.Entries {
		if !r.meets(row, e.When) {
			continue
		}
		parts := make([]string, len(e.Key))
		for k, title := range e.Key {
			parts[k] = r.text(row, title)
		}
		key := r.profile.Name + "\x00" + fmt.Sprint(i) + "\x00" + strings.Join(parts, "\x00")
		g := r.groups[i][key]
		if g == nil {
			g = &group{entry: i, key: key, touched: map[string]bool{}}
			r.groups[i][key] = g
			r.order = append(r.order, g)
		}
		g.rows = append(g.rows, row)
		if e.Parent > 0 {
			g.parent = at[e.Parent-1]
		}
		at[i] = g
	}
}

func (r *profileReader) meets(row Row, conditions []Condition) bool {
	for _, c := range conditions {
		if !c.met(r.text(row, c.Column)) {
			return false
		}
	}
	return true
}

// fill makes the values of a group's entry.
func (r *profileReader) fill(g *group) {
	e := r.profile.Entries[g.entry]
	t := r.targets[e.Ledger]
	g.values = schema.Values{}
	for _, name := range sortedKeys(e.Constants) {
		r.put(g, t, name, e.Constants[name], g.rows[0], "")
	}
	for _, title := range sortedKeys(e.Columns) {
		name := e.Columns[title]
		r.put(g, t, name, r.word(e.Values[name], r.readable(t, name, g.rows[0], title)), g.rows[0], title)
	}
	for _, name := range sortedKeys(e.Text) {
		r.put(g, t, name, r.compose(e.Text[name], g.rows[0]), g.rows[0], "")
	}
	if e.Inside != nil {
		r.fillInside(g, t, *e.Inside)
	}
	for _, p := range t.Template.Validate(g.values) {
		if !g.touched[p.Field] {
			r.misfit(g, g.rows[0], "", p)
		}
	}
}

// readable is the text of a cell as the field reads it.
func (r *profileReader) readable(t *Target, name string, row Row, title string) string {
	f, _ := t.isField(name)
	return r.sheet.readable(f, row.At(r.columns[titleKey(title)]))
}

func (r *profileReader) word(words map[string]string, text string) string {
	for word, value := range words {
		if titleKey(word) == titleKey(text) {
			return value
		}
	}
	if other, ok := words[everyOther]; ok && text != "" {
		return other
	}
	return text
}

// compose fills the places of a text. Where a column is empty, the words before
// its place are left out with it.
func (r *profileReader) compose(pattern string, row Row) string {
	var b strings.Builder
	before := ""
	for _, p := range pieces(pattern) {
		if !p.column {
			before += p.text
			continue
		}
		if text := r.text(row, p.text); text != "" {
			b.WriteString(before)
			b.WriteString(text)
		}
		before = ""
	}
	return strings.TrimLeft(b.String()+before, " ,;，；")
}

// put parses a text into a field or the state of the entry.
func (r *profileReader) put(g *group, t *Target, name, text string, row Row, title string) {
	g.touched[name] = true
	value, p := t.canonical("", name, text)
	if p != nil {
		r.misfit(g, row, title, *p)
		return
	}
	if name == TargetState && t.has(TargetState) {
		g.state = ledger.State(value)
		return
	}
	if value != "" {
		g.values[name] = value
	}
	if f, ok := t.isField(name); ok && value != "" {
		if result := parseField(f, value); result.key != "" {
			r.misfit(g, row, title, app.Problem{Field: name, Value: text, Key: result.key, Args: result.args})
		}
	}
}

// fillInside makes the table inside the entry, a row for each row of the group.
func (r *profileReader) fillInside(g *group, t *Target, inside ProfileRows) {
	f, _ := t.isField(inside.Field)
	inner := schema.Schema{Fields: f.Fields}
	g.touched[inside.Field] = true
	var rows []schema.Values
	for _, row := range g.rows {
		if !r.meets(row, inside.When) {
			continue
		}
		values := schema.Values{}
		for _, title := range sortedKeys(inside.Columns) {
			field, ok := inner.Field(inside.Columns[title])
			if !ok {
				r.misfit(g, row, title, app.Problem{Field: inside.Columns[title], Key: "field.unknown"})
				continue
			}
			cell := row.At(r.columns[titleKey(title)])
			result := parseField(optional(field), r.word(inside.Values[field.Name], r.sheet.readable(field, cell)))
			if result.key != "" {
				r.misfit(g, row, title, app.Problem{Field: field.Name, Value: cell.Text, Key: result.key, Args: result.args})
				continue
			}
			if result.value != "" {
				values[field.Name] = result.value
			}
		}
		rows = append(rows, values)
	}
	if value := schema.WriteRows(rows); value != "" {
		g.values[inside.Field] = value
	}
}

// optional returns the field without the demand to be filled.
func optional(f schema.Field) schema.Field {
	f.Constraints.Required = false
	return f
}

func (r *profileReader) misfit(g *group, row Row, title string, p app.Problem) {
	g.wrong = true
	column := -1
	if title != "" {
		column = r.columns[titleKey(title)]
		if r.wrong[column] == nil {
			r.wrong[column] = map[int]bool{}
		}
		r.wrong[column][row.Number] = true
	}
	p.Where = r.sheet.where(row.Number, column)
	r.misfits = append(r.misfits, Misfit{Problem: p, Sheet: r.sheet, Row: row.Number, Column: column, Title: title})
}

// plan lists the entries: each before those that come from it, none whose parent
// does not fit.
func (r *profileReader) plan(l Layout) Plan {
	plan := Plan{File: r.file, Profile: r.profile.Name, Misfits: r.misfits}
	part := Part{Layout: l, Fits: make([]Fit, len(l.Columns)), Rows: len(l.Body)}
	bad := map[int]bool{}
	for _, m := range r.misfits {
		bad[m.Row] = true
	}
	part.Good = part.Rows - len(bad)
	for i, c := range l.Columns {
		bad := len(r.wrong[c.Index])
		part.Fits[i] = Fit{Good: part.Rows - bad, Bad: bad}
	}
	for i := range r.profile.Entries {
		for _, g := range r.order {
			if g.entry != i || g.wrong || g.parent != nil && g.parent.row == 0 {
				continue
			}
			row := ledger.ImportRow{
				Where: r.sheet.where(g.rows[0].Number, -1), Ledger: r.profile.Entries[i].Ledger,
				Key: g.key, State: g.state, Values: g.values,
			}
			if g.parent != nil {
				row.Parent = g.parent.row
			}
			plan.Rows = append(plan.Rows, row)
			plan.Sources = append(plan.Sources, Source{r.sheet, g.rows[0].Number})
			g.row = len(plan.Rows)
		}
	}
	plan.Parts = []Part{part}
	return plan
}
