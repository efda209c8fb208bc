package catalog

import (
	"campuskeeper/app"
	"campuskeeper/app/catalog/internal/text"
)

// Wanted returns up to limit records whose text the catalog does not have yet, or
// has as it was before their last change. Give each of them to AddText, in the
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

// AddText gives the catalog what a record says, one value a line, so that searches
// find it; it replaces what was given before. "" is for a record that cannot be
// opened. A record that is not there any more is passed over.
func (c *Catalog) AddText(id app.ID, says string) {
	coded := text.Append(nil, text.Fold(says))
	c.mu.Lock()
	defer c.mu.Unlock()
	slot, ok := c.slots[id]
	if !ok {
		return
	}
	c.texts.setBody(slot, c.texts.lines(slot, coded))
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
