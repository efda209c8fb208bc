package drilllive

import (
	"slices"
	"strconv"
	"strings"

	"campuskeeper/app"
	"campuskeeper/app/drill"
)

// most is the largest number of classes and of pupils in one that are believed.
const (
	mostClasses = 400
	mostPupils  = 9999
)

// readRoll reads classes as people type or paste them, one in a line: "1-1 李老师 42",
// with the way behind it; or a table with tabs or commas, with or without a line of
// heads. CodeInvalid lists the lines that cannot be read.
func readRoll(text string) ([]drill.ClassRow, error) {
	var rows []drill.ClassRow
	var problems []app.Problem
	columns := []string(nil)
	for n, line := range strings.Split(strings.TrimPrefix(text, "\ufeff"), "\n") {
		cells := cellsOf(strings.ReplaceAll(line, `"`, ""))
		if len(cells) == 0 {
			continue
		}
		if heads := headsOf(cells); columns == nil && len(rows) == 0 && heads != nil {
			columns = heads
			continue
		}
		row, ok := readClass(cells, columns)
		known := slices.ContainsFunc(rows, func(c drill.ClassRow) bool { return c.Class == row.Class })
		switch {
		case !ok:
			problems = append(problems, app.Problem{Key: "live.roll.line", Args: app.Args{"line": n + 1, "text": strings.TrimSpace(line)}})
		case known:
			problems = append(problems, app.Problem{Key: "live.roll.twice", Args: app.Args{"line": n + 1, "class": row.Class}})
		default:
			rows = append(rows, row)
		}
	}
	if len(problems) > 0 || len(rows) > mostClasses {
		return nil, &app.Error{Code: app.CodeInvalid, Key: "live.roll.wrong", Problems: problems}
	}
	return rows, nil
}

// commas part the cells of a table.
const commas = ",;，；"

var onlyCommas = strings.NewReplacer(";", ",", "，", ",", "；", ",")

// cellsOf parts a line at tabs or commas, or else at blanks.
func cellsOf(line string) []string {
	var cells []string
	switch {
	case strings.Contains(line, "\t"):
		cells = strings.Split(line, "\t")
	case strings.ContainsAny(line, commas):
		cells = strings.Split(onlyCommas.Replace(line), ",")
	default:
		return strings.Fields(line)
	}
	empty := true
	for i, cell := range cells {
		cells[i] = strings.TrimSpace(cell)
		empty = empty && cells[i] == ""
	}
	if empty {
		return nil
	}
	return cells
}

// headWords say what a column of a table holds.
var headWords = map[string][]string{
	"class":    {"class", "班级", "班"},
	"teacher":  {"teacher", "form tutor", "班主任", "教师", "老师", "负责教师"},
	"expected": {"expected", "number", "pupils", "应到", "人数", "应到人数", "学生数"},
	"route":    {"route", "way", "stair", "楼梯", "路线", "疏散路线", "通道"},
}

// headsOf says which column is what, nil when the cells are no heads.
func headsOf(cells []string) []string {
	heads, known := make([]string, len(cells)), 0
	for i, cell := range cells {
		for name, words := range headWords {
			if slices.Contains(words, strings.ToLower(cell)) {
				heads[i] = name
				known++
			}
		}
	}
	if known < 2 || !slices.Contains(heads, "class") || !slices.Contains(heads, "expected") {
		return nil
	}
	return heads
}

// readClass reads one class by the heads, or by the usual order: class, teacher,
// number, way.
func readClass(cells, heads []string) (drill.ClassRow, bool) {
	var row drill.ClassRow
	if heads != nil {
		for i, cell := range cells[:min(len(cells), len(heads))] {
			switch heads[i] {
			case "class":
				row.Class = cell
			case "teacher":
				row.Teacher = cell
			case "expected":
				row.Expected = pupils(cell)
			case "route":
				row.Route = cell
			}
		}
		return row, row.Class != "" && row.Expected.Known
	}
	for i := 1; i < len(cells); i++ {
		if n := pupils(cells[i]); n.Known {
			return drill.ClassRow{
				Class: cells[0], Teacher: strings.TrimSpace(strings.Join(cells[1:i], " ")), Expected: n,
				Route: strings.TrimSpace(strings.Join(cells[i+1:], " ")),
			}, cells[0] != ""
		}
	}
	return row, false
}

// pupils reads a number of pupils: 42, 42人.
func pupils(cell string) drill.Count {
	n, err := strconv.Atoi(strings.TrimSuffix(narrow(cell), "人"))
	if err != nil || n < 0 || n > mostPupils {
		return drill.Count{}
	}
	return drill.CountOf(n)
}

// rollText writes classes as readRoll reads them, for the user to change.
func rollText(roll []drill.ClassRow) string {
	var text strings.Builder
	for _, c := range roll {
		text.WriteString(strings.Join([]string{c.Class, c.Teacher, c.Expected.String(), c.Route}, "\t") + "\n")
	}
	return text.String()
}
