package schema_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"campuskeeper/app"
	"campuskeeper/app/schema"
)

func keyOf(err error) string {
	if e, ok := err.(*app.Error); ok {
		return e.Key
	}
	return ""
}

func TestReadDay(t *testing.T) {
	tests := []struct{ text, want string }{
		{"2026-9-1", "2026-09-01"},
		{"2026/09/01", "2026-09-01"},
		{"2026.9.1", "2026-09-01"},
		{"２０２６－９－１", "2026-09-01"},
		{"20260901", "2026-09-01"},
		{"2026年9月1日", "2026-09-01"},
		{"2026年9月1号", "2026-09-01"},
		{"2026年9月1日（周二）", "2026-09-01"},
		{"2026年9月1日 星期二", "2026-09-01"},
		{"二〇二六年十一月二十三日", "2026-11-23"},
		{"二零二六年十月十日", "2026-10-10"},
		{"2026-09-01 08:05:00", "2026-09-01"},
		{"2026-09-01T08:05:00Z", "2026-09-01"},
		{"2026-09-01 (Tue)", "2026-09-01"},
		{"1 September 2026", "2026-09-01"},
		{"1st Sep 2026", "2026-09-01"},
		{"1-Sep-2026", "2026-09-01"},
		{"Tue, 1 Sep 2026", "2026-09-01"},
		{"September 1, 2026", "2026-09-01"},
		{"Sept. 1st, 2026", "2026-09-01"},
		{"25/12/2026", "2026-12-25"},
		{"12/25/2026", "2026-12-25"},
		{"5/5/2026", "2026-05-05"},
		{"1/9/2026", "day.ambiguous"},
		{"2026-9-32", "day.none"},
		{"2026-02-29", "day.none"},
		{"2028-02-29", "2028-02-29"},
		{"31 June 2026", "day.none"},
		{"32/13/2026", "day.none"},
		{"last week", "day.unread"},
		{"2026年", "day.unread"},
		{"2026-09", "day.unread"},
		{"2026-09-01 and more", "day.unread"},
		{"1899-01-01", "day.none"},
		{"年月日", "day.unread"},
	}
	for _, test := range tests {
		day, err := schema.ReadDay(test.text)
		got := day.String()
		if err != nil {
			got = keyOf(err)
		}
		if got != test.want {
			t.Errorf("%q gives %s, want %s", test.text, got, test.want)
		}
	}
}

func TestParse(t *testing.T) {
	level := schema.Field{Type: schema.String, Categories: []schema.Category{
		{Value: "general", Label: app.Text{"en": "General", "zh-Hans": "一般隐患"}, Synonyms: []string{"一般"}},
		{Value: "major", Label: app.Text{"en": "Major", "zh-Hans": "重大隐患"}},
	}}
	open := level
	open.Open = true
	tests := []struct {
		field schema.Field
		text  string
		want  string
	}{
		{level, "GENERAL", "general"},
		{level, "一般", "general"},
		{level, " 重大隐患 ", "major"},
		{level, "Medium", "field.word"},
		{open, "Medium  high", "Medium high"},
		{schema.Field{Type: schema.Integer}, "1,200", "1200"},
		{schema.Field{Type: schema.Integer}, "１２", "12"},
		{schema.Field{Type: schema.Integer}, "12.0", "12"},
		{schema.Field{Type: schema.Integer}, "12.5", "field.integer"},
		{schema.Field{Type: schema.Number}, "012.50", "12.5"},
		{schema.Field{Type: schema.Number}, "Inf", "field.number"},
		{schema.Field{Type: schema.Boolean}, "是", "true"},
		{schema.Field{Type: schema.Boolean}, "√", "true"},
		{schema.Field{Type: schema.Boolean}, "×", "false"},
		{schema.Field{Type: schema.Boolean}, "x", "field.boolean"},
		{schema.Field{Type: schema.Time}, "8:05", "08:05"},
		{schema.Field{Type: schema.Time}, "8点", "08:00"},
		{schema.Field{Type: schema.Time}, "下午3时20分", "15:20"},
		{schema.Field{Type: schema.Time}, "3:20 pm", "15:20"},
		{schema.Field{Type: schema.Time}, "12:00 am", "00:00"},
		{schema.Field{Type: schema.Time}, "25:00", "field.time"},
		{schema.Field{Type: schema.DateTime}, "2026-9-1 8:05", "2026-09-01T08:05"},
		{schema.Field{Type: schema.DateTime}, "2026年9月1日 下午3时", "2026-09-01T15:00"},
		{schema.Field{Type: schema.DateTime}, "2026-9-1", "2026-09-01T00:00"},
		{schema.Field{Type: schema.Year}, "2026年", "2026"},
		{schema.Field{Type: schema.Year}, "26", "field.year"},
		{schema.Field{Type: schema.List}, "a、b, c", `["a","b","c"]`},
		{schema.Field{Type: schema.String}, "a\tb\r\nc", "a b c"},
		{schema.Field{Type: schema.LongText}, "a\r\nb", "a\nb"},
		{schema.Field{Type: schema.String}, "bad \xff byte", "bad � byte"},
	}
	for _, test := range tests {
		got, err := test.field.Parse(test.text)
		if err != nil {
			got = keyOf(err)
		}
		if got != test.want {
			t.Errorf("%s %q gives %q, want %q", test.field.Type, test.text, got, test.want)
		}
	}
}

