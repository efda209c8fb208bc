package ledgers

import (
	"context"
	"maps"
	"sync"
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"

	"campuskeeper/app"
	"campuskeeper/app/ledger"
	"campuskeeper/ui/look"
	"campuskeeper/ui/task"
	"campuskeeper/ui/widgets"
)

// draftAfter is the pause in typing after which a draft is kept.
const draftAfter = 1500 * time.Millisecond

// draftKeeper keeps the drafts of a form beside the window. The drafts of one record
// after the other share a place in the vault, so a draft that is still being written
// when its record is saved must not stay there, nor take the next one's place.
type draftKeeper struct {
	drafts Drafts
	one    sync.Mutex   // one draft is written at a time
	ended  atomic.Int64 // drafts up to this round are saved or thrown away
}

// keep stores a draft, unless its round has ended by then.
func (k *draftKeeper) keep(ctx context.Context, who app.Actor, round int64, d ledger.Draft) (ledger.Draft, error) {
	k.one.Lock()
	defer k.one.Unlock()
	if round <= k.ended.Load() {
		return d, nil
	}
	kept, err := k.drafts.KeepDraft(ctx, who, d)
	if err == nil && round <= k.ended.Load() {
		return kept, k.drafts.DropDraft(ctx, who, d.Ledger, d.Entry)
	}
	return kept, err
}

// end forgets the draft of a round, also one that is still being written.
func (k *draftKeeper) end(ctx context.Context, who app.Actor, round int64, name string, entry app.ID) error {
	k.ended.Store(round)
	return k.drafts.DropDraft(ctx, who, name, entry)
}

// keepDraft stores what was typed so far.
func (f *form) keepDraft() {
	if f.gone || f.busy || !f.Unsaved() {
		return
	}
	f.typed = false
	round := f.round
	draft, actor := ledger.Draft{Ledger: f.template.Name, Values: f.form.Texts()}, f.deps.Actor()
	if f.entry != nil {
		draft.Entry, draft.Base = f.entry.ID, f.entry.Revision
	}
	task.Run(f.deps.Runner, context.Background(), f.t("ledgers.saving"),
		func(ctx context.Context, _ *task.Progress) (ledger.Draft, error) {
			return f.drafts.keep(ctx, actor, round, draft)
		}, func(kept ledger.Draft, err error) {
			if f.gone || f.round != round {
				return // it was saved or thrown away in the meantime
			}
			if err != nil {
				f.second.Set(f.t("ledgers.draft.failed"), look.Red, false)
				return
			}
			f.kept = kept.Saved
			f.sayKept()
		})
}

func (f *form) sayKept() {
	if !f.kept.IsZero() && !f.gone {
		f.second.Set(f.t("ledgers.draft.kept", "time", clock(f.kept)), look.Muted, false)
	}
}

func (f *form) entryID() app.ID {
	if f.entry == nil {
		return ""
	}
	return f.entry.ID
}

// findDraft looks for what was typed here before and not saved, and offers it.
func (f *form) findDraft() {
	task.Latest(f.deps.Runner, &f.loading, context.Background(), f.t("ledgers.reading"),
		func(ctx context.Context, _ *task.Progress) (ledger.Draft, error) {
			return f.deps.Drafts.Draft(ctx, f.template.Name, f.entryID())
		}, func(draft ledger.Draft, err error) {
			if err == nil && !maps.Equal(draft.Values, f.first) && !f.typed {
				f.offerDraft(draft)
			}
		})
}

func (f *form) offerDraft(draft ledger.Draft) {
	done := func() {
		f.offer.Hide()
		f.root.Refresh()
		f.form.FocusFirst()
	}
	goOn := widgets.NewButton(widgets.Ordinary, "pen", f.t("ledgers.draft.goOn"), func() {
		f.form.SetTexts(draft.Values)
		f.kept = draft.Saved
		f.sayKept()
		done()
	})
	drop := widgets.NewButton(widgets.Ordinary, "", f.t("ledgers.draft.drop"), func() {
		f.dropDraft()
		done()
	})
	when := f.t("ledgers.draft.found", "time", app.DayOf(draft.Saved).String()+" "+clock(draft.Saved))
	row := widgets.Row(look.Gap2, widgets.NewIcon("info", look.Ink, 16), widgets.Grow(widgets.NewText(when).Cut()), goOn, drop)
	f.offer.Objects = []fyne.CanvasObject{widgets.Fill(look.BlueTint, widgets.Inset(look.Gap2, look.Gap6, look.Gap2, look.Gap6, row))}
	f.offer.Show()
	f.root.Refresh()
}

// dropDraft forgets the draft that was offered.
func (f *form) dropDraft() {
	actor, name, id := f.deps.Actor(), f.template.Name, f.entryID()
	task.Run(f.deps.Runner, context.Background(), f.t("ledgers.saving"),
		func(ctx context.Context, _ *task.Progress) (struct{}, error) {
			return struct{}{}, f.deps.Drafts.DropDraft(ctx, actor, name, id)
		}, nil)
}

// endDraft forgets what was typed on the page: it is thrown away.
func (f *form) endDraft() {
	actor, name, id, round := f.deps.Actor(), f.template.Name, f.entryID(), f.round
	task.Run(f.deps.Runner, context.Background(), f.t("ledgers.saving"),
		func(ctx context.Context, _ *task.Progress) (struct{}, error) {
			return struct{}{}, f.drafts.end(ctx, actor, round, name, id)
		}, nil)
}
