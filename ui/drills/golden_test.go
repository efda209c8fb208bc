//go:build !race

package drills

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"

	"campuskeeper/app"
	"campuskeeper/app/drill"
	"campuskeeper/assets/fonts"
	"campuskeeper/ui/look"
	"campuskeeper/ui/uitest"
	"campuskeeper/ui/widgets"
)

func TestTheGridLooksAsDrawn(t *testing.T) {
	for _, lang := range app.Langs {
		for _, mode := range []look.Mode{look.Light, look.Dark} {
			t.Run(fmt.Sprintf("%s-%s", lang, mode), func(t *testing.T) {
				s := cn(t, lang, append(fullTerm(), held("YL-8", "fire", "2026-12-04", drill.StateScheduled), held("YL-9", "fire", "2026-12-21", drill.StateScheduled))...)
				s.App.Settings().SetTheme(look.New(look.Style{Mode: mode}, fonts.Regular(), fonts.Bold()))
				g := newGrid(s.Words)
				g.show(s.made())
				g.focused = true
				uitest.Compare(t, fmt.Sprintf("grid-%s-%s.png", lang, mode), uitest.Capture(widgets.Fill(look.Paper, g), fyne.NewSize(760, 620)))
			})
		}
	}
}

func TestTheCalendarLooksAsDrawn(t *testing.T) {
	for _, lang := range app.Langs {
		t.Run(string(lang), func(t *testing.T) {
			s := cn(t, lang, fullTerm()...)
			m := newMonth(s.Words)
			m.show(s.made())
			uitest.Compare(t, fmt.Sprintf("month-%s.png", lang), uitest.Capture(widgets.Fill(look.Paper, m), fyne.NewSize(760, 560)))
		})
	}
}
