package sheet

import (
	"io/fs"
	"path"
	"sort"
	"strings"

	"campuskeeper/app"
)

// Profile is a mapping with a name for workbooks whose rows are not simply entries:
// rows that belong together become one entry with a table inside, and some rows
// become entries of another ledger too. It is chosen by the titles of a sheet.
type Profile struct {
	Name    string         `json:"name"`
	Title   app.Text       `json:"title"`
	Source  string         `json:"source,omitempty"` // where such workbooks come from, and their licence
	Header  []string       `json:"header"`           // titles that must all be there
	Entries []ProfileEntry `json:"entries"`          // in this order; a later one may come from an earlier one
}

// ProfileEntry says how entries of one ledger are made.
type ProfileEntry struct {
	Ledger    string                       `json:"ledger"`
	Key       []string                     `json:"key"`                 // columns: rows in which all are equal become one entry
	When      []Condition                  `json:"when,omitempty"`      // only rows that meet all of them
	Parent    int                          `json:"parent,omitempty"`    // 1 + index of the entry it comes from, by that entry's key
	Columns   map[string]string            `json:"columns,omitempty"`   // title → field or "state", from the first row
	Text      map[string]string            `json:"text,omitempty"`      // field → text with {title} places
	Values    map[string]map[string]string `json:"values,omitempty"`    // field → word → value; "*" stands for every other word
	Constants map[string]string            `json:"constants,omitempty"` // field → value
	Inside    *ProfileRows                 `json:"rows,omitempty"`      // a table inside the entry
}

// ProfileRows says how the rows of a group fill a rows field.
type ProfileRows struct {
	Field   string                       `json:"field"`
	When    []Condition                  `json:"when,omitempty"`
	Columns map[string]string            `json:"columns"` // title → field of the inner table
	Values  map[string]map[string]string `json:"values,omitempty"`
}

// Condition is met by a row whose column is filled, is one of some words, or is
// none of them.
type Condition struct {
	Column string   `json:"column"`
	Filled bool     `json:"filled,omitempty"`
	Is     []string `json:"is,omitempty"`
	Not    []string `json:"not,omitempty"`
}

// everyOther stands in Values for all words that are not named.
const everyOther = "*"

// met says whether a text meets the condition.
func (c Condition) met(text string) bool {
	key := titleKey(text)
	in := func(words []string) bool {
		for _, word := range words {
			if titleKey(word) == key {
				return true
			}
		}
		return false
	}
	return (!c.Filled || key != "") && (len(c.Is) == 0 || in(c.Is)) && !in(c.Not)
}

// ReadProfiles reads every profile of a folder, in the order of their names.
func ReadProfiles(folder fs.FS) ([]Profile, error) {
	files, err := fs.Glob(folder, "*.json")
	if err != nil {
		return nil, err
	}
	var list []Profile
	for _, file := range files {
		text, err := fs.ReadFile(folder, file)
		if err != nil {
			return nil, err
		}
		p, err := ReadProfile(text)
		if err != nil {
			return nil, app.Wrap(err, app.CodeInvalid, "sheet.profile.file", "file", path.Base(file))
		}
		list = append(list, p)
	}
	sort.Slice(list, func(i, j int) bool { return list[i].Name < list[j].Name })
	return list, nil
}

// ReadProfile reads one profile file and checks it against itself.
func ReadProfile(file []byte) (Profile, error) {
	var p Profile
	if err := readStrict(file, &p); err != nil {
		return Profile{}, app.Wrap(err, app.CodeInvalid, "sheet.mapping.json", "detail", jsonDetail(err))
	}
	if problems := p.check(); len(problems) > 0 {
		return Profile{}, &app.Error{Code: app.CodeInvalid, Key: "sheet.mapping.wrong", Args: app.Args{"count": len(problems)}, Problems: problems}
	}
	return p, nil
}

func (p Profile) check() []app.Problem {
	var problems []app.Problem
	add := func(where, value, key string) {
		problems = append(problems, app.Problem{Where: where, Value: value, Key: key})
	}
	if p.Name == "" || p.Title[app.English] == "" || p.Title[app.Chinese] == "" {
		add("name, title", p.Name, "sheet.profile.name")
	}
	if len(p.Header) == 0 || len(p.Entries) == 0 {
		add("header, entries", "", "sheet.profile.empty")
	}
	titles := map[string]bool{}
	for _, title := range p.Header {
		titles[titleKey(title)] = true
	}
	for i, e := range p.Entries {
		if e.Ledger == "" || len(e.Key) == 0 || e.Parent > i {
			add("entries", e.Ledger, "sheet.profile.entry")
		}
		for _, title := range e.titles() {
			if !titles[titleKey(title)] {
				add("entries "+e.Ledger, title, "sheet.profile.column")
			}
		}
	}
	return problems
}

// titles lists every column that an entry speaks of.
func (e ProfileEntry) titles() []string {
	list := append([]string{}, e.Key...)
	list = append(list, sortedKeys(e.Columns)...)
	conditions := e.When
	if e.Inside != nil {
		list = append(list, sortedKeys(e.Inside.Columns)...)
		conditions = append(append([]Condition{}, conditions...), e.Inside.When...)
	}
	for _, c := range conditions {
		list = append(list, c.Column)
	}
	for _, field := range sortedKeys(e.Text) {
		for _, piece := range pieces(e.Text[field]) {
			if piece.column {
				list = append(list, piece.text)
			}
		}
	}
	return list
}

// fits says whether all titles of the profile stand in a heading.
func (p Profile) fits(h Header) bool {
	for _, title := range p.Header {
		if _, ok := h.find(title); !ok {
			return false
		}
	}
	return true
}

// ledgers lists the ledgers into which the profile brings entries.
func (p Profile) ledgers() []string {
	var list []string
	for _, e := range p.Entries {
		list = append(list, e.Ledger)
	}
	return list
}

// piece is a part of a text with places: words, or the title of a column.
type piece struct {
	text   string
	column bool
}

// pieces takes "Seen at {Place}" apart.
func pieces(pattern string) []piece {
	var list []piece
	for pattern != "" {
		before, after, found := strings.Cut(pattern, "{")
		if before != "" {
			list = append(list, piece{text: before})
		}
		if !found {
			break
		}
		title, rest, _ := strings.Cut(after, "}")
		list = append(list, piece{title, true})
		pattern = rest
	}
	return list
}
