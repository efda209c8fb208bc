package text

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// finds says whether a search finds a text.
func finds(says, search string) bool {
	coded := Append(nil, Fold(says))
	sign := Sign(coded)
	return Compile(search, nil).Match(coded, &sign)
}

func TestFind(t *testing.T) {
	tests := []struct {
		says, search string
		want         bool
	}{
		{"三楼消防栓箱门锁闭", "消防栓", true},
		{"三楼消防栓箱门锁闭", "防栓", true},
		{"三楼消防栓箱门锁闭", "消防箱", false},
		{"三楼消防栓箱门锁闭", "xfs", true},
		{"三楼消防栓箱门锁闭", "XFS", true},
		{"三楼消防栓箱门锁闭", "ｘｆｓ", true},
		{"三楼消防栓箱门锁闭", "xiaofangshuan", true},
		{"三楼消防栓箱门锁闭", "xiaofangsh", true},
		{"三楼消防栓箱门锁闭", "xiaof", true},
		{"三楼消防栓箱门锁闭", "xfshuan", true},
		{"三楼消防栓箱门锁闭", "xfsh", true},
		{"三楼消防栓箱门锁闭", "xfshx", true},
		{"三楼消防栓箱门锁闭", "xfx", false},
		{"三楼消防栓箱门锁闭", "xiaofengshuan", false},
		{"三楼消防栓箱门锁闭", "xfs 锁闭", true},
		{"三楼消防栓箱门锁闭", "xfs 二楼", false},
		{"校长办公会", "xiaozhang", true},
		{"校验报告", "jiaoyan", true},
		{"校验报告", "jy", true},
		{"重新粉刷", "cx", true},
		{"重新粉刷", "chongxin", true},
		{"重大隐患", "zdyh", true},
		{"3号楼", "3hl", true},
		{"13号楼", "13haolou", true},
		{"13号楼", "23hl", false},
		{"教学楼B座", "jxlbz", true},
		{"教学楼Block座", "jxlbz", false},
		{"女生宿舍", "nvsheng", true},
		{"绿化带", "lvhua", true},
		{"西安路", "xian", true},
		{"先进", "xian", true},
		{"先进", "xianj", true},
		{"《消防法》、规定。", "<消防法>,规定.", true},
		{"Fire Door", "fire door", true},
		{"Fire Door", "firedoor", false},
		{"ＡＢＣ１２３", "abc123", true},
		{"Straße", "STRASSE", true},
		{"𠮷野家", "𠮷野", true},
		{"消防\n栓", "xfs", false},
		{"", "x", false},
		{"x", "", true},
	}
	for _, test := range tests {
		if got := finds(test.says, test.search); got != test.want {
			t.Errorf("%q in %q: found %v", test.search, test.says, got)
		}
	}
}

// naive finds one folded word in folded text, character by character.
func naive(says []rune, word string) bool {
	if strings.Contains(string(says), word) {
		return true
	}
	letters := strings.TrimLeft(word, "0123456789")
	digits := word[:len(word)-len(letters)]
	if letters == "" || len(letters) > longestSound || letters[0] < 'a' || letters[0] > 'z' {
		return false
	}
	for i, r := range says {
		if readingsOf(r) == nil || !strings.HasSuffix(string(says[:i]), digits) {
			continue
		}
		if naiveSound(says[i:], letters) {
			return true
		}
	}
	return false
}

func naiveSound(says []rune, letters string) bool {
	if letters == "" {
		return true
	}
	if len(says) == 0 {
		return false
	}
	r, rest := says[0], says[1:]
	if r < utf8.RuneSelf {
		if !isWordByte(byte(r)) || byte(r) != letters[0] {
			return false
		}
		if len(letters) > 1 && len(rest) > 0 && rest[0] < utf8.RuneSelf && isWordByte(byte(rest[0])) &&
			!(isDigit(byte(r)) && isDigit(byte(rest[0]))) {
			return false
		}
		return naiveSound(rest, letters[1:])
	}
	for _, reading := range readingsOf(r) {
		if strings.HasPrefix(reading, letters) {
			return true
		}
		for _, part := range []string{reading, reading[:1], initial(reading)} {
			if after, ok := strings.CutPrefix(letters, part); ok && naiveSound(rest, after) {
				return true
			}
		}
	}
	return false
}

func initial(reading string) string {
	if len(reading) > 1 && reading[1] == 'h' {
		return reading[:2]
	}
	return reading[:1]
}

func readingsOf(r rune) []string {
	if many := polyphones[r]; many != nil {
		return many
	}
	if !isHanzi(r) {
		return nil
	}
	if s := firstReading(r); s != "" {
		return []string{s}
	}
	return nil
}

