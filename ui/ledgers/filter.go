package ledgers

import (
	"strings"

	"campuskeeper/app/catalog"
	"campuskeeper/app/ledger"
)

// filter is what the chips, selects and the search box say together.
type filter struct {
	chip   catalog.Group
	period string // one of periods, "" for any date
	grade  string
	text   string
	sortBy string
	back   bool
}

// periods are the runs of days that a list can be narrowed to.
var periods = []string{"year", "term", "month"}

// narrowed says whether the filter keeps records out of the list of which no chip
// and no letter in the search box tells.
func (f filter) narrowed() bool { return f.period != "" || f.grade != "" }

// widened is the filter without what narrows it.
func (f filter) widened() filter {
	f.period, f.grade = "", ""
	return f
}

// query makes the catalog's question of a filter.
func (v *list) query(f filter) catalog.Query {
	q := catalog.Query{
		Ledger: v.template.Name, Text: f.text, Group: f.chip,
		UpTo: v.deps.mayRead(), Today: v.deps.today(),
	}
	if f.grade != "" {
		q.Grades = []string{f.grade}
	}
	if f.period != "" && v.deps.Period != nil {
		q.Period, _ = v.deps.Period(f.period, q.Today)
	}
	if f.sortBy != "" {
		q.Sort = []catalog.Sort{{Column: sortColumn(v.template, f.sortBy), Desc: f.back}, {Column: catalog.ByNumber, Desc: f.back}}
	}
	return q
}

// firstFilter is how a ledger is looked at for the first time: what is open, by due
// day, of whatever year, because work that was not done does not end with the school
// year. A ledger without a loop is a book of this school year, newest first.
func (v *list) firstFilter() filter {
	f := filter{chip: catalog.Open, sortBy: v.template.Headline.Due}
	if v.loop.Name == ledger.NoLoop {
		f = filter{chip: catalog.Any, sortBy: v.template.Headline.Day, back: true}
		if v.knows("year") {
			f.period = "year"
		}
	}
	if f.sortBy == "" {
		f.sortBy, f.back = v.template.Headline.Day, true
	}
	return f
}

// knows says whether there is such a period around today.
func (v *list) knows(period string) bool {
	if v.deps.Period == nil {
		return false
	}
	_, known := v.deps.Period(period, v.deps.today())
	return known
}

// recallFilter returns how the ledger was looked at last; false when it never was.
func (v *list) recallFilter() (filter, bool) {
	parts := strings.Split(v.deps.Memory.Recall(v.habit()), "|")
	if len(parts) != 4 {
		return filter{}, false
	}
	f := filter{chip: catalog.Group(parts[0]), period: parts[1], sortBy: parts[2], back: parts[3] == "down"}
	if f.period != "" && !v.knows(f.period) {
		f.period = "" // a term that is over narrows nothing
	}
	return f, true
}

func (v *list) rememberFilter() {
	direction := "up"
	if v.filter.back {
		direction = "down"
	}
	v.deps.Memory.Remember(v.habit(), strings.Join([]string{
		string(v.filter.chip), v.filter.period, v.filter.sortBy, direction,
	}, "|"))
}

func (v *list) habit() string { return "ledgers.list." + v.template.Name }

func (v *list) sorted(column string, back bool) {
	v.filter.sortBy, v.filter.back = column, back
	v.rememberFilter()
	v.load()
}
