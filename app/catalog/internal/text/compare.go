package text

import (
	"cmp"
	"unicode/utf8"
)

// Compare puts texts in the order in which an office sorts them: numbers by value,
// Latin letters without regard to case, Chinese characters by pinyin after them.
// Texts that only differ in case are told apart by their bytes.
func Compare(a, b string) int {
	if a == b {
		return 0
	}
	same := commonPrefix(a, b)
	t, x, y := table(), a[same:], b[same:]
	for x != "" && y != "" {
		if isDigit(x[0]) && isDigit(y[0]) {
			var m, n string
			m, x = cutNumber(x)
			n, y = cutNumber(y)
			if c := compareNumbers(m, n); c != 0 {
				return c
			}
			continue
		}
		if x[0] == y[0] && x[0] < utf8.RuneSelf {
			x, y = x[1:], y[1:]
			continue
		}
		r, rs := utf8.DecodeRuneInString(x)
		s, ss := utf8.DecodeRuneInString(y)
		if r != s {
			if c := cmp.Compare(t.sortKey(r), t.sortKey(s)); c != 0 {
				return c
			}
		}
		x, y = x[rs:], y[ss:]
	}
	if c := cmp.Compare(len(x), len(y)); c != 0 {
		return c
	}
	return cmp.Compare(a, b)
}

// commonPrefix is the length of what both texts begin with, up to a whole character and
// to before the digits of a number that it ends in.
func commonPrefix(a, b string) int {
	n, end := 0, min(len(a), len(b))
	for n < end && a[n] == b[n] {
		n++
	}
	for n > 0 && (n < len(a) && !utf8.RuneStart(a[n]) || n < len(b) && !utf8.RuneStart(b[n])) {
		n--
	}
	for n > 0 && isDigit(a[n-1]) {
		n--
	}
	return n
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

// cutNumber splits off the leading digits without leading zeros.
func cutNumber(s string) (digits, rest string) {
	n := 0
	for n < len(s) && isDigit(s[n]) {
		n++
	}
	from := 0
	for from < n-1 && s[from] == '0' {
		from++
	}
	return s[from:n], s[n:]
}

func compareNumbers(m, n string) int {
	if c := cmp.Compare(len(m), len(n)); c != 0 {
		return c
	}
	return cmp.Compare(m, n)
}

func (t *hanziTable) sortKey(r rune) uint32 {
	switch {
	case r < utf8.RuneSelf:
		return uint32(foldASCII(byte(r)))
	case isHanzi(r):
		return 1<<31 | uint32(t.rank[r-firstHanzi])<<21 | uint32(r)
	}
	return uint32(r)
}
