package main

import (
	"bytes"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2/test"

	"campuskeeper/app"
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

// The sample lies within the home of the school that is made after it; what was
// chosen in it must not hold there.
func TestHabitsOfTheSampleEndWithIt(t *testing.T) {
	var out, errOut bytes.Buffer
	p := testProgram(t, filepath.Join(t.TempDir(), "home"), app.English, &out, &errOut)
	w := &window{program: p, memory: memory{test.NewTempApp(t).Preferences()}}
	beside := *p
	beside.home = filepath.Join(p.home, sampleFolder)
	for _, school := range []struct {
		*program
		see func(habits)
	}{
		{&beside, func(h habits) { h.Remember("ledgers.period", "month") }},
		{p, func(h habits) {
			if got := h.Recall("ledgers.period"); got != "" {
				t.Errorf("the school took over %q", got)
			}
		}},
	} {
		record := app.School{Name: "Riverside", Pack: "cn", Lang: app.English, Director: "M. Osei"}
		if _, err := school.create(t.Context(), record, samplePassphrase, p.clock, func(d *desk) error {
			school.see(w.habitsOf(d))
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
}
