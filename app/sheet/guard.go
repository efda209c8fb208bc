package sheet

import (
	"regexp"
	"strings"

	"campuskeeper/app/schema"
)

// What we write must come back as it was, and must not become something else in a
// workbook program. A text that would is written with an apostrophe in front, and
// reading takes that one away again.
var (
	// computed is what a program takes for a formula when it stands in a CSV file.
	computed = regexp.MustCompile(`^'*[=+\-@\t\r]`)
	// faulty is what looks like the error of a formula.
	faulty = regexp.MustCompile(`^'*(?:#REF!|#DIV/0!|#VALUE!|#NAME\?|#N/A|#NULL!|#NUM!|#SPILL!|#CALC!)$`)
)

// isFault says whether a text is the error of a formula.
func isFault(text string) bool { return strings.HasPrefix(text, "#") && faulty.MatchString(text) }

// guardBook protects a text that goes into a workbook, where the kind of a cell
// already says that it is no formula.
func guardBook(text string) string {
	if faulty.MatchString(text) {
		return "'" + text
	}
	return text
}

// guardText protects a text that goes into a CSV file. Numbers are no formulas.
func guardText(f schema.Field, text string) string {
	isNumber := f.Type == schema.Integer || f.Type == schema.Number
	if !isNumber && computed.MatchString(text) {
		return "'" + text
	}
	return guardBook(text)
}

// unguardBook is the inverse of guardBook.
func unguardBook(text string) string {
	if strings.HasPrefix(text, "'") && faulty.MatchString(text) {
		return text[1:]
	}
	return text
}

// unguardText is the inverse of guardText.
func unguardText(text string) string {
	if strings.HasPrefix(text, "'") && computed.MatchString(text) {
		return text[1:]
	}
	return unguardBook(text)
}

// Harmless returns a text as it may stand in a CSV file that a workbook program opens.
func Harmless(text string) string { return guardText(schema.Field{}, text) }
