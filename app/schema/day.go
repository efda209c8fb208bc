package schema

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"campuskeeper/app"
)

var (
	yearFirst  = regexp.MustCompile(`^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?`)
	compactDay = regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})$`)
	yearLast   = regexp.MustCompile(`^(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{4})`)
	dayWord    = regexp.MustCompile(`^(?:[a-z]+,?\s+)?(\d{1,2})(?:st|nd|rd|th)?\s*[-\s]\s*([a-z]{3,9})\.?,?\s*[-\s]\s*(\d{4})`)
	wordDay    = regexp.MustCompile(`^(?:[a-z]+day,?\s+)?([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})`)
	rest       = regexp.MustCompile(`^\s*(?:[t\s]?\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:am|pm)?\s*(?:z|[+-]\d{2}:?\d{2})?)?\s*(?:[(（]?\s*(?:周|星期|礼拜)?[一二三四五六日天]?\s*(?:mon|tue|wed|thu|fri|sat|sun)?[a-z]*\s*[)）]?)?$`)
)

// ReadDay reads a day as people write it: 2026-9-1, 2026/09/01, 2026.9.1,
// 2026年9月1日, 20260901, 1 September 2026, Sep 1, 2026, and 25/12/2026 or
// 12/25/2026 where only one reading is possible. A time of day or a weekday behind
// it is passed over. What could mean two days (1/9/2026) is an error, not a guess.
func ReadDay(text string) (app.Day, error) {
	t := chineseDigits(Fold(text))
	if m := yearFirst.FindStringSubmatch(t); m != nil && rest.MatchString(t[len(m[0]):]) {
		return dayFrom(m[1], m[2], m[3], text)
	}
	if m := compactDay.FindStringSubmatch(t); m != nil {
		return dayFrom(m[1], m[2], m[3], text)
	}
	if m := dayWord.FindStringSubmatch(t); m != nil && rest.MatchString(t[len(m[0]):]) {
		return dayWithWord(m[3], m[2], m[1], text)
	}
	if m := wordDay.FindStringSubmatch(t); m != nil && rest.MatchString(t[len(m[0]):]) {
		return dayWithWord(m[3], m[1], m[2], text)
	}
	if m := yearLast.FindStringSubmatch(t); m != nil && rest.MatchString(t[len(m[0]):]) {
		return dayYearLast(m, text)
	}
	return app.Day{}, app.Errorf(app.CodeInvalid, "day.unread", "text", text)
}

func dayYearLast(m []string, text string) (app.Day, error) {
	dayFirst, errDay := dayFrom(m[3], m[2], m[1], text)
	monthFirst, errMonth := dayFrom(m[3], m[1], m[2], text)
	switch {
	case errDay == nil && errMonth == nil && dayFirst != monthFirst:
		return app.Day{}, app.Errorf(app.CodeInvalid, "day.ambiguous", "text", text, "one", dayFirst, "other", monthFirst)
	case errDay == nil:
		return dayFirst, nil
	}
	return monthFirst, errMonth
}

func dayFrom(year, month, dom, text string) (app.Day, error) {
	y, _ := strconv.Atoi(year)
	m, _ := strconv.Atoi(month)
	d, _ := strconv.Atoi(dom)
	day, err := app.NewDay(y, time.Month(m), d)
	if err != nil {
		return app.Day{}, app.Errorf(app.CodeInvalid, "day.none", "text", text)
	}
	return day, nil
}

func dayWithWord(year, month, dom, text string) (app.Day, error) {
	for m := time.January; m <= time.December; m++ {
		full := strings.ToLower(m.String())
		if month == full || month == full[:3] || (m == time.September && month == "sept") {
			return dayFrom(year, strconv.Itoa(int(m)), dom, text)
		}
	}
	return app.Day{}, app.Errorf(app.CodeInvalid, "day.unread", "text", text)
}

var chineseDigit = map[rune]int{'〇': 0, '零': 0, '○': 0, '一': 1, '二': 2, '三': 3, '四': 4, '五': 5, '六': 6, '七': 7, '八': 8, '九': 9}

// chineseDigits rewrites 二〇二六年十一月二十三日 as 2026年11月23日; other texts stay.
func chineseDigits(t string) string {
	year, after, ok := strings.Cut(t, "年")
	if !ok {
		return t
	}
	month, after, ok := strings.Cut(after, "月")
	if !ok {
		return t
	}
	dom, tail := after, ""
	if i := strings.IndexAny(after, "日号"); i >= 0 {
		dom, tail = after[:i], after[i:]
	}
	var b strings.Builder
	for _, part := range []struct {
		text string
		unit string
	}{{year, "年"}, {month, "月"}, {dom, ""}} {
		n, ok := chineseNumber(strings.TrimSpace(part.text))
		if !ok {
			return t
		}
		b.WriteString(strconv.Itoa(n))
		b.WriteString(part.unit)
	}
	return b.String() + tail
}

// chineseNumber reads digits written one by one (二〇二六) or with ten (二十三).
func chineseNumber(t string) (int, bool) {
	if t == "" {
		return 0, false
	}
	n, units, seen := 0, 0, false
	for _, r := range t {
		if r == '十' {
			if !seen {
				n = 1
			}
			n, units, seen = n*10, 0, true
			// what follows the ten is added, not appended
			units = 1
			continue
		}
		d, ok := chineseDigit[r]
		if !ok || n > 9999 {
			return 0, false
		}
		if units == 1 {
			n += d
			units = 0
		} else {
			n = n*10 + d
		}
		seen = true
	}
	return n, true
}

var clockTime = regexp.MustCompile(`^(\d{1,2})\s*[:点时]\s*(\d{1,2})?\s*分?(?::\d{2}(?:\.\d+)?)?\s*(am|pm)?$`)

// readTime reads 8:05, 08:05:30, 8时5分, 8点, 8:05 pm into 08:05.
func readTime(text string) (string, error) {
	t := Fold(text)
	afternoon := false
	for _, word := range []string{"上午", "下午", "晚上", "早上"} {
		if strings.HasPrefix(t, word) {
			t = strings.TrimSpace(t[len(word):])
			afternoon = word == "下午" || word == "晚上"
		}
	}
	m := clockTime.FindStringSubmatch(t)
	if m == nil {
		return "", app.Errorf(app.CodeInvalid, "field.time", "text", text)
	}
	hour, _ := strconv.Atoi(m[1])
	minute := 0
	if m[2] != "" {
		minute, _ = strconv.Atoi(m[2])
	}
	if (afternoon || m[3] == "pm") && hour < 12 {
		hour += 12
	}
	if m[3] == "am" && hour == 12 {
		hour = 0
	}
	if hour > 23 || minute > 59 {
		return "", app.Errorf(app.CodeInvalid, "field.time", "text", text)
	}
	return two(hour) + ":" + two(minute), nil
}

var dayThenTime = regexp.MustCompile(`^(.*?\d日?)[\st]+((?:上午|下午|晚上|早上)?\s*\d{1,2}\s*[:点时].*)$`)

func readDateTime(text string) (string, error) {
	t := Fold(text)
	if m := dayThenTime.FindStringSubmatch(t); m != nil {
		day, err := ReadDay(m[1])
		if err != nil {
			return "", err
		}
		clock, err := readTime(m[2])
		return day.String() + "T" + clock, err
	}
	day, err := ReadDay(t)
	if err != nil {
		return "", err
	}
	return day.String() + "T00:00", nil
}

func two(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}
