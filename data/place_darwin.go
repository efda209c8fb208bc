package data

import "golang.org/x/sys/unix"

// initialMap is how much address space the database is mapped to at once, so that
// a growing file need not wait for readers. On Unix it costs no disk.
const initialMap = 1 << 30

// networkFileSystems are the type names that statfs(2) gives.
var networkFileSystems = map[string]bool{"nfs": true, "smbfs": true, "afpfs": true, "webdav": true, "ftp": true}

// onNetwork says whether an existing folder lies on another computer.
func onNetwork(dir string) bool {
	var st unix.Statfs_t
	return unix.Statfs(dir, &st) == nil && networkFileSystems[unix.ByteSliceToString(st.Fstypename[:])]
}

// freeSpace returns the bytes that may still be written in a folder.
func freeSpace(dir string) (int64, error) {
	var st unix.Statfs_t
	if err := unix.Statfs(dir, &st); err != nil {
		return 0, err
	}
	return int64(st.Bavail) * int64(st.Bsize), nil
}
