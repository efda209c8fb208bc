package drill_test

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"

	"campuskeeper/app"
	"campuskeeper/app/drill"
)

// The 28 kinds with their classes and what a school needs for them.
func TestShippedKinds(t *testing.T) {
	var got []string
	for _, k := range kinds {
		line := k.Code + " " + k.Name
		for _, c := range k.Classes {
			line += " " + string(c)
		}
		for _, c := range k.Needs {
			line += " needs " + string(c)
		}
		got = append(got, line)
	}
	want := []string{
		"DK01 fire evacuate", "DK02 earthquake protect evacuate", "DK03 evacuation evacuate", "DK04 crush evacuate",
		"DK05 intruder lockdown respond", "DK06 unit-135 respond", "DK07 alarm-test test",
		"DK08 dormitory evacuate needs boarding", "DK09 bus evacuate needs bus", "DK10 food functional needs canteen",
		"DK11 disease functional", "DK12 drowning skill needs water", "DK13 flood evacuate shelter",
		"DK14 laboratory functional needs laboratory", "DK15 gas functional needs canteen", "DK16 lift functional needs lift",
		"DK17 bomb evacuate", "DK18 lockdown lockdown", "DK19 secure secure", "DK20 hold hold",
		"DK21 shelter-hazmat shelter", "DK22 shelter-weather shelter", "DK23 reverse move-in", "DK24 reunification functional",
		"DK25 medical functional", "DK26 psychological tabletop", "DK27 exam-site tabletop", "DK28 tabletop tabletop",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// texts calls f for each text of a kind's file.
func texts(t *testing.T, k drill.Kind, f func(path string, text map[string]any)) {
	t.Helper()
	file, err := os.ReadFile("../../assets/drills/kinds/" + k.Name + ".json")
	if err != nil {
		t.Fatal(err)
	}
	var tree any
	if err := json.Unmarshal(file, &tree); err != nil {
		t.Fatal(err)
	}
	walk(k.Name, tree, f)
}

func walk(path string, tree any, f func(path string, text map[string]any)) {
	switch node := tree.(type) {
	case map[string]any:
		if _, says := node[string(app.English)]; says {
			f(path, node)
			return
		}
		for name, inside := range node {
			walk(path+"."+name, inside, f)
		}
	case []any:
		for _, inside := range node {
			walk(path, inside, f)
		}
	}
}

// Everything is said in both languages, in letters that the font draws well, and each
// in the script of its language.
func TestKindsSpeakBothLanguages(t *testing.T) {
	western := regexp.MustCompile(`[,;:!?()"]`)
	for _, k := range kinds {
		said := 0
		texts(t, k, func(path string, text map[string]any) {
			said++
			english, _ := text[string(app.English)].(string)
			chinese, _ := text[string(app.Chinese)].(string)
			if strings.TrimSpace(english) == "" || strings.IndexFunc(english, func(r rune) bool { return r > unicode.MaxASCII }) >= 0 {
				t.Errorf("%s: English %q", path, english)
			}
			if !strings.ContainsFunc(chinese, func(r rune) bool { return unicode.Is(unicode.Han, r) }) || western.MatchString(chinese) {
				t.Errorf("%s: Chinese %q", path, chinese)
			}
		})
		if said < 60 {
			t.Errorf("%s says only %d things", k.Name, said)
		}
	}
}

// What a plan, its role cards and its review need is there, and fits on the paper.
func TestKindsAreWhole(t *testing.T) {
	for _, k := range kinds {
		for what, n := range map[string][3]int{
			"objectives": {len(k.Objectives), 2, 4}, "signals": {len(k.Signals), 1, 3}, "script": {len(k.Script), 6, 10},
			"roles": {len(k.Roles), 3, 12}, "before": {len(k.Before), 1, 8}, "materials": {len(k.Materials), 2, 8},
			"abort": {len(k.Abort), 2, 6}, "marks": {len(k.Marks), 4, 8}, "problems": {len(k.Problems), 6, 30},
			"questions": {len(k.Questions), 6, 8},
		} {
			if n[0] < n[1] || n[0] > n[2] {
				t.Errorf("%s has %d %s, want %d to %d", k.Name, n[0], what, n[1], n[2])
			}
		}
		for _, r := range k.Roles {
			if len(r.Duties) < 3 || len(r.Duties) > 5 {
				t.Errorf("%s: %s has %d duties", k.Name, r.Name, len(r.Duties))
			}
			for _, d := range r.Duties {
				if len(d.In(app.English)) > 80 || len([]rune(d.In(app.Chinese))) > 30 {
					t.Errorf("%s: %s: too long for a role card: %s", k.Name, r.Name, d.In(app.English))
				}
			}
		}
		if k.Script[len(k.Script)-1].At <= 0 || k.Script[0].At > 0 {
			t.Errorf("%s: the script does not lead through the alarm", k.Name)
		}
	}
}

// A word of the tick list means the same in each kind, and what the ledger calls it.
func TestProblemsHaveOneName(t *testing.T) {
	field, _ := ledgerFields(t).Field("problems")
	labels := map[string]app.Text{}
	for _, c := range field.Categories {
		labels[c.Value] = c.Label
	}
	if len(labels) < 20 {
		t.Fatalf("the ledger names %d problems", len(labels))
	}
	for _, k := range kinds {
		for _, p := range k.Problems {
			label, known := labels[p.Value]
			if known && (label.In(app.English) != p.Label.In(app.English) || label.In(app.Chinese) != p.Label.In(app.Chinese)) {
				t.Errorf("%s: %s is called %v and %v", k.Name, p.Value, p.Label, label)
			}
			labels[p.Value] = p.Label
		}
	}
}

// The times of the minimum unit, and when all have to be out.
func TestMarksOfKinds(t *testing.T) {
	marks := func(name string, site drill.Site) string {
		k, _ := kinds.Kind(name)
		var line []string
		for _, m := range k.At(site).Marks {
			text := m.Name
			if m.Target > 0 {
				text += "=" + drill.CountOf(m.Target).String()
			}
			if m.From != "" {
				text += " after " + m.From
			}
			line = append(line, text)
		}
		return strings.Join(line, ", ")
	}
	low := drill.Site{Settings: drill.Settings{Storeys: 4}}
	high := drill.Site{Settings: drill.Settings{Storeys: 6}}
	own := drill.Site{Settings: drill.Settings{Storeys: 6, Target: 180}}
	for _, c := range []struct {
		kind string
		site drill.Site
		want string
	}{
		{"fire", low, "alarm, first-out, last-out=120, roll-complete, all-clear"},
		{"fire", high, "alarm, first-out, last-out, roll-complete, all-clear"},
		{"fire", own, "alarm, first-out, last-out=180, roll-complete, all-clear"},
		{"earthquake", low, "alarm, covered, leave, first-out, last-out=120 after leave, roll-complete, all-clear"},
		{"bus", own, "alarm, first-out, last-out=120, seats-checked, roll-complete, all-clear"},
		{"unit-135", high, "alarm, self-rescue=60, mutual-rescue=180, reinforcement=300, locked, controlled, all-clear"},
		{"lockdown", low, "alarm, locked, roll-complete, all-clear"},
		{"alarm-test", low, "alarm, answered, arrived, reset"},
	} {
		if got := marks(c.kind, c.site); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.kind, got, c.want)
		}
	}
	if fire, _ := kinds.Kind("fire"); fire.Marks[2].Target != 120 {
		t.Error("At changed the kind itself")
	}
}

