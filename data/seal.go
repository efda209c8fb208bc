package data

import (
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"errors"

	"golang.org/x/crypto/chacha20poly1305"

	"campuskeeper/app"
)

// keySize is the length of every key in the vault, in bytes.
const keySize = 32

// tier says which of the two keys seals something. It stands in front of every
// sealed value.
type tier byte

const (
	tierSchool     tier = 1 // public and internal
	tierRestricted tier = 2 // restricted and sealed
)

// tierOf returns the key that a sensitivity asks for.
func tierOf(s app.Sensitivity) tier {
	if s.AtLeast(app.Restricted) {
		return tierRestricted
	}
	return tierSchool
}

// The reasons why a sealed value does not open. They become app.Errors where it
// is known what was asked for.
var (
	errLocked  = errors.New("the key is not held")
	errDamaged = errors.New("does not open with its key")
)

// formatSealed is the first byte of every sealed value.
const formatSealed = 1

// purpose is what a subkey is for; no two purposes share a key.
type purpose string

const (
	forRecords  purpose = "records"
	forHeads    purpose = "heads"
	forHistory  purpose = "history"
	forCounters purpose = "counters"
	forFiles    purpose = "files"
)

// masterKeys are what the key file wraps. restricted is nil for someone who may
// not read restricted records.
type masterKeys struct {
	school     []byte
	restricted []byte
}

// keyring holds the subkeys of an unlocked vault. It is safe for use from several
// goroutines.
type keyring struct {
	master  masterKeys
	seals   map[tier]map[purpose]cipher.AEAD
	names   map[tier][]byte // keyed hashes that name attachments
	series  []byte          // keyed hashes that name counters
	chain   []byte          // MAC of the history
	keyFile []byte          // MAC of the key file
}

// newKeyring derives the subkeys; the database id makes them differ between two
// vaults even if a master key were used twice.
func newKeyring(master masterKeys, database string) (*keyring, error) {
	k := &keyring{master: master, seals: map[tier]map[purpose]cipher.AEAD{}, names: map[tier][]byte{}}
	for t, secret := range map[tier][]byte{tierSchool: master.school, tierRestricted: master.restricted} {
		if secret == nil {
			continue
		}
		if len(secret) != keySize {
			return nil, errDamaged
		}
		k.seals[t] = map[purpose]cipher.AEAD{}
		for _, p := range []purpose{forRecords, forHeads, forHistory, forCounters, forFiles} {
			aead, err := chacha20poly1305.NewX(subkey(secret, database, string(p)))
			if err != nil {
				return nil, err
			}
			k.seals[t][p] = aead
		}
		k.names[t] = subkey(secret, database, "file names")
	}
	if k.seals[tierSchool] == nil {
		return nil, errLocked
	}
	k.series = subkey(master.school, database, "series names")
	k.chain = subkey(master.school, database, "history chain")
	k.keyFile = subkey(master.school, database, "key file")
	return k, nil
}

// subkey derives a key from a secret for one purpose in one vault (HKDF, RFC 5869).
func subkey(secret []byte, database, info string) []byte {
	key, err := hkdf.Key(sha256.New, secret, []byte(database), "campuskeeper "+info, keySize)
	if err != nil {
		panic(err) // only for a length that no hash can give
	}
	return key
}

// holds says whether values of the tier can be opened.
func (k *keyring) holds(t tier) bool { return k.seals[t] != nil }

// seal returns format, tier and nonce in front of the sealed plain text, which is
// bound to bound.
func (k *keyring) seal(p purpose, t tier, bound, plain []byte) ([]byte, error) {
	aead := k.seals[t][p]
	if aead == nil {
		return nil, errLocked
	}
	box := make([]byte, 2+aead.NonceSize(), 2+aead.NonceSize()+len(plain)+aead.Overhead())
	box[0], box[1] = formatSealed, byte(t)
	nonce := box[2:]
	random(nonce)
	return aead.Seal(box, nonce, plain, bound), nil
}

// open is the inverse of seal. It returns errLocked when the key is not held and
// errDamaged when the box was changed or belongs elsewhere.
func (k *keyring) open(p purpose, bound, box []byte) ([]byte, tier, error) {
	return k.openInto(nil, p, bound, box)
}

// openInto is open with memory for the plain text, which is used if it is large
// enough.
func (k *keyring) openInto(memory []byte, p purpose, bound, box []byte) ([]byte, tier, error) {
	t, err := tierOfBox(box)
	if err != nil {
		return nil, 0, err
	}
	aead := k.seals[t][p]
	if aead == nil {
		return nil, t, errLocked
	}
	if len(box) < 2+aead.NonceSize()+aead.Overhead() {
		return nil, t, errDamaged
	}
	nonce, sealed := box[2:2+aead.NonceSize()], box[2+aead.NonceSize():]
	plain, err := aead.Open(memory[:0], nonce, sealed, bound)
	if err != nil {
		return nil, t, errDamaged
	}
	return plain, t, nil
}

// tierOfBox reads which key sealed a box.
func tierOfBox(box []byte) (tier, error) {
	if len(box) < 2 || box[0] != formatSealed {
		return 0, errDamaged
	}
	t := tier(box[1])
	if t != tierSchool && t != tierRestricted {
		return 0, errDamaged
	}
	return t, nil
}

// keyedHash is HMAC-SHA256 over the parts in turn.
func keyedHash(key []byte, parts ...[]byte) []byte {
	mac := hmac.New(sha256.New, key)
	for _, part := range parts {
		_, _ = mac.Write(part) // a hash never fails
	}
	return mac.Sum(nil)
}

// random fills b from the operating system.
func random(b []byte) {
	_, _ = rand.Read(b) // never fails since Go 1.24
}
