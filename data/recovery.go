package data

import (
	"crypto/rand"
	"math/big"
	"strings"

	"campuskeeper/app"
)

// The recovery code is 32 letters of an alphabet of 31 that leaves out 0, O, 1, I
// and L. Thirty are random (148 bits), two are check letters. The letters are a
// word of the Hamming code of length 32 over the field of 31 elements: each place
// has its own pair of weights, no pair a multiple of another, so every single
// wrong letter and every swap of two neighbours is noticed, and for a single wrong
// letter the two sums tell its place.
const (
	recoveryAlphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
	recoveryLetters  = 32
	recoveryGroup    = 4
	field            = 31
)

// newRecoveryCode returns a random code in groups of four.
func newRecoveryCode() (string, error) {
	var word [recoveryLetters]int
	for i := range recoveryLetters - 2 {
		n, err := rand.Int(rand.Reader, big.NewInt(field))
		if err != nil {
			return "", err
		}
		word[i] = int(n.Int64())
	}
	addRecoveryChecks(&word)
	var b strings.Builder
	for i, n := range word {
		if i > 0 && i%recoveryGroup == 0 {
			b.WriteByte(' ')
		}
		b.WriteByte(recoveryAlphabet[n])
	}
	return b.String(), nil
}

// addRecoveryChecks sets the last two letters so that both sums are zero.
func addRecoveryChecks(word *[recoveryLetters]int) {
	word[recoveryLetters-2], word[recoveryLetters-1] = 0, 0
	sum, weighted := recoverySums(word)
	// The weights of the last two places are (1, 0) and (0, 1).
	word[recoveryLetters-2] = (field - sum) % field
	word[recoveryLetters-1] = (field - weighted) % field
}

// recoverySums returns the plain and the weighted sum. Place i has the weights
// (1, i+1) for the first thirty places, then (1, 0) and (0, 1).
func recoverySums(word *[recoveryLetters]int) (sum, weighted int) {
	for i, n := range word[:recoveryLetters-2] {
		sum += n
		weighted += n * (i + 1)
	}
	sum += word[recoveryLetters-2]
	weighted += word[recoveryLetters-1]
	return sum % field, weighted % field
}

// CheckRecoveryCode says whether a typed recovery code can be one: 32 letters of
// the alphabet with the right check letters. Lower case, spaces and hyphens are
// accepted. The Error (CodeInvalid) names the group that looks wrong.
func CheckRecoveryCode(text string) error {
	_, err := parseRecoveryCode(text)
	return err
}

// parseRecoveryCode returns the code in upper case without spaces.
func parseRecoveryCode(text string) (string, error) {
	letters := make([]byte, 0, recoveryLetters)
	var word [recoveryLetters]int
	for _, r := range strings.ToUpper(text) {
		if strings.ContainsRune(" -\t\r\n\u3000\u2013", r) {
			continue
		}
		value := strings.IndexRune(recoveryAlphabet, r)
		if value < 0 {
			return "", app.Errorf(app.CodeInvalid, "vault.code.letter",
				"letter", string(r), "group", len(letters)/recoveryGroup+1)
		}
		if len(letters) < recoveryLetters {
			word[len(letters)] = value
		}
		letters = append(letters, recoveryAlphabet[value])
	}
	if len(letters) != recoveryLetters {
		return "", app.Errorf(app.CodeInvalid, "vault.code.length", "letters", len(letters))
	}
	if sum, weighted := recoverySums(&word); sum != 0 || weighted != 0 {
		return "", app.Errorf(app.CodeInvalid, "vault.code.typo",
			"group", wrongRecoveryPlace(sum, weighted)/recoveryGroup+1)
	}
	return string(letters), nil
}

// wrongRecoveryPlace returns the place of a single wrong letter from the two sums.
func wrongRecoveryPlace(sum, weighted int) int {
	if sum == 0 {
		return recoveryLetters - 1
	}
	for i := range recoveryLetters - 2 {
		if sum*(i+1)%field == weighted {
			return i
		}
	}
	return recoveryLetters - 2
}
