package drilllive_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"campuskeeper/app"
	"campuskeeper/app/drill"
	"campuskeeper/ui/drilllive"
)

var english = []drill.ClassRow{{Class: "3-1"}, {Class: "3-2", Teacher: "Ms Wu"}, {Class: "3-12"}, {Class: "10A"}, {Class: "Reception", Teacher: "Mr Bell"}}

var chinese = []drill.ClassRow{
	{Class: "三（1）班", Teacher: "李老师"}, {Class: "三（2）班", Teacher: "王老师"}, {Class: "高一（2）班", Teacher: "吴老师"}, {Class: "十（1）班"},
}

func TestReportAsPeopleTypeIt(t *testing.T) {
	for _, c := range []struct {
		text            string
		classes         []drill.ClassRow
		class           string
		others          int
		present, absent drill.Count
	}{
		{text: "3-2 43", classes: english, class: "3-2", present: drill.CountOf(43)},
		{text: "32 43", classes: english, class: "3-2", present: drill.CountOf(43)},
		{text: "3 2 43", classes: english, class: "3-2", present: drill.CountOf(43)},
		{text: "class 3-2 41 2", classes: english, class: "3-2", present: drill.CountOf(41), absent: drill.CountOf(2)},
		{text: "3-12 40", classes: english, class: "3-12", present: drill.CountOf(40)},
		{text: "10a 28", classes: english, class: "10A", present: drill.CountOf(28)},
		{text: "rec 20", classes: english, class: "Reception", present: drill.CountOf(20)},
		{text: "wu 40", classes: english, class: "3-2", present: drill.CountOf(40)},
		{text: "3-2", classes: english, class: "3-2"},
		{text: "3 40", classes: english, class: "3-1", others: 2, present: drill.CountOf(40)},
		{text: "9-9 40", classes: english},
		{text: "", classes: english},
		{text: "43", classes: english},
		{text: "３－２ ４３", classes: chinese, class: "三（2）班", present: drill.CountOf(43)},
		{text: "三2 43", classes: chinese, class: "三（2）班", present: drill.CountOf(43)},
		{text: "三（2）班 43", classes: chinese, class: "三（2）班", present: drill.CountOf(43)},
		{text: "三年级2班 43", classes: chinese, class: "三（2）班", present: drill.CountOf(43)},
		{text: "wls 43", classes: chinese, class: "三（2）班", others: 1, present: drill.CountOf(43)},
		{text: "lls 40", classes: chinese, class: "三（1）班", present: drill.CountOf(40)},
		{text: "高12 39", classes: chinese, class: "高一（2）班", present: drill.CountOf(39)},
		{text: "10-1 39", classes: chinese, class: "十（1）班", present: drill.CountOf(39)},
	} {
		class, others, present, absent := drilllive.Report(c.text, c.classes)
		if class != c.class || others != c.others || present != c.present || absent != c.absent {
			t.Errorf("%q is %q and %d others, %v present, %v away", c.text, class, others, present, absent)
		}
	}
}

func TestGroupsThatAreNotOnTheRoll(t *testing.T) {
	for _, c := range []struct {
		text    string
		without bool
		name    string
		count   int
	}{
		{"+visitors 3", false, "visitors", 3},
		{"＋来访 3", false, "来访", 3},
		{"visitors 3", false, "", 0},
		{"3-2 43", true, "3-2", 43},
		{"+visitors", false, "", 0},
		{"+canteen staff 11", false, "canteen staff", 11},
	} {
		name, count, ok := drilllive.ReadOther(c.text, c.without)
		if ok != (c.name != "") || name != c.name || count.N != c.count {
			t.Errorf("%q is %q with %v, %v", c.text, name, count, ok)
		}
	}
}

// Each class is found by its own name, alone.
func TestEveryClassIsFoundByItsName(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		style := rapid.SampledFrom([]func(y, n int) string{
			func(y, n int) string {
				return string("一二三四五六"[(y-1)*3:y*3]) + "（" + string(rune('0'+n)) + "）班"
			},
			func(y, n int) string { return string(rune('0'+y)) + "-" + string(rune('0'+n)) },
			func(y, n int) string { return string(rune('0'+y)) + string(rune('A'+n)) },
		}).Draw(t, "style")
		var rows []drill.ClassRow
		for y := 1; y <= 6; y++ {
			for n := 1; n <= 9; n++ {
				rows = append(rows, drill.ClassRow{Class: style(y, n)})
			}
		}
		at := rapid.IntRange(0, len(rows)-1).Draw(t, "class")
		if found := drilllive.FindClasses(rows[at].Class, rows); !slices.Equal(found, []int{at}) {
			t.Fatalf("%s finds %v, want %d", rows[at].Class, found, at)
		}
	})
}

func TestRollAsPeoplePasteIt(t *testing.T) {
	lee := drill.ClassRow{Class: "1-1", Teacher: "Mrs Lee", Expected: drill.CountOf(42)}
	routed := drill.ClassRow{Class: "1-1", Teacher: "Mrs Lee", Expected: drill.CountOf(42), Route: "Stair A"}
	for text, want := range map[string][]drill.ClassRow{
		"1-1 Mrs Lee 42":                                           {lee},
		"1-1 Mrs Lee 42 Stair A\r\n\r\n":                           {routed},
		"1-1\tMrs Lee\t42\tStair A":                                {routed},
		"\ufeffClass,Teacher,Expected,Way\n1-1,Mrs Lee,42,Stair A": {routed},
		"应到,班级,班主任\n42,1-1,Mrs Lee":                                {lee},
		"1-1，Mrs Lee，42人":                                          {lee},
		`"1-1";"Mrs Lee";"42"`:                                     {lee},
		"三（2）班 李老师 ４２":                                             {{Class: "三（2）班", Teacher: "李老师", Expected: drill.CountOf(42)}},
		"":                                                         nil,
	} {
		if got, err := drilllive.ReadRoll(text); err != nil || !slices.Equal(got, want) {
			t.Errorf("%q is %+v, %v", text, got, err)
		}
	}
	for _, text := range []string{"1-1", "1-1 -3", "1-1 42\n1-1 41", "42", strings.Repeat("x 1 2\n", 2)} {
		if got, err := drilllive.ReadRoll(text); app.CodeOf(err) != app.CodeInvalid {
			t.Errorf("%q is read as %+v", text, got)
		}
	}
}

// FuzzReadRoll: whatever is pasted is read without a crash, and what was read is the
// same when it is shown as text and read again.
func FuzzReadRoll(f *testing.F) {
	for _, seed := range []string{"1-1 Mrs Lee 42 Stair A", "班级\t应到\n三（2）班\t42", "a,b;c，3\n\"x\",,1", "1-1 9999人"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		rows, err := drilllive.ReadRoll(text)
		if err != nil {
			return
		}
		again, err := drilllive.ReadRoll(drilllive.RollText(rows))
		if err != nil || !slices.Equal(again, rows) {
			t.Fatalf("%q is %+v, and again %+v, %v", text, rows, again, err)
		}
	})
}

func TestNextMark(t *testing.T) {
	for _, c := range []struct {
		set  []string
		want string
	}{
		{nil, "alarm"},
		{[]string{"alarm"}, "self-rescue"},
		{[]string{"alarm", "locked"}, "self-rescue"},
		{[]string{"alarm", "self-rescue", "mutual-rescue", "reinforcement", "all-clear"}, ""},
		{[]string{"all-clear"}, "self-rescue"},
	} {
		if got := drilllive.Next(unit, c.set...); got != c.want {
			t.Errorf("after %v comes %q, want %q", c.set, got, c.want)
		}
	}
}
