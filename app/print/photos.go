package print

import (
	"bytes"
	"image"
	"image/draw"
	"image/jpeg"
	"math"

	"campuskeeper/app"
	"campuskeeper/app/form"
)

const (
	photoGap   = 14.0
	photoHigh  = 300.0 // of one or two photos, below each other
	photoSmall = 190.0 // of more, two beside each other
)

// photos sets pictures fitted into their places, each with its caption. One and
// two take the whole width, more stand two beside each other.
func (s *setter) photos(b form.Photos) ([]*strip, error) {
	across, most := 2, photoSmall
	if len(b.Items) <= 2 {
		across, most = 1, photoHigh
	}
	width := (s.width - photoGap*float64(across-1)) / float64(across)
	var strips []*strip
	for from := 0; from < len(b.Items); from += across {
		st := &strip{gap: 12}
		for i, photo := range b.Items[from:min(from+across, len(b.Items))] {
			x := float64(i) * (width + photoGap)
			o, err := s.picture(photo, width, most)
			if err != nil {
				return nil, err
			}
			o.x = x
			lines := s.lines(photo.Caption, noteText, width)
			ops, h := s.setLines([]op{o}, x, o.h+4, width, lines, noteText, form.Left)
			st.ops = append(st.ops, ops...)
			st.height = math.Max(st.height, o.h+4+h)
		}
		strips = append(strips, st)
	}
	return strips, nil
}

// picture takes a JPEG into the document and fits it into a place.
func (s *setter) picture(photo form.Photo, width, height float64) (op, error) {
	config, err := jpeg.DecodeConfig(bytes.NewReader(photo.JPEG))
	if err != nil || config.Width < 1 || config.Height < 1 {
		return op{}, app.Wrap(err, app.CodeInvalid, "form.photo-unreadable", "caption", photo.Caption)
	}
	s.images = append(s.images, picture{photo.JPEG, config.Width, config.Height})
	scale := math.Min(width/float64(config.Width), height/float64(config.Height))
	return op{
		kind: opImage, image: len(s.images) - 1,
		w: float64(config.Width) * scale, h: float64(config.Height) * scale,
	}, nil
}

// Grey returns a photo without its colours, for a printer that has only black. One
// that cannot be read comes back as it is: Layout then says which it was.
func Grey(photo []byte) []byte {
	coloured, err := jpeg.Decode(bytes.NewReader(photo))
	if err != nil {
		return photo
	}
	grey := image.NewGray(coloured.Bounds())
	draw.Draw(grey, grey.Rect, coloured, grey.Rect.Min, draw.Src)
	var out bytes.Buffer
	if err := jpeg.Encode(&out, grey, &jpeg.Options{Quality: 85}); err != nil {
		return photo
	}
	return out.Bytes()
}
