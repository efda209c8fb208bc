package catalog

import (
	"cmp"
	"sync"

	"campuskeeper/app"
	"campuskeeper/app/catalog/internal/text"
)

// Rules are what the catalog must know of the ledgers.
type Rules struct {
	// Group says where a state of a ledger stands; nil when all are open.
	Group func(ledger, state string) Group
	// StateRank and GradeRank give states and grades their order; nil for that of
	// the words themselves.
	StateRank func(state string) int
	GradeRank func(grade string) int
}

// Catalog holds the headlines of all records.
type Catalog struct {
	rules Rules

	mu      sync.RWMutex
	version uint64
	entries []*entry // by slot; nil where there is none
	facts   []facts  // by slot: what filters ask
	free    []int32  // slots without entry
	slots   map[app.ID]int32
	numbers numbers
	lists   map[string]*list // by ledger; "" is the list of all
	intern  *interner
	texts   store
	results results
}

// facts are what filters ask of an entry, side by side in memory.
type facts struct {
	shared *shared
	owner  string
	day    int32
	due    int32
}

// list is what is kept of one ledger.
type list struct {
	orders []*namedOrder // the first is the default one
	due    sorted        // those with a due day, by it
	cube   cube
}

type namedOrder struct {
	sorted
	key string
}

func (l *list) first() *namedOrder { return l.orders[0] }

// maxOrders is how many orders of one ledger are kept up to date.
const maxOrders = 8

// New returns an empty catalog.
func New(rules Rules) *Catalog {
	if rules.Group == nil {
		rules.Group = func(string, string) Group { return Open }
	}
	c := &Catalog{rules: rules}
	c.clear(0)
	return c
}

func (c *Catalog) clear(size int) {
	c.entries = make([]*entry, 0, size)
	c.facts = make([]facts, 0, size)
	c.free = nil
	c.slots = make(map[app.ID]int32, size)
	c.numbers = newNumbers(size)
	c.lists = map[string]*list{}
	c.intern = newInterner(c.rules.Group)
	c.texts = store{version: c.texts.version}
	c.results = results{}
	c.version++
}

// Load replaces everything by heads. The heads are not kept.
func (c *Catalog) Load(heads []app.Head) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.clear(len(heads))
	packed := make([]entry, len(heads))
	slots := make([]int32, len(heads))
	for i := range heads {
		e := &packed[i]
		c.intern.entry(&heads[i], e)
		slots[i] = c.place(e)
	}
	var texts sync.WaitGroup
	texts.Go(func() {
		for _, slot := range slots {
			c.texts.setHead(slot, c.entries[slot])
		}
	})
	defer texts.Wait()
	c.list("").insert(c, slots)
	byLedger := map[string][]int32{}
	for _, slot := range c.list("").first().slots {
		ledger := c.entries[slot].shared.ledger
		byLedger[ledger] = append(byLedger[ledger], slot)
	}
	for ledger, members := range byLedger {
		c.list(ledger).insert(c, members)
	}
}

// place gives an entry a slot and makes it findable by ID and number.
func (c *Catalog) place(e *entry) int32 {
	var slot int32
	if n := len(c.free); n > 0 {
		slot, c.free = c.free[n-1], c.free[:n-1]
	} else {
		slot = int32(len(c.entries))
		c.entries = append(c.entries, nil)
		c.facts = append(c.facts, facts{})
	}
	c.slots[e.id] = slot
	c.put(slot, e)
	return slot
}

func (c *Catalog) put(slot int32, e *entry) {
	c.entries[slot] = e
	c.facts[slot] = facts{e.shared, e.owner, e.day, e.due}
	c.numbers.add(e.number, slot)
}

// take undoes put.
func (c *Catalog) take(slot int32) {
	c.numbers.remove(c.entries[slot].number, slot)
	c.entries[slot], c.facts[slot] = nil, facts{}
}

func (c *Catalog) list(ledger string) *list {
	l := c.lists[ledger]
	if l == nil {
		l = &list{cube: cube{}, due: sorted{compare: byDue}}
		l.orders = []*namedOrder{{sorted{compare: c.rules.compile(defaultSpec)}, defaultSpec.key()}}
		c.lists[ledger] = l
	}
	return l
}

// byDue is the order of the due lists.
func byDue(a, b *entry) int {
	if a.due != b.due {
		return cmp.Compare(a.due, b.due)
	}
	return cmp.Compare(a.id, b.id)
}

