package print

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"campuskeeper/assets/fonts"
)

func testFace(t testing.TB) *face {
	t.Helper()
	f, err := parseFace(fonts.Regular())
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestLinesBreakByTheRules(t *testing.T) {
	f := testFace(t)
	em := 10.0
	for _, c := range []struct {
		name, text string
		ems        float64
		want       []string
	}{
		{"short", "隐患", 10, []string{"隐患"}},
		{"empty", "", 10, []string{""}},
		{"hanzi anywhere", "一二三四五六七八", 3, []string{"一二三", "四五六", "七八"}},
		{"no stop at the start", "一二三。四五", 3.2, []string{"一二", "三。四", "五"}},
		{"no bracket at the end", "一二（三四）五", 3.2, []string{"一二", "（三", "四）五"}},
		{"quotes stay with their words", "贴“保持常闭”标识", 4.2, []string{"贴“保持", "常闭”标", "识"}},
		{"number with its unit", "共计有11月23日", 4.3, []string{"共计有", "11月23日"}},
		{"dashes stay together", "一二三——四", 4.2, []string{"一二", "三——四"}},
		{"words whole", "fire door closed", 5, []string{"fire door", "closed"}},
		{"spaces at a break go", "fire   door", 2.6, []string{"fire", "door"}},
		{"day whole", "due 2026-11-20 (Fri)", 7, []string{"due", "2026-11-20", "(Fri)"}},
		{"hyphen between words", "re-inspection", 5.5, []string{"re-", "inspection"}},
		{"long word cut", "abcdefghijkl", 3, []string{"abcde", "fghijkl"}},
		{"newline always", "一\n\n二", 10, []string{"一", "", "二"}},
		{"no-break space", "5\u00A0m", 0.9, []string{"5\u00A0", "m"}},
		{"one character wider than the line", "隐患", 0.5, []string{"隐", "患"}},
		{"hanzi beside Latin", "按GB50140检查", 4.8, []string{"按", "GB50140", "检查"}},
		{"rare hanzi", "张𬭚张𬭚张𬭚", 2.1, []string{"张𬭚", "张𬭚", "张𬭚"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := f.wrap(c.text, em, c.ems*em); strings.Join(got, "|") != strings.Join(c.want, "|") {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

var alphabet = []rune("安全隐患排查整改台账校园消防通道一二三四五六七八九十，。、；：？！（）《》“”‘’—…·%℃①☐ab cdefg hijk lmnop 0123456789-/.,;:!?()[]{}\"'\n 　\u00A0𬭚é")

func randomText(r *rand.Rand) string {
	runes := make([]rune, r.IntN(60))
	for i := range runes {
		runes[i] = alphabet[r.IntN(len(alphabet))]
	}
	return string(runes)
}

// Nothing is lost but spaces and newlines at the breaks, and no line is too wide
// unless it is a single character.
func checkWrapped(t *testing.T, f *face, text string, size, width float64) {
	t.Helper()
	lines := f.wrap(text, size, width)
	joined, whole := strings.Join(lines, ""), text
	bare := strings.NewReplacer(" ", "", "\n", "")
	if bare.Replace(joined) != bare.Replace(whole) {
		t.Fatalf("%q broken at %.1f lost something: %q", text, width, lines)
	}
	for _, line := range lines {
		if f.width(line, size) > width+0.01 && utf8.RuneCountInString(line) > 1 {
			t.Fatalf("%q broken at %.1f: %q is %.2f wide", text, width, line, f.width(line, size))
		}
		if strings.ContainsRune(line, '\n') {
			t.Fatalf("%q broken at %.1f: newline inside %q", text, width, line)
		}
	}
}

func TestWrapLosesNothing(t *testing.T) {
	f := testFace(t)
	r := rand.New(rand.NewPCG(2026, 11))
	for range 20000 {
		checkWrapped(t, f, randomText(r), 6+r.Float64()*14, 2+r.Float64()*180)
	}
}

func FuzzWrap(f *testing.F) {
	font := testFace(f)
	f.Add("常闭式防火门被椅子抵住常开，门前堆放纸箱（GB 50140-2005）。", 9.5, 80.0)
	f.Add("——……”）", 10.0, 3.0)
	f.Fuzz(func(t *testing.T, text string, size, width float64) {
		if !(size > 1 && size < 100) || !(width > 0.1 && width < 2000) {
			t.Skip()
		}
		checkWrapped(t, font, font.clean(text), size, width)
	})
}

func TestLongestMeasuresWhatMayNotBreak(t *testing.T) {
	f := testFace(t)
	part, line := f.longest("fire door\n隐患排查", 10)
	if want := f.width("door", 10); part < want-0.01 || part > want+1 {
		t.Errorf("part %.2f, want about %.2f", part, want)
	}
	if want := f.width("隐患排查", 10); line != want {
		t.Errorf("line %.2f, want %.2f", line, want)
	}
}
