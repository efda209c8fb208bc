package schema

import (
	"strings"

	"campuskeeper/app"
)

// Format shows a canonical value to a reader in their language: labels for
// words, yes and no, days as the language writes them. A value that does not fit
// its type (an older template's) is shown as it is.
func (f Field) Format(canonical string, lang app.Lang) string {
	if canonical == "" {
		return ""
	}
	switch f.Type {
	case Date:
		if d, err := app.ParseDay(canonical); err == nil {
			return d.In(lang)
		}
	case DateTime:
		day, clock, _ := strings.Cut(canonical, "T")
		if d, err := app.ParseDay(day); err == nil {
			return d.In(lang) + " " + clock
		}
	case Boolean:
		return yesNo(canonical, lang)
	case List:
		items := ReadList(canonical)
		for i, item := range items {
			items[i] = f.label(item, lang)
		}
		return strings.Join(items, separator(lang))
	case Rows:
		return f.formatRows(canonical, lang)
	}
	return f.label(canonical, lang)
}

// Short is Format for a table cell: days as 2026-11-23, one line.
func (f Field) Short(canonical string, lang app.Lang) string {
	switch f.Type {
	case Date:
		return canonical
	case DateTime:
		return strings.Replace(canonical, "T", " ", 1)
	case LongText:
		return strings.Join(strings.Fields(canonical), " ")
	}
	return f.Format(canonical, lang)
}

func (f Field) label(value string, lang app.Lang) string {
	if c, ok := f.Category(value); ok {
		return c.Label.In(lang)
	}
	return value
}

func (f Field) formatRows(canonical string, lang app.Lang) string {
	var lines []string
	for _, row := range ReadRows(canonical) {
		var cells []string
		for _, inner := range f.Fields {
			if v := row[inner.Name]; v != "" {
				cells = append(cells, inner.Format(v, lang))
			}
		}
		lines = append(lines, strings.Join(cells, separator(lang)))
	}
	return strings.Join(lines, "\n")
}

func yesNo(canonical string, lang app.Lang) string {
	words := map[app.Lang][2]string{app.English: {"Yes", "No"}, app.Chinese: {"是", "否"}}[lang]
	if canonical == "true" {
		return words[0]
	}
	return words[1]
}

func separator(lang app.Lang) string {
	if lang == app.Chinese {
		return "、"
	}
	return ", "
}
