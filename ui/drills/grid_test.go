package drills

import (
	"testing"

	"fyne.io/fyne/v2"

	"campuskeeper/app"
)

func TestTheGridStaysWhereItIsWhenItsRoomChanges(t *testing.T) {
	s := cn(t, app.English, fullTerm()...).open()
	s.pick("YL-5")
	g := s.screen.grid
	for _, height := range []float32{90, 130, 500} { // as while the window is laid out, and at last
		g.Resize(fyne.NewSize(g.Size().Width, height))
	}
	if g.scroll.Offset.Y != 0 {
		t.Errorf("it is scrolled by %g", g.scroll.Offset.Y)
	}
}

func TestTheGridScrollsByWholeRows(t *testing.T) {
	s := cn(t, app.English, fullTerm()...).open()
	g := s.screen.grid
	g.Resize(fyne.NewSize(g.Size().Width, 290))
	s.pick("YL-2")
	for range len(g.year.view.Rows) - 3 {
		s.Key(fyne.KeyDown)
		whole, y := g.scroll.Offset.Y == 0, float32(0)
		for row := range g.year.view.Rows {
			if row == g.row && (y < g.scroll.Offset.Y || y+g.body.rowHeight(row) > g.scroll.Offset.Y+g.scroll.Size().Height) {
				t.Errorf("row %d is cut", row)
			}
			y += g.body.rowHeight(row)
			whole = whole || y == g.scroll.Offset.Y
		}
		if most := y - g.scroll.Size().Height; !whole && g.scroll.Offset.Y < most {
			t.Errorf("row %d: scrolled by %g, into a row", g.row, g.scroll.Offset.Y)
		}
	}
	if g.scroll.Offset.Y == 0 {
		t.Error("it does not scroll")
	}
}
