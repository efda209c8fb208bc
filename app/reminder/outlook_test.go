package reminder

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"campuskeeper/app"
	"campuskeeper/app/calendar"
)

// diary is a book that says whether it changed, and counts how often it is read.
type diary struct {
	book
	version uint64
	reads   int
}

func (d *diary) Version() uint64 { return d.version }

func (d *diary) Due(until app.Day) []app.Head {
	d.reads++
	return d.book.Due(until)
}

// TestTakeReadsOnlyWhatChanged: as long as day, records, rules and schedules are the
// same and nothing went wrong, the records are not read again.
func TestTakeReadsOnlyWhatChanged(t *testing.T) {
	ctx := context.Background()
	store := newMemory()
	records := &diary{book: book{hazard("1", "2026-11-27")}}
	in := inputOf(t, nil)
	in.Records = records
	clock := app.NewManualClock(app.MustDay("2026-11-20").At(8, 0, time.UTC))
	service := New(store, clock, nil, func() Input { return in })
	take := func(what string, reads int, want ...string) {
		t.Helper()
		before := records.reads
		b, err := service.Take(ctx)
		if got := steps(b); err != nil && !errors.Is(err, errUnused) || !slices.Equal(got, want) || records.reads-before != reads {
			t.Errorf("%s: %v, want %v; read %d times, want %d (%v)", what, got, want, records.reads-before, reads, err)
		}
	}
	store.fail = errUnused
	take("no space", 1)
	take("space again", 1, "YH-2026-1 -7")
	take("a minute later", 0)
	clock.Advance(12 * time.Hour)
	take("in the evening", 0)
	records.book, records.version = append(records.book, hazard("2", "2026-11-27")), 1
	take("after a change", 1, "YH-2026-2 -7")
	own := Schedule{
		ID: app.NewID(), Kind: "patrol", Title: app.Text{app.Chinese: "夜间巡查"},
		When: calendar.Recurrence{Every: calendar.EveryMonth, Dom: 22},
	}
	if err := service.Keep(ctx, app.System, own); err != nil {
		t.Fatal(err)
	}
	if _, err := service.Take(ctx); err != nil {
		t.Fatal(err)
	}
	in.Since = app.MustDay("2026-09-01")
	take("with other settings", 1)
	before := records.reads
	clock.Set(app.MustDay("2026-11-26").At(8, 0, time.UTC))
	if b, err := service.Take(ctx); err != nil || len(b.Notices) < 2 || records.reads == before {
		t.Errorf("on another day: %v, read %d times (%v)", steps(b), records.reads-before, err)
	}
}
