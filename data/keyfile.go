package data

import (
	"bytes"
	"crypto/hmac"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"golang.org/x/crypto/chacha20poly1305"

	"campuskeeper/app"
)

const (
	keyFileFormat  = "campuskeeper-keys"
	keyFileVersion = 1
	saltSize       = 16
)

// slotKind says what opens a slot.
type slotKind string

const (
	slotPassphrase slotKind = "passphrase"
	slotRecovery   slotKind = "recovery"
)

// keyFile is the file with the slots. It holds the master keys only wrapped, so it
// is no secret; a copy lies inside the database and thereby in every backup.
type keyFile struct {
	Format   string `json:"format"`
	Version  int    `json:"version"`
	Database string `json:"database"`
	Revision int    `json:"revision"` // counts changes; the newest copy is the one that is true
	Slots    []slot `json:"slots"`
	MAC      []byte `json:"mac"` // over all above, by a key that only an open slot gives
}

// slot wraps the master keys for one secret.
type slot struct {
	Kind       slotKind   `json:"kind"`
	Name       string     `json:"name,omitempty"` // whose it is; "" for the owner
	Argon2id   *argonCost `json:"argon2id,omitempty"`
	Salt       []byte     `json:"salt"`
	School     []byte     `json:"school"`               // nonce and wrapped key
	Restricted []byte     `json:"restricted,omitempty"` // nonce and wrapped key, if the person may
}

// readKeyFile parses a key file and checks everything that can be checked without
// a secret.
func readKeyFile(text []byte) (*keyFile, error) {
	damaged := func(why string) error {
		return app.Wrap(errors.New(why), app.CodeCorrupt, "vault.keyfile.damaged")
	}
	var f keyFile
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&f); err != nil {
		return nil, damaged(err.Error())
	}
	switch {
	case f.Format != keyFileFormat:
		return nil, damaged("other format")
	case f.Version > keyFileVersion:
		return nil, app.Errorf(app.CodeConflict, "vault.newer")
	case f.Version < 1 || f.Revision < 1:
		return nil, damaged("no version")
	case len(f.Slots) == 0 || len(f.Slots) > 64:
		return nil, damaged("no slots")
	}
	if _, err := app.ParseID(f.Database); err != nil {
		return nil, damaged("no database id")
	}
	for i := range f.Slots {
		if why := f.Slots[i].wrong(); why != "" {
			return nil, damaged(fmt.Sprintf("slot %d: %s", i, why))
		}
	}
	return &f, nil
}

// wrong says what is wrong with a slot, "" for nothing.
func (s *slot) wrong() string {
	wrapped := chacha20poly1305.NonceSizeX + keySize + chacha20poly1305.Overhead
	switch {
	case s.Kind != slotPassphrase && s.Kind != slotRecovery:
		return "unknown kind"
	case (s.Kind == slotPassphrase) != (s.Argon2id != nil):
		return "costs do not fit the kind"
	case s.Argon2id != nil && !s.Argon2id.sane():
		return "costs out of range"
	case len(s.Salt) != saltSize:
		return "salt"
	case len(s.School) != wrapped:
		return "wrapped key"
	case len(s.Restricted) != 0 && len(s.Restricted) != wrapped:
		return "second wrapped key"
	}
	return ""
}

// bytes returns the file's text.
func (f *keyFile) bytes() ([]byte, error) {
	text, err := json.MarshalIndent(f, "", "  ")
	return append(text, '\n'), err
}

// bound is what a wrapped key is bound to: were the costs of a slot lowered or a
// slot carried into another vault, it would not open.
func (s *slot) bound(database, which string) []byte {
	text, err := json.Marshal(struct {
		Format   string
		Database string
		Kind     slotKind
		Name     string
		Cost     *argonCost
		Salt     []byte
		Which    string
	}{keyFileFormat, database, s.Kind, s.Name, s.Argon2id, s.Salt, which})
	if err != nil {
		panic(err) // plain fields only
	}
	return text
}

// newSlot wraps the master keys for a key.
func newSlot(key Key, name, database string, cost argonCost, master masterKeys) (slot, error) {
	s := slot{Kind: key.kind, Name: name, Salt: make([]byte, saltSize)}
	random(s.Salt)
	if key.kind == slotPassphrase {
		s.Argon2id = &cost
	}
	secret, err := wrappingKey(key, &s, database)
	if err != nil {
		return slot{}, err
	}
	wrap := func(plain []byte, which string) []byte {
		aead, err := chacha20poly1305.NewX(secret)
		if err != nil {
			panic(err) // the key has the right length
		}
		box := make([]byte, aead.NonceSize(), aead.NonceSize()+len(plain)+aead.Overhead())
		random(box)
		return aead.Seal(box, box[:aead.NonceSize()], plain, s.bound(database, which))
	}
	s.School = wrap(master.school, "school")
	if master.restricted != nil {
		s.Restricted = wrap(master.restricted, "restricted")
	}
	return s, nil
}

