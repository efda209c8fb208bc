package widgets_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"campuskeeper/ui/look"
	"campuskeeper/ui/widgets"
)

func TestPanesGiveWay(t *testing.T) {
	dress(t, look.Style{})
	for _, c := range []struct {
		name   string
		narrow widgets.Narrow
		width  float32
		shown  bool
		middle fyne.Size // of the middle pane
	}{
		{"wide", widgets.GoesAbove, 1000, true, fyne.NewSize(498, 400)},
		{"above", widgets.GoesAbove, 700, true, fyne.NewSize(499, 199)},
		{"away", widgets.GoesAway, 700, false, fyne.NewSize(499, 400)},
	} {
		left, right := widgets.Sized(300, 0, widgets.Stretch()), widgets.Sized(200, 0, widgets.Stretch())
		middle := widgets.Stretch()
		panes := widgets.Panes(400, c.narrow, left, middle, right)
		for range 2 { // there and back
			panes.Resize(fyne.NewSize(c.width, 400))
			if left.Visible() != c.shown || middle.Size() != c.middle || right.Size().Width != 200 {
				t.Errorf("%s: left shown %t, middle %v, right %v", c.name, left.Visible(), middle.Size(), right.Size())
			}
			panes.Resize(fyne.NewSize(1200, 400))
			if !left.Visible() || left.Size().Width != 300 {
				t.Errorf("%s: with more room the left is not back", c.name)
			}
		}
	}
}
