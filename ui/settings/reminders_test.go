package settings_test

import (
	"context"
	"testing"

	"fyne.io/fyne/v2/test"

	"campuskeeper/app"
	"campuskeeper/app/reminder"
	"campuskeeper/ui/settings"
	"campuskeeper/ui/uitest"
	"campuskeeper/ui/widgets"
)

func (o *office) Reminders(context.Context) (settings.ReminderChoice, error) {
	usual := map[reminder.Kind]reminder.Steps{}
	for _, kind := range reminder.Kinds {
		usual[kind] = reminder.Steps{Lead: []int{7, 1, 0}, After: 1, Every: 7}
	}
	usual[reminder.Drill] = reminder.Steps{Lead: []int{30, 7, 1, 0}, After: 1, Every: 7}
	usual[reminder.WriteUp] = reminder.Steps{Lead: []int{0}, After: 7, Every: 7}
	return settings.ReminderChoice{
		Settings: o.reminders, Usual: usual, Drills: []widgets.Option{{Value: "fire", Label: "Fire"}, {Value: "bus", Label: "School bus"}},
	}, o.err
}

func (o *office) SaveReminders(_ context.Context, chosen reminder.Settings) error {
	if o.err == nil {
		o.reminders = chosen
	}
	return o.err
}

// The boxes of the page in their order: two of the quiet hours, then those of each kind.
const (
	quietBox = iota
	restBox
	hazardBoxes
	boxesOfAKind = 7
	drillBoxes   = hazardBoxes + 4*boxesOfAKind
	writeUpBoxes = drillBoxes + boxesOfAKind
)

func (s *stage) tick(box int) {
	test.Tap(uitest.All[*widgets.Check](s.Bench)[box])
	s.Settle()
}

func TestRemindersAreChosen(t *testing.T) {
	s := newStage(t, "reminders")
	s.MustRead("Quiet hours", "Hazards", "Drills that are planned", "Drills without a date", "Nothing has changed.")
	s.tick(hazardBoxes)    // no hazards at all
	s.tick(drillBoxes + 1) // no drill 30 days ahead
	s.tick(drillBoxes + 6) // none every week
	s.tick(writeUpBoxes + 2)
	s.tick(restBox)
	if !s.Unsaved() {
		t.Error("nothing is unsaved")
	}
	s.Save()
	s.Settle()
	got := s.office.reminders
	if !got.Kinds[reminder.Hazard].Off || got.Kinds[reminder.Drill].String() != "-7 -1 0 +1" || got.Kinds[reminder.WriteUp].String() != "0" || got.Quiet.Rest {
		t.Errorf("%+v", got)
	}
	if s.Unsaved() {
		t.Error("saved, and still unsaved")
	}
	s.tick(hazardBoxes) // as the rules say again
	s.tick(drillBoxes + 1)
	s.tick(drillBoxes + 6)
	s.Press("Save")
	if got = s.office.reminders; len(got.Kinds) != 1 {
		t.Errorf("what the rules say is kept: %+v", got.Kinds)
	}
	s.office.reminders.Kinds = map[reminder.Kind]reminder.Choice{reminder.Hazard: {Off: true}} // taken back
	s.ReloadReminders()
	s.Settle()
	if boxes := uitest.All[*widgets.Check](s.Bench); boxes[hazardBoxes].Ticked() || s.Unsaved() {
		t.Error("what was taken back is still shown")
	}
	s.office.reminders.Kinds = nil
	s.ReloadReminders()
	s.Settle()
	s.tick(quietBox)
	s.Press("Discard changes")
	if s.Unsaved() {
		t.Error("discarded, and still unsaved")
	}
}

func TestTimesOfRemindersAreChecked(t *testing.T) {
	s := newStage(t, "reminders")
	times := uitest.All[*widgets.TimeEntry](s.Bench)
	times[2].SetText("half past")
	s.Settle()
	s.MustRead("Write a time of day, such as 07:30.")
	if refused, _ := s.Button("Save").Refused(); !refused {
		t.Error("a time that is none can be saved")
	}
	times[2].SetText("8:15")
	times[0].SetText("20:30")
	s.Settle()
	s.Press("Save")
	if got := s.office.reminders; got.Morning != "08:15" || got.Quiet.From != "20:30" {
		t.Errorf("%+v", got)
	}
}

func TestKindOfDrillHasRemindersOfItsOwn(t *testing.T) {
	s := newStage(t, "reminders")
	s.selects()[0].Choose("bus")
	s.Settle()
	s.MustRead("School bus")
	boxes := uitest.All[*widgets.Check](s.Bench)
	test.Tap(boxes[len(boxes)-boxesOfAKind]) // off
	s.Settle()
	s.Press("Save")
	if got := s.office.reminders.Drills; len(got) != 1 || !got["bus"].Off {
		t.Errorf("%+v", got)
	}
	s.Press("Remove")
	s.Press("Save")
	if got := s.office.reminders.Drills; len(got) != 0 {
		t.Errorf("%+v", got)
	}
	s.office.err = app.Errorf(app.CodeDiskFull, "settings.reminders.unread")
	s.tick(restBox)
	s.Save()
	s.Settle()
	s.MustRead("The reminders could not be saved")
}

func TestRemindersInChinese(t *testing.T) {
	s := newStage(t, "reminders")
	if err := s.Words.Use(app.Chinese); err != nil {
		t.Fatal(err)
	}
	s.Settle()
	s.MustRead("免打扰时段", "提醒项目", "已计划的演练", "每周", "添加演练类型")
}
