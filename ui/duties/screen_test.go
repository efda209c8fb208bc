package duties_test

import (
	"context"
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"campuskeeper/app"
	"campuskeeper/ui/duties"
	"campuskeeper/ui/uitest"
	"campuskeeper/ui/widgets"
)

// keeper keeps duties in memory.
type keeper struct {
	rows  []duties.Row
	added []duties.Duty
	err   error
}

func (k *keeper) Duties(context.Context) ([]duties.Row, error) { return slices.Clone(k.rows), nil }

func (k *keeper) Add(_ context.Context, d duties.Duty) error {
	if k.err == nil {
		k.added = append(k.added, d)
	}
	return k.err
}

func (k *keeper) Switch(_ context.Context, id app.ID, on bool) error {
	for i := range k.rows {
		if k.rows[i].ID == id {
			k.rows[i].On = on
		}
	}
	return k.err
}

func open(t *testing.T, lang app.Lang, k *keeper) (*uitest.Bench, *duties.Screen, *int) {
	t.Helper()
	bench := uitest.New(t, lang)
	changed := 0
	screen := duties.New(duties.Deps{
		Words: bench.Words, Runner: bench.Runner, Source: k, Window: func() fyne.Canvas { return bench.Window.Canvas() },
		Back: func() {}, Changed: func() { changed++ },
	})
	bench.Show(screen.Object())
	screen.Shown()
	bench.Settle()
	return bench, screen, &changed
}

func oneDrill() *keeper {
	return &keeper{rows: []duties.Row{{ID: "a", Title: "消防疏散演练", When: "每月20日", Next: app.MustDay("2026-12-20"), Place: "全校", On: true}}}
}

func TestDutiesAreListed(t *testing.T) {
	bench, _, _ := open(t, app.Chinese, oneDrill())
	bench.MustRead("演练与例行事项", "消防疏散演练", "每月20日", "2026年12月20日（周日）", "全校")
}

// TestNothingIsCutInANarrowWindow: large text leaves a row 600 pixels of the design.
func TestNothingIsCutInANarrowWindow(t *testing.T) {
	bench, _, _ := open(t, app.Chinese, oneDrill())
	bench.Window.Resize(fyne.NewSize(640, 480))
	for range 2 { // heights follow from the width that was laid out before
		bench.Window.Content().Refresh()
	}
	for _, text := range uitest.All[*widgets.Text](bench) {
		if lines := text.Lines(); len(lines) != 1 || lines[0] != text.Text() {
			t.Errorf("%q is drawn as %q", text.Text(), lines)
		}
	}
}

func TestADutyCanRest(t *testing.T) {
	k := oneDrill()
	bench, _, changed := open(t, app.English, k)
	uitest.All[*widgets.Check](bench)[0].Tapped(nil)
	bench.Settle()
	if k.rows[0].On || *changed != 1 {
		t.Errorf("row %+v, changed %d times", k.rows[0], *changed)
	}
}

func TestANewDutyIsChecked(t *testing.T) {
	k := &keeper{}
	bench, screen, changed := open(t, app.English, k)
	bench.MustRead("Nothing recurs yet")
	screen.AddNew()
	bench.Press("Save")
	bench.Settle()
	bench.MustRead("This field is required.")
	bench.Type("Lift rescue drill")
	bench.Press("Save")
	bench.Settle()
	want := duties.Duty{Title: "Lift rescue drill", Drill: true, Rhythm: duties.Monthly, Number: 20}
	if len(k.added) != 1 || k.added[0] != want || *changed != 1 {
		t.Errorf("added %+v, changed %d times", k.added, *changed)
	}
	if widgets.DialogOpen(bench.Window.Canvas()) {
		t.Error("the dialog stays open")
	}
}

func TestAFailureKeepsWhatWasTyped(t *testing.T) {
	k := &keeper{err: app.Errorf(app.CodeDiskFull, "task.canceled")}
	bench, screen, changed := open(t, app.English, k)
	screen.AddNew()
	bench.Type("Lift rescue drill")
	bench.Press("Save")
	bench.Settle()
	if !widgets.DialogOpen(bench.Window.Canvas()) || *changed != 0 {
		t.Error("what was typed is lost")
	}
}