// Where people leave, their marks say when all are out; where classes are counted,
// when the roll is complete.
func TestMarksFollowTheClass(t *testing.T) {
	for _, k := range kinds {
		if _, ok := k.Mark(drill.MarkLastOut); k.Is(drill.Evacuate) && !ok {
			t.Errorf("%s has no mark for the last one out", k.Name)
		}
		_, counts := k.Mark(drill.MarkRollComplete)
		if k.Roll != counts && k.Name != "unit-135" { // the unit's rooms report, too, but nobody waits for them
			t.Errorf("%s: roll %v, mark %v", k.Name, k.Roll, counts)
		}
	}
}

// Police hear of a test and of a drill with forks and shields on the day itself.
func TestPoliceAreTold(t *testing.T) {
	for _, name := range []string{"alarm-test", "intruder", "unit-135", "lockdown", "bomb"} {
		k, _ := kinds.Kind(name)
		told := map[string]int{}
		for _, b := range k.Before {
			told[b.Name] = b.Days
		}
		centre, onTheDay := told["police-centre"]
		if told["police"] < 1 || !onTheDay || centre != 0 {
			t.Errorf("%s: told are %v", name, told)
		}
	}
}

func TestKindsFor(t *testing.T) {
	site := drill.Site{School: app.School{Type: "primary"}}
	few := kinds.For(site)
	for _, name := range []string{"dormitory", "bus", "food", "drowning", "laboratory", "gas", "lift"} {
		if _, ok := few.Kind(name); ok {
			t.Errorf("a school that has nothing for it drills %s", name)
		}
	}
	site.School.Boarding, site.School.Bus, site.School.Canteen, site.School.WaterNear, site.School.Laboratory = true, true, true, true, true
	site.Settings.Lift = true
	if all := kinds.For(site); len(all) != len(kinds) || len(few) != len(kinds)-7 {
		t.Errorf("%d kinds of %d, else %d", len(all), len(kinds), len(few))
	}
}

