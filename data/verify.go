package data

import (
	"bytes"
	"context"
	"errors"
	"os/exec"
	"time"

	bolt "go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	"campuskeeper/app"
)

// checkLimit is how long the check of a file in a child process may take.
const checkLimit = 3 * time.Minute

// ExitDamaged is the exit code by which the child process of InChild says that the
// file is damaged.
const ExitDamaged = 5

// InChild returns a check for Options.CheckInChild that runs the program exe with
// args and the file, which calls VerifyFile and exits with 0, or with ExitDamaged.
// A child that crashes or hangs says the same: bbolt does both in damaged files.
func InChild(exe string, args ...string) func(ctx context.Context, file string) error {
	return func(ctx context.Context, file string) error {
		limited, cancel := context.WithTimeout(ctx, checkLimit)
		defer cancel()
		cmd := exec.CommandContext(limited, exe, append(append([]string{}, args...), file)...)
		out, err := cmd.CombinedOutput()
		if err == nil {
			return nil
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		err = errors.Join(err, errors.New(string(out[:min(len(out), 2000)])))
		if limited.Err() != nil || saysDamaged(err, out) {
			return fileDamaged(err, file)
		}
		return err // it could not be started, or does not know what was asked
	}
}

// saysDamaged says whether a child ended because of the file: with our code, by a
// signal, or by a crash of Go's, whose exit code alone may mean other things.
func saysDamaged(err error, out []byte) bool {
	exit, ended := errors.AsType[*exec.ExitError](err)
	if !ended {
		return false
	}
	return exit.ExitCode() == ExitDamaged || exit.ExitCode() < 0 || bytes.Contains(out, []byte("\ngoroutine "))
}

// checkFile checks a database file, in a child process if there is one.
func (o Options) checkFile(ctx context.Context, file string) error {
	if o.CheckInChild != nil {
		return o.CheckInChild(ctx, file)
	}
	return VerifyFile(file)
}

// VerifyFile checks the structure of a database file without any key: its size, its
// heads, every page, every bucket, the list of free pages. It does not write and
// nobody may write meanwhile. On a damaged file it returns an Error with CodeCorrupt;
// bbolt, which has the last look, might also crash or hang, so it is called in a
// process of its own; see InChild.
func VerifyFile(file string) error {
	facts, err := examine(file)
	if err != nil && !errors.Is(err, errNotBolt) {
		return explain(err)
	}
	if err != nil || facts.Size < facts.Needed {
		return fileDamaged(err, file)
	}
	if err := walkPages(file, facts); err != nil {
		return fileDamaged(err, file)
	}
	e, err := openEngine(file, true, 0)
	if errors.Is(err, berrors.ErrTimeout) {
		return explain(err)
	}
	if err != nil {
		return fileDamaged(err, file)
	}
	err = errors.Join(e.checkPages(), e.readAll())
	if closeErr := e.close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return fileDamaged(err, file)
	}
	return nil
}

func fileDamaged(err error, file string) error {
	return app.Wrap(err, app.CodeCorrupt, "vault.file.damaged", "file", file)
}

// checkPages runs bbolt's own check and returns the first few complaints.
func (e *engine) checkPages() error {
	return guarded(func() error {
		return e.bolt.View(func(tx *bolt.Tx) error {
			var first []error
			for complaint := range tx.Check() {
				if len(first) < 5 {
					first = append(first, complaint)
				}
			}
			return errors.Join(first...)
		})
	})
}

// readAll touches every key and value and looks for the buckets that must be there.
func (e *engine) readAll() error {
	return guarded(func() error {
		return e.bolt.View(func(tx *bolt.Tx) error {
			if tx.Bucket([]byte(metaBucket)) == nil {
				return errors.New("no meta bucket")
			}
			var sum byte
			var read func(b *bolt.Bucket) error
			read = func(b *bolt.Bucket) error {
				return b.ForEach(func(k, v []byte) error {
					if v == nil {
						return read(b.Bucket(k))
					}
					for _, c := range v {
						sum += c // the page must be there
					}
					return nil
				})
			}
			return tx.ForEach(func(_ []byte, b *bolt.Bucket) error { return read(b) })
		})
	})
}
