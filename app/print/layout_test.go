package print_test

import (
	"fmt"
	"image"
	"image/color"
	"slices"
	"strings"
	"testing"

	"campuskeeper/app"
	"campuskeeper/app/form"
)

func foot() form.Foot {
	return form.Foot{Left: "Riverside School", Page: form.Label{Main: "page {page} of {pages}"}}
}

func longTable(rows int, text func(i int) string) form.Table {
	table := form.Table{Columns: []form.Column{{Head: form.Label{Main: "Head A"}}, {Head: form.Label{Main: "Head B"}}}}
	for i := range rows {
		table.Rows = append(table.Rows, form.Row{Cells: []form.Cell{{Text: fmt.Sprintf("row-%d", i)}, {Text: text(i)}}})
	}
	return table
}

func TestTableHeadIsRepeatedAndPagesAreCounted(t *testing.T) {
	pages := layout(t, form.Document{Title: "Long", Number: "N-1", Blocks: []form.Block{longTable(120, func(int) string { return "x" })}, Foot: foot()})
	if pages.Len() < 3 {
		t.Fatalf("%d pages", pages.Len())
	}
	rows := 0
	for n := range pages.Len() {
		text := pages.Text(n)
		if strings.Count(text, "Head A") != 1 {
			t.Errorf("page %d has %d heads", n+1, strings.Count(text, "Head A"))
		}
		if want := fmt.Sprintf("page %d of %d", n+1, pages.Len()); !strings.Contains(text, want) {
			t.Errorf("page %d does not say %q", n+1, want)
		}
		if strings.Contains(text, "N-1") != (n > 0) {
			t.Errorf("page %d: running head is wrong", n+1)
		}
		rows += strings.Count(text, "row-")
	}
	if rows != 120 {
		t.Errorf("%d rows", rows)
	}
}

func TestSignaturesNeverStandAlone(t *testing.T) {
	for rows := 20; rows < 60; rows++ {
		pages := layout(t, form.Document{Blocks: []form.Block{
			longTable(rows, func(int) string { return "x" }),
			form.Signatures{Lines: []form.Signature{{Label: form.Label{Main: "Signed"}}}, Seal: form.Label{Main: "Seal"}},
		}, Foot: foot()})
		last := pages.Text(pages.Len() - 1)
		if !strings.Contains(last, "Signed") || !strings.Contains(last, "row-") {
			t.Fatalf("%d rows: the last page says only:\n%s", rows, last)
		}
	}
}

func TestHeadingsStayWithTheirText(t *testing.T) {
	for lines := 30; lines < 60; lines++ {
		pages := layout(t, form.Document{Blocks: []form.Block{
			form.Paragraph{Text: form.Label{Main: strings.Repeat("line\n", lines)}},
			form.Heading{Text: form.Label{Main: "Heading"}},
			form.Paragraph{Text: form.Label{Main: "Text below"}},
		}, Foot: foot()})
		for n := range pages.Len() {
			if text := pages.Text(n); strings.Contains(text, "Heading") && !strings.Contains(text, "Text below") {
				t.Fatalf("%d lines: the heading stands alone on page %d", lines, n+1)
			}
		}
	}
}

func TestRowHigherThanAPageIsCutWithoutLoss(t *testing.T) {
	var words []string
	for i := range 2500 {
		words = append(words, fmt.Sprintf("w%d", i))
	}
	pages := layout(t, form.Document{Blocks: []form.Block{
		longTable(3, func(i int) string {
			if i == 1 {
				return strings.Join(words, " ")
			}
			return "short"
		}),
	}, Foot: foot()})
	var all []string
	for n := range pages.Len() {
		all = append(all, strings.Fields(pages.Text(n))...)
	}
	got := slices.DeleteFunc(all, func(w string) bool { return !strings.HasPrefix(w, "w") })
	if !slices.Equal(got, words) {
		t.Errorf("%d of %d words, or in another order", len(got), len(words))
	}
}

func TestMergedCellsAndBandsAreDrawnAgain(t *testing.T) {
	table := form.Table{Merge: true, Columns: []form.Column{{Head: form.Label{Main: "Group"}, Width: 1}, {Head: form.Label{Main: "Item"}, Width: 4}}}
	for i := range 90 {
		group := "Gate"
		if i >= 45 {
			group = "Kitchen"
		}
		table.Rows = append(table.Rows, form.Row{Cells: []form.Cell{{Text: group}, {Text: fmt.Sprintf("item %d", i)}}})
	}
	pages := layout(t, form.Document{Blocks: []form.Block{table}, Foot: foot()})
	if pages.Len() < 2 {
		t.Fatal("one page only")
	}
	if strings.Count(pages.Text(0), "Gate") != 1 {
		t.Errorf("first page names the group %d times", strings.Count(pages.Text(0), "Gate"))
	}
	for n := 1; n < pages.Len(); n++ {
		if !strings.Contains(pages.Text(n), "Gate") && !strings.Contains(pages.Text(n), "Kitchen") {
			t.Errorf("page %d does not name its group", n+1)
		}
	}
	for rows := 30; rows < 50; rows++ {
		bands := longTable(rows, func(int) string { return "x" })
		bands.Rows = append(bands.Rows, form.Row{Band: form.Label{Main: "Band"}}, form.Row{Cells: []form.Cell{{Text: "after"}}})
		pages := layout(t, form.Document{Blocks: []form.Block{bands}, Foot: foot()})
		for n := range pages.Len() {
			if text := pages.Text(n); strings.Contains(text, "Band") && !strings.Contains(text, "after") {
				t.Fatalf("%d rows: the band stands alone", rows)
			}
		}
	}
}

