package imports

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"campuskeeper/app/schema"
	"campuskeeper/assets/fonts"
	"campuskeeper/ui/look"
	"campuskeeper/ui/widgets"
)

func TestColumnsFitANarrowWindow(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Style{}, fonts.Regular(), fonts.Bold()))
	cells := make([]fyne.CanvasObject, 5)
	for i := range cells {
		cells[i] = widgets.NewText("cell").Cut()
	}
	line := columnCells(cells[0], cells[1], cells[2], cells[3], cells[4])
	body, pane := widgets.Stretch(), widgets.Stretch()
	parts := parted(body, pane)
	for _, c := range []struct {
		width, body, pane float32
		first             bool
	}{{1104, 671, 432, true}, {784, 438.04, 344.96, false}, {1104, 671, 432, true}} {
		parts.Resize(fyne.NewSize(c.width, 400))
		if body.Size().Width != c.body || pane.Size().Width != c.pane {
			t.Errorf("%g wide: body %v, pane %v", c.width, body.Size(), pane.Size())
		}
		line.Resize(fyne.NewSize(c.body-32, 40))
		last := cells[4]
		if right := last.Position().X + last.Size().Width; right > c.body-31 || cells[1].Visible() != c.first || cells[3].Size().Width < 140 {
			t.Errorf("%g wide: the line ends at %g, first value shown %t, field %v", c.width, right, cells[1].Visible(), cells[3].Size())
		}
	}
}

func TestPreviewLeavesOutWhatFindsNoRoom(t *testing.T) {
	fields := []schema.Field{
		{Name: "foundOn", Type: schema.Date},
		{Name: "description", Type: schema.LongText},
		{Name: "level", Type: schema.String},
		{Name: "responsible", Type: schema.Person},
	}
	for room, want := range map[float32]int{1000: 4, 560: 3, 440: 2, 100: 1} {
		shown := fittingHeads(fields, room)
		if len(shown) != want || !slices.ContainsFunc(shown, func(f schema.Field) bool { return f.Name == "description" }) {
			t.Errorf("in %v pixels there are %d fields, want %d", room, len(shown), want)
		}
	}
}
