package ledgers

import (
	"context"
	"testing"

	"campuskeeper/app"
	"campuskeeper/app/ledger"
)

// slowDrafts writes a draft only after one was dropped: as a slow disk does when the
// record is saved in the meantime.
type slowDrafts struct {
	Drafts
	dropped chan struct{}
}

func (d slowDrafts) KeepDraft(ctx context.Context, who app.Actor, draft ledger.Draft) (ledger.Draft, error) {
	<-d.dropped
	return d.Drafts.KeepDraft(ctx, who, draft)
}

func (d slowDrafts) DropDraft(ctx context.Context, who app.Actor, name string, entry app.ID) error {
	defer func() { d.dropped <- struct{}{} }()
	return d.Drafts.DropDraft(ctx, who, name, entry)
}

// TestDraftThatIsWrittenWhileItsRecordIsSavedGoes: by every way that ends it.
func TestDraftThatIsWrittenWhileItsRecordIsSavedGoes(t *testing.T) {
	for name, end := range map[string]func(s *school){
		"save":          func(s *school) { s.form().Save() },
		"save and next": func(s *school) { s.form().saveAndNext() },
		"throw away": func(s *school) {
			s.form().cancel()
			s.button("Throw away").OnTapped()
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := open(t, app.English)
			screen := s.show()
			screen.deps.Drafts = slowDrafts{s.service, make(chan struct{}, 9)}
			screen.AddNew()
			s.settle()
			s.fill()
			s.timers.Advance(2 * draftAfter)
			s.queue.Drain() // the draft is being written now
			end(s)
			s.settle()
			if drafts, err := s.service.Drafts(s.ctx); err != nil || len(drafts) != 0 {
				t.Errorf("%d drafts stay behind (%v)", len(drafts), err)
			}
			if s.says("Draft kept 10:31") {
				t.Error("the head says that a draft is kept")
			}
		})
	}
}

// TestNextRecordHasItsOwnDraft: what is typed after Save and next is kept.
func TestNextRecordHasItsOwnDraft(t *testing.T) {
	s := open(t, app.English)
	s.show().AddNew()
	s.fill()
	s.timers.Advance(2 * draftAfter)
	s.form().saveAndNext()
	s.settle()
	s.form().form.Focus("place")
	s.typed("Stair C")
	s.timers.Advance(2 * draftAfter)
	s.settle()
	drafts, err := s.service.Drafts(s.ctx)
	if err != nil || len(drafts) != 1 || drafts[0].Values["place"] != "Stair C" {
		t.Errorf("kept are %v (%v)", drafts, err)
	}
}
