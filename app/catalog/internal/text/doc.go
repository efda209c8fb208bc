// Package text is how the catalog keeps and searches what records say. Text is
// folded (case, width, punctuation) and written in a code of its own, in which a
// Chinese character is three bytes that begin with the first letter of its pinyin:
// the same bytes answer a search for characters and a search for pinyin, and a
// search needs no second copy.
//
// Allowed imports: golang.org/x/text, go-pinyin and the standard library.
package text