// No rule of any pack asks for a kind that does not exist.
func TestRulesNameKindsThatExist(t *testing.T) {
	for _, p := range packs(t) {
		rules, err := drill.ReadRules(os.DirFS("../../assets/drills/rules"), p.Name)
		if err != nil {
			t.Fatal(err)
		}
		if err := rules.Check(kinds); err != nil {
			t.Errorf("%s: %v", p.Name, err)
		}
	}
	rules := drill.Rules{{ID: "X-1", Requirements: []drill.Requirement{{Name: "a", Count: drill.Selector{Kinds: []string{"fire", "flying"}}}}}}
	if got := faultsOf(t, rules.Check(kinds)); !slices.Equal(got, []string{`X-1 (a): "flying" is not a kind of drill`}) {
		t.Error(got)
	}
}

// faultsOf tells in English what an error says is wrong, line by line.
func faultsOf(t *testing.T, err error) []string {
	t.Helper()
	if app.CodeOf(err) != app.CodeInvalid {
		t.Fatalf("got %v, want an invalid file", err)
	}
	words, loadErr := app.LoadWords(os.DirFS("../../assets/words"))
	if loadErr != nil {
		t.Fatal(loadErr)
	}
	return strings.Split(words.Explain(app.English, err), "\n")[1:]
}

// A school's own kind stands beside those of the program.
func TestSchoolAddsAKind(t *testing.T) {
	own := fstest.MapFS{"own.json": {Data: []byte("\xef\xbb\xbf" + ownKind)}}
	all, err := drill.ReadKinds(os.DirFS("../../assets/drills/kinds"), own)
	if err != nil {
		t.Fatal(err)
	}
	k, ok := all.Kind("chemical-store")
	if !ok || len(all) != len(kinds)+1 || all[len(all)-1].Code != "XK01" {
		t.Fatalf("%d kinds", len(all))
	}
	if k.Title.In(app.English) != "危化品库房" || !k.Is(drill.Functional) {
		t.Errorf("got %+v", k)
	}
	_, err = drill.ReadKinds(own, own)
	if got := faultsOf(t, err); !slices.Equal(got, []string{
		`own.json (name): "chemical-store" is described by two files`, `own.json (code): "XK01" is described by two files`,
	}) {
		t.Error(got)
	}
}

// ownKind is as little as a school may write, in its own language only.
const ownKind = `{"name": "chemical-store", "code": "XK01", "title": {"zh-Hans": "危化品库房"}, "classes": ["functional"],
	"scenario": {"zh-Hans": "库房泄漏"}, "marks": [{"name": "alarm", "title": {"zh-Hans": "报警"}}]}`

