package data

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"campuskeeper/app"
)

var _ app.Attachments = (*Vault)(nil)

// largestPhoto is how many bytes of a photo are read into memory at most.
const largestPhoto = 64 << 20

// attachmentRow is the record of a kept file. Header binds it to the file.
type attachmentRow struct {
	Name      string
	MediaType string
	Size      int64
	Width     int
	Height    int
	Taken     time.Time
	Added     time.Time
	Original  string
	Header    []byte
}

func (r *attachmentRow) attachment(hash string) app.Attachment {
	return app.Attachment{
		Hash: hash, Name: r.Name, MediaType: r.MediaType, Size: r.Size, Width: r.Width, Height: r.Height,
		Taken: r.Taken, Added: r.Added, Original: r.Original,
	}
}

// Keep implements app.Attachments.
func (v *Vault) Keep(ctx context.Context, name string, r io.Reader, o app.KeepOptions) (app.Attachment, error) {
	t := tierOf(o.Sensitivity)
	if o.Sensitivity != "" && !o.Sensitivity.Known() || !v.keys.holds(t) {
		return app.Attachment{}, explain(errLocked)
	}
	in := bufio.NewReaderSize(&patientReader{ctx, r}, 4096)
	start, err := in.Peek(512)
	if err != nil && !errors.Is(err, io.EOF) {
		return app.Attachment{}, explain(err)
	}
	row := attachmentRow{
		Name: filepath.Base(filepath.ToSlash(name)), MediaType: mediaType(name, start), Added: v.opts.Clock.Now(),
	}
	var content io.Reader = in
	if isPicture(row.MediaType) {
		if content, err = v.keepPicture(ctx, &row, in, t, o); err != nil {
			return app.Attachment{}, explain(err)
		}
	}
	kept, err := v.keep(ctx, &row, content, t)
	return kept, explain(err)
}

// keepPicture makes a picture ready: small, upright, without the place where it was
// taken; with its original beside it if that is wanted.
func (v *Vault) keepPicture(ctx context.Context, row *attachmentRow, in io.Reader, t tier, o app.KeepOptions) (io.Reader, error) {
	original, err := io.ReadAll(io.LimitReader(in, largestPhoto+1))
	if err != nil {
		return nil, err
	}
	if len(original) > largestPhoto {
		return nil, app.Errorf(app.CodeInvalid, "vault.photo.large", "name", row.Name, "megabytes", largestPhoto>>20)
	}
	photo, err := readyPhoto(original, row.MediaType, v.zone())
	if err != nil {
		return nil, app.Wrap(err, app.CodeInvalid, "vault.photo.unreadable", "name", row.Name)
	}
	if o.Original && !bytes.Equal(original, photo.content) {
		asItCame := *row
		asItCame.Taken = photo.taken
		kept, err := v.keep(ctx, &asItCame, bytes.NewReader(original), t)
		if err != nil {
			return nil, err
		}
		row.Original = kept.Hash
	}
	if row.MediaType != photo.mediaType {
		row.Name = strings.TrimSuffix(row.Name, filepath.Ext(row.Name)) + ".jpg"
	}
	row.MediaType, row.Width, row.Height, row.Taken = photo.mediaType, photo.width, photo.height, photo.taken
	return bytes.NewReader(photo.content), nil
}

// keep seals a content into a file named by its keyed hash, then writes its record.
// Should the program end in between, the file stays without a record and does no harm.
func (v *Vault) keep(ctx context.Context, row *attachmentRow, content io.Reader, t tier) (app.Attachment, error) {
	if err := os.MkdirAll(v.place.attachments(), folderMode); err != nil {
		return app.Attachment{}, err
	}
	tmp, err := os.CreateTemp(v.place.attachments(), newFile)
	if err != nil {
		return app.Attachment{}, err
	}
	row.Header = newStreamHeader(t)
	sum := hmac.New(sha256.New, v.keys.names[t])
	row.Size, err = sealStream(tmp, io.TeeReader(content, sum), v.keys.seals[t][forFiles], row.Header)
	hash := hexText(sum.Sum(nil))
	if known, ok := v.known(ctx, hash); err == nil && ok { // the same content is here already
		_ = errors.Join(tmp.Close(), os.Remove(tmp.Name())) // a file too many does no harm
		row.Header = known.Header
		row.Original = cmp.Or(row.Original, known.Original)
		return v.keepRow(ctx, row, hash, t)
	}
	if err == nil {
		err = os.MkdirAll(filepath.Dir(v.attachmentPath(hash)), folderMode)
	}
	if err := finishFile(tmp, v.attachmentPath(hash), err); err != nil {
		return app.Attachment{}, err
	}
	return v.keepRow(ctx, row, hash, t)
}

