package agenda_test

import (
	"bytes"
	"flag"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"campuskeeper/app"
	"campuskeeper/app/drill"
	"campuskeeper/app/drill/agenda"
)

var update = flag.Bool("update", false, "write the golden files anew")

var (
	now     = time.Date(2026, time.November, 23, 10, 30, 0, 0, china)
	china   = time.FixedZone("Asia/Shanghai", 8*3600)
	another = app.ID("0b6f7d0e-51b3-4d0c-9a35-1d8a5f1f7c11")
)

var kinds = drill.Kinds{
	kind("fire", "Fire evacuation", "火灾疏散演练", drill.Evacuate),
	kind("earthquake", "Earthquake", "地震避险与疏散", drill.Protect, drill.Evacuate),
	kind("evacuation", "General emergency evacuation", "应急疏散演练", drill.Evacuate),
	kind("alarm-test", "One-key alarm test", "一键式报警测试", drill.Test),
	kind("lockdown", "Lockdown", "封闭避险演练", drill.Lockdown),
	kind("gas", "Canteen gas leak", "食堂燃气泄漏", drill.Functional),
	kind("unit-135", "Minimum emergency unit 1-3-5", "最小应急单元演练", drill.Respond),
	kind("lift", "Lift entrapment", "电梯困人", drill.Functional),
}

func kind(name, english, chinese string, classes ...drill.Class) drill.Kind {
	return drill.Kind{Name: name, Title: app.Text{app.English: english, app.Chinese: chinese}, Classes: classes}
}

