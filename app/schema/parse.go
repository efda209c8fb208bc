package schema

import (
	"encoding/json"
	"math"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/width"

	"campuskeeper/app"
)

// Parse turns what a person or a workbook wrote into the field's canonical value.
// Empty text gives "". The error is an *app.Error with code CodeInvalid whose
// message says what is expected. Constraints are checked by Validate, not here.
func (f Field) Parse(text string) (string, error) {
	clean := Clean(text)
	if clean == "" {
		return "", nil
	}
	switch f.Type {
	case List, Photo, File:
		return f.parseList(clean)
	case Rows:
		return f.parseRows(clean)
	case LongText:
		return clean, nil
	}
	if len(f.Categories) > 0 {
		return f.parseWord(clean)
	}
	return f.parseScalar(clean)
}

func (f Field) parseScalar(clean string) (string, error) {
	switch f.Type {
	case Integer:
		return parseInteger(clean)
	case Number:
		return parseNumber(clean)
	case Boolean:
		return parseBoolean(clean)
	case Date:
		day, err := ReadDay(clean)
		return day.String(), err
	case Time:
		return readTime(clean)
	case DateTime:
		return readDateTime(clean)
	case Year:
		year, err := strconv.Atoi(strings.TrimSuffix(narrow(clean), "年"))
		if err != nil || year < 1900 || year > 2199 {
			return "", app.Errorf(app.CodeInvalid, "field.year", "text", clean)
		}
		return strconv.Itoa(year), nil
	}
	return strings.Join(strings.Fields(strings.Map(dropControl, clean)), " "), nil
}

// parseWord finds the category that the text names by value, label or synonym in
// either language; case and width do not matter.
func (f Field) parseWord(clean string) (string, error) {
	folded := Fold(clean)
	for _, c := range f.Categories {
		if Fold(c.Value) == folded {
			return c.Value, nil
		}
		for _, label := range c.Label {
			if Fold(label) == folded {
				return c.Value, nil
			}
		}
		for _, other := range c.Synonyms {
			if Fold(other) == folded {
				return c.Value, nil
			}
		}
	}
	if f.Open {
		return strings.Join(strings.Fields(strings.Map(dropControl, clean)), " "), nil
	}
	return "", app.Errorf(app.CodeInvalid, "field.word", "text", clean, "words", f.words())
}

// words names what a closed field knows, in both languages, for the message.
func (f Field) words() app.Text {
	t := app.Text{}
	for lang, sep := range map[app.Lang]string{app.English: ", ", app.Chinese: "、"} {
		labels := make([]string, len(f.Categories))
		for i, c := range f.Categories {
			labels[i] = c.Label.In(lang)
		}
		t[lang] = strings.Join(labels, sep)
	}
	return t
}

func parseInteger(clean string) (string, error) {
	text := strings.ReplaceAll(narrow(clean), ",", "")
	if n, err := strconv.ParseInt(text, 10, 64); err == nil {
		return strconv.FormatInt(n, 10), nil
	}
	// A workbook may show a whole number as 12.0.
	if x, err := strconv.ParseFloat(text, 64); err == nil && x == math.Trunc(x) && math.Abs(x) < 1e15 {
		return strconv.FormatInt(int64(x), 10), nil
	}
	return "", app.Errorf(app.CodeInvalid, "field.integer", "text", clean)
}

func parseNumber(clean string) (string, error) {
	x, err := strconv.ParseFloat(strings.ReplaceAll(narrow(clean), ",", ""), 64)
	if err != nil || math.IsInf(x, 0) || math.IsNaN(x) {
		return "", app.Errorf(app.CodeInvalid, "field.number", "text", clean)
	}
	return strconv.FormatFloat(x, 'f', -1, 64), nil
}

var yes = map[string]bool{"true": true, "yes": true, "y": true, "1": true, "是": true, "有": true, "√": true, "✓": true, "✔": true, "对": true}

var no = map[string]bool{"false": true, "no": true, "n": true, "0": true, "否": true, "无": true, "×": true, "✗": true, "✘": true, "没有": true}

func parseBoolean(clean string) (string, error) {
	switch folded := Fold(clean); {
	case yes[folded]:
		return "true", nil
	case no[folded]:
		return "false", nil
	}
	return "", app.Errorf(app.CodeInvalid, "field.boolean", "text", clean)
}

var listSeparator = regexp.MustCompile(`[,，、;；\n]+`)

func (f Field) parseList(clean string) (string, error) {
	var items []string
	if strings.HasPrefix(clean, "[") {
		if err := json.Unmarshal([]byte(clean), &items); err != nil {
			return "", app.Errorf(app.CodeInvalid, "field.list", "text", clean)
		}
	} else {
		items = listSeparator.Split(clean, -1)
	}
	kept := make([]string, 0, len(items))
	for _, item := range items {
		item = Clean(item)
		if item == "" {
			continue
		}
		if len(f.Categories) > 0 {
			word, err := f.parseWord(item)
			if err != nil {
				return "", err
			}
			item = word
		}
		kept = append(kept, item)
	}
	return WriteList(kept), nil
}

func (f Field) parseRows(clean string) (string, error) {
	var raw []map[string]any
	if err := json.Unmarshal([]byte(clean), &raw); err != nil {
		return "", app.Errorf(app.CodeInvalid, "field.rows", "text", clean)
	}
	rows := make([]Values, 0, len(raw))
	inner := Schema{Fields: f.Fields}
	for _, r := range raw {
		row, problems := inner.ParseRow(r)
		if len(problems) > 0 {
			return "", &app.Error{Code: app.CodeInvalid, Key: problems[0].Key, Args: problems[0].Args, Problems: problems}
		}
		rows = append(rows, row)
	}
	return WriteRows(rows), nil
}

// ParseRow parses a JSON object of field values. Unknown fields are problems.
func (s Schema) ParseRow(raw map[string]any) (Values, []app.Problem) {
	values := Values{}
	var problems []app.Problem
	for name, v := range raw {
		f, ok := s.Field(name)
		if !ok {
			problems = append(problems, app.Problem{Field: name, Key: "field.unknown"})
			continue
		}
		value, err := f.Parse(textOf(v))
		if err != nil {
			problems = append(problems, ProblemOf(err, name, textOf(v)))
		} else if value != "" {
			values[name] = value
		}
	}
	return values, problems
}

// ProblemOf makes a problem of a Parse error.
func ProblemOf(err error, field, value string) app.Problem {
	p := app.Problem{Field: field, Value: value, Key: "error.internal"}
	if e, ok := err.(*app.Error); ok {
		p.Key, p.Args = e.Key, e.Args
	}
	return p
}

func textOf(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case bool:
		return strconv.FormatBool(v)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	text, err := json.Marshal(v)
	if err != nil {
		return ""
	}
	return string(text)
}

// Fold makes texts comparable: narrow width, lower case, no spaces around.
func Fold(text string) string {
	return strings.ToLower(strings.TrimSpace(narrow(text)))
}

func narrow(text string) string { return width.Narrow.String(text) }

// Clean takes out of a text what no file can carry and nobody can see: bytes that
// are no UTF-8, control characters but line breaks and tabs, space around it. Line
// breaks become \n.
func Clean(text string) string {
	text = strings.ToValidUTF8(text, "�")
	if strings.ContainsRune(text, '\r') {
		text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	}
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r == '\uFFFE' || r == '\uFFFF':
			return '�'
		}
		return dropControl(r)
	}, text))
}

func dropControl(r rune) rune {
	if unicode.IsControl(r) {
		return ' '
	}
	return r
}
