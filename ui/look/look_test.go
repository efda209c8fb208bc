package look_test

import (
	"bytes"
	"image"
	"image/color"
	"math"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"campuskeeper/assets/fonts"
	"campuskeeper/assets/icons"
	"campuskeeper/ui/look"
)

func use(t *testing.T, style look.Style) {
	t.Helper()
	a := test.NewTempApp(t)
	a.Settings().SetTheme(look.New(style, fonts.Regular(), fonts.Bold()))
}

func draw(resource fyne.Resource, size float32) image.Image {
	picture := canvas.NewImageFromResource(resource)
	picture.Resize(fyne.NewSquareSize(size))
	window := software.NewCanvas()
	window.SetPadded(false)
	window.SetContent(picture)
	window.Resize(fyne.NewSquareSize(size))
	return window.Capture()
}

// painted counts the pixels that differ from the corner's.
func painted(picture image.Image) int {
	count, ground := 0, picture.At(0, 0)
	for y := picture.Bounds().Min.Y; y < picture.Bounds().Max.Y; y++ {
		for x := picture.Bounds().Min.X; x < picture.Bounds().Max.X; x++ {
			if picture.At(x, y) != ground {
				count++
			}
		}
	}
	return count
}

func TestEveryIconIsDrawnInBothThemes(t *testing.T) {
	for _, mode := range []look.Mode{look.Light, look.Dark} {
		use(t, look.Style{Mode: mode})
		for _, name := range icons.Names() {
			if name == "app" || strings.HasPrefix(name, "state-") {
				continue
			}
			if got := painted(draw(look.Icon(name, look.Ink), 20)); got < 10 {
				t.Errorf("%s, %s: %d pixels drawn, want a picture", name, mode, got)
			}
		}
		for _, shape := range look.Shapes {
			if got := painted(draw(look.Mark(shape), 16)); got < 20 {
				t.Errorf("%s, %s: %d pixels drawn, want a shape", shape, mode, got)
			}
		}
	}
}

func TestPictureChangesNameWithTheTheme(t *testing.T) {
	use(t, look.Style{Mode: look.Light})
	icon := look.Icon("today", look.Accent)
	light := icon.Name()
	use(t, look.Style{Mode: look.Dark})
	if icon.Name() == light {
		t.Errorf("name %q in both themes: Fyne would show the old colours", light)
	}
	if !bytes.Contains(icon.Content(), []byte("#8db8f2")) {
		t.Errorf("dark icon does not bear the dark accent: %s", icon.Content())
	}
}

func TestContrast(t *testing.T) {
	pairs := []struct {
		word, ground look.Role
		least        float64
	}{
		{look.Ink, look.Paper, 4.5},
		{look.Ink, look.Ground, 4.5},
		{look.Ink, look.Selected, 4.5},
		{look.Ink, look.ChipGround, 4.5},
		{look.Muted, look.Paper, 4.5},
		{look.Muted, look.Ground, 4.5},
		{look.Accent, look.Paper, 4.5},
		{look.OnAccent, look.Accent, 4.5},
		{look.Accent, look.Selected, 4.5},
		{look.Red, look.Paper, 4.5},
		{look.Red, look.RedTint, 4.5},
		{look.Red, look.Selected, 4.5},
		{look.Blue, look.Paper, 4.5},
		{look.Green, look.Paper, 4.5},
		{look.Green, look.GreenTint, 4.5},
		{look.OnUndo, look.UndoGround, 4.5},
		{look.Field, look.Paper, 3},
		{look.Orange, look.Paper, 3},
		{look.YellowEdge, look.Paper, 3},
	}
	for _, mode := range []look.Mode{look.Light, look.Dark} {
		use(t, look.Style{Mode: mode})
		for _, p := range pairs {
			if got := contrast(look.Color(p.word), look.Color(p.ground)); got < p.least {
				t.Errorf("%s: %s on %s is %.2f, want %.1f", mode, p.word, p.ground, got, p.least)
			}
		}
	}
}

func contrast(a, b color.Color) float64 {
	hi, lo := luminance(a), luminance(b)
	if hi < lo {
		hi, lo = lo, hi
	}
	return (hi + 0.05) / (lo + 0.05)
}

// luminance is the relative luminance of WCAG 2.
func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	part := func(v uint32) float64 {
		s := float64(v) / 0xffff
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*part(r) + 0.7152*part(g) + 0.0722*part(b)
}

func TestSizesFollowTheScaleButLinesStayThin(t *testing.T) {
	use(t, look.Style{Mode: look.Light, Scale: 150})
	if got := look.Px(32); got != 48 {
		t.Errorf("Px(32) at 150 %% is %v, want 48", got)
	}
	if got := theme.Size(theme.SizeNameText); got != 21 {
		t.Errorf("text at 150 %% is %v, want 21", got)
	}
	if got := theme.Size(theme.SizeNameInputBorder); got != 1 {
		t.Errorf("border at 150 %% is %v, want 1", got)
	}
}

func TestEveryColourNameOfFyneHasARole(t *testing.T) {
	use(t, look.Style{Mode: look.Dark})
	if got, want := look.Color(theme.ColorNameForeground), look.Color(look.Ink); got != want {
		t.Errorf("foreground is %v, want ink %v", got, want)
	}
	if got, want := theme.Color(theme.ColorNameBackground), look.Color(look.Ground); got != want {
		t.Errorf("background is %v, want ground %v", got, want)
	}
}

func TestChineseIsDrawnWithTheBundledFont(t *testing.T) {
	use(t, look.Style{Mode: look.Light})
	for _, bold := range []bool{false, true} {
		size := fyne.MeasureText("隐患整改", 14, fyne.TextStyle{Bold: bold})
		if math.Abs(float64(size.Width-56)) > 0.5 {
			t.Errorf("four characters of 14 px are %v wide (bold %v), want 56", size.Width, bold)
		}
	}
}

func TestShapesOfStates(t *testing.T) {
	for name, want := range map[string]look.Shape{"running": look.Running, "due": look.DueNow, "unheard-of": look.Needed, "": look.Needed} {
		if got := look.ShapeNamed(name); got != want {
			t.Errorf("%q is shape %q, want %q", name, got, want)
		}
	}
	if got := look.ShapeOfGrade("major"); got != look.Major {
		t.Errorf("major has shape %q", got)
	}
	if look.Mark(look.NoShape) != nil {
		t.Error("no shape is drawn as something")
	}
}
