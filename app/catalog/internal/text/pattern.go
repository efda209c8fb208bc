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
	anchor anchor // by which code is looked for
	digits string // what must stand before the first character, when sound is set
	sound  string // pinyin letters; "" when the word cannot be pinyin
	steps  steps
	opens  opening
}

// opening says for each character by which a word may open what letters may follow
// it there; characters by which it cannot have none.
type opening struct {
	one  [tails]uint32 // by the second byte of characters with the word's lead byte
	same [tails]uint32 // by the third byte, where the second one is of a polyphone
	many [tails]uint32 // by the third byte of characters with leadMany
	none bool          // no character with leadMany may open the word
}

// Besides letters, what follows may be anything after a character that is read like
// the whole word; polyphone refers to opening.same.
const (
	anything  = 1 << 31
	polyphone = 1 << 30
)

// longestSound bounds the work of matching one word as pinyin.
const longestSound = 64

// Compile prepares a search. Blanks separate words. freq tells how often each byte
// occurs in what will be searched; nil for no idea.
func Compile(search string, freq *[256]uint32) Query {
	var q Query
	for _, folded := range strings.Fields(Fold(search)) {
		w := &word{folded: folded, code: Append(nil, folded)}
		w.anchor = newAnchor(w.code, freq)
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
	w.steps, w.opens = table().steps(rest), table().opening(rest)
}

func (t *hanziTable) opening(sound string) (o opening) {
	lead := leadOf(sound) - leadFirst
	for i, syllable := range &t.syllable[lead] {
		if o.one[i] = polyphone; syllable != "" {
			o.one[i] = after(syllable, sound)
		}
	}
	for i, readings := range t.many[lead] {
		o.same[i] = afterAny(readings, sound)
	}
	for i, readings := range t.many[leadMany-leadFirst] {
		o.many[i] = afterAny(readings, sound)
	}
	o.none = o.many == [tails]uint32{}
	return o
}

// after is the set of letters with which sound may go on behind one character with a
// reading.
func after(reading, sound string) (letters uint32) {
	for _, n := range spelt(reading, sound) {
		if n == len(sound) {
			letters |= anything
		} else if n > 0 {
			letters |= 1 << letterOf(sound[n])
		}
	}
	return letters
}

func afterAny(readings []string, sound string) (letters uint32) {
	for _, reading := range readings {
		letters |= after(reading, sound)
	}
	return letters
}

// allows says whether the character at the beginning of coded may open the word, by
// what follows it. It has the word's lead byte, or leadMany.
func (o *opening) allows(coded []byte, follow *[256]uint32) bool {
	letters := o.many[coded[2]-tail]
	if coded[0] != leadMany {
		if letters = o.one[coded[1]-tail]; letters == polyphone {
			letters = o.same[coded[2]-tail]
		}
	}
	next := uint32(anything)
	if len(coded) > 3 {
		next |= follow[coded[3]]
	}
	return letters&next != 0
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

// findCode finds the word's code from a place on.
func (w *word) findCode(coded []byte, from int) int {
	n, before := len(w.code), w.anchor.at
	for at := from + before; at+n-before <= len(coded); {
		i := w.anchor.index(coded[at:], w.code)
		if i < 0 {
			return -1
		}
		start := at + i - before
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
	return w.findSound(coded, leadOf(w.sound)) || !w.opens.none && w.findSound(coded, leadMany)
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
		if w.opens.allows(coded[at:], &t.follow) && before >= 0 && string(coded[before:at]) == w.digits &&
			t.sounds(coded, at, w.sound) {
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
