package data

import (
	"errors"
	"slices"
	"time"

	"github.com/asdine/storm/v3"

	"campuskeeper/app"
)

// writer implements app.Writer. It only collects: what was put is encoded at once
// and read back from here, but goes into the database when the caller's function
// is done, in order of the keys. So 100,000 records in any order are written as
// fast as sorted ones, and a commit that failed for want of space can be repeated.
type writer struct {
	reader
	who app.Actor
	now time.Time

	pending  map[app.Kind]*pendingKind
	links    []pendingLink
	nextSeq  uint64 // 0 until the chain's head was read
	counters map[string]int
	changes  []app.Change
	changed  map[changeKey]int // place in changes
}

// pendingKind holds what is to be written of one kind; nil values are deletions.
type pendingKind struct {
	records map[app.ID]*envelope
	heads   map[app.ID]*headBox
}

// pendingLink is a history entry to be sealed and chained.
type pendingLink struct {
	seq   uint64
	tier  tier
	plain []byte
}

type changeKey struct {
	kind app.Kind
	id   app.ID
}

var _ app.Writer = (*writer)(nil)

func newWriter(who app.Actor, now time.Time) *writer {
	return &writer{
		who: who, now: now,
		pending:  map[app.Kind]*pendingKind{},
		counters: map[string]int{},
		changed:  map[changeKey]int{},
	}
}

// empty says whether nothing is to be written.
func (w *writer) empty() bool {
	return len(w.pending) == 0 && len(w.links) == 0 && len(w.counters) == 0
}

// Now implements app.Writer.
func (w *writer) Now() time.Time { return w.now }

// Who implements app.Writer.
func (w *writer) Who() app.Actor { return w.who }

// Get implements app.Reader, with what was written in this transaction.
func (w *writer) Get(kind app.Kind, id app.ID, into any) error {
	e, ours := w.written(kind, id)
	if !ours {
		return w.reader.Get(kind, id, into)
	}
	if e == nil || e.Value == nil {
		return recordError(app.Errorf(app.CodeNotFound, "vault.record.missing"), kind, id)
	}
	return decodeValue(e, kind, into)
}

// written returns what this transaction wrote of a record, nil for a deletion.
func (w *writer) written(kind app.Kind, id app.ID) (e *envelope, ours bool) {
	if p := w.pending[kind]; p != nil {
		e, ours = p.records[id]
	}
	return e, ours
}

// Each implements app.Reader, with what was written in this transaction.
func (w *writer) Each(kind app.Kind, visit func(id app.ID, decode func(into any) error) error) error {
	p := w.pending[kind]
	if p == nil {
		return w.reader.Each(kind, visit)
	}
	snapshot := make(map[app.ID]*envelope, len(p.records)) // visit may write
	for id, e := range p.records {
		snapshot[id] = e
	}
	if err := w.each(kind, snapshot, visit); err != nil {
		return err
	}
	for _, id := range sortedKeys(snapshot) {
		e := snapshot[id]
		if e == nil || e.Value == nil {
			continue
		}
		if err := visit(id, func(into any) error { return decodeValue(e, kind, into) }); err != nil {
			return err
		}
	}
	return nil
}

// History implements app.Reader, with what was written in this transaction.
func (w *writer) History(kind app.Kind, id app.ID) ([]app.History, error) {
	e, err := w.current(kind, id)
	if err != nil {
		return nil, err
	}
	if e == nil {
		return nil, recordError(app.Errorf(app.CodeNotFound, "vault.record.missing"), kind, id)
	}
	var entries []app.History
	old := e.Links
	if len(w.links) > 0 {
		old = slices.DeleteFunc(slices.Clone(old), func(seq uint64) bool { return seq >= w.links[0].seq })
	}
	if entries, err = w.session.history(old); err != nil {
		return nil, recordError(err, kind, id)
	}
	for _, seq := range e.Links[len(old):] {
		h, err := decodeHistory(seq, w.links[seq-w.links[0].seq].plain, w.zone)
		if err != nil {
			return nil, recordError(err, kind, id)
		}
		entries = append(entries, h)
	}
	return entries, nil
}

