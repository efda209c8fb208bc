package catalog

import "campuskeeper/app"

// Counts says how many records there are of what. Void records are counted only in
// Groups and States.
type Counts struct {
	Total   int // without void ones
	Overdue int // open with a due day before today
	Groups  map[Group]int
	States  map[string]int
	Grades  map[string]int
	Months  map[string]int // of the day, "2026-11"
}

// cell is one combination of what is counted.
type cell struct {
	shared *shared
	month  int32
}

// cube counts the records of one ledger by combination; every count is a sum over
// its few cells.
type cube map[cell]int

func (c cube) add(e *entry, by int) {
	key := cell{e.shared, e.month()}
	if c[key] += by; c[key] == 0 {
		delete(c, key)
	}
}

func (c cube) addTo(sum *Counts) {
	for key, n := range c {
		sum.Groups[key.shared.group] += n
		sum.States[key.shared.state] += n
		if key.shared.group == Void {
			continue
		}
		sum.Total += n
		sum.Grades[key.shared.grade] += n
		if month := monthText(key.month); month != "" {
			sum.Months[month] += n
		}
	}
}

// Counts counts the records of a ledger, or of all of them for "". A record without
// a state or grade is counted under "".
func (c *Catalog) Counts(ledger string, today app.Day) Counts {
	c.mu.RLock()
	defer c.mu.RUnlock()
	sum := Counts{
		Groups: map[Group]int{}, States: map[string]int{}, Grades: map[string]int{}, Months: map[string]int{},
	}
	for name, list := range c.lists {
		if name != "" && (ledger == "" || ledger == name) {
			list.cube.addTo(&sum)
		}
	}
	if list := c.lists[ledger]; list != nil {
		for _, slot := range list.dueBefore(c.entries, dayNumber(today)) {
			if c.entries[slot].shared.open() {
				sum.Overdue++
			}
		}
	}
	return sum
}

// Ledgers counts the records of each ledger, void ones left out.
func (c *Catalog) Ledgers() map[string]int {
	c.mu.RLock()
	defer c.mu.RUnlock()
	counts := map[string]int{}
	for name, list := range c.lists {
		if name == "" {
			continue
		}
		for key, n := range list.cube {
			if key.shared.group != Void {
				counts[name] += n
			}
		}
	}
	return counts
}

// Entries counts the records of a ledger on the days of a period, void ones left
// out. Whole months are counted without looking at records.
func (c *Catalog) Entries(ledger string, period app.Period) int {
	c.mu.RLock()
	defer c.mu.RUnlock()
	list := c.lists[ledger]
	if list == nil || ledger == "" {
		return 0
	}
	count := 0
	if wholeMonths(period) {
		from, to := monthOf(period.From), monthOf(period.To)
		for key, n := range list.cube {
			if key.shared.group != Void && key.month != noDay && key.month >= from && key.month <= to {
				count += n
			}
		}
		return count
	}
	for _, slot := range list.first().slots {
		e := c.entries[slot]
		if e.shared.group != Void && e.day != noDay && period.Has(dayOf(e.day)) {
			count++
		}
	}
	return count
}

func wholeMonths(p app.Period) bool {
	return !p.From.IsZero() && !p.To.IsZero() && p.From.Dom == 1 && p.To == p.To.LastOfMonth()
}

func monthOf(d app.Day) int32 { return int32(d.Year*12 + int(d.Month) - 1) }
