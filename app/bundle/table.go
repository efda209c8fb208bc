package bundle

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"slices"
	"strconv"
	"time"

	"campuskeeper/app"
	"campuskeeper/app/ledger"
	"campuskeeper/app/schema"
)

// Columns of every table that are no fields of the ledger.
const (
	columnID       = "id"
	columnNumber   = "number"
	columnState    = "state"
	columnRevision = "revision"
	columnUpdated  = "updated"
)

var ownColumns = map[string]bool{columnID: true, columnNumber: true, columnState: true, columnRevision: true, columnUpdated: true}

// columnName is the name of a field's column: its own, unless one of ours has it.
func columnName(field string) string {
	if ownColumns[field] {
		return field + "Field"
	}
	return field
}

// tableSchema is a Table Schema (Frictionless, version 1).
type tableSchema struct {
	Fields        []fieldSchema `json:"fields"`
	PrimaryKey    string        `json:"primaryKey,omitempty"`
	MissingValues []string      `json:"missingValues"`
}

// fieldSchema is one field of a Table Schema; Titles and Sensitivity are ours.
type fieldSchema struct {
	Name        string            `json:"name"`
	Type        string            `json:"type"`
	Format      string            `json:"format,omitempty"`
	Title       string            `json:"title,omitempty"`
	Titles      app.Text          `json:"titles,omitempty"`
	Constraints *constraintSchema `json:"constraints,omitempty"`
	Sensitivity app.Sensitivity   `json:"sensitivity,omitempty"`
}

type constraintSchema struct {
	Required  bool            `json:"required,omitempty"`
	Unique    bool            `json:"unique,omitempty"`
	Minimum   json.RawMessage `json:"minimum,omitempty"`
	Maximum   json.RawMessage `json:"maximum,omitempty"`
	MinLength int             `json:"minLength,omitempty"`
	MaxLength int             `json:"maxLength,omitempty"`
	Pattern   string          `json:"pattern,omitempty"`
	Enum      []string        `json:"enum,omitempty"`
}

// typeNames give each field type its name in Table Schema, and a format where the
// canonical form is not the default one.
var typeNames = map[schema.Type][2]string{
	schema.String: {"string", ""}, schema.LongText: {"string", ""}, schema.Person: {"string", ""},
	schema.Place: {"string", ""}, schema.Link: {"string", ""},
	schema.Integer: {"integer", ""}, schema.Number: {"number", ""}, schema.Boolean: {"boolean", ""},
	schema.Date: {"date", ""}, schema.Time: {"time", "%H:%M"}, schema.DateTime: {"datetime", "%Y-%m-%dT%H:%M"},
	schema.Year: {"year", ""}, schema.List: {"array", ""}, schema.Photo: {"array", ""},
	schema.File: {"array", ""}, schema.Rows: {"array", ""},
}

// describe writes the Table Schema of a table. A masked column loses "required",
// because a masked value reads as a missing one.
func (t Table) describe(lang app.Lang) tableSchema {
	must := &constraintSchema{Required: true, Unique: true}
	s := tableSchema{PrimaryKey: columnID, MissingValues: []string{"", Mark}}
	s.Fields = append(s.Fields,
		fieldSchema{Name: columnID, Type: "string", Format: "uuid", Constraints: must},
		fieldSchema{Name: columnNumber, Type: "string", Constraints: must})
	if t.Loop.Name != ledger.NoLoop {
		states := &constraintSchema{Required: true}
		for _, state := range t.Loop.States {
			states.Enum = append(states.Enum, string(state.Name))
		}
		s.Fields = append(s.Fields, fieldSchema{Name: columnState, Type: "string", Constraints: states})
	}
	for _, f := range t.Template.Fields {
		s.Fields = append(s.Fields, t.describeField(f, lang))
	}
	s.Fields = append(s.Fields,
		fieldSchema{Name: columnRevision, Type: "integer", Constraints: &constraintSchema{Required: true, Minimum: json.RawMessage("1")}},
		fieldSchema{Name: columnUpdated, Type: "datetime", Constraints: &constraintSchema{Required: true}})
	return s
}

