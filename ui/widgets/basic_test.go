package widgets_test

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"pgregory.net/rapid"

	"campuskeeper/app"
	"campuskeeper/ui/look"
	"campuskeeper/ui/task"
	"campuskeeper/ui/widgets"
)

func window(t *testing.T, object fyne.CanvasObject) fyne.Window {
	t.Helper()
	w := test.NewTempWindow(t, object)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(800, 600))
	return w
}

func pressKey(w fyne.Window, name fyne.KeyName) {
	key := &fyne.KeyEvent{Name: name}
	if focused := w.Canvas().Focused(); focused != nil {
		focused.TypedKey(key)
	} else if hear := w.Canvas().OnTypedKey(); hear != nil {
		hear(key)
	}
}

func TestSizesOfTheDesign(t *testing.T) {
	dress(t, look.Style{Mode: look.Light})
	for name, c := range map[string]struct {
		object fyne.CanvasObject
		want   float32
	}{
		"button":       {widgets.NewButton(widgets.Main, "save", "Save", nil), 32},
		"row button":   {widgets.NewRowButton("Open", nil), 24},
		"chip":         {widgets.NewChip(look.Late, "Overdue", 3, nil), 28},
		"pill":         {widgets.NewCountPill(8), 20},
		"entry":        {widgets.NewEntry(""), 32},
		"search box":   {widgets.NewSearchBox("Find", "Ctrl+F", nil), 32},
		"select":       {widgets.NewSelect("Choose", nil, "", nil), 32},
		"screen head":  {widgets.NewScreenHead("Today", ""), 56},
		"section head": {widgets.NewSectionHead("Overdue", look.Red, 5, ""), 36},
		"body text":    {widgets.NewText("字"), 20},
		"caption":      {widgets.NewCaption("字"), 16},
		"section":      {widgets.NewSection("字"), 24},
		"title":        {widgets.NewTitle("字"), 28},
	} {
		if got := c.object.MinSize().Height; math.Abs(float64(got-c.want)) > 0.5 {
			t.Errorf("%s is %v high, want %v", name, got, c.want)
		}
	}
}

func TestEverythingGrowsWithTheText(t *testing.T) {
	heights := func(scale int) []float32 {
		dress(t, look.Style{Mode: look.Light, Scale: scale})
		var all []float32
		for _, object := range []fyne.CanvasObject{
			widgets.NewButton(widgets.Main, "save", "Save", nil), widgets.NewChip(look.Late, "x", 3, nil),
			widgets.NewText("x"), widgets.NewCheck("x", true, nil), widgets.NewShape(look.Done, 14),
		} {
			all = append(all, object.MinSize().Height)
		}
		return all
	}
	small, large := heights(100), heights(150)
	for n := range small {
		if got := large[n] / small[n]; math.Abs(float64(got)-1.5) > 0.01 {
			t.Errorf("part %d grows by %v, want 1.5", n, got)
		}
	}
}

func TestButtonFromTheKeyboard(t *testing.T) {
	dress(t, look.Style{Mode: look.Light})
	pressed := 0
	button := widgets.NewButton(widgets.Main, "", "Save", func() { pressed++ })
	w := window(t, button)
	passed := fyne.KeyName("")
	w.Canvas().SetOnTypedKey(func(key *fyne.KeyEvent) { passed = key.Name })
	w.Canvas().Focus(button)
	for _, key := range []fyne.KeyName{fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter, fyne.KeyEscape} {
		pressKey(w, key)
	}
	if pressed != 3 || passed != fyne.KeyEscape {
		t.Errorf("pressed %d times, window heard %q", pressed, passed)
	}
	button.Refuse("Nothing has changed.")
	test.Tap(button)
	pressKey(w, fyne.KeySpace)
	if refused, why := button.Refused(); pressed != 3 || !refused || why != "Nothing has changed." {
		t.Errorf("refused button: pressed %d, %v %q", pressed, refused, why)
	}
	button.Allow()
	test.Tap(button)
	if pressed != 4 {
		t.Errorf("allowed button was pressed %d times", pressed)
	}
}

