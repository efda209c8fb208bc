package data

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	bolt "go.etcd.io/bbolt"

	"campuskeeper/app"
)

// Options say where a vault lies and what it may use.
type Options struct {
	Dir   string       // the folder of the vault
	Clock app.Clock    // required
	Log   *slog.Logger // nil for none
	// CheckInChild checks a database file in a process of its own, because a damaged
	// file may end the process that looks into it; see InChild. nil checks in this one.
	CheckInChild func(ctx context.Context, file string) error

	cost       argonCost   // of new passphrase slots; zero for the usual
	ballast    int64       // bytes; zero for the usual, negative for none
	mapSize    int         // address space mapped at once; zero for the usual
	migrations []migration // nil for the real ones
}

// filled returns the options with what was left out.
func (o Options) filled() Options {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.cost == (argonCost{}) {
		o.cost = usualCost
	}
	if o.ballast == 0 {
		o.ballast = usualBallast
	}
	if o.mapSize == 0 {
		o.mapSize = initialMap
	}
	if o.migrations == nil {
		o.migrations = migrations
	}
	return o
}

// Vault is an open vault. It implements app.Store and app.Attachments and is safe
// for use from several goroutines.
type Vault struct {
	opts  Options
	place place

	keys *keyring

	turn chan struct{} // held by the one who writes; waiting for it can be given up
	file *keyFile      // changed by the one whose turn it is

	gate   sync.RWMutex // write-locked while the engine is exchanged or closed
	engine *engine      // nil when closed, or lost and not opened again yet
	closed bool

	state  sync.Mutex // guards what follows
	man    manifest
	warned []app.Problem

	listen    sync.Mutex
	listeners []*listener

	backingUp sync.Mutex
}

var _ app.Store = (*Vault)(nil)

// listener is one subscription.
type listener struct{ hear func([]app.Change) }

// Path returns the folder of the vault.
func (v *Vault) Path() string { return string(v.place) }

// Warnings lists what the user should know although everything works: a folder
// that a cloud program copies, little space, records that do not open.
func (v *Vault) Warnings() []app.Problem {
	v.state.Lock()
	defer v.state.Unlock()
	return append([]app.Problem(nil), v.warned...)
}

func (v *Vault) warn(p app.Problem) {
	v.opts.Log.Warn("vault", "key", p.Key, "args", p.Args)
	v.state.Lock()
	defer v.state.Unlock()
	for _, known := range v.warned {
		if known.Key == p.Key {
			return
		}
	}
	v.warned = append(v.warned, p)
}

// Subscribe implements app.Store.
func (v *Vault) Subscribe(hear func([]app.Change)) (cancel func()) {
	l := &listener{hear}
	v.listen.Lock()
	defer v.listen.Unlock()
	v.listeners = append(v.listeners, l)
	return func() {
		v.listen.Lock()
		defer v.listen.Unlock()
		for i, other := range v.listeners {
			if other == l {
				v.listeners = append(v.listeners[:i:i], v.listeners[i+1:]...)
				return
			}
		}
	}
}

// tell calls the subscribers. The turn is still held, so that they hear of commits
// in their order.
func (v *Vault) tell(changes []app.Change) {
	if len(changes) == 0 {
		return
	}
	v.listen.Lock()
	listeners := v.listeners
	v.listen.Unlock()
	for _, l := range listeners {
		l.hear(changes)
	}
}

// Read implements app.Store.
func (v *Vault) Read(ctx context.Context, do func(app.Reader) error) error {
	return v.read(ctx, func(s *session) error { return asCaller(do(reader{s})) })
}

// read runs do on a consistent state; do may not keep the session or wait.
func (v *Vault) read(ctx context.Context, do func(*session) error) error {
	if err := ctx.Err(); err != nil {
		return explain(err)
	}
	err := v.view(do)
	if isUnmapped(err) {
		if err = v.reopen(); err == nil {
			err = v.view(do)
		}
	}
	return explain(err)
}

func (v *Vault) view(do func(*session) error) error {
	v.gate.RLock()
	defer v.gate.RUnlock()
	if err := v.missing(); err != nil {
		return err
	}
	return v.engine.viewWith(v.keys, v.zone(), do)
}

// errLost says that the database could not be opened again after it lost its map.
// It is tried again at the next use.
var errLost = errors.New("database isn't correctly mapped")

// missing says why there is no engine, nil when there is one. The gate is held.
func (v *Vault) missing() error {
	switch {
	case v.closed:
		return app.Errorf(app.CodeLocked, "vault.closed")
	case v.engine == nil:
		return errLost
	}
	return nil
}