var alphabet = []rune("消防栓校长重新行政楼安全西先进绿女啊恩了大会地的号一三中心abngxz019 ,\n。é𠮷")

// someText draws text, and a word that is likely to be found in it.
func someText(t *rapid.T) (says []rune, word string) {
	says = rapid.SliceOfN(rapid.SampledFrom(alphabet), 0, 14).Draw(t, "says")
	if rapid.IntRange(0, 4).Draw(t, "how") == 0 || len(says) == 0 {
		return says, rapid.StringMatching(`[a-z0-9]{1,6}`).Draw(t, "word")
	}
	from := rapid.IntRange(0, len(says)-1).Draw(t, "from")
	var b strings.Builder
	for _, r := range says[from:min(len(says), from+rapid.IntRange(1, 5).Draw(t, "length"))] {
		readings := readingsOf(r)
		if readings == nil || rapid.IntRange(0, 9).Draw(t, "plain") == 0 {
			b.WriteRune(r)
			continue
		}
		reading := rapid.SampledFrom(readings).Draw(t, "reading")
		b.WriteString(rapid.SampledFrom([]string{reading, reading[:1], initial(reading)}).Draw(t, "part"))
	}
	word = b.String()
	if cut := rapid.IntRange(0, 2).Draw(t, "cut"); cut > 0 && len(word) > cut+1 && word[len(word)-cut] < utf8.RuneSelf {
		word = strings.ToValidUTF8(word[:len(word)-cut], "")
	}
	return says, word
}

func TestFindAsNaively(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		says, search := someText(t)
		want := true
		for word := range strings.FieldsSeq(Fold(search)) {
			want = want && naive([]rune(Fold(string(says))), word)
		}
		if got := finds(string(says), search); got != want {
			t.Fatalf("%q in %q: found %v, naively %v", search, string(says), got, want)
		}
	})
}

// TestNarrows: what a longer search finds, the shorter one found.
func TestNarrows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		says, search := someText(t)
		q := Compile(search, nil)
		if q.Empty() || !finds(string(says), search) {
			return
		}
		runes := []rune(q.Key())
		shorter := string(runes[:rapid.IntRange(0, len(runes)).Draw(t, "shorter")])
		if earlier := Compile(shorter, nil); !q.Narrows(earlier.Key()) || !finds(string(says), shorter) {
			t.Fatalf("%q is found in %q, %q is not", search, string(says), shorter)
		}
	})
}

func TestScanFindsAsMatch(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		says, search := someText(t)
		coded := Append(nil, Fold(string(says)))
		sign := Sign(coded)
		var freq [256]uint32
		for _, b := range coded {
			freq[b]++
		}
		q := Compile(search, &freq)
		if q.Empty() {
			return
		}
		found := false
		q.Scan(coded, func(at int) int {
			found = found || q.Match(coded, &sign)
			return at + 1
		})
		if q.Sounds() {
			found = found || q.MatchSounding(&sign, func() []byte { return coded })
		}
		if found != q.Match(coded, &sign) {
			t.Fatalf("%q in %q: scan %v, match %v", search, string(says), found, !found)
		}
	})
}

// TestCode: bytes are found exactly where characters are.
func TestCode(t *testing.T) {
	anyRune := rapid.OneOf(rapid.RuneFrom(alphabet), rapid.Rune(), rapid.Int32Range(firstHanzi, lastHanzi))
	rapid.Check(t, func(t *rapid.T) {
		says := Fold(string(rapid.SliceOfN(anyRune, 0, 12).Draw(t, "says")))
		part := Fold(string(rapid.SliceOfN(anyRune, 1, 2).Draw(t, "part")))
		if rapid.Bool().Draw(t, "inside") && says != "" {
			runes := []rune(says)
			from := rapid.IntRange(0, len(runes)-1).Draw(t, "from")
			part = string(runes[from:rapid.IntRange(from, len(runes)).Draw(t, "to")])
		}
		if got := bytes.Contains(Append(nil, says), Append(nil, part)); got != strings.Contains(says, part) {
			t.Fatalf("%q in %q: %v", part, says, got)
		}
	})
}

// TestAppendFolded: folding and coding in one go is folding, then coding.
func TestAppendFolded(t *testing.T) {
	marks := rapid.OneOf(rapid.Int32Range(0x1f00, firstHanzi), rapid.Int32Range(0xfe00, 0xffff))
	anyRune := rapid.OneOf(rapid.RuneFrom(alphabet), rapid.Rune(), marks, rapid.Int32Range(firstHanzi, lastHanzi))
	rapid.Check(t, func(t *rapid.T) {
		says := string(rapid.SliceOf(anyRune).Draw(t, "says")) + rapid.SampledFrom([]string{"", "\xff", "\xe6\xb6"}).Draw(t, "broken")
		if got, want := AppendFolded([]byte("x"), says), Append([]byte("x"), Fold(says)); !bytes.Equal(got, want) {
			t.Fatalf("%q is coded % x, want % x", says, got, want)
		}
	})
}