func TestMenuButtonAndSelectOpenAMenu(t *testing.T) {
	dress(t, look.Style{Mode: look.Light})
	chosen := ""
	menu := widgets.NewMenuButton(widgets.Main, "plus", "New", func() []*fyne.MenuItem {
		return []*fyne.MenuItem{fyne.NewMenuItem("Hazard", func() { chosen = "hazard" })}
	})
	options := []widgets.Option{{Value: "a", Label: "Any"}, {Value: "m", Label: "Major"}, {Value: "g", Label: "General"}}
	level := widgets.NewSelect("Choose", options, "a", func(value string) { chosen = value })
	w := window(t, widgets.Column(8, menu, level))
	w.Canvas().Focus(menu)
	pressKey(w, fyne.KeyDown)
	if w.Canvas().Overlays().Top() == nil {
		t.Fatal("Down did not open the menu")
	}
	w.Canvas().Overlays().Remove(w.Canvas().Overlays().Top())
	w.Canvas().Focus(level)
	pressKey(w, fyne.KeyDown)
	pressKey(w, fyne.KeyDown)
	pressKey(w, fyne.KeyDown)
	if chosen != "g" || level.Value() != "g" {
		t.Errorf("chosen %q, value %q", chosen, level.Value())
	}
	pressKey(w, fyne.KeyUp)
	if chosen != "m" {
		t.Errorf("Up chose %q", chosen)
	}
	test.Tap(level)
	if w.Canvas().Overlays().Top() == nil {
		t.Error("a tap did not open the list")
	}
}

func TestCheckAndChipFromTheKeyboard(t *testing.T) {
	dress(t, look.Style{Mode: look.Light})
	ticked, tapped := false, 0
	check := widgets.NewCheck("Boarding", false, func(now bool) { ticked = now })
	chip := widgets.NewChip(look.NoShape, "Open", 37, func() { tapped++ })
	w := window(t, widgets.Column(8, check, chip))
	w.Canvas().Focus(check)
	pressKey(w, fyne.KeySpace)
	if !ticked || !check.Ticked() {
		t.Error("Space did not tick the box")
	}
	w.Canvas().Focus(chip)
	pressKey(w, fyne.KeyReturn)
	if tapped != 1 {
		t.Errorf("Enter pressed the chip %d times", tapped)
	}
}

func TestDialogKeepsTheKeyboard(t *testing.T) {
	dress(t, look.Style{Mode: look.Light})
	w := window(t, widgets.NewText("behind"))
	below := 0
	w.Canvas().SetOnTypedKey(func(*fyne.KeyEvent) { below++ })
	did := []string{}
	ask := func(grave bool) *widgets.Dialog {
		return widgets.Confirm(w.Canvas(), book(t, app.English), widgets.Question{
			Title: "Void?", Text: "It stays in the history.", Yes: "Void", Grave: grave,
			OnYes: func() { did = append(did, "yes") }, OnNo: func() { did = append(did, "no") },
		})
	}
	ask(true)
	pressKey(w, fyne.KeyReturn)
	ask(true)
	pressKey(w, fyne.KeyEscape)
	dialog := ask(false)
	pressKey(w, fyne.KeyReturn)
	if want := []string{"no", "no", "yes"}; !slices.Equal(did, want) {
		t.Errorf("did %v, want %v", did, want)
	}
	if dialog.Showing() || widgets.DialogOpen(w.Canvas()) || below != 0 {
		t.Errorf("showing %v, window heard %d keys", dialog.Showing(), below)
	}
	pressKey(w, fyne.KeyF1)
	if below != 1 {
		t.Error("the window does not hear keys again after the dialog")
	}
}

