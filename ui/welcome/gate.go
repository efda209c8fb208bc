package welcome

import (
	"context"
	"strings"
	"unicode"

	"campuskeeper/app"
)

// Gate makes and opens the school's vault. Its methods run beside the window.
type Gate interface {
	// Create makes the vault of a school and returns its recovery code: 8 groups of 4
	// letters and digits.
	Create(ctx context.Context, school app.School, passphrase string) (recovery string, err error)
	// Unlock opens the vault. CodeLocked when the passphrase is wrong.
	Unlock(ctx context.Context, passphrase string) error
	// UnlockWithCode opens it with the recovery code. CodeLocked when that is wrong.
	UnlockWithCode(ctx context.Context, code string) error
	// OpenSample opens a made-up school to look around in.
	OpenSample(ctx context.Context) error
}

// Slip is what is printed on the opening day: the recovery code on half a page.
type Slip struct {
	School string
	Code   string
	Groups []string
	Made   app.Day
}

// groupsOf cuts a recovery code into its groups of four, however it is written.
func groupsOf(code string) []string {
	plain := []rune(normal(code))
	var groups []string
	for i := 0; i < len(plain); i += 4 {
		groups = append(groups, string(plain[i:min(i+4, len(plain))]))
	}
	return groups
}

// normal writes letters large and leaves out everything between them.
func normal(code string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsLetter(c) || unicode.IsDigit(c) {
			return unicode.ToUpper(c)
		}
		return -1
	}, code)
}

// proofGroups chooses which two groups the user types as a proof: one of each half,
// depending on the code, so that nobody learns them by heart. Counted from 0.
func proofGroups(groups []string) (first, second int) {
	sum := 0
	for _, c := range strings.Join(groups, "") {
		sum += int(c)
	}
	half := max(1, len(groups)/2)
	return sum % half, half + sum/half%max(1, len(groups)-half)
}
