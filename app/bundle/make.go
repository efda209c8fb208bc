package bundle

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"campuskeeper/app"
)

// Made is a bundle that lies on the disk, with what a check of it found.
type Made struct {
	Sent
	Path   string
	Report Report
}

// fileName is the usual name of the file.
func (j *job) fileName() string {
	name := j.name() + ".zip"
	if j.seal() != "" {
		name += ".age"
	}
	return name
}

// Make packs a bundle into the file path, or into a file of the usual name when
// path is a folder. It is written beside its place, read back and checked, and
// only then put there and remembered as sent. A cancelled or failed one leaves
// nothing. An existing file of that name is replaced.
func (s *Service) Make(ctx context.Context, who app.Actor, r Request, path string, progress Progress) (Made, error) {
	if progress == nil {
		progress = func(Part, int, int) {}
	}
	progress(PartSelect, 0, 1)
	key, err := s.signer(ctx, who)
	if err != nil {
		return Made{}, err
	}
	j, err := s.prepare(ctx, who, r)
	if err != nil {
		return Made{}, err
	}
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		path = filepath.Join(path, j.fileName())
	}
	made := Made{Path: path, Sent: s.sentOf(j, who)}
	made.File = filepath.Base(path)
	if err := s.write(ctx, j, key, &made, progress); err != nil {
		return Made{}, fileError(err)
	}
	made.Cover = j.coverOf(made.Manifest)
	made.Sent, err = s.remember(ctx, who, made.Sent)
	return made, err
}

// write makes the file under a temporary name, checks it and gives it its name.
func (s *Service) write(ctx context.Context, j *job, key signer, made *Made, progress Progress) (err error) {
	file, err := os.CreateTemp(filepath.Dir(made.Path), ".bundle-*.tmp")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, file.Close(), os.Remove(file.Name()))
		}
	}()
	out := &hashed{w: file, hash: sha256.New()}
	if made.Manifest, err = s.packSealed(ctx, out, j, key, progress); err != nil {
		return err
	}
	if err := file.Sync(); err != nil {
		return err
	}
	made.FileHash, made.Size = out.sum(), out.size
	progress(PartCheck, 0, 1)
	if err := s.readBack(ctx, file, key, made); err != nil {
		return err
	}
	progress(PartCheck, 1, 1)
	if err := file.Close(); err != nil {
		return err
	}
	return os.Rename(file.Name(), made.Path)
}

// packSealed packs the bag, locked for the recipient when the job says so.
func (s *Service) packSealed(ctx context.Context, w io.Writer, j *job, key signer, progress Progress) (manifest string, err error) {
	if j.seal() == "" {
		return s.pack(ctx, w, j, key, progress)
	}
	sealed, err := seal(w, j.seal())
	if err != nil {
		return "", err
	}
	if manifest, err = s.pack(ctx, sealed, j, key, progress); err != nil {
		return "", err
	}
	return manifest, sealed.Close()
}

// readBack reads what lies on the disk: an open bundle is checked as its receiver
// would, a locked one, which only its receiver can open, is compared byte by byte.
func (s *Service) readBack(ctx context.Context, file *os.File, key signer, made *Made) error {
	if !made.Sealed {
		report, err := Verify(ctx, file, made.Size, VerifyOptions{Known: []PublicKey{{Text: key.public}}})
		made.Report = report
		if err != nil {
			return err
		}
		if len(report.Defects) > 0 {
			return &app.Error{Code: app.CodeCorrupt, Key: "bundle.write.wrong", Problems: report.Defects}
		}
		return nil
	}
	made.Report = Report{Sealed: true, BagID: made.BagID, Manifest: made.Manifest, Masked: made.Masked, Key: key.public}
	again := sha256.New()
	if _, err := io.Copy(again, io.NewSectionReader(file, 0, made.Size)); err != nil {
		return err
	}
	if hex.EncodeToString(again.Sum(nil)) != made.FileHash {
		return app.Errorf(app.CodeCorrupt, "bundle.write.wrong")
	}
	return nil
}

// checkLength is how much of the manifest's hash stands on the cover, in characters.
const checkLength = 16

// coverOf is the cover of the finished bundle, to be printed and sealed: it bears
// the beginning of the manifest's hash, which ties the paper to the file.
func (j *job) coverOf(manifest string) Cover {
	cover := j.cover
	cover.Check = manifest[:checkLength]
	return cover
}

func (s *Service) sentOf(j *job, who app.Actor) Sent {
	one := Sent{
		ID: j.cover.BagID, BagID: j.cover.BagID, Recipient: j.profile.Name, Title: j.profile.Title,
		Period: j.request.Period, By: who.Name,
		Masked: len(j.redactor.out.Masked), Basis: j.request.Basis, Document: j.request.Document, Sealed: j.seal() != "",
	}
	one.Entries, one.Numbers = j.entries()
	if j.again != nil {
		one.Supersedes = j.again.BagID
	}
	return one
}

// hashed counts and hashes what is written.
type hashed struct {
	w    io.Writer
	hash hash.Hash
	size int64
}

func (h *hashed) Write(p []byte) (int, error) {
	n, err := h.w.Write(p)
	h.size += int64(n)
	_, _ = h.hash.Write(p[:n]) // a hash never fails
	return n, err
}

func (h *hashed) sum() string { return hex.EncodeToString(h.hash.Sum(nil)) }

// fileError tells a failure of the disk in words; errors of ours pass.
func fileError(err error) error {
	var ours *app.Error
	switch {
	case errors.As(err, &ours):
		return err
	case errors.Is(err, syscall.ENOSPC):
		return app.Wrap(err, app.CodeDiskFull, "bundle.write.full")
	case errors.Is(err, fs.ErrPermission):
		return app.Wrap(err, app.CodeReadOnly, "bundle.write.forbidden")
	case errors.Is(err, fs.ErrNotExist):
		return app.Wrap(err, app.CodeNotFound, "bundle.write.folder")
	}
	return app.Wrap(err, app.CodeInternal, "bundle.write.failed")
}

// CheckFile checks a bundle that lies on the disk with the keys that are known
// here. identity is the content of an age key file, for a locked one. Errors are
// those of Verify and CodeNotFound.
func (s *Service) CheckFile(ctx context.Context, path, identity string) (report Report, err error) {
	known, err := s.Known(ctx)
	if err != nil {
		return Report{}, err
	}
	file, err := os.Open(path)
	if err != nil {
		return Report{}, fileError(err)
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	info, err := file.Stat()
	if err != nil {
		return Report{}, fileError(err)
	}
	return Verify(ctx, file, info.Size(), VerifyOptions{Identity: identity, Known: known})
}
