package catalog

import (
	"bytes"
	"iter"
	"math/bits"
	"runtime"
	"sync"

	"campuskeeper/app/catalog/internal/text"
)

// chunkSize is how much text stands in one piece: small enough for the cache of
// the processor, large enough that pieces are few.
const chunkSize = 256 << 10

// store is the text of all entries, one after the other, each ended by a line end.
type store struct {
	chunks  []*chunk
	places  []place // by slot
	signs   []text.Signature
	freq    [256]uint32
	sampled int
	bodies  int // entries whose body is here
	queue   []int32
	scratch []byte
	version uint64 // counts the bodies that came
}

// chunk is one piece of text. starts and slots say which entry stands where; the
// slot of a text that was replaced is -1 and its bytes are line ends.
type chunk struct {
	data   []byte
	starts []uint32
	slots  []int32
	live   int // bytes of texts that still count
}

// place is where the text of an entry stands: first what its head says, then from
// body on what the rest of the record says.
type place struct {
	chunk  int32 // index plus one; 0 for none
	span   int32
	body   int32
	hasOne bool // the body came, though it may be old
	queued bool // a newer body is wanted
}

func (s *store) text(slot int32) []byte {
	p := s.places[slot]
	if p.chunk == 0 {
		return nil
	}
	return s.chunks[p.chunk-1].span(int(p.span))
}

func (c *chunk) span(i int) []byte {
	end := len(c.data)
	if i+1 < len(c.starts) {
		end = int(c.starts[i+1])
	}
	return c.data[c.starts[i]:end]
}

// headLines appends what the head of an entry gives to searches.
func headLines(out []byte, e *entry) []byte {
	out = text.AppendFolded(out, e.number)
	for _, line := range [3]string{e.title, e.place, e.owner} {
		out = append(out, '\n')
		out = text.AppendFolded(out, line)
	}
	return append(out, '\n')
}

// setHead gives an entry the text of its head; the body stays and is asked for
// again.
func (s *store) setHead(slot int32, e *entry) {
	for int(slot) >= len(s.places) {
		s.places = append(s.places, place{})
		s.signs = append(s.signs, text.Signature{})
	}
	said := headLines(s.scratch[:0], e)
	head := len(said)
	if s.places[slot].chunk != 0 {
		said = append(said, s.text(slot)[s.places[slot].body:]...)
	}
	s.scratch = said
	s.signs[slot] = text.Sign(said)
	s.write(slot, said, head)
	if p := &s.places[slot]; !p.queued {
		p.queued = true
		s.queue = append(s.queue, slot)
	}
}

// setBody gives an entry the coded text of its record, with its signature; lines that
// the head says already are left out.
func (s *store) setBody(slot int32, coded []byte, sign *text.Signature) {
	said := append(s.scratch[:0], s.text(slot)[:s.places[slot].body]...)
	head := len(said)
	said = appendUnsaid(said, coded)
	s.scratch = said
	s.signs[slot] = text.Sign(said[:head])
	s.signs[slot].Add(sign)
	s.write(slot, said, head)
	if p := &s.places[slot]; !p.hasOne {
		p.hasOne = true
		s.bodies++
	}
}

// write puts the text of an entry, whose signature stands already, behind all others;
// the first head bytes of it are what its head says.
func (s *store) write(slot int32, said []byte, head int) {
	s.blank(slot)
	size := len(said)
	n := len(s.chunks)
	if n == 0 || len(s.chunks[n-1].data)+size > cap(s.chunks[n-1].data) {
		s.chunks = append(s.chunks, &chunk{data: make([]byte, 0, max(chunkSize, size))})
		n++
	}
	c := s.chunks[n-1]
	p := &s.places[slot]
	p.chunk, p.span, p.body = int32(n), int32(len(c.starts)), int32(head)
	c.starts = append(c.starts, uint32(len(c.data)))
	c.slots = append(c.slots, slot)
	c.data = append(c.data, said...)
	c.live += size
	s.sample(said)
}

// sample counts the bytes of every eighth text.
func (s *store) sample(data []byte) {
	if s.sampled++; s.sampled%8 != 1 {
		return
	}
	for _, b := range data {
		s.freq[b]++
	}
}

// blank takes the text of an entry away.
func (s *store) blank(slot int32) {
	p := &s.places[slot]
	if p.chunk == 0 {
		return
	}
	c := s.chunks[p.chunk-1]
	data := c.span(int(p.span))
	for i := range data {
		data[i] = '\n'
	}
	c.live -= len(data)
	c.slots[p.span] = -1
	if c.live == 0 && int(p.chunk) < len(s.chunks) {
		*c = chunk{}
	}
	p.chunk = 0
}

// drop forgets an entry.
func (s *store) drop(slot int32) {
	s.blank(slot)
	if s.places[slot].hasOne {
		s.bodies--
	}
	s.places[slot] = place{queued: s.places[slot].queued}
}