func (l *list) insert(c *Catalog, slots []int32) {
	for _, order := range l.orders {
		order.add(c.entries, slots)
	}
	l.due.add(c.entries, withDue(c.entries, slots))
	for _, slot := range slots {
		l.cube.add(c.entries[slot], 1)
	}
}

func (l *list) delete(c *Catalog, slots []int32) {
	for _, order := range l.orders {
		order.remove(c.entries, slots)
	}
	l.due.remove(c.entries, withDue(c.entries, slots))
	for _, slot := range slots {
		l.cube.add(c.entries[slot], -1)
	}
}

func withDue(entries []*entry, slots []int32) []int32 {
	var due []int32
	for _, slot := range slots {
		if entries[slot].due != noDay {
			due = append(due, slot)
		}
	}
	return due
}

// dueBefore are the slots with a due day before that one.
func (l *list) dueBefore(entries []*entry, day int32) []int32 {
	low, high := 0, len(l.due.slots)
	for low < high {
		if mid := (low + high) / 2; entries[l.due.slots[mid]].due < day {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return l.due.slots[:low]
}

// Apply takes over what a commit changed. Call it from app.Store.Subscribe, before
// the screens hear of the change.
func (c *Catalog) Apply(changes []app.Change) {
	c.mu.Lock()
	defer c.mu.Unlock()
	before := map[string][]int32{}
	after := map[app.ID]*app.Head{}
	var order []app.ID
	for _, change := range changes {
		if change.Before == nil && change.After == nil {
			continue
		}
		if _, again := after[change.ID]; !again {
			order = append(order, change.ID)
			if slot, known := c.slots[change.ID]; known {
				ledger := c.entries[slot].shared.ledger
				before[ledger] = append(before[ledger], slot)
				before[""] = append(before[""], slot)
			}
		}
		after[change.ID] = change.After
	}
	if len(order) == 0 {
		return
	}
	for ledger, slots := range before {
		c.list(ledger).delete(c, slots)
	}
	added := map[string][]int32{}
	for _, id := range order {
		if slot, ok := c.replace(id, after[id]); ok {
			ledger := c.entries[slot].shared.ledger
			added[ledger] = append(added[ledger], slot)
			added[""] = append(added[""], slot)
		}
	}
	for ledger, slots := range added {
		c.list(ledger).insert(c, slots)
	}
	c.texts.tidy()
	c.version++
}

// replace gives a record its new head; nil takes it away.
func (c *Catalog) replace(id app.ID, head *app.Head) (slot int32, ok bool) {
	slot, known := c.slots[id]
	if known {
		c.take(slot)
	}
	if head == nil {
		if known {
			delete(c.slots, id)
			c.texts.drop(slot)
			c.free = append(c.free, slot)
		}
		return 0, false
	}
	e := new(entry)
	c.intern.entry(head, e)
	if known {
		c.put(slot, e)
	} else {
		slot = c.place(e)
	}
	c.texts.setHead(slot, e)
	return slot, true
}

// Version counts the changes; an answer with the present version is up to date.
func (c *Catalog) Version() uint64 {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.version
}

// Len is the number of records.
func (c *Catalog) Len() int {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return len(c.slots)
}

// Head returns the head of a record.
func (c *Catalog) Head(id app.ID) (app.Head, bool) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	slot, ok := c.slots[id]
	if !ok {
		return app.Head{}, false
	}
	return c.entries[slot].unpack(), true
}

// ByNumber returns the record with a number, in any case and width and whichever
// its ledger. Of several with the same number it returns the one with the newest
// day.
func (c *Catalog) ByNumber(number string) (app.ID, bool) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	var best *entry
	wanted := text.Fold(number)
	for slot := range c.numbers.candidates(number) {
		e := c.entries[slot]
		if text.Fold(e.number) == wanted && (best == nil || c.lists[""].first().compare(e, best) < 0) {
			best = e
		}
	}
	if best == nil {
		return "", false
	}
	return best.id, true
}

// Due returns the heads of records that have a due day on or before until, by due
// day. A record has one while something must be done: its deadline while it is
// open, its look-back after that.
func (c *Catalog) Due(until app.Day) []app.Head {
	c.mu.RLock()
	defer c.mu.RUnlock()
	if c.lists[""] == nil || until.IsZero() {
		return nil
	}
	slots := c.lists[""].dueBefore(c.entries, dayNumber(until)+1)
	heads := make([]app.Head, 0, len(slots))
	for _, slot := range slots {
		if c.entries[slot].shared.group != Void {
			heads = append(heads, c.entries[slot].unpack())
		}
	}
	return heads
}
