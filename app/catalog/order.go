package catalog

import (
	"cmp"
	"fmt"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"

	"campuskeeper/app"
	"campuskeeper/app/catalog/internal/text"
)

// comparer puts two entries in order.
type comparer func(a, b *entry) int

// compile makes one comparer of a specification; ties go by ID.
func (r Rules) compile(s spec) comparer {
	keys := make([]comparer, len(s))
	for i, k := range s {
		keys[i] = r.key(k)
	}
	return func(a, b *entry) int {
		for _, key := range keys {
			if c := key(a, b); c != 0 {
				return c
			}
		}
		return cmp.Compare(a.id, b.id)
	}
}

// key compares by one column; what has no value comes last.
func (r Rules) key(k Sort) comparer {
	sign := 1
	if k.Desc {
		sign = -1
	}
	switch k.Column {
	case ByDay:
		return byNumber(sign, func(e *entry) int64 { return orLast(e.day) })
	case ByDue:
		return byNumber(sign, func(e *entry) int64 { return orLast(e.due) })
	case ByMonth:
		return byNumber(sign, func(e *entry) int64 { return orLast(e.month()) })
	case ByCreated:
		return byNumber(sign, func(e *entry) int64 { return e.created.UnixNano() })
	case ByUpdated:
		return byNumber(sign, func(e *entry) int64 { return e.updated.UnixNano() })
	case ByState:
		return r.byRank(sign, func(e *entry) string { return e.shared.state }, r.StateRank)
	case ByGrade:
		return r.byRank(sign, func(e *entry) string { return e.shared.grade }, r.GradeRank)
	}
	value := k.Column.value()
	compare := text.Compare
	if strings.HasPrefix(string(k.Column), "cell:") {
		compare = compareCells
	}
	return func(a, b *entry) int {
		x, y := value(a), value(b)
		if x == "" || y == "" {
			return emptyLast(x, y)
		}
		return sign * compare(x, y)
	}
}

// last stands for "no day" in comparisons.
const last = int64(1) << 62

func orLast(n int32) int64 {
	if n == noDay {
		return last
	}
	return int64(n)
}

func byNumber(sign int, value func(*entry) int64) comparer {
	return func(a, b *entry) int {
		x, y := value(a), value(b)
		if x == last || y == last {
			return cmp.Compare(x, y)
		}
		return sign * cmp.Compare(x, y)
	}
}

func (r Rules) byRank(sign int, value func(*entry) string, rank func(string) int) comparer {
	return func(a, b *entry) int {
		x, y := value(a), value(b)
		if x == y {
			return 0
		}
		if x == "" || y == "" {
			return emptyLast(x, y)
		}
		if rank != nil {
			if c := cmp.Compare(rank(x), rank(y)); c != 0 {
				return sign * c
			}
		}
		return sign * text.Compare(x, y)
	}
}

func emptyLast(x, y string) int {
	switch {
	case x == y:
		return 0
	case x == "":
		return 1
	}
	return -1
}

// compareCells compares decimal numbers by value, everything else as text.
func compareCells(x, y string) int {
	if isDecimal(x) && isDecimal(y) {
		m, _ := strconv.ParseFloat(x, 64) // a decimal is read; one too large is infinite
		n, _ := strconv.ParseFloat(y, 64)
		if m != n {
			return cmp.Compare(m, n)
		}
	}
	return text.Compare(x, y)
}

// isDecimal says whether a text is a decimal number as values keep it: -12, 12.5. It
// spares all others the attempt to read them.
func isDecimal(s string) bool {
	s = strings.TrimPrefix(s, "-")
	digits, points := 0, 0
	for i := range len(s) {
		switch {
		case s[i] >= '0' && s[i] <= '9':
			digits++
		case s[i] == '.':
			points++
		default:
			return false
		}
	}
	return digits > 0 && points < 2
}

// value reads a column as text, for comparing and for the heads of groups.
func (c Column) value() func(*entry) string {
	switch c {
	case ByLedger:
		return func(e *entry) string { return e.shared.ledger }
	case ByNumber:
		return func(e *entry) string { return e.number }
	case ByTitle:
		return func(e *entry) string { return e.title }
	case ByState:
		return func(e *entry) string { return e.shared.state }
	case ByGrade:
		return func(e *entry) string { return e.shared.grade }
	case ByPlace:
		return func(e *entry) string { return e.place }
	case ByOwner:
		return func(e *entry) string { return e.owner }
	case ByDay:
		return func(e *entry) string { return dayOf(e.day).String() }
	case ByDue:
		return func(e *entry) string { return dayOf(e.due).String() }
	case ByMonth:
		return func(e *entry) string { return monthText(e.month()) }
	case ByCreated:
		return func(e *entry) string { return app.DayOf(e.created).String() }
	case ByUpdated:
		return func(e *entry) string { return app.DayOf(e.updated).String() }
	}
	if i, ok := strings.CutPrefix(string(c), "cell:"); ok {
		if n, err := strconv.Atoi(i); err == nil {
			return func(e *entry) string { return e.cell(n) }
		}
	}
	return func(*entry) string { return "" }
}

