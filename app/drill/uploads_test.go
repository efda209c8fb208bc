package drill_test

import (
	"slices"
	"testing"

	"campuskeeper/app"
	"campuskeeper/app/drill"
)

func TestUploads(t *testing.T) {
	q := year(t, "us-il-chi", nil)
	days := func(from, to string) []string {
		var all []string
		for _, u := range q.Uploads(app.Period{From: app.MustDay(from), To: app.MustDay(to)}) {
			if u.Rule.ID != "US-IL-CHI" || u.Rule.Citation.In(app.English) == "" {
				t.Errorf("%+v", u)
			}
			all = append(all, u.Day.String())
		}
		return all
	}
	for _, c := range []struct {
		from, to string
		want     []string
	}{
		{"2026-08-01", "2027-07-31", []string{"2026-11-30", "2027-04-30"}},
		{"2026-11-30", "2026-11-30", []string{"2026-11-30"}},
		{"2026-12-01", "2027-04-29", nil},
		{"2026-01-01", "2027-12-31", []string{"2026-04-30", "2026-11-30", "2027-04-30", "2027-11-30"}},
	} {
		if got := days(c.from, c.to); !slices.Equal(got, c.want) {
			t.Errorf("%s to %s: %v, want %v", c.from, c.to, got, c.want)
		}
	}
	// A rule that is turned off asks for no log, and most rules never do.
	q.Site.Settings.Rules = map[string]bool{"US-IL-CHI": false}
	if got := days("2026-08-01", "2027-07-31"); got != nil {
		t.Error(got)
	}
	q = year(t, "us-ny", nil)
	if got := days("2026-08-01", "2027-07-31"); got != nil {
		t.Error(got)
	}
	q.Rules = drill.Rules{{ID: "US-IL-CHI", Uploads: []string{"02-29"}, Citation: app.Text{app.English: "Act"}}}
	if got := days("2027-01-01", "2028-12-31"); !slices.Equal(got, []string{"2027-02-28", "2028-02-29"}) {
		t.Error(got)
	}
}
