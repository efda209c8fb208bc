package ledger

import (
	"context"
	"crypto/sha256"
	"fmt"
	"strconv"

	"campuskeeper/app"
	"campuskeeper/app/schema"
)

// Import is a set of entries that come in together: all of them or none.
type Import struct {
	File string // name of the file, kept in the history
	Rows []ImportRow
	// Report tells how many rows are done. It is called on the goroutine of Import and
	// must be quick; it may be nil.
	Report func(done, total int)
}

// ImportRow is one entry to come in.
type ImportRow struct {
	Where  string // place in the file, for messages: "Sheet1 row 41"
	Ledger string
	Key    string // what tells it apart from others; "" takes the template's identity fields
	ID     app.ID // brought by a workbook of ours, else ""
	Number string // brought by the file; "" takes the next one
	State  State  // brought by a state column; "" is the start
	Values schema.Values
	Parent int // 1 + index of the row it comes from, 0 for none: a finding and its inspection
}

// ImportResult counts what an import did.
type ImportResult struct {
	Added map[string]int // new entries by ledger
	Known map[string]int // already there by ledger; left as they are
	First string         // first number given
	Last  string         // last number given
}

// Import writes the rows in one transaction and can be undone in one step. Rows
// that are already there (same key, or same ID) are passed over, so that running
// an import twice adds nothing. Any problem in any row means that nothing is
// written; the error lists them all.
func (s *Service) Import(ctx context.Context, who app.Actor, in Import) (ImportResult, error) {
	if problems := s.CheckImport(in.Rows); len(problems) > 0 {
		return ImportResult{}, &app.Error{Code: app.CodeInvalid, Key: "import.wrong", Args: app.Args{"count": len(problems), "file": in.File}, Problems: problems}
	}
	result := ImportResult{Added: map[string]int{}, Known: map[string]int{}}
	job := importJob{service: s, file: in.File, rows: in.Rows, report: in.Report, result: &result}
	err := s.store.Write(ctx, who, func(w app.Writer) error { return job.run(ctx, w) })
	if err != nil {
		return ImportResult{}, err
	}
	if len(job.entries) > 0 {
		s.remember(undo{Title: in.File, Action: "imported", After: job.entries})
	}
	return result, nil
}

// CheckImport lists what is wrong in rows before anything is written.
func (s *Service) CheckImport(rows []ImportRow) []app.Problem {
	var problems []app.Problem
	for _, row := range rows {
		t, err := s.library.Template(row.Ledger)
		if err != nil {
			problems = append(problems, app.Problem{Where: row.Where, Value: row.Ledger, Key: "ledger.unknown", Args: app.Args{"name": row.Ledger}})
			continue
		}
		for _, p := range t.Validate(row.Values) {
			p.Where = row.Where
			problems = append(problems, p)
		}
		if _, ok := s.library.Loop(t).State(row.State); row.State != "" && !ok {
			problems = append(problems, app.Problem{Where: row.Where, Field: ColumnState, Value: string(row.State), Key: "step.unknown", Args: app.Args{"state": string(row.State), "ledger": t.Title}})
		}
		if n, err := parseNumbering(t.Number); row.Number != "" && err == nil {
			if _, _, ok := n.read(row.Number); !ok {
				problems = append(problems, app.Problem{Where: row.Where, Field: ColumnNumber, Value: row.Number, Key: "import.number", Args: app.Args{"pattern": t.Number}})
			}
		}
	}
	return problems
}

type importJob struct {
	service *Service
	file    string
	rows    []ImportRow
	report  func(done, total int)
	result  *ImportResult

	entries  []Entry           // what was written, without values: enough to undo
	numbers  []string          // number of each row, for findings that name their parent
	seen     map[string]int    // how often a key came, so that equal rows stay two
	counters map[string]int    // last number of each series before the import
	highest  map[string]int    // highest number brought in each series
	brought  map[string]string // number → where
}

func (j *importJob) run(ctx context.Context, w app.Writer) error {
	j.entries, j.numbers = nil, make([]string, len(j.rows))
	j.seen, j.counters, j.highest, j.brought = map[string]int{}, map[string]int{}, map[string]int{}, map[string]string{}
	if err := j.reserve(w); err != nil {
		return err
	}
	for i, row := range j.rows {
		if i%256 == 0 {
			if ctx.Err() != nil {
				return app.Wrap(ctx.Err(), app.CodeCanceled, "task.canceled")
			}
			if j.report != nil {
				j.report(i, len(j.rows))
			}
		}
		record, err := j.row(w, i, row)
		if err != nil {
			return err
		}
		if record != nil {
			if err := w.Put(*record); err != nil {
				return err
			}
		}
	}
	return nil
}

