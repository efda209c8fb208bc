package drill_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"campuskeeper/app"
	"campuskeeper/app/calendar"
	"campuskeeper/app/drill"
)

// kinds are those that are shipped.
var kinds = func() drill.Kinds {
	shipped, err := drill.ReadKinds(os.DirFS("../../assets/drills/kinds"))
	if err != nil {
		panic(err)
	}
	return shipped
}()

func kind(name string, classes ...drill.Class) drill.Kind {
	return drill.Kind{Name: name, Classes: classes}
}

// year is a question about a school of a pack, with the usual dates of its terms.
func year(t testing.TB, pack string, change func(*drill.Site), held ...drill.Held) drill.Question {
	t.Helper()
	rules, err := drill.ReadRules(os.DirFS("../../assets/drills/rules"), pack)
	if err != nil {
		t.Fatal(err)
	}
	if err := rules.Check(kinds); err != nil {
		t.Fatal(err)
	}
	general, _, _ := strings.Cut(pack, "-")
	file, err := os.ReadFile("../../assets/packs/" + general + ".json")
	if err != nil {
		t.Fatal(err)
	}
	days, err := calendar.Read(file)
	if err != nil {
		t.Fatal(err)
	}
	site := drill.Site{School: app.School{Type: "primary", Students: 480}}
	if change != nil {
		change(&site)
	}
	return drill.Question{Rules: rules, Kinds: kinds, Site: site, Calendar: days, Held: held}
}

// on makes drills of a kind on days.
func on(kind string, days ...string) []drill.Held {
	all := make([]drill.Held, len(days))
	for i, day := range days {
		all[i] = drill.Held{Kind: kind, Day: app.MustDay(day)}
	}
	return all
}

func join(parts ...[]drill.Held) []drill.Held {
	var all []drill.Held
	for _, p := range parts {
		all = append(all, p...)
	}
	return all
}

func tagged(held []drill.Held, tags ...drill.Tag) []drill.Held {
	for i := range held {
		held[i].Tags = tags
	}
	return held
}

// at gives drills a time of day each.
func at(held []drill.Held, times ...string) []drill.Held {
	for i := range held {
		held[i].Time = times[i%len(times)]
	}
	return held
}

type expected struct {
	day, rule             string
	status                drill.Status
	required, done, short int
	by                    string
}

func check(t *testing.T, q drill.Question, cases []expected) {
	t.Helper()
	for _, c := range cases {
		for _, v := range q.Judge(app.MustDay(c.day)) {
			if v.Rule.ID != c.rule {
				continue
			}
			got := expected{c.day, c.rule, v.Status, v.Required, v.Done, v.Short, v.By.String()}
			if got != c {
				t.Errorf("on %s\n got %+v\nwant %+v", c.day, got, c)
			}
		}
	}
}

// A Chinese primary school: an evacuation each month but October, worked by hand.
func TestYearInChina(t *testing.T) {
	q := year(t, "cn", nil, join(
		on("evacuation", "2026-09-16"), on("fire", "2026-11-26", "2026-12-09"), on("earthquake", "2027-01-13"),
		on("alarm-test", "2026-09-08", "2026-10-08", "2026-11-24"), on("unit-135", "2026-09-23"),
	)...)
	check(t, q, []expected{
		{"2026-09-01", "CN-1", drill.Due, 1, 0, 1, "2026-09-30"},
		{"2026-09-15", "CN-1", drill.Due, 1, 0, 1, "2026-09-30"},
		{"2026-09-16", "CN-1", drill.Fulfilled, 1, 1, 0, "2026-09-30"},
		{"2026-10-01", "CN-1", drill.Due, 1, 0, 1, "2026-10-31"},
		{"2026-10-31", "CN-1", drill.Due, 1, 0, 1, "2026-10-31"},
		{"2026-11-01", "CN-1", drill.OutOfCompliance, 1, 0, 1, "2026-10-31"},
		{"2026-11-26", "CN-1", drill.OutOfCompliance, 1, 0, 1, "2026-10-31"},
		{"2026-09-20", "CN-2", drill.NotApplicable, 0, 0, 0, ""},
		{"2026-09-20", "CN-4", drill.NotApplicable, 0, 0, 0, ""},
		{"2026-09-20", "CN-6", drill.Fulfilled, 0, 0, 0, ""},
		{"2026-09-20", "CN-8", drill.OnCourse, 1, 0, 1, "2027-01-25"},
		{"2026-11-26", "CN-8", drill.Fulfilled, 1, 1, 0, "2027-01-25"},
		{"2026-09-22", "CN-11", drill.OnCourse, 1, 0, 1, "2027-01-25"},
		{"2026-09-23", "CN-11", drill.Fulfilled, 1, 1, 0, "2027-01-25"},
		{"2026-11-23", "CN-13", drill.Due, 1, 0, 1, "2026-11-30"},
		{"2026-11-24", "CN-13", drill.Fulfilled, 1, 1, 0, "2026-11-30"},
		{"2027-01-01", "CN-13", drill.OutOfCompliance, 1, 0, 1, "2026-12-31"},
		{"2026-11-24", "CN-14", drill.NotApplicable, 0, 0, 0, ""},
	})
}

