package catalog

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"campuskeeper/app"
)

// TestLargeListIsSortedAsASmallOne: parts that are sorted beside each other and merged
// are in the same order as the whole.
func TestLargeListIsSortedAsASmallOne(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for _, count := range []int{0, 1, leastPart, 2*leastPart + 1, 3*leastPart + 17, 9 * leastPart} {
		entries, slots := make([]*entry, count), make([]int32, count)
		for i := range entries {
			entries[i] = &entry{id: app.ID(fmt.Sprint(i)), title: fmt.Sprintf("第%d处", random.IntN(count))}
			slots[i] = int32(i)
		}
		compare := Rules{}.compile(spec{{Column: ByTitle}})
		want := slices.Clone(slots)
		slices.SortFunc(want, func(a, b int32) int { return compare(entries[a], entries[b]) })
		got := sorted{compare, slots}
		got.sort(entries)
		if !slices.Equal(got.slots, want) {
			t.Errorf("%d entries are not in order", count)
		}
	}
}

// BenchmarkSort sorts a whole ledger by titles that begin alike, as after the first
// tap on the head of that column.
func BenchmarkSort(b *testing.B) {
	const count = 100_000
	entries, slots := make([]*entry, count), make([]int32, count)
	for i := range entries {
		entries[i] = &entry{id: app.ID(fmt.Sprint(i)), title: fmt.Sprintf("第%d处：疏散通道堆放杂物", i*7919%count)}
		slots[i] = int32(i)
	}
	compare := Rules{}.compile(spec{{Column: ByTitle}})
	for b.Loop() {
		s := sorted{compare, slices.Clone(slots)}
		s.sort(entries)
	}
}
