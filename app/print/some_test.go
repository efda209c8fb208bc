package print_test

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"strings"
	"testing"

	"campuskeeper/app"
	"campuskeeper/app/form"
	"campuskeeper/app/print"
)

// albums is a paper of four pages: a text, two albums of one photo each, and a text.
func albums(t *testing.T, lang app.Lang) form.Document {
	t.Helper()
	heading := func(text string) form.Block { return form.Heading{Text: form.Label{Main: text}} }
	line := func(text string) form.Block { return form.Paragraph{Text: form.Label{Main: text}} }
	album := func(tone uint8) form.Block {
		return form.Photos{Items: []form.Photo{{Caption: "seen", JPEG: photo(t, 200, 100, color.RGBA{tone, 40, 40, 255})}}}
	}
	return form.Document{Title: "Order", Lang: lang, Foot: foot(), Blocks: []form.Block{
		line("one"),
		form.PageBreak{},
		heading("Before"), album(90),
		form.PageBreak{},
		heading("After"), album(200), heading("Receipt"), line("three"),
		form.PageBreak{},
		line("four"),
	}}
}

func TestPagesHaveCaptions(t *testing.T) {
	for lang, want := range map[app.Lang]string{app.English: "Order|Before|After, Receipt|", app.Chinese: "Order|Before|After、Receipt|"} {
		pages := layout(t, albums(t, lang))
		var captions []string
		for n := range pages.Len() {
			captions = append(captions, pages.Caption(n))
		}
		if got := strings.Join(captions, "|"); got != want {
			t.Errorf("%s: the pages are called %q, want %q", lang, got, want)
		}
	}
}

func TestSomePagesAreWrittenAlone(t *testing.T) {
	all := layout(t, albums(t, app.English))
	some := all.Only([]int{2, 0, 9, -1})
	if some.Len() != 2 || some.Text(0) != all.Text(2) || some.Text(1) != all.Text(0) || !strings.Contains(some.Text(0), "3") {
		t.Errorf("%d pages: %q, %q", some.Len(), some.Text(0), some.Text(1))
	}
	if n := bytes.Count(pdf(t, some), []byte("/Subtype /Image")); n != 1 {
		t.Errorf("%d photos went along, want that of the page", n)
	}
	if n := bytes.Count(pdf(t, all), []byte("/Subtype /Image")); n != 2 {
		t.Errorf("the whole paper lost photos: %d left", n)
	}
}

func TestGreyPhotosHaveNoColour(t *testing.T) {
	grey := print.Grey(photo(t, 60, 40, color.RGBA{200, 0, 0, 255}))
	picture, err := jpeg.Decode(bytes.NewReader(grey))
	if err != nil || picture.Bounds() != image.Rect(0, 0, 60, 40) {
		t.Fatalf("%v, %v", picture, err)
	}
	if _, ok := picture.(*image.Gray); !ok {
		t.Errorf("it is a %T", picture)
	}
	pdf(t, layout(t, form.Document{Blocks: []form.Block{form.Photos{Items: []form.Photo{{JPEG: grey}}}}}))
	if bad := []byte("no photo"); !bytes.Equal(print.Grey(bad), bad) {
		t.Error("what is no photo does not come back as it was")
	}
}
