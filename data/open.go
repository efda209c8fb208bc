package data

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"time"

	bolt "go.etcd.io/bbolt"

	"campuskeeper/app"
)

// Create makes a vault in a folder that holds none and returns it open, with the
// recovery code that must go onto paper: it is stored nowhere. Errors:
// CodeConflict when there is a vault already, CodeInvalid for an empty passphrase
// or a folder on the network, CodeDiskFull, CodeReadOnly.
func Create(ctx context.Context, o Options, passphrase string) (*Vault, string, error) {
	o = o.filled()
	p := place(o.Dir)
	if passphrase == "" {
		return nil, "", app.Errorf(app.CodeInvalid, "vault.passphrase.empty")
	}
	if Exists(o.Dir) {
		return nil, "", app.Errorf(app.CodeConflict, "vault.exists", "folder", o.Dir)
	}
	if err := os.MkdirAll(string(p), folderMode); err != nil {
		return nil, "", explain(err)
	}
	if err := refuseNetwork(p); err != nil {
		return nil, "", err
	}
	code, err := layOut(ctx, o, p, passphrase)
	if err != nil {
		// Nothing of a vault that never was may stand in the way of the next try.
		_ = errors.Join(os.Remove(p.database()), os.Remove(p.keyFile()))
		return nil, "", explain(err)
	}
	v, err := Open(ctx, o, Passphrase(passphrase))
	if err != nil {
		return nil, "", err
	}
	return v, code, nil
}

// layOut writes the files of a new vault.
func layOut(ctx context.Context, o Options, p place, passphrase string) (code string, err error) {
	file, keys, code, err := newKeyFile(passphrase, o.cost)
	if err != nil {
		return "", err
	}
	text, err := file.bytes()
	if err != nil {
		return "", err
	}
	e, err := openEngine(p.database(), false, o.mapSize)
	if err != nil {
		return "", err
	}
	err = e.update(func(tx *bolt.Tx) (bool, error) {
		s := newSession(e, tx, keys, time.UTC)
		if err := errors.Join(
			s.set(metaBucket, metaDatabase, []byte(file.Database)),
			s.set(metaBucket, metaKeyFile, text),
		); err != nil {
			return false, err
		}
		return true, s.migrateFrom(0, o.migrations)
	})
	if closeErr := e.close(); err == nil {
		err = closeErr
	}
	if err == nil {
		err = ctx.Err()
	}
	if err != nil {
		return "", err
	}
	return code, writeFileAtomic(p.keyFile(), text)
}

// refuseNetwork refuses a folder on another computer: neither locks nor maps can be
// trusted there.
func refuseNetwork(p place) error {
	if onNetwork(string(p)) {
		return app.Errorf(app.CodeInvalid, "vault.network", "folder", string(p))
	}
	return nil
}

// opening is a vault on its way to being open.
type opening struct {
	ctx   context.Context
	opts  Options
	place place
	man   *manifest // nil when missing or unreadable
	facts fileFacts
	stand standing
}

// Open opens a vault with a passphrase or the recovery code. Errors: CodeNotFound
// when there is no vault, CodeInUse when another program has it open, CodeLocked
// for a wrong key, CodeInvalid for a mistyped recovery code, CodeCorrupt for a
// missing, damaged, cut or older database (the message names where it was put and
// the newest good backup), CodeConflict for a vault of a newer program.
func Open(ctx context.Context, o Options, key Key) (*Vault, error) {
	o = o.filled()
	op := &opening{ctx: ctx, opts: o, place: place(o.Dir)}
	if err := op.look(); err != nil {
		return nil, explain(err)
	}
	e, err := openEngine(op.place.database(), false, o.mapSize)
	if err != nil {
		return nil, op.failed(err)
	}
	v, err := op.unlock(e, key)
	if err != nil {
		if e.close() != nil {
			o.Log.Error("vault: close after a failed opening")
		}
		return nil, op.failed(err)
	}
	if err := v.begin(ctx, op); err != nil {
		_ = v.shut() // the first error says more
		return nil, explain(err)
	}
	return v, nil
}

// look judges the files before the database is opened.
func (op *opening) look() (err error) {
	if !Exists(string(op.place)) {
		return app.Errorf(app.CodeNotFound, "vault.none", "folder", string(op.place))
	}
	if err := refuseNetwork(op.place); err != nil {
		return err
	}
	if op.man, err = loadManifest(op.place); err != nil {
		return err
	}
	if err := op.finishSwap(); err != nil {
		return err
	}
	op.facts, err = examine(op.place.database())
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return op.told("vault.missing", "", err)
	case err != nil && !errors.Is(err, errNotBolt):
		return err
	}
	if held, err := lockedElsewhere(op.place.database()); err != nil {
		return err
	} else if held {
		return app.Errorf(app.CodeInUse, "vault.inuse")
	}
	if err != nil || op.facts.Size < op.facts.Needed {
		return op.setAside(err)
	}
	return op.judge()
}

// judge compares the file with the manifest, and has it checked deeply where the
// last end was not clean.
func (op *opening) judge() error {
	op.stand = op.man.compare(op.facts)
	switch op.stand {
	case standsAsLeft:
		return nil
	case standsShrunk:
		return op.setAside(errors.New("smaller than it was"))
	case standsOlder:
		if op.facts.Torn {
			return op.setAside(errors.New("lost its newest transaction"))
		}
		return op.told("vault.older", "", nil)
	}
	op.opts.Log.Info("vault: the last end was not clean, checking the database")
	err := op.opts.checkFile(op.ctx, op.place.database())
	if app.CodeOf(err) == app.CodeCorrupt {
		return op.setAside(err)
	}
	if op.ctx.Err() != nil {
		return op.ctx.Err()
	}
	if err != nil { // the check itself could not run; reading is guarded anyway
		op.opts.Log.Error("vault: check of the database", "err", err)
	}
	return nil
}

