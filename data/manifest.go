package data

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
)

const manifestFormat = "campuskeeper-manifest"

// The states of a vault's files, as the manifest tells them.
const (
	stateOpen     = "open"     // in use; found at the start it means that the last end was not clean
	stateClosed   = "closed"   // closed in order
	stateSwapping = "swapping" // the database is being exchanged for Next
)

// anchor is what a database looked like at one moment.
type anchor struct {
	Size int64  `json:"size"` // bytes of the file
	TxID uint64 `json:"txid"` // number of its newest transaction
	Seq  uint64 `json:"seq"`  // entries in the history
	Head []byte `json:"head"` // MAC of the last entry
}

// manifest lies beside the database, so that an empty, cut or older file in its
// place is noticed. It guards against mishaps; against someone who can write files
// the head of the history stands on printed reports and in bundles.
type manifest struct {
	Format   string  `json:"format"`
	Database string  `json:"database"`
	State    string  `json:"state"`
	Now      anchor  `json:"now"`
	Next     *anchor `json:"next,omitempty"`   // while swapping
	Backup   *anchor `json:"backup,omitempty"` // the newest backup in the standard place
	File     string  `json:"file,omitempty"`   // its name
}

// readManifest parses a manifest. What it cannot read counts as missing: then the
// database is checked deeply instead.
func readManifest(text []byte) (*manifest, error) {
	var m manifest
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&m); err != nil {
		return nil, err
	}
	known := m.State == stateOpen || m.State == stateClosed || m.State == stateSwapping
	if m.Format != manifestFormat || !known || m.Now.Size < 0 {
		return nil, errors.New("not a manifest")
	}
	if (m.State == stateSwapping) != (m.Next != nil) {
		return nil, errors.New("half a manifest")
	}
	return &m, nil
}

// loadManifest reads the manifest of a vault, nil when there is none that can be read.
func loadManifest(p place) (*manifest, error) {
	text, err := os.ReadFile(p.manifest())
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	m, err := readManifest(text)
	if err != nil {
		return nil, nil //nolint:nilerr // an unreadable manifest is a missing one
	}
	return m, nil
}

// save writes the manifest.
func (m *manifest) save(p place) error {
	m.Format = manifestFormat
	text, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return err
	}
	return writeFileAtomic(p.manifest(), append(text, '\n'))
}

// standing says how a database file compares with what the manifest remembers.
type standing int

const (
	standsAsLeft standing = iota // as it was closed
	standsUnsure                 // plausible, but the last end was not clean
	standsShrunk                 // empty or cut
	standsOlder                  // an older file, or one that lost its newest transaction
)

// compare judges a file by its facts.
func (m *manifest) compare(f fileFacts) standing {
	switch {
	case m == nil:
		return standsUnsure
	case m.State == stateSwapping && m.Next.TxID == f.TxID && f.Size >= m.Next.Size:
		return standsUnsure
	case f.Size < m.Now.Size:
		return standsShrunk
	case f.TxID < m.Now.TxID:
		return standsOlder
	case m.State == stateClosed && f.TxID == m.Now.TxID && !f.Torn:
		return standsAsLeft
	}
	return standsUnsure
}
