package data

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"campuskeeper/app"
)

// Restore puts a backup into the place of the present database of a vault that is
// not open, and returns the name under which the present one, whatever its state,
// is kept; "" when there was none. The folder may also hold no vault yet, as on a
// new computer. Attachments that lie beside the backup and are missing here are
// copied. Errors: CodeNotFound, CodeCorrupt for a damaged backup, CodeLocked for a
// wrong key, CodeInUse, CodeDiskFull; after each of them all is as before.
func Restore(ctx context.Context, o Options, file string, key Key) (kept string, err error) {
	o = o.filled()
	p := place(o.Dir)
	if err := os.MkdirAll(p.kept(), folderMode); err != nil {
		return "", explain(err)
	}
	if err := refuseNetwork(p); err != nil {
		return "", err
	}
	if exists(p.database()) {
		held, err := lockedElsewhere(p.database())
		if err != nil {
			return "", explain(err)
		}
		if held {
			return "", app.Errorf(app.CodeInUse, "vault.inuse")
		}
	}
	next, database, err := bringIn(ctx, o, p, file, key)
	if err != nil {
		return "", explain(err)
	}
	if exists(p.database()) {
		kept = freeName(p.kept(), "before-restore-", o.Clock.Now())
	}
	man := manifest{Database: database}
	if old, err := loadManifest(p); err == nil && old != nil {
		man.Now = old.Now
	}
	if err := swapIn(p, man, next, kept); err != nil {
		return "", explain(err)
	}
	return kept, nil
}

// bringIn checks a backup, proves that the key opens it, and copies it and its
// attachments into the folder of the vault.
func bringIn(ctx context.Context, o Options, p place, file string, key Key) (next anchor, database string, err error) {
	e, keys, err := openBackup(ctx, o, file, func(f *keyFile) (*keyring, error) {
		database = f.Database
		keys, _, err := newestOf(f, p).unlock(key)
		return keys, err
	})
	if err != nil {
		return anchor{}, "", err
	}
	err = e.viewWith(keys, o.Clock.Now().Location(), func(s *session) (err error) {
		next, err = s.anchorOf(s.tx)
		return err
	})
	if err = errors.Join(err, e.close()); err != nil {
		return anchor{}, "", err
	}
	if err := copyMissing(ctx, filepath.Join(filepath.Dir(file), attachmentsFolder), p.attachments()); err != nil {
		return anchor{}, "", err
	}
	return next, database, carry(ctx, file, p.incoming())
}
