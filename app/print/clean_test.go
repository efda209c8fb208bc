package print

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestCleanMakesAnyTextPrintable(t *testing.T) {
	f := testFace(t)
	for _, c := range []struct{ name, text, want string }{
		{"plain", "Fire door 常闭式防火门 ①☑", "Fire door 常闭式防火门 ①☑"},
		{"line ends", "a\r\nb\rc\u2028d\u0085e", "a\nb\nc\nd\ne"},
		{"tabulator", "a\tb", "a    b"},
		{"control characters", "a\x00\x1b[31mb\x7f", "a[31mb"},
		{"zero width and direction marks", "a\u200bb\u202ec\ufeffd", "abcd"},
		{"broken UTF-8", "a\xffb\xc3", "a□b□"},
		{"emoji", "ok 😀👍🏽", "ok □□"},
		{"rare hanzi stay", "张𬭚", "张𬭚"},
		{"private characters", "\ue000x", "□x"},
		{"odd spaces", "a\u2003b\u00a0c\u3000d", "a b\u00a0c\u3000d"},
		{"not in the font", "ދިވެހި", "□□□□□□"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := f.clean(c.text); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func FuzzClean(f *testing.F) {
	font := testFace(f)
	f.Add("隐患\x00\xff😀\u202e")
	f.Add("\r\n\t\ue123")
	f.Fuzz(func(t *testing.T, text string) {
		clean := font.clean(text)
		if !utf8.ValidString(clean) || font.clean(clean) != clean {
			t.Fatalf("%q cleaned to %q", text, clean)
		}
		for _, r := range clean {
			if r != '\n' && (font.glyph(r) == 0 || r < ' ') {
				t.Fatalf("%q leaves %U", text, r)
			}
		}
		if strings.ContainsAny(clean, "\r\t\x00") {
			t.Fatalf("%q cleaned to %q", text, clean)
		}
	})
}