func TestRows(t *testing.T) {
	field := schema.Field{Type: schema.Rows, Fields: []schema.Field{{Name: "problem", Type: schema.LongText}, {Name: "day", Type: schema.Date}}}
	got, err := field.Parse(`[{"problem":"rust","day":"2026/9/1"},{"problem":""}]`)
	if err != nil || got != `[{"day":"2026-09-01","problem":"rust"}]` {
		t.Errorf("got %s, %v", got, err)
	}
	if _, err := field.Parse(`[{"other":"x"}]`); keyOf(err) != "field.unknown" {
		t.Errorf("an unknown column gives %v", err)
	}
	if text := field.Format(got, app.Chinese); text != "rust、2026年9月1日（周二）" {
		t.Errorf("shown as %q", text)
	}
}

func TestValidate(t *testing.T) {
	s := schema.Schema{Fields: []schema.Field{
		{Name: "found", Type: schema.Date, Constraints: schema.Constraints{Required: true}},
		{Name: "due", Type: schema.Date, After: "found", Title: app.Text{"en": "Due"}},
		{Name: "minutes", Type: schema.Number, Constraints: schema.Constraints{Minimum: "0", Maximum: "90"}},
		{Name: "code", Type: schema.String, Constraints: schema.Constraints{Pattern: "[A-Z]{2}", MaxLength: 2}},
	}}
	tests := []struct {
		values schema.Values
		want   string
	}{
		{schema.Values{"found": "2026-11-23", "due": "2026-11-23", "minutes": "9", "code": "AB"}, ""},
		{schema.Values{}, "field.required"},
		{schema.Values{"found": "2026-11-23", "due": "2026-11-22"}, "field.before"},
		{schema.Values{"found": "2026/11/23"}, "field.canonical"},
		{schema.Values{"found": "2026-11-23", "minutes": "100"}, "field.maximum"},
		{schema.Values{"found": "2026-11-23", "minutes": "-1"}, "field.minimum"},
		{schema.Values{"found": "2026-11-23", "code": "ABC"}, "field.long"},
		{schema.Values{"found": "2026-11-23", "code": "ab"}, "field.pattern"},
		{schema.Values{"found": "2026-11-23", "other": "x"}, "field.unknown"},
	}
	for _, test := range tests {
		var keys []string
		for _, p := range s.Validate(test.values) {
			keys = append(keys, p.Key)
		}
		if got := strings.Join(keys, " "); got != test.want {
			t.Errorf("%v gives %q, want %q", test.values, got, test.want)
		}
	}
}

// Whatever Parse accepts is canonical: parsing it again changes nothing.
func TestParseIsIdempotent(t *testing.T) {
	kinds := []schema.Type{
		schema.String, schema.LongText, schema.Integer, schema.Number, schema.Boolean, schema.Date, schema.Time,
		schema.DateTime, schema.Year, schema.List, schema.Person,
	}
	rapid.Check(t, func(t *rapid.T) {
		field := schema.Field{Type: rapid.SampledFrom(kinds).Draw(t, "type")}
		once, err := field.Parse(rapid.OneOf(rapid.String(), rapid.StringMatching(`[0-9年月日:/. -]{0,12}`)).Draw(t, "text"))
		if err != nil {
			return
		}
		twice, err := field.Parse(once)
		if err != nil || twice != once {
			t.Fatalf("%s: %q becomes %q, %v", field.Type, once, twice, err)
		}
	})
}

func FuzzReadDay(f *testing.F) {
	for _, seed := range []string{"2026-9-1", "二〇二六年十一月二十三日", "1/9/2026", "1st Sep 2026", "十十十年月日", "99999999"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		day, err := schema.ReadDay(text)
		if err != nil {
			return
		}
		again, err := schema.ReadDay(day.String())
		if err != nil || again != day {
			t.Fatalf("%q gives %s, which gives %s, %v", text, day, again, err)
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{"下午3时", "[\"a\"", "[{\"problem\":1}]", "1e400", "\xff"} {
		f.Add(seed)
	}
	f.Fuzz(func(_ *testing.T, text string) {
		for _, kind := range []schema.Type{schema.Integer, schema.Number, schema.Time, schema.DateTime, schema.List, schema.Rows, schema.Boolean} {
			field := schema.Field{Type: kind, Fields: []schema.Field{{Name: "problem", Type: schema.LongText}}}
			canonical, err := field.Parse(text)
			if err == nil {
				_ = field.Format(canonical, app.English)
			}
		}
	})
}
