package data

import (
	"errors"
	"os"
	"path/filepath"

	"golang.org/x/sys/windows"
)

// initialMap is 0: on Windows the file itself grows to what is mapped.
const initialMap = 0

// onNetwork says whether a folder lies on another computer: a UNC path, or a drive
// letter that stands for one.
func onNetwork(dir string) bool {
	full, err := filepath.Abs(dir)
	if err != nil || isUNC(full) {
		return err == nil
	}
	root, err := windows.UTF16PtrFromString(filepath.VolumeName(full) + `\`)
	return err == nil && windows.GetDriveType(root) == windows.DRIVE_REMOTE
}

// freeSpace returns the bytes that may still be written in a folder.
func freeSpace(dir string) (int64, error) {
	path, err := windows.UTF16PtrFromString(dir)
	if err != nil {
		return 0, err
	}
	var free, total, all uint64
	if err := windows.GetDiskFreeSpaceEx(path, &free, &total, &all); err != nil {
		return 0, err
	}
	return int64(free), nil
}

// probeLock says whether another program holds the database, by trying the lock
// that bbolt takes: one byte at the far end.
func probeLock(f *os.File) (held bool, err error) {
	const far = 1<<32 - 1
	at := func() *windows.Overlapped { return &windows.Overlapped{Offset: far, OffsetHigh: far} }
	h := windows.Handle(f.Fd())
	flags := uint32(windows.LOCKFILE_FAIL_IMMEDIATELY | windows.LOCKFILE_EXCLUSIVE_LOCK)
	err = windows.LockFileEx(h, flags, 0, 1, 0, at())
	if errors.Is(err, windows.ERROR_LOCK_VIOLATION) || errors.Is(err, windows.ERROR_IO_PENDING) {
		return true, nil
	}
	if err != nil {
		return false, err
	}
	return false, windows.UnlockFileEx(h, 0, 1, 0, at())
}

// syncFolder does nothing: Windows writes renames through by itself.
func syncFolder(string) error { return nil }

// diskFullErrors are what the system says when nothing more fits.
var diskFullErrors = []error{windows.ERROR_DISK_FULL, windows.ERROR_HANDLE_DISK_FULL, windows.ERROR_DISK_QUOTA_EXCEEDED}

// busyErrors are what a rename meets while a virus scanner reads the file.
var busyErrors = []error{windows.ERROR_SHARING_VIOLATION, windows.ERROR_ACCESS_DENIED}
