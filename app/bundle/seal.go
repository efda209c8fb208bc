package bundle

import (
	"bytes"
	"errors"
	"io"
	"strings"

	"filippo.io/age"

	"campuskeeper/app"
)

// sealedPrefix begins every file that is locked with age.
var sealedPrefix = []byte("age-encryption.org/v1\n")

// parseRecipient reads the public key of a recipient (age1…).
func parseRecipient(text string) (age.Recipient, error) {
	r, err := age.ParseX25519Recipient(strings.TrimSpace(text))
	if err != nil {
		return nil, app.Wrap(err, app.CodeInvalid, "bundle.seal.key", "text", text)
	}
	return r, nil
}

// CheckRecipient is nil when a text is a key that a bundle can be locked for.
func CheckRecipient(text string) error {
	_, err := parseRecipient(text)
	return err
}

// seal returns a writer that locks what is written for the recipient. Its Close
// ends the sealed text and leaves w open.
func seal(w io.Writer, recipient string) (io.WriteCloser, error) {
	r, err := parseRecipient(recipient)
	if err != nil {
		return nil, err
	}
	return age.Encrypt(w, r)
}

// IsSealed says whether a file begins as one that is locked with age.
func IsSealed(r io.ReaderAt) bool {
	head := make([]byte, len(sealedPrefix))
	_, err := r.ReadAt(head, 0)
	return (err == nil || errors.Is(err, io.EOF)) && bytes.Equal(head, sealedPrefix)
}

// unseal opens a sealed file for reading with identities as an age key file holds
// them. Errors: CodeLocked when none fits, CodeInvalid for wrong identities,
// CodeCorrupt for a damaged file.
func unseal(r io.ReaderAt, size int64, identities string) (io.ReaderAt, int64, error) {
	if strings.TrimSpace(identities) == "" {
		return nil, 0, app.Errorf(app.CodeLocked, "bundle.sealed")
	}
	keys, err := age.ParseIdentities(strings.NewReader(identities))
	if err != nil {
		return nil, 0, app.Wrap(err, app.CodeInvalid, "bundle.identity")
	}
	plain, length, err := age.DecryptReaderAt(r, size, keys...)
	var none *age.NoIdentityMatchError
	switch {
	case errors.As(err, &none):
		return nil, 0, app.Wrap(err, app.CodeLocked, "bundle.sealed-other")
	case err != nil:
		return nil, 0, app.Wrap(err, app.CodeCorrupt, "bundle.sealed-damaged")
	}
	// Each part of the file proves itself when it is read. All are read once before
	// anything is told of what is inside: a changed part is no defect of the bundle.
	if _, err := io.Copy(io.Discard, io.NewSectionReader(plain, 0, length)); err != nil {
		return nil, 0, app.Wrap(err, app.CodeCorrupt, "bundle.sealed-damaged")
	}
	return plain, length, nil
}
