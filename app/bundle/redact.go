package bundle

import (
	"slices"
	"strings"

	"campuskeeper/app"
	"campuskeeper/app/ledger"
	"campuskeeper/app/schema"
)

// Mark stands where a value was masked. It is no blank, so that "nothing was
// written" and "you may not see it" stay apart.
const Mark = "***"

// Rule names why something was masked or left out; redaction.json uses it.
type Rule string

// The rules.
const (
	RuleRestricted Rule = "restricted" // restricted data without a legal basis
	RuleSealed     Rule = "sealed"     // sealed data never leaves
	RuleLevel      Rule = "level"      // more sensitive than the profile allows
	RuleProfile    Rule = "profile"    // the profile masks or leaves it out
	RuleCounts     Rule = "counts"     // the ledger goes up as counts only
	RuleLocked     Rule = "locked"     // whoever made the bundle may not open it
	RuleBudget     Rule = "budget"     // the attachments grew larger than the profile allows
	RuleDamaged    Rule = "damaged"    // the file is missing or damaged
)

// Redaction is the content of redaction.json: everything that does not leave the
// school as it was written, with the rule that keeps it.
type Redaction struct {
	Mark     string         `json:"mark"`
	Basis    *UsedBasis     `json:"basis"` // nil when none was chosen
	Masked   []MaskedValue  `json:"masked"`
	Columns  []LeftColumn   `json:"columnsLeftOut"`
	Files    []LeftFile     `json:"filesLeftOut"`
	Withheld []WithheldRows `json:"entriesWithheld"`
}

// UsedBasis is the legal basis that was chosen.
type UsedBasis struct {
	Name     string   `json:"name"`
	Title    app.Text `json:"title"`
	Document string   `json:"document"`
}

// MaskedValue is one masked value.
type MaskedValue struct {
	Ledger string `json:"ledger"`
	Number string `json:"number"`
	Field  string `json:"field"`
	Rule   Rule   `json:"rule"`
}

// LeftColumn is a column that is not in a table at all.
type LeftColumn struct {
	Ledger string `json:"ledger"`
	Field  string `json:"field"`
	Rule   Rule   `json:"rule"`
}

// LeftFile is a photo or file that stays in the school.
type LeftFile struct {
	Ledger string `json:"ledger"`
	Number string `json:"number"`
	Field  string `json:"field"`
	Count  int    `json:"count"`
	Rule   Rule   `json:"rule"`
}

// WithheldRows counts entries that stay in the school.
type WithheldRows struct {
	Ledger string `json:"ledger"`
	Count  int    `json:"count"`
	Rule   Rule   `json:"rule"`
}

// Table is one ledger as it leaves: only the columns that go up, with masked
// values in place.
type Table struct {
	Template ledger.Template // its Fields are the columns that go up
	Loop     ledger.Loop
	Entries  []ledger.Entry
	loose    map[string]bool // columns whose constraints older entries do not keep
	masked   map[string]bool // columns in which a value is masked
}

// redactor masks a selection for one request.
type redactor struct {
	library *ledger.Library
	profile Profile
	basis   *Basis
	upTo    app.Sensitivity
	out     Redaction
}

func newRedactor(library *ledger.Library, p Profile, r Request) (*redactor, error) {
	x := &redactor{library: library, profile: p, upTo: p.UpTo, out: Redaction{
		Mark: Mark, Masked: []MaskedValue{}, Columns: []LeftColumn{}, Files: []LeftFile{}, Withheld: []WithheldRows{},
	}}
	if r.Basis == "" {
		return x, nil
	}
	b, ok := p.Basis(r.Basis)
	if !ok {
		return nil, app.Errorf(app.CodeInvalid, "bundle.basis.unknown", "name", r.Basis, "recipient", p.Title)
	}
	if r.Document == "" {
		return nil, app.Errorf(app.CodeInvalid, "bundle.basis.document", "basis", b.Title)
	}
	x.basis, x.upTo = &b, b.UpTo
	x.out.Basis = &UsedBasis{b.Name, b.Title, r.Document}
	return x, nil
}

// tables masks every ledger of the selection that goes up as entries.
func (x *redactor) tables(sel selection) []Table {
	var tables []Table
	for _, s := range sel.tables {
		opened := x.basis != nil && slices.Contains(x.basis.Opens, s.rule.Ledger)
		if s.rule.As == AsCounts && !opened {
			x.withhold(s.rule.Ledger, len(s.entries)+s.locked, RuleCounts)
			continue
		}
		x.withhold(s.rule.Ledger, s.locked, RuleLocked)
		tables = append(tables, x.table(s))
	}
	return tables
}

func (x *redactor) withhold(name string, count int, rule Rule) {
	if count > 0 {
		x.out.Withheld = append(x.out.Withheld, WithheldRows{name, count, rule})
	}
}

func (x *redactor) table(s selected) Table {
	t := Table{Template: s.template, Loop: x.library.Loop(s.template), loose: map[string]bool{}, masked: map[string]bool{}}
	all := x.everyField(s, t.loose)
	t.Template.Fields = nil
	for _, f := range all {
		if rule := x.left(s.rule, f); rule != "" {
			x.out.Columns = append(x.out.Columns, LeftColumn{s.rule.Ledger, f.Name, rule})
			continue
		}
		t.Template.Fields = append(t.Template.Fields, f)
	}
	for _, e := range s.entries {
		t.Entries = append(t.Entries, x.entry(&t, s.rule, e))
	}
	return t
}

