package widgets

import (
	"strings"

	"fyne.io/fyne/v2"
)

// fitter cuts texts to a width. It adds up the widths of characters, each measured
// once: measuring a whole text for each cell and each step of a search would cost
// more than drawing it.
type fitter struct {
	size    float32
	style   fyne.TextStyle
	advance map[rune]float32
	han     float32
	dots    float32
}

const ellipsis = "..."

func newFitter(size float32, bold bool) *fitter {
	f := &fitter{size: size, style: fyne.TextStyle{Bold: bold}, advance: map[rune]float32{}}
	f.han = f.measure("中")
	f.dots = f.measure(ellipsis)
	return f
}

func (f *fitter) measure(text string) float32 {
	return fyne.MeasureText(text, f.size, f.style).Width
}

// width returns how wide a text is drawn, without kerning.
func (f *fitter) width(text string) float32 {
	var sum float32
	for _, r := range text {
		sum += f.of(r)
	}
	return sum
}

func (f *fitter) of(r rune) float32 {
	if r >= 0x4E00 && r <= 0x9FFF { // all Chinese characters are one em wide
		return f.han
	}
	if width, known := f.advance[r]; known {
		return width
	}
	width := f.measure(string(r))
	f.advance[r] = width
	return width
}

// fit returns the text, or as much of its beginning as finds room before three dots.
func (f *fitter) fit(text string, room float32) string {
	var sum float32
	cut := 0
	for i, r := range text {
		if sum+f.dots <= room {
			cut = i
		}
		sum += f.of(r)
		if sum > room {
			return strings.TrimRight(text[:cut], " ") + ellipsis
		}
	}
	return text
}
