package schema

import (
	"encoding/json"
	"fmt"
	"regexp"

	"campuskeeper/app"
)

// Type is the kind of a field.
type Type string

// The field types. The canonical form of each stands behind it.
const (
	String   Type = "string"   // one line of text
	LongText Type = "text"     // several lines of text
	Integer  Type = "integer"  // -12
	Number   Type = "number"   // 12.5
	Boolean  Type = "boolean"  // true, false
	Date     Type = "date"     // 2026-11-23
	Time     Type = "time"     // 08:05
	DateTime Type = "datetime" // 2026-11-23T08:05
	Year     Type = "year"     // 2026
	List     Type = "list"     // ["a","b"]
	Person   Type = "person"   // a name
	Place    Type = "place"    // a place in or near the school
	Photo    Type = "photo"    // ["<attachment>", …]
	File     Type = "file"     // ["<attachment>", …]
	Link     Type = "record"   // the number of another record
	Rows     Type = "rows"     // [{"field":"value"}, …]
)

var types = map[Type]bool{
	String: true, LongText: true, Integer: true, Number: true, Boolean: true, Date: true, Time: true, DateTime: true,
	Year: true, List: true, Person: true, Place: true, Photo: true, File: true, Link: true, Rows: true,
}

// Field is one column of a ledger.
type Field struct {
	Name        string          `json:"name"`
	Type        Type            `json:"type"`
	Title       app.Text        `json:"title"`
	Help        app.Text        `json:"help,omitempty"`        // one line under the field
	Synonyms    []string        `json:"synonyms,omitempty"`    // other titles that workbooks use for it
	Group       string          `json:"group,omitempty"`       // name of a Group of the schema
	Categories  []Category      `json:"categories,omitempty"`  // the words it may have
	Open        bool            `json:"open,omitempty"`        // another word is kept as written
	Default     string          `json:"default,omitempty"`     // canonical value, or "today", "now", "actor"
	Constraints Constraints     `json:"constraints,omitzero"`  // Table Schema constraints
	Sensitivity app.Sensitivity `json:"sensitivity,omitempty"` // public if not said
	Fields      []Field         `json:"fields,omitempty"`      // columns of a rows field
	After       string          `json:"after,omitempty"`       // a date that may not lie before that field's
	Step        string          `json:"step,omitempty"`        // loop state in which the field is asked for
	Unit        app.Text        `json:"unit,omitempty"`        // of a number
}

// Category is one word of an enumerated field.
type Category struct {
	Value    string   `json:"value"`
	Label    app.Text `json:"label"`
	Synonyms []string `json:"synonyms,omitempty"`
	Shape    string   `json:"shape,omitempty"` // shape of state or level, see ui/widgets
	// Special is a word that is known, but offered only where a record calls for it.
	Special bool `json:"special,omitempty"`
}

// Constraints are those of Table Schema. Minimum and Maximum are canonical values.
type Constraints struct {
	Required  bool   `json:"required,omitempty"`
	Minimum   string `json:"minimum,omitempty"`
	Maximum   string `json:"maximum,omitempty"`
	MinLength int    `json:"minLength,omitempty"` // characters
	MaxLength int    `json:"maxLength,omitempty"` // characters
	Pattern   string `json:"pattern,omitempty"`   // whole value
}

// Group is a heading over some fields of a form.
type Group struct {
	Name  string   `json:"name"`
	Title app.Text `json:"title"`
}

// Schema is the fields of a record in their order.
type Schema struct {
	Fields []Field `json:"fields"`
	Groups []Group `json:"groups,omitempty"`
}

// Values are a record's canonical values by field name; an empty value is left out.
type Values map[string]string

// Clone returns a copy that may be changed.
func (v Values) Clone() Values {
	c := make(Values, len(v))
	for name, value := range v {
		c[name] = value
	}
	return c
}

// Field returns the field of that name.
func (s Schema) Field(name string) (Field, bool) {
	for _, f := range s.Fields {
		if f.Name == name {
			return f, true
		}
	}
	return Field{}, false
}

// Category returns the category of that value.
func (f Field) Category(value string) (Category, bool) {
	for _, c := range f.Categories {
		if c.Value == value {
			return c, true
		}
	}
	return Category{}, false
}

