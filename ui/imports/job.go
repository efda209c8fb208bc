package imports

import (
	"context"
	"sync"

	"campuskeeper/app"
	"campuskeeper/app/sheet"
)

// job is one file on its way into one ledger. Its methods are called beside the
// window and lock, so that a cell is never mended while another reading still runs.
type job struct {
	reader   Reader
	mappings Mappings
	ledger   string
	file     string

	mu     sync.Mutex
	target *sheet.Target
	sheets []*sheetJob
}

// sheetJob is one sheet of the file and how it is read.
type sheetJob struct {
	sheet   *sheet.Sheet
	chosen  bool
	how     string // one of the how… constants
	headed  bool   // the user said where the heading stands
	mapping sheet.Mapping
	kept    sheet.Remembered // mapping remembered for this heading
	profile *sheet.Profile
	plan    sheet.Plan
	err     error
}

// How a sheet may be read.
const (
	howGuessed    = "guessed"
	howRemembered = "remembered"
	howOwn        = "own"
	howProfile    = "profile"
)

// openJob opens a file and reads every sheet of it once.
func openJob(ctx context.Context, deps Deps, ledgerName, path string, report sheet.Report) (*job, error) {
	target, err := deps.Reader.Target(ledgerName)
	if err != nil {
		return nil, err
	}
	book, err := sheet.OpenFile(ctx, path, report)
	if err != nil {
		return nil, err
	}
	j := &job{reader: deps.Reader, mappings: deps.Mappings, ledger: ledgerName, file: book.Name, target: target}
	for _, s := range book.Visible() {
		sj := &sheetJob{sheet: s}
		j.sheets = append(j.sheets, sj)
		if err := j.begin(ctx, sj); err != nil {
			return nil, err
		}
	}
	if len(j.sheets) == 0 {
		return nil, app.Errorf(app.CodeInvalid, "sheet.empty", "file", book.Name)
	}
	j.chooseFitting()
	return j, nil
}

// begin finds the best way to read a sheet: by a profile, as last time, or guessed.
func (j *job) begin(ctx context.Context, sj *sheetJob) error {
	sj.how = howGuessed
	if p, ok := j.reader.ProfileFor(sj.sheet, j.ledger); ok {
		sj.profile, sj.how = &p, howProfile
		return j.read(ctx, sj)
	}
	layout, err := j.target.Layout(sj.sheet, sheet.Mapping{})
	if err != nil {
		sj.err = err
		return nil
	}
	kept, known, err := j.mappings.Recall(ctx, j.ledger, layout.Header)
	if err != nil {
		return err
	}
	if known {
		if mapping, err := kept.Mapping(); err == nil {
			sj.kept, sj.mapping, sj.how = kept, mapping, howRemembered
		}
	}
	return j.read(ctx, sj)
}

// chooseFitting chooses the sheets that have what the ledger needs, or the first.
func (j *job) chooseFitting() {
	any := false
	for _, sj := range j.sheets {
		sj.chosen = sj.err == nil && len(sj.lacks()) == 0
		any = any || sj.chosen
	}
	if !any {
		j.sheets[0].chosen = true
	}
}

// read reads a sheet as it is decided. What is wrong with the sheet itself is kept
// in it; the error returned is about the work: stopped, or the vault.
func (j *job) read(ctx context.Context, sj *sheetJob) error {
	plan, err := j.plan(ctx, sj)
	if app.CodeOf(err) == app.CodeCanceled {
		return err
	}
	sj.plan, sj.err = plan, err
	if err != nil && sj.how == howRemembered {
		// The remembered mapping names a column that this file has not: begin anew.
		sj.how, sj.mapping = howGuessed, sheet.Mapping{}
		return j.read(ctx, sj)
	}
	return nil
}

func (j *job) plan(ctx context.Context, sj *sheetJob) (sheet.Plan, error) {
	if sj.how == howProfile {
		return j.reader.ReadProfile(ctx, j.file, sj.sheet, *sj.profile, nil)
	}
	layout, err := j.target.Layout(sj.sheet, sj.mapping)
	if err != nil {
		return sheet.Plan{}, err
	}
	return j.target.Read(ctx, j.file, layout, nil)
}

// layout returns how the sheet is read now.
func (sj *sheetJob) layout() sheet.Layout {
	if len(sj.plan.Parts) == 0 {
		return sheet.Layout{Sheet: sj.sheet}
	}
	return sj.plan.Parts[0].Layout
}

// lacks lists the required fields that no column brings.
func (sj *sheetJob) lacks() []string {
	var fields []string
	for _, m := range sj.plan.Misfits {
		if m.Row == 0 {
			fields = append(fields, m.Field)
		}
	}
	return fields
}

// decided returns the whole mapping of a sheet as it is read now, to be changed.
func (sj *sheetJob) decided() sheet.Mapping { return sj.layout().Mapping.Clone() }

