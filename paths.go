package main

import (
	"os"
	"path/filepath"
	"runtime"

	"campuskeeper/ui/desktop"
)

// standardHome is where a school's data lies unless --home says otherwise: a
// folder of this user, on this computer, never on a network drive.
func standardHome() (string, error) {
	switch runtime.GOOS {
	case "windows":
		if local := os.Getenv("LOCALAPPDATA"); local != "" {
			return filepath.Join(local, "CampusKeeper"), nil
		}
	case "linux":
		if data := os.Getenv("XDG_DATA_HOME"); data != "" {
			return filepath.Join(data, "campuskeeper"), nil
		}
		user, err := os.UserHomeDir()
		return filepath.Join(user, ".local", "share", "campuskeeper"), err
	}
	config, err := os.UserConfigDir()
	return filepath.Join(config, "CampusKeeper"), err
}

// documents is the folder in which people look for their files.
func documents() string {
	if folder := desktop.UserDocuments(); folder != "" {
		return folder
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return ""
	}
	for _, name := range []string{"Documents", "文档"} {
		folder := filepath.Join(home, name)
		if info, err := os.Stat(folder); err == nil && info.IsDir() {
			return folder
		}
	}
	return home
}
