package bundle

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"sort"

	"campuskeeper/app"
	"campuskeeper/app/ledger"
)

// Profile says what one recipient gets: which ledgers, which entries, which
// fields, which forms, for which time, locked with which key. It is a file, so
// that a district that wants something else brings another file.
type Profile struct {
	Name        string          `json:"name"` // "education"; scripts rely on it
	Version     int             `json:"version"`
	Title       app.Text        `json:"title"`  // "District education bureau, monthly"
	Office      app.Text        `json:"office"` // "District education bureau"
	Span        Span            `json:"span"`   // what one bundle covers
	Due         Due             `json:"due"`
	Ledgers     []LedgerRule    `json:"ledgers"`
	Forms       []FormRule      `json:"forms,omitempty"`
	Attachments AttachmentRule  `json:"attachments,omitzero"`
	Seal        string          `json:"seal,omitempty"` // age recipient (age1…); "" leaves the bundle open
	Bases       []Basis         `json:"bases,omitempty"`
	Figures     []FigureRule    `json:"figures,omitempty"`
	Expects     []ExpectedRule  `json:"expects,omitempty"`
	Contact     string          `json:"contact,omitempty"` // where it goes: an address, a platform
	UpTo        app.Sensitivity `json:"upTo,omitempty"`    // what is more sensitive is masked; internal if not said
}

// Span is the length of time that one bundle covers.
type Span string

// The spans.
const (
	Monthly Span = "month"
	Termly  Span = "half-year"
	Yearly  Span = "year"
)

// Due is the day by which a bundle goes up: so many months after the end of its
// period, on that day of the month or the month's last day if it is shorter.
type Due struct {
	Months int `json:"months"`
	Day    int `json:"day"`
}

// LedgerRule says what of one ledger goes up.
type LedgerRule struct {
	Ledger  string   `json:"ledger"`
	As      Shape    `json:"as"`
	Select  []Reason `json:"select,omitempty"`  // an entry goes when one of these holds
	Fields  []string `json:"fields,omitempty"`  // only these; all when empty
	Without []string `json:"without,omitempty"` // all but these
	Mask    []string `json:"mask,omitempty"`    // masked whatever their sensitivity
}

// Shape is the form in which a ledger goes up.
type Shape string

// The shapes. Of a ledger that goes as counts no entry leaves the school unless a
// legal basis that opens it is chosen.
const (
	AsEntries Shape = "entries"
	AsCounts  Shape = "counts"
)

// Reason is why an entry belongs to a period.
type Reason string

// The reasons.
const (
	OfDay     Reason = "day"     // the day of its headline lies in the period
	WhileOpen Reason = "open"    // it was open on at least one day of the period
	OnChange  Reason = "changed" // it was written or made a step in the period
)

// FormRule asks for printed forms. A form of single entries is made for each entry
// that reached the state Step in the period, or for every entry when Step is "".
type FormRule struct {
	Form   string       `json:"form"` // "cover", "register", or a form of the ledger's template
	Ledger string       `json:"ledger,omitempty"`
	Step   ledger.State `json:"step,omitempty"`
}

// AttachmentRule says whether photos and files go up, and how much of them.
type AttachmentRule struct {
	Include  bool `json:"include"`
	BudgetMB int  `json:"budgetMB,omitempty"` // all together; 100 if not said
}

// Basis is a legal basis on which restricted fields may leave. Whoever chooses it
// gives the number of the document that asks for them.
type Basis struct {
	Name  string          `json:"name"`
	Title app.Text        `json:"title"`
	Opens []string        `json:"opens,omitempty"` // ledgers that then go as entries
	UpTo  app.Sensitivity `json:"upTo"`            // what stays masked is more sensitive than this
}

// FigureRule is one figure of the cover.
type FigureRule struct {
	Name    string            `json:"name"`
	Title   app.Text          `json:"title"`
	Ledger  string            `json:"ledger"`
	Measure Measure           `json:"measure"`
	Where   map[string]string `json:"where,omitempty"` // field → canonical value
	Worse   string            `json:"worse,omitempty"` // "up" or "down": that change is bad news
}

// Measure is how a figure is counted.
type Measure string

// The measures. Void entries count nowhere.
const (
	MeasureAdded   Measure = "added"   // its day lies in the period
	MeasureClosed  Measure = "closed"  // closed in the period
	MeasureShare   Measure = "share"   // of those added, closed by the end of the period, in percent
	MeasureOverdue Measure = "overdue" // open and past its deadline at the end of the period
	MeasureOpen    Measure = "open"    // open at the end of the period
)