func TestDialogHearsEscapeFromAnEntryInIt(t *testing.T) {
	dress(t, look.Style{Mode: look.Light})
	w := window(t, widgets.NewText("behind"))
	entry := widgets.NewEntry("")
	pressed := 0
	ok := widgets.NewButton(widgets.Main, "", "OK", func() { pressed++ })
	dialog := widgets.NewDialog(w.Canvas(), "Extend", 400, entry, ok, ok).FocusOn(entry)
	dialog.Show()
	if w.Canvas().Focused() != fyne.Focusable(entry) {
		t.Fatal("the entry does not have the focus")
	}
	pressKey(w, fyne.KeyReturn)
	pressKey(w, fyne.KeyEscape)
	if pressed != 1 || dialog.Showing() {
		t.Errorf("Enter pressed OK %d times, showing %v after Escape", pressed, dialog.Showing())
	}
}

func TestSearchBoxClearsOnEscape(t *testing.T) {
	dress(t, look.Style{Mode: look.Light})
	typed := []string{}
	box := widgets.NewSearchBox("Find", "Ctrl+F", func(text string) { typed = append(typed, text) })
	w := window(t, box)
	passed := 0
	w.Canvas().SetOnTypedKey(func(*fyne.KeyEvent) { passed++ })
	box.FocusIn()
	test.Type(box, "xf")
	pressKey(w, fyne.KeyEscape)
	pressKey(w, fyne.KeyEscape)
	if want := []string{"x", "xf", ""}; !slices.Equal(typed, want) || passed != 1 {
		t.Errorf("heard %v, window heard %d keys", typed, passed)
	}
}

func TestUndoLineLeavesAfterEightSeconds(t *testing.T) {
	dress(t, look.Style{Mode: look.Light})
	var queue task.Queue
	var timers task.ManualTimers
	line := widgets.NewUndoLine(task.New(queue.Do, app.SystemClock{}, &timers), book(t, app.English))
	undone := 0
	line.Offer("closed", func() { undone++ })
	timers.Advance(5 * time.Second)
	line.Offer("extended", func() { undone += 10 })
	timers.Advance(5 * time.Second)
	queue.Drain()
	if line.Hidden {
		t.Error("the second offer left with the first one's time")
	}
	timers.Advance(3 * time.Second)
	queue.Drain()
	if !line.Hidden || undone != 0 {
		t.Errorf("hidden %v, undone %d", line.Hidden, undone)
	}
}

func TestChineseBreaksWhereTheSignsAllow(t *testing.T) {
	dress(t, look.Style{Mode: look.Light})
	text := widgets.NewParagraph("口令用来锁住本机上的台账，每次启动时输入（任何人都无法替您找回）。")
	text.Resize(fyne.NewSize(14*12.5, 200))
	test.WidgetRenderer(text).Layout(text.Size())
	for _, line := range text.Lines() {
		first, _ := utf8.DecodeRuneInString(line)
		last, _ := utf8.DecodeLastRuneInString(line)
		if strings.ContainsRune("，。）", first) || last == '（' {
			t.Errorf("line %q breaks the rule", line)
		}
	}
	if got := strings.Join(text.Lines(), ""); got != text.Text() {
		t.Errorf("lines say %q", got)
	}
}

// TestBrokenLinesFitAndLoseNothing holds for any text and any width.
func TestBrokenLinesFitAndLoseNothing(t *testing.T) {
	dress(t, look.Style{Mode: look.Light})
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.StringOfN(rapid.RuneFrom([]rune("ab c，。（）安全检查 -1W")), 0, 60, -1).Draw(t, "text")
		width := float32(rapid.IntRange(20, 300).Draw(t, "width"))
		text := widgets.NewParagraph(words)
		text.Resize(fyne.NewSize(width, 400))
		test.WidgetRenderer(text).Layout(text.Size())
		for _, line := range text.Lines() {
			size := fyne.MeasureText(line, look.BodyText, fyne.TextStyle{}).Width
			if size > width && utf8.RuneCountInString(line) > 1 {
				t.Errorf("%q is %v wide in a room of %v", line, size, width)
			}
		}
		squeeze := func(s string) string { return strings.ReplaceAll(s, " ", "") }
		if got := squeeze(strings.Join(text.Lines(), "")); got != squeeze(words) {
			t.Errorf("%q became %q", words, got)
		}
	})
}

