package schema

import (
	"regexp"
	"strconv"
	"unicode/utf8"

	"campuskeeper/app"
)

// Validate checks a whole row of canonical values and lists everything that is
// wrong, in the order of the fields; unknown names come last.
func (s Schema) Validate(values Values) []app.Problem {
	var problems []app.Problem
	known := make(map[string]bool, len(s.Fields))
	for _, f := range s.Fields {
		known[f.Name] = true
		if p, bad := s.check(f, values); bad {
			problems = append(problems, p)
		}
	}
	for name, value := range values {
		if !known[name] {
			problems = append(problems, app.Problem{Field: name, Value: value, Key: "field.unknown"})
		}
	}
	return problems
}

// Problem returns what is wrong with one field of a row, for a form that checks
// while it is typed.
func (s Schema) Problem(name string, values Values) (app.Problem, bool) {
	f, ok := s.Field(name)
	if !ok {
		return app.Problem{Field: name, Key: "field.unknown"}, true
	}
	return s.check(f, values)
}

func (s Schema) check(f Field, values Values) (app.Problem, bool) {
	value := values[f.Name]
	if value == "" {
		if f.Constraints.Required {
			return app.Problem{Field: f.Name, Key: "field.required"}, true
		}
		return app.Problem{}, false
	}
	if !f.plainlyCanonical(value) {
		canonical, err := f.Parse(value)
		if err != nil {
			return ProblemOf(err, f.Name, value), true
		}
		if canonical != value {
			return app.Problem{Field: f.Name, Value: value, Key: "field.canonical", Args: app.Args{"canonical": canonical}}, true
		}
	}
	if key, args := f.checkConstraints(value); key != "" {
		return app.Problem{Field: f.Name, Value: value, Key: key, Args: args}, true
	}
	if first := values[f.After]; f.After != "" && first != "" && value < first {
		other, _ := s.Field(f.After)
		return app.Problem{Field: f.Name, Value: value, Key: "field.before", Args: app.Args{"other": other.Title, "first": first}}, true
	}
	return app.Problem{}, false
}

// plainlyCanonical spares Parse for the usual values, which are canonical already:
// an import checks a million of them.
func (f Field) plainlyCanonical(value string) bool {
	if len(f.Categories) > 0 && f.Type != List {
		_, known := f.Category(value)
		return known
	}
	switch f.Type {
	case Date:
		_, err := app.ParseDay(value)
		return err == nil
	case String, Person, Place, Link:
		for i := range len(value) {
			if c := value[i]; c < '!' || c > '~' {
				return false // let Parse look at spaces, control characters and anything beyond ASCII
			}
		}
		return true
	}
	return false
}

func (f Field) checkConstraints(value string) (string, app.Args) {
	c := f.Constraints
	length := utf8.RuneCountInString(value)
	switch {
	case c.MinLength > 0 && length < c.MinLength:
		return "field.short", app.Args{"least": c.MinLength}
	case c.MaxLength > 0 && length > c.MaxLength:
		return "field.long", app.Args{"most": c.MaxLength, "is": length}
	case c.Minimum != "" && f.less(value, c.Minimum):
		return "field.minimum", app.Args{"least": c.Minimum}
	case c.Maximum != "" && f.less(c.Maximum, value):
		return "field.maximum", app.Args{"most": c.Maximum}
	}
	if c.Pattern != "" {
		if re, err := regexp.Compile("^(?:" + c.Pattern + ")$"); err == nil && !re.MatchString(value) {
			return "field.pattern", app.Args{"pattern": c.Pattern}
		}
	}
	return "", nil
}

// less compares canonical values: numbers by value, the rest as text (which is
// right for days, times and years).
func (f Field) less(a, b string) bool {
	if f.Type == Integer || f.Type == Number {
		x, errX := strconv.ParseFloat(a, 64)
		y, errY := strconv.ParseFloat(b, 64)
		return errX == nil && errY == nil && x < y
	}
	return a < b
}

// Sensitivity returns that of the most sensitive filled field, least when nothing
// sensitive is filled.
func (s Schema) Sensitivity(values Values, least app.Sensitivity) app.Sensitivity {
	most := least
	for _, f := range s.Fields {
		if values[f.Name] != "" && !most.AtLeast(f.Level()) {
			most = f.Level()
		}
	}
	return most
}