// ExpectedRule is one thing that should be there before a bundle goes up.
type ExpectedRule struct {
	Name   string   `json:"name"`
	Ledger string   `json:"ledger"`
	Rule   Expected `json:"rule"`
	Least  int      `json:"least,omitempty"` // of "at-least"
	Field  string   `json:"field,omitempty"` // of "filled"
	One    app.Text `json:"one"`             // one missing thing: "hazard overdue"
	Many   app.Text `json:"many"`            // several: "hazards overdue"
	Note   app.Text `json:"note,omitempty"`  // what to do
	Grave  bool     `json:"grave,omitempty"`
}

// Expected is a kind of ExpectedRule.
type Expected string

// The kinds.
const (
	NoneOverdue Expected = "none-overdue" // no open entry is past its deadline
	AtLeast     Expected = "at-least"     // so many entries have their day in the period
	FieldFilled Expected = "filled"       // a list column is filled in the entries of the period
)

var profileName = regexp.MustCompile(`^[a-z][a-z0-9-]*$`)

// ReadProfile reads a profile and checks it against itself and the ledgers. The
// error lists everything that is wrong.
func ReadProfile(file []byte, library *ledger.Library) (Profile, error) {
	var p Profile
	decoder := json.NewDecoder(bytes.NewReader(file))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&p); err != nil {
		return Profile{}, app.Wrap(err, app.CodeInvalid, "bundle.profile.json", "detail", err.Error())
	}
	if p.UpTo == "" {
		p.UpTo = app.Internal
	}
	c := profileCheck{profile: p, library: library}
	c.run()
	if len(c.problems) > 0 {
		return Profile{}, &app.Error{
			Code: app.CodeInvalid, Key: "bundle.profile.wrong",
			Args: app.Args{"name": p.Name, "count": len(c.problems)}, Problems: c.problems,
		}
	}
	return p, nil
}

// ReadProfiles reads every profile of a folder, by name.
func ReadProfiles(folder fs.FS, library *ledger.Library) ([]Profile, error) {
	names, err := fs.Glob(folder, "*.json")
	if err != nil {
		return nil, err
	}
	profiles := make([]Profile, 0, len(names))
	for _, name := range names {
		file, err := fs.ReadFile(folder, name)
		if err != nil {
			return nil, err
		}
		p, err := ReadProfile(file, library)
		if err != nil {
			return nil, app.Wrap(err, app.CodeInvalid, "bundle.profile.file", "file", name)
		}
		profiles = append(profiles, p)
	}
	sort.Slice(profiles, func(i, j int) bool { return profiles[i].Name < profiles[j].Name })
	return profiles, nil
}

// rule returns the rule of a ledger.
func (p Profile) rule(name string) (LedgerRule, bool) {
	for _, r := range p.Ledgers {
		if r.Ledger == name {
			return r, true
		}
	}
	return LedgerRule{}, false
}

// Basis returns the legal basis of that name.
func (p Profile) Basis(name string) (Basis, bool) {
	for _, b := range p.Bases {
		if b.Name == name {
			return b, true
		}
	}
	return Basis{}, false
}

type profileCheck struct {
	profile  Profile
	library  *ledger.Library
	problems []app.Problem
}

func (c *profileCheck) add(where, value, key string) {
	c.problems = append(c.problems, app.Problem{Where: where, Value: value, Key: key})
}

func (c *profileCheck) run() {
	p := c.profile
	if !profileName.MatchString(p.Name) {
		c.add("name", p.Name, "bundle.profile.name")
	}
	if p.Version < 1 {
		c.add("version", fmt.Sprint(p.Version), "bundle.profile.version")
	}
	c.text("title", p.Title)
	c.text("office", p.Office)
	c.oneOf("span", p.Span, Monthly, Termly, Yearly)
	if p.Due.Day < 1 || p.Due.Day > 31 || p.Due.Months < 0 {
		c.add("due", fmt.Sprint(p.Due.Day), "bundle.profile.due")
	}
	if p.Seal != "" {
		if _, err := parseRecipient(p.Seal); err != nil {
			c.add("seal", p.Seal, "bundle.seal.key")
		}
	}
	if !p.UpTo.Known() || p.UpTo.AtLeast(app.Restricted) {
		c.add("upTo", string(p.UpTo), "bundle.profile.upto")
	}
	for i, r := range p.Ledgers {
		c.ledger(fmt.Sprintf("ledgers[%d]", i), r)
	}
	for i, f := range p.Forms {
		c.form(fmt.Sprintf("forms[%d]", i), f)
	}
	for i, b := range p.Bases {
		c.basis(fmt.Sprintf("bases[%d]", i), b)
	}
	for i, f := range p.Figures {
		c.figure(fmt.Sprintf("figures[%d]", i), f)
	}
	for i, e := range p.Expects {
		c.expected(fmt.Sprintf("expects[%d]", i), e)
	}
}

