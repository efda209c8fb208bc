//go:build !race

package drilllive_test

import (
	"fmt"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"campuskeeper/app"
	"campuskeeper/assets/fonts"
	"campuskeeper/ui/look"
	"campuskeeper/ui/uitest"
	"campuskeeper/ui/widgets"
)

// TestViewLooksAsDrawn draws a drill at 02:47, as the design has it: in both
// languages and themes, on the smallest screen, and at twice the size of text.
func TestViewLooksAsDrawn(t *testing.T) {
	for _, c := range []struct {
		name  string
		lang  app.Lang
		style look.Style
		size  fyne.Size
		chip  string // of the page of a narrow window
	}{
		{"live-en", app.English, look.Style{Mode: look.Light}, fyne.NewSize(1280, 800), ""},
		{"live-zh-dark", app.Chinese, look.Style{Mode: look.Dark}, fyne.NewSize(1366, 768), ""},
		{"live-en-200", app.English, look.Style{Mode: look.Light, Scale: 200}, fyne.NewSize(1366, 768), "Class roll"},
		{"live-en-200-missing", app.English, look.Style{Mode: look.Light, Scale: 200}, fyne.NewSize(1366, 768), "Missing 3, notes"},
		{"live-zh-200-marks", app.Chinese, look.Style{Mode: look.Light, Scale: 200}, fyne.NewSize(1366, 768), "时间记录"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newStage(t, c.lang, roll())
			s.App.Settings().SetTheme(look.New(c.style, fonts.Regular(), fonts.Bold()))
			s.open()
			s.underWay()
			if c.chip != "" {
				s.chip(c.chip)
			}
			uitest.Compare(t, c.name+".png", uitest.Capture(s.Object(), c.size))
		})
	}
	for _, lang := range app.Langs {
		t.Run(fmt.Sprint("ready-", lang), func(t *testing.T) {
			s := newStage(t, lang, roll())
			uitest.Compare(t, fmt.Sprintf("ready-%s.png", lang), uitest.Capture(s.Object(), fyne.NewSize(1366, 768)))
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
