package bundle

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"slices"
	"sort"
	"strings"
)

// Most of what is held while a table is read.
const (
	mostJSON   = 32 << 20
	mostRecord = 4 << 20 // bytes of one row
	mostRows   = 2000000 // rows of one table
	mostMasked = 1000000 // values of a redaction list
	mostFaults = 20      // faults named in one table
	filePack   = "data/datapackage.json"
	fileMasked = "data/redaction.json"
)

// dataPackage checks the descriptor, every table against its schema, and the list
// of what was masked against the tables.
func (v *verifier) dataPackage() {
	text, ok := v.text(filePack, mostJSON)
	if !ok {
		return
	}
	var pack dataPackage
	if err := json.Unmarshal(text, &pack); err != nil {
		v.defect(filePack, "bundle.defect.json")
		return
	}
	if len(pack.Resources) == 0 {
		v.defect(filePack, "bundle.defect.pack.empty")
	}
	if v.report.BagID != "" && pack.ID != v.report.BagID {
		v.defect(filePack, "bundle.defect.pack.id")
	}
	marks := map[string]bool{}
	seen := map[string]bool{}
	for _, r := range pack.Resources {
		if v.ctx.Err() != nil {
			return
		}
		if r.Name == "" || seen[r.Name] {
			v.defect(filePack, "bundle.defect.pack.name", "name", shown(r.Name))
		}
		seen[r.Name] = true
		if v.resource(r) && r.Schema != nil {
			v.table(r, marks)
		}
	}
	v.redaction(marks)
}

// resource checks what the descriptor says about one file.
func (v *verifier) resource(r resource) bool {
	name := "data/" + r.Path
	sum, ok := v.sums[name]
	switch {
	case checkName(r.Path) != "" || !ok:
		v.defect(filePack, "bundle.defect.pack.path", "path", shown(r.Path))
		return false
	case r.Hash != "" && !strings.EqualFold(r.Hash, "sha256:"+sum.hash):
		v.defect(filePack, "bundle.defect.pack.hash", "path", shown(r.Path))
	case r.Bytes != 0 && r.Bytes != sum.size:
		v.defect(filePack, "bundle.defect.pack.bytes", "path", shown(r.Path))
	}
	return true
}

// leash ends the reading of a record that is longer than anybody can hold.
type leash struct {
	io.Reader
	left int
}

func (l *leash) Read(p []byte) (int, error) {
	if l.left <= 0 {
		return 0, errTooLong
	}
	n, err := l.Reader.Read(p[:min(len(p), l.left)])
	l.left -= n
	return n, err
}

// table reads one table against its Table Schema and collects the places that are
// masked.
func (v *verifier) table(r resource, marks map[string]bool) {
	name := "data/" + r.Path
	file, err := v.read(name)
	if err != nil {
		v.defect(name, "bundle.defect.read")
		return
	}
	t := tableCheck{v: v, name: name, ledger: r.Name, marks: marks, seen: map[uint64]bool{}, seed: maphash.MakeSeed()}
	if !t.schema(*r.Schema) {
		_ = file.Close() // nothing was written
		return
	}
	t.rows(file)
	if err := file.Close(); err != nil {
		v.defect(name, "bundle.defect.read")
	}
	v.report.Tables = append(v.report.Tables, TableReport{Name: shown(r.Name), Rows: t.count, Columns: len(t.columns)})
}

// tableCheck reads one table.
type tableCheck struct {
	v       *verifier
	name    string
	ledger  string
	columns []column
	missing []string
	key     int // column of the primary key, -1 for none
	number  int // column of the entry's number, -1 for none
	marks   map[string]bool
	seen    map[uint64]bool // hashes of primary keys
	seed    maphash.Seed
	count   int
	faults  int
}

func (t *tableCheck) schema(s tableSchema) bool {
	t.key, t.number, t.missing = -1, -1, s.MissingValues
	if t.missing == nil {
		t.missing = []string{""}
	}
	for i, f := range s.Fields {
		c, err := columnOf(f)
		if err != nil {
			t.v.defect(t.name, "bundle.defect.schema", "field", shown(f.Name))
			return false
		}
		if f.Name == s.PrimaryKey {
			t.key = i
		}
		if f.Name == columnNumber {
			t.number = i
		}
		t.columns = append(t.columns, c)
	}
	if len(t.columns) == 0 || s.PrimaryKey != "" && t.key < 0 {
		t.v.defect(t.name, "bundle.defect.schema", "field", shown(s.PrimaryKey))
		return false
	}
	return true
}

