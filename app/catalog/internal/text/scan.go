package text

import (
	"bytes"
	"encoding/binary"
	"math/bits"
)

// anchor is the part of a code by which it is looked for: its rarest byte, or, where
// even that stands almost everywhere, a run of two or three of its bytes.
type anchor struct {
	at     int       // where in the code it begins
	length int       // 1, 2 or 3 bytes
	bytes  [3]uint64 // each in all eight bytes of a word
	third  uint64    // zero when the run has no third byte
}

// everywhere is up to how many bytes lie between two that count as standing almost
// everywhere: stopping at each costs more than comparing all bytes.
const everywhere = 100

// repeated times a byte is that byte eight times.
const repeated = 0x0101010101010101

// newAnchor picks the anchor of a code. freq tells how often each byte occurs; nil for
// no idea.
func newAnchor(code []byte, freq *[256]uint32) anchor {
	a := anchor{length: 1}
	if freq == nil {
		return a
	}
	all := uint64(0)
	for _, n := range freq {
		all += uint64(n)
	}
	for i, b := range code {
		if freq[b] < freq[code[a.at]] {
			a.at = i
		}
	}
	if len(code) < 2 || uint64(freq[code[a.at]])*everywhere < all {
		return a
	}
	a.length = min(len(code), 3)
	rarest := -1.0
	for i := range len(code) - a.length + 1 {
		product := 1.0
		for _, b := range code[i : i+a.length] {
			product *= float64(freq[b])
		}
		if rarest < 0 || product < rarest {
			a.at, rarest = i, product
		}
	}
	for i, b := range code[a.at : a.at+a.length] {
		a.bytes[i] = uint64(b) * repeated
	}
	if a.length == 3 {
		a.third = ^uint64(0)
	}
	return a
}

// index finds the anchor of a code in coded text, -1 for nowhere.
func (a *anchor) index(coded, code []byte) int {
	if a.length == 1 {
		return bytes.IndexByte(coded, code[a.at])
	}
	at := 0
	// Eight places at a time: a byte of none is zero where the run begins. The lowest
	// zero byte is found exactly, whatever the borrow does to those above it.
	for ; at+10 <= len(coded); at += 8 {
		window := coded[at : at+10 : at+10]
		none := binary.LittleEndian.Uint64(window) ^ a.bytes[0] |
			binary.LittleEndian.Uint64(window[1:]) ^ a.bytes[1] |
			(binary.LittleEndian.Uint64(window[2:])^a.bytes[2])&a.third
		if zero := (none - repeated) &^ none & (0x80 * repeated); zero != 0 {
			return at + bits.TrailingZeros64(zero)/8
		}
	}
	if i := bytes.Index(coded[at:], code[a.at:a.at+a.length]); i >= 0 {
		return at + i
	}
	return -1
}
