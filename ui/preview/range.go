package preview

import (
	"strconv"
	"strings"
	"unicode"

	"campuskeeper/app"
)

// readPages reads pages as people write them, such as "1-3, 7", of a paper with that
// many pages, and returns them counted from 0, each once, in the order of the paper.
// A range may be open at an end ("5-"). What is typed with Chinese keys is understood
// too ("1～3、7"). Errors have CodeInvalid and name the part that is wrong.
func readPages(text string, all int) ([]int, error) {
	chosen := make([]bool, all)
	count := 0
	for _, part := range strings.Split(strings.Map(plainPages, text), ",") {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		from, to, ok := readRange(part, all)
		switch {
		case !ok || from > to:
			return nil, app.Errorf(app.CodeInvalid, "preview.some.unread", "text", part)
		case from < 1 || to > all:
			return nil, app.Errorf(app.CodeInvalid, "preview.some.none", "text", part, "all", all)
		}
		for n := from - 1; n < to; n++ {
			if !chosen[n] {
				chosen[n] = true
				count++
			}
		}
	}
	if count == 0 {
		return nil, app.Errorf(app.CodeInvalid, "preview.some.empty")
	}
	pages := make([]int, 0, count)
	for n, is := range chosen {
		if is {
			pages = append(pages, n)
		}
	}
	return pages, nil
}

// readRange reads "7", "1-3", "5-" or "-3", counted from 1.
func readRange(part string, all int) (from, to int, ok bool) {
	first, last, isRange := strings.Cut(part, "-")
	first, last = strings.TrimSpace(first), strings.TrimSpace(last)
	if !isRange {
		from, err := strconv.Atoi(first)
		return from, from, err == nil
	}
	if first == "" && last == "" {
		return 0, 0, false
	}
	from, to = 1, all
	var err error
	if first != "" {
		from, err = strconv.Atoi(first)
	}
	if last != "" && err == nil {
		to, err = strconv.Atoi(last)
	}
	if last == "" && from > to {
		to = from // "9-" of three pages: 9 does not exist
	}
	return from, to, err == nil
}

// plainPages turns what Chinese keys write into digits, commas and hyphens.
func plainPages(r rune) rune {
	switch {
	case r >= '０' && r <= '９':
		return r - '０' + '0'
	case strings.ContainsRune("，、；;", r):
		return ','
	case strings.ContainsRune("－–—～~至", r):
		return '-'
	case unicode.IsSpace(r):
		return ' '
	}
	return r
}