// lockedElsewhere says whether another program has the database open.
func lockedElsewhere(path string) (held bool, err error) {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return false, err
	}
	held, err = probeLock(f)
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	return held, err
}

// failed explains why the open database was refused; a damaged one is set aside.
func (op *opening) failed(err error) error {
	_, broken := errors.AsType[*damage](err)
	if broken || isAny(err, boltDamage) {
		return op.setAside(err)
	}
	return explain(err)
}

// unlock opens the key file and makes the vault.
func (op *opening) unlock(e *engine, key Key) (*Vault, error) {
	v := &Vault{
		opts: op.opts, place: op.place,
		turn: make(chan struct{}, 1), engine: e,
	}
	err := e.viewWith(v.keys, v.zone(), func(s *session) (err error) {
		version, err := s.version()
		if err != nil {
			return err
		}
		if version > len(op.opts.migrations) {
			return app.Errorf(app.CodeConflict, "vault.newer")
		}
		if v.file, err = s.newestKeyFile(op.place); err != nil {
			return err
		}
		if v.keys, _, err = v.file.unlock(key); err != nil {
			return err
		}
		return op.checkAnchor(newSession(e, s.tx, v.keys, s.zone))
	})
	return v, err
}

// checkAnchor makes sure that the history goes on from where the manifest knows it.
func (op *opening) checkAnchor(s *session) error {
	if op.man == nil {
		return nil
	}
	anchors := []anchor{op.man.Now}
	if op.man.Next != nil {
		anchors = append(anchors, *op.man.Next)
	}
	for _, a := range anchors {
		if holds, err := s.holdsAnchor(a); err != nil || holds {
			return err
		}
	}
	return op.told("vault.older", "", nil)
}

// newestKeyFile returns the key file beside the database or the copy inside,
// whichever is newer: an old key file put back does not bring an old passphrase
// back, and a lost one is no loss.
func (s *session) newestKeyFile(p place) (*keyFile, error) {
	inside, err := s.metaText(metaKeyFile)
	if err != nil {
		return nil, err
	}
	f, err := readKeyFile([]byte(inside))
	if err == nil {
		return newestOf(f, p), nil
	}
	text, readErr := os.ReadFile(p.keyFile())
	if readErr != nil {
		return nil, err
	}
	return readKeyFile(text)
}

// begin brings the vault up to date and marks it as open.
func (v *Vault) begin(ctx context.Context, op *opening) error {
	if op.man != nil {
		v.man = *op.man
	}
	v.man.Database, v.man.Next = v.file.Database, nil
	v.place.sweep()
	if err := v.migrate(ctx); err != nil {
		return err
	}
	if err := v.keepKeyFile(v.file); err != nil {
		return err
	}
	if err := v.saveManifest(stateOpen); err != nil {
		// On a full disk the vault can still be read; a manifest that says "closed"
		// beside a newer database has it checked deeply next time, as this one would.
		v.opts.Log.Warn("vault: manifest", "err", err)
	}
	if part := cloudFolder(string(v.place)); part != "" {
		v.warn(app.Problem{Key: "vault.warn.cloud", Args: app.Args{"folder": part}})
	}
	v.checkSpace()
	return nil
}

// migrate runs the migrations the vault has not seen, after a backup.
func (v *Vault) migrate(ctx context.Context) error {
	var version int
	err := v.view(func(s *session) (err error) {
		version, err = s.version()
		return err
	})
	if err != nil || version == len(v.opts.migrations) {
		return err
	}
	if _, err := v.Backup(ctx, ""); err != nil {
		return err
	}
	v.opts.Log.Info("vault: migrating", "from", version, "to", len(v.opts.migrations))
	return v.engine.update(func(tx *bolt.Tx) (bool, error) {
		s := newSession(v.engine, tx, v.keys, v.zone())
		return true, s.migrateFrom(version, v.opts.migrations)
	})
}

// saveManifest writes down what the database looks like now.
func (v *Vault) saveManifest(state string) error {
	var now anchor
	err := v.view(func(s *session) (err error) {
		now, err = s.anchorOf(s.tx)
		return err
	})
	if err != nil {
		return err
	}
	v.state.Lock()
	defer v.state.Unlock()
	v.man.State, v.man.Now = state, now
	return v.man.save(v.place)
}

func (v *Vault) zone() *time.Location { return v.opts.Clock.Now().Location() }

// Close closes the vault. It waits for whoever writes or reads. Closing twice is
// no error.
func (v *Vault) Close() error {
	v.turn <- struct{}{}
	defer v.giveTurn()
	if v.isClosed() {
		return nil
	}
	if err := v.compactIfWorth(); err != nil {
		v.opts.Log.Warn("vault: compaction", "err", err)
	}
	if v.isClosed() {
		return nil // compacted, with a manifest of its own
	}
	if err := v.saveManifest(stateClosed); err != nil {
		v.opts.Log.Warn("vault: manifest", "err", err) // the next start checks deeply
	}
	return explain(v.shut())
}

func (v *Vault) isClosed() bool {
	v.gate.RLock()
	defer v.gate.RUnlock()
	return v.closed
}

// shut closes the engine.
func (v *Vault) shut() error {
	v.gate.Lock()
	defer v.gate.Unlock()
	v.closed = true
	if v.engine == nil {
		return nil
	}
	err := v.engine.close()
	v.engine = nil
	return err
}
