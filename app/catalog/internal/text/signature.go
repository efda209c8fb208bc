package text

import "math/bits"

// Signature says which pairs of letters stand side by side in a text: the first
// letters of the pinyin of Chinese characters, and single Latin letters and digits
// among them. A search by pinyin looks only at texts whose signature has the pairs
// it needs, which spares it most of them. Row a of the signature is the set of
// letters that follow a.
type Signature [27]uint32

// digitLetter stands for any digit.
const digitLetter = 26

// Sign returns the signature of coded text.
func Sign(coded []byte) Signature {
	var s Signature
	t := table()
	before := uint32(0) // set of letters that the rune before stands for
	for at := 0; at < len(coded); {
		now, size := t.letters(coded[at:])
		if at > 0 && coded[at] < leadFirst && adjoin(coded[at-1], coded, at) && isWordByte(coded[at-1]) {
			before = 0
		}
		for left := before; left != 0; left &= left - 1 {
			s[bits.TrailingZeros32(left)] |= now
		}
		before = now
		at += size
	}
	return s
}

// Add puts the pairs of another text in, as if it stood behind a line end.
func (s *Signature) Add(other *Signature) {
	for i, letters := range other {
		s[i] |= letters
	}
}

// letters is the set of letters that the first rune of coded text stands for, and
// the number of its bytes.
func (t *hanziTable) letters(coded []byte) (set uint32, size int) {
	switch lead := coded[0]; {
	case lead >= leadHigh:
		return 0, 4
	case lead == leadMany:
		for _, reading := range t.many[leadMany-leadFirst][coded[2]-tail] {
			set |= 1 << (reading[0] - 'a')
		}
		return set, 3
	case lead >= leadFirst:
		return 1 << (lead - leadFirst), 3
	case isWordByte(lead):
		return 1 << letterOf(lead), 1
	}
	return 0, 1
}

func letterOf(b byte) byte {
	if isDigit(b) {
		return digitLetter
	}
	return b - 'a'
}

// steps are the ways in which a word can be split into syllables and initials: an
// arrow from where one begins to where the next one does.
type steps struct {
	arrows []arrow
	ends   uint64 // places from where the rest of the word is one syllable, or its beginning
}

type arrow struct {
	from, to     uint8
	first, after byte // the letters at these places
}

func (t *hanziTable) steps(sound string) steps {
	var s steps
	for from := range len(sound) {
		rest := sound[from:]
		if len(rest) == 1 || t.begun[rest] {
			s.ends |= 1 << from
		}
		for n := 1; n < len(rest) && n <= longestSyllable; n++ {
			aspirated := n == 2 && rest[1] == 'h'
			if n == 1 || aspirated || t.known[rest[:n]] {
				s.arrows = append(s.arrows, arrow{
					uint8(from), uint8(from + n), letterOf(rest[0]), letterOf(rest[n]),
				})
			}
		}
	}
	return s
}

// longestSyllable is the length of "zhuang".
const longestSyllable = 6

// fits says whether a text with the signature may have the word.
func (s *steps) fits(sign *Signature) bool {
	reached := uint64(1)
	for _, a := range s.arrows {
		if reached>>a.from&1 != 0 && sign[a.first]>>a.after&1 != 0 {
			reached |= 1 << a.to
		}
	}
	return reached&s.ends != 0
}
