package data

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"campuskeeper/app"
)

// corners is a picture whose four corners have four colours, so that one sees how it
// lies: red top left, green top right, blue bottom left, white bottom right.
func corners(w, h int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.RGBA{255, 0, 0, 255}
			switch {
			case x >= w/2 && y >= h/2:
				c = color.RGBA{255, 255, 255, 255}
			case x >= w/2:
				c = color.RGBA{0, 255, 0, 255}
			case y >= h/2:
				c = color.RGBA{0, 0, 255, 255}
			}
			img.SetRGBA(x, y, c)
		}
	}
	return img
}

// exifFor makes a TIFF block as a telephone writes it: orientation, time with zone,
// and a place.
func exifFor(order binary.ByteOrder, orientation uint16) []byte {
	var b []byte
	if order == binary.ByteOrder(binary.LittleEndian) {
		b = append(b, "II*\x00"...)
	} else {
		b = append(b, "MM\x00*"...)
	}
	u16 := func(n uint16) { b = order.(binary.AppendByteOrder).AppendUint16(b, n) }
	u32 := func(n uint32) { b = order.(binary.AppendByteOrder).AppendUint32(b, n) }
	field := func(tag, kind uint16, count, value uint32) { u16(tag); u16(kind); u32(count); u32(value) }
	u32(8)
	u16(3) // first list, at 8
	u16(tagOrientation)
	u16(3)
	u32(1)
	u16(orientation)
	u16(0)
	field(tagExif, 4, 1, 50)
	field(tagGPS, 4, 1, 80)
	u32(0) // ends at 50
	u16(2)
	field(tagTaken, 2, 20, 120)
	field(tagTakenOffset, 2, 7, 140)
	u32(0) // ends at 80
	u16(2)
	field(1, 2, 2, 'N') // latitude reference, inside the entry
	field(2, 5, 3, 150) // latitude
	u32(0)
	for len(b) < 120 {
		b = append(b, 0)
	}
	b = append(b, "2026:11:20 07:15:30\x00+08:00\x00"...)
	for len(b) < 150 {
		b = append(b, 0)
	}
	for range 3 {
		u32(31)
		u32(1)
	}
	return b
}

// jpegWith encodes a picture and puts an Exif segment into it.
func jpegWith(t testing.TB, img image.Image, exif []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	if exif == nil {
		return b.Bytes()
	}
	body := append([]byte("Exif\x00\x00"), exif...)
	segment := binary.BigEndian.AppendUint16([]byte{0xff, 0xe1}, uint16(len(body)+2))
	return bytes.Join([][]byte{b.Bytes()[:2], segment, body, b.Bytes()[2:]}, nil)
}

// near says whether a pixel has about that colour.
func near(img image.Image, x, y int, want color.RGBA) bool {
	r, g, b, _ := img.At(x, y).RGBA()
	diff := func(a uint32, b uint8) bool { d := int(a>>8) - int(b); return d > -60 && d < 60 }
	return diff(r, want.R) && diff(g, want.G) && diff(b, want.B)
}

// TestPhotosAreTurnedUpright saves one picture in each of the eight ways a camera may
// write it.
func TestPhotosAreTurnedUpright(t *testing.T) {
	upright := corners(80, 48)
	for orientation := 1; orientation <= 8; orientation++ {
		for _, order := range []binary.ByteOrder{binary.LittleEndian, binary.BigEndian} {
			// What the camera saves is the picture from which turning gives the upright one.
			inverse := orientation
			if orientation == 6 || orientation == 8 {
				inverse = 14 - orientation
			}
			file := jpegWith(t, turn(upright, inverse), exifFor(order, uint16(orientation)))
			p, err := readyPhoto(file, "image/jpeg", testZone)
			if err != nil {
				t.Fatal(err)
			}
			got, err := jpeg.Decode(bytes.NewReader(p.content))
			if err != nil || p.width != 80 || p.height != 48 {
				t.Fatalf("orientation %d: %d × %d, %v", orientation, p.width, p.height, err)
			}
			if !near(got, 5, 5, color.RGBA{255, 0, 0, 255}) || !near(got, 75, 5, color.RGBA{0, 255, 0, 255}) ||
				!near(got, 5, 43, color.RGBA{0, 0, 255, 255}) || !near(got, 75, 43, color.RGBA{255, 255, 255, 255}) {
				t.Errorf("orientation %d lies wrong", orientation)
			}
			if want := time.Date(2026, 11, 20, 7, 15, 30, 0, testZone); !p.taken.Equal(want) {
				t.Errorf("taken %v", p.taken)
			}
			if bytes.Contains(p.content, []byte("Exif")) {
				t.Error("the photo still speaks of itself")
			}
		}
	}
}

