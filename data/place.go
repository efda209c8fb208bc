package data

import (
	"os"
	"path/filepath"
	"strings"
)

// place is the folder of a vault; its methods name what lies in it.
type place string

func (p place) database() string    { return filepath.Join(string(p), "campus.db") }
func (p place) incoming() string    { return filepath.Join(string(p), "campus.incoming.db") }
func (p place) keyFile() string     { return filepath.Join(string(p), "campus.key") }
func (p place) manifest() string    { return filepath.Join(string(p), "campus.json") }
func (p place) ballast() string     { return filepath.Join(string(p), "ballast") }
func (p place) attachments() string { return filepath.Join(string(p), attachmentsFolder) }
func (p place) backups() string     { return filepath.Join(string(p), "backups") }
func (p place) kept() string        { return filepath.Join(string(p), "kept") }

const attachmentsFolder = "attachments"

// Modes of what we make: nobody but the user.
const (
	folderMode = 0o700
	fileMode   = 0o600
)

// Exists says whether the folder holds a vault, whole or not.
func Exists(dir string) bool {
	p := place(dir)
	for _, file := range []string{p.database(), p.incoming(), p.keyFile()} {
		if _, err := os.Lstat(file); err == nil {
			return true
		}
	}
	return false
}

// cloudNames are parts of folder names of programs that copy files while they are
// in use. A copy of a live database is torn, and putting one back loses data.
var cloudNames = []string{
	"onedrive", "dropbox", "google drive", "googledrive", "mobile documents", "icloud",
	"nextcloud", "owncloud", "syncthing", "resilio",
	"坚果云", "nutstore", "百度网盘", "baidusyncdisk", "baidunetdisk", "wps云盘", "wpsdrive",
	"腾讯微云", "weiyun", "阿里云盘", "aliyundrive", "天翼云", "和彩云", "钉盘", "飞书",
}

// cloudFolder returns the part of a path that belongs to a synchronising program,
// "" when none does.
func cloudFolder(path string) string {
	for part := range strings.FieldsFuncSeq(path, func(r rune) bool { return r == '/' || r == '\\' }) {
		lower := strings.ToLower(part)
		for _, name := range cloudNames {
			if strings.Contains(lower, name) {
				return part
			}
		}
	}
	return ""
}

// isUNC says whether a Windows path names another computer (\\server\share), in
// the plain or the long form; \\?\C:\ and \\.\ are local.

func isUNC(path string) bool {
	path = strings.ReplaceAll(path, "/", `\`)
	if strings.HasPrefix(path, `\\?\`) || strings.HasPrefix(path, `\\.\`) {
		return strings.HasPrefix(strings.ToUpper(path[4:]), `UNC\`)
	}
	return strings.HasPrefix(path, `\\`)
}
