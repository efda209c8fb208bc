//go:build !race

package drilllive_test

import (
	"bytes"
	"flag"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/software"

	"campuskeeper/app"
	"campuskeeper/assets/fonts"
	"campuskeeper/ui/look"
	"campuskeeper/ui/widgets"
)

var update = flag.Bool("update", false, "draw the golden pictures anew")

// TestViewLooksAsDrawn draws a drill at 02:47, as the design has it: in both
// languages and themes, on the smallest screen, and at twice the size of text.
func TestViewLooksAsDrawn(t *testing.T) {
	for _, c := range []struct {
		name  string
		lang  app.Lang
		style look.Style
		size  fyne.Size
	}{
		{"live-en", app.English, look.Style{Mode: look.Light}, fyne.NewSize(1280, 800)},
		{"live-zh-dark", app.Chinese, look.Style{Mode: look.Dark}, fyne.NewSize(1366, 768)},
		{"live-en-200", app.English, look.Style{Mode: look.Light, Scale: 200}, fyne.NewSize(1366, 768)},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newStage(t, c.lang, roll())
			s.App.Settings().SetTheme(look.New(c.style, fonts.Regular(), fonts.Bold()))
			s.open()
			s.underWay()
			compare(t, c.name+".png", capture(s.Object(), c.size))
		})
	}
	for _, lang := range app.Langs {
		t.Run(fmt.Sprint("ready-", lang), func(t *testing.T) {
			s := newStage(t, lang, roll())
			compare(t, fmt.Sprintf("ready-%s.png", lang), capture(s.Object(), fyne.NewSize(1366, 768)))
		})
	}
}

// underWay brings the drill to the moment of the pictures.
func (s *stage) underWay() {
	s.start()
	s.pass(35 * time.Second)
	enter := func(text string) {
		s.press(widgets.Ctrl(fyne.KeyR))
		s.Type(text)
		s.Key(fyne.KeyReturn)
	}
	note := func(text string) {
		s.press(widgets.Ctrl(fyne.KeyN))
		s.Type(text)
		s.Key(fyne.KeyReturn)
	}
	note("Siren not heard in the music room")
	s.pass(13 * time.Second)
	s.press(widgets.Ctrl(fyne.Key2))
	s.pass(time.Minute)
	for i, c := range roll() {
		present := c.Expected.N
		switch c.Class {
		case "1-3", "2-4", "4-3", "6-3":
			continue
		case "3-2":
			present--
		case "5-2":
			present -= 2
		}
		enter(fmt.Sprintf("%s %d", c.Class, present))
		s.pass(time.Duration(i%3) * time.Second)
	}
	s.press(widgets.Ctrl(fyne.KeyR))
	s.Type("5-2")
	s.Key(fyne.KeyReturn)
	s.Type("m")
	for range 2 {
		s.Window.Canvas().FocusNext()
	}
	s.Type("No. 08, at the sick bay?\nNo. 31, last seen: library")
	s.press(widgets.Ctrl(fyne.KeyReturn))
	note("Sick bay door could not be locked")
	s.Window.Canvas().Unfocus()
	s.pass(167*time.Second - s.Clock.Now().Sub(drillStart))
}

// drillStart is the moment at which a stage's drill starts.
var drillStart = time.Date(2026, 11, 23, 10, 40, 0, 0, time.UTC)

func capture(object fyne.CanvasObject, size fyne.Size) image.Image {
	sheet := software.NewCanvas()
	sheet.SetPadded(false)
	sheet.SetContent(object)
	sheet.Resize(size)
	object.Refresh() // paragraphs know their width now, and so their height
	return sheet.Capture()
}

// compare holds a picture against its golden one; a few pixels at the edges of letters
// may differ from one processor to another.
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
