package data

import (
	"context"
	"runtime"
	"strings"
	"sync"
	"time"

	"campuskeeper/app"
)

// rawHead is a head as it lies in its bucket.
type rawHead struct {
	kind app.Kind
	id   app.ID
	box  []byte
}

// Heads returns the heads of all records that the key may see, of all kinds, in no
// order. Heads that do not open are left out and counted in Warnings. It copies out
// first and opens afterwards, on all processors: no transaction is held meanwhile.
func (v *Vault) Heads(ctx context.Context) ([]app.Head, error) {
	raw, err := v.rawHeads(ctx)
	if err != nil {
		return nil, err
	}
	workers := runtime.GOMAXPROCS(0)
	zone := v.zone()
	parts := make([][]app.Head, workers)
	damaged := make([]int, workers)
	var wait sync.WaitGroup
	for n := range workers {
		mine := raw[len(raw)*n/workers : len(raw)*(n+1)/workers]
		wait.Go(func() { parts[n], damaged[n] = openHeads(ctx, v.keys, zone, mine) })
	}
	wait.Wait()
	if err := ctx.Err(); err != nil {
		return nil, explain(err)
	}
	heads := make([]app.Head, 0, len(raw))
	lost := 0
	for n := range workers {
		heads = append(heads, parts[n]...)
		lost += damaged[n]
	}
	if lost > 0 {
		v.warn(app.Problem{Key: "vault.warn.heads", Args: app.Args{"count": lost}})
	}
	return heads, nil
}

// rawHeads copies all sealed heads out of the database.
func (v *Vault) rawHeads(ctx context.Context) (raw []rawHead, err error) {
	err = v.read(ctx, func(s *session) (err error) {
		raw, err = s.rawHeads()
		return err
	})
	return raw, err
}

func (s *session) rawHeads() (raw []rawHead, err error) {
	buckets, err := s.buckets(headPrefix)
	if err != nil {
		return nil, err
	}
	var arena arena
	for _, bucket := range buckets {
		kind := app.Kind(strings.TrimPrefix(bucket, headPrefix))
		err := s.walk(bucket, nil, func(key, box []byte) error {
			raw = append(raw, rawHead{kind, app.ID(key), arena.copy(box)})
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return raw, nil
}

// arena copies many small values into few large pieces of memory.
type arena struct{ free []byte }

func (a *arena) copy(b []byte) []byte {
	if len(b) > len(a.free) {
		a.free = make([]byte, max(1<<20, len(b)))
	}
	n := copy(a.free, b)
	own := a.free[:n:n]
	a.free = a.free[n:]
	return own
}

// openHeads opens heads and counts those that are damaged.
func openHeads(ctx context.Context, keys *keyring, zone *time.Location, raw []rawHead) (heads []app.Head, damaged int) {
	heads = make([]app.Head, 0, len(raw))
	same := words{}
	for i, r := range raw {
		if i%1024 == 0 && ctx.Err() != nil {
			return nil, 0
		}
		box := headBox{id: r.id}
		if t, err := tierOfBox(r.box); err == nil && !keys.holds(t) {
			continue
		}
		if err := (headCodec{keys, r.kind}).Unmarshal(r.box, &box); err != nil {
			damaged++
			continue
		}
		h, err := decodeHead(r.kind, r.id, box.plain, zone)
		if err != nil {
			damaged++
			continue
		}
		h.Ledger, h.State, h.Grade = same.word(h.Ledger), same.word(h.State), same.word(h.Grade)
		h.Place, h.Owner = same.word(h.Place), same.word(h.Owner)
		h.Sensitivity = app.Sensitivity(same.word(string(h.Sensitivity)))
		heads = append(heads, *h)
	}
	return heads, damaged
}

// words keeps one copy of texts that many heads share.
type words map[string]string

func (w words) word(text string) string {
	if text == "" {
		return ""
	}
	if known, ok := w[text]; ok {
		return known
	}
	w[text] = text
	return text
}
