package print

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"strings"
	"time"

	"github.com/jung-kurt/gofpdf"

	"campuskeeper/app"
)

// Meta is what the file says about itself.
type Meta struct {
	Author  string    // the school
	Subject string    // the record's number, the period
	Created time.Time // when it was printed; the same time gives the same bytes
}

// Names of the fonts inside the file until the finishing pass renames them.
const (
	familyRegular = "regular"
	familyBold    = "heavy"
)

// PDF writes the pages. The same pages and Meta give the same bytes.
func (p Pages) PDF(w io.Writer, meta Meta) error {
	pen := newPen(p, meta)
	for i := range p.pages {
		pen.page(&p.pages[i])
	}
	pen.bookmarks()
	var raw whole
	if err := pen.pdf.Output(&raw); err != nil {
		return app.Wrap(err, app.CodeInternal, "form.pdf-failed")
	}
	finished, err := finish(raw.data, finishing{
		lang:  p.lang,
		marks: len(p.outline),
		fonts: pen.fonts(),
	})
	if err != nil {
		return app.Wrap(err, app.CodeInternal, "form.pdf-failed")
	}
	_, err = w.Write(finished)
	return err
}

// fonts lists the fonts that the file holds: those that it uses.
func (n *pen) fonts() []finishedFont {
	var fonts []finishedFont
	for _, f := range []finishedFont{
		{name: familyRegular, title: "NotoSansSC-Regular", cut: n.regular},
		{name: familyBold, title: "NotoSansSC-Bold", cut: n.bold},
	} {
		if len(f.cut.runes) > 0 {
			fonts = append(fonts, f)
		}
	}
	return fonts
}

// whole takes a file that is written in one piece, without copying it.
type whole struct{ data []byte }

func (w *whole) Write(p []byte) (int, error) {
	if w.data == nil {
		w.data = p
	} else {
		w.data = append(w.data[:len(w.data):len(w.data)], p...)
	}
	return len(p), nil
}

// pen draws ops through gofpdf and remembers what is set, so that nothing is said
// twice.
type pen struct {
	pdf           *gofpdf.Fpdf
	pages         Pages
	images        []string // names
	regular, bold cut
	family        string
	size          float64
	fill, stroke  color
	width         float64
	dashed        bool
}

func newPen(p Pages, meta Meta) *pen {
	pdf := gofpdf.NewCustom(&gofpdf.InitType{UnitStr: "pt", Size: gofpdf.SizeType{Wd: p.width, Ht: p.height}})
	pdf.SetCompression(false)
	pdf.SetCatalogSort(true)
	pdf.SetCreationDate(meta.Created)
	pdf.SetModificationDate(meta.Created)
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetMargins(0, 0, 0)
	pdf.SetTitle(p.property(p.title), true)
	pdf.SetAuthor(p.property(meta.Author), true)
	pdf.SetSubject(p.property(meta.Subject), true)
	pdf.SetCreator("CampusKeeper", true)
	pdf.SetProducer("CampusKeeper", true)
	pen := &pen{pdf: pdf, pages: p, regular: p.printer.regular.cut(p.used(false)), bold: p.printer.bold.cut(p.used(true))}
	for _, f := range pen.fonts() {
		pdf.AddUTF8FontFromBytes(f.name, "", f.cut.data)
	}
	shown := p.shown()
	for i, image := range p.images {
		sum := sha256.Sum256(image.jpeg)
		name := hex.EncodeToString(sum[:]) // the same picture twice is written once
		pen.images = append(pen.images, name)
		if !shown[i] {
			continue
		}
		pdf.RegisterImageOptionsReader(name, gofpdf.ImageOptions{ImageType: "JPG"}, bytes.NewReader(image.jpeg))
	}
	return pen
}

// property makes a text fit for the file's properties, which gofpdf writes in the
// basic plane only.
func (p Pages) property(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r > 0xFFFF:
			return missing
		case r == '\n':
			return ' '
		}
		return r
	}, p.printer.regular.clean(text))
}

func (n *pen) page(p *page) {
	n.pdf.AddPage()
	n.fill, n.stroke, n.width, n.family, n.dashed = black, black, 0, "", false
	n.setFill(ink)
	n.setStroke(ink, 0.5, false)
	for o := range p.all() {
		n.draw(o)
	}
}

func (n *pen) draw(o op) {
	switch o.kind {
	case opText:
		n.text(o)
	case opRect:
		n.setFill(o.color)
		n.pdf.Rect(o.x, o.y, o.w, o.h, "F")
	case opFrame:
		n.setStroke(o.color, o.size, o.dashed)
		n.pdf.Rect(o.x, o.y, o.w, o.h, "D")
	case opLine:
		n.setStroke(o.color, o.size, o.dashed)
		n.pdf.Line(o.x, o.y, o.x+o.w, o.y+o.h)
	case opPath:
		n.setStroke(o.color, o.size, o.dashed)
		n.path(o)
	case opImage:
		n.pdf.ImageOptions(n.images[o.image], o.x, o.y, o.w, o.h, false, gofpdf.ImageOptions{ImageType: "JPG"}, 0, "")
	}
}

func (n *pen) text(o op) {
	if o.text == "" {
		return
	}
	family, font := familyRegular, n.regular
	if o.bold {
		family, font = familyBold, n.bold
	}
	if n.family != family || n.size != o.size {
		n.pdf.SetFont(family, "", o.size)
		n.family, n.size = family, o.size
	}
	n.setFill(o.color)
	n.pdf.Text(o.x, o.y, font.encode(o.text))
}

func (n *pen) path(o op) {
	for i := 0; i+1 < len(o.points); i += 2 {
		x, y := o.x+o.points[i], o.y+o.points[i+1]
		if i == 0 {
			n.pdf.MoveTo(x, y)
		} else {
			n.pdf.LineTo(x, y)
		}
	}
	if o.closed {
		n.pdf.ClosePath()
	}
	n.pdf.DrawPath("D")
}

// setFill sets the colour of texts and areas together: gofpdf wraps each text in
// its own state when the two differ.
func (n *pen) setFill(c color) {
	if n.fill != c {
		n.fill = c
		n.pdf.SetFillColor(c.rgb())
		n.pdf.SetTextColor(c.rgb())
	}
}

func (n *pen) setStroke(c color, width float64, dashed bool) {
	if n.stroke != c {
		n.stroke = c
		n.pdf.SetDrawColor(c.rgb())
	}
	if n.width != width {
		n.width = width
		n.pdf.SetLineWidth(width)
	}
	if n.dashed != dashed {
		n.dashed = dashed
		if dashed {
			n.pdf.SetDashPattern([]float64{2, 2}, 0)
		} else {
			n.pdf.SetDashPattern(nil, 0)
		}
	}
}

func (c color) rgb() (r, g, b int) { return int(c >> 16), int(c >> 8 & 0xFF), int(c & 0xFF) }

// bookmarks writes the outline of papers that are long enough to need one.
func (n *pen) bookmarks() {
	if !n.pages.hasOutline() {
		return
	}
	n.pdf.SetFont(familyRegular, "", 10) // so that gofpdf writes the titles in Unicode
	for _, m := range n.pages.outline {
		n.pdf.SetPage(m.page + 1)
		n.pdf.Bookmark(n.pages.property(m.text), 0, m.y)
	}
	n.pdf.SetPage(len(n.pages.pages))
}

func (p Pages) hasOutline() bool { return len(p.pages) > 2 && len(p.outline) > 1 }