func TestPhotosAreScaled(t *testing.T) {
	for _, test := range []struct{ w, h, wantW, wantH int }{
		{2000, 1500, 1600, 1200}, {1500, 2000, 1200, 1600}, {1600, 1200, 1600, 1200}, {640, 480, 640, 480}, {5000, 2, 1600, 1},
	} {
		p, err := readyPhoto(jpegWith(t, corners(test.w, test.h), nil), "image/jpeg", testZone)
		if err != nil || p.width != test.wantW || p.height != test.wantH {
			t.Errorf("%d × %d became %d × %d, %v", test.w, test.h, p.width, p.height, err)
		}
	}
}

func TestTransparentPicturesLieOnWhite(t *testing.T) {
	for _, size := range []int{100, 2000} {
		var file bytes.Buffer
		if err := png.Encode(&file, image.NewNRGBA(image.Rect(0, 0, size, size))); err != nil {
			t.Fatal(err)
		}
		p, err := readyPhoto(file.Bytes(), "image/png", testZone)
		if err != nil || p.mediaType != "image/jpeg" {
			t.Fatal(p.mediaType, err)
		}
		got, err := jpeg.Decode(bytes.NewReader(p.content))
		if err != nil || !near(got, 50, 50, color.RGBA{255, 255, 255, 255}) {
			t.Errorf("size %d is not white: %v", size, err)
		}
	}
}

func TestExifInOtherFiles(t *testing.T) {
	block := exifFor(binary.BigEndian, 6)
	chunk := binary.BigEndian.AppendUint32(nil, uint32(len(block)))
	pngFile := bytes.Join([][]byte{
		[]byte("\x89PNG\r\n\x1a\n"), {0, 0, 0, 1}, []byte("tEXtx\x00\x00\x00\x00"), chunk, []byte("eXIf"), block, {0, 0, 0, 0},
	}, nil)
	webp := bytes.Join([][]byte{
		[]byte("RIFF\x00\x00\x00\x00WEBPVP8X\x01\x00\x00\x00xp"),
		[]byte("EXIF"), binary.LittleEndian.AppendUint32(nil, uint32(len(block))), block,
	}, nil)
	for name, file := range map[string][]byte{"png": pngFile, "webp": webp} {
		if facts := readExif(exifBlock(file), testZone); facts.orientation != 6 || facts.taken.IsZero() {
			t.Errorf("%s: %+v", name, facts)
		}
	}
}