// open unwraps the master keys of the slot.
func (s *slot) open(key Key, database string) (masterKeys, error) {
	secret, err := wrappingKey(key, s, database)
	if err != nil {
		return masterKeys{}, err
	}
	aead, err := chacha20poly1305.NewX(secret)
	if err != nil {
		return masterKeys{}, err
	}
	unwrap := func(box []byte, which string) ([]byte, error) {
		if len(box) == 0 {
			return nil, nil
		}
		nonce, sealed := box[:aead.NonceSize()], box[aead.NonceSize():]
		return aead.Open(nil, nonce, sealed, s.bound(database, which))
	}
	var m masterKeys
	if m.school, err = unwrap(s.School, "school"); err != nil {
		return masterKeys{}, errLocked
	}
	if m.restricted, err = unwrap(s.Restricted, "restricted"); err != nil {
		return masterKeys{}, errLocked
	}
	return m, nil
}

// unlock finds the slot that the key opens and returns the keyring and whose slot it
// is. A wrong key is CodeLocked, a mistyped code CodeInvalid, a file changed by hand
// CodeCorrupt.
func (f *keyFile) unlock(key Key) (keys *keyring, name string, err error) {
	if key.kind == slotRecovery {
		if err := CheckRecoveryCode(key.secret); err != nil {
			return nil, "", err
		}
	}
	for i := range f.Slots {
		if f.Slots[i].Kind != key.kind {
			continue
		}
		master, err := f.Slots[i].open(key, f.Database)
		if errors.Is(err, errLocked) {
			continue
		}
		if err != nil {
			return nil, "", err
		}
		if keys, err = newKeyring(master, f.Database); err != nil {
			return nil, "", err
		}
		if !hmac.Equal(f.MAC, f.sum(keys)) {
			return nil, "", app.Errorf(app.CodeCorrupt, "vault.keyfile.damaged")
		}
		return keys, f.Slots[i].Name, nil
	}
	if key.kind == slotRecovery {
		return nil, "", app.Errorf(app.CodeLocked, "vault.locked.code")
	}
	return nil, "", app.Errorf(app.CodeLocked, "vault.locked.passphrase")
}

// sum is the MAC that keeps the list of slots and the revision as they were written.
func (f *keyFile) sum(keys *keyring) []byte {
	bare := *f
	bare.MAC = nil
	text, err := json.Marshal(bare)
	if err != nil {
		panic(err) // plain fields only
	}
	return keyedHash(keys.keyFile, text)
}

// with returns the next revision of the file, in which the slot takes the place of
// the one of the same kind and name.
func (f *keyFile) with(s slot, keys *keyring) *keyFile {
	next := f.without(s.Kind, s.Name, keys)
	next.Slots = append(next.Slots, s)
	next.MAC = next.sum(keys)
	return next
}

// without returns the next revision of the file without the slot of that kind and
// name.
func (f *keyFile) without(kind slotKind, name string, keys *keyring) *keyFile {
	next := *f
	next.Revision++
	next.Slots = slices.DeleteFunc(slices.Clone(f.Slots), func(s slot) bool {
		return s.Kind == kind && s.Name == name
	})
	next.MAC = next.sum(keys)
	return &next
}

// newKeyFile makes the first key file of a vault with a passphrase and a recovery
// code for both keys.
func newKeyFile(passphrase string, cost argonCost) (*keyFile, *keyring, string, error) {
	master := masterKeys{school: make([]byte, keySize), restricted: make([]byte, keySize)}
	random(master.school)
	random(master.restricted)
	f := &keyFile{
		Format: keyFileFormat, Version: keyFileVersion,
		Database: string(app.NewID()), Revision: 1,
	}
	keys, err := newKeyring(master, f.Database)
	if err != nil {
		return nil, nil, "", err
	}
	code, err := newRecoveryCode()
	if err != nil {
		return nil, nil, "", err
	}
	for _, key := range []Key{Passphrase(passphrase), RecoveryCode(code)} {
		s, err := newSlot(key, "", f.Database, cost, master)
		if err != nil {
			return nil, nil, "", err
		}
		f.Slots = append(f.Slots, s)
	}
	f.MAC = f.sum(keys)
	return f, keys, code, nil
}
