package text

import (
	"slices"
	"sort"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/mozillazg/go-pinyin"
)

// The code. ASCII stands for itself. A Chinese character is a lead byte that names
// the first letter of its pinyin, and two bytes from 0xA0 up: which syllable, which
// character of it. A character of polyphones with readings of several letters has
// the lead byte leadMany. Any other rune is an escape byte and three bytes from
// 0xA0 up. Lead bytes stand nowhere else, so a match of bytes is a match of runes.
const (
	leadFirst = 0x80 // letter a
	leadMany  = leadFirst + 26
	leadHigh  = 0x9e // runes from highRune
	leadOther = 0x9f // other runes
	tail      = 0xa0
	tails     = 0x100 - tail
	highRune  = tails * tails * tails

	firstHanzi = 0x4e00
	lastHanzi  = 0x9fff
)

func isHanzi(r rune) bool { return r >= firstHanzi && r <= lastHanzi }

// hanziTable is built once: the code of each character, its place in the order of
// pinyin, and the readings behind a code.
type hanziTable struct {
	code     [lastHanzi - firstHanzi + 1][3]byte // first byte 0: not known
	rank     [lastHanzi - firstHanzi + 1]uint16  // of its first syllable, in alphabetical order
	syllable [27][tails]string                   // by lead and second byte; "" for polyphones
	many     [27][][]string                      // readings of polyphones, by lead and third byte
	follow   [256]uint32                         // letters that a rune may stand for, by its first byte
	known    map[string]bool                     // syllables
	begun    map[string]bool                     // beginnings of syllables
	marks    [lastMark - firstMark + 1]string    // code of the folded marks of Chinese writing
	wides    [lastWide - firstWide + 1]string    // code of the folded full-width forms
}

// Runes besides ASCII and Chinese characters that stand in almost every record; the
// code of each is looked up, not made.
const (
	firstMark = 0x2000
	lastMark  = 0x303f
	firstWide = 0xff00
	lastWide  = 0xffef
)

var table = sync.OnceValue(buildTable)

// Warm builds the tables, which takes some milliseconds, before they are needed.
func Warm() { table() }

func buildTable() *hanziTable {
	t := &hanziTable{known: map[string]bool{}, begun: map[string]bool{}}
	bySyllable := map[string][]rune{}
	for r := rune(firstHanzi); r <= lastHanzi; r++ {
		if s := firstReading(r); s != "" {
			bySyllable[s] = append(bySyllable[s], r)
		}
	}
	syllables := make([]string, 0, len(bySyllable))
	for s := range bySyllable {
		syllables = append(syllables, s)
	}
	sort.Strings(syllables)
	var used [27]int // second bytes given out per lead
	for rank, s := range syllables {
		t.know(s)
		letter := s[0] - 'a'
		n := tails // so that the first character opens a run
		for _, r := range bySyllable[s] {
			t.rank[r-firstHanzi] = uint16(rank) + 1
			if len(polyphones[r]) > 0 {
				continue
			}
			if n == tails {
				n = 0
				t.syllable[letter][used[letter]] = s
				used[letter]++
			}
			t.code[r-firstHanzi] = [3]byte{leadFirst + letter, byte(tail + used[letter] - 1), byte(tail + n)}
			n++
		}
	}
	t.addPolyphones(used)
	for b := range leadFirst {
		if isWordByte(byte(b)) {
			t.follow[b] = 1 << letterOf(byte(b))
		}
	}
	for lead := leadFirst; lead < leadMany; lead++ {
		t.follow[lead] = 1 << (lead - leadFirst)
	}
	t.follow[leadMany] = polyphone - 1
	for i := range t.marks {
		t.marks[i] = string(t.append(nil, Fold(string(rune(firstMark+i)))))
	}
	for i := range t.wides {
		t.wides[i] = string(t.append(nil, Fold(string(rune(firstWide+i)))))
	}
	return t
}

func (t *hanziTable) know(syllable string) {
	t.known[syllable] = true
	for n := range syllable {
		t.begun[syllable[:n+1]] = true
	}
}

