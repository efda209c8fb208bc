package welcome

import (
	"unicode/utf8"

	"github.com/ccojocar/zxcvbn-go"
)

// enough is the score from which a passphrase is accepted, of 4; shortest is its
// least length in characters.
const (
	enough   = 3
	shortest = 8
	// weighed is how many bytes of a passphrase are weighed: more only costs time.
	weighed = 72
)

// Strength weighs a passphrase from 0 (guessed at once) to 4. known are words that
// others know too, such as the school's name; they count for nothing.
func Strength(passphrase string, known ...string) int {
	if passphrase == "" {
		return 0
	}
	if len(passphrase) > weighed {
		passphrase = passphrase[:weighed]
	}
	score := zxcvbn.PasswordStrength(passphrase, known).Score
	if utf8.RuneCountInString(passphrase) < shortest {
		return min(score, enough-1)
	}
	return min(max(score, 0), 4)
}
