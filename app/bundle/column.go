package bundle

import (
	"encoding/json"
	"errors"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"campuskeeper/app"
)

// column checks the cells of one column of a table, as its Table Schema describes
// it. It knows the types and constraints of version 1 that a bundle may use.
type column struct {
	name     string
	kind     string
	layout   string // of times, as package time writes it
	required bool
	least    string
	most     string
	short    int
	long     int
	pattern  *regexp.Regexp
	words    []string
}

var errColumn = errors.New("not a column of Table Schema version 1")

// columnOf reads a field of a Table Schema of unknown origin.
func columnOf(f fieldSchema) (column, error) {
	c := column{name: f.Name, kind: f.Type}
	layouts := map[string]map[string]string{
		"time":     {"": "15:04:05", "default": "15:04:05", "%H:%M": "15:04"},
		"datetime": {"": time.RFC3339, "default": time.RFC3339, "%Y-%m-%dT%H:%M": "2006-01-02T15:04"},
	}
	switch f.Type {
	case "", "any":
		c.kind = "string"
	case "string", "integer", "number", "boolean", "date", "year", "array", "object":
	case "time", "datetime":
		layout, ok := layouts[f.Type][f.Format]
		if !ok {
			return c, errColumn
		}
		c.layout = layout
	default:
		return c, errColumn
	}
	if f.Name == "" || len(f.Name) > 200 {
		return c, errColumn
	}
	return c, c.constrain(f.Constraints)
}

func (c *column) constrain(k *constraintSchema) error {
	if k == nil {
		return nil
	}
	c.required, c.short, c.long, c.words = k.Required, k.MinLength, k.MaxLength, k.Enum
	c.least, c.most = bare(k.Minimum), bare(k.Maximum)
	if k.Pattern == "" {
		return nil
	}
	if len(k.Pattern) > 1000 {
		return errColumn
	}
	pattern, err := regexp.Compile("^(?:" + k.Pattern + ")$")
	c.pattern = pattern
	return err
}

func bare(raw json.RawMessage) string { return strings.Trim(string(raw), `"`) }

// check says what is wrong with a value, as a message key.
func (c column) check(value string) string {
	length := utf8.RuneCountInString(value)
	switch {
	case !utf8.ValidString(value):
		return "bundle.defect.cell.text"
	case !c.typed(value):
		return "bundle.defect.cell." + c.kind
	case c.short > 0 && length < c.short, c.long > 0 && length > c.long:
		return "bundle.defect.cell.length"
	case c.least != "" && c.less(value, c.least), c.most != "" && c.less(c.most, value):
		return "bundle.defect.cell.range"
	case len(c.words) > 0 && !slices.Contains(c.words, value):
		return "bundle.defect.cell.word"
	case c.pattern != nil && !c.pattern.MatchString(value):
		return "bundle.defect.cell.pattern"
	}
	return ""
}

func (c column) typed(value string) bool {
	var err error
	switch c.kind {
	case "integer":
		_, err = strconv.ParseInt(value, 10, 64)
	case "number":
		_, err = strconv.ParseFloat(value, 64)
	case "boolean":
		return value == "true" || value == "false"
	case "date":
		_, err = app.ParseDay(value)
	case "year":
		_, err = strconv.ParseUint(value, 10, 16)
	case "time", "datetime":
		_, err = time.Parse(c.layout, value)
	case "array":
		var list []any
		err = json.Unmarshal([]byte(value), &list)
	case "object":
		var object map[string]any
		err = json.Unmarshal([]byte(value), &object)
	}
	return err == nil
}

func (c column) less(a, b string) bool {
	if c.kind == "integer" || c.kind == "number" {
		x, errX := strconv.ParseFloat(a, 64)
		y, errY := strconv.ParseFloat(b, 64)
		return errX == nil && errY == nil && x < y
	}
	return a < b
}