func TestCutTextEndsWithThreeDots(t *testing.T) {
	dress(t, look.Style{Mode: look.Light})
	text := widgets.NewText("Canteen store, ground floor").Cut()
	text.Resize(fyne.NewSize(100, 20))
	test.WidgetRenderer(text).Layout(text.Size())
	line := text.Lines()[0]
	if !strings.HasSuffix(line, "...") || fyne.MeasureText(line, look.BodyText, fyne.TextStyle{}).Width > 100 {
		t.Errorf("cut to %q", line)
	}
	text.Resize(fyne.NewSize(400, 20))
	if got := text.Lines()[0]; got != text.Text() {
		t.Errorf("with room it is still cut: %q", got)
	}
}

func TestShortcutNames(t *testing.T) {
	for want, shortcut := range map[string]fyne.Shortcut{
		"Ctrl+F": widgets.Ctrl(fyne.KeyF), "Ctrl+Shift+F": widgets.CtrlShift(fyne.KeyF), "Ctrl+Z": &fyne.ShortcutUndo{},
		"F6":          &desktop.CustomShortcut{KeyName: fyne.KeyF6},
		"Alt+Left":    &desktop.CustomShortcut{KeyName: fyne.KeyLeft, Modifier: fyne.KeyModifierAlt},
		"Ctrl+Enter":  widgets.Ctrl(fyne.KeyReturn),
		"Page Up":     &desktop.CustomShortcut{KeyName: fyne.KeyPageUp},
		"Alt+Shift+A": &desktop.CustomShortcut{KeyName: fyne.KeyA, Modifier: fyne.KeyModifierAlt | fyne.KeyModifierShift},
	} {
		if got := widgets.ShortcutName(shortcut); strings.Replace(got, "Cmd", "Ctrl", 1) != want {
			t.Errorf("named %q, want %q", got, want)
		}
	}
	if got := widgets.ShortcutName(nil); got != "" {
		t.Errorf("no shortcut is named %q", got)
	}
}

func TestRowsGiveTheRestToWhatGrows(t *testing.T) {
	dress(t, look.Style{Mode: look.Light})
	left, middle, right := widgets.Sized(50, 20, widgets.NewRule()), widgets.Grow(widgets.NewRule()), widgets.Sized(30, 20, widgets.NewRule())
	hidden := widgets.Sized(500, 20, widgets.NewRule())
	hidden.Hide()
	row := widgets.Row(8, left, middle, hidden, right)
	row.Resize(fyne.NewSize(200, 20))
	if got := middle.Size().Width; got != 104 {
		t.Errorf("the middle is %v wide, want 104", got)
	}
	if got := right.Position().X; got != 170 {
		t.Errorf("the right begins at %v, want 170", got)
	}
}

func TestWhenPaintedTellsOnce(t *testing.T) {
	dress(t, look.Style{Mode: look.Light})
	told := 0
	object := widgets.WhenPainted(widgets.NewText("x"), func() { told++ })
	w := window(t, object)
	if told != 0 {
		t.Fatal("told before anything was drawn")
	}
	w.Canvas().Capture()
	w.Canvas().Capture()
	if told != 1 {
		t.Errorf("told %d times", told)
	}
}

// A narrow window cuts the fact, then narrows the search box; the last button stays
// inside.
func TestScreenHeadGivesWay(t *testing.T) {
	dress(t, look.Style{Mode: look.Light})
	search := widgets.NewSearchBox("Find any record", "Ctrl+F", nil)
	last := widgets.NewButton(widgets.Ordinary, "print", "Print list", nil)
	head := widgets.NewScreenHead("Today", "2026-11-23 (Mon), teaching week 13",
		search, widgets.NewMenuButton(widgets.Main, "plus", "New", nil), last)
	for _, width := range []float32{1200, 640, head.MinSize().Width} {
		head.Resize(fyne.NewSize(width, 56))
		if end := last.Position().X + last.Size().Width; end > width-look.Gap4+0.5 {
			t.Errorf("at %v the last button ends at %v", width, end)
		}
	}
	if got := search.Size().Width; got < 100 || got > 120 {
		t.Errorf("in the narrowest head the search box is %v wide", got)
	}
}