// Counter implements app.Reader, with what was written in this transaction.
func (w *writer) Counter(series string) (int, error) {
	if n, ours := w.counters[series]; ours {
		return n, nil
	}
	return w.reader.Counter(series)
}

// Next implements app.Writer.
func (w *writer) Next(series string) (int, error) {
	n, err := w.Counter(series)
	if err != nil {
		return 0, err
	}
	w.counters[series] = n + 1
	return n + 1, nil
}

// SetCounter implements app.Writer.
func (w *writer) SetCounter(series string, last int) error {
	w.counters[series] = last
	return nil
}

// current returns the record as it stands in this transaction, nil when there is
// none. One that does not open any more is given back with its links only, so that
// it can be written anew.
func (w *writer) current(kind app.Kind, id app.ID) (*envelope, error) {
	if e, ours := w.written(kind, id); ours {
		return e, nil
	}
	e, err := w.record(kind, id)
	if errors.Is(err, storm.ErrNotFound) {
		return nil, nil
	}
	if errors.Is(err, errDamaged) {
		links, err := w.findLinks(kind, id)
		return &envelope{ID: id, Links: links, tier: tierSchool, broken: true}, explain(err)
	}
	if err != nil {
		return nil, recordError(err, kind, id)
	}
	return e, nil
}

