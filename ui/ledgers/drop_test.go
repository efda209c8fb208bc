package ledgers

import (
	"context"
	"io"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"campuskeeper/app"
	"campuskeeper/app/ledger"
	"campuskeeper/app/schema"
	"campuskeeper/ui/widgets"
)

// shelf keeps files in name only.
type shelf struct{}

func (shelf) Keep(_ context.Context, name string, r io.Reader, _ app.KeepOptions) (app.Attachment, error) {
	content, err := io.ReadAll(r)
	return app.Attachment{Hash: "hash-" + string(content), Name: name}, err
}

func (shelf) OpenAttachment(_ context.Context, hash string) (io.ReadCloser, app.Attachment, error) {
	return io.NopCloser(strings.NewReader("")), app.Attachment{Hash: hash, Name: hash}, nil
}

// TestPhotoDroppedOnAStepIsItsEvidence: the dialog takes it and the step is done with
// it.
func TestPhotoDroppedOnAStepIsItsEvidence(t *testing.T) {
	s := open(t, app.English)
	e := s.walk(s.hazard("door", 3), ledger.Submitted)
	s.show()
	s.screen.deps.Files.Kept = shelf{}
	dialog := s.openStep(ledger.Closed)
	shown := widgets.OpenDialog(s.Canvas())
	if shown == nil || shown.OnDrop == nil {
		t.Fatal("the dialog takes no files")
	}
	if !shown.OnDrop(fyne.NewPos(500, 300), "after.jpg", io.NopCloser(strings.NewReader("x"))) {
		t.Fatal("the photo was not taken")
	}
	s.settle()
	dialog.form.SetTexts(schema.Values{"reinspector": "M. Osei", "reinspectedOn": today, "photosAfter": dialog.form.Texts()["photosAfter"]})
	s.press("Re-inspect: passed")
	now, err := s.service.Entry(s.ctx, e.ID)
	if err != nil || now.State != ledger.Closed || now.Values["photosAfter"] != `["hash-x"]` {
		t.Errorf("the record is %s with %v (%v)", now.State, now.Values["photosAfter"], err)
	}
}

func TestFormTakesADroppedPhoto(t *testing.T) {
	s := open(t, app.English)
	screen := s.show()
	screen.deps.Files.Kept = shelf{}
	screen.AddNew()
	s.settle()
	if !s.form().Drop(fyne.NewPos(10, 10), "before.jpg", io.NopCloser(strings.NewReader("x"))) {
		t.Fatal("the form takes no files")
	}
	s.settle()
	if got := s.form().form.Texts()["photosBefore"]; got != `["hash-x"]` {
		t.Errorf("the form keeps %q", got)
	}
}

// slowShelf keeps a file only when it is let go on.
type slowShelf struct {
	shelf
	goOn chan error
}

func (s slowShelf) Keep(ctx context.Context, name string, r io.Reader, o app.KeepOptions) (app.Attachment, error) {
	if err := <-s.goOn; err != nil {
		return app.Attachment{}, err
	}
	return s.shelf.Keep(ctx, name, r, o)
}

// saveSlowly fills a form, drops a photo on it that takes its time and saves.
func (s *school) saveSlowly(screen *Screen) (*form, slowShelf) {
	slow := slowShelf{goOn: make(chan error, 1)}
	screen.deps.Files.Kept = slow
	screen.AddNew()
	s.fill()
	f := s.form()
	f.Drop(fyne.NewPos(10, 10), "before.jpg", io.NopCloser(strings.NewReader("x")))
	f.Save()
	return f, slow
}

func TestSaveWaitsForThePhoto(t *testing.T) {
	s := open(t, app.English)
	screen := s.show()
	f, slow := s.saveSlowly(screen)
	s.queue.Drain()
	if screen.at.rows.Len() != 0 || s.top() != f || !s.says("Saving as soon as the photo is kept") {
		t.Fatal("the record was saved without its photo, or nobody said that it waits")
	}
	if err := s.book.Use(app.Chinese); err != nil { // the form is built anew meanwhile
		t.Fatal(err)
	}
	slow.goOn <- nil
	s.settle()
	if s.top() != screen || screen.at.rows.Len() != 1 {
		t.Fatalf("after the photo was kept %T is shown with %d records", s.top(), screen.at.rows.Len())
	}
	e, err := s.service.Entry(s.ctx, screen.at.pane.id)
	if err != nil || e.Values["photosBefore"] != `["hash-x"]` {
		t.Errorf("the record has the photos %q (%v)", e.Values["photosBefore"], err)
	}
}

func TestSaveStopsWhenThePhotoCannotBeKept(t *testing.T) {
	s := open(t, app.English)
	screen := s.show()
	f, slow := s.saveSlowly(screen)
	slow.goOn <- app.Errorf(app.CodeInvalid, "record.photo.unread", "name", "before.jpg")
	s.settle()
	if s.top() != f || screen.at.rows.Len() != 0 || s.says("Saving as soon as the photo is kept") {
		t.Error("the record was saved without the photo that could not be kept")
	}
	f.Save()
	s.settle()
	if screen.at.rows.Len() != 1 {
		t.Error("a second press does not save without it")
	}
}

func TestStepWaitsForThePhoto(t *testing.T) {
	s := open(t, app.English)
	e := s.walk(s.hazard("door", 3), ledger.Submitted)
	s.show()
	slow := slowShelf{goOn: make(chan error, 1)}
	s.screen.deps.Files.Kept = slow
	dialog := s.openStep(ledger.Closed)
	dialog.form.SetTexts(schema.Values{"reinspector": "M. Osei", "reinspectedOn": today, "evidence": "Seen"})
	dialog.form.Drop("photosAfter", "after.jpg", io.NopCloser(strings.NewReader("x")))
	dialog.press()
	dialog.press()
	s.queue.Drain()
	if now, _ := s.service.Entry(s.ctx, e.ID); now.State != ledger.Submitted {
		t.Fatal("the step was done without the photo")
	}
	slow.goOn <- nil
	s.settle()
	if now, _ := s.service.Entry(s.ctx, e.ID); now.State != ledger.Closed || now.Values["photosAfter"] != `["hash-x"]` {
		t.Errorf("the record is %s with the photos %q", now.State, now.Values["photosAfter"])
	}
}