func (t *tableCheck) rows(file io.Reader) {
	rope := &leash{Reader: file, left: mostRecord}
	r := csv.NewReader(rope)
	r.ReuseRecord = true
	head, err := r.Read()
	if err != nil || !t.fits(head) {
		t.v.defect(t.name, "bundle.defect.table.head")
		return
	}
	for t.faults < mostFaults && t.v.ctx.Err() == nil {
		rope.left = mostRecord
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil || t.count >= mostRows {
			t.v.defect(fmt.Sprintf("%s:%d", t.name, t.count+2), "bundle.defect.table.row")
			return
		}
		t.count++
		t.row(record)
	}
}

func (t *tableCheck) fits(head []string) bool {
	return slices.EqualFunc(head, t.columns, func(name string, c column) bool { return name == c.name })
}

func (t *tableCheck) row(record []string) {
	line := t.count + 1
	for i, value := range record {
		c := t.columns[i]
		key := ""
		switch {
		case slices.Contains(t.missing, value):
			if c.required {
				key = "bundle.defect.cell.required"
			}
		default:
			key = c.check(value)
		}
		if key != "" {
			t.faults++
			t.v.defect(fmt.Sprintf("%s:%d", t.name, line), key, "field", shown(c.name), "value", shown(value))
		}
		t.mark(record, c, value)
	}
	if t.key < 0 {
		return
	}
	h := maphash.String(t.seed, record[t.key])
	if t.seen[h] {
		t.faults++
		t.v.defect(fmt.Sprintf("%s:%d", t.name, line), "bundle.defect.cell.key", "value", shown(record[t.key]))
	}
	t.seen[h] = true
}

// mark remembers a masked place, so that it can be compared with the list.
func (t *tableCheck) mark(record []string, c column, value string) {
	if t.number < 0 || len(t.marks) >= mostMasked {
		return
	}
	if value == Mark {
		t.marks[place(t.ledger, record[t.number], c.name)] = true
		return
	}
	if c.kind != "array" || !strings.Contains(value, `"`+Mark+`"`) {
		return
	}
	var rows []map[string]any
	if json.Unmarshal([]byte(value), &rows) != nil {
		return
	}
	for _, row := range rows {
		for inner, v := range row {
			if v == Mark {
				t.marks[place(t.ledger, record[t.number], c.name+"."+inner)] = true
			}
		}
	}
}

// place names one value of one entry.
func place(ledger, number, field string) string {
	return shown(ledger) + " " + shown(number) + " " + shown(field)
}

// redaction compares the list of masked values with the tables, both ways.
func (v *verifier) redaction(marks map[string]bool) {
	text, ok := v.text(fileMasked, mostJSON)
	if !ok {
		return
	}
	var list Redaction
	if err := json.Unmarshal(text, &list); err != nil || len(list.Masked) > mostMasked {
		v.defect(fileMasked, "bundle.defect.json")
		return
	}
	v.report.Masked = len(list.Masked)
	if list.Mark != Mark {
		v.defect(fileMasked, "bundle.defect.mark", "mark", shown(list.Mark))
	}
	listed := make(map[string]bool, len(list.Masked))
	for _, m := range list.Masked {
		field, inner, nested := strings.Cut(m.Field, ".")
		field = columnName(field)
		if nested {
			field += "." + inner
		}
		at := place(m.Ledger, m.Number, field)
		listed[at] = true
		if !marks[at] {
			v.defect(at, "bundle.defect.masked.listed")
		}
	}
	for _, at := range sortedKeys(marks) {
		if !listed[at] {
			v.defect(at, "bundle.defect.masked.unlisted")
		}
	}
}

func sortedKeys(set map[string]bool) []string {
	keys := make([]string, 0, len(set))
	for key := range set {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	return keys
}
