package print

import (
	"bytes"
	"encoding/binary"
	"math/rand/v2"
	"testing"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"campuskeeper/assets/fonts"
)

func runesOf(text string) map[rune]bool {
	set := map[rune]bool{}
	for _, r := range text {
		set[r] = true
	}
	return set
}

// A cut font draws its characters exactly as the whole font does.
func TestCutKeepsTheOutlines(t *testing.T) {
	f := testFace(t)
	text := "隐患排查整改台账 Fire éẾ 0123 ①☑，。张𬭚"
	before := bytes.Clone(fonts.Regular()[:4096])
	c := f.cut(runesOf(text))
	if !bytes.Equal(before, fonts.Regular()[:4096]) {
		t.Error("the shared font was changed")
	}
	small, err := sfnt.Parse(c.data)
	if err != nil {
		t.Fatal(err)
	}
	if len(c.data) > 60_000 {
		t.Errorf("cut font has %d bytes", len(c.data))
	}
	var a, b sfnt.Buffer
	for r := range runesOf(text) {
		coded := []rune(c.encode(string(r)))[0]
		if coded > 0xFFFF {
			t.Errorf("%c has code %U", r, coded)
		}
		if c.runes[coded] != r {
			t.Errorf("code %U means %c, want %c", coded, c.runes[coded], r)
		}
		glyph, err := small.GlyphIndex(&a, coded)
		if err != nil || (glyph == 0) {
			t.Fatalf("%c is not in the cut font: %v", r, err)
		}
		got, err1 := small.LoadGlyph(&a, glyph, fixed.I(100), nil)
		want, err2 := f.outlines.LoadGlyph(&b, sfnt.GlyphIndex(f.glyph(r)), fixed.I(100), nil)
		if err1 != nil || err2 != nil || len(got) != len(want) {
			t.Fatalf("%c: %v %v, %d and %d segments", r, err1, err2, len(got), len(want))
		}
		for i := range got {
			if got[i] != want[i] {
				t.Fatalf("%c: segment %d differs", r, i)
			}
		}
	}
}

func TestDamagedFontsAreRefused(t *testing.T) {
	whole := fonts.Regular()
	for _, n := range []int{0, 4, 11, 12, 100, 1000, len(whole) / 2} {
		if _, err := parseFace(whole[:n]); err == nil {
			t.Errorf("%d bytes were taken for a font", n)
		}
	}
	if _, err := New([]byte("no font"), whole); err == nil {
		t.Error("the regular weight was not checked")
	}
	if _, err := New(whole, nil); err == nil {
		t.Error("the bold weight was not checked")
	}
}

// smallFont is a font of a few characters in the shape of the shipped ones.
func smallFont(t *testing.T, text string) []byte {
	t.Helper()
	c := testFace(t).cut(runesOf(text))
	tables, err := tablesOf(c.data)
	if err != nil {
		t.Fatal(err)
	}
	font, err := sfnt.Parse(c.data)
	if err != nil {
		t.Fatal(err)
	}
	var groups []byte
	for _, r := range sortedRunes(runesOf(text)) {
		glyph, err := font.GlyphIndex(nil, r)
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range [3]uint32{uint32(r), uint32(r), uint32(glyph)} {
			groups = binary.BigEndian.AppendUint32(groups, v)
		}
	}
	cmap := []byte{0, 0, 0, 1, 0, 3, 0, 10, 0, 0, 0, 12, 0, 12, 0, 0}
	cmap = binary.BigEndian.AppendUint32(cmap, uint32(16+len(groups)))
	cmap = binary.BigEndian.AppendUint32(cmap, 0)
	cmap = binary.BigEndian.AppendUint32(cmap, uint32(len(groups)/12))
	tables["cmap"] = append(cmap, groups...)
	return joinTables(tables)
}

// Damage inside must not end in a panic, neither while reading nor while cutting.
func TestDamageInsideAFontIsSurvived(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	font := smallFont(t, "隐患é0①")
	if _, err := parseFace(font); err != nil {
		t.Fatal(err)
	}
	for range 2000 {
		damaged := bytes.Clone(font)
		for range 1 + r.IntN(6) {
			damaged[r.IntN(len(damaged))] = byte(r.UintN(256))
		}
		if f, err := parseFace(damaged); err == nil {
			f.cut(runesOf("隐患é0①"))
		}
	}
}
