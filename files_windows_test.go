package main

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/sys/windows"

	"campuskeeper/app"
)

// A paper that is open in another program is not replaced, and the user hears why.
func TestFileHeldOpenIsSaid(t *testing.T) {
	path := filepath.Join(t.TempDir(), "整改通知书.pdf")
	if err := os.WriteFile(path, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	name, err := windows.UTF16PtrFromString(path)
	if err != nil {
		t.Fatal(err)
	}
	viewer, err := windows.CreateFile(name, windows.GENERIC_READ, windows.FILE_SHARE_READ, nil, windows.OPEN_EXISTING, 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	write := func(f *os.File) error {
		_, err := f.WriteString("new")
		return err
	}
	var told *app.Error
	if err := writeFile(path, write); !errors.As(err, &told) || told.Key != "cli.file.held" {
		t.Errorf("held open: %v", err)
	}
	if err := windows.CloseHandle(viewer); err != nil {
		t.Fatal(err)
	}
	if err := writeFile(path, write); err != nil {
		t.Errorf("closed again: %v", err)
	}
	if content, err := os.ReadFile(path); err != nil || string(content) != "new" {
		t.Errorf("%q, %v", content, err)
	}
}
