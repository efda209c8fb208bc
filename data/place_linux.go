package data

import "golang.org/x/sys/unix"

// initialMap is how much address space the database is mapped to at once, so that
// a growing file need not wait for readers. On Unix it costs no disk.
const initialMap = 1 << 30

// Magic numbers of network file systems, from statfs(2).
var networkFileSystems = map[int64]bool{
	0x6969:     true, // NFS
	0x517b:     true, // SMB
	0xff534d42: true, // CIFS
	0xfe534d42: true, // SMB2
	0x564c:     true, // NCP
	0x73757245: true, // Coda
	0x5346414f: true, // AFS
}

// onNetwork says whether an existing folder lies on another computer.
func onNetwork(dir string) bool {
	var st unix.Statfs_t
	return unix.Statfs(dir, &st) == nil && networkFileSystems[int64(st.Type)&0xffffffff]
}

// freeSpace returns the bytes that may still be written in a folder.
func freeSpace(dir string) (int64, error) {
	var st unix.Statfs_t
	if err := unix.Statfs(dir, &st); err != nil {
		return 0, err
	}
	return int64(st.Bavail) * int64(st.Bsize), nil
}
