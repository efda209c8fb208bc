package print

import (
	"encoding/binary"
	"errors"
	"sort"

	"golang.org/x/image/font/sfnt"
)

// face is one weight of the typeface. It never changes after parseFace, so any
// number of documents may use it at the same time.
type face struct {
	data     []byte
	tables   map[string][]byte
	outlines *sfnt.Font
	units    float64
	glyphs   [0x10000]uint16 // of the basic plane
	beyond   map[rune]uint16 // of the other planes
	advances []uint16        // by glyph, in font units
	long     bool            // format of the loca table
}

var errFont = errors.New("print: not a TrueType font with a Unicode character map")

// parseFace reads a TrueType file. The bytes are kept and must not change.
func parseFace(data []byte) (*face, error) {
	outlines, err := sfnt.Parse(data)
	if err != nil {
		return nil, errors.Join(errFont, err)
	}
	tables, err := tablesOf(data)
	if err != nil {
		return nil, err
	}
	for name, least := range map[string]int{"head": 54, "hhea": 36, "maxp": 6, "OS/2": 78, "post": 32, "name": 6, "cmap": 4, "glyf": 0, "loca": 4, "hmtx": 4} {
		if len(tables[name]) < least {
			return nil, errFont
		}
	}
	f := &face{
		data: data, tables: tables, outlines: outlines, beyond: map[rune]uint16{},
		units: float64(outlines.UnitsPerEm()), long: be16(tables["head"], 50) == 1,
	}
	if err := f.readAdvances(); err != nil {
		return nil, err
	}
	return f, f.readMap()
}

// tablesOf splits a TrueType file into its tables.
func tablesOf(data []byte) (map[string][]byte, error) {
	if len(data) < 12 || be32(data, 0) != 0x00010000 {
		return nil, errFont
	}
	tables := map[string][]byte{}
	for i := range int(be16(data, 4)) {
		at := 12 + 16*i
		if at+16 > len(data) {
			return nil, errFont
		}
		from, size := uint64(be32(data, at+8)), uint64(be32(data, at+12))
		if from+size > uint64(len(data)) {
			return nil, errFont
		}
		tables[string(data[at:at+4])] = data[from : from+size]
	}
	return tables, nil
}

func (f *face) readAdvances() error {
	count, full := int(be16(f.tables["maxp"], 4)), int(be16(f.tables["hhea"], 34))
	hmtx := f.tables["hmtx"]
	if full == 0 || full > count || len(hmtx) < 4*full+2*(count-full) {
		return errFont
	}
	f.advances = make([]uint16, count)
	for glyph := range f.advances {
		f.advances[glyph] = be16(hmtx, 4*min(glyph, full-1))
	}
	return nil
}

// readMap reads the character map of format 12, which reaches every plane.
func (f *face) readMap() error {
	cmap := f.tables["cmap"]
	for i := range int(be16(cmap, 2)) {
		if 4+8*i+8 > len(cmap) {
			return errFont
		}
		sub := uint64(be32(cmap, 4+8*i+4))
		if sub+16 > uint64(len(cmap)) || be16(cmap, int(sub)) != 12 {
			continue
		}
		groups := cmap[sub+16:]
		if uint64(len(groups)) < 12*uint64(be32(cmap, int(sub)+12)) {
			return errFont
		}
		for g := range int(be32(cmap, int(sub)+12)) {
			f.mapRange(be32(groups, 12*g), be32(groups, 12*g+4), be32(groups, 12*g+8))
		}
		return nil
	}
	return errFont
}

func (f *face) mapRange(first, last, glyph uint32) {
	for code := first; code <= last && code <= 0x10FFFF; code++ {
		g := uint64(glyph) + uint64(code-first)
		if g >= uint64(len(f.advances)) {
			return
		}
		if code < 0x10000 {
			f.glyphs[code] = uint16(g)
		} else {
			f.beyond[rune(code)] = uint16(g)
		}
	}
}

// glyph returns the glyph of a character, 0 when the font has none.
func (f *face) glyph(r rune) uint16 {
	if r >= 0 && r < 0x10000 {
		return f.glyphs[r]
	}
	return f.beyond[r]
}

// runeWidth returns the width of a character at size points.
func (f *face) runeWidth(r rune, size float64) float64 {
	return float64(f.advances[f.glyph(r)]) * size / f.units
}

// width returns the width of a cleaned text at size points.
func (f *face) width(text string, size float64) float64 {
	sum := 0
	for _, r := range text {
		sum += int(f.advances[f.glyph(r)])
	}
	return float64(sum) * size / f.units
}

// outline returns the bytes of a glyph's outline, empty for a blank.
func (f *face) outline(glyph uint16) []byte {
	loca, glyf := f.tables["loca"], f.tables["glyf"]
	var from, to uint64
	if f.long {
		if 4*int(glyph)+8 > len(loca) {
			return nil
		}
		from, to = uint64(be32(loca, 4*int(glyph))), uint64(be32(loca, 4*int(glyph)+4))
	} else {
		if 2*int(glyph)+4 > len(loca) {
			return nil
		}
		from, to = 2*uint64(be16(loca, 2*int(glyph))), 2*uint64(be16(loca, 2*int(glyph)+2))
	}
	if from >= to || to > uint64(len(glyf)) {
		return nil
	}
	return glyf[from:to]
}

func be16(b []byte, at int) uint16 { return binary.BigEndian.Uint16(b[at:]) }

func be32(b []byte, at int) uint32 { return binary.BigEndian.Uint32(b[at:]) }

func sortedRunes(set map[rune]bool) []rune {
	runes := make([]rune, 0, len(set))
	for r := range set {
		runes = append(runes, r)
	}
	sort.Slice(runes, func(i, j int) bool { return runes[i] < runes[j] })
	return runes
}
