package print

import (
	"slices"
	"strconv"
	"strings"

	"campuskeeper/app/form"
)

// Printer lays papers out and writes them. It holds the parsed fonts, is not
// changed after New and may be used from several goroutines.
type Printer struct {
	regular, bold *face
}

// New reads the two weights of the typeface (TrueType with a character map of
// format 12). The bytes are kept and must not change.
func New(regular, bold []byte) (*Printer, error) {
	r, err := parseFace(regular)
	if err != nil {
		return nil, err
	}
	b, err := parseFace(bold)
	if err != nil {
		return nil, err
	}
	return &Printer{regular: r, bold: b}, nil
}

// Layout lays a Document out on A4 pages; an empty one gives one empty page. The
// error is that of a picture which is no JPEG.
func (p *Printer) Layout(doc form.Document) (Pages, error) {
	best, count, err := p.layout(doc, 1)
	if err != nil || doc.Fit.Least == 0 {
		return best, err
	}
	goal := doc.Fit.Pages
	if goal == 0 {
		goal = max(1, count-1)
	}
	for scale := 1 - fitStep; count > goal && scale >= doc.Fit.Least; scale -= fitStep {
		smaller, needed, err := p.layout(doc, scale)
		if err != nil {
			return Pages{}, err
		}
		if needed < count {
			best, count = smaller, needed
		}
	}
	return best, nil
}

// fitStep is by how much type is set smaller at a time.
const fitStep = 0.03

// layout lays a Document out at a share of the usual size. count is its pages without
// the annex.
func (p *Printer) layout(doc form.Document, scale float64) (pages Pages, count int, err error) {
	s := newSetter(p, doc.Landscape, scale)
	s.slips = doc.Slips
	strips, err := s.strips(doc.Blocks)
	if err != nil {
		return Pages{}, 0, err
	}
	annex, err := s.strips(doc.Annex)
	if err != nil {
		return Pages{}, 0, err
	}
	f := flow{set: s}
	f.turn()
	f.place(strips)
	count = len(f.pages)
	if len(annex) > 0 {
		annex[0].newPage = true
		f.place(annex)
	}
	f.close()
	pages = Pages{
		printer: p, width: s.pageWidth * scale, height: s.pageHeight * scale, pages: f.pages, images: s.images, outline: f.marks,
		title: s.oneLine(doc.Title), lang: string(doc.Lang),
	}
	for i := range pages.outline {
		pages.outline[i].y *= scale
	}
	for i := range pages.pages {
		page := &pages.pages[i]
		page.scale = scale
		page.draw(s.foot(doc.Foot, i+1, len(pages.pages)), 0, 0)
		if i > 0 && !doc.Slips {
			page.draw(s.runningHead(doc), 0, 0)
		}
	}
	return pages, count, nil
}

// foot is drawn when the number of pages is known.
func (s *setter) foot(foot form.Foot, page, pages int) []op {
	y := s.pageHeight - footHeight
	fill := strings.NewReplacer("{page}", strconv.Itoa(page), "{pages}", strconv.Itoa(pages))
	number := fill.Replace(foot.Page.Main)
	if foot.Page.Also != "" {
		number += "   " + fill.Replace(foot.Page.Also)
	}
	number = s.fit(number, smallText, s.width/2)
	width := s.textWidth(number, smallText)
	ops := []op{rule(s.left, y, s.width, 0.5, light), smallText.text(s.left+s.width-width, y+5, number)}
	return append(ops, smallText.text(s.left, y+5, s.fit(foot.Left, smallText, s.width-width-20)))
}

// runningHead tells on each further page what paper it belongs to.
func (s *setter) runningHead(doc form.Document) []op {
	number := s.fit(doc.Number, smallText, s.width/2)
	width := s.textWidth(number, smallText)
	title := s.fit(doc.Title, smallText, s.width-width-20)
	ops := []op{
		smallText.text(s.left, runningTop, title),
		rule(s.left, runningTop+16, s.width, 0.8, navy),
	}
	if number != "" {
		ops = append(ops, smallText.text(s.left+s.width-width, runningTop, number))
	}
	return ops
}

