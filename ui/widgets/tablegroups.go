package widgets

import (
	"maps"
	"slices"
	"sort"
	"strings"

	"campuskeeper/ui/look"
)

// TableGroup is a run of rows under one heading.
type TableGroup struct {
	Key   string
	Title string
	Count int
	Role  look.Role // colour of the heading; "" is ink
}

// groupPlace is a group with the place of its heading among the items.
type groupPlace struct {
	TableGroup
	item  int // item of the heading
	first int // its first row
}

func (t *DataTable[T]) placeGroups(groups []TableGroup) {
	t.groups = t.groups[:0]
	item, first := 0, 0
	for _, g := range groups {
		t.groups = append(t.groups, groupPlace{g, item, first})
		item++
		if !t.folded[g.Key] {
			item += g.Count
		}
		first += g.Count
	}
}

// items counts what the body shows: rows of open groups, and headings.
func (t *DataTable[T]) items() int {
	if len(t.groups) == 0 {
		return t.length()
	}
	last := t.groups[len(t.groups)-1]
	if t.folded[last.Key] {
		return last.item + 1
	}
	return last.item + 1 + last.Count
}

// at returns what stands at an item: a row, or the heading of a group and row -1.
func (t *DataTable[T]) at(item int) (row, group int) {
	if len(t.groups) == 0 {
		return item, -1
	}
	g := sort.Search(len(t.groups), func(i int) bool { return t.groups[i].item > item }) - 1
	if g < 0 {
		return -1, -1
	}
	if t.groups[g].item == item {
		return -1, g
	}
	return t.groups[g].first + item - t.groups[g].item - 1, g
}

// itemOf is the inverse of at for rows; -1 when the row lies in a folded group.
func (t *DataTable[T]) itemOf(row int) int {
	if len(t.groups) == 0 {
		return row
	}
	g := sort.Search(len(t.groups), func(i int) bool { return t.groups[i].first > row }) - 1
	for g > 0 && t.groups[g].Count == 0 {
		g--
	}
	if g < 0 || t.folded[t.groups[g].Key] {
		return -1
	}
	return t.groups[g].item + 1 + row - t.groups[g].first
}

// Fold folds a group away or opens it; the cursor goes to its heading.
func (t *DataTable[T]) Fold(key string, fold bool) {
	at := t.SelectedKey()
	if fold {
		t.folded[key] = true
	} else {
		delete(t.folded, key)
	}
	t.rememberFolded()
	groups := make([]TableGroup, len(t.groups))
	for i, g := range t.groups {
		groups[i] = g.TableGroup
	}
	t.placeGroups(groups)
	t.cursor, t.gap = -1, -1
	if at != "" {
		t.cursor = t.find(at)
	}
	for _, g := range t.groups {
		if g.Key == key && t.cursor < 0 {
			t.cursor = g.item
		}
	}
	t.anchor = t.cursor
	t.body.relay()
	t.scroll.Refresh()
	t.body.roll()
}

func (t *DataTable[T]) foldAt(item int, fold bool) {
	if item < 0 || item >= t.items() || len(t.groups) == 0 {
		return
	}
	_, group := t.at(item)
	t.Fold(t.groups[group].Key, fold)
}

// recallFolded and rememberFolded keep which groups are folded away between two runs.
func (t *DataTable[T]) recallFolded() {
	if t.columns.memory == nil {
		return
	}
	for _, key := range strings.Split(t.columns.memory.Recall(t.foldedHabit()), ",") {
		if key != "" {
			t.folded[key] = true
		}
	}
}

func (t *DataTable[T]) rememberFolded() {
	if t.columns.memory != nil {
		t.columns.memory.Remember(t.foldedHabit(), strings.Join(slices.Sorted(maps.Keys(t.folded)), ","))
	}
}

func (t *DataTable[T]) foldedHabit() string { return "table." + t.columns.name + ".folded" }
