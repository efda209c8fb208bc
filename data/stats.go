package data

import "context"

// Stats are figures for the settings screen and the log.
type Stats struct {
	FileSize int64  // bytes that the database takes, without what is reserved
	FreeSize int64  // of these, bytes that are free inside and will be used again
	DiskFree int64  // bytes left on the disk; negative when the system does not say
	Entries  uint64 // in the history
	Backup   Backup // the newest in the standard place; zero for none
}

// Stats reads the figures. Errors: CodeLocked for a closed vault.
func (v *Vault) Stats(ctx context.Context) (Stats, error) {
	var st Stats
	err := v.read(ctx, func(s *session) error {
		free := s.storm.Bolt.Stats()
		st.FileSize = s.tx.Size()
		st.FreeSize = int64(free.FreePageN+free.PendingPageN) * pageSize
		head, err := s.chainHead()
		st.Entries = head.seq
		return err
	})
	if err != nil {
		return Stats{}, err
	}
	if st.DiskFree, err = freeSpace(string(v.place)); err != nil {
		st.DiskFree = -1
	}
	list, err := Backups(v.place.backups())
	if err != nil {
		return Stats{}, err
	}
	if len(list) > 0 {
		st.Backup = list[0]
	}
	return st, nil
}
