package catalog

import (
	"slices"
	"sync"
)

// answer is all rows of a query in order.
type answer struct{ slots []int32 }

// results remembers the latest answers, so that turning pages costs nothing, and
// the hits of the latest search, so that the next keystroke looks only at those.
type results struct {
	mu     sync.Mutex
	recent []remembered
	hits   struct {
		version uint64
		key     string
		slots   bitset
	}
}

type remembered struct {
	key     string
	version uint64
	answer  answer
}

// maxResults is how many answers are remembered: a list, its count, a search.
const maxResults = 4

func (r *results) get(key string, version uint64) (answer, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, known := range r.recent {
		if known.key == key && known.version == version {
			return known.answer, true
		}
	}
	return answer{}, false
}

func (r *results) put(key string, version uint64, a answer) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.recent = slices.DeleteFunc(r.recent, func(k remembered) bool { return k.version != version || k.key == key })
	if len(r.recent) == maxResults {
		r.recent = slices.Delete(r.recent, 0, 1)
	}
	r.recent = append(r.recent, remembered{key, version, a})
}

func (r *results) search(version uint64) (key string, hits bitset, ok bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.hits.key, r.hits.slots, r.hits.slots != nil && r.hits.version == version
}

func (r *results) keepSearch(version uint64, key string, hits bitset) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.hits.version, r.hits.key, r.hits.slots = version, key, hits
}
