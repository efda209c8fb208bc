package app

import (
	"crypto/rand"
	"encoding/hex"
)

// ID names a record: a random UUID (version 4) as text. It is random so that
// file names and keys tell nothing about when or in which order records came.
type ID string

// NewID returns a fresh random ID.
func NewID() ID {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails since Go 1.24
	b[6] = b[6]&0x0f | 0x40
	b[8] = b[8]&0x3f | 0x80
	return formatID(b)
}

// DerivedID returns the ID that belongs to a digest of at least 16 bytes, so that
// the same thing imported twice gets the same ID (UUID version 8, RFC 9562).
func DerivedID(digest [32]byte) ID {
	var b [16]byte
	copy(b[:], digest[:16])
	b[6] = b[6]&0x0f | 0x80
	b[8] = b[8]&0x3f | 0x80
	return formatID(b)
}

func formatID(b [16]byte) ID {
	var text [36]byte
	hex.Encode(text[0:8], b[0:4])
	hex.Encode(text[9:13], b[4:6])
	hex.Encode(text[14:18], b[6:8])
	hex.Encode(text[19:23], b[8:10])
	hex.Encode(text[24:36], b[10:16])
	text[8], text[13], text[18], text[23] = '-', '-', '-', '-'
	return ID(text[:])
}

// ParseID checks that text is a UUID in lower case and returns it as an ID.
// It returns an Error with code CodeInvalid otherwise.
func ParseID(text string) (ID, error) {
	bad := &Error{Code: CodeInvalid, Key: "error.id", Args: Args{"text": text}}
	if len(text) != 36 {
		return "", bad
	}
	for i, c := range []byte(text) {
		switch i {
		case 8, 13, 18, 23:
			if c != '-' {
				return "", bad
			}
		default:
			if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
				return "", bad
			}
		}
	}
	return ID(text), nil
}
