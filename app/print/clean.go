package print

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// missing stands for a character that the typeface cannot draw, so that a hole is
// seen and not a blank.
const missing = '□'

// tab is what a tabulator becomes.
const tab = "    "

// clean makes any text fit to print: broken UTF-8 becomes □, control characters,
// zero-width and direction marks go away, a tabulator becomes spaces, line ends of
// every system become \n, and what the font does not have becomes □.
func (f *face) clean(text string) string {
	if f.isClean(text) {
		return text
	}
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n", "\t", tab).Replace(text)
	var b strings.Builder
	b.Grow(len(text))
	for _, r := range text {
		switch {
		case r == '\n':
			b.WriteRune(r)
		case r == utf8.RuneError:
			b.WriteRune(missing)
		case f.plain(r):
			b.WriteRune(r)
		case unicode.IsSpace(r):
			b.WriteByte(' ')
		case invisible(r):
		default:
			b.WriteRune(missing)
		}
	}
	return b.String()
}

func (f *face) isClean(text string) bool {
	for _, r := range text {
		if r != '\n' && !f.plain(r) {
			return false
		}
	}
	return true
}

// plain says whether a character can be printed as it is.
func (f *face) plain(r rune) bool {
	if r < 0x7F {
		return r >= ' '
	}
	if f.glyph(r) == 0 || r == utf8.RuneError {
		return false
	}
	return !invisible(r) && !unicode.Is(unicode.Co, r) && (r == '\u00A0' || r == '\u3000' || !unicode.IsSpace(r))
}

// invisible says whether a character has no picture of its own: control and format
// characters, variation selectors, the skin tones of emoji.
func invisible(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Variation_Selector, r) ||
		r >= 0x1F3FB && r <= 0x1F3FF || r == '\u034F' || r == '\u3164' || r == '\uFFA0'
}
