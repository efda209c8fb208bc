package look_test

import (
	"bytes"
	"flag"
	"fmt"
	"image"
	"image/png"
	"os"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/software"

	"campuskeeper/assets/icons"
	"campuskeeper/ui/look"
)

var update = flag.Bool("update", false, "write the PNGs of the application's icon anew")

// TestAppIconIsDrawnFromItsSVG keeps the PNGs and the SVG the same picture;
// -update draws them anew.
func TestAppIconIsDrawnFromItsSVG(t *testing.T) {
	use(t, look.Style{Mode: look.Light})
	for _, size := range []int{16, 32, 48, 64, 128, 256} {
		want := drawnAppIcon(float32(size))
		if *update {
			var out bytes.Buffer
			if err := png.Encode(&out, want); err != nil {
				t.Fatal(err)
			}
			file := fmt.Sprintf("../../assets/icons/app-%d.png", size)
			if err := os.WriteFile(file, out.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		got, err := png.Decode(bytes.NewReader(icons.AppPNG(size)))
		if err != nil {
			t.Fatalf("icon of %d: %v", size, err)
		}
		if got.Bounds().Size() != want.Bounds().Size() {
			t.Errorf("icon of %d is %v", size, got.Bounds())
			continue
		}
		if differ := different(got, want); differ > 0 {
			t.Errorf("icon of %d: %d pixels differ from the SVG", size, differ)
		}
	}
	if icons.AppPNG(17) != nil {
		t.Error("an icon of 17 pixels exists")
	}
}

func drawnAppIcon(size float32) image.Image {
	picture := canvas.NewImageFromResource(fyne.NewStaticResource("app.svg", icons.SVG("app")))
	window := software.NewTransparentCanvas()
	window.SetPadded(false)
	window.SetContent(picture)
	window.Resize(fyne.NewSquareSize(size))
	return window.Capture()
}

// different counts the pixels that clearly differ.
func different(a, b image.Image) int {
	count := 0
	for y := a.Bounds().Min.Y; y < a.Bounds().Max.Y; y++ {
		for x := a.Bounds().Min.X; x < a.Bounds().Max.X; x++ {
			ar, ag, ab, aa := a.At(x, y).RGBA()
			br, bg, bb, ba := b.At(x, y).RGBA()
			if far(ar, br) || far(ag, bg) || far(ab, bb) || far(aa, ba) {
				count++
			}
		}
	}
	return count
}

func far(a, b uint32) bool { return max(a, b)-min(a, b) > 0x0800 }
