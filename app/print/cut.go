package print

import (
	"encoding/binary"
	"sort"
)

// privateArea is where characters beyond the basic plane get their codes: gofpdf
// writes two-byte codes only. Clean lets no private character through, so the
// whole area is free.
const (
	privateArea = 0xE000
	privateEnd  = 0xF8FF
)

// cut is a font that holds only the characters of one document.
type cut struct {
	data  []byte
	codes map[rune]rune // of characters beyond the basic plane
	runes map[rune]rune // the character of each code
}

// encode rewrites a cleaned text in the codes of the cut font.
func (c cut) encode(text string) string {
	if len(c.codes) == 0 {
		return text
	}
	coded := []rune(text)
	for i, r := range coded {
		if code, ok := c.codes[r]; ok {
			coded[i] = code
		}
	}
	return string(coded)
}

// cut makes a font of the characters used. Each document gets its own bytes,
// because gofpdf writes into them.
func (f *face) cut(used map[rune]bool) cut {
	c := cut{codes: map[rune]rune{}, runes: map[rune]rune{}}
	glyphOf := map[rune]uint16{}
	for _, r := range sortedRunes(used) {
		code := r
		if r > 0xFFFF {
			code = privateArea + rune(len(c.codes))
			if code > privateEnd {
				break
			}
			c.codes[r] = code
		}
		c.runes[code], glyphOf[code] = r, f.glyph(r)
	}
	old := f.withParts(glyphOf)
	renumbered := make(map[uint16]uint16, len(old))
	for i, glyph := range old {
		renumbered[glyph] = uint16(i)
	}
	codes := make([]int, 0, len(glyphOf))
	for code := range glyphOf {
		codes = append(codes, int(code))
	}
	sort.Ints(codes)
	points := make([][2]int, len(codes))
	for i, code := range codes {
		points[i] = [2]int{code, int(renumbered[glyphOf[rune(code)]])}
	}
	c.data = f.assemble(old, renumbered, points)
	return c
}

// withParts lists the glyphs in use in order, the missing glyph first, and those
// of which others are composed.
func (f *face) withParts(glyphOf map[rune]uint16) []uint16 {
	seen := map[uint16]bool{0: true}
	queue := []uint16{0}
	add := func(glyph uint16) {
		if !seen[glyph] && int(glyph) < len(f.advances) {
			seen[glyph] = true
			queue = append(queue, glyph)
		}
	}
	for _, glyph := range glyphOf {
		add(glyph)
	}
	for i := 0; i < len(queue); i++ {
		eachPart(f.outline(queue[i]), func(at int, glyph uint16) { add(glyph) })
	}
	sort.Slice(queue, func(i, j int) bool { return queue[i] < queue[j] })
	return queue
}

// Flags of the parts of a composed glyph, as the glyf table writes them.
const (
	partWords    = 1 << 0
	partScale    = 1 << 3
	partMore     = 1 << 5
	partTwoScale = 1 << 6
	partMatrix   = 1 << 7
)

// eachPart calls visit for each part of a composed glyph with the place where its
// number stands.
func eachPart(outline []byte, visit func(at int, glyph uint16)) {
	if len(outline) < 10 || int16(be16(outline, 0)) >= 0 {
		return
	}
	for at := 10; at+4 <= len(outline); {
		flags := be16(outline, at)
		visit(at+2, be16(outline, at+2))
		at += 6
		if flags&partWords != 0 {
			at += 2
		}
		switch {
		case flags&partScale != 0:
			at += 2
		case flags&partTwoScale != 0:
			at += 4
		case flags&partMatrix != 0:
			at += 8
		}
		if flags&partMore == 0 {
			return
		}
	}
}

