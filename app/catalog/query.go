package catalog

import (
	"fmt"
	"strings"

	"campuskeeper/app"
	"campuskeeper/app/catalog/internal/text"
)

// Column is something that rows can be sorted and grouped by.
type Column string

// The columns that every record has. Cell names the others.
const (
	ByLedger  Column = "ledger"
	ByNumber  Column = "number"
	ByTitle   Column = "title"
	ByState   Column = "state"
	ByGrade   Column = "grade"
	ByPlace   Column = "place"
	ByOwner   Column = "owner"
	ByDay     Column = "day"
	ByDue     Column = "due"
	ByMonth   Column = "month" // of the day, "2026-11"
	ByCreated Column = "created"
	ByUpdated Column = "updated"
)

// Cell is the i-th list column of a ledger's template, from 0.
func Cell(i int) Column { return Column(fmt.Sprintf("cell:%d", i)) }

// Sort is one key of an order. Rows without a value come last either way.
type Sort struct {
	Column Column
	Desc   bool
}

// Group is where a state stands in the closed loop, as far as lists care.
type Group string

// The groups. Overdue is no group of a state: it is open, re-inspection included,
// with a due day before Query.Today.
const (
	Any       Group = ""
	Open      Group = "open"       // to be dealt with; as a filter, Reinspect too
	Reinspect Group = "re-inspect" // done, waits for the re-inspection
	Closed    Group = "closed"
	Void      Group = "void"
	Overdue   Group = "overdue" // only as a filter
)

// Query says which rows, in which order. The zero Query is everything, newest day
// first.
type Query struct {
	Ledger    string // "" for all
	Text      string
	States    []string // any of these; none for all
	Grades    []string
	Group     Group
	Period    app.Period      // of the record's day
	DueBefore app.Day         // has a due day before this one
	Owner     string          // exactly this one
	UpTo      app.Sensitivity // nothing more sensitive; "" for no limit
	Today     app.Day         // needed for Overdue and Row.Late
	Sort      []Sort          // none: newest day first, then highest number
	GroupBy   Column          // groups in ascending order
}

// Row is the line of one record: canonical text, no record behind it.
type Row struct {
	Kind        app.Kind
	ID          app.ID
	Ledger      string
	Number      string
	Title       string
	State       string
	Grade       string
	Place       string
	Owner       string
	Day         app.Day
	Due         app.Day
	Late        int // days past due while open; 0 when not late
	Sensitivity app.Sensitivity
	Cells       []string // values of the template's list columns
	Group       string   // value of the column of Query.GroupBy
}

// Page is a run of rows. When a text search stopped early, Exact is false and Total
// is how many were found so far, more than the page; Total gives the exact number.
type Page struct {
	Rows    []Row
	Offset  int
	Total   int
	Exact   bool
	Version uint64 // of the catalog when the page was made
}

// Totals are exact.
type Totals struct {
	Rows    int
	Groups  []GroupTotal // in the order of the rows; nil without Query.GroupBy
	Version uint64
}

// GroupTotal is one group of rows.
type GroupTotal struct {
	Value string
	First int // offset of its first row
	Rows  int
}

// key is the query in one form; queries with the same key have the same answer.
func (q Query) key(search text.Query) string {
	return fmt.Sprintf("%q %q %q %q %q %v %v %q %q %v|%s", q.Ledger, search.Key(), q.States, q.Grades, q.Group,
		q.Period, q.DueBefore, q.Owner, q.UpTo, q.lateFrom(), q.order().key())
}

// lateFrom is today where the answer depends on it.
func (q Query) lateFrom() app.Day {
	if q.Group == Overdue {
		return q.Today
	}
	return app.Day{}
}

// order is the whole sort specification, the default one where none is given.
func (q Query) order() spec {
	var s spec
	if q.GroupBy != "" {
		s = append(s, Sort{Column: q.GroupBy})
	}
	s = append(s, q.Sort...)
	if len(q.Sort) == 0 {
		s = append(s, defaultSpec...)
	}
	return s
}

// spec is an order of rows. Ties are broken by the ID, so that every order is total.
type spec []Sort

var defaultSpec = spec{{ByDay, true}, {ByNumber, true}}

func (s spec) key() string {
	var b strings.Builder
	for _, k := range s {
		b.WriteString(string(k.Column))
		if k.Desc {
			b.WriteByte('-')
		}
		b.WriteByte(' ')
	}
	return b.String()
}
