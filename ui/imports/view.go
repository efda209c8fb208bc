package imports

import (
	"sort"
	"strings"

	"campuskeeper/app"
	"campuskeeper/app/ledger"
	"campuskeeper/app/schema"
	"campuskeeper/app/sheet"
)

// previewRows is how many rows are shown as they will be, mostPreviewed how many
// of their fields find room beside each other.
const (
	previewRows   = 4
	mostPreviewed = 8
)

// headingRows is how many rows are offered for a heading.
const headingRows = 8

// view is everything the steps show, made beside the window.
type view struct {
	file    string
	ledger  app.Text
	sheets  []sheetView
	rows    int // of the chosen sheets that fit
	waiting int // rows that do not fit
	misfits int // cells that do not fit
	entries []entryCount
	numbers int // entries that bring their number
	states  []stateCount
	passed  []passedRow
	blank   int
}

// sheetView is one sheet.
type sheetView struct {
	name     string
	chosen   bool
	err      error
	rows     int
	from, to int  // rows of the heading
	headed   bool // the user said so
	how      string
	kept     sheet.Remembered
	profile  app.Text // title of the profile that fits, nil for none
	lacks    []app.Text
	columns  []columnView
	misfits  []misfitView
	preview  []previewRow
	heads    []schema.Field // columns of the preview
	fixed    []constantView
}

// columnView is one column of the file.
type columnView struct {
	name, title, first string
	target             string
	good, bad          int
}

// misfitView is one cell that does not fit.
type misfitView struct {
	row, column int
	title       string
	field       string
	problem     app.Problem // without its place
	same        int         // cells of the column with the same text
}

// previewRow is one row as it will be imported: canonical values by field.
type previewRow struct {
	row    int
	values schema.Values
}

// constantView is a value that all rows get.
type constantView struct {
	field schema.Field
	value string
}

type entryCount struct {
	ledger app.Text
	count  int
}

type stateCount struct {
	label app.Text
	count int
}

type passedRow struct {
	sheet string
	row   int
	key   string
	text  string
}

// view describes the job as it stands.
func (j *job) view() view {
	v := view{file: j.file, ledger: j.target.Template.Title}
	for _, sj := range j.sheets {
		s := j.sheetView(sj)
		v.sheets = append(v.sheets, s)
		if !sj.chosen || sj.err != nil {
			continue
		}
		part := sj.plan.Parts[0]
		v.rows += part.Good
		v.blank += part.Blank
		v.misfits += len(sj.plan.Misfits)
		v.waiting += part.Rows - part.Good - part.Blank
		for _, p := range part.Layout.Passed {
			v.passed = append(v.passed, passedRow{sj.sheet.Name, p.Row, p.Key, p.Text})
		}
	}
	j.count(&v)
	return v
}

// count counts what would come in, by ledger and state.
func (j *job) count(v *view) {
	entries, states := map[string]int{}, map[ledger.State]int{}
	for _, row := range j.chosen().Rows {
		entries[row.Ledger]++
		if row.Number != "" {
			v.numbers++
		}
		if row.State != "" {
			states[row.State]++
		}
	}
	for _, name := range ledgersOf(entries) {
		v.entries = append(v.entries, entryCount{j.title(name), entries[name]})
	}
	for _, s := range j.target.Loop.States {
		if n := states[s.Name]; n > 0 {
			v.states = append(v.states, stateCount{j.stateLabel(s.Name), n})
		}
	}
}

func (j *job) stateLabel(state ledger.State) app.Text {
	label := app.Text{}
	for _, lang := range app.Langs {
		label[lang] = j.target.Template.StateLabel(j.target.Loop, state, lang)
	}
	return label
}

// title returns the title of a ledger, its name when it is unknown.
func (j *job) title(name string) app.Text {
	target, err := j.reader.Target(name)
	if err != nil {
		return app.Text{app.English: name, app.Chinese: name}
	}
	return target.Template.Title
}

