package text

import (
	"bytes"
	"strings"
)

// Query is a search: words that must all be found.
type Query struct {
	words []*word
}

// word is one word of a search. It is found where its code stands, and, when it
// consists of Latin letters, where characters stand that are read like it: each
// character by its first letter or its whole syllable, the last one also by the
// beginning of its syllable. Digits may lead (3hl finds 3号楼), and digits and single
// letters may stand after characters (jxlbz finds 教学楼B座).
type word struct {
	folded string
	code   []byte
	rare   int    // index of the byte of code that is rarest in the corpus
	digits string // what must stand before the first character, when sound is set
	sound  string // pinyin letters; "" when the word cannot be pinyin
	steps  steps
}

// longestSound bounds the work of matching one word as pinyin.
const longestSound = 64

// Compile prepares a search. Blanks separate words. freq tells how often each byte
// occurs in what will be searched; nil for no idea.
func Compile(search string, freq *[256]uint32) Query {
	var q Query
	for _, folded := range strings.Fields(Fold(search)) {
		w := &word{folded: folded, code: Append(nil, folded)}
		if freq != nil {
			for i, b := range w.code {
				if freq[b] < freq[w.code[w.rare]] {
					w.rare = i
				}
			}
		}
		w.splitSound()
		q.words = append(q.words, w)
	}
	return q
}

func (w *word) splitSound() {
	rest := strings.TrimLeft(w.folded, "0123456789")
	if rest == "" || len(rest) > longestSound || rest[0] < 'a' || rest[0] > 'z' {
		return
	}
	for _, b := range []byte(rest) {
		if !isWordByte(b) {
			return
		}
	}
	w.digits, w.sound = w.folded[:len(w.folded)-len(rest)], rest
	w.steps = table().steps(rest)
}

func isWordByte(b byte) bool { return b >= 'a' && b <= 'z' || isDigit(b) }

// Empty says whether the search asks for nothing.
func (q Query) Empty() bool { return len(q.words) == 0 }

// Key is the search in one form, for remembering results.
func (q Query) Key() string {
	words := make([]string, len(q.words))
	for i, w := range q.words {
		words[i] = w.folded
	}
	return strings.Join(words, " ")
}

// Narrows says whether everything that q finds, earlier found too: each word of
// earlier begins a word of q.
func (q Query) Narrows(earlier string) bool {
	for _, old := range strings.Fields(earlier) {
		begun := false
		for _, w := range q.words {
			begun = begun || strings.HasPrefix(w.folded, old)
		}
		if !begun {
			return false
		}
	}
	return true
}

// Match says whether coded text with that signature has all words.
func (q Query) Match(coded []byte, sign *Signature) bool {
	for _, w := range q.words {
		if !w.match(coded, sign) {
			return false
		}
	}
	return true
}

func (w *word) match(coded []byte, sign *Signature) bool {
	return w.findCode(coded, 0) >= 0 || w.sound != "" && w.steps.fits(sign) && w.soundsIn(coded)
}

// Scan calls found with a place of every text of coded that has the hardest word
// of the search as it is written; found returns where to go on, past the place. The
// caller tells texts apart and checks the other words by Match.
func (q Query) Scan(coded []byte, found func(at int) (next int)) {
	w := q.hardest()
	for at := w.findCode(coded, 0); at >= 0; {
		at = w.findCode(coded, found(at))
	}
}

// Sounds says whether texts that Scan does not find may answer the search, because
// its hardest word may be pinyin.
func (q Query) Sounds() bool { return q.hardest().sound != "" }

// MatchSounding says whether coded text with that signature has all words, the
// hardest one as pinyin. coded is asked for only when the signature allows it.
func (q Query) MatchSounding(sign *Signature, coded func() []byte) bool {
	w := q.hardest()
	if !w.steps.fits(sign) {
		return false
	}
	says := coded()
	return w.soundsIn(says) && (len(q.words) == 1 || q.Match(says, sign))
}

// hardest is the word to look for first: the longest, rather one that cannot be
// pinyin.
func (q Query) hardest() *word {
	best := q.words[0]
	for _, w := range q.words[1:] {
		if written, was := w.sound == "", best.sound == ""; written == was && len(w.code) > len(best.code) || written && !was {
			best = w
		}
	}
	return best
}

// findCode finds the word's code from a place on, by its rarest byte.
func (w *word) findCode(coded []byte, from int) int {
	n, anchor := len(w.code), w.code[w.rare]
	for at := from + w.rare; at+n-w.rare <= len(coded); {
		i := bytes.IndexByte(coded[at:], anchor)
		if i < 0 {
			return -1
		}
		start := at + i - w.rare
		if start+n <= len(coded) && string(coded[start:start+n]) == string(w.code) {
			return start
		}
		at += i + 1
	}
	return -1
}

func leadOf(sound string) byte { return leadFirst + sound[0] - 'a' }

// soundsIn says whether characters stand somewhere that are read like the word.
func (w *word) soundsIn(coded []byte) bool {
	return w.findSound(coded, leadOf(w.sound)) || w.findSound(coded, leadMany)
}

// findSound says whether characters stand somewhere that are read like the word
// and the first of which has the lead byte.
func (w *word) findSound(coded []byte, lead byte) bool {
	t := table()
	for at := 0; at < len(coded); at += 3 {
		i := bytes.IndexByte(coded[at:], lead)
		if i < 0 {
			return false
		}
		at += i
		before := at - len(w.digits)
		if before >= 0 && string(coded[before:at]) == w.digits && t.sounds(coded, at, w.sound) {
			return true
		}
	}
	return false
}

// sounds says whether the characters from at on can be read as the whole of sound.
func (t *hanziTable) sounds(coded []byte, at int, sound string) bool {
	if at >= len(coded) {
		return false
	}
	lead := coded[at]
	if lead < leadFirst {
		return lead == sound[0] && (len(sound) == 1 || !adjoin(lead, coded, at+1) && t.sounds(coded, at+1, sound[1:]))
	}
	if lead > leadMany || lead != leadMany && lead != leadOf(sound) {
		return false
	}
	one, many := t.readings(coded[at:])
	if many == nil {
		return t.reads(coded, at, one, sound)
	}
	for _, reading := range many {
		if t.reads(coded, at, reading, sound) {
			return true
		}
	}
	return false
}

// adjoin says whether an ASCII letter or digit is followed by another one, two
// digits excepted: such are words of their own, and no part of a pinyin word.
func adjoin(b byte, coded []byte, next int) bool {
	return next < len(coded) && isWordByte(coded[next]) && !(isDigit(b) && isDigit(coded[next]))
}

// reads says whether sound can begin with the character at a place, read so, and
// go on with what follows it.
func (t *hanziTable) reads(coded []byte, at int, reading, sound string) bool {
	for _, n := range spelt(reading, sound) {
		if n == len(sound) || n > 0 && t.sounds(coded, at+3, sound[n:]) {
			return true
		}
	}
	return false
}

// spelt returns how many letters of sound one character with a reading may stand
// for: its whole syllable, its initial, or all of sound when that begins the
// syllable. 0 stands for none.
func spelt(reading, sound string) (letters [3]int) {
	n := 0
	for n < len(reading) && n < len(sound) && reading[n] == sound[n] {
		n++
	}
	if n == 0 {
		return letters
	}
	if n == len(sound) || n == len(reading) {
		letters[0] = n
	}
	if n > 1 && reading[1] == 'h' {
		letters[1] = 2 // zh, ch, sh
	}
	if n != 1 || letters[0] == 0 {
		letters[2] = 1
	}
	return letters
}
