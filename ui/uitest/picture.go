package uitest

import (
	"bytes"
	"flag"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/software"
)

// update is -update of every test that imports the bench.
var update = flag.Bool("update", false, "draw the golden pictures anew")

// Capture draws an object on a sheet of that size.
func Capture(object fyne.CanvasObject, size fyne.Size) image.Image {
	sheet := software.NewCanvas()
	sheet.SetPadded(false)
	sheet.SetContent(object)
	sheet.Resize(size)
	object.Refresh() // paragraphs know their width now, and so their height
	return sheet.Capture()
}

// Compare holds a picture against the golden one of that name in testdata; a few
// pixels at the edges of letters may differ from one processor to another. With
// -update it becomes the golden one.
func Compare(t testing.TB, name string, got image.Image) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		var out bytes.Buffer
		if err := png.Encode(&out, got); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, out.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	want, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if want.Bounds() != got.Bounds() {
		t.Fatalf("%s is %v, drawn %v", name, want.Bounds(), got.Bounds())
	}
	size := got.Bounds().Size()
	if differ := different(got, want); differ > size.X*size.Y/1000 {
		t.Errorf("%s: %d pixels differ; look at it and run with -update if it is meant", name, differ)
	}
}

// different counts the pixels in which two pictures of one size differ visibly.
func different(a, b image.Image) int {
	count := 0
	for y := a.Bounds().Min.Y; y < a.Bounds().Max.Y; y++ {
		for x := a.Bounds().Min.X; x < a.Bounds().Max.X; x++ {
			ar, ag, ab, _ := a.At(x, y).RGBA()
			br, bg, bb, _ := b.At(x, y).RGBA()
			if far(ar, br) || far(ag, bg) || far(ab, bb) {
				count++
			}
		}
	}
	return count
}

func far(a, b uint32) bool { return max(a, b)-min(a, b) > 0x1000 }
