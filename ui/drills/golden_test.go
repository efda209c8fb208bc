//go:build !race

package drills

import (
	"bytes"
	"flag"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/software"

	"campuskeeper/app"
	"campuskeeper/app/drill"
	"campuskeeper/assets/fonts"
	"campuskeeper/ui/look"
	"campuskeeper/ui/widgets"
)

var update = flag.Bool("update", false, "draw the golden pictures anew")

func TestTheGridLooksAsDrawn(t *testing.T) {
	for _, lang := range app.Langs {
		for _, mode := range []look.Mode{look.Light, look.Dark} {
			t.Run(fmt.Sprintf("%s-%s", lang, mode), func(t *testing.T) {
				s := cn(t, lang, append(fullTerm(), held("YL-8", "fire", "2026-12-04", drill.StateScheduled), held("YL-9", "fire", "2026-12-21", drill.StateScheduled))...)
				s.App.Settings().SetTheme(look.New(look.Style{Mode: mode}, fonts.Regular(), fonts.Bold()))
				g := newGrid(s.Words)
				g.show(s.made())
				g.focused = true
				compare(t, fmt.Sprintf("grid-%s-%s.png", lang, mode), draw(g, fyne.NewSize(760, 620)))
			})
		}
	}
}

func TestTheCalendarLooksAsDrawn(t *testing.T) {
	for _, lang := range app.Langs {
		t.Run(string(lang), func(t *testing.T) {
			s := cn(t, lang, fullTerm()...)
			m := newMonth(s.Words)
			m.show(s.made())
			compare(t, fmt.Sprintf("month-%s.png", lang), draw(m, fyne.NewSize(760, 560)))
		})
	}
}

// draw draws an object on a sheet of that size.
func draw(object fyne.CanvasObject, size fyne.Size) image.Image {
	sheet := software.NewCanvas()
	sheet.SetPadded(false)
	sheet.SetContent(widgets.Fill(look.Paper, object))
	sheet.Resize(size)
	object.Refresh()
	return sheet.Capture()
}

// compare holds a picture against its golden one; a few pixels at the edges of
// letters may differ from one processor to another.
func compare(t *testing.T, name string, got image.Image) {
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
	differ, size := 0, got.Bounds().Size()
	for y := range size.Y {
		for x := range size.X {
			ar, ag, ab, _ := got.At(x, y).RGBA()
			br, bg, bb, _ := want.At(x, y).RGBA()
			if far(ar, br) || far(ag, bg) || far(ab, bb) {
				differ++
			}
		}
	}
	if differ > size.X*size.Y/1000 {
		t.Errorf("%s: %d pixels differ; look at it and run with -update if it is meant", name, differ)
	}
}

func far(a, b uint32) bool { return max(a, b)-min(a, b) > 0x1000 }