// assemble writes a TrueType file of the glyphs in old.
func (f *face) assemble(old []uint16, renumbered map[uint16]uint16, points [][2]int) []byte {
	var glyf []byte
	loca := make([]byte, 0, 4*len(old)+4)
	hmtx := make([]byte, 0, 4*len(old))
	for _, glyph := range old {
		loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
		from := len(glyf)
		glyf = append(glyf, f.outline(glyph)...)
		eachPart(glyf[from:], func(at int, part uint16) {
			binary.BigEndian.PutUint16(glyf[from+at:], renumbered[part])
		})
		for len(glyf)%4 != 0 {
			glyf = append(glyf, 0)
		}
		hmtx = binary.BigEndian.AppendUint16(hmtx, f.advances[glyph])
		hmtx = binary.BigEndian.AppendUint16(hmtx, f.bearing(glyph))
	}
	loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
	head := append([]byte{}, f.tables["head"]...)
	binary.BigEndian.PutUint16(head[50:], 1)
	hhea := append([]byte{}, f.tables["hhea"]...)
	binary.BigEndian.PutUint16(hhea[34:], uint16(len(old)))
	maxp := append([]byte{}, f.tables["maxp"]...)
	binary.BigEndian.PutUint16(maxp[4:], uint16(len(old)))
	return joinTables(map[string][]byte{
		"OS/2": f.tables["OS/2"], "cmap": characterMap(points), "glyf": glyf, "head": head, "hhea": hhea,
		"hmtx": hmtx, "loca": loca, "maxp": maxp, "name": f.tables["name"], "post": f.tables["post"][:32],
	})
}

func (f *face) bearing(glyph uint16) uint16 {
	hmtx, full := f.tables["hmtx"], int(be16(f.tables["hhea"], 34))
	if int(glyph) < full {
		return be16(hmtx, 4*int(glyph)+2)
	}
	return be16(hmtx, 4*full+2*(int(glyph)-full))
}

// characterMap writes a cmap table of format 4, the one that gofpdf reads, from
// pairs of code and glyph in order of code.
func characterMap(points [][2]int) []byte {
	type segment struct{ first, last, delta int }
	var segments []segment
	for _, p := range points {
		n := len(segments) - 1
		if n >= 0 && segments[n].last+1 == p[0] && segments[n].delta == p[1]-p[0] {
			segments[n].last = p[0]
			continue
		}
		segments = append(segments, segment{p[0], p[0], p[1] - p[0]})
	}
	segments = append(segments, segment{0xFFFF, 0xFFFF, 1})
	count, log := len(segments), 0
	for 2<<log <= count {
		log++
	}
	var b []byte
	put := func(values ...int) {
		for _, v := range values {
			b = binary.BigEndian.AppendUint16(b, uint16(v))
		}
	}
	put(0, 1, 3, 1, 0, 12)
	put(4, 16+8*count, 0, 2*count, 2<<log, log, 2*count-2<<log)
	for _, s := range segments {
		put(s.last)
	}
	put(0)
	for _, s := range segments {
		put(s.first)
	}
	for _, s := range segments {
		put(s.delta)
	}
	for range segments {
		put(0)
	}
	return b
}

// joinTables writes a TrueType file. Check sums are left out: gofpdf makes its own
// file of it.
func joinTables(tables map[string][]byte) []byte {
	names := make([]string, 0, len(tables))
	for name := range tables {
		names = append(names, name)
	}
	sort.Strings(names)
	b := []byte{0, 1, 0, 0}
	b = binary.BigEndian.AppendUint16(b, uint16(len(names)))
	b = append(b, 0, 0, 0, 0, 0, 0)
	at := 12 + 16*len(names)
	for _, name := range names {
		b = append(b, name...)
		b = binary.BigEndian.AppendUint32(b, 0)
		b = binary.BigEndian.AppendUint32(b, uint32(at))
		b = binary.BigEndian.AppendUint32(b, uint32(len(tables[name])))
		at += (len(tables[name]) + 3) &^ 3
	}
	for _, name := range names {
		b = append(b, tables[name]...)
		for len(b)%4 != 0 {
			b = append(b, 0)
		}
	}
	return b
}