// strips sets blocks in their order.
func (s *setter) strips(blocks []form.Block) ([]*strip, error) {
	var all []*strip
	turn := false
	for _, b := range blocks {
		if _, ok := b.(form.PageBreak); ok {
			turn = len(all) > 0
			continue
		}
		next, err := s.block(b)
		if err != nil {
			return nil, err
		}
		if len(next) == 0 {
			continue
		}
		if turn {
			next[0].newPage, turn = true, false
		}
		if _, ok := b.(form.Signatures); ok && len(all) > 0 && !next[0].newPage {
			all[len(all)-1].keep = true // names and seal never stand alone
		}
		all = append(all, next...)
	}
	return all, nil
}

// block sets one block.
func (s *setter) block(b form.Block) ([]*strip, error) {
	if single := s.single(b); single != nil {
		return []*strip{single}, nil
	}
	switch b := b.(type) {
	case form.Paragraph:
		return s.paragraph(b), nil
	case form.Fields:
		return s.fields(b), nil
	case form.Table:
		return s.table(b), nil
	case form.Ruled:
		return s.ruled(b), nil
	case form.Ticks:
		return s.ticks(b), nil
	case form.Photos:
		return s.photos(b)
	case form.Stations:
		return s.stations(b), nil
	case form.Codes:
		return s.codes(b), nil
	case form.Keep:
		strips, err := s.strips(b.Blocks)
		for i := range max(0, len(strips)-1) {
			strips[i].keep = true
		}
		return strips, err
	case form.Halves:
		return s.halves(b)
	case form.Cards:
		return s.cards(b)
	}
	return nil, nil
}

// single sets a block that is one strip, nil for the others.
func (s *setter) single(b form.Block) *strip {
	switch b := b.(type) {
	case form.Letterhead:
		return s.letterhead(b)
	case form.Heading:
		return s.heading(b)
	case form.Checks:
		return s.checks(b)
	case form.Signatures:
		return s.signatures(b)
	case form.Tear:
		return s.tear(b)
	case form.Tiles:
		return s.tiles(b)
	case form.Timeline:
		return s.timeline(b)
	case form.Chart:
		return s.chart(b)
	case form.CardHead:
		return s.cardHead(b)
	}
	return nil
}

// halfGap is between the line to cut along and the lower slip.
const halfGap = 20.0

// halves puts two slips on one page with a line to cut between them, smaller where
// they need it. What is too high for half a page even so follows as usual.
func (s *setter) halves(b form.Halves) ([]*strip, error) {
	half := s.pageHeight/2 - topMargin
	below := half + halfGap // where the lower slip begins
	var whole *strip
	for scale := 1.0; whole == nil; scale -= fitStep {
		if scale < cardLeast {
			return s.strips(slices.Concat(b.Top, b.Bottom))
		}
		narrow := *s
		narrow.width /= scale
		upper, err := narrow.strips(b.Top)
		if err != nil {
			return nil, err
		}
		lower, err := narrow.strips(b.Bottom)
		if err != nil {
			return nil, err
		}
		page := &strip{height: s.bodyHeight(1), newPage: true}
		if stack(page, upper, 0, half-8, scale) && stack(page, lower, below, s.bodyHeight(1)-below, scale) {
			whole, s.images = page, narrow.images
		}
	}
	cut := s.tear(form.Tear{Text: b.Cut})
	for _, o := range cut.ops {
		o.y += half - cut.height/2
		whole.ops = append(whole.ops, o)
	}
	return []*strip{whole}, nil
}

// stack draws strips below each other from y on one strip, at a share of their size,
// if they fit.
func stack(on *strip, strips []*strip, y, height, scale float64) bool {
	sum := 0.0
	for i, s := range strips {
		if i > 0 {
			sum += s.gap
		}
		for _, o := range append(s.ops, s.foot...) {
			o.y += sum
			o = o.scaled(scale)
			o.y += y
			on.ops = append(on.ops, o)
		}
		sum += s.height
	}
	return sum*scale <= height
}