// change is one decision of the user; it is applied and the sheet read anew.
type change func(j *job) (*sheetJob, error)

// apply makes a decision and returns what is to be shown.
func (j *job) apply(ctx context.Context, what change) (view, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	sj, err := what(j)
	if err != nil {
		return view{}, err
	}
	if sj != nil {
		if err := j.read(ctx, sj); err != nil {
			return view{}, err
		}
	}
	return j.view(), nil
}

// nothing changes nothing: the view is asked for.
func nothing(*job) (*sheetJob, error) { return nil, nil }

// chooseSheet takes a sheet in or leaves it out.
func chooseSheet(at int, chosen bool) change {
	return func(j *job) (*sheetJob, error) {
		j.sheets[at].chosen = chosen
		return nil, nil
	}
}

// setHeading says in which rows the heading stands; from 0 finds it anew.
func setHeading(at, from, to int) change {
	return func(j *job) (*sheetJob, error) {
		sj := j.sheets[at]
		sj.mapping, sj.how, sj.headed = sheet.Mapping{}, howGuessed, from > 0
		for row := from; row > 0 && row <= to; row++ {
			sj.mapping.HeaderRows = append(sj.mapping.HeaderRows, row)
		}
		return sj, nil
	}
}

// setHow reads a sheet in another way.
func setHow(at int, how string) change {
	return func(j *job) (*sheetJob, error) {
		sj := j.sheets[at]
		sj.how, sj.mapping, sj.headed = how, sheet.Mapping{}, false
		if how == howRemembered {
			mapping, err := sj.kept.Mapping()
			if err != nil {
				return nil, err
			}
			sj.mapping = mapping
		}
		return sj, nil
	}
}

// setTarget says what a column becomes. The column that became that before is then
// left out.
func setTarget(at int, column, target string) change {
	return func(j *job) (*sheetJob, error) {
		sj := j.sheets[at]
		m := sj.decided()
		for title, other := range m.Columns {
			if other == target || title == column {
				delete(m.Columns, title)
				m.Ignore = append(m.Ignore, title)
			}
		}
		kept := m.Ignore[:0]
		for _, title := range m.Ignore {
			if title != column {
				kept = append(kept, title)
			}
		}
		m.Ignore = kept
		m.Columns[column] = target
		delete(m.Constants, target)
		sj.mapping, sj.how = m, howOwn
		return sj, nil
	}
}

// setWord says what a word of the file stands for.
func setWord(at int, field, word, value string) change {
	return func(j *job) (*sheetJob, error) {
		sj := j.sheets[at]
		m := sj.decided()
		m.Word(field, word, value)
		sj.mapping, sj.how = m, howOwn
		return sj, nil
	}
}

// setConstant gives a field one value for all rows.
func setConstant(at int, field, value string) change {
	return func(j *job) (*sheetJob, error) {
		sj := j.sheets[at]
		m := sj.decided()
		m.Constants[field] = value
		sj.mapping, sj.how = m, howOwn
		return sj, nil
	}
}

// mend puts another text into a cell.
func mend(at, row, column int, text string) change {
	return func(j *job) (*sheetJob, error) {
		sj := j.sheets[at]
		sj.sheet.Mend(row, column, text)
		return sj, nil
	}
}

// chosen joins the plans of the chosen sheets.
func (j *job) chosen() sheet.Plan {
	var plans []sheet.Plan
	for _, sj := range j.sheets {
		if sj.chosen && sj.err == nil {
			plans = append(plans, sj.plan)
		}
	}
	return sheet.Join(j.file, plans)
}

// done is what an import did, for the last step.
type done struct {
	ledgers    []ledgerCount
	added      int
	first      string
	last       string
	remembered bool
	undoable   bool // nothing else was changed since
	gone       bool // it was taken back
}

// ledgerCount counts what came into one ledger.
type ledgerCount struct {
	title        app.Text
	added, known int
}

// write imports what fits, in one step, and remembers how the file was read.
func (j *job) write(ctx context.Context, who app.Actor, records Records, titles func(string) app.Text, report sheet.Report) (done, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	in := j.chosen().Import()
	in.Report = report
	result, err := records.Import(ctx, who, in)
	if err != nil {
		return done{}, err
	}
	d := done{first: result.First, last: result.Last}
	for _, name := range ledgersOf(result.Added, result.Known) {
		d.ledgers = append(d.ledgers, ledgerCount{titles(name), result.Added[name], result.Known[name]})
		d.added += result.Added[name]
	}
	for _, sj := range j.sheets {
		if sj.chosen && sj.err == nil && sj.how != howProfile {
			// The entries are in; a mapping that could not be kept is only guessed again.
			err := j.mappings.Remember(ctx, who, j.ledger, j.file, sj.layout())
			d.remembered = d.remembered || err == nil
		}
	}
	return d, nil
}
