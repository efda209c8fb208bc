package today

import (
	"context"

	"campuskeeper/app"
	"campuskeeper/ui/look"
)

// Row is one line of Today: flat text, made beside the window.
type Row struct {
	Key    string // what Open and Act need
	What   string
	Number string
	Where  string
	Who    string
	Day    app.Day // when it is or was due
	Late   int     // days late, for the overdue
	Short  string  // how much is missing ("3 of 64"), for the missing
	Action string  // the word on the button: the next legal step
}

// Term is a term of the school year.
type Term struct {
	Title string
	Days  app.Period
}

// Lists are the four lists. Nothing stands in two of them; each is in the order in
// which it is shown.
type Lists struct {
	Day         app.Day
	Teaching    int   // teaching week, 0 outside term
	Assumed     *Term // the present term while its dates are only the usual ones
	Overdue     []Row
	Today       []Row
	Week        []Row
	WeekEnds    app.Day
	Missing     []Row
	MonthCloses app.Day // when the month's report closes; zero when it does not
	Next        string  // what comes next when nothing is due
	NextDay     app.Day
	Totals      Totals
}

// Totals are the numbers of the rows of each list where the list holds only the first
// of them; zero where it holds all.
type Totals struct{ Overdue, Today, Week, Missing int }

// Empty says whether there is nothing to be done at all.
func (l Lists) Empty() bool {
	return len(l.Overdue)+len(l.Today)+len(l.Week)+len(l.Missing) == 0
}

// Source gives the lists and does what the rows ask for.
type Source interface {
	// Lists makes the lists in the chosen language. It runs beside the window.
	Lists(ctx context.Context) (Lists, error)
	// Open shows the record of a row; Act does its next step.
	Open(row Row)
	Act(row Row)
}

// listKind is one of the four lists.
type listKind int

const (
	overdue listKind = iota
	dueToday
	thisWeek
	missing
)

// limits is how many rows of a list are shown until the user asks for all.
var limits = map[listKind]int{overdue: 12, dueToday: 12, thisWeek: 4, missing: 8}

// most is how many rows are shown at all: more belongs into a ledger.
const most = 200

// of returns the rows of a list.
func (l Lists) of(kind listKind) []Row {
	return [...][]Row{l.Overdue, l.Today, l.Week, l.Missing}[kind]
}

// total returns how many rows a list has, also those that it does not hold.
func (l Lists) total(kind listKind) int {
	totals := [...]int{l.Totals.Overdue, l.Totals.Today, l.Totals.Week, l.Totals.Missing}
	return max(len(l.of(kind)), totals[kind])
}

// shape returns the mark of the rows of a list.
func (k listKind) shape() look.Shape {
	return [...]look.Shape{look.Late, look.DueNow, look.Ordered, look.Needed}[k]
}

// title returns the message key of a list's name.
func (k listKind) title() string {
	return [...]string{"today.overdue", "today.today", "today.week", "today.missing"}[k]
}
