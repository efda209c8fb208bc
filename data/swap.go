package data

import (
	"errors"
	"os"

	bolt "go.etcd.io/bbolt"
)

// The database is exchanged for another one when a backup is restored and when it
// is compacted. The new one lies ready under another name and the manifest says so
// before anything is renamed; whatever happens in between, the next start finds
// one of the two, or finishes the exchange.

// swapIn puts the incoming database into the place of the present one, which gets
// the name kept, or is removed when kept is "". man describes the present one.
func swapIn(p place, man manifest, next anchor, kept string) error {
	man.State, man.Next = stateSwapping, &next
	if err := man.save(p); err != nil {
		return err
	}
	if kept != "" && exists(p.database()) {
		if err := rename(p.database(), kept); err != nil {
			return err
		}
	}
	return finishSwap(p, man)
}

// finishSwap is the second half of an exchange.
func finishSwap(p place, man manifest) error {
	if err := rename(p.incoming(), p.database()); err != nil {
		return err
	}
	if err := syncFolder(string(p)); err != nil {
		return err
	}
	man.State, man.Now, man.Next = stateClosed, *man.Next, nil
	man.Backup, man.File = nil, ""
	return man.save(p)
}

// finishSwap ends an exchange that was cut short: it goes on when the old database
// has left already, else the old one stays and the copy goes.
func (op *opening) finishSwap() error {
	if !exists(op.place.incoming()) {
		return nil
	}
	swapping := op.man != nil && op.man.State == stateSwapping
	if !swapping || exists(op.place.database()) {
		return os.Remove(op.place.incoming())
	}
	if err := finishSwap(op.place, *op.man); err != nil {
		return err
	}
	var err error
	op.man, err = loadManifest(op.place)
	return err
}

// compactFrom is the size from which compaction is worth its time, in bytes.
const compactFrom = 8 << 20

// compactIfWorth writes the database anew when more than half of it is free. The
// caller has the turn and is about to close; the engine is closed afterwards.
func (v *Vault) compactIfWorth() error {
	v.gate.Lock()
	defer v.gate.Unlock()
	if err := v.missing(); err != nil {
		return err
	}
	var size, free int64
	err := v.engine.viewWith(v.keys, v.zone(), func(s *session) error {
		stats := v.engine.bolt.Stats()
		size = s.tx.Size()
		free = int64(stats.FreePageN+stats.PendingPageN) * pageSize
		return nil
	})
	if err != nil || size < compactFrom || free*2 < size {
		return err
	}
	v.opts.Log.Info("vault: compacting", "bytes", size, "free", free)
	next, err := v.compactInto(v.place.incoming())
	if err != nil {
		_ = os.Remove(v.place.incoming()) // the first error says more
		return err
	}
	v.closed = true
	if err := v.engine.close(); err != nil {
		return err
	}
	v.engine = nil
	v.state.Lock()
	man := v.man
	v.state.Unlock()
	return swapIn(v.place, man, next, "")
}

// compactInto writes a compacted and checked copy of the database.
func (v *Vault) compactInto(path string) (anchor, error) {
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return anchor{}, err
	}
	small, err := openBolt(path, false, 0)
	if err != nil {
		return anchor{}, err
	}
	err = guarded(func() error {
		small.NoSync = true // one sync at the end
		return errors.Join(bolt.Compact(small, v.engine.bolt, 8<<20), small.Sync())
	})
	if err = errors.Join(err, guarded(small.Close)); err != nil {
		return anchor{}, err
	}
	if err := VerifyFile(path); err != nil {
		return anchor{}, err
	}
	e, err := openEngine(path, true, 0)
	if err != nil {
		return anchor{}, err
	}
	var next anchor
	err = e.viewWith(v.keys, v.zone(), func(s *session) (err error) {
		next, err = s.anchorOf(s.tx)
		return err
	})
	return next, errors.Join(err, e.close())
}