func (c *profileCheck) text(where string, t app.Text) {
	for _, lang := range app.Langs {
		if t[lang] == "" {
			c.add(where, string(lang), "bundle.profile.text")
		}
	}
}

func (c *profileCheck) template(where, name string) (ledger.Template, bool) {
	t, err := c.library.Template(name)
	if err != nil {
		c.add(where, name, "bundle.profile.ledger")
	}
	return t, err == nil
}

func (c *profileCheck) fields(where string, t ledger.Template, names []string) {
	for _, name := range names {
		if _, ok := t.Field(name); !ok {
			c.add(where, name, "bundle.profile.field")
		}
	}
}

func (c *profileCheck) ledger(where string, r LedgerRule) {
	t, ok := c.template(where, r.Ledger)
	if !ok {
		return
	}
	c.oneOf(where+".as", r.As, AsEntries, AsCounts)
	if r.As == AsEntries && t.Sensitivity.AtLeast(app.Restricted) {
		c.add(where+".as", string(r.As), "bundle.profile.restricted")
	}
	for _, reason := range r.Select {
		c.oneOf(where+".select", reason, OfDay, WhileOpen, OnChange)
	}
	if len(r.Select) == 0 {
		c.add(where+".select", "", "bundle.profile.select")
	}
	if len(r.Fields) > 0 && len(r.Without) > 0 {
		c.add(where, "fields, without", "bundle.profile.either")
	}
	c.fields(where, t, slices.Concat(r.Fields, r.Without, r.Mask))
}

func (c *profileCheck) form(where string, f FormRule) {
	if f.Form == FormCover {
		return
	}
	t, ok := c.template(where, f.Ledger)
	if !ok {
		return
	}
	if !slices.Contains(t.Forms, f.Form) {
		c.add(where, f.Form, "bundle.profile.form")
	}
	if _, known := c.library.Loop(t).State(f.Step); f.Step != "" && !known {
		c.add(where, string(f.Step), "bundle.profile.state")
	}
	if rule, ok := c.profile.rule(f.Ledger); !ok || rule.As != AsEntries {
		c.add(where, f.Ledger, "bundle.profile.form-ledger")
	}
}

func (c *profileCheck) basis(where string, b Basis) {
	c.text(where, b.Title)
	if !profileName.MatchString(b.Name) {
		c.add(where, b.Name, "bundle.profile.name")
	}
	if !b.UpTo.Known() || b.UpTo == app.Sealed {
		c.add(where, string(b.UpTo), "bundle.profile.upto")
	}
	for _, name := range b.Opens {
		if _, ok := c.profile.rule(name); !ok {
			c.add(where, name, "bundle.profile.ledger")
		}
	}
}

func (c *profileCheck) figure(where string, f FigureRule) {
	c.text(where, f.Title)
	c.oneOf(where+".measure", f.Measure, MeasureAdded, MeasureClosed, MeasureShare, MeasureOverdue, MeasureOpen)
	c.oneOf(where+".worse", f.Worse, "", "up", "down")
	if t, ok := c.template(where, f.Ledger); ok {
		for name := range f.Where {
			c.fields(where, t, []string{name})
		}
	}
}

func (c *profileCheck) expected(where string, e ExpectedRule) {
	c.text(where+".one", e.One)
	c.text(where+".many", e.Many)
	c.oneOf(where+".rule", e.Rule, NoneOverdue, AtLeast, FieldFilled)
	t, ok := c.template(where, e.Ledger)
	if ok && e.Rule == FieldFilled && !slices.Contains(t.List, e.Field) {
		c.add(where+".field", e.Field, "bundle.profile.list")
	}
	if e.Rule == AtLeast && e.Least < 1 {
		c.add(where+".least", fmt.Sprint(e.Least), "bundle.profile.least")
	}
}

// oneOf complains unless value is one of known, all of one string type.
func (c *profileCheck) oneOf(where string, value any, known ...any) {
	if !slices.Contains(known, value) {
		c.add(where, fmt.Sprint(value), "bundle.profile.word")
	}
}
