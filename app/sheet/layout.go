package sheet

import (
	"sort"
	"strings"
	"unicode/utf8"

	"campuskeeper/app"
	"campuskeeper/app/schema"
)

// Layout is how a sheet will be read into a ledger: its heading, what each column
// becomes, and which rows are entries.
type Layout struct {
	Sheet   *Sheet
	Header  Header
	Columns []Assigned // those that have a title or a filled cell
	Body    []Row      // the rows that are entries
	Passed  []Passed   // rows below the heading that are none
	Mapping Mapping    // all of it, as it was given and guessed

	words map[string]map[string]string // field → folded word → value
}

// Assigned is a column of the file and what it becomes.
type Assigned struct {
	Column
	Target string // a field, or one of the Target… constants
}

// Passed is a row that is not read, and why: a message.
type Passed struct {
	Where string
	Row   int
	Text  string // what it begins with
	Key   string
}

// Layout finds out how the sheet is to be read. What the mapping says is done or
// refused; what it leaves open is guessed and written into Layout.Mapping.
// CodeInvalid when there is no heading, or when the mapping names a column, a
// field or a word that does not exist; then all of that is listed.
func (t *Target) Layout(s *Sheet, m Mapping) (Layout, error) {
	l := Layout{Sheet: s, Mapping: m.Clone()}
	if err := t.findHeader(&l); err != nil {
		return Layout{}, err
	}
	l.cutBody()
	var problems []app.Problem
	l.Columns = l.usedColumns()
	problems = append(problems, t.assign(&l)...)
	problems = append(problems, t.checkWords(&l)...)
	if len(problems) > 0 {
		return Layout{}, &app.Error{Code: app.CodeInvalid, Key: "sheet.mapping.wrong", Args: app.Args{"count": len(problems)}, Problems: problems}
	}
	t.proposeConstants(&l)
	l.complete()
	return l, nil
}

func (t *Target) findHeader(l *Layout) (err error) {
	if rows := l.Mapping.HeaderRows; len(rows) > 0 {
		l.Header, err = l.Sheet.HeaderAt(rows[0], rows[len(rows)-1])
		return err
	}
	if len(l.Sheet.Rows) == 0 {
		return app.Errorf(app.CodeInvalid, "sheet.header.none", "sheet", l.Sheet.Name)
	}
	l.Header, err = l.Sheet.FindHeader(t.known)
	return err
}

// cutBody divides the rows below the heading into entries and what is passed over:
// notes at the end, headings of sections, repeated titles, sums.
func (l *Layout) cutBody() {
	s := l.Sheet
	rows := s.Rows[s.search(l.Header.To+1):]
	end := l.notes(rows)
	pass := func(row Row, key string) {
		l.Passed = append(l.Passed, Passed{Where: s.where(row.Number, -1), Row: row.Number, Text: clip(row.first().Text), Key: key})
	}
	titles := l.titleTexts()
	l.Body = make([]Row, 0, end)
	for _, row := range rows[:end] {
		switch {
		case s.isBanner(row):
			pass(row, "sheet.passed.section")
		case isTotal(row):
			pass(row, "sheet.passed.total")
		case repeats(row, titles):
			pass(row, "sheet.passed.heading")
		default:
			l.Body = append(l.Body, row)
		}
	}
	for _, row := range rows[end:] {
		pass(row, "sheet.passed.note")
	}
}

// notes returns the index of the first row of the notes below the table, the
// number of rows when there are none.
func (l *Layout) notes(rows []Row) int {
	if l.Mapping.SkipAfter != "" {
		for i, row := range rows {
			if startsWithAny(row.first().Text, []string{l.Mapping.SkipAfter}) {
				return i
			}
		}
	}
	end := len(rows)
	for i, row := range rows {
		if row.count() <= max(2, len(l.Header.Columns)/2) && startsWithAny(row.first().Text, noteWords) {
			end = i
			break
		}
	}
	// Lines of text over the whole table at its end, or single cells after a gap.
	for end > 0 {
		row := rows[end-1]
		gap := end < 2 || rows[end-2].Number < row.Number-1
		if !l.Sheet.isBanner(row) && (!gap || row.count() > 1 || len(l.Header.Columns) < 3) {
			break
		}
		end--
	}
	if end < len(rows) {
		l.Mapping.SkipAfter = clip(rows[end].first().Text)
	}
	return end
}

func (l *Layout) titleTexts() map[int]string {
	texts := map[int]string{}
	for _, c := range l.Header.Columns {
		if len(c.Path) > 0 {
			texts[c.Index] = titleKey(c.Title())
		}
	}
	return texts
}

// repeats says whether a row is the heading again, as at the top of each page.
func repeats(row Row, titles map[int]string) bool {
	same := 0
	for column, key := range titles {
		switch text := titleKey(row.At(column).Text); {
		case text == key:
			same++
		case text != "":
			return false
		}
	}
	return same > 1
}

func isTotal(row Row) bool {
	key := titleKey(row.first().Text)
	for _, word := range totalWords {
		if key == titleKey(word) {
			return true
		}
	}
	return false
}

// clip shortens a text to what a message has room for, at a whole character.
func clip(text string) string {
	const most = 24
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	return string([]rune(text)[:most])
}

func (l *Layout) usedColumns() []Assigned {
	filled := make([]bool, l.Sheet.Width)
	for _, row := range l.Body {
		for i, c := range row.Cells {
			filled[i] = filled[i] || c.Text != ""
		}
	}
	var list []Assigned
	for _, c := range l.Header.Columns {
		if len(c.Path) > 0 || filled[c.Index] {
			list = append(list, Assigned{Column: c})
		}
	}
	return list
}

