package print_test

import (
	"io"
	"testing"

	"campuskeeper/app"
	"campuskeeper/app/form"
	"campuskeeper/app/print"
	"campuskeeper/assets/fonts"
)

// One filled order, from record to file.
func BenchmarkOrder(b *testing.B) {
	o := newOffice(b)
	template, _ := o.template(b, "hazard")
	clerk, p, entry := o.clerk(app.Chinese), newPrinter(b), hazard(app.Chinese)
	b.ReportAllocs()
	for b.Loop() {
		pages, err := p.Layout(clerk.Order(form.Order{Template: template, Entry: entry}))
		if err != nil {
			b.Fatal(err)
		}
		if err := pages.PDF(io.Discard, print.Meta{Created: printed}); err != nil {
			b.Fatal(err)
		}
	}
}

// One drill record of two pages and 24 classes, from record to file: the budget is
// 30 ms.
func BenchmarkDrillRecord(b *testing.B) {
	o := newOffice(b)
	drill := newDrillOffice(b, o, app.Chinese).fireDrill()
	clerk, p := o.clerk(app.Chinese), newPrinter(b)
	b.ReportAllocs()
	for b.Loop() {
		pages, err := p.Layout(clerk.DrillRecord(drill))
		if err != nil {
			b.Fatal(err)
		}
		if err := pages.PDF(io.Discard, print.Meta{Created: printed}); err != nil {
			b.Fatal(err)
		}
	}
}

// A register of 8,600 entries, from records to file.
func BenchmarkRegister(b *testing.B) {
	o := newOffice(b)
	template, loop := o.template(b, "hazard")
	clerk, p, entries := o.clerk(app.Chinese), newPrinter(b), hazards(app.Chinese, 8600)
	b.ReportAllocs()
	count := 0
	for b.Loop() {
		pages, err := p.Layout(clerk.Register(form.Register{Template: template, Loop: loop, Entries: entries}))
		if err != nil {
			b.Fatal(err)
		}
		if err := pages.PDF(io.Discard, print.Meta{Created: printed}); err != nil {
			b.Fatal(err)
		}
		count += pages.Len()
	}
	b.ReportMetric(float64(count)/b.Elapsed().Seconds(), "pages/s")
}

// A page of the preview at the resolution of a screen.
func BenchmarkPreview(b *testing.B) {
	pages := layout(b, papers(b)["order.zh"])
	for b.Loop() {
		pages.Image(0, 96)
	}
}

// Reading both weights, once per process.
func BenchmarkNew(b *testing.B) {
	regular, bold := fonts.Regular(), fonts.Bold()
	for b.Loop() {
		if _, err := print.New(regular, bold); err != nil {
			b.Fatal(err)
		}
	}
}
