package data

import (
	"crypto/sha256"
	"runtime"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"
)

// Key is what a person types to open a vault. It never shows itself in a log.
type Key struct {
	kind   slotKind
	secret string
}

// Passphrase is the key of everyday. The same word typed with full-width letters
// or in another Unicode form is the same passphrase.
func Passphrase(text string) Key {
	return Key{kind: slotPassphrase, secret: norm.NFKC.String(text)}
}

// RecoveryCode is the printed key. Lower case and other spacing are accepted.
func RecoveryCode(text string) Key {
	return Key{kind: slotRecovery, secret: text}
}

// String keeps the secret out of logs.
func (Key) String() string { return "(key)" }

// GoString keeps the secret out of logs.
func (Key) GoString() string { return "(key)" }

// argonCost is the price of one guess of a passphrase (argon2id, RFC 9106). It is
// stored with each slot, so it may rise from one version to the next.
type argonCost struct {
	Time      uint32 `json:"time"`      // passes
	MemoryKiB uint32 `json:"memoryKiB"` // memory
	Threads   uint8  `json:"threads"`   // lanes
}

// usualCost takes about a quarter of a second on an office computer.
var usualCost = argonCost{Time: 3, MemoryKiB: 64 << 10, Threads: 4}

// sane refuses costs that would take the computer down: a key file may come from
// anywhere.
func (c argonCost) sane() bool {
	return c.Time >= 1 && c.Time <= 64 && c.Threads >= 1 &&
		c.MemoryKiB >= 8*uint32(c.Threads) && c.MemoryKiB <= 1<<20
}

// wrappingKey derives the key that wraps the master keys of a slot. For a recovery
// code it needs no slow function: the code itself is random.
func wrappingKey(key Key, s *slot, database string) ([]byte, error) {
	switch key.kind {
	case slotPassphrase:
		c := s.Argon2id
		secret := argon2.IDKey([]byte(key.secret), s.Salt, c.Time, c.MemoryKiB, c.Threads, keySize)
		// argon2 leaves its 64 MB to the collector; a small program should not carry
		// them until the next cycle.
		runtime.GC()
		return secret, nil
	default:
		code, err := parseRecoveryCode(key.secret)
		if err != nil {
			return nil, err
		}
		mixed := sha256.Sum256(append([]byte(code), s.Salt...))
		return subkey(mixed[:], database, "recovery"), nil
	}
}
