package data

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"runtime/debug"
	"strings"

	"github.com/asdine/storm/v3"
	berrors "go.etcd.io/bbolt/errors"

	"campuskeeper/app"
)

// damage is what bbolt ran into inside a damaged file: it panics, or the
// processor faults beyond the end of the file.
type damage struct{ cause any }

func (d *damage) Error() string { return fmt.Sprint("damaged database: ", d.cause) }

// guarded runs do, which calls bbolt and nothing of ours, and turns a panic or a
// fault inside into an error.
func guarded(do func() error) (err error) {
	old := debug.SetPanicOnFault(true)
	defer func() {
		debug.SetPanicOnFault(old)
		if cause := recover(); cause != nil {
			err = &damage{cause}
		}
	}()
	return do()
}

// callerError carries an error of a caller's function through our own handling
// untouched.
type callerError struct{ err error }

func (e callerError) Error() string { return e.err.Error() }

// explain turns whatever went wrong into an Error that says what happened, what
// was kept and what to do. An Error stays as it is.
func explain(err error) error {
	if err == nil {
		return nil
	}
	if mine, ok := errors.AsType[callerError](err); ok {
		return mine.err
	}
	if _, ok := errors.AsType[*app.Error](err); ok {
		return err
	}
	_, broken := errors.AsType[*damage](err)
	switch {
	case broken, errors.Is(err, errDamaged), isAny(err, boltDamage):
		return app.Wrap(err, app.CodeCorrupt, "vault.damaged.inside")
	case errors.Is(err, errLocked):
		return app.Wrap(err, app.CodeLocked, "vault.record.locked")
	case errors.Is(err, storm.ErrNotFound):
		return app.Wrap(err, app.CodeNotFound, "vault.record.missing")
	case isDiskFull(err):
		return app.Wrap(err, app.CodeDiskFull, "vault.disk.full")
	case errors.Is(err, berrors.ErrTimeout):
		return app.Wrap(err, app.CodeInUse, "vault.inuse")
	case errors.Is(err, berrors.ErrDatabaseNotOpen):
		return app.Wrap(err, app.CodeLocked, "vault.closed")
	case errors.Is(err, berrors.ErrDatabaseReadOnly), errors.Is(err, fs.ErrPermission):
		return app.Wrap(err, app.CodeReadOnly, "vault.readonly")
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return app.Wrap(err, app.CodeCanceled, "vault.canceled")
	}
	return app.Wrap(err, app.CodeInternal, "vault.failed")
}

// boltDamage are the errors by which bbolt and we refuse a file that is no database.
var boltDamage = []error{errNotBolt, berrors.ErrInvalid, berrors.ErrChecksum, berrors.ErrVersionMismatch}

// isDiskFull says whether nothing more fits on the disk. bbolt passes some errors on
// as text only.
func isDiskFull(err error) bool {
	if err == nil {
		return false
	}
	for _, full := range diskFullErrors {
		if errors.Is(err, full) || strings.HasSuffix(err.Error(), full.Error()) {
			return true
		}
	}
	return errors.Is(err, berrors.ErrMaxSizeReached)
}

// isUnmapped says whether the database lost its map, which bbolt mends only by
// being opened again.
func isUnmapped(err error) bool {
	return err != nil && (errors.Is(err, berrors.ErrInvalidMapping) ||
		strings.Contains(err.Error(), "mmap allocate error") ||
		strings.Contains(err.Error(), "isn't correctly mapped"))
}
