package ledgers

import (
	"context"
	"testing"

	"campuskeeper/app"
)

// sentTo makes the school say that a record went up with a bundle that was answered.
func (s *school) sentTo(of app.ID) {
	education := app.Text{app.English: "Education bureau", app.Chinese: "教育局"}
	s.screen.deps.Sent = func(_ context.Context, id app.ID) ([]Sending, error) {
		if id != of {
			return nil, nil
		}
		return []Sending{
			{To: education, Period: "2026-11", Day: app.MustDay("2026-11-20"), Decision: "returned", Received: app.MustDay("2026-11-22"), Receiver: "Desk 2", Note: "No cover"},
			{To: education, Period: "2026-10", Day: app.MustDay("2026-11-02")},
		}, nil
	}
}

func TestReceiptIsShownOnEveryRecordThatItCovers(t *testing.T) {
	s := open(t, app.English)
	sent, other := s.hazard("door", 3), s.hazard("step", 3)
	for _, e := range []app.ID{sent.ID, other.ID} {
		if err := s.service.Noted(s.ctx, director, e, "exported", "2026-11.zip"); err != nil {
			t.Fatal(err)
		}
	}
	s.show()
	s.sentTo(sent.ID)
	s.screen.at.pane.open(sent.ID)
	s.settle()
	for _, want := range []string{
		"Sent up", "Education bureau 2026-11, sent 2026-11-20 (Fri)", "Received on 2026-11-22 (Sun), to be mended",
		"Desk 2: No cover", "Education bureau 2026-10, sent 2026-11-02 (Mon)", "No receipt yet",
	} {
		if !s.says(want) {
			t.Errorf("the record does not say %q", want)
		}
	}
	s.screen.at.pane.open(other.ID)
	s.settle()
	if s.says("Sent up") {
		t.Error("a record that the bundle does not cover shows it")
	}
}

func TestReceiptIsToldInChinese(t *testing.T) {
	s := open(t, app.Chinese)
	e := s.hazard("门", 3)
	if err := s.service.Noted(s.ctx, director, e.ID, "exported", "2026-11.zip"); err != nil {
		t.Fatal(err)
	}
	s.show()
	s.sentTo(e.ID)
	s.screen.at.pane.open(e.ID)
	s.settle()
	for _, want := range []string{"报送情况", "11月22日（周日）回执：退回补正", "Desk 2：No cover", "尚未收到回执"} {
		if !s.says(want) {
			t.Errorf("the record does not say %q", want)
		}
	}
}

// TestRecordThatStayedHomeIsNotAskedAbout: reading what went up is for those that did.
func TestRecordThatStayedHomeIsNotAskedAbout(t *testing.T) {
	s := open(t, app.English)
	e := s.hazard("door", 3)
	s.show()
	s.screen.deps.Sent = func(context.Context, app.ID) ([]Sending, error) {
		t.Error("it was asked where the record went")
		return nil, nil
	}
	s.screen.at.pane.open(e.ID)
	s.settle()
}
