package catalog

import (
	"container/heap"
	"runtime"
	"slices"
	"sync"

	"campuskeeper/app"
	"campuskeeper/app/catalog/internal/text"
)

// earlyTries is how many rows a text search tries in the order of the list before it
// considers going through all text: frequent words fill the first page from there.
const earlyTries = 1000

// promises says whether so many hits in so many tries promise to find as many as are
// wanted with less work than going through all text takes.
func promises(hits, tries, wanted, all int) bool { return wanted*tries < hits*all/4 }

// Page returns up to limit rows from offset on. The rows of a text search that
// many records answer come before their number is known: see Page.Exact.
func (c *Catalog) Page(q Query, offset, limit int) Page {
	c.mu.RLock()
	defer c.mu.RUnlock()
	offset, limit = max(0, offset), max(0, limit)
	f := c.finder(q)
	if answer, ok := c.results.get(f.key, f.stamp); ok {
		return f.page(answer, offset, limit)
	}
	if !f.search.Empty() {
		if page, full := f.early(offset, limit); full {
			return page
		}
	}
	matches := f.matches()
	order, ready := f.order()
	if !ready && offset+limit < len(matches)/4 {
		return f.partly(matches, offset, limit)
	}
	return f.page(f.answer(matches, order, ready), offset, limit)
}

// Total counts all rows of a query, and those of its groups. It makes later pages
// of the query quick, so it is what a list asks for in the background once its first
// page stands.
func (c *Catalog) Total(q Query) Totals {
	c.readyOrder(q)
	c.mu.RLock()
	defer c.mu.RUnlock()
	f := c.finder(q)
	answer, ok := c.results.get(f.key, f.stamp)
	if !ok {
		order, ready := f.order()
		answer = f.answer(f.matches(), order, ready)
	}
	totals := Totals{Rows: len(answer.slots), Version: c.version}
	if q.GroupBy == "" {
		return totals
	}
	for i, slot := range answer.slots {
		value := f.group(c.entries[slot])
		if n := len(totals.Groups); n == 0 || totals.Groups[n-1].Value != value {
			totals.Groups = append(totals.Groups, GroupTotal{Value: value, First: i})
		}
		totals.Groups[len(totals.Groups)-1].Rows++
	}
	return totals
}

// Heads returns the heads of all records that a query finds, in its order: for work
// that goes through all of them, such as a bundle.
func (c *Catalog) Heads(q Query) []app.Head {
	c.readyOrder(q)
	c.mu.RLock()
	defer c.mu.RUnlock()
	f := c.finder(q)
	order, ready := f.order()
	a := f.answer(f.matches(), order, ready)
	heads := make([]app.Head, len(a.slots))
	for i, slot := range a.slots {
		heads[i] = c.entries[slot].unpack()
	}
	return heads
}

// readyOrder builds the order of a query where it is not kept yet. Sorting a large
// ledger takes long, so it is done on a copy without the lock.
func (c *Catalog) readyOrder(q Query) {
	c.mu.RLock()
	f := c.finder(q)
	_, ready := f.order()
	list := c.lists[q.Ledger]
	if ready || list == nil {
		c.mu.RUnlock()
		return
	}
	entries := slices.Clone(c.entries)
	fresh := sorted{c.rules.compile(q.order()), list.nearest(q.order())}
	c.mu.RUnlock()

	fresh.sort(entries)

	c.mu.Lock()
	defer c.mu.Unlock()
	list = c.lists[q.Ledger]
	if _, ready := c.finder(q).order(); ready || list == nil {
		return
	}
	fresh.catchUp(entries, c.entries, list.first().slots)
	if len(list.orders) == maxOrders {
		list.orders = slices.Delete(list.orders, 1, 2)
	}
	list.orders = append(list.orders, &namedOrder{fresh, q.order().key()})
}

// catchUp brings an order of old entries to what stands in the catalog now, where
// members are the slots of the ledger.
func (s *sorted) catchUp(old, now []*entry, members []int32) {
	same := func(slot int32) bool { return int(slot) < len(old) && old[slot] == now[slot] }
	s.slots = slices.DeleteFunc(s.slots, func(slot int32) bool { return int(slot) >= len(now) || !same(slot) })
	var fresh []int32
	for _, slot := range members {
		if !same(slot) {
			fresh = append(fresh, slot)
		}
	}
	s.add(now, fresh)
}

// finder answers one query. It lives while the catalog is locked for reading.
type finder struct {
	*Catalog
	query  Query
	search text.Query
	key    string
	stamp  uint64 // version of all that the answer depends on
	today  int32
	group  func(*entry) string // nil without groups
	filter *filter             // nil when everything passes
}

func (c *Catalog) finder(q Query) *finder {
	f := &finder{Catalog: c, query: q, search: text.Compile(q.Text, &c.texts.freq), today: dayNumber(q.Today)}
	f.key, f.stamp = q.key(f.search), c.version
	if !f.search.Empty() {
		f.stamp += c.texts.version
	}
	if q.filters() {
		f.filter = c.newFilter(q)
	}
	if q.GroupBy != "" {
		f.group = q.GroupBy.value()
	}
	return f
}

