package data

import (
	"bufio"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"campuskeeper/app"
)

// Backup is a copy of the database that was checked when it was made. It holds the
// key file too, so it opens with the passphrase of its day or a newer one.
type Backup struct {
	Path string
	Made time.Time
	Size int64 // bytes
}

// The name of a backup tells when it was made, with the zone:
// campus-2026-11-23-103205+0800.db, with -2 and so on for more in one second.
const (
	backupPrefix = "campus-"
	backupLayout = "2006-01-02-150405-0700"
	backupSuffix = ".db"
)

// Backups lists the backups in a folder, newest first. A folder that is not there
// has none.
func Backups(dir string) ([]Backup, error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, explain(err)
	}
	var list []Backup
	for _, entry := range entries {
		made, ok := backupTime(entry.Name())
		if !ok || !entry.Type().IsRegular() {
			continue
		}
		info, err := entry.Info()
		if err != nil {
			continue // it went away just now
		}
		list = append(list, Backup{filepath.Join(dir, entry.Name()), made, info.Size()})
	}
	slices.SortStableFunc(list, func(a, b Backup) int {
		if c := b.Made.Compare(a.Made); c != 0 {
			return c
		}
		return strings.Compare(b.Path, a.Path)
	})
	return list, nil
}

// backupTime reads when a backup was made from its name.
func backupTime(name string) (time.Time, bool) {
	text, ok := strings.CutPrefix(name, backupPrefix)
	if !ok {
		return time.Time{}, false
	}
	if text, ok = strings.CutSuffix(text, backupSuffix); !ok || len(text) < len(backupLayout) {
		return time.Time{}, false
	}
	made, err := time.Parse(backupLayout, text[:len(backupLayout)])
	return made, err == nil
}

// freeName returns a path in dir for a copy made at a time that does not exist yet.
func freeName(dir, prefix string, made time.Time) string {
	stem := filepath.Join(dir, prefix+made.Format(backupLayout))
	path := stem + backupSuffix
	for n := 2; exists(path); n++ {
		path = fmt.Sprintf("%s-%d%s", stem, n, backupSuffix)
	}
	return path
}

// BackupFolder is the standard place of a vault's backups.
func (v *Vault) BackupFolder() string { return v.place.backups() }

// Backup writes a checked copy of the database into dir, "" for the standard place;
// there older ones are thinned out. Another folder, which may be on another disk or
// computer, also gets the attachments it does not have yet. Others may read and
// write meanwhile. Errors: CodeDiskFull, CodeCorrupt when the copy does not pass
// its check (then nothing is left), CodeCanceled.
func (v *Vault) Backup(ctx context.Context, dir string) (Backup, error) {
	b, err := v.backup(ctx, dir)
	return b, explain(err)
}

func (v *Vault) backup(ctx context.Context, dir string) (Backup, error) {
	v.backingUp.Lock()
	defer v.backingUp.Unlock()
	standard := dir == "" || filepath.Clean(dir) == v.place.backups()
	if standard {
		dir = v.place.backups()
	}
	for _, folder := range []string{v.place.backups(), dir} {
		if err := os.MkdirAll(folder, folderMode); err != nil {
			return Backup{}, err
		}
	}
	now := v.opts.Clock.Now()
	path := freeName(dir, backupPrefix, now)
	// The copy is written on this disk first: a slow stick must not hold the
	// transaction that it is read from.
	tmp, at, err := v.snapshot(ctx)
	if err != nil {
		return Backup{}, err
	}
	if standard {
		err = errors.Join(rename(tmp, path), syncFolder(dir))
	} else {
		err = errors.Join(carry(ctx, tmp, path), os.Remove(tmp))
	}
	if err == nil && !standard {
		err = copyMissing(ctx, v.place.attachments(), filepath.Join(dir, attachmentsFolder))
	}
	info, statErr := os.Stat(path)
	if err = errors.Join(err, statErr); err != nil {
		return Backup{}, err
	}
	if standard {
		v.noteBackup(at, filepath.Base(path))
		v.thinOut(now)
	}
	return Backup{path, now, info.Size()}, nil
}