func TestWrongKindListsWhatIsWrong(t *testing.T) {
	for name, c := range map[string]struct {
		old, new string
		want     []string
	}{
		"no JSON":                   {`{"name"`, `"name"`, []string{"x.json: The file cannot be read: json: cannot unmarshal string into Go value of type drill.Kind."}},
		"an unknown word":           {`"code"`, `"kode"`, []string{`x.json: The file cannot be read: json: unknown field "kode".`}},
		"more after the end":        {`"}}]}`, `"}}]} {}`, []string{"x.json: The file cannot be read: text after the end."}},
		"a name in capitals":        {"chemical-store", "Chemical store", []string{`x.json (name): "Chemical store" is missing or wrong`}},
		"no code, no class":         {`"XK01"`, `"", "needs": ["moat"]`, []string{"x.json (code): is missing or wrong", `x.json (needs): "moat" is missing or wrong`}},
		"an unknown class":          {`["functional"]`, `["flying"]`, []string{`x.json (classes): "flying" is missing or wrong`}},
		"a language we do not have": {`"title": {"zh-Hans"`, `"title": {"zh"`, []string{"x.json (title): is missing or wrong", `x.json (title): "zh" is missing or wrong`}},
		"the alarm is not first":    {`"marks": [`, `"marks": [{"name": "out", "title": {"en": "Out"}}, `, []string{`x.json (marks): "alarm" is missing or wrong`}},
		"a mark from nowhere": {`"报警"}}`, `"报警"}}, {"name": "out", "title": {"en": "Out"}, "from": "leave", "target": -1}`, []string{
			`x.json (marks): "leave" is missing or wrong`, `x.json (marks): "out" is missing or wrong`,
		}},
		"conditions of no target": {`"报警"}}`, `"报警"}, "needs": ["low-rise"]}`, []string{`x.json (marks): "alarm" is missing or wrong`}},
		"two roles of a name": {`"marks"`, `"roles": [{"name": "a", "title": {"en": "A"}, "duties": []}, {"name": "a", "title": {"en": "A"}, "duties": [{}]}], "marks"`, []string{
			`x.json (roles): "a" is missing or wrong`, "x.json (roles): is missing or wrong",
		}},
		"told after the drill": {`"marks"`, `"before": [{"name": "police", "title": {"en": "Police"}, "days": -1}], "marks"`, []string{`x.json (before): "police" is missing or wrong`}},
		"a script that goes back": {`"marks"`, `"script": [{"at": 9, "who": {"en": "A"}, "does": {"en": "B"}}, {"at": 3, "who": {"en": "A"}, "does": {"en": "C"}}], "marks"`, []string{
			`x.json (script): "C" is missing or wrong`,
		}},
		"a problem ticked twice": {`"marks"`, `"problems": [{"value": "radio", "label": {"en": "R"}}, {"value": "radio", "label": {"en": "R"}}], "marks"`, []string{
			`x.json (problems): "radio" is missing or wrong`,
		}},
	} {
		t.Run(name, func(t *testing.T) {
			text := strings.Replace(ownKind, c.old, c.new, 1)
			if text == ownKind {
				t.Fatalf("%q is not in the file", c.old)
			}
			_, err := drill.ReadKinds(fstest.MapFS{"x.json": {Data: []byte(text)}})
			if got := faultsOf(t, err); !slices.Equal(got, c.want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(c.want, "\n"))
			}
		})
	}
}

// seed adds each file of a folder of templates.
func seed(f *testing.F, folder string) {
	f.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*.json"))
	if err != nil || len(files) == 0 {
		f.Fatal(files, err)
	}
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
}

// A kind's file is refused with words or gives a kind that can be used.
func FuzzReadKind(f *testing.F) {
	seed(f, "../../assets/drills/kinds")
	f.Add([]byte(ownKind))
	f.Fuzz(func(t *testing.T, text []byte) {
		read, err := drill.ReadKinds(fstest.MapFS{"x.json": {Data: text}})
		if err != nil {
			wantProblems(t, err)
			return
		}
		k := read[0]
		if k.Name == "" || k.Title.In(app.English) == "" || k.Marks[0].Name != drill.MarkAlarm {
			t.Fatalf("took %+v", k)
		}
		if _, ok := read.Kind(k.Name); !ok {
			t.Fatalf("%s is not found", k.Name)
		}
		for _, m := range k.At(drill.Site{}).Marks {
			if m.Target < 0 {
				t.Fatalf("%s: %d", m.Name, m.Target)
			}
		}
	})
}

// A file of rules is refused with words or gives rules by which a school can be
// judged.
func FuzzReadRules(f *testing.F) {
	seed(f, "../../assets/drills/rules")
	q := year(f, "cn", nil, on("fire", "2026-09-16", "2026-11-26")...)
	words, err := app.LoadWords(os.DirFS("../../assets/words"))
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		rules, err := drill.ReadRules(fstest.MapFS{"x.json": {Data: text}}, "x")
		if err != nil {
			wantProblems(t, err)
			return
		}
		q.Rules = rules
		for _, v := range q.Judge(app.MustDay("2026-11-27")) {
			if v.Short < 0 || v.Done < 0 || v.Say(words, app.Chinese) == "" {
				t.Fatalf("%s: %+v", v.Rule.ID, v.Finding)
			}
		}
	})
}

