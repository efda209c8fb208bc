package print

import (
	"bytes"
	"image"
	imagecolor "image/color"
	"image/draw"
	"image/jpeg"
	"math"

	xdraw "golang.org/x/image/draw"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// Image draws page n, counted from 0, at a resolution in dots per inch (72 shows a
// point as a dot; resolutions outside 8 to 600 are brought there). It returns an
// empty white page when there is no such page.
func (p Pages) Image(n int, dpi float64) image.Image {
	scale := math.Min(math.Max(dpi, 8), 600) / 72
	r := &rasterer{
		pages: p, scale: scale,
		out: image.NewRGBA(image.Rect(0, 0, int(math.Ceil(p.width*scale)), int(math.Ceil(p.height*scale)))),
	}
	draw.Draw(r.out, r.out.Bounds(), image.White, image.Point{}, draw.Src)
	if n >= 0 && n < len(p.pages) {
		for o := range p.pages[n].all() {
			r.draw(o)
		}
	}
	return r.out
}

// rasterer draws the ops of one page on an image.
type rasterer struct {
	pages Pages
	scale float64
	out   *image.RGBA
	area  vector.Rasterizer
	buf   sfnt.Buffer
}

func (r *rasterer) draw(o op) {
	switch o.kind {
	case opText:
		r.text(o)
	case opRect:
		r.fill(o.color, []float64{o.x, o.y, o.x + o.w, o.y, o.x + o.w, o.y + o.h, o.x, o.y + o.h})
	case opFrame:
		r.stroke(o, []float64{o.x, o.y, o.x + o.w, o.y, o.x + o.w, o.y + o.h, o.x, o.y + o.h, o.x, o.y})
	case opLine:
		r.stroke(o, []float64{o.x, o.y, o.x + o.w, o.y + o.h})
	case opPath:
		points := make([]float64, len(o.points), len(o.points)+2)
		for i := range o.points {
			points[i] = o.points[i] + [2]float64{o.x, o.y}[i%2]
		}
		if o.closed && len(points) >= 2 {
			points = append(points, points[0], points[1])
		}
		r.stroke(o, points)
	case opImage:
		r.image(o)
	}
}

func (c color) rgba() imagecolor.RGBA {
	red, green, blue := c.rgb()
	return imagecolor.RGBA{R: uint8(red), G: uint8(green), B: uint8(blue), A: 255}
}

// fill paints a polygon given in points, within its bounds only.
func (r *rasterer) fill(c color, points []float64) {
	bounds := r.bounds(points)
	if bounds.Empty() {
		return
	}
	dx, dy := float64(bounds.Min.X), float64(bounds.Min.Y)
	r.area.Reset(bounds.Dx(), bounds.Dy())
	for at := 0; at+1 < len(points); at += 2 {
		x, y := float32(points[at]*r.scale-dx), float32(points[at+1]*r.scale-dy)
		if at == 0 {
			r.area.MoveTo(x, y)
		} else {
			r.area.LineTo(x, y)
		}
	}
	r.area.ClosePath()
	r.area.Draw(r.out, bounds, image.NewUniform(c.rgba()), image.Point{})
}

func (r *rasterer) bounds(points []float64) image.Rectangle {
	if len(points) < 4 {
		return image.Rectangle{}
	}
	minX, minY, maxX, maxY := points[0], points[1], points[0], points[1]
	for i := 2; i+1 < len(points); i += 2 {
		minX, maxX = math.Min(minX, points[i]), math.Max(maxX, points[i])
		minY, maxY = math.Min(minY, points[i+1]), math.Max(maxY, points[i+1])
	}
	return image.Rect(
		int(math.Floor(minX*r.scale)), int(math.Floor(minY*r.scale)),
		int(math.Ceil(maxX*r.scale))+1, int(math.Ceil(maxY*r.scale))+1,
	).Intersect(r.out.Bounds())
}

// stroke draws a line through points as thin polygons, at least 0.6 pixels
// wide so that thin rules stay visible.
func (r *rasterer) stroke(o op, points []float64) {
	half := math.Max(o.size, 0.6/r.scale) / 2
	for i := 0; i+3 < len(points); i += 2 {
		x0, y0, x1, y1 := points[i], points[i+1], points[i+2], points[i+3]
		length := math.Hypot(x1-x0, y1-y0)
		if length == 0 {
			continue
		}
		step := length
		if o.dashed {
			step = 2
		}
		ux, uy := (x1-x0)/length, (y1-y0)/length
		for from := 0.0; from < length; from += 2 * step {
			to := math.Min(from+step, length)
			ax, ay, bx, by := x0+ux*from, y0+uy*from, x0+ux*to, y0+uy*to
			r.fill(o.color, []float64{
				ax - uy*half, ay + ux*half, bx - uy*half, by + ux*half,
				bx + uy*half, by - ux*half, ax + uy*half, ay - ux*half,
			})
		}
	}
}

func (r *rasterer) text(o op) {
	f := r.pages.printer.regular
	if o.bold {
		f = r.pages.printer.bold
	}
	x := o.x
	for _, c := range o.text {
		if c != ' ' {
			r.glyph(f, f.glyph(c), x, o.y, o.size, o.color)
		}
		x += f.runeWidth(c, o.size)
	}
}

// glyph draws one outline with its origin at x, y.
func (r *rasterer) glyph(f *face, glyph uint16, x, y, size float64, c color) {
	pixels := size * r.scale
	segments, err := f.outlines.LoadGlyph(&r.buf, sfnt.GlyphIndex(glyph), fixed.Int26_6(pixels*64), nil)
	if err != nil {
		return
	}
	b := segments.Bounds()
	px, py := x*r.scale, y*r.scale
	bounds := image.Rect(
		int(math.Floor(px+toFloat(b.Min.X))), int(math.Floor(py+toFloat(b.Min.Y))),
		int(math.Ceil(px+toFloat(b.Max.X)))+1, int(math.Ceil(py+toFloat(b.Max.Y)))+1,
	)
	if !bounds.In(r.out.Bounds()) {
		return // what runs off the paper is not printed either
	}
	r.area.Reset(bounds.Dx(), bounds.Dy())
	dx, dy := float32(px)-float32(bounds.Min.X), float32(py)-float32(bounds.Min.Y)
	at := func(p fixed.Point26_6) (float32, float32) {
		return float32(toFloat(p.X)) + dx, float32(toFloat(p.Y)) + dy
	}
	for _, s := range segments {
		x0, y0 := at(s.Args[0])
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			r.area.ClosePath()
			r.area.MoveTo(x0, y0)
		case sfnt.SegmentOpLineTo:
			r.area.LineTo(x0, y0)
		case sfnt.SegmentOpQuadTo:
			x1, y1 := at(s.Args[1])
			r.area.QuadTo(x0, y0, x1, y1)
		case sfnt.SegmentOpCubeTo:
			x1, y1 := at(s.Args[1])
			x2, y2 := at(s.Args[2])
			r.area.CubeTo(x0, y0, x1, y1, x2, y2)
		}
	}
	r.area.ClosePath()
	r.area.Draw(r.out, bounds, image.NewUniform(c.rgba()), image.Point{})
}

func toFloat(v fixed.Int26_6) float64 { return float64(v) / 64 }

// image draws a picture; one that does not open leaves its place empty.
func (r *rasterer) image(o op) {
	picture, err := jpeg.Decode(bytes.NewReader(r.pages.images[o.image].jpeg))
	if err != nil {
		return
	}
	to := image.Rect(int(o.x*r.scale), int(o.y*r.scale), int((o.x+o.w)*r.scale), int((o.y+o.h)*r.scale))
	xdraw.ApproxBiLinear.Scale(r.out, to, picture, picture.Bounds(), draw.Src, nil)
}