// No drill is asked for in the holidays: February and July hardly have any teaching.
func TestHolidayMonths(t *testing.T) {
	q := year(t, "cn", nil, on("evacuation", "2026-09-16", "2026-10-14", "2026-11-18", "2026-12-16", "2027-01-13",
		"2027-03-17", "2027-04-14", "2027-05-12", "2027-06-16")...)
	check(t, q, []expected{
		{"2027-02-20", "CN-1", drill.Fulfilled, 1, 1, 0, "2027-01-31"},
		{"2027-03-01", "CN-1", drill.Due, 1, 0, 1, "2027-03-31"},
		{"2027-08-31", "CN-1", drill.Fulfilled, 1, 1, 0, "2027-06-30"},
		{"2027-09-01", "CN-1", drill.Due, 1, 0, 1, "2027-09-30"},
	})
}

// A kindergarten with buses and beds drills by the quarter.
func TestYearOfAKindergarten(t *testing.T) {
	q := year(t, "cn", func(s *drill.Site) {
		s.School.Type, s.School.Bus, s.School.Boarding = "kindergarten", true, true
	}, join(on("evacuation", "2026-09-10", "2026-11-12"), on("bus", "2026-10-15"), on("dormitory", "2027-03-10"))...)
	check(t, q, []expected{
		{"2026-09-30", "CN-2", drill.Fulfilled, 1, 1, 0, "2026-09-30"},
		{"2026-10-01", "CN-2", drill.OnCourse, 1, 0, 1, "2026-12-31"},
		{"2026-12-31", "CN-2", drill.Fulfilled, 1, 2, 0, "2026-12-31"}, // the bus drill is an evacuation too
		{"2026-11-12", "CN-1", drill.NotApplicable, 0, 0, 0, ""},
		{"2026-10-14", "CN-4", drill.OnCourse, 1, 0, 1, "2027-01-25"},
		{"2026-10-15", "CN-4", drill.Fulfilled, 1, 1, 0, "2027-01-25"},
		{"2026-12-26", "CN-3", drill.Due, 1, 0, 1, "2027-01-25"},
		{"2027-01-26", "CN-3", drill.OutOfCompliance, 1, 0, 1, "2027-01-25"},
	})
}

// New York: 8 of 12 before the year ends, 4 by the second way out.
func TestYearInNewYork(t *testing.T) {
	evacuations := at(on("fire", "2026-09-09", "2026-09-24", "2026-10-06", "2026-10-21", "2026-11-05", "2026-11-18"), "09:10", "13:30")
	q := year(t, "us-ny", nil, join(evacuations,
		at(on("lockdown", "2026-10-14"), "10:20"), on("lockdown", "2027-02-03"),
		tagged(on("fire", "2027-03-04", "2027-03-18"), drill.SecondaryExit))...)
	check(t, q, []expected{
		{"2026-09-30", "US-NY-1", drill.OnCourse, 12, 2, 10, "2027-07-31"},
		{"2026-12-01", "US-NY-1", drill.Due, 8, 7, 1, "2026-12-31"},
		{"2027-01-01", "US-NY-1", drill.OutOfCompliance, 8, 7, 1, "2026-12-31"},
		{"2026-09-24", "US-NY-2", drill.Fulfilled, 0, 0, 0, ""},
	})
	q.Held = append(q.Held, at(on("lockdown", "2026-12-10"), "14:00")...)
	check(t, q, []expected{
		{"2026-12-31", "US-NY-1", drill.OnCourse, 12, 8, 4, "2027-07-31"},
		{"2027-03-18", "US-NY-1", drill.OnCourse, 12, 11, 1, "2027-07-31"},
	})
	q.Held = append(q.Held, tagged(on("intruder", "2027-04-01"), drill.Props)...)
	check(t, q, []expected{{"2027-04-01", "US-NY-2", drill.OutOfCompliance, 0, 1, 0, ""}})
}

