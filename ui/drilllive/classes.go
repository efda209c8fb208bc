package drilllive

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"campuskeeper/app/catalog"
	"campuskeeper/app/drill"
)

// report is what was typed about a class: "3-2 43", or with known absentees behind
// the number "3-2 41 2".
type report struct {
	class   int // place in the list, -1 for none
	others  int // how many classes fit as well
	present drill.Count
	absent  drill.Count
}

// readReport reads what was typed. The class may be written like its name, by its
// numbers (3-2, 32, 三2), or by the first letters of its name or its teacher's, also
// in pinyin. Without a number only the class is meant.
func readReport(text string, classes []drill.ClassRow) report {
	words := strings.Fields(narrow(text))
	none := report{class: -1}
	for numbers := range 3 {
		cut := len(words) - numbers
		if cut < 1 {
			break
		}
		counts, ok := countsOf(words[cut:])
		if !ok {
			break
		}
		found := findClasses(strings.Join(words[:cut], " "), classes)
		if len(found) == 0 {
			continue
		}
		r := report{class: found[0], others: len(found) - 1}
		if numbers > 0 {
			r.present = counts[0]
		}
		if numbers > 1 {
			r.absent = counts[1]
		}
		return r
	}
	return none
}

// readOther reads a group that is not on the roll: "+visitors 3". Where there is no
// roll at all, the plus may be left out.
func readOther(text string, without bool) (name string, present drill.Count, ok bool) {
	rest, plus := strings.CutPrefix(strings.TrimSpace(narrow(text)), "+")
	words := strings.Fields(rest)
	if !plus && !without || len(words) < 2 {
		return "", drill.Count{}, false
	}
	last := len(words) - 1
	counts, ok := countsOf(words[last:])
	if !ok {
		return "", drill.Count{}, false
	}
	return strings.Join(words[:last], " "), counts[0], true
}

// countsOf reads numbers of people.
func countsOf(words []string) ([]drill.Count, bool) {
	counts := make([]drill.Count, len(words))
	for i, word := range words {
		n, err := strconv.ParseUint(word, 10, 16)
		if err != nil {
			return nil, false
		}
		counts[i] = drill.CountOf(int(n))
	}
	return counts, true
}

// findClasses returns the places of the classes that a search means, those that fit
// best: all its numbers, then their beginning, then a part or the first letters.
func findClasses(search string, classes []drill.ClassRow) []int {
	wanted := tokens(search)
	if len(wanted) == 0 {
		return nil
	}
	joined := strings.Join(wanted, "")
	fits := []func(c drill.ClassRow, own []string) bool{
		func(_ drill.ClassRow, own []string) bool { return slices.Equal(own, wanted) },
		func(_ drill.ClassRow, own []string) bool { return strings.Join(own, "") == joined },
		func(_ drill.ClassRow, own []string) bool { return strings.HasPrefix(strings.Join(own, ""), joined) },
		func(c drill.ClassRow, _ []string) bool { return catalog.Match(c.Class+" "+c.Teacher, search) },
		func(c drill.ClassRow, _ []string) bool { return begins(c.Class, joined) || begins(c.Teacher, joined) },
	}
	for _, fit := range fits {
		var found []int
		for i, c := range classes {
			if fit(c, tokens(c.Class)) {
				found = append(found, i)
			}
		}
		if len(found) > 0 {
			return found
		}
	}
	return nil
}

// begins says whether letters are the first ones of the words of a name: ro is
// Reception Oak.
func begins(name, letters string) bool {
	var first strings.Builder
	for _, word := range strings.Fields(strings.ToLower(name)) {
		r, _ := utf8.DecodeRuneInString(word)
		first.WriteRune(r)
	}
	return strings.HasPrefix(first.String(), letters)
}

// numerals are the numbers by which Chinese schools call their classes.
var numerals = map[rune]string{
	'一': "1", '二': "2", '三': "3", '四': "4", '五': "5", '六': "6", '七': "7", '八': "8", '九': "9", '十': "10",
}

// unsaid are words that mean nothing in the name of a class.
var unsaid = strings.NewReplacer("年级", " ", "班", " ", "class", " ", "grade", " ", "year", " ")

// tokens are what distinguishes a class: numbers, single Chinese characters, words.
// 三（2）班, Class 3-2 and 3(2) are all 3 and 2.
func tokens(name string) []string {
	var all []string
	joins := ' ' // the kind of sign that goes on: a digit, a letter, or a blank for nothing
	for _, r := range unsaid.Replace(strings.ToLower(narrow(name))) {
		digit, numeral := numerals[r]
		kind := ' '
		switch {
		case unicode.IsDigit(r):
			kind = '0'
		case r < unicode.MaxLatin1 && unicode.IsLetter(r):
			kind = 'a'
		}
		switch {
		case numeral:
			all = append(all, digit)
		case kind != ' ' && kind == joins:
			all[len(all)-1] += string(r)
		case kind != ' ' || unicode.IsLetter(r):
			all = append(all, string(r))
		}
		joins = kind
	}
	return all
}

// narrow turns the full-width signs of Chinese input into those of the keyboard.
func narrow(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '！' && r <= '～':
			return r - '！' + '!'
		case r == '　':
			return ' '
		}
		return r
	}, text)
}
