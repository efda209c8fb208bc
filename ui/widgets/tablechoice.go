package widgets

import (
	"sort"
	"strings"
)

// Chosen lists the rows chosen for an action on several, in their order; the row
// under the cursor when none is chosen.
func (t *DataTable[T]) Chosen() []string {
	if len(t.chosen) == 0 {
		if key := t.SelectedKey(); key != "" {
			return []string{key}
		}
		return nil
	}
	keys := make([]string, 0, len(t.chosen))
	for key := range t.chosen {
		keys = append(keys, key)
	}
	sort.Slice(keys, func(i, j int) bool { return t.rows.Find(keys[i]) < t.rows.Find(keys[j]) })
	return keys
}

// Choose chooses these rows and no others.
func (t *DataTable[T]) Choose(keys []string) {
	clear(t.chosen)
	for _, key := range keys {
		t.chosen[key] = true
	}
	t.tellChosen()
	t.body.relay()
	t.body.roll()
}

// ClearChosen forgets which rows are chosen.
func (t *DataTable[T]) ClearChosen() {
	clear(t.chosen)
	t.tellChosen()
	t.body.roll()
}

func (t *DataTable[T]) tellChosen() {
	if t.OnChosen != nil {
		t.OnChosen(len(t.chosen))
	}
}

func (t *DataTable[T]) chooseAll() {
	if t.OnAll != nil {
		t.OnAll()
		return
	}
	keys := make([]string, t.length())
	for i := range keys {
		keys[i] = t.rows.Key(i)
	}
	t.Choose(keys)
}

// chooseTo chooses every row between the anchor and an item.
func (t *DataTable[T]) chooseTo(item int) {
	from, to := t.anchor, item
	if from < 0 {
		from = item
	}
	if from > to {
		from, to = to, from
	}
	clear(t.chosen)
	for i := from; i <= to; i++ {
		if key := t.keyAt(i); key != "" {
			t.chosen[key] = true
		}
	}
	t.tellChosen()
}

// choose adds a row to the chosen ones or takes it away; a heading folds.
func (t *DataTable[T]) choose(item int) {
	key := t.keyAt(item)
	if key == "" {
		t.open(item)
		return
	}
	if t.chosen[key] {
		delete(t.chosen, key)
	} else {
		t.chosen[key] = true
	}
	t.anchor = item
	t.tellChosen()
	t.body.roll()
}

// forgetGone drops chosen rows that are no longer there.
func (t *DataTable[T]) forgetGone() {
	if len(t.chosen) == 0 {
		return
	}
	there := make(map[string]bool, len(t.chosen))
	for key := range t.chosen {
		if t.rows.Find(key) >= 0 {
			there[key] = true
		}
	}
	changed := len(there) != len(t.chosen)
	t.chosen = there
	if changed {
		t.tellChosen()
	}
}

// Text returns the chosen rows as tab-separated lines under the titles of the
// columns, as a workbook takes them.
func (t *DataTable[T]) Text() string {
	var b strings.Builder
	line := func(cell func(placed[T]) string) {
		for i, column := range t.columns.shown {
			if i > 0 {
				b.WriteByte('\t')
			}
			b.WriteString(strings.Join(strings.Fields(cell(column)), " "))
		}
		b.WriteByte('\n')
	}
	line(func(column placed[T]) string { return column.Title })
	for _, key := range t.Chosen() {
		if row, known := t.rows.Row(t.rows.Find(key)); known {
			line(func(column placed[T]) string { return column.Cell(row).Text })
		}
	}
	return b.String()
}
