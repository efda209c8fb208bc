package bundle

import (
	"context"
	"slices"
	"sort"

	"campuskeeper/app"
	"campuskeeper/app/ledger"
)

// Request says which bundle is wanted.
type Request struct {
	Recipient string     // name of the profile
	Period    app.Period // both ends
	Lang      app.Lang   // of forms, workbook and read-me
	Basis     string     // name of a legal basis of the profile, "" for none
	Document  string     // number of the paper that asks for it; needed with a basis
	Seal      string     // age recipient, instead of the profile's
}

// selected are the entries of one ledger that belong to a period.
type selected struct {
	rule     LedgerRule
	template ledger.Template
	entries  []ledger.Entry // by day and number
	locked   int            // entries that this user may not open
}

// selection is everything that a request picks, before anything is masked. facts
// holds the entries that only the figures need.
type selection struct {
	profile Profile
	period  app.Period
	tables  []selected
	facts   map[string][]ledger.Entry // by ledger: all that existed by the end of the period
	head    ChainHead
}

// pick reads what a request needs from the store, in one consistent state.
func (s *Service) pick(ctx context.Context, p Profile, r Request) (selection, error) {
	sel := selection{profile: p, period: r.Period, facts: map[string][]ledger.Entry{}}
	heads, err := s.headsByLedger(ctx, p, r.Period)
	if err != nil {
		return selection{}, err
	}
	if sel.head, err = s.chain(ctx); err != nil {
		return selection{}, err
	}
	err = s.store.Read(ctx, func(reader app.Reader) error {
		for _, name := range p.ledgerNames() {
			entries, locked, err := readEntries(ctx, reader, heads[name])
			if err != nil {
				return err
			}
			sel.facts[name] = entries
			rule, asked := p.rule(name)
			if !asked {
				continue
			}
			t, err := s.library.Template(name)
			if err != nil {
				return err
			}
			table := selected{rule: rule, template: t, locked: locked}
			loop := s.library.Loop(t)
			for _, e := range entries {
				if lifeOf(e, t, loop).belongs(rule.Select, r.Period) {
					table.entries = append(table.entries, e)
				}
			}
			sortEntries(table.entries, t)
			sel.tables = append(sel.tables, table)
		}
		return nil
	})
	return sel, err
}

// headsByLedger lists what may belong to the period or count in its figures, so
// that nothing else has to be opened: an entry that closed and was last written
// before the period began is none of it.
func (s *Service) headsByLedger(ctx context.Context, p Profile, period app.Period) (map[string][]app.ID, error) {
	all, err := s.heads(ctx)
	if err != nil {
		return nil, err
	}
	wanted := map[string]bool{}
	for _, name := range p.ledgerNames() {
		wanted[name] = true
	}
	ids := map[string][]app.ID{}
	for _, h := range all {
		if !wanted[h.Ledger] {
			continue
		}
		old := h.Day.Before(period.From) && app.DayOf(h.Updated).Before(period.From)
		if old && !s.library.IsOpen(h.Ledger, h.State) {
			continue
		}
		ids[h.Ledger] = append(ids[h.Ledger], h.ID)
	}
	return ids, nil
}

func readEntries(ctx context.Context, r app.Reader, ids []app.ID) (entries []ledger.Entry, locked int, err error) {
	entries = make([]ledger.Entry, 0, len(ids))
	for i, id := range ids {
		if i%256 == 0 && ctx.Err() != nil {
			return nil, 0, app.Wrap(ctx.Err(), app.CodeCanceled, "task.canceled")
		}
		var e ledger.Entry
		switch err := r.Get(app.KindEntry, id, &e); app.CodeOf(err) {
		case "":
			entries = append(entries, e)
		case app.CodeLocked:
			locked++
		case app.CodeNotFound: // removed since the heads were listed
		default:
			return nil, 0, err
		}
	}
	return entries, locked, nil
}

func sortEntries(entries []ledger.Entry, t ledger.Template) {
	sort.SliceStable(entries, func(i, j int) bool {
		a, b := entries[i], entries[j]
		if x, y := a.Values[t.Headline.Day], b.Values[t.Headline.Day]; x != y {
			return x < y
		}
		if a.Number != b.Number {
			return a.Number < b.Number
		}
		return a.ID < b.ID
	})
}

// ledgerNames lists every ledger that the profile speaks of, once, in its order.
func (p Profile) ledgerNames() []string {
	var names []string
	add := func(name string) {
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	for _, r := range p.Ledgers {
		add(r.Ledger)
	}
	for _, f := range p.Figures {
		add(f.Ledger)
	}
	for _, e := range p.Expects {
		add(e.Ledger)
	}
	return names
}