// Put implements app.Writer.
func (w *writer) Put(records ...app.Record) error {
	for i := range records {
		if err := w.put(&records[i]); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) put(r *app.Record) error {
	t, err := w.admit(r)
	if err != nil {
		return err
	}
	old, err := w.current(r.Kind, r.ID)
	if err != nil {
		return err
	}
	next := &envelope{ID: r.ID, tier: t}
	if next.Value, err = encoding.Marshal(r.Value); err != nil {
		return app.Wrap(err, app.CodeInternal, "vault.failed")
	}
	before, err := w.headBefore(r.Kind, old)
	if err != nil {
		return err
	}
	if old != nil {
		next.Links = slices.Clip(old.Links)
	}
	var after *app.Head
	if r.Head != nil {
		if after, err = w.putHead(r, t, next); err != nil {
			return err
		}
	} else if old.hasHead() {
		w.of(r.Kind).heads[r.ID] = nil
	}
	if r.History != nil {
		if err := w.link(next, r.Kind, *r.History); err != nil {
			return err
		}
	}
	w.of(r.Kind).records[r.ID] = next
	w.touch(r.Kind, r.ID, before, after)
	return nil
}

// admit checks a record and says which key seals it.
func (w *writer) admit(r *app.Record) (tier, error) {
	if err := validKey(r.Kind, r.ID); err != nil {
		return 0, err
	}
	t := tierOf(r.Sensitivity)
	known := r.Sensitivity == "" || r.Sensitivity.Known()
	if h := r.Head; h != nil {
		known = known && (h.Sensitivity == "" || h.Sensitivity.Known()) &&
			(h.ID == "" || h.ID == r.ID) && (h.Kind == "" || h.Kind == r.Kind)
		t = max(t, tierOf(h.Sensitivity))
	}
	if !known { // a misspelt "restricted" must not become an open record
		return 0, app.Errorf(app.CodeInvalid, "vault.record.key", "kind", string(r.Kind), "id", string(r.ID))
	}
	if !w.keys.holds(t) {
		return 0, recordError(errLocked, r.Kind, r.ID)
	}
	return t, nil
}

// putHead encodes the head of a record and binds it to the envelope.
func (w *writer) putHead(r *app.Record, t tier, next *envelope) (*app.Head, error) {
	after := *r.Head
	after.Kind, after.ID = r.Kind, r.ID
	after.Cells = slices.Clone(after.Cells)
	if after.Sensitivity == "" {
		after.Sensitivity = r.Sensitivity
	}
	plain, err := encodeHead(&after)
	if err != nil {
		return nil, app.Wrap(err, app.CodeInternal, "vault.failed")
	}
	next.HeadSum = digest(plain)
	w.of(r.Kind).heads[r.ID] = &headBox{id: r.ID, tier: t, plain: plain}
	return &after, nil
}

// headBefore returns the head that a record had, nil for none and for one that no
// longer opens.
func (w *writer) headBefore(kind app.Kind, old *envelope) (*app.Head, error) {
	if old == nil || old.HeadSum == nil {
		return nil, nil
	}
	var h *app.Head
	var err error
	if box := w.of(kind).heads[old.ID]; box != nil {
		h, err = decodeHead(kind, old.ID, box.plain, w.zone)
	} else {
		h, err = w.head(kind, old.ID)
	}
	if errors.Is(err, errDamaged) || errors.Is(err, storm.ErrNotFound) {
		return nil, nil
	}
	return h, explain(err)
}

// of returns what is to be written of a kind.
func (w *writer) of(kind app.Kind) *pendingKind {
	p := w.pending[kind]
	if p == nil {
		p = &pendingKind{records: map[app.ID]*envelope{}, heads: map[app.ID]*headBox{}}
		w.pending[kind] = p
	}
	return p
}

// link adds a history entry to a record's envelope.
func (w *writer) link(e *envelope, kind app.Kind, h app.History) error {
	if w.nextSeq == 0 {
		head, err := w.chainHead()
		if err != nil {
			return explain(err)
		}
		w.nextSeq = head.seq + 1
	}
	h.Seq, h.Time, h.Who, h.Kind, h.ID = w.nextSeq, w.now, w.who.Name, kind, e.ID
	plain, err := encodeHistory(&h)
	if err != nil {
		return app.Wrap(err, app.CodeInternal, "vault.failed")
	}
	w.links = append(w.links, pendingLink{h.Seq, e.tier, plain})
	e.Links = append(slices.Clip(e.Links), h.Seq)
	w.nextSeq++
	return nil
}

// touch remembers a change for the subscribers; several of one record become one.
func (w *writer) touch(kind app.Kind, id app.ID, before, after *app.Head) {
	key := changeKey{kind, id}
	if i, again := w.changed[key]; again {
		w.changes[i].After = after
		return
	}
	w.changed[key] = len(w.changes)
	w.changes = append(w.changes, app.Change{Kind: kind, ID: id, Before: before, After: after})
}

// Remove implements app.Writer. A record that never had a history and gets no note
// (its Action is "") goes without a trace.
func (w *writer) Remove(kind app.Kind, id app.ID, note app.History) error {
	old, err := w.current(kind, id)
	if err != nil {
		return err
	}
	if old == nil || old.Value == nil && !old.broken {
		return recordError(app.Errorf(app.CodeNotFound, "vault.record.missing"), kind, id)
	}
	before, err := w.headBefore(kind, old)
	if err != nil {
		return err
	}
	p := w.of(kind)
	if old.hasHead() {
		p.heads[id] = nil
	}
	w.touch(kind, id, before, nil)
	if len(old.Links) == 0 && note.Action == "" {
		p.records[id] = nil
		return nil
	}
	next := &envelope{ID: id, Links: old.Links, tier: old.tier}
	p.records[id] = next
	if note.Action == "" {
		return nil
	}
	return w.link(next, kind, note)
}

// Note implements app.Writer. A thing without a record of its own gets one that
// holds nothing but its history.
func (w *writer) Note(kind app.Kind, id app.ID, note app.History) error {
	if err := validKey(kind, id); err != nil {
		return err
	}
	old, err := w.current(kind, id)
	if err != nil {
		return err
	}
	next := envelope{ID: id, tier: tierSchool}
	if old != nil {
		if old.broken { // what is left of it stays as it is
			return recordError(errDamaged, kind, id)
		}
		next = *old
	}
	if err := w.link(&next, kind, note); err != nil {
		return err
	}
	w.of(kind).records[id] = &next
	return nil
}