// viewWith runs do in a read transaction.
func (e *engine) viewWith(keys *keyring, zone *time.Location, do func(*session) error) error {
	var tx *bolt.Tx
	err := guarded(func() (err error) {
		tx, err = e.bolt.Begin(false)
		return err
	})
	if err != nil {
		return err
	}
	defer func() { _ = guarded(tx.Rollback) }() // ends a read transaction
	return do(newSession(e, tx, keys, zone))
}

// Write implements app.Store.
func (v *Vault) Write(ctx context.Context, who app.Actor, do func(app.Writer) error) error {
	if err := v.takeTurn(ctx); err != nil {
		return err
	}
	defer v.giveTurn()
	w := newWriter(who, v.opts.Clock.Now())
	collected := false
	err := v.update(w, func() error {
		if err := do(w); err != nil {
			return asCaller(err)
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		collected = true
		return w.apply()
	})
	if collected && v.mend(err) {
		err = v.update(w, w.apply)
	}
	if err != nil {
		return explain(err)
	}
	v.tell(w.changes)
	return nil
}

// mend removes the cause of a failed commit if it can: it gives the ballast away when
// the disk is full, and opens the database anew when its map was lost.
func (v *Vault) mend(err error) bool {
	full, lost := isDiskFull(err), isUnmapped(err)
	if full {
		if !v.dropBallast() {
			return false
		}
		v.warn(app.Problem{Key: "vault.warn.full"})
	}
	if lost {
		return v.reopen() == nil
	}
	return full && v.reopenIfUnmapped() == nil
}

// update runs do in one transaction and commits it. The session is bound to w.
func (v *Vault) update(w *writer, do func() error) error {
	if err := v.reopenIfUnmapped(); err != nil {
		return err
	}
	v.gate.RLock()
	defer v.gate.RUnlock()
	if err := v.missing(); err != nil {
		return err
	}
	return v.engine.update(func(tx *bolt.Tx) (bool, error) {
		w.session = newSession(v.engine, tx, v.keys, v.zone())
		err := do()
		return !w.empty(), err
	})
}

// update runs do in a write transaction, which is committed when do returns true
// and nil and rolled back otherwise, also when do panics.
func (e *engine) update(do func(*bolt.Tx) (commit bool, err error)) error {
	var tx *bolt.Tx
	err := guarded(func() (err error) {
		tx, err = e.bolt.Begin(true)
		return err
	})
	if err != nil {
		return err
	}
	done := false
	defer func() {
		if !done {
			_ = guarded(tx.Rollback) // nothing was written; the first error says more
		}
	}()
	commit, err := do(tx)
	if err != nil || !commit {
		return err
	}
	err = guarded(tx.Commit)
	_, broken := errors.AsType[*damage](err)
	done = !broken // a commit that returns has ended the transaction, one that panicked has not
	return err
}

// takeTurn waits until nobody else writes.
func (v *Vault) takeTurn(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return explain(err)
	}
	select {
	case v.turn <- struct{}{}:
		return nil
	case <-ctx.Done():
		return explain(ctx.Err())
	}
}

func (v *Vault) giveTurn() { <-v.turn }

// reopenIfUnmapped opens the database anew when an earlier failure cost its map.
func (v *Vault) reopenIfUnmapped() error {
	err := v.view(func(*session) error { return nil })
	if isUnmapped(err) {
		return v.reopen()
	}
	return err
}

// reopen closes and opens the database file. It waits for readers to leave.
func (v *Vault) reopen() error {
	v.gate.Lock()
	defer v.gate.Unlock()
	if v.closed {
		return v.missing()
	}
	if v.engine != nil {
		_ = v.engine.close() // it is broken already
		v.engine = nil
	}
	// A file that is gone would be made anew, empty.
	if facts, err := examine(v.place.database()); err != nil || facts.Size < facts.Needed {
		return errors.Join(errLost, err)
	}
	e, err := openEngine(v.place.database(), false, v.opts.mapSize)
	if err != nil {
		return err
	}
	v.opts.Log.Warn("vault: database opened anew after it lost its map")
	v.engine = e
	return nil
}

// ChainHead returns the number of entries in the history and the MAC of the last
// one in hexadecimal, to be printed on reports and put into bundles: whoever holds
// them can later tell whether the history was cut or rolled back. Zero and "" for
// an empty history, or when the vault cannot be read.
func (v *Vault) ChainHead() (seq uint64, mac string) {
	err := v.read(context.Background(), func(s *session) error {
		head, err := s.chainHead()
		seq, mac = head.seq, hexText(head.mac)
		return err
	})
	if err != nil {
		v.opts.Log.Error("vault: head of the history", "err", err)
		return 0, ""
	}
	return seq, mac
}