// addPolyphones gives each polyphone a code whose second byte stands for no
// syllable.
func (t *hanziTable) addPolyphones(used [27]int) {
	runes := make([]rune, 0, len(polyphones))
	for r := range polyphones {
		runes = append(runes, r)
	}
	sort.Slice(runes, func(i, j int) bool { return runes[i] < runes[j] })
	for _, r := range runes {
		lead := int(polyphones[r][0][0] - 'a')
		for _, reading := range polyphones[r] {
			if reading[0] != polyphones[r][0][0] {
				lead = leadMany - leadFirst
			}
		}
		t.code[r-firstHanzi] = [3]byte{byte(leadFirst + lead), byte(tail + used[lead]), byte(tail + len(t.many[lead]))}
		t.many[lead] = append(t.many[lead], polyphones[r])
		for _, reading := range polyphones[r] {
			t.know(reading)
		}
	}
}

// firstReading is the usual reading of a character without tone: "xiao".
func firstReading(r rune) string {
	if readings := polyphones[r]; len(readings) > 0 {
		return readings[0]
	}
	first, _, _ := strings.Cut(pinyin.PinyinDict[int(r)], ",")
	var b strings.Builder
	for _, c := range first {
		if plain, ok := toneless[c]; ok {
			c = plain
		}
		if c >= 'a' && c <= 'z' {
			b.WriteRune(c)
		}
	}
	return b.String()
}

var toneless = map[rune]rune{
	'ā': 'a', 'á': 'a', 'ǎ': 'a', 'à': 'a', 'ē': 'e', 'é': 'e', 'ě': 'e', 'è': 'e', 'ê': 'e',
	'ế': 'e', 'ề': 'e', 'ī': 'i', 'í': 'i', 'ǐ': 'i', 'ì': 'i', 'ō': 'o', 'ó': 'o', 'ǒ': 'o', 'ò': 'o',
	'ū': 'u', 'ú': 'u', 'ǔ': 'u', 'ù': 'u', 'ü': 'v', 'ǘ': 'v', 'ǚ': 'v', 'ǜ': 'v', 'ǖ': 'v',
	'ń': 'n', 'ň': 'n', 'ǹ': 'n', 'ḿ': 'm',
}

// AppendFolded appends the code of text that is folded on the way: what Append does
// with what Fold returns, in one go.
func AppendFolded(out []byte, says string) []byte {
	t := table()
	out = slices.Grow(out, len(says))
	for i := 0; i < len(says); {
		if b := says[i]; b < utf8.RuneSelf {
			out = append(out, foldASCII(b))
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(says[i:])
		switch {
		case isHanzi(r):
			out = t.appendHanzi(out, r)
		case r >= firstMark && r <= lastMark:
			out = append(out, t.marks[r-firstMark]...)
		case r >= firstWide && r <= lastWide:
			out = append(out, t.wides[r-firstWide]...)
		default:
			out = t.append(out, Fold(says[i:i+size]))
		}
		i += size
	}
	return out
}

// Append appends the code of folded text to out.
func Append(out []byte, folded string) []byte { return table().append(out, folded) }

func (t *hanziTable) append(out []byte, folded string) []byte {
	for i := 0; i < len(folded); {
		b := folded[i]
		if b < utf8.RuneSelf {
			out = append(out, b)
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(folded[i:])
		i += size
		if isHanzi(r) {
			out = t.appendHanzi(out, r)
		} else {
			out = appendOther(out, r)
		}
	}
	return out
}

func (t *hanziTable) appendHanzi(out []byte, r rune) []byte {
	if c := t.code[r-firstHanzi]; c[0] != 0 {
		return append(out, c[0], c[1], c[2])
	}
	return appendOther(out, r)
}

func appendOther(out []byte, r rune) []byte {
	lead, n := byte(leadOther), int(r)
	if n >= highRune {
		lead, n = leadHigh, n-highRune
	}
	return append(out, lead, byte(tail+n/(tails*tails)), byte(tail+n/tails%tails), byte(tail+n%tails))
}

// readings returns what the character coded at c may be read as: one syllable in
// one, or those of a polyphone in many.
func (t *hanziTable) readings(c []byte) (one string, many []string) {
	if s := t.syllable[c[0]-leadFirst][c[1]-tail]; s != "" {
		return s, nil
	}
	return "", t.many[c[0]-leadFirst][c[2]-tail]
}