func monthText(month int32) string {
	if month == noDay {
		return ""
	}
	return fmt.Sprintf("%04d-%02d", month/12, month%12+1)
}

// sorted is the list of one ledger in one order, as slots of the catalog.
type sorted struct {
	compare comparer
	slots   []int32
}

// sort puts the slots in order by what entries hold. A large ledger is sorted in parts
// beside each other, which are then merged.
func (s *sorted) sort(entries []*entry) {
	compare := func(a, b int32) int { return s.compare(entries[a], entries[b]) }
	workers := min(runtime.GOMAXPROCS(0), maxWorkers, len(s.slots)/leastPart)
	if workers < 2 {
		slices.SortFunc(s.slots, compare)
		return
	}
	parts := slices.Collect(slices.Chunk(s.slots, (len(s.slots)+workers-1)/workers))
	beside(len(parts), func(i int) { slices.SortFunc(parts[i], compare) })
	for len(parts) > 1 {
		merged := make([][]int32, (len(parts)+1)/2)
		beside(len(merged), func(i int) {
			merged[i] = parts[2*i]
			if 2*i+1 < len(parts) {
				merged[i] = merge(parts[2*i], parts[2*i+1], compare)
			}
		})
		parts = merged
	}
	s.slots = parts[0]
}

// nearest returns the slots of the list in an order that is near to the one wanted, from
// which sorting is the quickest: the same one backwards if it is kept.
func (l *list) nearest(wanted spec) []int32 {
	back := slices.Clone(wanted)
	for i := range back {
		back[i].Desc = !back[i].Desc
	}
	for _, kept := range l.orders {
		if kept.key == back.key() {
			slots := slices.Clone(kept.slots)
			slices.Reverse(slots)
			return slots
		}
	}
	return slices.Clone(l.first().slots)
}

// leastPart is how many entries are worth a goroutine of their own.
const leastPart = 4096

// beside does count things beside each other and waits for all of them.
func beside(count int, do func(i int)) {
	var wg sync.WaitGroup
	for i := range count {
		wg.Go(func() { do(i) })
	}
	wg.Wait()
}

// merge joins two runs that are in order.
func merge(a, b []int32, compare func(a, b int32) int) []int32 {
	all := make([]int32, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		if compare(a[0], b[0]) <= 0 {
			all, a = append(all, a[0]), a[1:]
		} else {
			all, b = append(all, b[0]), b[1:]
		}
	}
	return append(append(all, a...), b...)
}

// fewChanges is up to how many changes are put in one by one.
const fewChanges = 16

// remove takes slots out. entries must still hold what stood there.
func (s *sorted) remove(entries []*entry, out []int32) {
	if len(out) > fewChanges {
		gone := make(map[int32]bool, len(out))
		for _, slot := range out {
			gone[slot] = true
		}
		s.slots = slices.DeleteFunc(s.slots, func(slot int32) bool { return gone[slot] })
		return
	}
	for _, slot := range out {
		if i, ok := s.search(entries, slot); ok {
			s.slots = slices.Delete(s.slots, i, i+1)
		}
	}
}

// add puts slots in. entries must hold what stands there now.
func (s *sorted) add(entries []*entry, in []int32) {
	if len(in) <= fewChanges {
		for _, slot := range in {
			i, _ := s.search(entries, slot)
			s.slots = slices.Insert(s.slots, i, slot)
		}
		return
	}
	fresh := sorted{s.compare, slices.Clone(in)}
	fresh.sort(entries)
	merged := make([]int32, 0, len(s.slots)+len(in))
	rest := fresh.slots
	for _, slot := range s.slots {
		for len(rest) > 0 && s.compare(entries[rest[0]], entries[slot]) < 0 {
			merged, rest = append(merged, rest[0]), rest[1:]
		}
		merged = append(merged, slot)
	}
	s.slots = append(merged, rest...)
}

func (s *sorted) search(entries []*entry, slot int32) (int, bool) {
	return slices.BinarySearchFunc(s.slots, slot, func(at, want int32) int {
		return s.compare(entries[at], entries[want])
	})
}
