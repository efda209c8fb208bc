package data

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"time"
)

// writeFileAtomic replaces a file so that after a crash either the old or the new
// one is there, whole.
func writeFileAtomic(path string, text []byte) error {
	tmp, err := os.CreateTemp(filepath.Dir(path), newFile)
	if err != nil {
		return err
	}
	_, err = tmp.Write(text)
	return finishFile(tmp, path, err)
}

// finishFile makes a written temporary file durable and gives it its name. With
// err, or when something fails, the file is removed.
func finishFile(tmp *os.File, path string, err error) error {
	if err == nil {
		err = tmp.Sync()
	}
	if closeErr := tmp.Close(); err == nil {
		err = closeErr
	}
	if err == nil {
		err = rename(tmp.Name(), path)
	}
	if err != nil {
		_ = os.Remove(tmp.Name()) // the first error says more
		return err
	}
	return syncFolder(filepath.Dir(path))
}

// Names of files that are still being written.
const (
	newFile     = ".new-*"
	newCopy     = ".copy-*"
	newSnapshot = ".snapshot-*"
)

// sweep removes what a program that was ended left half written. The caller holds
// the database, so nobody else is writing.
func (p place) sweep() {
	for _, folder := range []string{string(p), p.attachments(), p.backups(), p.kept()} {
		for _, pattern := range []string{newFile, newCopy, newSnapshot} {
			left, err := filepath.Glob(filepath.Join(folder, pattern))
			if err != nil {
				continue // only for a wrong pattern
			}
			for _, path := range left {
				_ = os.Remove(path) // the next start tries again
			}
		}
	}
}

// rename is os.Rename that waits out a virus scanner which holds the file for a
// moment.
func rename(from, to string) error {
	for pause := 10 * time.Millisecond; ; pause *= 2 {
		err := os.Rename(from, to)
		if err == nil || pause > time.Second || !isAny(err, busyErrors) {
			return err
		}
		time.Sleep(pause)
	}
}

// copyFile copies a file durably to a path that need not exist yet.
func copyFile(ctx context.Context, from, to string) error {
	src, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { _ = src.Close() }() // only read
	tmp, err := os.CreateTemp(filepath.Dir(to), newCopy)
	if err != nil {
		return err
	}
	_, err = io.Copy(tmp, &patientReader{ctx, src})
	return finishFile(tmp, to, err)
}

// patientReader reads until its context ends.
type patientReader struct {
	ctx context.Context
	r   io.Reader
}

func (p *patientReader) Read(b []byte) (int, error) {
	if err := p.ctx.Err(); err != nil {
		return 0, err
	}
	return p.r.Read(b)
}

// exists says whether something has that name.
func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// isAny says whether an error is one of several.
func isAny(err error, targets []error) bool {
	for _, target := range targets {
		if errors.Is(err, target) {
			return true
		}
	}
	return false
}