// Texas: a minimum by kind and semester, and a maximum.
func TestYearInTexas(t *testing.T) {
	fall := join(on("lockdown", "2026-09-10"), on("fire", "2026-09-22", "2026-10-20"), on("secure", "2026-08-27"),
		on("evacuation", "2026-11-05"), on("shelter-weather", "2026-09-30"))
	q := year(t, "us-tx", nil, fall...)
	check(t, q, []expected{
		{"2026-11-18", "US-TX-1", drill.OnCourse, 1, 0, 1, "2027-07-31"}, // hazmat
		{"2027-06-05", "US-TX-1", drill.Short, 2, 0, 2, "2027-06-05"},
	})
	spring := join(on("lockdown", "2027-02-10"), on("fire", "2027-02-22", "2027-03-20"), on("shelter-hazmat", "2027-03-05"))
	q.Held = append(q.Held, spring...)
	check(t, q, []expected{{"2027-06-06", "US-TX-1", drill.Fulfilled, 1, 1, 0, "2027-06-05"}})
	q.Held = append(q.Held, on("fire", "2026-11-10", "2026-11-17", "2026-12-01")...)
	check(t, q, []expected{{"2026-12-01", "US-TX-1", drill.OutOfCompliance, 8, 9, 0, "2026-12-18"}})
}

// England: each term a fire drill without warning, from another call point, one way
// blocked.
func TestYearInEngland(t *testing.T) {
	q := year(t, "england", nil, on("fire", "2026-09-22")...)
	check(t, q, []expected{
		{"2026-09-21", "UK-1", drill.OnCourse, 1, 0, 1, "2026-12-18"},
		{"2026-09-22", "UK-1", drill.OnCourse, 1, 0, 1, "2026-12-18"}, // announced, and every way was open
		{"2027-03-01", "UK-1", drill.OutOfCompliance, 1, 0, 1, "2026-12-18"},
		{"2027-08-15", "UK-2", drill.Due, 1, 0, 1, "2027-08-31"},
		{"2026-10-01", "UK-3", drill.OnCourse, 1, 0, 1, "2027-08-31"},
	})
	fires := tagged(on("fire", "2026-09-22", "2027-02-03", "2027-06-08"), drill.Unannounced, drill.BlockedExit)
	from := func(points ...string) []drill.Held {
		held := slices.Clone(fires)
		for i := range held {
			held[i].CallPoint = points[i]
		}
		return held
	}
	q.Held = join(from("gym", "kitchen", "lab"), on("lockdown", "2027-01-12"))
	check(t, q, []expected{
		{"2026-12-01", "UK-1", drill.OnCourse, 3, 1, 2, "2027-08-31"},
		{"2027-03-01", "UK-1", drill.OnCourse, 3, 2, 1, "2027-08-31"},
		{"2027-06-08", "UK-1", drill.Fulfilled, 1, 1, 0, "2027-07-21"},
		{"2027-06-08", "UK-2", drill.Fulfilled, 1, 1, 0, "2027-08-31"},
		{"2027-06-08", "UK-3", drill.Fulfilled, 1, 1, 0, "2027-08-31"},
	})
	// From the gym again: it needs one more, from elsewhere.
	q.Held = from("gym", "gym", "lab")
	check(t, q, []expected{{"2027-08-31", "UK-1", drill.Due, 3, 2, 1, "2027-08-31"}})
	// One of the three was announced, one had every way open.
	q.Held = from("gym", "kitchen", "lab")
	q.Held[1].Tags = []drill.Tag{drill.BlockedExit}
	check(t, q, []expected{{"2027-03-27", "UK-1", drill.OutOfCompliance, 1, 0, 1, "2027-03-26"}})
	q.Held[1].Tags = []drill.Tag{drill.Unannounced}
	check(t, q, []expected{{"2027-03-27", "UK-1", drill.OutOfCompliance, 1, 0, 1, "2027-03-26"}})
}

// Where a school follows the department, lockdowns are held as each term starts.
func TestLockdownsAsTermsStart(t *testing.T) {
	q := only(year(t, "england", nil, on("lockdown", "2026-09-10", "2027-02-10")...), "UK-2-DFE")
	check(t, q, []expected{{"2027-01-20", "UK-2-DFE", drill.NotApplicable, 0, 0, 0, ""}})
	q.Site.Settings.Rules = map[string]bool{"UK-2-DFE": true}
	check(t, q, []expected{
		{"2026-09-16", "UK-2-DFE", drill.Fulfilled, 1, 1, 0, "2026-09-16"},
		{"2027-01-18", "UK-2-DFE", drill.Due, 1, 0, 1, "2027-01-18"},
		{"2027-01-19", "UK-2-DFE", drill.OutOfCompliance, 1, 0, 1, "2027-01-18"},
	})
}

