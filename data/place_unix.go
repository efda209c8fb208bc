//go:build unix

package data

import (
	"errors"
	"os"
	"syscall"
)

// probeLock says whether another program holds the database, by trying the lock
// that bbolt takes.
func probeLock(f *os.File) (held bool, err error) {
	err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return true, nil
	}
	if err != nil {
		return false, err
	}
	return false, syscall.Flock(int(f.Fd()), syscall.LOCK_UN)
}

// syncFolder makes a rename in the folder durable.
func syncFolder(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	err = d.Sync()
	if closeErr := d.Close(); err == nil {
		err = closeErr
	}
	return err
}

// diskFullErrors are what the system says when nothing more fits: no space, a
// quota, a limit on file size.
var diskFullErrors = []error{syscall.ENOSPC, syscall.EDQUOT, syscall.EFBIG}

// busyErrors are what a rename may meet for a moment; here there are none.
var busyErrors []error
