package data

import (
	"errors"
	"os"

	"campuskeeper/app"
)

// setAside gives a damaged database another name, so that nothing is ever written
// into it or over it, and says where it is and which backup is the newest good one.
func (op *opening) setAside(cause error) error {
	if cause == nil {
		cause = errors.New("cut")
	}
	if err := os.MkdirAll(op.place.kept(), folderMode); err != nil {
		return err
	}
	kept := freeName(op.place.kept(), "damaged-", op.opts.Clock.Now())
	if err := rename(op.place.database(), kept); err != nil {
		op.opts.Log.Error("vault: set aside", "err", err)
		kept = op.place.database() // it stays where it is and is refused again
	}
	op.opts.Log.Error("vault: damaged database set aside", "kept", kept, "err", cause)
	return op.told("vault.damaged", kept, cause)
}

// told returns the error of a vault that cannot be opened, with the newest good
// backup; the message of the same key and ".nobackup" is for when there is none.
func (op *opening) told(key, kept string, cause error) error {
	args := []any{"folder", string(op.place), "kept", kept}
	b, ok := op.newestGoodBackup()
	if !ok {
		return app.Wrap(cause, app.CodeCorrupt, key+".nobackup", args...)
	}
	made := b.Made.In(op.opts.Clock.Now().Location())
	args = append(args, "backup", b.Path, "day", app.DayOf(made), "time", made.Format("15:04"))
	return app.Wrap(cause, app.CodeCorrupt, key, args...)
}

// newestGoodBackup returns the newest backup of the standard place that passes its
// check again.
func (op *opening) newestGoodBackup() (Backup, bool) {
	list, err := Backups(op.place.backups())
	if err != nil {
		op.opts.Log.Error("vault: list of backups", "err", err)
		return Backup{}, false
	}
	for _, b := range list {
		if err := op.opts.checkFile(op.ctx, b.Path); err == nil {
			return b, true
		}
	}
	return Backup{}, false
}
