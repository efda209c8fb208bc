package drilllive_test

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"campuskeeper/app"
	"campuskeeper/app/drill"
	"campuskeeper/ui/drilllive"
	"campuskeeper/ui/uitest"
	"campuskeeper/ui/widgets"
)

// plan changes the plan of the drill and shows its day anew.
func (s *stage) plan(change func(d *drill.Drill)) {
	d := drill.FromValues(s.source.entry.Values)
	change(&d)
	s.source.entry.Values = d.Values()
	s.open()
}

// drillKind changes the kind for one test.
func drillKind(t *testing.T, change func(k *drill.Kind)) {
	before := unit
	t.Cleanup(func() { unit = before })
	change(&unit)
}

// The head says when somebody was told: the time of today, the day of another one, and
// no tick for what is still to come.
func TestToldOnAnotherDay(t *testing.T) {
	today := app.MustDay("2026-11-23")
	for _, c := range []struct {
		name   string
		told   []drill.Notice
		en, zh string
	}{
		{"today", []drill.Notice{{Who: "police-centre", On: today, At: "09:50"}}, "110 told 09:50", "09:50 已告知 110"},
		{
			"days before",
			[]drill.Notice{{Who: "police-centre", On: today.AddDays(-3), At: "09:00"}},
			"110 told 2026-11-20 (Fri) 09:00", "2026年11月20日（周五） 09:00 已告知 110",
		},
		{
			"a day without a time",
			[]drill.Notice{{Who: "police-centre", On: today}},
			"110 told 2026-11-23 (Mon)", "2026年11月23日（周一） 已告知 110",
		},
		{
			"tomorrow",
			[]drill.Notice{{Who: "police-centre", On: today.AddDays(1), At: "09:00"}},
			"110: to be told 2026-11-24 (Tue) 09:00", "定于 2026年11月24日（周二） 09:00 告知 110",
		},
		{"this evening", []drill.Notice{{Who: "police-centre", On: today, At: "18:00"}}, "110: to be told 18:00", "定于 18:00 告知 110"},
		{
			"one done, one to come",
			[]drill.Notice{{Who: "parents", On: today.AddDays(-1), At: "16:00"}, {Who: "police-centre", On: today.AddDays(1), At: "09:00"}},
			"parents told 2026-11-22 (Sun) 16:00", "2026年11月22日（周日） 16:00 已告知parents",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			for lang, want := range map[app.Lang]string{app.English: c.en, app.Chinese: c.zh} {
				s := newStage(t, lang, nil)
				s.plan(func(d *drill.Drill) { d.Told = c.told })
				s.start()
				var words []string
				for _, mark := range uitest.All[*widgets.StateMark](s.Bench) {
					words = append(words, mark.Word())
				}
				if len(words) == 0 || words[0] != want {
					t.Errorf("the head has %q, want %q", words, want)
				}
			}
		})
	}
}

// A notice that is only planned is not ticked on the page before the start.
func TestPlannedNoticeIsNotTicked(t *testing.T) {
	s := newStage(t, app.English, nil)
	s.plan(func(d *drill.Drill) {
		d.Told = []drill.Notice{{Who: "police-centre", On: app.MustDay("2026-11-24"), At: "09:00"}}
	})
	s.MustRead("2026-11-24 (Tue)  09:00")
	if box := uitest.All[*widgets.Check](s.Bench)[0]; box.Ticked() {
		t.Error("who is told tomorrow is ticked today")
	}
}

var commandRoles = []drill.RoleCard{
	{Name: "commander", Title: app.Text{app.English: "Commander", app.Chinese: "总指挥"}},
	{Name: "deputy", Title: app.Text{app.English: "Deputy", app.Chinese: "副总指挥"}},
	{Name: "second", Title: app.Text{app.English: "Second group (3 minutes)", app.Chinese: "第二梯队（3分钟）"}},
}

// Who commands stands in the plan once, and is not missing among the roles. Roles are
// read in full.
func TestPlanNamesWhoCommands(t *testing.T) {
	drillKind(t, func(k *drill.Kind) { k.Roles = commandRoles })
	s := newStage(t, app.English, nil)
	s.plan(func(d *drill.Drill) {
		d.Commander, d.Deputy = "M. Osei", "L. Chen"
		d.Groups = []drill.Group{{Group: "Commander"}, {Group: "副总指挥"}, {Group: "Second group (3 minutes)"}}
	})
	got := map[string]int{}
	for _, text := range s.Texts() {
		got[text]++
	}
	if got["M. Osei"] != 2 || got["L. Chen"] != 1 || got["not named"] != 1 {
		t.Errorf("the page reads %q", s.Texts())
	}
	for _, text := range uitest.All[*widgets.Text](s.Bench) {
		if text.Text() == "Second group (3 minutes)" && len(text.Lines()) != 1 {
			t.Errorf("the role is written as %q", text.Lines())
		}
	}
	s.plan(func(d *drill.Drill) { d.Groups[0].Leader = "A. Diaz" })
	s.MustRead("A. Diaz")
}

// What the kind says itself is shown in the language of the window, whatever it was
// planned in.
func TestKindSpeaksTheLanguageOfTheWindow(t *testing.T) {
	drillKind(t, func(k *drill.Kind) { k.Roles = commandRoles })
	s := newStage(t, app.Chinese, nil)
	s.plan(func(d *drill.Drill) {
		d.Groups = []drill.Group{{Group: "Commander"}, {Group: "Our own group"}}
		d.Abort = "Somebody is hurt"
	})
	s.MustRead(unit.Title[app.Chinese], "总指挥", "Our own group", "有人受伤")
	s.start()
	s.MustRead(unit.Title[app.Chinese])
	if s.Reads(unit.Title[app.English]) {
		t.Error("the name of the drill is still English")
	}
}