// snapshot writes a checked copy of the database under a temporary name.
func (v *Vault) snapshot(ctx context.Context) (path string, at anchor, err error) {
	if err := v.roomForCopy(); err != nil {
		return "", anchor{}, err
	}
	tmp, err := os.CreateTemp(v.place.backups(), newSnapshot)
	if err != nil {
		return "", anchor{}, err
	}
	err = v.read(ctx, func(s *session) error {
		if at, err = s.anchorOf(s.tx); err != nil {
			return err
		}
		w := bufio.NewWriterSize(tmp, 1<<20)
		return guarded(func() error {
			_, err := s.tx.WriteTo(w)
			return errors.Join(err, w.Flush())
		})
	})
	err = errors.Join(err, tmp.Sync(), tmp.Close())
	if err == nil {
		err = v.opts.checkFile(ctx, tmp.Name())
	}
	if err != nil {
		_ = os.Remove(tmp.Name()) // the first error says more
		return "", anchor{}, err
	}
	return tmp.Name(), at, nil
}

// roomForCopy refuses a copy that would fill the disk.
func (v *Vault) roomForCopy() error {
	free, err := freeSpace(string(v.place))
	if err != nil {
		return nil //nolint:nilerr // then the writing itself will tell
	}
	var needed int64
	err = v.view(func(s *session) error {
		needed = s.tx.Size()
		return nil
	})
	if err != nil {
		return err
	}
	if free < needed+needed/8 {
		return app.Errorf(app.CodeDiskFull, "vault.backup.space", "megabytes", needed>>20+1)
	}
	return nil
}

// carry copies a file to another disk and reads it again to see that it arrived.
func carry(ctx context.Context, from, to string) error {
	if err := copyFile(ctx, from, to); err != nil {
		return err
	}
	sent, err := fileSum(ctx, from)
	if err != nil {
		return err
	}
	arrived, err := fileSum(ctx, to)
	if err == nil && sent != arrived {
		err = app.Errorf(app.CodeCorrupt, "vault.backup.arrived", "file", to)
	}
	if err != nil {
		_ = os.Remove(to) // the first error says more
	}
	return err
}

func fileSum(ctx context.Context, path string) (sum [sha256.Size]byte, err error) {
	f, err := os.Open(path)
	if err != nil {
		return sum, err
	}
	defer func() { _ = f.Close() }() // only read
	h := sha256.New()
	if _, err := io.Copy(h, &patientReader{ctx, f}); err != nil {
		return sum, err
	}
	return [sha256.Size]byte(h.Sum(nil)), nil
}

// copyMissing copies the attachments that another folder lacks. They never change,
// so a name that is there is the same file.
func copyMissing(ctx context.Context, from, to string) error {
	return eachAttachment(from, func(name, path string) error {
		target := filepath.Join(to, name[:2], name)
		if exists(target) {
			return nil
		}
		if err := os.MkdirAll(filepath.Dir(target), folderMode); err != nil {
			return err
		}
		return copyFile(ctx, path, target)
	})
}

// noteBackup remembers what the newest backup holds.
func (v *Vault) noteBackup(at anchor, name string) {
	v.state.Lock()
	v.man.Backup, v.man.File = &at, name
	v.state.Unlock()
	if err := v.saveManifest(stateOpen); err != nil {
		v.opts.Log.Warn("vault: manifest", "err", err)
	}
}

// thinOut removes the backups of the standard place that are not needed any more.
func (v *Vault) thinOut(now time.Time) {
	list, err := Backups(v.place.backups())
	if err != nil {
		v.opts.Log.Warn("vault: list of backups", "err", err)
		return
	}
	_, drop := Thin(list, now)
	for _, b := range drop {
		if err := os.Remove(b.Path); err != nil {
			v.opts.Log.Warn("vault: old backup", "err", err)
		}
	}
}

// BackupIfChanged makes a backup in the standard place unless the newest one there
// holds all there is; made says whether it did.
func (v *Vault) BackupIfChanged(ctx context.Context) (b Backup, made bool, err error) {
	var now anchor
	err = v.read(ctx, func(s *session) (err error) {
		now, err = s.anchorOf(s.tx)
		return err
	})
	if err != nil {
		return Backup{}, false, err
	}
	v.state.Lock()
	last, file := v.man.Backup, v.man.File
	v.state.Unlock()
	if last != nil && last.TxID == now.TxID && last.Seq == now.Seq && slices.Equal(last.Head, now.Head) {
		list, err := Backups(v.place.backups())
		if err != nil {
			return Backup{}, false, err
		}
		for _, b := range list {
			if filepath.Base(b.Path) == file {
				return b, false, nil
			}
		}
	}
	b, err = v.Backup(ctx, "")
	return b, err == nil, err
}