// everyField lists the fields of the template in use and behind them those that
// only older versions know, for entries that were written with them. A column
// whose rules an older entry does not keep is marked loose.
func (x *redactor) everyField(s selected, loose map[string]bool) []schema.Field {
	fields := slices.Clone(s.template.Fields)
	for _, e := range s.entries {
		if e.Template == s.template.Version {
			continue
		}
		if old, err := x.library.Of(e); err == nil {
			for _, f := range old.Fields {
				if !slices.ContainsFunc(fields, func(g schema.Field) bool { return g.Name == f.Name }) {
					fields = append(fields, f)
				}
			}
		}
		now := schema.Schema{Fields: fields}
		for _, f := range fields {
			if _, wrong := now.Problem(f.Name, e.Values); wrong {
				loose[f.Name] = true
			}
		}
	}
	return fields
}

// left says why a column is not in the table at all, "" when it is.
func (x *redactor) left(rule LedgerRule, f schema.Field) Rule {
	switch {
	case len(rule.Fields) > 0 && !slices.Contains(rule.Fields, f.Name), slices.Contains(rule.Without, f.Name):
		return RuleProfile
	case isFile(f) && !x.profile.Attachments.Include:
		return RuleProfile
	}
	return ""
}

func isFile(f schema.Field) bool { return f.Type == schema.Photo || f.Type == schema.File }

// entry returns a copy of which nothing masked can be read.
func (x *redactor) entry(t *Table, rule LedgerRule, e ledger.Entry) ledger.Entry {
	values := schema.Values{}
	for _, f := range t.Template.Fields {
		value := e.Values[f.Name]
		if value == "" {
			continue
		}
		why := x.why(rule, f)
		switch {
		case why != "" && isFile(f):
			x.out.Files = append(x.out.Files, LeftFile{rule.Ledger, e.Number, f.Name, len(schema.ReadList(value)), why})
		case why != "":
			values[f.Name] = x.mark(t, e, f.Name, why)
		case f.Type == schema.Rows:
			values[f.Name] = x.rows(rule, e, f, value)
		default:
			values[f.Name] = value
		}
	}
	clean := e
	clean.Values = values
	clean.Steps = slices.Clone(e.Steps)
	for i, s := range clean.Steps {
		clean.Steps[i].Set = x.kept(values, s.Set)
	}
	return clean
}

// kept leaves of a step's values those that the entry itself still shows.
func (x *redactor) kept(values, set schema.Values) schema.Values {
	kept := schema.Values{}
	for name, value := range set {
		if values[name] != "" && values[name] != Mark {
			kept[name] = value
		}
	}
	return kept
}

func (x *redactor) mark(t *Table, e ledger.Entry, field string, why Rule) string {
	x.out.Masked = append(x.out.Masked, MaskedValue{e.Ledger, e.Number, field, why})
	t.masked[field] = true
	return Mark
}

// rows masks single columns of a small table inside an entry; the list names them
// "findings.pupil", once for the entry.
func (x *redactor) rows(rule LedgerRule, e ledger.Entry, f schema.Field, value string) string {
	rows := schema.ReadRows(value)
	for _, inner := range f.Fields {
		why := x.why(rule, inner)
		if why == "" {
			continue
		}
		masked := false
		for _, row := range rows {
			if row[inner.Name] != "" {
				row[inner.Name], masked = Mark, true
			}
		}
		if masked {
			x.out.Masked = append(x.out.Masked, MaskedValue{e.Ledger, e.Number, f.Name + "." + inner.Name, why})
		}
	}
	return schema.WriteRows(rows)
}

// why returns the rule that masks a field, "" when it may be read.
func (x *redactor) why(rule LedgerRule, f schema.Field) Rule {
	level := f.Level()
	switch {
	case slices.Contains(rule.Mask, f.Name) && x.basis == nil:
		return RuleProfile
	case level == app.Sealed:
		return RuleSealed
	case x.upTo.AtLeast(level):
		return ""
	case level == app.Restricted:
		return RuleRestricted
	}
	return RuleLevel
}

// named counts restricted values that leave on the legal basis: what the screen
// calls "pupils named".
func named(tables []Table) int {
	count := 0
	for _, t := range tables {
		for _, f := range t.Template.Fields {
			if f.Level() != app.Restricted {
				continue
			}
			for _, e := range t.Entries {
				if v := e.Values[f.Name]; v != "" && v != Mark {
					count++
				}
			}
		}
	}
	return count
}

// Mask counts the masked values of one field.
type Mask struct {
	Ledger app.Text
	Field  app.Text
	Count  int
}

// masks counts what was masked by field, in the order in which it was met.
func (x *redactor) masks() []Mask {
	at := map[[2]string]int{}
	var list []Mask
	for _, m := range x.out.Masked {
		key := [2]string{m.Ledger, m.Field}
		i, met := at[key]
		if !met {
			i = len(list)
			at[key] = i
			ledgerTitle, fieldTitle := x.titles(m)
			list = append(list, Mask{Ledger: ledgerTitle, Field: fieldTitle})
		}
		list[i].Count++
	}
	return list
}

// titles says in words where a masked value stands; "findings.pupil" is a column of
// the small table in the field findings.
func (x *redactor) titles(m MaskedValue) (ledgerTitle, field app.Text) {
	t, err := x.library.Template(m.Ledger)
	if err != nil {
		return nil, nil // it was masked by its template a moment ago
	}
	name, inner, _ := strings.Cut(m.Field, ".")
	f, _ := t.Field(name)
	for _, column := range f.Fields {
		if column.Name == inner {
			return t.Title, column.Title
		}
	}
	return t.Title, f.Title
}