// TestHEIC keeps the photo of a newer telephone as it is, but for the place.
func TestHEIC(t *testing.T) {
	block := exifFor(binary.BigEndian, 1)
	file := append([]byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic...Exif\x00\x00"), block...)
	if media := mediaType("IMG_0001.HEIC", file); media != heicType {
		t.Fatalf("media type %s", media)
	}
	p, err := readyPhoto(file, heicType, testZone)
	if err != nil || len(p.content) != len(file) || p.taken.IsZero() {
		t.Fatalf("%+v, %v", p, err)
	}
	if !bytes.Contains(file, []byte{0, 0, 0, 31}) || bytes.Contains(p.content, []byte{0, 0, 0, 31}) {
		t.Error("the place is still there, or never was")
	}
	if !bytes.HasPrefix(p.content, file[:40]) || !bytes.Contains(p.content, []byte("2026:11:20")) {
		t.Error("more than the place is gone")
	}
}

func TestMediaTypes(t *testing.T) {
	for _, test := range []struct{ name, start, want string }{
		{"a.jpg", "\xff\xd8\xff\xe0", "image/jpeg"},
		{"a.docx", "PK\x03\x04", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
		{"a.xls", "\xd0\xcf\x11\xe0\xa1\xb1", "application/vnd.ms-excel"},
		{"a.zip", "PK\x03\x04", "application/zip"},
		{"a.pdf", "%PDF-1.7", "application/pdf"},
		{"photo.docx", "\xff\xd8\xff\xe0", "image/jpeg"},
		{"a.csv", "x,y", "text/csv"},
		{"a.webp", "RIFF\x10\x00\x00\x00WEBPVP8 ", "image/webp"},
		{"a", "", "application/octet-stream"},
	} {
		if got := mediaType(test.name, []byte(test.start)); got != test.want {
			t.Errorf("%s: %s", test.name, got)
		}
	}
}

func keepAndRead(t *testing.T, v *Vault, name string, content []byte, o app.KeepOptions) (app.Attachment, []byte) {
	t.Helper()
	a, err := v.Keep(context.Background(), name, bytes.NewReader(content), o)
	if err != nil {
		t.Fatal(err)
	}
	return a, readAttachment(t, v, a.Hash)
}

func readAttachment(t *testing.T, v *Vault, hash string) []byte {
	t.Helper()
	r, _, err := v.OpenAttachment(context.Background(), hash)
	if err != nil {
		t.Fatal(err)
	}
	content, err := io.ReadAll(r)
	if err := errors.Join(err, r.Close()); err != nil {
		t.Fatal(err)
	}
	return content
}

func TestAttachments(t *testing.T) {
	v, _ := newVault(t, testOptions(t))
	for _, size := range []int{0, 1, pieceSize - 1, pieceSize, pieceSize + 1, 3*pieceSize + 5} {
		content := bytes.Repeat([]byte{7}, size)
		a, got := keepAndRead(t, v, "日志/log.bin", content, app.KeepOptions{})
		if !bytes.Equal(got, content) || a.Size != int64(size) || a.Name != "log.bin" {
			t.Errorf("size %d: %d bytes, %+v", size, len(got), a)
		}
	}
	a, _ := keepAndRead(t, v, "a.txt", []byte("same"), app.KeepOptions{})
	b, _ := keepAndRead(t, v, "b.txt", []byte("same"), app.KeepOptions{})
	c, _ := keepAndRead(t, v, "b.txt", []byte("same"), app.KeepOptions{Sensitivity: app.Restricted})
	if a.Hash != b.Hash || b.Name != "b.txt" || a.Hash == c.Hash {
		t.Errorf("got %+v, %+v, %+v", a, b, c)
	}
	if r := wantWhole(t, v); r.Attachments != 8 || r.Loose != 0 {
		t.Errorf("got %+v", r)
	}
	for _, hash := range []string{"", "../../campus.key", strings.Repeat("0", 64), strings.Repeat("Z", 64)} {
		_, _, err := v.OpenAttachment(context.Background(), hash)
		wantCode(t, err, app.CodeNotFound, "vault.attachment.missing")
	}
}

func TestKeepPhoto(t *testing.T) {
	v, _ := newVault(t, testOptions(t))
	file := jpegWith(t, corners(2000, 1000), exifFor(binary.LittleEndian, 6))
	a, small := keepAndRead(t, v, "IMG_1.JPEG", file, app.KeepOptions{})
	if a.Width != 800 || a.Height != 1600 || a.MediaType != "image/jpeg" || a.Original != "" || a.Name != "IMG_1.JPEG" {
		t.Errorf("got %+v", a)
	}
	if len(small) >= len(file) || a.Taken.IsZero() || !a.Added.Equal(v.opts.Clock.Now()) {
		t.Errorf("got %+v", a)
	}
	a, _ = keepAndRead(t, v, "IMG_1.JPEG", file, app.KeepOptions{Original: true})
	if a.Original == "" || !bytes.Equal(readAttachment(t, v, a.Original), file) {
		t.Errorf("the original is not kept: %+v", a)
	}
	var flat bytes.Buffer
	if err := png.Encode(&flat, corners(10, 10)); err != nil {
		t.Fatal(err)
	}
	if a, _ := keepAndRead(t, v, "screen.png", flat.Bytes(), app.KeepOptions{}); a.Name != "screen.jpg" {
		t.Errorf("got %+v", a)
	}
	for name, bad := range map[string][]byte{
		"cut.jpg":  file[:len(file)/2],
		"bomb.png": []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR\x7f\xff\xff\xff\x7f\xff\xff\xff\x08\x02\x00\x00\x00\x00\x00\x00\x00"),
	} {
		_, err := v.Keep(context.Background(), name, bytes.NewReader(bad), app.KeepOptions{})
		wantCode(t, err, app.CodeInvalid, "vault.photo.unreadable")
	}
	wantWhole(t, v)
}

// brokenReader fails after some bytes.
type brokenReader struct{ left int }

func (r *brokenReader) Read(b []byte) (int, error) {
	if r.left <= 0 {
		return 0, errStop
	}
	n := min(len(b), r.left)
	r.left -= n
	return n, nil
}

func TestKeepLeavesNothingBehind(t *testing.T) {
	v, _ := newVault(t, testOptions(t))
	_, err := v.Keep(context.Background(), "x.bin", &brokenReader{3 * pieceSize}, app.KeepOptions{})
	if !errors.Is(err, errStop) {
		t.Errorf("got %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err = v.Keep(ctx, "x.bin", strings.NewReader("x"), app.KeepOptions{})
	wantCode(t, err, app.CodeCanceled, "")
	files := 0
	if err := eachFile(v.place.attachments(), func(string, []byte) { files++ }); err != nil {
		t.Fatal(err)
	}
	if files != 0 {
		t.Errorf("%d files left", files)
	}
}

// TestDamagedAttachments changes a sealed file in every way; it never reads as
// something else, and the check finds it.
func TestDamagedAttachments(t *testing.T) {
	v, _ := newVault(t, testOptions(t))
	content := bytes.Repeat([]byte("attachment "), 3*pieceSize/11)
	a, _ := keepAndRead(t, v, "a.bin", content, app.KeepOptions{})
	b, _ := keepAndRead(t, v, "b.bin", append([]byte("other "), content...), app.KeepOptions{})
	path := v.attachmentPath(a.Hash)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	other, err := os.ReadFile(v.attachmentPath(b.Hash))
	if err != nil {
		t.Fatal(err)
	}
	sealedPiece := pieceSize + 16
	piece := func(n int) []byte { return whole[streamHeader+n*sealedPiece : streamHeader+(n+1)*sealedPiece] }
	flip := bytes.Clone(whole)
	flip[len(flip)/2] ^= 1
	for name, damaged := range map[string][]byte{
		"empty":         {},
		"half a header": whole[:10],
		"only a header": whole[:streamHeader],
		"cut":           whole[:len(whole)-1],
		"cut at piece":  whole[:streamHeader+sealedPiece],
		"longer":        append(bytes.Clone(whole), 0),
		"flipped":       flip,
		"of another":    other,
		"swapped":       bytes.Join([][]byte{whole[:streamHeader], piece(1), piece(0), whole[streamHeader+2*sealedPiece:]}, nil),
	} {
		if err := os.WriteFile(path, damaged, fileMode); err != nil {
			t.Fatal(err)
		}
		r, _, err := v.OpenAttachment(context.Background(), a.Hash)
		if err == nil {
			var got []byte
			got, err = io.ReadAll(r)
			if !bytes.HasPrefix(content, got) {
				t.Errorf("%s: reads as something else", name)
			}
			if err := r.Close(); err != nil {
				t.Error(err)
			}
		}
		wantCode(t, err, app.CodeCorrupt, "vault.file.damaged")
		if r, err := v.Check(context.Background(), nil); err != nil || len(r.Problems) != 1 || r.Problems[0].Key != "vault.check.attachment" {
			t.Errorf("%s: the check finds %v, %v", name, r.Problems, err)
		}
	}
	// The same content added again mends it, whether the file is damaged or gone.
	keepAndRead(t, v, "a.bin", content, app.KeepOptions{})
	wantWhole(t, v)
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	_, _, err = v.OpenAttachment(context.Background(), a.Hash)
	wantCode(t, err, app.CodeNotFound, "vault.attachment.missing")
	keepAndRead(t, v, "a.bin", content, app.KeepOptions{})
	wantWhole(t, v)
}

// TestContentUnderAnotherName: a file whose pieces all open is refused at its end
// when its content is not the one that its name stands for.
func TestContentUnderAnotherName(t *testing.T) {
	v, _ := newVault(t, testOptions(t))
	a, _ := keepAndRead(t, v, "a.txt", []byte("one"), app.KeepOptions{})
	row, err := v.attachmentRow(context.Background(), a.Hash)
	if err != nil {
		t.Fatal(err)
	}
	file, err := os.Open(v.attachmentPath(a.Hash))
	if err != nil {
		t.Fatal(err)
	}
	r, err := v.openFile(file, row.Header, strings.Repeat("0", 64))
	if err != nil {
		t.Fatal(err)
	}
	got, err := io.ReadAll(r)
	wantCode(t, err, app.CodeCorrupt, "vault.file.damaged")
	if err := r.Close(); err != nil || len(got) != 0 {
		t.Errorf("got %q, %v", got, err)
	}
}

func BenchmarkPhoto(b *testing.B) {
	file := jpegWith(b, corners(4000, 3000), exifFor(binary.BigEndian, 6))
	for b.Loop() {
		if _, err := readyPhoto(file, "image/jpeg", testZone); err != nil {
			b.Fatal(err)
		}
	}
}
