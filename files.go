package main

import (
	"os"
	"path/filepath"

	"campuskeeper/app"
	"campuskeeper/app/sheet"
)

// openFile opens a file that the user named, to be read.
func openFile(path string) (*os.File, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, app.Wrap(err, app.CodeInvalid, "cli.file", "file", path)
	}
	return file, nil
}

// readFile reads a file that the user named.
func readFile(path string) ([]byte, error) {
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, app.Wrap(err, app.CodeInvalid, "cli.file", "file", path)
	}
	return content, nil
}

// readText reads a text file that the user wrote. What Windows writes is taken as
// well: a mark at the start, UTF-16, the Chinese code page.
func readText(path string) ([]byte, error) {
	content, err := readFile(path)
	if err != nil {
		return nil, err
	}
	return asText(path, content)
}

// asText is the text of what a user wrote, in UTF-8.
func asText(path string, content []byte) ([]byte, error) {
	text, err := sheet.Text(path, content)
	if err != nil {
		return nil, app.Wrap(err, app.CodeInvalid, "cli.file.text", "file", path)
	}
	return text, nil
}

// writeFile writes a file whole or not at all: beside its place first, then moved
// there.
func writeFile(path string, write func(*os.File) error) error {
	fail := func(err error) error {
		if app.CodeOf(err) != app.CodeInternal {
			return err
		}
		return app.Wrap(err, app.CodeInternal, "cli.file.write", "file", path)
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".campuskeeper-*")
	if err != nil {
		return fail(err)
	}
	err = write(f)
	if err == nil {
		err = f.Sync()
	}
	if closing := f.Close(); err == nil {
		err = closing
	}
	if err == nil {
		err = os.Chmod(f.Name(), 0o644)
	}
	if err == nil {
		if err = os.Rename(f.Name(), path); heldOpen(err) {
			err = app.Wrap(err, app.CodeInUse, "cli.file.held", "file", path)
		}
	}
	if err != nil {
		_ = os.Remove(f.Name()) // the first failure is the one to tell
		return fail(err)
	}
	return nil
}
