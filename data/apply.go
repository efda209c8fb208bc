package data

import (
	"cmp"
	"errors"
	"maps"
	"slices"

	"campuskeeper/app"
)

// manyValues is from how many values on a bucket's pages are filled.
const manyValues = 64

// errMoved says that the history is not where this transaction found it.
var errMoved = errors.New("the history moved during the transaction")

// apply writes everything that was collected into the transaction. It may be
// called again on a fresh transaction when the commit of the first one failed.
func (w *writer) apply() error {
	for _, kind := range sortedKeys(w.pending) {
		p := w.pending[kind]
		if err := applyBucket(w.session, recordPrefix+string(kind), p.records); err != nil {
			return err
		}
		if err := applyBucket(w.session, headPrefix+string(kind), p.heads); err != nil {
			return err
		}
	}
	if err := w.applyLinks(); err != nil {
		return err
	}
	for _, series := range sortedKeys(w.counters) {
		if err := w.setCounter(series, w.counters[series]); err != nil {
			return err
		}
	}
	return nil
}

// applyBucket writes and deletes the values of one bucket in order of their keys.
func applyBucket[V any](s *session, bucket string, values map[app.ID]*V) error {
	if len(values) > manyValues {
		if err := s.packed(bucket); err != nil {
			return err
		}
	}
	for _, id := range sortedKeys(values) {
		var err error
		if value := values[id]; value == nil {
			err = s.remove(bucket, string(id))
		} else {
			err = s.set(bucket, string(id), value)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// applyLinks seals the new entries of the history onto its end.
func (w *writer) applyLinks() error {
	if len(w.links) == 0 {
		return nil
	}
	head, err := w.chainHead()
	if err != nil {
		return err
	}
	if w.links[0].seq != head.seq+1 {
		return errMoved
	}
	if err := w.packed(historyBucket); err != nil { // its keys only grow
		return err
	}
	for _, l := range w.links {
		var link []byte
		if link, head, err = w.sealLink(head, l.tier, l.plain); err != nil {
			return err
		}
		if err := w.set(historyBucket, seqKey(head.seq), link); err != nil {
			return err
		}
	}
	return nil
}

func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K {
	return slices.Sorted(maps.Keys(m))
}
