package main

import (
	"testing"

	"fyne.io/fyne/v2"
)

func TestFitInto(t *testing.T) {
	for _, c := range []struct {
		name             string
		size, room, want fyne.Size
	}{
		{"fits", fyne.NewSize(1280, 690), fyne.NewSize(1358, 700), fyne.NewSize(1280, 690)},
		{"too tall", fyne.NewSize(1280, 1000), fyne.NewSize(1358, 700), fyne.NewSize(1280, 700)},
		{"too wide and tall", fyne.NewSize(2500, 1400), fyne.NewSize(952, 500), fyne.NewSize(952, 500)},
		{"no screen known", fyne.NewSize(2500, 1400), fyne.Size{}, fyne.NewSize(2500, 1400)},
		{"half a screen known", fyne.NewSize(2500, 1400), fyne.NewSize(-8, -40), fyne.NewSize(2500, 1400)},
	} {
		if got := fitInto(c.size, c.room); got != c.want {
			t.Errorf("%s: %v into %v is %v, want %v", c.name, c.size, c.room, got, c.want)
		}
	}
}
