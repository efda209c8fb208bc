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
// beginning of its syllable; digits may lead (3hl finds 3号楼) and digits and
// letters may stand between.
type word struct {
	folded string
	code   []byte
	rare   int    // index of the byte of code that is rarest in the corpus
	digits string // what must stand before the first character, when sound is set
	sound  string // pinyin letters; "" when the word cannot be pinyin
	starts [2]starts
}

// starts says which characters with one lead byte may begin the word, and which
// byte may follow each of them. Most places of a text are ruled out by it, without
// spelling anything. It is indexed by the second byte of a character's code, and
// for polyphones by their third.
type starts struct {
	lead      byte
	polyphone byte // second byte from which on characters are polyphones
	next      [2 * tails][4]uint64
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
	t := table()
	w.starts = [2]starts{t.starts(leadOf(rest), rest), t.starts(leadMany, rest)}
}

func (t *hanziTable) starts(lead byte, sound string) starts {
	s := starts{lead: lead, polyphone: t.polyphone[lead-leadFirst]}
	for second := tail; second < int(s.polyphone); second++ {
		s.allow(second-tail, t.syllable[lead-leadFirst][second-tail], sound)
	}
	for code, readings := range t.many {
		if code[0] == lead {
			for _, reading := range readings {
				s.allow(tails+int(code[2]-tail), reading, sound)
			}
		}
	}
	return s
}

// allow notes what may follow a character that is read so.
func (s *starts) allow(i int, reading, sound string) {
	for _, n := range spelt(reading, sound) {
		switch {
		case n == 0:
		case n == len(sound):
			s.next[i] = [4]uint64{^uint64(0), ^uint64(0), ^uint64(0), ^uint64(0)}
			return
		default:
			letter := sound[n]
			bytes := [3]byte{letter, letter, leadMany}
			if letter >= 'a' {
				bytes[1] = leadOf(sound[n:])
			}
			for _, b := range bytes {
				s.next[i][b>>6] |= 1 << (b & 63)
			}
		}
	}
}

// rulesOut says that no match begins at a place where the lead byte stands.
func (s *starts) rulesOut(coded []byte, at int) bool {
	if at+3 >= len(coded) {
		return false
	}
	i, next := coded[at+1]-tail, coded[at+3]
	if coded[at+1] >= s.polyphone {
		i = tails + coded[at+2] - tail
	}
	return s.next[i][next>>6]>>(next&63)&1 == 0
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

// Match says whether coded text has all words.
func (q Query) Match(coded []byte) bool {
	for _, w := range q.words {
		if !w.match(coded) {
			return false
		}
	}
	return true
}

func (w *word) match(coded []byte) bool {
	return bytes.Contains(coded, w.code) ||
		w.sound != "" && (w.findSound(coded, 0, 0) >= 0 || w.findSound(coded, 1, 0) >= 0)
}

// Scan calls found with a place of every text of coded that has the hardest word
// of the search; found returns where to go on, at least past the place. Texts are
// told apart by the caller, who must check the rest of the search by Match.
func (q Query) Scan(coded []byte, found func(at int) (next int)) {
	w := q.hardest()
	for at := w.findCode(coded, 0); at >= 0; {
		at = w.findCode(coded, found(at))
	}
	if w.sound == "" {
		return
	}
	for kind := range w.starts {
		for at := w.findSound(coded, kind, 0); at >= 0; {
			at = w.findSound(coded, kind, found(at))
		}
	}
}

// hardest is the word that is found least often, as far as one can tell: the
// longest code.
func (q Query) hardest() *word {
	best := q.words[0]
	for _, w := range q.words[1:] {
		if len(w.code) > len(best.code) {
			best = w
		}
	}
	return best
}

// Words counts the words of the search.
func (q Query) Words() int { return len(q.words) }

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

// findSound finds characters read like the word, the first of which has one of the
// two lead bytes of starts, from a place on.
func (w *word) findSound(coded []byte, kind, from int) int {
	t, s := table(), &w.starts[kind]
	for at := from; at < len(coded); {
		i := bytes.IndexByte(coded[at:], s.lead)
		if i < 0 {
			return -1
		}
		if at += i; !s.rulesOut(coded, at) && t.sounds(coded, at, w.sound) {
			before := at - len(w.digits)
			if before >= 0 && string(coded[before:at]) == w.digits {
				return at
			}
		}
		at += 3
	}
	return -1
}

// sounds says whether the characters from at on can be read as the whole of sound.
func (t *hanziTable) sounds(coded []byte, at int, sound string) bool {
	if at >= len(coded) {
		return false
	}
	lead := coded[at]
	if lead < leadFirst {
		return lead == sound[0] && (len(sound) == 1 || t.sounds(coded, at+1, sound[1:]))
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
