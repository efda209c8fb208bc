package widgets_test

import (
	"fmt"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"campuskeeper/app"
	"campuskeeper/ui/look"
	"campuskeeper/ui/uitest"
	"campuskeeper/ui/widgets"
)

// chartYears are two school years of ten drills, and their targets: none at first,
// then 130 seconds, then 120.
var chartYears = []widgets.ChartSpan{{From: 0, To: 364, Label: "2025-26"}, {From: 365, To: 729, Label: "2026-27"}}

func chartPoints() []widgets.ChartPoint {
	var points []widgets.ChartPoint
	for i, p := range [][2]int{{161, 0}, {152, 0}, {139, 130}, {133, 130}, {128, 130}, {136, 130}, {121, 120}, {118, 120}, {116, 120}, {124, 120}} {
		points = append(points, widgets.ChartPoint{Key: fmt.Sprint(i), At: 20 + 70*i, Value: p[0], Target: p[1]})
	}
	return points
}

func newChart(lang app.Lang) *widgets.Chart {
	return widgets.NewChart(widgets.ChartWords{
		Within: say(lang, "within the target", "达标"), Over: say(lang, "longer than the target", "超时"),
		Plain: say(lang, "without a target", "未设目标"), Target: say(lang, "target", "目标"), Label: say(lang, "Fire drills", "消防演练"),
	})
}

// chartBoard shows a long series, a short one under the keyboard, and one of a single drill.
func chartBoard(lang app.Lang) fyne.CanvasObject {
	long, short, one := newChart(lang), newChart(lang), newChart(lang)
	long.Set(chartPoints(), chartYears)
	short.Set(chartPoints()[6:9], chartYears[1:])
	short.FocusGained()
	short.TypedKey(&fyne.KeyEvent{Name: fyne.KeyLeft})
	one.Set(chartPoints()[:1], chartYears[:1])
	return widgets.Fill(look.Paper, widgets.Padded(look.Gap4, widgets.Column(look.Gap4, widgets.Grow(long),
		widgets.Sized(0, 200, widgets.Halves(short, one)))))
}

func TestChartsLookAsDrawn(t *testing.T) {
	if raceEnabled {
		t.Log("drawing in software is too slow under the race detector; the plain run compares the pictures")
		return
	}
	for _, lang := range app.Langs {
		for _, style := range []look.Style{{Mode: look.Light}, {Mode: look.Dark}, {Mode: look.Light, Scale: 200}} {
			name := fmt.Sprintf("chart-%s-%s", lang, style.Mode)
			if style.Scale > 0 {
				name += "-large"
			}
			t.Run(name, func(t *testing.T) {
				dress(t, style)
				uitest.Compare(t, name+".png", uitest.Capture(chartBoard(lang), fyne.NewSize(1000, 520*float32(max(100, style.Scale))/100)))
			})
		}
	}
}

// shown puts a chart of all points into a window and notes what it tells.
func shownChart(t *testing.T) (chart *widgets.Chart, told *[]int, opened *[]string) {
	t.Helper()
	dress(t, look.Style{Mode: look.Light})
	chart, told, opened = newChart(app.English), &[]int{}, &[]string{}
	chart.OnCursor = func(place int) { *told = append(*told, place) }
	chart.OnOpen = func(key string) { *opened = append(*opened, key) }
	window := test.NewTempWindow(t, chart)
	window.Resize(fyne.NewSize(800, 300))
	chart.Set(chartPoints(), chartYears)
	return chart, told, opened
}

func TestChartIsReadByKeys(t *testing.T) {
	chart, told, opened := shownChart(t)
	for _, key := range []fyne.KeyName{
		fyne.KeyRight, fyne.KeyLeft, fyne.KeyPageUp, fyne.KeyPageUp, fyne.KeyPageDown, fyne.KeyEnd, fyne.KeyHome, fyne.KeyLeft, fyne.KeyReturn,
	} {
		chart.TypedKey(&fyne.KeyEvent{Name: key})
	}
	if want := []int{9, 8, 4, 0, 5, 9, 0, 0}; !slices.Equal(*told, want) {
		t.Errorf("went to %v, want %v", *told, want)
	}
	if !slices.Equal(*opened, []string{"0"}) {
		t.Errorf("opened %v", *opened)
	}
	chart.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	chart.Set(chartPoints()[1:], chartYears)
	if chart.Shown() != 0 {
		t.Errorf("with one point fewer the cursor is on %d", chart.Shown())
	}
	chart.Select("9")
	chart.Set(nil, nil)
	chart.TypedKey(&fyne.KeyEvent{Name: fyne.KeyLeft})
	chart.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if chart.Shown() != -1 || len(*opened) != 1 {
		t.Errorf("an empty chart shows %d", chart.Shown())
	}
}

func TestChartIsReadByThePointer(t *testing.T) {
	chart, told, opened := shownChart(t)
	far, near := fyne.NewPos(0, 0), fyne.Position{}
	for x := float32(0); x < chart.Size().Width && near.IsZero(); x += 4 {
		for y := float32(0); y < chart.Size().Height; y += 4 {
			chart.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, y)}})
			if chart.Shown() == 3 {
				near = fyne.NewPos(x, y)
				break
			}
		}
	}
	if near.IsZero() {
		t.Fatal("the fourth point cannot be found")
	}
	chart.MouseOut()
	if chart.Shown() != 9 || (*told)[len(*told)-1] != 9 {
		t.Errorf("after the pointer left: %d", chart.Shown())
	}
	chart.DoubleTapped(&fyne.PointEvent{Position: far})
	chart.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: near}})
	chart.MouseUp(nil)
	chart.DoubleTapped(&fyne.PointEvent{Position: near})
	if !slices.Equal(*opened, []string{"3"}) || chart.Shown() != 3 {
		t.Errorf("opened %v, shows %d", *opened, chart.Shown())
	}
}
