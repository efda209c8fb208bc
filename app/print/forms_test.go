package print_test

import (
	"bytes"
	"flag"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"campuskeeper/app"
	"campuskeeper/app/form"
	"campuskeeper/app/print"
)

var (
	update = flag.Bool("update", false, "write the golden files anew")
	keep   = flag.String("keep", "", "folder that also gets every form as PDF and its pages as PNG")
)

// papers names every form in every language, filled and blank.
func papers(t testing.TB) map[string]form.Document {
	o := newOffice(t)
	docs := map[string]form.Document{}
	for name, langs := range map[string][]app.Lang{"en": {app.English}, "zh": {app.Chinese}, "both": {app.Chinese, app.English}} {
		clerk, lead := o.clerk(langs...), langs[0]
		hazardTemplate, loop := o.template(t, "hazard")
		add := func(form string, doc form.Document) { docs[form+"."+name] = doc }
		add("order", clerk.Order(form.Order{Template: hazardTemplate, Entry: hazard(lead), Photos: photos(t, lead)[:2]}))
		add("order-blank", clerk.Order(form.Order{Template: hazardTemplate, Blank: true}))
		add("register", clerk.Register(form.Register{
			Template: hazardTemplate, Loop: loop, Entries: hazards(lead, 40), Period: app.Period{From: app.MustDay("2026-09-01"), To: app.MustDay("2026-11-23")},
		}))
		add("record", clerk.Record(form.Record{Template: hazardTemplate, Loop: loop, Entry: hazard(lead), History: history(lead), Photos: photos(t, lead)}))
		add("recovery", clerk.Recovery(form.Recovery{Groups: recoveryGroups, Made: app.DayOf(printed)}))
		add("today", clerk.List(todayList(lead)))
		add("cover", clerk.Cover(cover()))
		disputes, disputeLoop := o.template(t, "dispute")
		add("dispute", clerk.Record(form.Record{Template: disputes, Loop: disputeLoop, Entry: dispute(lead)}))
		for _, ledger := range []string{"hazard", "canteen", "alarm-test", "visitor", "document", "dispute"} {
			template, loop := o.template(t, ledger)
			add("blank-"+ledger, clerk.Record(form.Record{Template: template, Loop: loop, Blank: true}))
		}
		drillPapers(t, o, clerk, lead, add)
		visitors, _ := o.template(t, "visitor")
		add("register-blank", clerk.Register(form.Register{Template: visitors, Blank: form.BlankRows}))
	}
	return docs
}

// made is a form as document, pages and file.
type made struct {
	doc   form.Document
	pages print.Pages
	pdf   []byte
}

var (
	making sync.Once
	forms  map[string]made
)

// allForms makes every form once for all tests.
func allForms(t testing.TB) map[string]made {
	t.Helper()
	making.Do(func() {
		forms = map[string]made{}
		for name, doc := range papers(t) {
			pages := layout(t, doc)
			forms[name] = made{doc, pages, pdf(t, pages)}
		}
	})
	return forms
}

func layout(t testing.TB, doc form.Document) print.Pages {
	t.Helper()
	pages, err := newPrinter(t).Layout(doc)
	if err != nil {
		t.Fatal(err)
	}
	return pages
}

func pdf(t testing.TB, pages print.Pages) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := pages.PDF(&b, print.Meta{Author: "Riverside School", Subject: "2026", Created: printed}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// What each form says, page by page and line by line, is kept as a golden file.
func TestFormsSayWhatTheyShould(t *testing.T) {
	for name, form := range allForms(t) {
		t.Run(name, func(t *testing.T) {
			pages := form.pages
			var text strings.Builder
			for n := range pages.Len() {
				fmt.Fprintf(&text, "=== page %d\n%s\n", n+1, pages.Text(n))
			}
			golden := filepath.Join("testdata", name+".txt")
			if *update {
				if err := os.WriteFile(golden, []byte(text.String()), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if text.String() != string(want) {
				t.Errorf("the form changed; look at it and run the test with -update.\n got:\n%s\nwant:\n%s", text.String(), want)
			}
			if *keep != "" {
				save(t, form, name)
			}
		})
	}
}

// save keeps a form for the eyes.
func save(t *testing.T, form made, name string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(*keep, name+".pdf"), form.pdf, 0o644); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := png.Encode(&b, form.pages.Image(0, 80)); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(*keep, name+".own.png"), b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}