// Each fault of a rule is told once, with the rule; also of one that asks for nothing.
func TestWrongRules(t *testing.T) {
	const start = `{"name": "x", "title": {"en": "X"}, "rules": [{"rule": "X-1", "says": {"en": "Drill."}, "citation": {"en": "Act"}, "confidence": "official"`
	for name, c := range map[string]struct {
		rest string
		want []string
	}{
		"a permission": {`, "needs": ["moat"]}]}`, []string{"X-1 needs moat"}},
		"two requirements": {
			`, "needs": ["moat"], "requirements": [
				{"name": "a", "count": {}, "min": 1, "per": {"every": "year"}},
				{"name": "b", "count": {"tags": ["loud"]}, "min": 1, "per": {"every": "week"}, "without": ["roof"]}]}]}`,
			[]string{"X-1 needs moat", "X-1 requirements.b tags", "X-1 requirements.b per", "X-1 needs roof"},
		},
		"twice": {`}, {"rule": "X-1", "citation": {"en": "Act"}, "confidence": "sure"}]}`, []string{"X-1 rule X-1", "X-1 says ", "X-1 confidence sure"}},
	} {
		_, err := drill.ReadRules(fstest.MapFS{"x.json": {Data: []byte(start + c.rest)}}, "x")
		wantProblems(t, err)
		var e *app.Error
		errors.As(err, &e)
		var got []string
		for _, p := range e.Problems {
			got = append(got, p.Where+" "+p.Field+" "+p.Value)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}

// wantProblems wants an error that says what is wrong.
func wantProblems(t *testing.T, err error) {
	t.Helper()
	var e *app.Error
	if !errors.As(err, &e) || e.Code != app.CodeInvalid || len(e.Problems) == 0 {
		t.Fatalf("got %v", err)
	}
}

// A folder that cannot be read is no folder without kinds.
func TestReadKindsTellsOfTheDisk(t *testing.T) {
	if _, err := drill.ReadKinds(fstest.MapFS{"x.json": {Mode: fs.ModeDir}}); err == nil {
		t.Error("a folder was read as a kind")
	}
}

// A school's file with a fault is left out, and the rest serves on.
func TestOwnKindWithAFaultIsLeftOut(t *testing.T) {
	shipped, err := drill.ReadKinds(os.DirFS("../../assets/drills/kinds"))
	if err != nil {
		t.Fatal(err)
	}
	all, wrong, err := shipped.WithOwn(fstest.MapFS{
		"a.json": {Data: []byte(ownKind)},
		"b.json": {Data: []byte(strings.Replace(ownKind, "functional", "dance", 1))},
		"c.json": {Data: []byte(ownKind)},
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := all.Kind("chemical-store"); !ok || len(all) != len(shipped)+1 {
		t.Errorf("%d kinds, want one more than %d", len(all), len(shipped))
	}
	if got := []string{wrong[0].Where, wrong[1].Where, wrong[2].Where}; len(wrong) != 3 || !slices.Equal(got, []string{"b.json", "c.json", "c.json"}) {
		t.Errorf("told %v", wrong)
	}
	if none, wrong, err := shipped.WithOwn(os.DirFS(t.TempDir() + "/none")); err != nil || len(wrong) > 0 || len(none) != len(shipped) {
		t.Errorf("a folder that is not there gives %d kinds, %v, %v", len(none), wrong, err)
	}
}

// What the program wrote in one language reads in the other; what a school wrote stays.
func TestTranslate(t *testing.T) {
	for _, k := range kinds {
		for _, from := range app.Langs {
			made := k.Arrange(drill.Drill{}, from)
			for _, to := range app.Langs {
				want := k.Arrange(drill.Drill{}, to)
				pairs := [][2]string{
					{made.Name, want.Name},
					{made.Scenario, want.Scenario},
					{made.Objective, want.Objective},
					{made.Signals, want.Signals},
					{made.Materials, want.Materials},
					{made.Abort, want.Abort},
				}
				for i, g := range made.Groups {
					pairs = append(pairs, [2]string{g.Group, want.Groups[i].Group})
				}
				for _, pair := range pairs {
					if got := k.Translate(pair[0], to); got != pair[1] {
						t.Errorf("%s from %s to %s: got %q, want %q", k.Name, from, to, got, pair[1])
					}
				}
			}
		}
		own := "Our own drill"
		for _, text := range []string{own, "", k.Title.In(app.English) + "\n" + own} {
			if got := k.Translate(text, app.Chinese); got != text {
				t.Errorf("%s: %q became %q", k.Name, text, got)
			}
		}
		texts(t, k, func(path string, text map[string]any) {
			if got := k.Translate(text["en"].(string), app.Chinese); got == text["en"] && got != text["zh-Hans"] {
				t.Errorf("%s stays %q", path, got)
			}
		})
	}
}