func (t Table) describeField(f schema.Field, lang app.Lang) fieldSchema {
	d := fieldSchema{Name: columnName(f.Name), Title: f.Title.In(lang), Titles: f.Title, Sensitivity: f.Level()}
	d.Type, d.Format = typeNames[f.Type][0], typeNames[f.Type][1]
	if t.loose[f.Name] {
		d.Type, d.Format = "string", ""
		return d
	}
	c := constraintSchema{Required: f.Constraints.Required && !t.masked[f.Name]}
	switch d.Type {
	case "integer", "number":
		c.Minimum, c.Maximum = raw(f.Constraints.Minimum, ""), raw(f.Constraints.Maximum, "")
	case "array", "boolean":
	default:
		c.Minimum, c.Maximum = raw(f.Constraints.Minimum, `"`), raw(f.Constraints.Maximum, `"`)
	}
	if d.Type == "string" {
		c.Minimum, c.Maximum = nil, nil // Table Schema knows none for texts
		c.MinLength, c.MaxLength, c.Pattern = f.Constraints.MinLength, f.Constraints.MaxLength, f.Constraints.Pattern
		if !f.Open {
			for _, word := range f.Categories {
				c.Enum = append(c.Enum, word.Value)
			}
		}
	}
	if text, err := json.Marshal(c); err == nil && string(text) != "{}" {
		d.Constraints = &c
	}
	return d
}

func raw(value, quote string) json.RawMessage {
	if value == "" {
		return nil
	}
	return json.RawMessage(quote + value + quote)
}

// placed returns the table with the place in the bundle of each kept file instead
// of its name in the vault; a file without a place stays out of its cell.
func (t Table) placed(paths map[string]string) Table {
	entries := slices.Clone(t.Entries)
	for _, f := range t.Template.Fields {
		if !isFile(f) {
			continue
		}
		for i, e := range entries {
			if e.Values[f.Name] == "" || e.Values[f.Name] == Mark {
				continue
			}
			entries[i].Values = e.Values.Clone()
			entries[i].Values[f.Name] = placesOf(e.Values[f.Name], paths)
		}
	}
	t.Entries = entries
	return t
}

func placesOf(value string, paths map[string]string) string {
	var kept []string
	for _, hash := range schema.ReadList(value) {
		if path, ok := paths[hash]; ok {
			kept = append(kept, path)
		}
	}
	return schema.WriteList(kept)
}

// csv writes the table as UTF-8 with one head row.
func (t Table) csv() ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	loop := t.Loop.Name != ledger.NoLoop
	head := []string{columnID, columnNumber}
	if loop {
		head = append(head, columnState)
	}
	for _, f := range t.Template.Fields {
		head = append(head, columnName(f.Name))
	}
	if err := w.Write(append(head, columnRevision, columnUpdated)); err != nil {
		return nil, err
	}
	for _, e := range t.Entries {
		row := make([]string, 0, len(head)+2)
		row = append(row, string(e.ID), e.Number)
		if loop {
			row = append(row, string(e.State))
		}
		for _, f := range t.Template.Fields {
			row = append(row, e.Values[f.Name])
		}
		row = append(row, strconv.Itoa(e.Revision), e.Updated.UTC().Format(time.RFC3339[:19]+"Z"))
		if err := w.Write(row); err != nil {
			return nil, err
		}
	}
	w.Flush()
	return b.Bytes(), w.Error()
}

// figuresTable writes the cover's figures as a table of their own, so that counts
// can be read without opening the cover.
func figuresTable(figures []Figure, lang app.Lang) ([]byte, tableSchema, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	rows := [][]string{{"name", "title", "value", "unit", "before"}}
	for _, f := range figures {
		row := []string{f.Name, f.Title.In(lang), "", "", ""}
		if !f.None {
			row[2] = strconv.Itoa(f.Value)
		}
		if f.Percent {
			row[3] = "%"
		}
		if f.Had {
			row[4] = strconv.Itoa(f.Before)
		}
		rows = append(rows, row)
	}
	if err := w.WriteAll(rows); err != nil {
		return nil, tableSchema{}, err
	}
	must := &constraintSchema{Required: true, Unique: true}
	return b.Bytes(), tableSchema{
		Fields: []fieldSchema{
			{Name: "name", Type: "string", Constraints: must},
			{Name: "title", Type: "string"},
			{Name: "value", Type: "integer"},
			{Name: "unit", Type: "string"},
			{Name: "before", Type: "integer"},
		},
		PrimaryKey: "name", MissingValues: []string{""},
	}, nil
}
