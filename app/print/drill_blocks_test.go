package print_test

import (
	"fmt"
	"image/color"
	"math"
	"strings"
	"testing"

	"campuskeeper/app/form"
)

func label(text string) form.Label { return form.Label{Main: text} }

// A card that is full goes on in the next place, and the next card after it.
func TestCardsGoOnWhereTheyAreFull(t *testing.T) {
	long := form.Ticks{Columns: 1}
	for i := range 40 {
		long.Items = append(long.Items, form.Check{Text: label(fmt.Sprintf("duty %d.", i))})
	}
	card := func(title string, blocks ...form.Block) []form.Block {
		return append([]form.Block{form.CardHead{School: "Riverside School", Title: label(title)}}, blocks...)
	}
	pages := layout(t, form.Document{Slips: true, Foot: foot(), Blocks: []form.Block{form.Cards{Items: [][]form.Block{
		card("First", long), card("Second"), card("Third"), card("Fourth"),
	}}}})
	if pages.Len() != 2 {
		t.Fatalf("four cards, one of two places, take %d pages", pages.Len())
	}
	text := pages.Text(0) + "\n" + pages.Text(1)
	for i := range 40 {
		if want := fmt.Sprintf("duty %d.", i); strings.Count(text, want) != 1 {
			t.Errorf("%q stands %d times", want, strings.Count(text, want))
		}
	}
	if !strings.Contains(pages.Text(0), "Third") || strings.Contains(pages.Text(0), "Fourth") || !strings.Contains(pages.Text(1), "Fourth") {
		t.Errorf("the cards do not follow each other:\n%s", text)
	}
}

func TestChartShowsFiguresAndTarget(t *testing.T) {
	chart := form.Chart{
		Title: label("Everybody out"), Clock: true, Target: form.Target{Label: label("target 2:00"), Value: 120},
		Items: []form.ChartItem{{Text: "2025-10", Value: 152, Tone: form.Alert}, {Text: "2026-03", Value: 118}, {Text: "2026-10", Value: 95}},
	}
	pages := layout(t, form.Document{Blocks: []form.Block{chart}, Foot: foot()})
	for _, want := range []string{"Everybody out", "2:32", "1:58", "1:35", "target 2:00", "2025-10", "2026-10", "3:00"} {
		if !strings.Contains(pages.Text(0), want) {
			t.Errorf("the chart does not say %q:\n%s", want, pages.Text(0))
		}
	}
	if !has(pages.Image(0, 96), color.RGBA{0xC6, 0x28, 0x28, 255}) {
		t.Error("what was late is not drawn in red")
	}
	chart.Items = nil
	for i := range 60 {
		chart.Items = append(chart.Items, form.ChartItem{Text: fmt.Sprintf("2026-%d", i), Value: float64(100 + i)})
	}
	crowded := layout(t, form.Document{Blocks: []form.Block{chart}, Foot: foot()}).Text(0)
	if n := strings.Count(crowded, "2026-"); n < 5 || n > 30 {
		t.Errorf("%d of 60 words stand below the axis", n)
	}
}

func has(img interface{ At(x, y int) color.Color }, want color.RGBA) bool {
	for y := range 500 {
		for x := range 780 {
			if r, g, b, _ := img.At(x, y).RGBA(); uint8(r>>8) == want.R && uint8(g>>8) == want.G && uint8(b>>8) == want.B {
				return true
			}
		}
	}
	return false
}

// The words of a timeline stand in rows, so that none runs into another.
func TestTimelineKeepsWordsApart(t *testing.T) {
	line := form.Timeline{Unit: label("min"), Items: []form.Moment{
		{Text: label("All clear"), Seconds: 600}, {Text: label("First class out"), Seconds: 40}, {Text: label("Everybody out"), Seconds: 45}, {Text: label("Roll complete"), Seconds: 50},
	}}
	text := layout(t, form.Document{Blocks: []form.Block{line}, Foot: foot()}).Text(0)
	rows := strings.Split(text, "\n")
	at := func(says string) int {
		for i, row := range rows {
			if strings.Contains(row, says) {
				return i
			}
		}
		t.Fatalf("%q is missing:\n%s", says, text)
		return 0
	}
	if a, b, c := at("First class out 0:40"), at("Everybody out 0:45"), at("Roll complete 0:50"); a >= b || b >= c {
		t.Errorf("the words stand in rows %d, %d, %d", a, b, c)
	}
	if at("All clear 10:00") != at("Roll complete") {
		t.Error("a moment far away has a row of its own")
	}
}

func TestSlipsHaveNoRunningHead(t *testing.T) {
	doc := form.Document{Title: "Class roll sheet", Number: "YL-1", Foot: foot(), Blocks: []form.Block{form.Paragraph{Text: label("a")}, form.PageBreak{}, form.Paragraph{Text: label("b")}}}
	if !strings.Contains(layout(t, doc).Text(1), "YL-1") {
		t.Error("a second page lacks its running head")
	}
	doc.Slips = true
	if strings.Contains(layout(t, doc).Text(1), "YL-1") {
		t.Error("a page of slips has a running head")
	}
}

// A paper that may be set smaller takes no more pages than it should, and says the
// same; its annex begins on a page of its own.
func TestPaperIsSetSmallerToFit(t *testing.T) {
	doc := form.Document{Foot: foot()}
	for i := 0; layout(t, doc).Len() == 1; i++ {
		doc.Blocks = append(doc.Blocks, form.Paragraph{Text: label(fmt.Sprintf("line %d.", i))})
	}
	long := layout(t, doc)
	doc.Fit = form.Fit{Least: 0.8}
	doc.Annex = []form.Block{form.Paragraph{Text: label("annex")}}
	short := layout(t, doc)
	if short.Len() != 2 || strings.Contains(short.Text(0), "annex") || short.Text(1) == long.Text(1) {
		t.Errorf("%d pages, the second says:\n%s", short.Len(), short.Text(1))
	}
	for i := range doc.Blocks {
		want := doc.Blocks[i].(form.Paragraph).Text.Main
		if !strings.Contains(short.Text(0), want) {
			t.Errorf("the first page lacks %q", want)
		}
	}
	width, height := short.Size()
	if w, h := long.Size(); math.Abs(width-w) > 0.01 || math.Abs(height-h) > 0.01 {
		t.Errorf("the page is %g by %g", width, height)
	}
	doc.Fit.Least = 0.99
	if n := layout(t, doc).Len(); n != 3 {
		t.Errorf("a paper that may hardly be smaller has %d pages", n)
	}
}

// Cards that are a little too full are set smaller, so that each keeps its place.
func TestCardsAreSetSmallerToKeepTheirPlaces(t *testing.T) {
	duties := form.Ticks{Columns: 1}
	for i := range 20 {
		duties.Items = append(duties.Items, form.Check{Text: label(fmt.Sprintf("duty %d.", i))})
	}
	head := form.CardHead{School: "Riverside School", Title: label("Stair A")}
	table := form.Table{Columns: []form.Column{{Head: label("First class at"), Width: 1}}, Rows: []form.Row{{Height: 2}}}
	card := []form.Block{head, duties, table}
	pages := layout(t, form.Document{Slips: true, Foot: foot(), Blocks: []form.Block{form.Cards{Items: [][]form.Block{card, card, card, card}}}})
	if pages.Len() != 1 || strings.Count(pages.Text(0), "First class at") != 4 {
		t.Errorf("four cards take %d pages:\n%s", pages.Len(), pages.Text(0))
	}
}