// early goes through the list in its order until the page is full, as long as that
// promises to be soon.
func (f *finder) early(offset, limit int) (Page, bool) {
	order, ready := f.order()
	if !ready {
		return Page{}, false
	}
	var hits []int32
	tries, enough := 0, earlyTries
	for _, slot := range order {
		if f.filter != nil && !f.filter.passes(&f.facts[slot]) {
			continue
		}
		if tries == enough {
			if !promises(len(hits), tries, offset+limit, len(order)) {
				break
			}
			enough *= 2 // and then ask again
		}
		tries++
		if f.texts.match(f.search, slot) {
			if hits = append(hits, slot); len(hits) > offset+limit {
				page := f.page(answer{slots: hits}, offset, limit)
				page.Exact = false
				return page, true
			}
		}
	}
	return Page{}, false
}

// matches finds all slots of the query's ledger that pass, in no order.
func (f *finder) matches() []int32 {
	list := f.lists[f.query.Ledger]
	if list == nil {
		return nil
	}
	all := list.first().slots
	if f.search.Empty() && f.filter == nil {
		return all
	}
	var hits bitset
	if !f.search.Empty() {
		hits = f.hits()
	}
	var found []int32
	for _, slot := range all {
		if (hits == nil || hits.has(slot)) && (f.filter == nil || f.filter.passes(&f.facts[slot])) {
			found = append(found, slot)
		}
	}
	return found
}

// hits are the slots in all ledgers whose text answers the search; a search that
// goes on from the last one looks only at what that found.
func (f *finder) hits() bitset {
	key := f.search.Key()
	earlier, hits, ok := f.results.search(f.stamp)
	switch {
	case ok && earlier == key:
		return hits
	case ok && f.search.Narrows(earlier) && hits.count() < len(f.entries)/2:
		hits = f.texts.narrow(f.search, hits)
	default:
		hits = f.texts.find(f.search)
	}
	f.results.keepSearch(f.stamp, key, hits)
	return hits
}

// order returns the slots of the query's ledger in its order, if that is kept.
func (f *finder) order() ([]int32, bool) {
	list := f.lists[f.query.Ledger]
	if list == nil {
		return nil, true
	}
	key := f.query.order().key()
	for _, order := range list.orders {
		if order.key == key {
			return order.slots, true
		}
	}
	return nil, false
}

// answer puts all matches in order and remembers them.
func (f *finder) answer(matches, order []int32, ready bool) answer {
	a := answer{slots: matches}
	switch {
	case len(matches) < 2:
	case !ready:
		s := sorted{f.rules.compile(f.query.order()), slices.Clone(matches)}
		s.sort(f.entries)
		a.slots = s.slots
	case len(matches) == len(order):
		a.slots = order
	case f.query.order().key() != defaultSpec.key():
		wanted := newBitset(len(f.entries))
		for _, slot := range matches {
			wanted.set(slot)
		}
		a.slots = make([]int32, 0, len(matches))
		for _, slot := range order {
			if wanted.has(slot) {
				a.slots = append(a.slots, slot)
			}
		}
	}
	f.results.put(f.key, f.stamp, a)
	return a
}

// partly picks the rows of one page out of all matches without sorting the rest.
func (f *finder) partly(matches []int32, offset, limit int) Page {
	compare := f.rules.compile(f.query.order())
	wanted := newBitset(len(f.entries))
	for _, slot := range matches {
		wanted.set(slot)
	}
	workers := min(runtime.GOMAXPROCS(0), maxWorkers)
	parts := make([][]int32, workers)
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() { parts[w] = f.firstOf(wanted, w, workers, offset+limit, compare) })
	}
	wg.Wait()
	best := sorted{compare, slices.Concat(parts...)}
	best.sort(f.entries)
	page := f.page(answer{slots: best.slots}, offset, limit)
	page.Total = len(matches)
	return page
}

// stride is how many runs of slots are passed over between two that are looked at.
const stride = 61

// firstOf picks the first n slots of an order, in no order, from one of several parts
// of those wanted. Slots that stand side by side are read one after the other, as they
// lie in memory; but some from everywhere come first, so that most of the others are
// behind all that were picked, even if they were made in the opposite order.
func (f *finder) firstOf(wanted bitset, part, parts, n int, compare comparer) []int32 {
	h := &worstFirst{less: func(a, b int32) bool { return compare(f.entries[a], f.entries[b]) < 0 }}
	for first := part; first < stride; first += parts {
		for i := first; i < len(wanted); i += stride {
			for slot := range wanted.in(i) {
				if len(h.slots) < n {
					heap.Push(h, slot)
				} else if n > 0 && h.less(slot, h.slots[0]) {
					h.slots[0] = slot
					heap.Fix(h, 0)
				}
			}
		}
	}
	return h.slots
}

func (f *finder) page(a answer, offset, limit int) Page {
	p := Page{Offset: offset, Total: len(a.slots), Exact: true, Version: f.version}
	from := min(offset, len(a.slots))
	to := min(from+limit, len(a.slots))
	p.Rows = make([]Row, 0, to-from)
	for _, slot := range a.slots[from:to] {
		p.Rows = append(p.Rows, f.entries[slot].row(f.today, f.group))
	}
	return p
}

// worstFirst is a heap with the last row of the page on top.
type worstFirst struct {
	slots []int32
	less  func(a, b int32) bool
}

func (h *worstFirst) Len() int           { return len(h.slots) }
func (h *worstFirst) Less(i, j int) bool { return h.less(h.slots[j], h.slots[i]) }
func (h *worstFirst) Swap(i, j int)      { h.slots[i], h.slots[j] = h.slots[j], h.slots[i] }
func (h *worstFirst) Push(slot any)      { h.slots = append(h.slots, slot.(int32)) }

func (h *worstFirst) Pop() any {
	n := len(h.slots) - 1
	slot := h.slots[n]
	h.slots = h.slots[:n]
	return slot
}