// keepRow writes the record of a kept file.
func (v *Vault) keepRow(ctx context.Context, row *attachmentRow, hash string, t tier) (app.Attachment, error) {
	sensitivity := app.Internal
	if t == tierRestricted {
		sensitivity = app.Restricted
	}
	err := v.Write(ctx, app.System, func(w app.Writer) error {
		return w.Put(app.Record{Kind: app.KindAttachment, ID: app.ID(hash), Value: row, Sensitivity: sensitivity})
	})
	return row.attachment(hash), err
}

// known returns the record of a kept file when both it and the file are there and
// whole; a damaged file is written anew.
func (v *Vault) known(ctx context.Context, hash string) (attachmentRow, bool) {
	r, _, err := v.OpenAttachment(ctx, hash)
	if err != nil {
		return attachmentRow{}, false
	}
	_, err = io.Copy(io.Discard, r)
	if err = errors.Join(err, r.Close()); err != nil {
		return attachmentRow{}, false
	}
	row, err := v.attachmentRow(ctx, hash)
	return row, err == nil
}

func (v *Vault) attachmentRow(ctx context.Context, hash string) (row attachmentRow, err error) {
	err = v.Read(ctx, func(r app.Reader) error { return r.Get(app.KindAttachment, app.ID(hash), &row) })
	return row, err
}

// attachmentPath is where the file of a hash lies: not all in one folder.
func (v *Vault) attachmentPath(hash string) string {
	return filepath.Join(v.place.attachments(), hash[:2], hash)
}

// validHash says whether a text has the form of an attachment's hash: it becomes
// part of a path.
func validHash(hash string) bool {
	if len(hash) != 2*sha256.Size {
		return false
	}
	for _, c := range []byte(hash) {
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}

// OpenAttachment implements app.Attachments.
func (v *Vault) OpenAttachment(ctx context.Context, hash string) (io.ReadCloser, app.Attachment, error) {
	missing := app.Errorf(app.CodeNotFound, "vault.attachment.missing", "hash", hash)
	if !validHash(hash) {
		return nil, app.Attachment{}, missing
	}
	row, err := v.attachmentRow(ctx, hash)
	if app.CodeOf(err) == app.CodeNotFound {
		return nil, app.Attachment{}, missing
	}
	if err != nil {
		return nil, app.Attachment{}, err
	}
	file, err := os.Open(v.attachmentPath(hash))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, app.Attachment{}, app.Wrap(err, app.CodeNotFound, "vault.attachment.missing", "hash", hash)
	}
	if err != nil {
		return nil, app.Attachment{}, explain(err)
	}
	r, err := v.openFile(file, row.Header, hash)
	if err != nil {
		_ = file.Close() // the first error says more
		return nil, app.Attachment{}, fileDamaged(err, hash)
	}
	return r, row.attachment(hash), nil
}

func (v *Vault) openFile(file io.ReadCloser, header []byte, hash string) (*streamReader, error) {
	if len(header) != streamHeader {
		return nil, errDamaged
	}
	t, err := tierOfBox(header)
	if err != nil {
		return nil, err
	}
	aead := v.keys.seals[t][forFiles]
	if aead == nil {
		return nil, errLocked
	}
	return newStreamReader(file, aead, header, hmac.New(sha256.New, v.keys.names[t]), hash)
}

// eachAttachment visits the sealed files of an attachments folder.
func eachAttachment(folder string, visit func(name, path string) error) error {
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !validHash(entry.Name()) {
			return err
		}
		return visit(entry.Name(), path)
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
