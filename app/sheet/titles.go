package sheet

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"campuskeeper/app"
	"campuskeeper/app/ledger"
	"campuskeeper/app/schema"
)

// Targets of a column that are no fields.
const (
	TargetNumber = ledger.ColumnNumber // the entry's number
	TargetState  = ledger.ColumnState  // its state in the loop
	TargetID     = "id"                // its ID, in workbooks that we wrote
	TargetNone   = ""                  // not imported
)

// Titles that workbooks use for what is no field of any ledger.
var (
	numberTitles = []string{"number", "no", "record number", "ref", "reference", "编号", "台账编号", "记录编号", "登记编号", "隐患编号", "number (campuskeeper)"}
	stateTitles  = []string{"state", "status", "progress", "状态", "当前状态", "整改状态", "办理状态", "处理状态", "整改进度", "进度", "销号情况", "销号状态", "是否整改", "是否销号", "是否完成", "整改情况", "完成情况", "整改结果", "落实情况", "办理情况"}
	idTitles     = []string{"id", "campuskeeper id", "记录标识"}
	countTitles  = []string{"序号", "行号", "sn", "s/n", "#", "seq", "item", "item no", "no"}
	totalWords   = []string{"合计", "总计", "小计", "共计", "total", "subtotal", "grand total", "sum"}
	noteWords    = []string{"填表说明", "填报说明", "填写说明", "说明：", "说明:", "备注：", "备注:", "注：", "注:", "注1", "注意事项", "填表人", "填报人", "制表人", "制表：", "制表:", "审核人", "审核：", "审核:", "负责人签字", "单位盖章", "单位（盖章）", "签字：", "填报日期", "note:", "notes:", "note", "notes", "remarks:", "prepared by", "checked by", "approved by", "signed"}
)

// English and Chinese titles under which Export writes what is no field.
var exportTitles = map[string]app.Text{
	TargetNumber: {app.English: "Number", app.Chinese: "台账编号"},
	TargetState:  {app.English: "State", app.Chinese: "当前状态"},
	TargetID:     {app.English: "CampusKeeper ID", app.Chinese: "记录标识"},
}

var (
	inBrackets = regexp.MustCompile(`[(（\[【][^)）\]】]*[)）\]】]`)
	leafWords  = map[string]bool{"日期": true, "时间": true, "姓名": true, "人员": true, "签字": true, "情况": true, "内容": true, "date": true, "time": true, "name": true, "by": true, "on": true}
)

// titleKey makes titles comparable: width and case folded, without spaces, marks
// of required columns and punctuation at the ends.
func titleKey(title string) string {
	folded := schema.Fold(title)
	folded = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.IsControl(r) || r == '*' || r == '_' {
			return -1
		}
		return r
	}, folded)
	return strings.Trim(folded, ".:;,、。；：，-/")
}

// withoutBrackets is titleKey without what stands in brackets, "整改期限（年月日）".
func withoutBrackets(title string) string { return titleKey(inBrackets.ReplaceAllString(title, " ")) }

// name is one title by which a target is known. Weak names fit many things and
// count less than a title of its own.
type name struct {
	key    string
	weight float64
}

// names of one target.
type names struct {
	target string
	list   []name
}

func (n *names) add(weight float64, titles ...string) {
	for _, title := range titles {
		if key := titleKey(title); key != "" {
			n.list = append(n.list, name{key, weight})
		}
		if key := withoutBrackets(title); key != "" && key != titleKey(title) {
			n.list = append(n.list, name{key, weight - 0.02})
		}
	}
}

// similarity says how well a column's title fits the names of a target, from 0 to 1;
// like compares the two, see alike and contains.
func (n names) similarity(path []string, like func(title, known string) float64) float64 {
	best := 0.0
	for _, candidate := range readings(path) {
		for _, known := range n.list {
			if weight := candidate.weight * known.weight; weight > best {
				best = max(best, weight*like(candidate.key, known.key))
			}
		}
	}
	return best
}

// readings lists how the title of a column may be meant: its lowest part, all its
// parts together, the part above a general word (整改 over 日期).
func readings(path []string) []name {
	if len(path) == 0 {
		return nil
	}
	leaf := path[len(path)-1]
	list := []name{{titleKey(leaf), 1}, {withoutBrackets(leaf), 0.97}}
	if len(path) > 1 {
		if leafWords[titleKey(leaf)] {
			list[0].weight, list[1].weight = 0.8, 0.8
		}
		list = append(list, name{titleKey(strings.Join(path, "")), 1}, name{titleKey(path[0]), 0.6})
	}
	return list
}

// alike compares a title with a known name: 1 for the same, less when one contains the other or
// when they share most pairs of neighbouring characters.
func alike(title, known string) float64 {
	if score := contains(title, known); score > 0 {
		return score
	}
	return 0.85 * pairs(title, known)
}

// contains compares a title with a known name: 1 for the same, less when one
// contains the other. A short title inside a longer name (编号 in 文件编号) says little.
func contains(title, known string) float64 {
	if title == "" || known == "" {
		return 0
	}
	if title == known {
		return 1
	}
	short, long, base := known, title, 0.55
	if len(title) < len(known) {
		short, long = title, known
	}
	n, m := utf8.RuneCountInString(short), utf8.RuneCountInString(long)
	if short == title && n < 3 {
		base = 0.3
	}
	if n >= 2 && strings.Contains(long, short) && (n >= 4 || !ascii(short)) {
		return base + 0.35*float64(n)/float64(m)
	}
	return 0
}

// pairs is Dice's coefficient over pairs of neighbouring characters.
func pairs(a, b string) float64 {
	x, y := []rune(a), []rune(b)
	if len(x) < 2 || len(y) < 2 {
		return 0
	}
	count := map[[2]rune]int{}
	for i := 1; i < len(x); i++ {
		count[[2]rune{x[i-1], x[i]}]++
	}
	shared := 0
	for i := 1; i < len(y); i++ {
		if pair := [2]rune{y[i-1], y[i]}; count[pair] > 0 {
			count[pair]--
			shared++
		}
	}
	return 2 * float64(shared) / float64(len(x)+len(y)-2)
}

func ascii(text string) bool {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// startsWithAny says whether a text begins with one of the words, whatever its
// case and width.
func startsWithAny(text string, words []string) bool {
	folded := schema.Fold(text)
	for _, word := range words {
		rest, ok := strings.CutPrefix(folded, schema.Fold(word))
		if !ok {
			continue
		}
		// "note" must not catch "notebook".
		if next, _ := utf8.DecodeRuneInString(rest); rest == "" || !ascii(word) || !unicode.IsLetter(next) {
			return true
		}
	}
	return false
}
