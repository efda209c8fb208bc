package ledger

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"campuskeeper/app"
)

// numbering is a parsed number pattern such as "YH-{year}-{seq:4}".
type numbering struct {
	pattern string
	width   int // least digits of the running number
}

var (
	placeSeq   = regexp.MustCompile(`\{seq:(\d)\}`)
	placeOther = regexp.MustCompile(`\{[^}]*\}`)
)

// parseNumbering accepts a pattern with exactly one {seq:n} at its end and any
// number of {year} and {month}.
func parseNumbering(pattern string) (numbering, error) {
	bad := app.Errorf(app.CodeInvalid, "template.number", "text", pattern)
	m := placeSeq.FindStringSubmatch(pattern)
	if m == nil || !strings.HasSuffix(pattern, m[0]) || strings.Count(pattern, "{seq") != 1 {
		return numbering{}, bad
	}
	for _, place := range placeOther.FindAllString(pattern, -1) {
		if place != m[0] && place != "{year}" && place != "{month}" {
			return numbering{}, bad
		}
	}
	width, _ := strconv.Atoi(m[1])
	return numbering{strings.TrimSuffix(pattern, m[0]), width}, nil
}

// series returns what stands before the running number for an entry of that day;
// each series counts for itself, from 1, without gaps.
func (n numbering) series(day app.Day) string {
	s := strings.ReplaceAll(n.pattern, "{year}", fmt.Sprintf("%04d", day.Year))
	return strings.ReplaceAll(s, "{month}", fmt.Sprintf("%02d", day.Month))
}

func (n numbering) number(day app.Day, seq int) string {
	return fmt.Sprintf("%s%0*d", n.series(day), n.width, seq)
}

// read takes a number apart into its series and running number.
func (n numbering) read(number string) (series string, seq int, ok bool) {
	shape := regexp.QuoteMeta(n.pattern)
	shape = strings.ReplaceAll(shape, `\{year\}`, `\d{4}`)
	shape = strings.ReplaceAll(shape, `\{month\}`, `\d{2}`)
	m := regexp.MustCompile(`^(` + shape + `)(\d{1,9})$`).FindStringSubmatch(number)
	if m == nil || len(m[2]) < n.width {
		return "", 0, false
	}
	seq, _ = strconv.Atoi(m[2])
	return m[1], seq, seq > 0
}

// NumberFits says whether a number has the form that the ledger gives its numbers.
func (t Template) NumberFits(number string) bool {
	n, err := parseNumbering(t.Number)
	if err != nil {
		return false
	}
	_, _, ok := n.read(number)
	return ok
}