// ledgersOf lists the ledgers of some counts, in order.
func ledgersOf(counts ...map[string]int) []string {
	seen := map[string]bool{}
	var names []string
	for _, count := range counts {
		for name := range count {
			if !seen[name] {
				seen[name] = true
				names = append(names, name)
			}
		}
	}
	sort.Strings(names)
	return names
}

func (j *job) sheetView(sj *sheetJob) sheetView {
	layout := sj.layout()
	s := sheetView{
		name: sj.sheet.Name, chosen: sj.chosen, err: sj.err, rows: len(layout.Body),
		from: layout.Header.From, to: layout.Header.To, headed: sj.headed, how: sj.how, kept: sj.kept,
	}
	if sj.profile != nil {
		s.profile = sj.profile.Title
	}
	if sj.err != nil {
		s.rows = len(sj.sheet.Rows)
		return s
	}
	for _, name := range sj.lacks() {
		if f, ok := j.target.Template.Field(name); ok {
			s.lacks = append(s.lacks, f.Title)
		}
	}
	for i, c := range layout.Columns {
		fit := sj.plan.Parts[0].Fits[i]
		s.columns = append(s.columns, columnView{
			name: c.Name, title: strings.Join(c.Path, " / "), first: firstValue(layout, c.Index),
			target: c.Target, good: fit.Good, bad: fit.Bad,
		})
	}
	s.misfits = misfitViews(sj.plan)
	s.preview, s.heads = j.preview(sj)
	for _, f := range j.target.Template.Fields {
		if value := layout.Mapping.Constants[f.Name]; value != "" {
			s.fixed = append(s.fixed, constantView{f, value})
		}
	}
	return s
}

func firstValue(l sheet.Layout, column int) string {
	for _, row := range l.Body {
		if text := row.At(column).Text; text != "" {
			return strings.Join(strings.Fields(text), " ")
		}
	}
	return ""
}

func misfitViews(plan sheet.Plan) []misfitView {
	type cell struct {
		column int
		text   string
	}
	same := map[cell]int{}
	for _, m := range plan.Misfits {
		same[cell{m.Column, m.Value}]++
	}
	list := make([]misfitView, len(plan.Misfits))
	for i, m := range plan.Misfits {
		p := m.Problem
		p.Where, p.Field, p.Value = "", "", ""
		list[i] = misfitView{row: m.Row, column: m.Column, title: m.Title, field: m.Field, problem: p, same: same[cell{m.Column, m.Value}]}
		list[i].problem.Value = m.Value
	}
	return list
}

// preview returns the first rows of the ledger itself as they will be, and the
// fields that are shown of them; the state is shown like a field.
func (j *job) preview(sj *sheetJob) ([]previewRow, []schema.Field) {
	var rows []previewRow
	used := map[string]bool{}
	for i, row := range sj.plan.Rows {
		if row.Ledger != j.ledger {
			continue
		}
		values := row.Values.Clone()
		if row.State != "" {
			values[sheet.TargetState] = string(row.State)
		}
		rows = append(rows, previewRow{sj.plan.Sources[i].Row, values})
		for name := range values {
			used[name] = true
		}
		if len(rows) == previewRows {
			break
		}
	}
	var heads []schema.Field
	for _, f := range j.target.Template.Fields {
		if used[f.Name] && f.Type != schema.Photo && f.Type != schema.File && f.Type != schema.Rows {
			heads = append(heads, f)
		}
	}
	if !used[sheet.TargetState] {
		return rows, heads[:min(len(heads), mostPreviewed)]
	}
	return rows, append(heads[:min(len(heads), mostPreviewed-1)], j.stateField())
}

// stateField shows the state as if it were a field with words.
func (j *job) stateField() schema.Field {
	f := schema.Field{Name: sheet.TargetState, Type: schema.String}
	for _, s := range j.target.Loop.States {
		f.Categories = append(f.Categories, schema.Category{Value: string(s.Name), Label: j.stateLabel(s.Name)})
	}
	return f
}