// reserve moves the counters past the numbers that the rows bring, so that those
// given to the other rows come behind them.
func (j *importJob) reserve(w app.Writer) error {
	for _, row := range j.rows {
		if row.Number == "" {
			continue
		}
		t, err := j.service.library.Template(row.Ledger)
		if err != nil {
			return err
		}
		n, err := parseNumbering(t.Number)
		if err != nil {
			return err
		}
		prefix, seq, _ := n.read(row.Number)
		series := t.Name + ":" + prefix
		if _, known := j.counters[series]; !known {
			if j.counters[series], err = w.Counter(series); err != nil {
				return err
			}
		}
		j.highest[series] = max(j.highest[series], seq)
	}
	for series, highest := range j.highest {
		if highest > j.counters[series] {
			if err := w.SetCounter(series, highest); err != nil {
				return err
			}
		}
	}
	return nil
}

func (j *importJob) row(w app.Writer, i int, row ImportRow) (*app.Record, error) {
	t, err := j.service.library.Template(row.Ledger)
	if err != nil {
		return nil, err
	}
	e := Entry{ID: row.ID, Ledger: row.Ledger, Template: t.Version, Values: row.Values, File: j.file}
	if e.ID == "" {
		e.ID = j.keyID(t, row)
	}
	var old Entry
	err = w.Get(app.KindEntry, e.ID, &old)
	if err == nil {
		j.result.Known[row.Ledger]++
		j.numbers[i] = old.Number
		return nil, nil
	}
	if app.CodeOf(err) != app.CodeNotFound {
		return nil, err
	}
	if row.Parent > 0 {
		e.Origin = j.numbers[row.Parent-1]
	}
	if e.Number, err = j.number(w, t, row); err != nil {
		return nil, err
	}
	j.bring(t, &e, j.stateOf(w, t, row))
	j.numbers[i] = e.Number
	record := j.service.record(w, t, &e, &app.History{
		Action: "imported", To: string(e.State), Note: j.file + " " + row.Where, Fields: changes(nil, e.Values),
	})
	j.count(e)
	return &record, nil
}

func (j *importJob) count(e Entry) {
	j.result.Added[e.Ledger]++
	if j.result.First == "" {
		j.result.First = e.Number
	}
	j.result.Last = e.Number
	j.entries = append(j.entries, Entry{ID: e.ID, Ledger: e.Ledger, Number: e.Number, Revision: e.Revision})
}

// keyID derives the entry's ID from what tells it apart; the n-th equal row of a
// file is its own entry and is found again the next time.
func (j *importJob) keyID(t Template, row ImportRow) app.ID {
	key := t.Name + "\x00"
	switch {
	case row.Key != "":
		key += "key\x00" + row.Key
	case row.Number != "":
		key += "number\x00" + row.Number
	default:
		names := t.Identity
		if len(names) == 0 {
			names = sortedNames(row.Values)
		}
		for _, name := range names {
			key += name + "\x00" + row.Values[name] + "\x00"
		}
	}
	j.seen[key]++
	return app.DerivedID(sha256.Sum256([]byte(key + strconv.Itoa(j.seen[key]))))
}

// number takes the number that the row brings, if it is free, or the next one.
func (j *importJob) number(w app.Writer, t Template, row ImportRow) (string, error) {
	if row.Number == "" {
		return nextNumber(w, t, row.Values)
	}
	n, err := parseNumbering(t.Number)
	if err != nil {
		return "", err
	}
	prefix, seq, _ := n.read(row.Number)
	if where, twice := j.brought[row.Number]; twice || seq <= j.counters[t.Name+":"+prefix] {
		return "", &app.Error{
			Code: app.CodeConflict, Key: "import.wrong", Args: app.Args{"count": 1, "file": j.file},
			Problems: []app.Problem{{Where: row.Where, Field: ColumnNumber, Value: row.Number, Key: "import.taken", Args: app.Args{"where": where}}},
		}
	}
	j.brought[row.Number] = row.Where
	return row.Number, nil
}

// stateOf is the state that a row brings. Where it brings none, what is over by its
// day did take place: a year of drills is not a year of drills to hold.
func (j *importJob) stateOf(w app.Writer, t Template, row ImportRow) State {
	loop := j.service.library.Loop(t)
	day := dayOf(row.Values[t.Headline.Day])
	if row.State == "" && !day.IsZero() && day.Before(app.DayOf(w.Now())) {
		return loop.Past
	}
	return row.State
}

// bring sets the state that the file gives and the stations on the way to it,
// marked as imported: nobody did them here, so no guard is asked.
func (j *importJob) bring(t Template, e *Entry, state State) {
	loop := j.service.library.Loop(t)
	e.State = loop.Start
	if state == "" || state == loop.Start {
		return
	}
	from := loop.Start
	for _, to := range loop.Path(state) {
		e.Steps = append(e.Steps, Step{From: from, To: to, Day: t.stepDay(to, e.Values), Imported: true})
		from = to
	}
	e.State = state
}

// stepDay is the day of a station as far as the values tell it.
func (t Template) stepDay(to State, values schema.Values) app.Day {
	role := map[State]Role{Received: RoleReceived, Submitted: RoleDone, Closed: RoleChecked, LookBack: RoleLookBack}[to]
	if role == "" {
		return app.Day{}
	}
	return dayOf(t.Roles.value(role, values))
}

// String tells the result in plain English, for logs.
func (r ImportResult) String() string { return fmt.Sprintf("added %v, known %v", r.Added, r.Known) }