// tidy moves the texts of pieces that are mostly empty, so that memory does not grow
// with changes.
func (s *store) tidy() {
	for i, c := range s.chunks[:max(0, len(s.chunks)-1)] {
		if c.live == 0 || c.live > len(c.data)/2 {
			continue
		}
		for span, slot := range c.slots {
			if slot >= 0 {
				s.scratch = append(s.scratch[:0], c.span(span)...)
				s.write(slot, s.scratch, int(s.places[slot].body))
			}
		}
		s.chunks[i] = &chunk{}
	}
}

// appendUnsaid appends those lines of coded text, each with its end, that said does
// not have yet. said are the few lines of a head.
func appendUnsaid(said, coded []byte) []byte {
	head := said
	for line := range bytes.SplitSeq(coded, []byte{'\n'}) {
		if len(line) > 0 && !hasLine(head, line) {
			said = append(append(said, line...), '\n')
		}
	}
	return said
}

func hasLine(lines, line []byte) bool {
	for known := range bytes.SplitSeq(lines, []byte{'\n'}) {
		if bytes.Equal(known, line) {
			return true
		}
	}
	return false
}

// bitset is a set of slots.
type bitset []uint64

func newBitset(n int) bitset { return make(bitset, (n+63)/64) }

func (b bitset) set(i int32) { b[i>>6] |= 1 << (i & 63) }

func (b bitset) has(i int32) bool { return b[i>>6]&(1<<(i&63)) != 0 }

func (b bitset) count() int {
	n := 0
	for _, word := range b {
		n += bits.OnesCount64(word)
	}
	return n
}

// in goes through the slots of the i-th run of 64.
func (b bitset) in(i int) iter.Seq[int32] {
	return func(yield func(int32) bool) {
		for word := b[i]; word != 0; word &= word - 1 {
			if !yield(int32(i*64 + bits.TrailingZeros64(word))) {
				return
			}
		}
	}
}

// match says whether the text of an entry has all words of the search.
func (s *store) match(q text.Query, slot int32) bool {
	return q.Match(s.text(slot), &s.signs[slot])
}

// maxWorkers leaves processors to the window on large machines.
const maxWorkers = 4

// find returns the slots whose text has all words of the search.
func (s *store) find(q text.Query) bitset {
	workers := min(runtime.GOMAXPROCS(0), maxWorkers)
	found := make([][]int32, workers)
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			found[w] = s.findWritten(q, w, workers)
			if q.Sounds() {
				found[w] = append(found[w], s.findSounding(q, w, workers)...)
			}
		})
	}
	wg.Wait()
	hits := newBitset(len(s.places))
	for _, slots := range found {
		for _, slot := range slots {
			hits.set(slot)
		}
	}
	return hits
}

// findWritten goes through all text for the hardest word as it is written, without
// a look at what stands where until it is found.
func (s *store) findWritten(q text.Query, part, parts int) (found []int32) {
	for i := part; i < len(s.chunks); i += parts {
		c := s.chunks[i]
		span := 0
		q.Scan(c.data, func(at int) int {
			span = c.spanAt(at, span)
			if slot := c.slots[span]; slot >= 0 && s.match(q, slot) {
				found = append(found, slot)
			}
			if span+1 < len(c.starts) {
				return int(c.starts[span+1])
			}
			return len(c.data)
		})
	}
	return found
}

// findSounding looks at the signature of every entry, and at the text of those that
// may have the hardest word as pinyin.
func (s *store) findSounding(q text.Query, part, parts int) (found []int32) {
	n := len(s.places)
	for slot := part * n / parts; slot < (part+1)*n/parts; slot++ {
		if q.MatchSounding(&s.signs[slot], func() []byte { return s.text(int32(slot)) }) {
			found = append(found, int32(slot))
		}
	}
	return found
}

// spanAt is the span that holds a place; hint is a span before it, mostly near.
func (c *chunk) spanAt(at, hint int) int {
	if uint32(at) < c.starts[hint] {
		hint = 0
	}
	low, step := hint, 1
	for low+step < len(c.starts) && c.starts[low+step] <= uint32(at) {
		low += step
		step *= 2
	}
	high := min(low+step, len(c.starts))
	for low+1 < high {
		if mid := (low + high) / 2; c.starts[mid] <= uint32(at) {
			low = mid
		} else {
			high = mid
		}
	}
	return low
}

// narrow keeps the slots of earlier whose text has all words.
func (s *store) narrow(q text.Query, earlier bitset) bitset {
	found := newBitset(len(earlier) * 64)
	for i := range earlier {
		for slot := range earlier.in(i) {
			if s.match(q, slot) {
				found.set(slot)
			}
		}
	}
	return found
}