func TestBlocksKeepTogetherAndBreakWhereAsked(t *testing.T) {
	keep := form.Keep{Blocks: []form.Block{
		form.Heading{Text: form.Label{Main: "Kept"}}, form.Ruled{Label: form.Label{Main: "first"}, Lines: 6}, form.Checks{Items: []form.Check{{Text: form.Label{Main: "last"}}}},
	}}
	for lines := 25; lines < 50; lines++ {
		pages := layout(t, form.Document{Blocks: []form.Block{form.Paragraph{Text: form.Label{Main: strings.Repeat("line\n", lines)}}, keep}, Foot: foot()})
		for n := range pages.Len() {
			if text := pages.Text(n); strings.Contains(text, "Kept") != strings.Contains(text, "last") {
				t.Fatalf("%d lines: the part was torn", lines)
			}
		}
	}
	pages := layout(t, form.Document{Blocks: []form.Block{form.Paragraph{Text: form.Label{Main: "one"}}, form.PageBreak{}, form.PageBreak{}, form.Paragraph{Text: form.Label{Main: "two"}}}})
	if pages.Len() != 2 || !strings.Contains(pages.Text(1), "two") {
		t.Errorf("%d pages", pages.Len())
	}
}

func TestPhotosAreFittedNotStretched(t *testing.T) {
	doc := form.Document{Blocks: []form.Block{form.Photos{Items: []form.Photo{{Caption: "tall", JPEG: photo(t, 300, 900, color.RGBA{200, 0, 0, 255})}}}}, Foot: foot()}
	pages := layout(t, doc)
	img, ok := pages.Image(0, 72).(*image.RGBA)
	if !ok {
		t.Fatal("no picture")
	}
	width, height := 0, 0
	for x := range img.Rect.Dx() {
		if c := img.RGBAAt(x, 100); c.R < 250 && c.R > 100 {
			width++
		}
	}
	for y := range img.Rect.Dy() {
		if c := img.RGBAAt(58, y); c.R > 100 && c.R < 250 && y < 700 {
			height++
		}
	}
	if width < 95 || width > 105 || height < 290 || height > 310 {
		t.Errorf("a picture of 1 : 3 is drawn %d wide and %d high", width, height)
	}
	_, err := newPrinter(t).Layout(form.Document{Blocks: []form.Block{form.Photos{Items: []form.Photo{{Caption: "bad", JPEG: []byte("no picture")}}}}})
	if app.CodeOf(err) != app.CodeInvalid {
		t.Errorf("a damaged picture gave %v", err)
	}
}

func TestNothingRunsOffThePaper(t *testing.T) {
	for name, form := range allForms(t) {
		pages := form.pages
		width, height := pages.Size()
		for n := range pages.Len() {
			img := pages.Image(n, 18)
			if got := img.Bounds().Size(); got != image.Pt(int(width/4+1), int(height/4+1)) {
				t.Errorf("%s: picture of %v", name, got)
			}
			if edge := darkest(img, 4); edge < 0xF000 {
				t.Errorf("%s page %d: something stands in the margin", name, n+1)
			}
		}
	}
}

// darkest looks for the darkest dot in a margin of n dots.
func darkest(img image.Image, n int) uint32 {
	b := img.Bounds()
	least := uint32(0xFFFF)
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			if x >= n && x < b.Max.X-n && y >= n && y < b.Max.Y-n {
				continue
			}
			r, g, bl, _ := img.At(x, y).RGBA()
			least = min(least, r, g, bl)
		}
	}
	return least
}

func TestPagesThatDoNotExist(t *testing.T) {
	pages := layout(t, form.Document{})
	if pages.Len() != 1 || pages.Text(-1) != "" || pages.Text(7) != "" {
		t.Errorf("an empty document has %d pages", pages.Len())
	}
	if darkest(pages.Image(9, 36), 1000) != 0xFFFF {
		t.Error("a page that does not exist is not empty")
	}
	if size := pages.Image(0, 1e9).Bounds().Size(); size.X > 5000 {
		t.Errorf("resolution is not bounded: %v", size)
	}
}
