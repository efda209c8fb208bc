package widgets_test

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"

	"campuskeeper/app"
	"campuskeeper/ui/look"
	"campuskeeper/ui/uitest"
)

func TestPartsLookAsDrawn(t *testing.T) {
	if raceEnabled {
		t.Log("drawing in software is too slow under the race detector; the plain run compares the pictures")
		return
	}
	for _, lang := range app.Langs {
		for _, mode := range []look.Mode{look.Light, look.Dark} {
			t.Run(fmt.Sprintf("%s-%s", lang, mode), func(t *testing.T) {
				dress(t, look.Style{Mode: mode})
				got := uitest.Capture(board(t, lang), fyne.NewSize(1024, 800))
				uitest.Compare(t, fmt.Sprintf("parts-%s-%s.png", lang, mode), got)
			})
		}
	}
}