// packs are all files of rules.
func packs(t testing.TB) []drill.Pack {
	t.Helper()
	all, err := drill.Packs(os.DirFS("../../assets/drills/rules"))
	if err != nil || len(all) < 10 {
		t.Fatal(len(all), err)
	}
	return all
}

// drawHeld draws drills in and around a school year.
func drawHeld(t *rapid.T, label string) []drill.Held {
	names := make([]string, len(kinds))
	for i, k := range kinds {
		names[i] = k.Name
	}
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) drill.Held {
		return drill.Held{
			Kind: rapid.SampledFrom(names).Draw(t, "kind"),
			Day:  app.MustDay("2026-08-01").AddDays(rapid.IntRange(0, 420).Draw(t, "day")),
			Time: rapid.SampledFrom([]string{"", "09:00", "13:20"}).Draw(t, "time"),
			Tags: rapid.SliceOfDistinct(rapid.SampledFrom(drill.Tags[:4]), func(t drill.Tag) drill.Tag { return t }).Draw(t, "tags"),
		}
	}), 0, 40).Draw(t, label)
}

// drawQuestion draws a pack, a school and its drills.
func drawQuestion(t *rapid.T, questions map[string]drill.Question) drill.Question {
	names := make([]string, 0, len(questions))
	for name := range questions {
		names = append(names, name)
	}
	q := questions[rapid.SampledFrom(names).Draw(t, "pack")]
	q.Site.School.Type = rapid.SampledFrom(app.SchoolTypes).Draw(t, "type")
	q.Site.School.Boarding = rapid.Bool().Draw(t, "boarding")
	q.Site.School.Bus = rapid.Bool().Draw(t, "bus")
	q.Site.Settings.Sprinklers = rapid.Bool().Draw(t, "sprinklers")
	q.Site.Settings.Summer = rapid.Bool().Draw(t, "summer")
	q.Held = drawHeld(t, "held")
	return q
}

func allQuestions(t *testing.T) map[string]drill.Question {
	t.Helper()
	questions := map[string]drill.Question{}
	for _, p := range packs(t) {
		questions[p.Name] = year(t, p.Name, nil)
	}
	return questions
}

// One more drill never makes it worse, but for a maximum or a prohibition.
func TestMoreDrillsNeverWorsenAMinimum(t *testing.T) {
	questions := allQuestions(t)
	rapid.Check(t, func(t *rapid.T) {
		q := drawQuestion(t, questions)
		day := app.MustDay("2026-08-01").AddDays(rapid.IntRange(0, 420).Draw(t, "at"))
		before := q.Judge(day)
		q.Held = append(q.Held, drawHeld(t, "more")...)
		after := q.Judge(day)
		for i, v := range after {
			for j, part := range v.Parts {
				if part.Requirement.Min == 0 || part.Requirement.Per.Every == drill.InDays {
					continue
				}
				if part.Status.Worse(before[i].Parts[j].Status) {
					t.Fatalf("%s %s went from %s to %s", v.Rule.ID, part.Requirement.Name, before[i].Parts[j].Status, part.Status)
				}
			}
		}
	})
}

// The order in which drills are written down does not matter, and later ones do not
// change what was true.
func TestOrderAndFutureDoNotMatter(t *testing.T) {
	questions := allQuestions(t)
	rapid.Check(t, func(t *rapid.T) {
		q := drawQuestion(t, questions)
		day := app.MustDay("2026-08-01").AddDays(rapid.IntRange(0, 420).Draw(t, "at"))
		want := q.Judge(day)
		shuffled := rapid.Permutation(q.Held).Draw(t, "shuffled")
		past := shuffled[:0:0]
		for _, h := range shuffled {
			if !h.Day.After(day) {
				past = append(past, h)
			}
		}
		q.Held = past
		for i, v := range q.Judge(day) {
			if v.Status != want[i].Status || v.Done != want[i].Done || v.Short != want[i].Short || v.By != want[i].By {
				t.Fatalf("%s: %v and %v", v.Rule.ID, v.Finding, want[i].Finding)
			}
		}
	})
}
