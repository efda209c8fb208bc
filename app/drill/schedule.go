package drill

import (
	"cmp"
	"slices"
	"time"

	"campuskeeper/app"
	"campuskeeper/app/calendar"
)

// Standing says how a drill of the year stands.
type Standing string

// The standings.
const (
	Unscheduled Standing = "not-scheduled" // asked for, and no day is set
	Scheduled   Standing = "scheduled"
	Unwritten   Standing = "write-up-missing" // held; its record or its review is missing
	Completed   Standing = "completed"
	Lapsed      Standing = "out-of-compliance" // was asked for, and its time is over
)

// Key is the message of a standing.
func (s Standing) Key() string { return "agenda.standing." + string(s) }

// YearView is a school year of drills as a screen and a paper show it: rows by
// kind, cells by month.
type YearView struct {
	Year   calendar.SchoolYear
	Months []app.Day // the first day of each
	Rows   []YearRow // in the order of the kinds; kinds without a drill are left out
}

// YearRow is a kind of drill in a year.
type YearRow struct {
	Kind  string
	Title app.Text
	Cells [][]Slot // one for each of YearView.Months
}

// Slot is a drill of the year, or the place of one that is asked for.
type Slot struct {
	Standing Standing
	Kind     string
	ID       app.ID // of the entry; "" where there is no drill yet
	Ledger   string
	Number   string
	State    string
	Day      app.Day // of the drill, or the day proposed; of a missed one its last day
	Time     string
	Tags     []Tag
	Rules    []string // IDs of the rules that it serves or would serve
	Short    int      // of a missed one: how many drills
	Reason   Reason   // of a missed one
	Late     bool     // scheduled for a day that is past
}

// View shows a school year at a moment: its entries, what is to be scheduled, and what
// was missed. The question's own Held and Planned are not looked at.
func (q Question) View(year calendar.SchoolYear, entries []Entry, now time.Time) YearView {
	today := app.DayOf(now)
	q.Held, q.Planned = Split(entries)
	rows := map[string][]Slot{}
	for _, e := range entries {
		if slot, ok := q.slotOf(e, today); ok && year.Has(slot.Day) {
			rows[slot.Kind] = append(rows[slot.Kind], slot)
		}
	}
	proposal := q.Propose(year, now)
	for _, p := range proposal.Drills {
		rows[p.Kind] = append(rows[p.Kind], Slot{
			Standing: Unscheduled, Kind: p.Kind, Day: p.Day, Time: p.Time, Tags: p.Tags, Rules: p.Rules,
		})
	}
	for _, u := range proposal.Unmet {
		kind := q.typical(u.Requirement)
		rows[kind] = lapse(rows[kind], kind, u, year)
	}
	return q.view(year, rows)
}

// slotOf is the slot of an entry; false for one that is cancelled or of no day.
func (q Question) slotOf(e Entry, today app.Day) (Slot, bool) {
	h, planned, ok := e.Held()
	if !ok {
		return Slot{}, false
	}
	s := Slot{
		Standing: Completed, Kind: h.Kind, ID: h.ID, Ledger: e.Ledger, Number: h.Number, State: e.State,
		Day: h.Day, Time: h.Time, Tags: h.Tags,
	}
	switch {
	case planned:
		s.Standing, s.Late = Scheduled, h.Day.Before(today)
	case e.State == StateHeld || e.State == StateRecorded:
		s.Standing = Unwritten
	}
	for _, r := range q.Serves(h) {
		s.Rules = append(s.Rules, r.ID)
	}
	return s, true
}

// typical is the kind that stands for a requirement: the first one of those that it
// names, or one for the whole school: a general one, else the first, one that is not
// rare before others.
func (q Question) typical(r Requirement) string {
	for _, name := range r.Count.Kinds {
		if k, ok := q.Kinds.Kind(name); ok && q.Site.HasAll(k.Needs) {
			return name
		}
	}
	first, rare := "", ""
	for _, k := range q.Kinds {
		switch {
		case !r.Count.Takes(k) || len(k.Needs) > 0 || k.device():
		case k.General:
			return k.Name
		case first == "" && r.ordinary(k):
			first = k.Name
		case rare == "":
			rare = k.Name
		}
	}
	return cmp.Or(first, rare)
}

// lapse adds what cannot be met any more; several rules that miss the same kind in
// the same month share a slot.
func lapse(row []Slot, kind string, u Unmet, year calendar.SchoolYear) []Slot {
	day := earlier(u.Period.To, year.To)
	at := slices.IndexFunc(row, func(s Slot) bool {
		return s.Standing == Lapsed && s.Day.FirstOfMonth() == day.FirstOfMonth()
	})
	if at < 0 {
		return append(row, Slot{Standing: Lapsed, Kind: kind, Day: day, Rules: []string{u.Rule}, Short: u.Short, Reason: u.Reason})
	}
	row[at].Short = max(row[at].Short, u.Short)
	if !slices.Contains(row[at].Rules, u.Rule) {
		row[at].Rules = append(row[at].Rules, u.Rule)
	}
	return row
}

// view lays slots out by kind and month.
func (q Question) view(year calendar.SchoolYear, rows map[string][]Slot) YearView {
	v := YearView{Year: year}
	for month := year.From.FirstOfMonth(); !month.After(year.To); month = month.AddMonths(1) {
		v.Months = append(v.Months, month)
	}
	for _, k := range q.rowKinds(rows) {
		row := YearRow{Kind: k.Name, Title: k.Title, Cells: make([][]Slot, len(v.Months))}
		slots := rows[k.Name]
		slices.SortStableFunc(slots, func(a, b Slot) int { return a.held().Compare(b.held()) })
		for _, s := range slots {
			at := slices.Index(v.Months, s.Day.FirstOfMonth())
			row.Cells[at] = append(row.Cells[at], s)
		}
		v.Rows = append(v.Rows, row)
	}
	return v
}

func (s Slot) held() Held { return Held{Kind: s.Kind, Day: s.Day, Time: s.Time} }

// rowKinds lists the kinds that have slots: those known in their order, then the
// school's own words.
func (q Question) rowKinds(rows map[string][]Slot) []Kind {
	var listed []Kind
	for _, k := range q.Kinds {
		if len(rows[k.Name]) > 0 {
			listed = append(listed, k)
		}
	}
	var own []string
	for name := range rows {
		if _, known := q.Kinds.Kind(name); !known && name != "" {
			own = append(own, name)
		}
	}
	slices.Sort(own)
	for _, name := range own {
		listed = append(listed, Kind{Name: name, Title: app.Text{app.English: name, app.Chinese: name}})
	}
	return listed
}

// Counts returns how many slots of the year stand in each way.
func (v YearView) Counts() map[Standing]int {
	counts := map[Standing]int{}
	for _, s := range v.List() {
		counts[s.Standing]++
	}
	return counts
}

// Titles returns what the kinds of the year are called, by their names.
func (v YearView) Titles() map[string]app.Text {
	titles := make(map[string]app.Text, len(v.Rows))
	for _, row := range v.Rows {
		titles[row.Kind] = row.Title
	}
	return titles
}

// List returns all slots of the year in the order of their days, for a list.
func (v YearView) List() []Slot {
	var all []Slot
	for _, row := range v.Rows {
		for _, cell := range row.Cells {
			all = append(all, cell...)
		}
	}
	slices.SortStableFunc(all, func(a, b Slot) int { return a.held().Compare(b.held()) })
	return all
}