// assign gives every column its target: first what the mapping says, then what is
// proposed for the others.
func (t *Target) assign(l *Layout) []app.Problem {
	var problems []app.Problem
	fixed := map[int]bool{} // by index of the file's column
	taken := map[string]bool{}
	for _, title := range sortedKeys(l.Mapping.Columns) {
		target := l.Mapping.Columns[title]
		column, found := l.Header.find(title)
		switch {
		case !found:
			problems = append(problems, app.Problem{Where: "columns", Value: title, Key: "sheet.mapping.column", Args: app.Args{"titles": l.titleList()}})
		case target != TargetNone && !t.has(target):
			problems = append(problems, app.Problem{Where: "columns", Value: target, Key: "sheet.mapping.field", Args: app.Args{"fields": strings.Join(t.Targets(), ", ")}})
		case target != TargetNone && taken[target]:
			problems = append(problems, app.Problem{Where: "columns", Value: title, Key: "sheet.mapping.twice", Args: app.Args{"field": target, "other": ""}})
		default:
			l.set(column.Index, target)
			fixed[column.Index], taken[target] = true, target != TargetNone
		}
	}
	for _, title := range l.Mapping.Ignore {
		if column, found := l.Header.find(title); found {
			fixed[column.Index] = true
		}
	}
	var open []int
	for i, c := range l.Columns {
		if !fixed[c.Index] {
			open = append(open, i)
		}
	}
	header := Header{Columns: make([]Column, len(l.Columns))}
	for i, c := range l.Columns {
		header.Columns[i] = c.Column
	}
	for i, target := range t.propose(l.Sheet, header, l.Body, taken, open) {
		l.Columns[i].Target = target
	}
	return problems
}

func (l *Layout) set(index int, target string) {
	for i := range l.Columns {
		if l.Columns[i].Index == index {
			l.Columns[i].Target = target
		}
	}
}

func (l *Layout) titleList() string {
	titles := make([]string, len(l.Columns))
	for i, c := range l.Columns {
		titles[i] = c.Name
	}
	return strings.Join(titles, ", ")
}

// checkWords checks the values and constants of the mapping and turns the constants
// into canonical values.
func (t *Target) checkWords(l *Layout) []app.Problem {
	var problems []app.Problem
	l.words = map[string]map[string]string{}
	for _, target := range sortedKeys(l.Mapping.Values) {
		l.words[target] = map[string]string{}
		for _, word := range sortedKeys(l.Mapping.Values[target]) {
			value, p := t.canonical("values", target, l.Mapping.Values[target][word])
			if p != nil {
				problems = append(problems, *p)
			}
			l.words[target][schema.Fold(word)] = value
		}
	}
	for _, target := range sortedKeys(l.Mapping.Constants) {
		value, p := t.canonical("constants", target, l.Mapping.Constants[target])
		if p != nil {
			problems = append(problems, *p)
		}
		l.Mapping.Constants[target] = value
	}
	return problems
}

// canonical reads a value that a mapping gives for a field or for the state.
func (t *Target) canonical(where, target, text string) (string, *app.Problem) {
	if f, ok := t.isField(target); ok {
		value, err := f.Parse(text)
		if err == nil {
			return value, nil
		}
		p := schema.ProblemOf(err, target, text)
		p.Where = where
		return "", &p
	}
	if target != TargetState || !t.has(target) {
		return "", &app.Problem{Where: where, Value: target, Key: "sheet.mapping.field", Args: app.Args{"fields": strings.Join(t.Targets(), ", ")}}
	}
	state, ok := t.State(text)
	if !ok && text != "" {
		return "", &app.Problem{Where: where, Field: TargetState, Value: text, Key: "sheet.state", Args: app.Args{"states": t.stateList()}}
	}
	return string(state), nil
}

// stateList names the states of the loop for messages.
func (t *Target) stateList() app.Text {
	list := app.Text{}
	for lang, between := range map[app.Lang]string{app.English: ", ", app.Chinese: "、"} {
		words := make([]string, len(t.Loop.States))
		for i, s := range t.Loop.States {
			words[i] = t.Template.StateLabel(t.Loop, s.Name, lang)
		}
		list[lang] = strings.Join(words, between)
	}
	return list
}

// proposeConstants fills a required field that no column brings with the ledger's
// own fixed default; it is shown and may be taken away.
func (t *Target) proposeConstants(l *Layout) {
	brought := map[string]bool{}
	for _, c := range l.Columns {
		brought[c.Target] = true
	}
	for _, f := range t.Template.Fields {
		moving := f.Default == "today" || f.Default == "now" || f.Default == "actor"
		if _, given := l.Mapping.Constants[f.Name]; given || brought[f.Name] || !f.Constraints.Required || f.Default == "" || moving {
			continue
		}
		l.Mapping.Constants[f.Name] = f.Default
	}
}

// complete writes what was found into the mapping.
func (l *Layout) complete() {
	m := &l.Mapping
	if l.Sheet.Name != "" {
		m.Sheet = SheetRef(l.Sheet.Name)
	}
	m.HeaderRows = m.HeaderRows[:0]
	for row := l.Header.From; row <= l.Header.To; row++ {
		m.HeaderRows = append(m.HeaderRows, row)
	}
	m.Columns, m.Ignore = map[string]string{}, nil
	for _, c := range l.Columns {
		if c.Target == TargetNone {
			m.Ignore = append(m.Ignore, c.Name)
		} else {
			m.Columns[c.Name] = c.Target
		}
	}
	sort.Strings(m.Ignore)
}
