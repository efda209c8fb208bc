package print

import (
	"strings"
	"unicode"
)

// Characters that must not begin a line, after the rules of Chinese typesetting
// (GB/T 15834) and those of Latin text.
const noStart = "，。、；：？！）》」』】〕〗〉”’·…—～％‰℃℉°′″ー々，．,.;:!?)]}%>»"

// Characters that must not end a line.
const noEnd = "（《「『【〔〖〈“‘￥＄([{$€£¥<«#№"

var startForbidden, endForbidden = runeSet(noStart), runeSet(noEnd)

func runeSet(text string) map[rune]bool {
	set := map[rune]bool{}
	for _, r := range text {
		set[r] = true
	}
	return set
}

// wrap breaks a cleaned text into lines no wider than width. A newline always
// breaks. Spaces at a break are dropped, nothing else is; a single character that
// is wider than the line stands alone. There is at least one line.
func (f *face) wrap(text string, size, width float64) []string {
	var lines []string
	for {
		line, rest, more := strings.Cut(text, "\n")
		lines = f.wrapLine(lines, line, size, width)
		if !more {
			return lines
		}
		text = rest
	}
}

func (f *face) wrapLine(lines []string, text string, size, width float64) []string {
	most := int(width*f.units/size + 1e-6) // in font units
	if len(text) <= 256 && f.units > 0 {
		sum := 0
		for _, r := range text {
			sum += int(f.advances[f.glyph(r)])
		}
		if sum <= most {
			return append(lines, strings.TrimRight(text, " "))
		}
	}
	start := 0
	for {
		end, next := f.lineEnd(text[start:], most)
		lines = append(lines, text[start:start+end])
		if start+next >= len(text) {
			return lines
		}
		start += next
	}
}

// lineEnd finds where the first line of a text ends and where the next begins.
func (f *face) lineEnd(text string, most int) (end, next int) {
	sum, before, brk := 0, rune(0), 0
	for i, r := range text {
		if i > 0 && mayBreak(before, r) {
			brk = i
		}
		sum += int(f.advances[f.glyph(r)])
		if sum > most && r != ' ' && i > 0 {
			if brk == 0 {
				brk = i
			}
			return trimmed(text, brk)
		}
		before = r
	}
	return len(strings.TrimRight(text, " ")), len(text)
}

// trimmed drops the spaces on both sides of a break.
func trimmed(text string, brk int) (end, next int) {
	end = len(strings.TrimRight(text[:brk], " "))
	next = len(text) - len(strings.TrimLeft(text[brk:], " "))
	return end, next
}

// mayBreak says whether a line may end between two neighbours.
func mayBreak(a, b rune) bool {
	switch {
	case glued(a, b):
		return false
	case a == ' ':
		return true
	case isHan(a) || isHan(b) || isWide(a) || isWide(b):
		return true
	case a == '-' || a == '/' || a == '_':
		return unicode.IsLetter(b)
	}
	return false
}

// glued says whether two neighbours must stay on one line.
func glued(a, b rune) bool {
	return b == ' ' || a == '\u00A0' || b == '\u00A0' || startForbidden[b] || endForbidden[a] ||
		isDigit(a) && isHan(b) // a number stays with its unit: 11月, 3名, 20日
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

func isHan(r rune) bool {
	return r >= 0x3400 && r <= 0x9FFF || r >= 0x20000 && r <= 0x3FFFF || r >= 0xF900 && r <= 0xFAFF || r >= 0x3005 && r <= 0x30FF
}

// isWide says whether a character takes a whole square, such as 。or ①.
func isWide(r rune) bool {
	return r >= 0x2460 && r <= 0x27BF || r >= 0x3000 && r <= 0x33FF || r >= 0xFF00 && r <= 0xFFEF || r == '—' || r == '…' || r == '“' || r == '”'
}

// longest returns the width of the longest part of a cleaned text that should not
// be broken, and of its longest line.
func (f *face) longest(text string, size float64) (part, line float64) {
	partSum, lineSum, most, mostLine, before := 0, 0, 0, 0, rune(0)
	for i, r := range text {
		if r == '\n' {
			partSum, lineSum, before = 0, 0, 0
			continue
		}
		if i > 0 && before != 0 && mayBreak(before, r) {
			partSum = 0
		}
		advance := int(f.advances[f.glyph(r)])
		if r != ' ' {
			partSum += advance
		}
		lineSum += advance
		most, mostLine, before = max(most, partSum), max(mostLine, lineSum), r
	}
	scale := size / f.units
	return float64(most) * scale, float64(mostLine) * scale
}
