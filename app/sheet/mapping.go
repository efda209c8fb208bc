package sheet

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"

	"campuskeeper/app"
)

// Mapping says how a sheet becomes entries of a ledger. Every part may be left
// out and is then guessed; what was guessed is written back, so that a mapping can
// be printed, kept and used again.
type Mapping struct {
	Sheet      SheetRef                     `json:"sheet,omitempty"`      // name or number; AllSheets for all
	HeaderRows []int                        `json:"headerRows,omitempty"` // rows of the heading, from 1
	SkipAfter  string                       `json:"skipAfter,omitempty"`  // text with which the notes below begin
	Columns    map[string]string            `json:"columns,omitempty"`    // title → field, "number", "state", "id", "" for not imported
	Values     map[string]map[string]string `json:"values,omitempty"`     // field → word of the file → value
	Constants  map[string]string            `json:"constants,omitempty"`  // field → what it gets where the file has nothing
	Ignore     []string                     `json:"ignore,omitempty"`     // titles that are not imported
	Profile    string                       `json:"profile,omitempty"`    // name of a shipped profile that decides all else
}

// SheetRef names a sheet by its name or its number, counted from 1.
type SheetRef string

// AllSheets stands for every sheet that a person would see.
const AllSheets SheetRef = "*"

// UnmarshalJSON takes a name or a number.
func (r *SheetRef) UnmarshalJSON(text []byte) error {
	var name string
	if json.Unmarshal(text, &name) == nil {
		*r = SheetRef(name)
		return nil
	}
	var number int
	if err := json.Unmarshal(text, &number); err != nil {
		return err
	}
	*r = SheetRef(strconv.Itoa(number))
	return nil
}

// ReadMapping reads a mapping file. CodeInvalid when it is no JSON object, when it
// has a key that no mapping has, or when a value cannot be meant.
func ReadMapping(file []byte) (Mapping, error) {
	var m Mapping
	if err := readStrict(file, &m); err != nil {
		return Mapping{}, app.Wrap(err, app.CodeInvalid, "sheet.mapping.json", "detail", jsonDetail(err))
	}
	var problems []app.Problem
	for i, row := range m.HeaderRows {
		if row < 1 || row > maxRows || i > 0 && row != m.HeaderRows[i-1]+1 {
			problems = append(problems, app.Problem{Where: "headerRows", Value: strconv.Itoa(row), Key: "sheet.mapping.header"})
		}
	}
	claimed := map[string]string{}
	for _, title := range sortedKeys(m.Columns) {
		target := m.Columns[title]
		if other, twice := claimed[target]; twice && target != TargetNone {
			problems = append(problems, app.Problem{Where: "columns", Value: title, Key: "sheet.mapping.twice", Args: app.Args{"field": target, "other": other}})
		}
		claimed[target] = title
	}
	if len(problems) > 0 {
		return Mapping{}, &app.Error{Code: app.CodeInvalid, Key: "sheet.mapping.wrong", Problems: problems}
	}
	return m, nil
}

// readStrict decodes exactly one JSON value and refuses keys that into has not.
func readStrict(file []byte, into any) error {
	decoder := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(file, bomUTF8)))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(into); err != nil {
		return err
	}
	if decoder.More() {
		return app.Errorf(app.CodeInvalid, "sheet.mapping.more")
	}
	return nil
}

// jsonDetail is what the JSON reader found, without its own name in front.
func jsonDetail(err error) string { return strings.TrimPrefix(err.Error(), "json: ") }

// Clone returns a copy that may be changed.
func (m Mapping) Clone() Mapping {
	c := m
	c.HeaderRows = append([]int(nil), m.HeaderRows...)
	c.Ignore = append([]string(nil), m.Ignore...)
	c.Columns = cloneMap(m.Columns)
	c.Constants = cloneMap(m.Constants)
	c.Values = make(map[string]map[string]string, len(m.Values))
	for field, words := range m.Values {
		c.Values[field] = cloneMap(words)
	}
	return c
}

// Word adds a word of the file and the value that it stands for.
func (m *Mapping) Word(field, word, value string) {
	if m.Values == nil {
		m.Values = map[string]map[string]string{}
	}
	if m.Values[field] == nil {
		m.Values[field] = map[string]string{}
	}
	m.Values[field][word] = value
}

// File writes the mapping as a file that ReadMapping reads.
func (m Mapping) File() []byte {
	text, _ := json.MarshalIndent(m, "", "  ") // strings and numbers always marshal
	return append(text, '\n')
}

func cloneMap(m map[string]string) map[string]string {
	c := make(map[string]string, len(m))
	for k, v := range m {
		c[k] = v
	}
	return c
}
