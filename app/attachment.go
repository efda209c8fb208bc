package app

import (
	"context"
	"io"
	"time"
)

// KindAttachment is the kind of the vault's own records about kept files, one for
// each Attachment; their ID is the attachment's hash.
const KindAttachment Kind = "attachment"

// Attachment is a file that the vault keeps beside the records: a photo, a scan,
// a document. Records refer to it by Hash.
type Attachment struct {
	Hash      string    // name of the content in the vault; the same content has the same hash
	Name      string    // file name as the user gave it, with the ending of what is kept
	MediaType string    // "image/jpeg", "application/pdf"
	Size      int64     // bytes
	Width     int       // pixels, photos only
	Height    int       // pixels, photos only
	Taken     time.Time // when the photo was taken, by its own data; zero when unknown
	Added     time.Time // when it was kept
	Original  string    // hash of the untouched original, when it was kept too
}

// KeepOptions say how a file is kept.
type KeepOptions struct {
	// Sensitivity of the record it belongs to; restricted and sealed files are
	// sealed with the second key.
	Sensitivity Sensitivity
	// Original keeps a photo's file as it came too, with the place where it was taken.
	Original bool
}

// Attachments keeps files beside the records. The vault implements it.
type Attachments interface {
	// Keep stores what r gives under name. A photo is turned upright, made smaller
	// and loses the place where it was taken; other files are kept as they are. Keep
	// writes, so it may not be called inside Store.Write. Errors: CodeInvalid for a
	// photo that cannot be read, CodeDiskFull, CodeLocked.
	Keep(ctx context.Context, name string, r io.Reader, o KeepOptions) (Attachment, error)
	// OpenAttachment opens a kept file for reading; the caller closes it. Errors:
	// CodeNotFound, CodeLocked, CodeCorrupt (also while reading).
	OpenAttachment(ctx context.Context, hash string) (io.ReadCloser, Attachment, error)
}
