package catalog

import (
	"campuskeeper/app"
	"campuskeeper/app/catalog/internal/text"
)

// Wanted returns up to limit records whose text the catalog does not have yet, or
// has as it was before their last change. Give each of them to AddTexts, in the
// background, until none is wanted. What is asked for is asked for once, unless the
// record changes again.
func (c *Catalog) Wanted(limit int) []app.ID {
	c.mu.Lock()
	defer c.mu.Unlock()
	var ids []app.ID
	for len(c.texts.queue) > 0 && len(ids) < limit {
		slot := c.texts.queue[0]
		c.texts.queue = c.texts.queue[1:]
		c.texts.places[slot].queued = false
		if e := c.entries[slot]; e != nil {
			ids = append(ids, e.id)
		}
	}
	return ids
}

// Text is what a record says, one value a line; "" for one that cannot be opened.
type Text struct {
	ID   app.ID
	Says string
}

// AddTexts gives the catalog what records say, so that searches find it; it replaces
// what was given before. A record that is not there any more is passed over. It costs
// the least with some hundred records at a time, from a goroutine per processor.
func (c *Catalog) AddTexts(texts []Text) {
	size := 0
	for _, t := range texts {
		size += len(t.Says) + len(t.Says)/8 // marks may take a byte more than they did
	}
	coded := make([]byte, 0, size)
	ends := make([]int, len(texts))
	signs := make([]text.Signature, len(texts))
	for i, t := range texts {
		start := len(coded)
		coded = text.AppendFolded(coded, t.Says)
		ends[i], signs[i] = len(coded), text.Sign(coded[start:])
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	start := 0
	for i, t := range texts {
		if slot, ok := c.slots[t.ID]; ok {
			c.texts.setBody(slot, coded[start:ends[i]], &signs[i])
		}
		start = ends[i]
	}
	c.texts.tidy()
	c.texts.version++
}

// Progress says of how many records the text has come, and of how many there are.
// Searches find what stands in headlines at once; they find everything when both
// are equal.
func (c *Catalog) Progress() (have, all int) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.texts.bodies, len(c.slots)
}
