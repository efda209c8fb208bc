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
