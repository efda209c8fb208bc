package widgets_test

import (
	"fmt"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"campuskeeper/app"
	"campuskeeper/app/ledger"
	"campuskeeper/app/schema"
	"campuskeeper/assets"
	"campuskeeper/ui/look"
	"campuskeeper/ui/uitest"
	"campuskeeper/ui/widgets"
)

// template reads a ledger of the program.
func template(t *testing.T, name string) ledger.Template {
	t.Helper()
	library, err := ledger.ReadLibrary(assets.Loops(), assets.Ledgers())
	if err != nil {
		t.Fatal(err)
	}
	found, err := library.Template(name)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// monday is the day on which the tests play.
var monday = app.NewManualClock(time.Date(2026, 11, 23, 10, 31, 0, 0, time.UTC))

func formDeps(t *testing.T, lang app.Lang) widgets.FormDeps {
	t.Helper()
	return widgets.FormDeps{
		Book: book(t, lang), Clock: monday,
		Earlier:   func(_ string, found func([]string)) { found([]string{"陆建平", "K. Lindqvist", "D. Whitlock"}) },
		EndOfTerm: func() app.Day { return app.MustDay("2027-01-22") },
	}
}

func hazardForm(t *testing.T, lang app.Lang) *widgets.RecordForm {
	t.Helper()
	hazard := template(t, "hazard")
	form := widgets.NewRecordForm(formDeps(t, lang), hazard.Schema, widgets.FormLayout{
		Later: []string{"done", "aside"}, Outside: []string{"photosBefore", "photosAfter"}, Margin: 24,
	})
	form.SetTexts(schema.Values{
		"foundOn": "2026-11-23", "source": "inspection", "category": "electric", "level": "general", "riskColour": "yellow",
		"place":       say(lang, "Classroom 5-3, east wall", "五（3）班教室东墙"),
		"description": say(lang, "Wall socket cracked, live part can be touched.", "墙面插座面板破损，带电部位可触及。"),
		"department":  say(lang, "Logistics", "总务处"), "responsible": say(lang, "K. Lindqvist", "陆建平"), "deadline": "2026-11-20",
	})
	form.Check()
	return form
}

func groupTable(lang app.Lang) *widgets.DataTable[int] {
	table := widgets.NewDataTable("golden", nil, testColumns())
	table.SetSort("number", false)
	table.SetRows(&numbers{count: 12}, []widgets.TableGroup{
		{Key: "late", Title: say(lang, "Overdue", "已逾期"), Count: 3, Role: look.Red},
		{Key: "week", Title: say(lang, "This week", "本周到期"), Count: 9},
	})
	return table
}

// TestRecordPartsLookAsDrawn draws table, form and calendar on one sheet.
func TestRecordPartsLookAsDrawn(t *testing.T) {
	if raceEnabled {
		t.Log("drawing in software is too slow under the race detector; the plain run compares the pictures")
		return
	}
	for _, lang := range app.Langs {
		for _, mode := range []look.Mode{look.Light, look.Dark} {
			t.Run(fmt.Sprintf("%s-%s", lang, mode), func(t *testing.T) {
				dress(t, look.Style{Mode: mode})
				table := groupTable(lang)
				calendar := widgets.NewCalendar(book(t, lang), app.MustDay("2026-11-23"), app.MustDay("2026-11-27"), app.MustDay("2027-01-22"))
				thumb := widgets.NewThumb(163, 84, say(lang, "Before, 2026-11-13 (Fri)", "整改前 11月13日（周五）"))
				thumb.SetPicture(nil, "plan.pdf")
				drop := widgets.NewDropArea("photo", say(lang, "Drop photos here", "拖放照片到此处"), say(lang, "Scaled to 1,600 px", "缩至 1600 像素"), nil)
				sheet := widgets.Fill(look.Paper, container.NewHSplit(
					hazardForm(t, lang),
					widgets.Column(8, widgets.Sized(0, 300, table), widgets.Row(24, widgets.Sized(296, 0, calendar), widgets.Column(12, thumb, drop)))))
				size := fyne.NewSize(1280, 800)
				uitest.Capture(sheet, size) // the first drawing tells paragraphs their width
				table.Select("k1")
				table.FocusGained()
				uitest.Compare(t, fmt.Sprintf("record-%s-%s.png", lang, mode), uitest.Capture(sheet, size))
			})
		}
	}
}

// TestStationsShowALongWordWhole: the days make room for the longest word.
func TestStationsShowALongWordWhole(t *testing.T) {
	dress(t, look.Style{Mode: look.Light})
	stations := widgets.NewStations([]widgets.Station{{Word: "Found"}, {Word: "Beyond the school", Here: true, When: "due 2026-11-27 (Fri)"}})
	test.NewTempWindow(t, stations).Resize(fyne.NewSize(340, 80))
	for _, object := range test.LaidOutObjects(stations) {
		if text, ok := object.(*widgets.Text); ok && len(text.Lines()) > 0 && text.Lines()[0] != text.Text() {
			t.Errorf("%q is drawn as %q", text.Text(), text.Lines())
		}
	}
}
