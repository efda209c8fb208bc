package main

import (
	"testing"

	"fyne.io/fyne/v2/test"
)

// What one school's lists leave out is not left out in another's; the look is the
// person's own.
func TestHabitsAreOfOneSchool(t *testing.T) {
	shared := memory{test.NewTempApp(t).Preferences()}
	first, second := habits{shared, "/data/first"}, habits{shared, "/data/second"}
	first.Remember("ledgers.period", "month")
	if got := first.Recall("ledgers.period"); got != "month" {
		t.Errorf("the first school remembers %q", got)
	}
	if got := second.Recall("ledgers.period"); got != "" {
		t.Errorf("the second school took over %q", got)
	}
}
