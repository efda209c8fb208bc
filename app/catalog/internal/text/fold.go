package text

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/width"
)

// plainMarks are the marks of Chinese writing that nobody tells from the ASCII
// ones when searching.
var plainMarks = map[rune]rune{
	'。': '.', '、': ',', '・': '·', '“': '"', '”': '"', '‘': '\'', '’': '\'',
	'《': '<', '》': '>', '〈': '<', '〉': '>', '【': '[', '】': ']', '〔': '[', '〕': ']',
	'「': '"', '」': '"', '『': '"', '』': '"', '—': '-', '–': '-', '－': '-', '～': '~', '　': ' ',
}

// Fold returns text as searches see it: one case, one width, ASCII marks, and a
// blank for every white space but the line end.
func Fold(s string) string {
	out := make([]byte, 0, len(s))
	caser := cases.Fold()
	for i := 0; i < len(s); {
		if b := s[i]; b < utf8.RuneSelf {
			out = append(out, foldASCII(b))
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if isHanzi(r) {
			out = append(out, s[i:i+size]...)
		} else {
			out = foldRune(out, r, &caser)
		}
		i += size
	}
	return string(out)
}

func foldASCII(b byte) byte {
	switch {
	case b >= 'A' && b <= 'Z':
		return b + 'a' - 'A'
	case b < ' ' && b != '\n':
		return ' '
	}
	return b
}

// foldRune appends a rune that is neither ASCII nor a common Chinese character.
func foldRune(out []byte, r rune, caser *cases.Caser) []byte {
	if mark, ok := plainMarks[r]; ok {
		return append(out, string(mark)...)
	}
	if narrow := width.LookupRune(r).Folded(); narrow != 0 {
		r = narrow
	}
	if r < utf8.RuneSelf {
		return append(out, foldASCII(byte(r)))
	}
	if unicode.IsSpace(r) {
		return append(out, ' ')
	}
	if !unicode.IsLetter(r) && !unicode.IsMark(r) {
		return utf8.AppendRune(out, r)
	}
	return append(out, caser.String(string(r))...)
}
