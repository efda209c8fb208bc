package main

import (
	"slices"
	"strings"

	"campuskeeper/app"
	"campuskeeper/app/drill"
	"campuskeeper/app/schema"
)

// nearClasses is how many classes an error offers.
const nearClasses = 5

// onRoll finds a class of the roll as it is written there. What somebody types may have
// other brackets, spaces and case. The error names the classes that are written most
// like it.
func onRoll(classes []drill.ClassRow, typed string) (string, error) {
	names := make([]string, len(classes))
	for i, c := range classes {
		if names[i] = c.Class; plainClass(c.Class) == plainClass(typed) {
			return c.Class, nil
		}
	}
	slices.SortStableFunc(names, func(a, b string) int {
		return edits(plainClass(a), plainClass(typed)) - edits(plainClass(b), plainClass(typed))
	})
	near := names[:min(nearClasses, len(names))]
	return "", app.Errorf(app.CodeInvalid, "drill-cli.class", "class", typed, "classes", strings.Join(near, " | "))
}

func plainClass(name string) string { return strings.ReplaceAll(schema.Fold(name), " ", "") }

// edits is how many letters must be added, left out or changed to make one text of
// another.
func edits(a, b string) int {
	to := []rune(b)
	row := make([]int, len(to)+1)
	for i := range row {
		row[i] = i
	}
	for i, letter := range []rune(a) {
		before := row[0]
		row[0] = i + 1
		for j, other := range to {
			change := before
			if letter != other {
				change++
			}
			before = row[j+1]
			row[j+1] = min(change, row[j]+1, before+1)
		}
	}
	return row[len(to)]
}
