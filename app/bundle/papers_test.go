package bundle

import (
	"bytes"
	"context"
	"strings"
	"testing"

	reader "github.com/ledongthuc/pdf"

	"campuskeeper/app"
	"campuskeeper/app/drill"
	"campuskeeper/app/ledger"
	"campuskeeper/app/print"
	"campuskeeper/assets/fonts"
)

// The record of a drill goes up with the targets of its kind.
func TestRecordOfADrillTellsItsTargets(t *testing.T) {
	w := filled(t)
	printer, err := print.New(fonts.Regular(), fonts.Bold())
	must(t, err)
	template, err := w.ledgers.Library().Template(drill.Ledger)
	must(t, err)
	d := drill.Drill{Kind: "fire", Name: "Fire drill", Date: app.MustDay("2026-11-19")}
	d.Times.Evacuation = drill.CountOf(131)
	entry := ledger.Entry{ID: "2f0a9c11-6d43-4b7e-9e15-0c7d51a2b803", Ledger: drill.Ledger, Number: "YL-2026-001", Values: d.Values()}
	kinds := func(_ context.Context, name string) (drill.Kind, error) {
		return drill.Kind{Name: name, Title: app.Text{app.English: "Fire"}, Marks: []drill.MarkKind{
			{Name: drill.MarkAlarm}, {Name: drill.MarkLastOut, Title: app.Text{app.English: "Everybody out"}, Target: 120},
		}}, nil
	}
	cover := Cover{School: app.School{Name: "Riverside School"}, Lang: app.English, Made: app.MustDay("2026-11-23")}
	for name, papers := range map[string]*Papers{"with": NewPapers(printer, w.words).WithDrills(kinds), "without": NewPapers(printer, w.words)} {
		file, err := papers.Form(context.Background(), cover, FormDrillRecord, Table{Template: template}, entry)
		must(t, err)
		text := plainText(t, file)
		if !strings.Contains(text, "2:11") || strings.Contains(text, "+0:11") != (name == "with") {
			t.Errorf("%s the kinds the record says:\n%s", name, text)
		}
	}
}

func plainText(t *testing.T, file []byte) string {
	t.Helper()
	pdf, err := reader.NewReader(bytes.NewReader(file), int64(len(file)))
	must(t, err)
	text, err := pdf.GetPlainText()
	must(t, err)
	var all bytes.Buffer
	_, err = all.ReadFrom(text)
	must(t, err)
	return all.String()
}
