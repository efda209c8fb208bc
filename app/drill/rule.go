package drill

import (
	"encoding/json"
	"io/fs"
	"slices"
	"strings"

	"campuskeeper/app"
	"campuskeeper/app/calendar"
)

// Rule is what one source asks of a school's drills.
type Rule struct {
	ID           string           `json:"rule"`
	Jurisdiction app.Text         `json:"jurisdiction"`
	Says         app.Text         `json:"says"` // one sentence
	SchoolTypes  []app.SchoolType `json:"schoolTypes,omitempty"`
	Needs        []Condition      `json:"needs,omitempty"`
	// Off marks the practice of one place: it applies where the school turns it on.
	Off          bool                `json:"off,omitempty"`
	Requirements []Requirement       `json:"requirements,omitempty"` // none for a permission
	Retention    int                 `json:"retention,omitempty"`    // years for which records are kept
	Uploads      []string            `json:"uploads,omitempty"`      // days "11-01" by which the log goes up
	UploadTitle  app.Text            `json:"uploadTitle,omitempty"`  // what is to be done on them
	Citation     app.Text            `json:"citation"`
	Confidence   calendar.Confidence `json:"confidence"`
}

// Requirement is one thing that a rule asks. It is a minimum (Min), a maximum (Max)
// or a prohibition (Forbid) of the drills that Count selects, or the review of each of
// them (Reviewed), in each period of Per.
type Requirement struct {
	Name     string   `json:"name"`
	Says     app.Text `json:"says,omitempty"` // where it says more than the rule
	Count    Selector `json:"count"`
	Min      int      `json:"min,omitempty"`
	Max      int      `json:"max,omitempty"`
	Forbid   Tag      `json:"forbid,omitempty"`
	Reviewed bool     `json:"reviewed,omitempty"`
	Distinct Distinct `json:"distinct,omitempty"` // Min of them differ in this
	// Usual names kinds that are rare elsewhere, but with which it is met here.
	Usual   []string    `json:"usual,omitempty"`
	Per     Span        `json:"per"`
	Needs   []Condition `json:"needs,omitempty"`
	Without []Condition `json:"without,omitempty"` // applies where the school has none of these
	// Extra marks drills that come on top: what it selects in its periods counts for
	// no other part of the rule, but for those that are extra too.
	Extra bool `json:"extra,omitempty"`

	beside []Requirement // parts of the rule that are extra, where this one is not
}

// planned is the requirement for drills that are still to come: nobody knows
// beforehand how long one takes.
func (q Requirement) planned() Requirement {
	q.Count.Seconds = 0
	return q
}

// ordinary says whether drills of a kind are what the requirement means, when others
// count as well.
func (q Requirement) ordinary(k Kind) bool { return !k.Rare || slices.Contains(q.Usual, k.Name) }

// Distinct is in what drills must differ.
type Distinct string

// In what drills may have to differ.
const (
	DistinctWeekday   Distinct = "weekday"
	DistinctTime      Distinct = "time" // the hour
	DistinctRoute     Distinct = "route"
	DistinctCallPoint Distinct = "call-point"
)

// of returns what a drill shows of it; "" for not noted, which counts for nothing.
func (d Distinct) of(h Held) string {
	switch d {
	case DistinctWeekday:
		return h.Day.Weekday().String()
	case DistinctTime:
		return h.hour()
	case DistinctRoute:
		return h.Route
	case DistinctCallPoint:
		return h.CallPoint
	}
	return ""
}

// Selector chooses drills: of one of the kinds or classes but none of Except, bearing
// all tags, and all out within Seconds where that is given. Without kinds and classes
// it chooses all drills, but no tests of devices. Or chooses more, which nobody plans
// for this.
type Selector struct {
	Kinds   []string  `json:"kinds,omitempty"`
	Classes []Class   `json:"classes,omitempty"`
	Except  []string  `json:"except,omitempty"` // kinds
	Tags    []Tag     `json:"tags,omitempty"`
	Seconds int       `json:"seconds,omitempty"`
	Or      *Selector `json:"or,omitempty"`
}

// Picks says whether the selector chooses a drill of a kind.
func (s Selector) Picks(k Kind, h Held) bool {
	return s.Or != nil && s.Or.Picks(k, h) || s.Takes(k) &&
		!slices.ContainsFunc(s.Tags, func(t Tag) bool { return !h.Has(t) }) &&
		(s.Seconds == 0 || h.Seconds > 0 && h.Seconds <= s.Seconds)
}

// Takes says whether drills of a kind can be chosen.
func (s Selector) Takes(k Kind) bool {
	if slices.Contains(s.Except, k.Name) {
		return false
	}
	if len(s.Kinds) == 0 && len(s.Classes) == 0 {
		return !k.device()
	}
	return slices.Contains(s.Kinds, k.Name) || slices.ContainsFunc(s.Classes, k.Is)
}

// named lists the kinds of which the selector speaks.
func (s Selector) named() []string {
	names := slices.Concat(s.Kinds, s.Except)
	if s.Or != nil {
		names = append(names, s.Or.named()...)
	}
	return names
}

// Applies says whether a rule concerns a school.
func (r Rule) Applies(s Site) bool {
	on, said := s.Settings.Rules[r.ID]
	if !said {
		on = !r.Off
	}
	return on && (len(r.SchoolTypes) == 0 || slices.Contains(r.SchoolTypes, s.School.Type)) && s.HasAll(r.Needs)
}