// TestSignaturesAdd: texts behind one another, line by line, have the pairs of each.
func TestSignaturesAdd(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		first, _ := someText(t)
		second, _ := someText(t)
		head, body := AppendFolded(nil, string(first)+"\n"), AppendFolded(nil, string(second))
		sum, other := Sign(head), Sign(body)
		sum.Add(&other)
		if sum != Sign(append(head, body...)) {
			t.Fatalf("%q and %q", string(first), string(second))
		}
	})
}

func TestEveryHanziHasItsOwnCode(t *testing.T) {
	tab := table()
	seen := map[[3]byte]rune{}
	coded := 0
	for r := rune(firstHanzi); r <= lastHanzi; r++ {
		c := tab.code[r-firstHanzi]
		if c[0] == 0 {
			continue
		}
		coded++
		if other, twice := seen[c]; twice {
			t.Errorf("%c and %c have the same code", r, other)
		}
		seen[c] = r
		one, many := tab.readings(c[:])
		if many == nil {
			many = []string{one}
		}
		if !slices.Equal(many, readingsOf(r)) {
			t.Errorf("%c is read %q, coded as %q", r, readingsOf(r), many)
		}
		if c[0] < leadFirst || c[0] > leadMany || c[1] < tail || c[2] < tail {
			t.Errorf("%c has the code % x", r, c)
		}
	}
	if coded < 20900 {
		t.Errorf("%d characters have a code", coded)
	}
	for lead, many := range tab.many {
		if len(many) > tails {
			t.Errorf("lead byte %x has %d polyphones", leadFirst+lead, len(many))
		}
	}
}

func TestFold(t *testing.T) {
	tests := map[string]string{
		"ＡＢＣ　１２３": "abc 123", "（一）：；！？": "(一):;!?", "“引号”": `"引号"`, "A\tB\r\nC": "a b \nc",
		"ÀÉ": "àé", "ﬁre": "fire", "ΣΑΣ": "σασ", "\xff": "\uFFFD", "": "",
	}
	for in, want := range tests {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestCompare(t *testing.T) {
	sorted := []string{
		"YH-2026-0009", "YH-2026-10", "YH-2026-0100", "yh-2026-0100b", "zone", "Zone 2", "zone 10", "安全", "白云", "东大门",
		"教学楼A座", "教学楼B座", "消防", "消防栓", "张三", "重庆",
	}
	for i, a := range sorted {
		for j, b := range sorted {
			if got, want := sign(Compare(a, b)), sign(i-j); got != want {
				t.Errorf("Compare(%q, %q) = %d, want %d", a, b, got, want)
			}
		}
	}
}

func sign(n int) int {
	switch {
	case n < 0:
		return -1
	case n > 0:
		return 1
	}
	return 0
}

// TestCompareIsAnOrder: any three texts are in one order.
func TestCompareIsAnOrder(t *testing.T) {
	texts := rapid.StringOfN(rapid.RuneFrom([]rune("aA0019b 消防安")), 0, 5, -1)
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := texts.Draw(t, "a"), texts.Draw(t, "b"), texts.Draw(t, "c")
		if sign(Compare(a, b)) != -sign(Compare(b, a)) {
			t.Fatalf("%q and %q have two orders", a, b)
		}
		if (Compare(a, b) == 0) != (a == b) {
			t.Fatalf("%q and %q are equal", a, b)
		}
		if Compare(a, b) < 0 && Compare(b, c) < 0 && Compare(a, c) >= 0 {
			t.Fatalf("%q < %q < %q", a, b, c)
		}
	})
}

func FuzzFind(f *testing.F) {
	f.Add("三楼消防栓箱门锁闭", "xfs")
	f.Add("重新校验 3号楼B座", "3hlbz cx")
	f.Add("zhzhzhzh之之之之", "zhzhzhzhz")
	f.Add("\xff\x9f\x80", "\x9f")
	f.Fuzz(func(t *testing.T, says, search string) {
		if len(says) > 200 || len(search) > 40 {
			return
		}
		want := true
		for word := range strings.FieldsSeq(Fold(search)) {
			want = want && naive([]rune(Fold(says)), word)
		}
		if got := finds(says, search); got != want {
			t.Errorf("%q in %q: found %v, naively %v", search, says, got, want)
		}
	})
}
