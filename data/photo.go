package data

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	_ "image/png" // pictures that are read
	"path/filepath"
	"strings"
	"time"

	_ "golang.org/x/image/bmp" // pictures that are read
	"golang.org/x/image/draw"
	_ "golang.org/x/image/tiff" // pictures that are read
	_ "golang.org/x/image/webp" // pictures that are read
)

// How photos are kept: enough to see a crack in a wall on a printed page, small
// enough for years of them.
const (
	photoSide    = 1600      // pixels on the longer side at most
	photoQuality = 80        // of JPEG
	mostPixels   = 120 << 20 // a picture that says it is larger is refused
)

// photo is a picture as it is kept.
type photo struct {
	content       []byte
	mediaType     string
	width, height int // 0 for a picture that only its own program can read
	taken         time.Time
}

// heicType is the media type of the photos of newer telephones. They cannot be
// decoded here; only the place where they were taken is blanked.
const heicType = "image/heic"

// readyPhoto turns a picture upright, scales it down, puts it on white where it is
// transparent, and leaves everything behind that it says about itself.
func readyPhoto(file []byte, media string, zone *time.Location) (photo, error) {
	if media == heicType {
		return readyHEIC(file, zone), nil
	}
	config, _, err := image.DecodeConfig(bytes.NewReader(file))
	if err != nil {
		return photo{}, err
	}
	if config.Width <= 0 || config.Height <= 0 || config.Width > mostPixels/config.Height {
		return photo{}, errors.New("too many pixels")
	}
	picture, _, err := image.Decode(bytes.NewReader(file))
	if err != nil {
		return photo{}, err
	}
	facts := readExif(exifBlock(file), zone)
	upright := turn(scale(picture), facts.orientation)
	var out bytes.Buffer
	if err := jpeg.Encode(&out, upright, &jpeg.Options{Quality: photoQuality}); err != nil {
		return photo{}, err
	}
	size := upright.Bounds().Size()
	return photo{out.Bytes(), "image/jpeg", size.X, size.Y, facts.taken}, nil
}

// readyHEIC blanks the place in a copy of the file.
func readyHEIC(file []byte, zone *time.Location) photo {
	content := bytes.Clone(file)
	p := photo{content: content, mediaType: heicType}
	for rest := content; ; {
		at := bytes.Index(rest, []byte("Exif\x00\x00"))
		if at < 0 {
			return p
		}
		rest = rest[at+6:]
		wipePlace(rest)
		if facts := readExif(rest, zone); !facts.taken.IsZero() {
			p.taken = facts.taken
		}
	}
}

// scale draws a picture on white, with its longer side no longer than photoSide.
func scale(src image.Image) *image.RGBA {
	from := src.Bounds()
	w, h := from.Dx(), from.Dy()
	if long := max(w, h); long > photoSide {
		w, h = max(1, w*photoSide/long), max(1, h*photoSide/long)
	}
	dst := image.NewRGBA(image.Rect(0, 0, w, h))
	op := draw.Src
	if o, ok := src.(interface{ Opaque() bool }); !ok || !o.Opaque() {
		draw.Draw(dst, dst.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
		op = draw.Over
	}
	if w == from.Dx() && h == from.Dy() {
		draw.Draw(dst, dst.Bounds(), src, from.Min, op)
		return dst
	}
	draw.BiLinear.Scale(dst, dst.Bounds(), src, from, op, nil)
	return dst
}

// turn undoes the orientation with which a camera saved a picture (Exif 2.32,
// 4.6.4): 1 is upright, 2 to 8 are mirrored, turned, or both.
func turn(src *image.RGBA, orientation int) *image.RGBA {
	if orientation <= 1 || orientation > 8 {
		return src
	}
	w, h := src.Rect.Dx(), src.Rect.Dy()
	size := image.Rect(0, 0, w, h)
	if orientation >= 5 {
		size = image.Rect(0, 0, h, w)
	}
	dst := image.NewRGBA(size)
	for y := range size.Dy() {
		for x := range size.Dx() {
			sx, sy := turnedFrom(x, y, w, h, orientation)
			copy(dst.Pix[dst.PixOffset(x, y):][:4], src.Pix[src.PixOffset(sx, sy):][:4])
		}
	}
	return dst
}

// turnedFrom says which pixel of a picture of w by h is seen at x, y when it is
// upright.
func turnedFrom(x, y, w, h, orientation int) (sx, sy int) {
	switch orientation {
	case 2:
		return w - 1 - x, y
	case 3:
		return w - 1 - x, h - 1 - y
	case 4:
		return x, h - 1 - y
	case 5:
		return y, x
	case 6:
		return y, h - 1 - x
	case 7:
		return w - 1 - y, h - 1 - x
	case 8:
		return w - 1 - y, x
	}
	return x, y
}

// startTypes are media types by the first bytes of a file.
var startTypes = []struct{ start, media string }{
	{"\xff\xd8\xff", "image/jpeg"},
	{"\x89PNG\r\n\x1a\n", "image/png"},
	{"GIF8", "image/gif"},
	{"BM", "image/bmp"},
	{"II*\x00", "image/tiff"},
	{"MM\x00*", "image/tiff"},
	{"%PDF-", "application/pdf"},
	{"PK\x03\x04", "application/zip"},
	{"\xd0\xcf\x11\xe0", "application/x-ole-storage"}, // older office files
}

// endingTypes are media types by ending, for files whose first bytes do not say it
// all.
var endingTypes = map[string]string{
	".doc": "application/msword", ".xls": "application/vnd.ms-excel", ".ppt": "application/vnd.ms-powerpoint",
	".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
	".wps":  "application/vnd.ms-works", ".et": "application/x-et", ".ofd": "application/ofd",
	".csv": "text/csv", ".txt": "text/plain", ".mp4": "video/mp4", ".mp3": "audio/mpeg",
}

// mediaType says what a file is: by its first bytes, then by its ending.
func mediaType(name string, start []byte) string {
	if len(start) >= 12 && string(start[4:8]) == "ftyp" {
		switch string(start[8:12]) {
		case "heic", "heix", "heim", "heis", "hevc", "mif1", "msf1", "avif":
			return heicType
		}
	}
	if len(start) >= 12 && string(start[:4]) == "RIFF" && string(start[8:12]) == "WEBP" {
		return "image/webp"
	}
	found := "application/octet-stream"
	for _, known := range startTypes {
		if bytes.HasPrefix(start, []byte(known.start)) {
			found = known.media
			break
		}
	}
	if known, ok := endingTypes[strings.ToLower(filepath.Ext(name))]; ok && strings.HasPrefix(found, "application/") && found != "application/pdf" {
		return known
	}
	return found
}

// isPicture says whether a media type is one of those that are made ready. A
// moving GIF stays as it is.
func isPicture(media string) bool {
	switch media {
	case "image/jpeg", "image/png", "image/webp", "image/bmp", "image/tiff", heicType:
		return true
	}
	return false
}
