package drill

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"campuskeeper/app"
)

// ReadKinds reads the kind files of folders: that of the program, then a school's
// own. The error is CodeInvalid and lists what is wrong in which file.
//
// "rare": true in a file keeps the kind out of proposals for drills at large: a rule
// has to name it, or to call it usual in its part of the world.
func ReadKinds(folders ...fs.FS) (Kinds, error) {
	var kinds Kinds
	var problems []app.Problem
	for _, folder := range folders {
		more, wrong, err := kinds.WithOwn(folder)
		if err != nil {
			return nil, err
		}
		kinds, problems = more, append(problems, wrong...)
	}
	if len(problems) > 0 {
		return nil, wrongFile("drill.kind.wrong", problems)
	}
	return kinds, nil
}

// WithOwn adds the kinds of a school's own folder. A file with a fault is left out,
// and the fault told: the drills of the others go on. A folder that is not there has
// no kinds.
func (ks Kinds) WithOwn(folder fs.FS) (Kinds, []app.Problem, error) {
	files, err := fs.Glob(folder, "*.json")
	if err != nil {
		return ks, nil, err
	}
	kinds := slices.Clone(ks)
	var problems []app.Problem
	for _, file := range files {
		text, err := fs.ReadFile(folder, file)
		if err != nil {
			return ks, nil, err
		}
		kind, wrong := readKind(text)
		if len(wrong) == 0 {
			wrong = kinds.twice(kind)
		}
		if len(wrong) == 0 {
			kinds = append(kinds, kind)
		}
		for i := range wrong {
			wrong[i].Where = path.Base(file)
		}
		problems = append(problems, wrong...)
	}
	slices.SortFunc(kinds, func(a, b Kind) int { return strings.Compare(a.Code, b.Code) })
	return kinds, problems, nil
}

// twice says whether a kind bears the name or the code of another one.
func (ks Kinds) twice(kind Kind) []app.Problem {
	f := faults{key: "drill.kind.twice"}
	f.when(slices.ContainsFunc(ks, func(k Kind) bool { return k.Name == kind.Name }), "name", kind.Name)
	f.when(slices.ContainsFunc(ks, func(k Kind) bool { return k.Code == kind.Code }), "code", kind.Code)
	return f.found
}

// readKind reads one file and lists what is wrong in it.
func readKind(text []byte) (Kind, []app.Problem) {
	var k Kind
	if problem, ok := strictly(text, &k); !ok {
		return k, []app.Problem{problem}
	}
	f := faults{key: "drill.kind.field"}
	f.when(!isWord(k.Name), "name", k.Name)
	f.when(k.Code == "", "code", "")
	f.text("title", k.Title)
	f.when(len(k.Classes) == 0, "classes", "")
	for _, c := range k.Classes {
		f.when(!slices.Contains(classes, c), "classes", string(c))
	}
	f.conditions("needs", k.Needs)
	f.text("scenario", k.Scenario)
	f.texts("objectives", k.Objectives)
	f.texts("materials", k.Materials)
	f.texts("abort", k.Abort)
	f.texts("questions", k.Questions)
	k.courseFaults(&f)
	k.peopleFaults(&f)
	k.markFaults(&f)
	return k, f.found
}

// courseFaults looks at what happens: signals, script and tick list.
func (k Kind) courseFaults(f *faults) {
	for _, s := range k.Signals {
		f.text("signals", s.Title)
		f.text("signals", s.Sound)
	}
	for i, row := range k.Script {
		f.text("script", row.Who)
		f.text("script", row.Does)
		f.when(i > 0 && row.At < k.Script[i-1].At, "script", row.Does.In(app.English))
	}
	values := map[string]bool{}
	for _, p := range k.Problems {
		f.when(!isWord(p.Value) || values[p.Value], "problems", p.Value)
		f.text("problems", p.Label)
		values[p.Value] = true
	}
}

// peopleFaults looks at who does what and who is told.
func (k Kind) peopleFaults(f *faults) {
	names := map[string]bool{}
	for _, r := range k.Roles {
		f.when(!isWord(r.Name) || names[r.Name], "roles", r.Name)
		f.text("roles", r.Title)
		f.texts("roles", r.Duties)
		names[r.Name] = true
	}
	told := map[string]bool{}
	for _, b := range k.Before {
		f.when(!isWord(b.Name) || told[b.Name] || b.Days < 0, "before", b.Name)
		f.text("before", b.Title)
		told[b.Name] = true
	}
}

// markFaults looks at what is timed.
func (k Kind) markFaults(f *faults) {
	f.when(len(k.Marks) == 0 || k.Marks[0].Name != MarkAlarm, "marks", MarkAlarm)
	names := map[string]bool{}
	for _, m := range k.Marks {
		f.when(!isWord(m.Name) || names[m.Name], "marks", m.Name)
		f.when(m.From != "" && !names[m.From], "marks", m.From)
		f.when(m.Target < 0 || m.Target == 0 && len(m.Needs) > 0, "marks", m.Name)
		f.text("marks", m.Title)
		f.conditions("marks", m.Needs)
		names[m.Name] = true
	}
}

// faults collects what is wrong in a file.
type faults struct {
	key   string
	found []app.Problem
}

func (f *faults) when(bad bool, field, value string) {
	if bad {
		f.found = append(f.found, app.Problem{Field: field, Value: value, Key: f.key})
	}
}

// text wants something said, in languages that we have.
func (f *faults) text(field string, t app.Text) {
	f.when(t.In(app.English) == "", field, "")
	for lang := range t {
		f.when(!slices.Contains(app.Langs, lang), field, string(lang))
	}
}

func (f *faults) texts(field string, all []app.Text) {
	for _, t := range all {
		f.text(field, t)
	}
}

func (f *faults) conditions(field string, all []Condition) {
	for _, c := range all {
		f.when(!c.known(), field, string(c))
	}
}

var shortName = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// isWord says whether a name is a word that rules, files and the command line can use.
func isWord(name string) bool { return shortName.MatchString(name) }

// strictly decodes a template file; an unknown word in it is a fault, not passed
// over, and so is anything after its end.
func strictly(text []byte, into any) (app.Problem, bool) {
	dec := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(text, []byte(byteOrderMark))))
	dec.DisallowUnknownFields()
	err := dec.Decode(into)
	if err == nil {
		if _, after := dec.Token(); !errors.Is(after, io.EOF) {
			err = errors.New("text after the end")
		}
	}
	if err != nil {
		return app.Problem{Key: "drill.file.json", Args: app.Args{"cause": err.Error()}}, false
	}
	return app.Problem{}, true
}

// byteOrderMark is what some editors put at the head of a file.
const byteOrderMark = "\xef\xbb\xbf"

func wrongFile(key string, problems []app.Problem) error {
	err := app.Errorf(app.CodeInvalid, key, "count", len(problems))
	err.Problems = problems
	return err
}