// Of each way the last class is told with its time, and the way's name is not cut.
func TestWaysTellTheirLastClass(t *testing.T) {
	rows := roll()[:4]
	way := "Stairs A and B to the sports field behind the gymnasium"
	for i := range rows {
		rows[i].Route = way
	}
	s := newStage(t, app.English, rows)
	s.start()
	for _, text := range []string{"1-1 42", "1-3 42"} {
		s.pass(20 * time.Second)
		s.press(widgets.Ctrl(fyne.KeyR))
		s.Type(text)
		s.Key(fyne.KeyReturn)
	}
	s.MustRead("2 of 4", "last: Class 1-3", "00:40", way)
	for _, text := range uitest.All[*widgets.Text](s.Bench) {
		if text.Text() == way && len(text.Lines()) < 2 {
			t.Errorf("the way is written as %q", text.Lines())
		}
	}
}

// chip presses the chip with that word.
func (s *stage) chip(word string) {
	s.T.Helper()
	for _, chip := range uitest.All[*widgets.Chip](s.Bench) {
		if chip.AccessibilityLabel() == word {
			chip.OnTapped()
			return
		}
	}
	s.T.Errorf("there is no chip %q", word)
}

// On a small screen at twice the size of text every part of the day is reached, by
// chips and by the keys of a large one.
func TestDayOnSmallScreen(t *testing.T) {
	small := fyne.NewSize(683, 384)
	s := newStage(t, app.English, roll())
	s.Window.Resize(small)
	s.pass(0)
	if least := s.Object().MinSize(); least.Width > small.Width || least.Height > small.Height {
		t.Errorf("the page before the start needs %v", least)
	}
	s.start()
	if least := s.Object().MinSize(); least.Width > small.Width || least.Height > small.Height {
		t.Errorf("the day needs %v", least)
	}
	s.MustRead("00:00", "Reported", "1 min self-rescue", "60 s", "Class 1-1", "Choose a class", "F8 next mark")
	if s.Reads("F11 leave full screen") {
		t.Error("a hint that finds no room is there")
	}
	s.chip("Marks")
	s.MustRead("00:00", "All rooms locked", "5")
	if s.Reads("Class 1-1") {
		t.Error("the roll is there with the marks")
	}
	s.press(widgets.Ctrl(fyne.KeyN))
	s.Type("Siren not heard")
	s.Key(fyne.KeyReturn)
	s.MustRead("Siren not heard", "Not reported")
	s.press(widgets.Ctrl(fyne.KeyR))
	s.Type("3-2 40")
	s.Key(fyne.KeyReturn)
	s.MustRead("Class 3-2", "3 missing")
	s.press(&fyne.ShortcutUndo{})
	s.MustRead("Taken back: report of Class 3-2", "Notes")
	s.Type("3-2 40")
	s.Key(fyne.KeyReturn)
	s.chip("Missing 3, notes")
	s.MustRead("Missing: 3 pupils")
}

// What was begun stays when the window becomes narrow or wide.
func TestWindowChangesItsSize(t *testing.T) {
	s := newStage(t, app.English, roll())
	s.start()
	s.press(widgets.Ctrl(fyne.KeyR))
	s.Type("3-2 4")
	s.Window.Resize(fyne.NewSize(683, 384))
	s.pass(0)
	if len(uitest.All[*widgets.Chip](s.Bench)) != 3 {
		t.Fatal("the narrow window has no pages")
	}
	s.press(widgets.Ctrl(fyne.KeyR))
	s.Key(fyne.KeyEnd)
	s.Type("1")
	s.Key(fyne.KeyReturn)
	s.MustRead("2 missing")
	s.Window.Resize(fyne.NewSize(1280, 800))
	s.pass(0)
	if len(uitest.All[*widgets.Chip](s.Bench)) != 0 {
		t.Error("the wide window has pages")
	}
	s.MustRead("Class roll", "Missing: 2 pupils", "2 missing")
}

// A class is found by the first letters of its words and of its teacher's, in Latin
// letters and in pinyin.
func TestClassesByFirstLetters(t *testing.T) {
	classes := []drill.ClassRow{
		{Class: "Reception Oak", Teacher: "Mrs Ann Lee"},
		{Class: "Reception Elm", Teacher: "Mr Bo Diaz"},
		{Class: "三（2）班", Teacher: "欧阳海"},
	}
	for search, want := range map[string]int{"ro": 0, "RE": 0, "mal": 0, "mbd": 1, "oyh": 2, "diaz": 1} {
		if got := drilllive.FindClasses(search, classes); len(got) == 0 || got[0] != want {
			t.Errorf("%q finds %v, want %d first", search, got, want)
		}
	}
	if got := drilllive.FindClasses("rx", classes); len(got) > 0 {
		t.Errorf("letters of no class find %v", got)
	}
}

// The question at the end stays within the window when a large school has hardly begun.
func TestEndOfALargeSchoolFitsTheWindow(t *testing.T) {
	s := newStage(t, app.English, roll())
	s.start()
	s.press(widgets.Ctrl(fyne.KeyE))
	s.MustRead("24 classes have not reported.\nMarks that were not set: 1 min self-rescue, 3 min mutual rescue, 5 min reinforcement, " +
		"All rooms locked, All clear.\nThe times, the roll and the notes are written into the record. It is opened next, to be written up.")
}
