package ledgers

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"io"
	"testing"

	"fyne.io/fyne/v2"

	"campuskeeper/app"
	"campuskeeper/app/schema"
	"campuskeeper/ui/widgets"
)

// gallery is a shelf with two photos and a drawing that is no photo.
type gallery struct{ shelf }

func (gallery) OpenAttachment(_ context.Context, hash string) (io.ReadCloser, app.Attachment, error) {
	if hash == "plan" {
		return io.NopCloser(bytes.NewReader([]byte("%PDF"))), app.Attachment{Hash: hash, Name: "plan.pdf", MediaType: "application/pdf"}, nil
	}
	var content bytes.Buffer
	if err := png.Encode(&content, image.NewGray(image.Rect(0, 0, 8, 6))); err != nil {
		return nil, app.Attachment{}, err
	}
	return io.NopCloser(&content), app.Attachment{Hash: hash, Name: hash + ".png", MediaType: "image/png"}, nil
}

// thumbs are the small pictures that are seen.
func (s *school) thumbs() []*widgets.Thumb {
	var found []*widgets.Thumb
	s.within(func(object fyne.CanvasObject) {
		if thumb, ok := object.(*widgets.Thumb); ok {
			found = append(found, thumb)
		}
	})
	return found
}

func TestSmallPictureOpensLarge(t *testing.T) {
	s := open(t, app.English)
	e := s.hazard("door", 3)
	values := e.Values.Clone()
	values["photosBefore"], values["photosAfter"] = schema.WriteList([]string{"a", "b"}), schema.WriteList([]string{"plan"})
	if _, err := s.service.Change(s.ctx, director, e.ID, values, e.Revision); err != nil {
		t.Fatal(err)
	}
	screen := s.show()
	var saved, opened []string
	screen.deps.Files = Files{
		Kept: gallery{}, Save: func(hash string) { saved = append(saved, hash) }, Open: func(hash string) { opened = append(opened, hash) },
	}
	screen.Reload()
	s.settle()
	if got := len(s.thumbs()); got != 3 {
		t.Fatalf("%d small pictures stand beside the list, want 3", got)
	}
	s.thumbs()[1].TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	s.settle()
	if !s.says("2 of 3") {
		t.Fatal("Enter on the second picture does not show it")
	}
	s.key(fyne.KeyRight)
	if !s.says("3 of 3") || !s.says("plan.pdf") {
		t.Error("the arrow does not lead to the file")
	}
	s.key(fyne.KeyRight)
	s.press("Save as...")
	s.press("Open in another program")
	if len(saved) != 1 || saved[0] != "plan" || len(opened) != 1 || opened[0] != "plan" {
		t.Errorf("saved %v and opened %v, want the file", saved, opened)
	}
	s.key(fyne.KeyHome)
	if !s.says("1 of 3") {
		t.Error("Home does not lead to the first")
	}
	s.key(fyne.KeyEscape)
	if s.Canvas().Overlays().Top() != nil {
		t.Error("Escape does not close it")
	}

	screen.at.editChosen()
	s.settle()
	s.thumbs()[0].Tapped(&fyne.PointEvent{})
	s.settle()
	if !s.says("1 of 2") {
		t.Error("the form does not show its photos large")
	}
}
