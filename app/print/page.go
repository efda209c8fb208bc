package print

import (
	"iter"
	"sort"
	"strings"

	"campuskeeper/app"
)

// color is 0xRRGGBB.
type color uint32

// The colours of paper. Everything reads in black and white too.
const (
	ink    color = 0x1B2430
	grey   color = 0x566270
	light  color = 0xC3CBD4 // thin rules
	middle color = 0x84909D // rules to write on
	navy   color = 0x1E4E8C
	red    color = 0xC62828
	black  color = 0x000000
	pale   color = 0xF1F4F8
	paper  color = 0xFFFFFF
)

// kind says what an op draws.
type kind uint8

const (
	opText  kind = iota // text at its left end on the base line
	opLine              // from x, y to x+w, y+h, size wide
	opRect              // filled
	opFrame             // outline, size wide
	opPath              // outline through points, size wide
	opImage             // picture, images[image]
)

// op is one thing drawn on a page.
type op struct {
	kind   kind
	bold   bool
	dashed bool
	closed bool // of a path
	color  color
	image  int
	x, y   float64
	w, h   float64
	size   float64
	text   string
	points []float64 // x, y in turn, from x, y of the op
}

// page is what is drawn on one sheet: parts in their places.
type page struct {
	parts []part
	scale float64 // at which they are drawn
}

// part is ops moved by dx, dy.
type part struct {
	ops    []op
	dx, dy float64
}

// draw adds ops moved by dx, dy. They are not copied.
func (p *page) draw(ops []op, dx, dy float64) {
	if len(ops) > 0 {
		p.parts = append(p.parts, part{ops, dx, dy})
	}
}

// all yields the ops in the order in which they are drawn, moved to their places.
func (p *page) all() iter.Seq[op] {
	return func(yield func(op) bool) {
		for _, part := range p.parts {
			for _, o := range part.ops {
				o.x += part.dx
				o.y += part.dy
				if p.scale != 1 {
					o = o.scaled(p.scale)
				}
				if !yield(o) {
					return
				}
			}
		}
	}
}

// scaled is the op at a share of its size.
func (o op) scaled(by float64) op {
	o.x, o.y, o.w, o.h, o.size = o.x*by, o.y*by, o.w*by, o.h*by, o.size*by
	points := make([]float64, len(o.points))
	for i, at := range o.points {
		points[i] = at * by
	}
	o.points = points
	return o
}

// picture is an image of the document: the bytes as they go into the file.
type picture struct {
	jpeg          []byte
	width, height int // pixels
}

// Pages is a Document laid out. It is not changed any more, so that it may be
// written and drawn from several goroutines.
type Pages struct {
	printer       *Printer
	width, height float64
	title         string
	lang          string
	pages         []page
	images        []picture
	outline       []mark
}

// mark is a heading of the outline.
type mark struct {
	text string
	page int
	y    float64
}

// Len returns the number of pages.
func (p Pages) Len() int { return len(p.pages) }

// Size returns the width and the height of every page in points.
func (p Pages) Size() (width, height float64) { return p.width, p.height }

// Caption says in a few words what page n, counted from 0, holds: the paper's title
// for the first, the headings that begin there for any other; "" where none does.
func (p Pages) Caption(n int) string {
	if n == 0 {
		return p.title
	}
	var headings []string
	for _, m := range p.outline {
		if m.page == n {
			headings = append(headings, m.text)
		}
	}
	if p.lang == string(app.Chinese) {
		return strings.Join(headings, "、")
	}
	return strings.Join(headings, ", ")
}

// Only returns some of the pages, counted from 0, in the order given, as they are:
// they keep their numbers. Pages that do not exist are left out.
func (p Pages) Only(numbers []int) Pages {
	some := p
	some.pages, some.outline = nil, nil
	for _, n := range numbers {
		if n < 0 || n >= len(p.pages) {
			continue
		}
		for _, m := range p.outline {
			if m.page == n {
				some.outline = append(some.outline, mark{m.text, len(some.pages), m.y})
			}
		}
		some.pages = append(some.pages, p.pages[n])
	}
	return some
}

// Text returns what page n, counted from 0, says: one line of text for each base
// line from top to bottom, its pieces from left to right with two spaces between.
// It returns "" for a page that does not exist.
func (p Pages) Text(n int) string {
	if n < 0 || n >= len(p.pages) {
		return ""
	}
	var texts []op
	for o := range p.pages[n].all() {
		if o.kind == opText {
			texts = append(texts, o)
		}
	}
	sort.SliceStable(texts, func(i, j int) bool {
		a, b := texts[i], texts[j]
		if row(a) != row(b) {
			return row(a) < row(b)
		}
		return a.x < b.x
	})
	var out strings.Builder
	for i, o := range texts {
		switch {
		case i == 0:
		case row(o) == row(texts[i-1]):
			out.WriteString("  ")
		default:
			out.WriteString("\n")
		}
		out.WriteString(o.text)
	}
	return out.String()
}

// row is the base line of a text in whole points.
func row(o op) int { return int(o.y + 0.5) }

// used lists the characters that the pages show in one weight.
func (p Pages) used(bold bool) map[rune]bool {
	set := map[rune]bool{}
	for _, page := range p.pages {
		for _, part := range page.parts {
			for _, o := range part.ops {
				if o.kind == opText && o.bold == bold {
					addRunes(set, o.text)
				}
			}
		}
	}
	return set
}

// shown tells which of the images the pages show.
func (p Pages) shown() map[int]bool {
	set := map[int]bool{}
	for _, page := range p.pages {
		for _, part := range page.parts {
			for _, o := range part.ops {
				if o.kind == opImage {
					set[o.image] = true
				}
			}
		}
	}
	return set
}

func addRunes(set map[rune]bool, text string) {
	for _, r := range text {
		set[r] = true
	}
}