// For returns the requirements of the rule that concern a school, with the school's
// own target time.
func (r Rule) For(s Site) []Requirement {
	if !r.Applies(s) {
		return nil
	}
	var all, extra []Requirement
	for _, q := range r.Requirements {
		if !s.HasAll(q.Needs) || slices.ContainsFunc(q.Without, s.Has) {
			continue
		}
		if q.Count.Seconds > 0 && s.Settings.Target > 0 {
			q.Count.Seconds = s.Settings.Target
		}
		if q.Says == nil {
			q.Says = r.Says
		}
		all = append(all, q)
		if q.Extra {
			extra = append(extra, q)
		}
	}
	for i := range all {
		if !all[i].Extra {
			all[i].beside = extra
		}
	}
	return all
}

// Rules are the rules of a pack in the order of its file.
type Rules []Rule

// ruleFile is a file of rules: all that a jurisdiction asks.
type ruleFile struct {
	Pack
	Rules Rules `json:"rules"`
}

// ReadRules reads the rules of a pack from a folder of rule files. There are none
// for a pack without a file: CodeNotFound. A wrong file is CodeInvalid.
func ReadRules(folder fs.FS, pack string) (Rules, error) {
	text, err := fs.ReadFile(folder, pack+".json")
	if err != nil {
		return nil, app.Wrap(err, app.CodeNotFound, "drill.rules.none", "pack", pack)
	}
	return readRules(text)
}

func readRules(text []byte) (Rules, error) {
	var file ruleFile
	if problem, ok := strictly(text, &file); !ok {
		return nil, wrongFile("drill.rules.wrong", []app.Problem{problem})
	}
	var problems []app.Problem
	seen := map[string]bool{}
	for _, r := range file.Rules {
		f := faults{key: "drill.rules.field"}
		f.when(r.ID == "" || seen[r.ID], "rule", r.ID)
		seen[r.ID] = true
		r.faults(&f)
		for _, problem := range f.found {
			problem.Where = r.ID
			problems = append(problems, problem)
		}
	}
	if len(problems) > 0 {
		return nil, wrongFile("drill.rules.wrong", problems)
	}
	return file.Rules, nil
}

// faults looks at what the rule says and on what it depends.
func (r Rule) faults(f *faults) {
	f.text("says", r.Says)
	f.text("citation", r.Citation)
	f.when(!slices.Contains([]calendar.Confidence{calendar.Official, calendar.Usual, calendar.Assumed}, r.Confidence),
		"confidence", string(r.Confidence))
	for _, t := range r.SchoolTypes {
		f.when(!slices.Contains(app.SchoolTypes, t), "schoolTypes", string(t))
	}
	f.conditions("needs", r.Needs)
	if len(r.Uploads) > 0 {
		f.text("uploadTitle", r.UploadTitle)
	}
	for _, day := range r.Uploads {
		_, ok := parseMonthDay(day)
		f.when(!ok, "uploads", day)
	}
	for _, q := range r.Requirements {
		q.faults(f)
	}
}

// faults looks at the parts of a requirement.
func (q Requirement) faults(f *faults) {
	wrong := func(bad bool, part string) { f.when(bad, "requirements."+q.Name, part) }
	asks := 0
	for _, is := range []bool{q.Min > 0, q.Max > 0, q.Forbid != "", q.Reviewed} {
		if is {
			asks++
		}
	}
	wrong(asks != 1 || q.Min < 0 || q.Max < 0, "min")
	wrong(q.Forbid != "" && !slices.Contains(Tags, q.Forbid), "forbid")
	wrong(q.Distinct != "" && (q.Min == 0 || !slices.Contains([]Distinct{
		DistinctWeekday, DistinctTime, DistinctRoute, DistinctCallPoint,
	}, q.Distinct)), "distinct")
	for count := &q.Count; count != nil; count = count.Or {
		wrong(slices.ContainsFunc(count.Tags, func(t Tag) bool { return !slices.Contains(Tags, t) }), "tags")
		wrong(slices.ContainsFunc(count.Classes, func(c Class) bool { return !slices.Contains(classes, c) }), "classes")
	}
	wrong(!q.Per.valid(), "per")
	f.conditions("needs", q.Needs)
	f.conditions("needs", q.Without)
}

// Check says which kinds the rules name that do not exist.
func (rs Rules) Check(kinds Kinds) error {
	var problems []app.Problem
	for _, r := range rs {
		for _, q := range r.Requirements {
			for _, name := range append(q.Count.named(), q.Usual...) {
				if _, ok := kinds.Kind(name); !ok {
					problems = append(problems, app.Problem{Where: r.ID, Field: q.Name, Value: name, Key: "drill.rules.kind"})
				}
			}
		}
	}
	if len(problems) > 0 {
		return wrongFile("drill.rules.wrong", problems)
	}
	return nil
}

// Packs lists the packs that have a file of rules.
func Packs(folder fs.FS) ([]Pack, error) {
	files, err := fs.Glob(folder, "*.json")
	if err != nil {
		return nil, err
	}
	packs := make([]Pack, 0, len(files))
	for _, name := range files {
		text, err := fs.ReadFile(folder, name)
		if err != nil {
			return nil, err
		}
		var p Pack
		if err := json.Unmarshal(text, &p); err != nil {
			return nil, app.Wrap(err, app.CodeInvalid, "drill.rules.wrong", "count", 1)
		}
		p.Name = strings.TrimSuffix(name, ".json")
		packs = append(packs, p)
	}
	return packs, nil
}

// Pack names a file of rules.
type Pack struct {
	Name  string   `json:"name"`
	Title app.Text `json:"title"`
}