// Offered lists the words that the field offers to everybody.
func (f Field) Offered() []Category {
	var offered []Category
	for _, c := range f.Categories {
		if !c.Special {
			offered = append(offered, c)
		}
	}
	return offered
}

// Level returns the field's sensitivity, public when none is given.
func (f Field) Level() app.Sensitivity {
	if f.Sensitivity == "" {
		return app.Public
	}
	return f.Sensitivity
}

var fieldName = regexp.MustCompile(`^[a-z][A-Za-z0-9]*$`)

// Check says what is wrong with the schema itself, as a template file brings it.
func (s Schema) Check() []app.Problem {
	c := checker{groups: map[string]bool{}}
	for _, g := range s.Groups {
		c.groups[g.Name] = true
		c.title("groups."+g.Name, g.Title)
	}
	c.fields("fields", s.Fields)
	return c.problems
}

type checker struct {
	groups   map[string]bool
	problems []app.Problem
}

func (c *checker) add(where, value, key string) {
	c.problems = append(c.problems, app.Problem{Where: where, Value: value, Key: key})
}

func (c *checker) title(where string, t app.Text) {
	for _, lang := range app.Langs {
		if t[lang] == "" {
			c.add(where, string(lang), "template.title")
		}
	}
}

func (c *checker) fields(where string, fields []Field) {
	if len(fields) == 0 {
		c.add(where, "", "template.fields.none")
	}
	seen := map[string]bool{}
	for i, f := range fields {
		at := fmt.Sprintf("%s[%d] %s", where, i, f.Name)
		if !fieldName.MatchString(f.Name) {
			c.add(at, f.Name, "template.field.name")
		}
		if seen[f.Name] {
			c.add(at, f.Name, "template.field.twice")
		}
		seen[f.Name] = true
		c.field(at, f)
	}
	for i, f := range fields {
		if f.After != "" && !seen[f.After] {
			c.add(fmt.Sprintf("%s[%d] %s", where, i, f.Name), f.After, "template.field.unknown")
		}
	}
}

func (c *checker) field(at string, f Field) {
	if !types[f.Type] {
		c.add(at, string(f.Type), "template.field.type")
	}
	c.title(at, f.Title)
	if f.Group != "" && !c.groups[f.Group] {
		c.add(at, f.Group, "template.field.group")
	}
	if f.Sensitivity != "" && !f.Sensitivity.Known() {
		c.add(at, string(f.Sensitivity), "template.sensitivity")
	}
	if f.Constraints.Pattern != "" {
		if _, err := regexp.Compile(f.Constraints.Pattern); err != nil {
			c.add(at, f.Constraints.Pattern, "template.field.pattern")
		}
	}
	words := map[string]bool{}
	for _, cat := range f.Categories {
		if cat.Value == "" || words[cat.Value] {
			c.add(at, cat.Value, "template.category.value")
		}
		words[cat.Value] = true
		c.title(at+" "+cat.Value, cat.Label)
	}
	if f.Type == Rows {
		c.fields(at, f.Fields)
	} else if len(f.Fields) > 0 {
		c.add(at, "", "template.field.rows")
	}
}

// ReadList returns the items of a canonical list, photo or file value.
func ReadList(canonical string) []string {
	var items []string
	if canonical == "" || json.Unmarshal([]byte(canonical), &items) != nil {
		return nil
	}
	return items
}

// WriteList is the inverse of ReadList; no items give "".
func WriteList(items []string) string {
	if len(items) == 0 {
		return ""
	}
	text, _ := json.Marshal(items) // strings always marshal
	return string(text)
}

// ReadRows returns the rows of a canonical rows value.
func ReadRows(canonical string) []Values {
	var rows []Values
	if canonical == "" || json.Unmarshal([]byte(canonical), &rows) != nil {
		return nil
	}
	return rows
}

// WriteRows is the inverse of ReadRows; empty values are left out, no rows give "".
func WriteRows(rows []Values) string {
	kept := make([]Values, 0, len(rows))
	for _, row := range rows {
		full := Values{}
		for name, value := range row {
			if value != "" {
				full[name] = value
			}
		}
		if len(full) > 0 {
			kept = append(kept, full)
		}
	}
	if len(kept) == 0 {
		return ""
	}
	text, _ := json.Marshal(kept) // maps of strings always marshal, keys in order
	return string(text)
}
