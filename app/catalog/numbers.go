package catalog

import (
	"hash/maphash"
	"iter"

	"campuskeeper/app/catalog/internal/text"
)

// numbers finds slots by the number of a record. Only a hash of the folded number
// is kept: who asks compares the number itself. Slots with one hash are chained.
type numbers struct {
	seed  maphash.Seed
	first map[uint64]int32
	next  []int32 // by slot; noSlot ends the chain
}

const noSlot = -1

func newNumbers(size int) numbers {
	return numbers{seed: maphash.MakeSeed(), first: make(map[uint64]int32, size), next: make([]int32, 0, size)}
}

func (n *numbers) hash(number string) uint64 { return maphash.String(n.seed, text.Fold(number)) }

func (n *numbers) add(number string, slot int32) {
	for int(slot) >= len(n.next) {
		n.next = append(n.next, noSlot)
	}
	if number == "" {
		return
	}
	hash := n.hash(number)
	n.next[slot] = noSlot
	if first, taken := n.first[hash]; taken {
		n.next[slot] = first
	}
	n.first[hash] = slot
}

func (n *numbers) remove(number string, slot int32) {
	if number == "" {
		return
	}
	hash := n.hash(number)
	if n.first[hash] != slot {
		for at := n.first[hash]; at != noSlot; at = n.next[at] {
			if n.next[at] == slot {
				n.next[at] = n.next[slot]
				return
			}
		}
		return
	}
	if n.next[slot] == noSlot {
		delete(n.first, hash)
		return
	}
	n.first[hash] = n.next[slot]
}

func (n *numbers) candidates(number string) iter.Seq[int32] {
	return func(yield func(int32) bool) {
		slot, ok := n.first[n.hash(number)]
		for ; ok && slot != noSlot; slot = n.next[slot] {
			if !yield(slot) {
				return
			}
		}
	}
}
