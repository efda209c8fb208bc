package data

import (
	"errors"
	"strings"

	"campuskeeper/app"
)

// reader implements app.Reader on a session.
type reader struct{ *session }

var _ app.Reader = reader{}

// Get implements app.Reader.
func (r reader) Get(kind app.Kind, id app.ID, into any) error {
	// What is opened here is copied into the caller's value at once, so all of them
	// share the memory of one envelope.
	e := &r.opened
	*e = envelope{Value: e.Value[:0]}
	err := r.recordInto(e, kind, id)
	if err == nil && len(e.Value) == 0 {
		return recordError(app.Errorf(app.CodeNotFound, "vault.record.missing"), kind, id)
	}
	if err != nil {
		return recordError(err, kind, id)
	}
	return decodeValue(e, kind, into)
}

// decodeValue decodes what an envelope holds.
func decodeValue(e *envelope, kind app.Kind, into any) error {
	if err := decoding.Unmarshal(e.Value, into); err != nil {
		return recordError(errors.Join(errDamaged, err), kind, e.ID)
	}
	return nil
}

// recordError says of which record an error speaks.
func recordError(err error, kind app.Kind, id app.ID) error {
	if errors.Is(err, errDamaged) {
		return app.Wrap(err, app.CodeCorrupt, "vault.record.damaged", "kind", string(kind), "id", string(id))
	}
	explained := explain(err)
	if e, ok := errors.AsType[*app.Error](explained); ok && e.Args == nil {
		e.Args = app.Args{"kind": string(kind), "id": string(id)}
	}
	return explained
}

// Each implements app.Reader.
func (r reader) Each(kind app.Kind, visit func(id app.ID, decode func(into any) error) error) error {
	return r.each(kind, nil, visit)
}

// each visits the records of a kind that open, except those in skip.
func (r reader) each(kind app.Kind, skip map[app.ID]*envelope, visit func(app.ID, func(any) error) error) error {
	codec := recordCodec{keys: r.keys, kind: kind}
	err := r.walk(recordPrefix+string(kind), nil, func(key, box []byte) error {
		id := app.ID(key)
		if _, other := skip[id]; other {
			return nil
		}
		var e envelope
		if err := codec.Unmarshal(box, &e); err != nil || e.ID != id || e.Value == nil {
			return nil //nolint:nilerr // locked, damaged (the check tells) or removed
		}
		return asCaller(visit(id, func(into any) error { return decodeValue(&e, kind, into) }))
	})
	return explain(err)
}

// asCaller marks an error of a caller's function.
func asCaller(err error) error {
	if err == nil {
		return nil
	}
	return callerError{err}
}

// History implements app.Reader.
func (r reader) History(kind app.Kind, id app.ID) ([]app.History, error) {
	e, err := r.record(kind, id)
	if err != nil {
		return nil, recordError(err, kind, id)
	}
	entries, err := r.session.history(e.Links)
	if err != nil {
		return nil, recordError(err, kind, id)
	}
	return entries, nil
}

// Counter implements app.Reader.
func (r reader) Counter(series string) (int, error) {
	n, err := r.counter(series)
	return n, explain(err)
}

// validKey refuses kinds and ids that cannot be keys of the database.
func validKey(kind app.Kind, id app.ID) error {
	good := kind != "" && len(kind) <= 64 && id != "" && len(id) <= 256 &&
		!strings.HasPrefix(string(id), "__storm") && !strings.ContainsRune(string(id), 0)
	for _, c := range kind {
		good = good && (c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-')
	}
	if !good {
		return app.Errorf(app.CodeInvalid, "vault.record.key", "kind", string(kind), "id", string(id))
	}
	return nil
}