func words(t testing.TB) *app.Words {
	t.Helper()
	w, err := app.LoadWords(os.DirFS("../../../assets/words"))
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func question(t testing.TB) drill.Question {
	t.Helper()
	rules, err := drill.ReadRules(os.DirFS("../../../assets/drills/rules"), "cn")
	if err != nil {
		t.Fatal(err)
	}
	return drill.Question{Rules: rules, Kinds: kinds, Site: drill.Site{School: app.School{Type: "primary"}}}
}

var drills = []drill.Held{
	{Kind: "alarm-test", Day: app.MustDay("2026-12-08")},
	{
		ID: another, Number: "YL-2026-0007", Kind: "fire", Day: app.MustDay("2026-11-26"), Time: "10:05", Route: "2", CallPoint: "a, b; c\\d",
		Tags: []drill.Tag{drill.SecondaryExit, drill.Unannounced},
	},
	{Kind: "earthquake", Day: app.MustDay("2027-01-13"), Time: "14:20"},
}

func write(t testing.TB, lang app.Lang, at time.Time, all []drill.Held) string {
	t.Helper()
	file, err := agenda.Write(question(t), all, agenda.Style{Words: words(t), Lang: lang, Now: at})
	if err != nil {
		t.Fatal(err)
	}
	return string(file)
}

func read(t testing.TB, text string) agenda.Reading {
	t.Helper()
	got, err := agenda.Read(strings.NewReader(text), kinds, words(t), china)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestFile(t *testing.T) {
	for _, lang := range app.Langs {
		got := write(t, lang, now, drills)
		golden := "testdata/drills." + string(lang) + ".ics"
		if *update {
			if err := os.WriteFile(golden, []byte(got), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s differs:\n%s", golden, got)
		}
		if again := write(t, lang, now, []drill.Held{drills[2], drills[0], drills[1]}); again != got {
			t.Errorf("another order gives other bytes:\n%s", again)
		}
	}
}

// Lines end in CRLF and are at most 75 bytes long, without cutting a character.
func TestLines(t *testing.T) {
	for _, lang := range app.Langs {
		got := write(t, lang, now, drills)
		for _, line := range strings.SplitAfter(strings.TrimSuffix(got, "\r\n"), "\r\n") {
			text := strings.TrimSuffix(line, "\r\n")
			if len(text) > 75 || strings.ContainsAny(text, "\r\n") || text != strings.ToValidUTF8(text, "") {
				t.Errorf("line of %d bytes: %q", len(text), line)
			}
		}
	}
}

func TestZoneWithSummerTime(t *testing.T) {
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	got := write(t, app.English, now.In(london), []drill.Held{
		{Kind: "fire", Day: app.MustDay("2026-11-26"), Time: "10:05"}, {Kind: "fire", Day: app.MustDay("2027-06-08"), Time: "10:05"},
	})
	for _, want := range []string{
		"TZID:Europe/London", "DTSTART;TZID=Europe/London:20261126T100500", "DTSTART;TZID=Europe/London:20270608T100500",
		"BEGIN:DAYLIGHT\r\nDTSTART:20270328T010000\r\nTZOFFSETFROM:+0000\r\nTZOFFSETTO:+0100\r\nEND:DAYLIGHT",
		"BEGIN:STANDARD\r\nDTSTART:20271031T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0000\r\nEND:STANDARD",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	if r := read(t, got); r.Drills[1].Time != "17:05" { // 10:05 of London's summer in China
		t.Errorf("%+v", r.Drills[1])
	}
}

func TestZoneOfUniversalTime(t *testing.T) {
	got := write(t, app.English, now.UTC(), []drill.Held{{Kind: "fire", Day: app.MustDay("2026-11-26"), Time: "10:05"}})
	if !strings.Contains(got, "DTSTART:20261126T100500Z") || strings.Contains(got, "VTIMEZONE") {
		t.Error(got)
	}
}

func TestWriteWantsADay(t *testing.T) {
	_, err := agenda.Write(question(t), []drill.Held{{Kind: "fire"}}, agenda.Style{Words: words(t), Lang: app.English, Now: now})
	if app.CodeOf(err) != app.CodeInvalid {
		t.Errorf("got %v", err)
	}
}

func TestRoundTrip(t *testing.T) {
	text := rapid.StringOfN(rapid.RuneFrom([]rune("ab 中文;,\\:\"n")), 0, 30, -1)
	rapid.Check(t, func(r *rapid.T) {
		var all []drill.Held
		for range rapid.IntRange(1, 8).Draw(r, "drills") {
			h := drill.Held{
				Kind:  rapid.SampledFrom(kinds).Draw(r, "kind").Name,
				Day:   app.MustDay("2026-09-01").AddDays(rapid.IntRange(0, 364).Draw(r, "day")),
				Time:  rapid.SampledFrom([]string{"", "00:00", "10:05", "23:59"}).Draw(r, "time"),
				Route: strings.TrimSpace(text.Draw(r, "route")), CallPoint: strings.TrimSpace(text.Draw(r, "call point")),
				ID: app.NewID(),
			}
			for _, tag := range drill.Tags {
				if rapid.Bool().Draw(r, string(tag)) {
					h.Tags = append(h.Tags, tag)
				}
			}
			all = append(all, h)
		}
		file := write(t, rapid.SampledFrom(app.Langs).Draw(r, "lang"), now, all)
		slices.SortStableFunc(all, drill.Held.Compare)
		got := read(t, file)
		if len(got.Drills) != len(all) || len(got.Passed) > 0 {
			r.Fatalf("%+v\n%s", got, file)
		}
		for i, f := range got.Drills {
			if !slices.Equal(f.Tags, all[i].Tags) {
				r.Fatalf("tags %v of %v", f.Tags, all[i].Tags)
			}
			f.Tags, all[i].Tags = nil, nil
			if f.ID != all[i].ID || f.Kind != all[i].Kind || f.Compare(all[i]) != 0 || f.Route != all[i].Route || f.CallPoint != all[i].CallPoint || f.Guessed {
				r.Fatalf("got %+v of %+v", f, all[i])
			}
		}
	})
}

// A drill that was changed has a higher number than before, so that calendars which
// have it already take the change over.
func TestAChangeIsNewer(t *testing.T) {
	made := time.Date(2026, time.November, 20, 9, 0, 0, 0, china)
	first := drill.Held{ID: another, Kind: "fire", Day: app.MustDay("2026-11-26"), Revision: 1, Updated: made}
	moved := drill.Held{ID: another, Kind: "fire", Day: app.MustDay("2026-11-27"), Revision: 2, Updated: made.Add(time.Hour)}
	for want, h := range map[string]drill.Held{
		"LAST-MODIFIED:20261120T010000Z\r\nSEQUENCE:1\r\n": first,
		"LAST-MODIFIED:20261120T020000Z\r\nSEQUENCE:2\r\n": moved,
		"LAST-MODIFIED:20261123T023000Z\r\nSEQUENCE:0\r\n": {Kind: "fire", Day: app.MustDay("2026-11-26")}, // only proposed
	} {
		if got := write(t, app.English, now, []drill.Held{h}); !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}

// What is proposed and in no ledger yet is not settled.
func TestAProposalIsTentative(t *testing.T) {
	proposed, saved := drill.Held{Kind: "fire", Day: app.MustDay("2026-11-26")}, drill.Held{ID: another, Kind: "fire", Day: app.MustDay("2026-11-26")}
	if got := write(t, app.English, now, []drill.Held{proposed}); !strings.Contains(got, "STATUS:TENTATIVE") {
		t.Error(got)
	}
	if got := write(t, app.English, now, []drill.Held{saved}); !strings.Contains(got, "STATUS:CONFIRMED") {
		t.Error(got)
	}
}

// A calendar without anything in it is none.
func TestNothingIsNotWritten(t *testing.T) {
	_, err := agenda.Write(question(t), nil, agenda.Style{Words: words(t), Lang: app.English, Now: now})
	if app.CodeOf(err) != app.CodeNotFound || !strings.Contains(words(t).Explain(app.English, err), "no file was written") {
		t.Errorf("got %v", err)
	}
}

// event wraps lines of an event into a file.
func event(lines ...string) string {
	return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//other//EN\r\nBEGIN:VEVENT\r\nUID:1\r\n" +
		strings.Join(lines, "\r\n") + "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
}

func TestKindsAreGuessed(t *testing.T) {
	for title, want := range map[string]string{
		"Whole school FIRE drill": "fire", "消防演练（全校）": "fire", "11月应急疏散演练": "evacuation", "地震演练": "earthquake",
		"一键报警测试": "alarm-test", "1-3-5 unit, morning": "unit-135", "Gas leak in the canteen": "gas",
		"Trip to Vegas": "", "Staff meeting": "", "校务会议": "", "Facelift of the hall": "", "": "",
	} {
		got := read(t, event("DTSTART:20261126T100500", "SUMMARY:"+title))
		switch {
		case want == "" && (len(got.Drills) != 0 || len(got.Passed) != 1 || got.Passed[0].Key != "agenda.pass.kind"):
			t.Errorf("%q: %+v", title, got)
		case want != "" && (len(got.Drills) != 1 || got.Drills[0].Kind != want || !got.Drills[0].Guessed):
			t.Errorf("%q: %+v", title, got)
		}
	}
}

// Only what says that it is a drill is one beyond doubt; a word that also stands in the
// name of a kind is not enough.
func TestAWordAloneMakesNoDrill(t *testing.T) {
	for title, doubtful := range map[string]bool{
		"Fire drill": false, "FIRE DRILLS, both buildings": false, "Earthquake exercise": false, "消防演练": false, "地震应急演习": false,
		"一键报警测试": false, "Panic button test": false, "Gas leak rehearsal": false, "电梯困人桌面推演": false,
		"Fire evacuation": false, "地震避险与疏散": false, // the names of kinds themselves
		"Fire inspection by the brigade": true, "消防物资采购会": true, "Lift: maintenance": true, "Gas leak in the canteen": true,
		"Chemistry test: gas laws": true, "电梯检测": true, "消防知识测试": true,
		"Fire drill briefing": true, "Meeting about the fire drill": true, "消防演练筹备会": true, "地震演练总结会议": true,
	} {
		got := read(t, event("DTSTART:20261126T100500", "SUMMARY:"+title))
		if len(got.Drills) != 1 || got.Drills[0].Doubtful != doubtful {
			t.Errorf("%q: %+v", title, got)
		}
	}
	for category, doubtful := range map[string]bool{"Drill": false, "School,演练": false, "Maintenance": true} {
		got := read(t, event("DTSTART:20261126T100500", "SUMMARY:Fire brigade", "CATEGORIES:"+category))
		if len(got.Drills) != 1 || got.Drills[0].Doubtful != doubtful {
			t.Errorf("%q: %+v", category, got)
		}
	}
}

func TestMomentsOfOthers(t *testing.T) {
	zone := "BEGIN:VTIMEZONE\r\nTZID:China Standard Time\r\nBEGIN:STANDARD\r\nDTSTART:16010101T000000\r\nTZOFFSETFROM:+0800\r\n" +
		"TZOFFSETTO:+0800\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT"
	for start, want := range map[string]string{
		"DTSTART:20261126T020500Z":                             "2026-11-26 10:05",
		"DTSTART:20261125T200000Z":                             "2026-11-26 04:00",
		"DTSTART:20261126T100500":                              "2026-11-26 10:05",
		"DTSTART;VALUE=DATE:20261126":                          "2026-11-26 ",
		"DTSTART;TZID=Asia/Tokyo:20261126T100500":              "2026-11-26 09:05",
		"DTSTART;TZID=\"China Standard Time\":20261126T100500": "2026-11-26 10:05",
		"DTSTART;TZID=Nowhere/At All:20261126T100500":          "2026-11-26 10:05",
		"DTSTART;TZID=../../etc/passwd:20261126T100500":        "2026-11-26 10:05",
	} {
		text := strings.Replace(event(start, "SUMMARY:Fire drill"), "BEGIN:VEVENT", zone, 1)
		got := read(t, text)
		if len(got.Drills) != 1 || got.Drills[0].Day.String()+" "+got.Drills[0].Time != want {
			t.Errorf("%s: %+v", start, got)
		}
	}
}

// zoneOf writes a zone as other programs do: each part is the lines of a STANDARD, or
// of a DAYLIGHT when it begins with "+".
func zoneOf(name string, parts ...string) string {
	text := "BEGIN:VTIMEZONE\r\nTZID:" + name + "\r\n"
	for _, part := range parts {
		kind := "STANDARD"
		if lines, summer := strings.CutPrefix(part, "+"); summer {
			kind, part = "DAYLIGHT", lines
		}
		text += "BEGIN:" + kind + "\r\n" + strings.ReplaceAll(part, " ", "\r\n") + "\r\nEND:" + kind + "\r\n"
	}
	return text + "END:VTIMEZONE\r\nBEGIN:VEVENT"
}

// Zones that no computer knows are described by the file itself, with their summer time.
func TestZonesThatAFileDescribes(t *testing.T) {
	western := zoneOf("W. Europe Standard Time",
		"DTSTART:16010101T030000 TZOFFSETFROM:+0200 TZOFFSETTO:+0100 RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10",
		"+DTSTART:16010101T020000 TZOFFSETFROM:+0100 TZOFFSETTO:+0200 RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3")
	eastern := zoneOf("Customized Time Zone",
		"DTSTART:19671029T020000 TZOFFSETFROM:-0400 TZOFFSETTO:-0500 RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU;UNTIL=20061029T060000Z",
		"DTSTART:20071104T020000 TZOFFSETFROM:-0400 TZOFFSETTO:-0500 RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU",
		"+DTSTART:20070311T020000 TZOFFSETFROM:-0500 TZOFFSETTO:-0400 RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU")
	southern := zoneOf("Southern", "DTSTART:20260405T030000 TZOFFSETFROM:+1100 TZOFFSETTO:+1000 RRULE:FREQ=YEARLY;BYMONTH=4;BYDAY=1SU",
		"+DTSTART:20251005T020000 TZOFFSETFROM:+1000 TZOFFSETTO:+1100 RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=1SU")
	dated := zoneOf("Dated", "DTSTART:20261101T020000 TZOFFSETFROM:+0500 TZOFFSETTO:+0430 RDATE:20261101T020000,20271107T020000",
		"+DTSTART:20270314T020000 TZOFFSETFROM:+0430 TZOFFSETTO:+0500")
	for start, zone := range map[string]string{
		"W. Europe Standard Time:20261126T100500 2026-11-26 17:05": western,
		"W. Europe Standard Time:20270608T100500 2027-06-08 16:05": western,
		"W. Europe Standard Time:20261025T013000 2026-10-25 07:30": western, // half an hour before the change
		"W. Europe Standard Time:20261025T033000 2026-10-25 10:30": western, // and after it
		"W. Europe Standard Time:20521125T100500 2052-11-25 17:05": western,
		"Customized Time Zone:20261126T201500 2026-11-27 09:15":    eastern,
		"Customized Time Zone:20270608T081500 2027-06-08 20:15":    eastern,
		"Customized Time Zone:20011101T081500 2001-11-01 21:15":    eastern,
		"Southern:20261126T100500 2026-11-26 07:05":                southern,
		"Southern:20260608T100500 2026-06-08 08:05":                southern,
		"Dated:20261126T100500 2026-11-26 13:35":                   dated,
		"Dated:20270608T100500 2027-06-08 13:05":                   dated,
		"Dated:20271126T100500 2027-11-26 13:35":                   dated,
		"Dated:20260608T100500 2026-06-08 13:05":                   dated, // before all that is said
		// What cannot be understood is as on the school's own clock.
		"Odd:20261126T100500 2026-11-26 10:05":    zoneOf("Odd", "DTSTART:20260101T000000 TZOFFSETFROM:+0100 TZOFFSETTO:+0100 RRULE:FREQ=YEARLY;BYEASTER=1"),
		"Bare:20261126T100500 2026-11-26 10:05":   zoneOf("Bare", "DTSTART:20260101T000000 TZOFFSETFROM:+0100"),
		"Hollow:20261126T100500 2026-11-26 10:05": zoneOf("Hollow"),
	} {
		moment, want, _ := strings.Cut(start, " 20")
		got := read(t, strings.Replace(event("DTSTART;TZID=\""+strings.Replace(moment, ":", "\":", 1), "SUMMARY:Fire drill"), "BEGIN:VEVENT", zone, 1))
		if len(got.Drills) != 1 || got.Drills[0].Day.String()+" "+got.Drills[0].Time != "20"+want {
			t.Errorf("%s: %+v", start, got)
		}
	}
}

// A series keeps its hour where it was written, through the change of the clocks there.
func TestSeriesThroughSummerTime(t *testing.T) {
	got := read(t, event("DTSTART;TZID=Europe/London:20261019T100000", "SUMMARY:Alarm test", "RRULE:FREQ=WEEKLY;COUNT=2"))
	if len(got.Drills) != 2 || got.Drills[0].Time != "17:00" || got.Drills[1].Time != "18:00" {
		t.Errorf("%+v", got)
	}
}

func TestSeries(t *testing.T) {
	for rule, want := range map[string]string{
		"RRULE:FREQ=WEEKLY;COUNT=3":                            "2026-11-10 2026-11-17 2026-11-24",
		"RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=3;WKST=MO":         "2026-11-10 2026-11-24 2026-12-08",
		"RRULE:FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20261119":         "2026-11-10 2026-11-12 2026-11-17 2026-11-19",
		"RRULE:FREQ=MONTHLY;BYDAY=2TU;COUNT=3":                 "2026-11-10 2026-12-08 2027-01-12",
		"RRULE:FREQ=MONTHLY;BYDAY=-1FR;COUNT=3":                "2026-11-10 2026-11-27 2026-12-25",
		"RRULE:FREQ=MONTHLY;BYMONTHDAY=10;COUNT=2":             "2026-11-10 2026-12-10",
		"RRULE:FREQ=DAILY;UNTIL=20261112T235959Z":              "2026-11-10 2026-11-11 2026-11-12",
		"RRULE:FREQ=YEARLY;COUNT=2":                            "2026-11-10 2027-11-10",
		"RRULE:FREQ=MONTHLY;COUNT=2\r\nEXDATE:20261210T090000": "2026-11-10",
	} {
		got := read(t, event("DTSTART:20261110T090000", "SUMMARY:Alarm test", rule))
		var days []string
		for _, d := range got.Drills {
			days = append(days, d.Day.String())
		}
		if strings.Join(days, " ") != want || len(got.Passed) > 0 {
			t.Errorf("%s: %v %v", rule, days, got.Passed)
		}
	}
}

func TestSeriesThatAreNotFollowed(t *testing.T) {
	for rule, want := range map[string]int{
		"RRULE:FREQ=MONTHLY;BYSETPOS=1;BYDAY=MO,TU": 1, "RRULE:FREQ=HOURLY": 1, "RRULE:nonsense": 1,
		"RRULE:FREQ=WEEKLY;INTERVAL=0": 1, "RRULE:FREQ=MONTHLY;BYDAY=9TU": 1, "RRULE:FREQ=DAILY": 60, "RRULE:FREQ=WEEKLY": 58,
	} {
		got := read(t, event("DTSTART:20261110T090000", "SUMMARY:Alarm test", rule))
		if len(got.Drills) != want || len(got.Passed) != 1 || got.Passed[0].Key != "agenda.pass.repeats" {
			t.Errorf("%s: %d drills, %v", rule, len(got.Drills), got.Passed)
		}
	}
}

func TestChangedOccurrence(t *testing.T) {
	text := event("DTSTART:20261110T090000", "SUMMARY:Alarm test", "RRULE:FREQ=WEEKLY;COUNT=2", "END:VEVENT", "BEGIN:VEVENT", "UID:1",
		"RECURRENCE-ID:20261117T090000", "DTSTART:20261118T113000", "SUMMARY:Alarm test")
	got := read(t, text)
	if len(got.Drills) != 2 || got.Drills[1].Day != app.MustDay("2026-11-18") || got.Drills[1].Time != "11:30" {
		t.Errorf("%+v", got)
	}
}

func TestEventsThatArePassedOver(t *testing.T) {
	for key, lines := range map[string][]string{
		"agenda.pass.cancelled": {"DTSTART:20261110T090000", "SUMMARY:Fire drill", "STATUS:CANCELLED"},
		"agenda.pass.start":     {"SUMMARY:Fire drill"},
		"agenda.pass.moment":    {"DTSTART:tomorrow", "SUMMARY:Fire drill"},
		"agenda.pass.kind":      {"DTSTART:20261110T090000", "SUMMARY:Lunch"},
	} {
		got := read(t, event(lines...))
		if len(got.Drills) != 0 || len(got.Passed) != 1 || got.Passed[0].Key != key || !words(t).Has(app.Chinese, key) {
			t.Errorf("%s: %+v", key, got)
		}
	}
}

// What others put into an event, however large, takes neither time nor the drill.
func TestLongPropertiesArePassedOver(t *testing.T) {
	got := read(t, event(
		"DTSTART:20261126T100500", "X-STRANGE;A="+strings.Repeat("a,", 450_000)+"a:", "SUMMARY:Fire\r\n  drill",
		"ATTACH;ENCODING=BASE64:"+strings.Repeat("QUJD\r\n ", 9_000),
	))
	if len(got.Drills) != 1 || got.Drills[0].Title != "Fire drill" || len(got.Passed) > 0 {
		t.Errorf("%+v", got)
	}
}

func TestReadingEndsWithEnough(t *testing.T) {
	many := strings.Repeat("BEGIN:VEVENT\r\nDTSTART:20261110\r\nSUMMARY:Fire drill\r\nEND:VEVENT\r\n", agenda.MaxDrills+1)
	got := read(t, "BEGIN:VCALENDAR\r\n"+many+"END:VCALENDAR\r\n")
	if len(got.Drills) != agenda.MaxDrills || len(got.Passed) != 1 || got.Passed[0].Key != "agenda.pass.many" {
		t.Errorf("%d drills, %v", len(got.Drills), got.Passed)
	}
}

func TestFilesThatAreRefused(t *testing.T) {
	for key, text := range map[string]string{
		"agenda.read.large":  event("DESCRIPTION:" + strings.Repeat("x", agenda.MaxBytes)),
		"agenda.read.coding": event("SUMMARY:\xcf\xfb\xb7\xc0"),
		"agenda.read.other":  "PK\x03\x04",
		"agenda.read.none":   "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n",
		"agenda.read.broken": "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY",
	} {
		_, err := agenda.Read(strings.NewReader(text), kinds, words(t), china)
		if app.CodeOf(err) != app.CodeInvalid || !strings.Contains(words(t).Explain(app.English, err), words(t).T(app.English, key)[:20]) {
			t.Errorf("%s: %v", key, err)
		}
	}
}

func TestEveryMessageIsThere(t *testing.T) {
	w := words(t)
	keys := []string{}
	for _, tag := range drill.Tags {
		keys = append(keys, agenda.TagKey(tag))
	}
	for _, r := range []drill.Reason{drill.Past, drill.NoKind, drill.NoDay, drill.Full, drill.Limited, drill.Forbidden} {
		keys = append(keys, r.Key())
	}
	for _, s := range []drill.Standing{drill.Unscheduled, drill.Scheduled, drill.Unwritten, drill.Completed, drill.Lapsed} {
		keys = append(keys, s.Key())
	}
	for _, key := range keys {
		for _, lang := range app.Langs {
			if !w.Has(lang, key) {
				t.Errorf("no %s in %s", key, lang)
			}
		}
	}
}

func FuzzRead(f *testing.F) {
	w := words(f)
	f.Add([]byte(write(f, app.English, now, drills)))
	f.Add([]byte(event("DTSTART:20261110T090000", "SUMMARY:Alarm test", "RRULE:FREQ=MONTHLY;BYDAY=2TU", "EXDATE:20261208T090000,x")))
	f.Add([]byte(strings.Replace(event("DTSTART;TZID=X:20261110T090000", "SUMMARY:Alarm test"), "BEGIN:VEVENT", zoneOf("X",
		"DTSTART:16010101T030000 TZOFFSETFROM:+0200 TZOFFSETTO:+0100 RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10 RDATE:20261110T090000"), 1)))
	f.Add([]byte("\ufeffBEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;TZID=\"a:\nSUMMARY:\\"))
	f.Fuzz(func(t *testing.T, text []byte) {
		got, err := agenda.Read(bytes.NewReader(text), kinds, w, china)
		if err != nil && app.CodeOf(err) != app.CodeInvalid {
			t.Fatal(err)
		}
		if len(got.Drills) > agenda.MaxDrills {
			t.Fatalf("%d drills", len(got.Drills))
		}
		for _, d := range got.Drills {
			if _, ok := kinds.Kind(d.Kind); !ok || d.Day.IsZero() {
				t.Fatalf("%+v", d)
			}
		}
	})
}

func BenchmarkWrite(b *testing.B) {
	q, w := question(b), words(b)
	all := slices.Repeat(drills, 20)
	for b.Loop() {
		if _, err := agenda.Write(q, all, agenda.Style{Words: w, Lang: app.English, Now: now}); err != nil {
			b.Fatal(err)
		}
	}
}
