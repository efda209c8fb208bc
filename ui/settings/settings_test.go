package settings_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"campuskeeper/app"
	"campuskeeper/app/calendar"
	"campuskeeper/app/reminder"
	"campuskeeper/ui/look"
	"campuskeeper/ui/settings"
	"campuskeeper/ui/uitest"
	"campuskeeper/ui/widgets"
)

// office is a school with its vault, in memory.
type office struct {
	school     app.School
	backups    []settings.Backup
	difference settings.Difference
	restored   []string
	passphrase string
	codes      int
	onPaper    []string
	own        calendar.Own
	ownSaved   int
	reminders  reminder.Settings
	err        error
}

func (o *office) School(context.Context) (app.School, error) { return o.school, o.err }
func (o *office) SaveSchool(_ context.Context, school app.School) error {
	if o.err == nil {
		o.school = school
	}
	return o.err
}
func (o *office) List(context.Context) ([]settings.Backup, error) { return o.backups, o.err }
func (o *office) Make(context.Context) error {
	if o.err == nil {
		o.backups = append([]settings.Backup{{Name: "new", Made: time.Date(2026, 11, 23, 10, 40, 0, 0, time.UTC), Size: 5 << 20}}, o.backups...)
	}
	return o.err
}

func (o *office) Compare(context.Context, string) (settings.Difference, error) {
	return o.difference, o.err
}

func (o *office) Restore(_ context.Context, name string) error {
	o.restored = append(o.restored, name)
	return o.err
}
func (o *office) Folder() string { return "backups" }
func (o *office) ChangePassphrase(_ context.Context, old, fresh string) error {
	if old != o.passphrase {
		return app.Errorf(app.CodeLocked, "vault.locked")
	}
	o.passphrase = fresh
	return nil
}

func (o *office) NewRecoveryCode(_ context.Context, passphrase string) (string, error) {
	if passphrase != o.passphrase {
		return "", app.Errorf(app.CodeLocked, "vault.locked")
	}
	o.codes++
	return "K7QM-2XRD-94HN-TC3V-8WJP-5FYA-R6KE-H2ZB", nil
}

func (o *office) PrintCode(_ context.Context, code string) error {
	o.onPaper = append(o.onPaper, code)
	return o.err
}
func (o *office) SaveCode(context.Context, string) error { return o.err }

type stage struct {
	*uitest.Bench
	*settings.Screen
	office    *office
	style     look.Style
	saved     int
	replaced  int
	yearSaved int
	folders   []string
}

func newStage(t *testing.T, page string) *stage {
	t.Helper()
	s := &stage{Bench: uitest.New(t, app.English), style: look.Style{Mode: look.Light, Scale: 100}, office: &office{
		school:     app.School{Name: "Riverside School", Type: "primary", Pack: "cn", Students: 1240, Canteen: true},
		passphrase: "lantern orbit violin meadow", reminders: reminder.Defaults(),
		backups: []settings.Backup{
			{Name: "b2", Made: time.Date(2026, 11, 22, 8, 5, 0, 0, time.UTC), Size: 4 << 20, Kept: "daily"},
			{Name: "b1", Made: time.Date(2026, 10, 31, 16, 0, 0, 0, time.UTC), Size: 900, Kept: "monthly"},
		},
		difference: settings.Difference{Lost: 14, Rows: []settings.DifferenceRow{{Ledger: "Hazard register", Now: 412, Then: 398}}},
	}}
	s.Screen = settings.New(settings.Deps{
		Words: s.Words, Runner: s.Runner, Clock: s.Clock, Window: s.Window.Canvas,
		Style: func() look.Style { return s.style }, SetStyle: func(style look.Style) { s.style = style },
		Language: func(lang app.Lang) {
			if err := s.Words.Use(lang); err != nil {
				t.Error(err)
			}
		},
		Packs: func() []widgets.Option { return []widgets.Option{{Value: "cn", Label: "China"}} },
		Years: s.office, YearSaved: func() { s.yearSaved++ },
		Schools: s.office, Backups: s.office, Security: s.office, Reminders: s.office,
		Strength: func(passphrase string) int { return min(4, len(passphrase)/5) },
		Open:     func(path string) { s.folders = append(s.folders, path) },
		Restored: func() { s.replaced++ }, Saved: func() { s.saved++ },
		Data: "data", Version: "0.1.0", Licences: "Noto Sans SC: OFL-1.1",
	})
	s.Shown()
	s.Screen.Go(page)
	s.Show(s.Object())
	return s
}

func (s *stage) entries() []*widgets.Entry { return uitest.All[*widgets.Entry](s.Bench) }

func (s *stage) selects() []*widgets.Select { return uitest.All[*widgets.Select](s.Bench) }

func TestLookIsChosenAtOnce(t *testing.T) {
	s := newStage(t, "look")
	s.MustRead("Settings", "Language", "Colours", "Size of text")
	s.Window.Canvas().Focus(s.selects()[1])
	s.Key(fyne.KeyDown)
	if s.style.Mode != look.Dark {
		t.Errorf("colours %q after Down, want dark", s.style.Mode)
	}
	s.Window.Canvas().Focus(s.selects()[2])
	s.Key(fyne.KeyDown)
	s.Key(fyne.KeyDown)
	if s.style != (look.Style{Mode: look.Dark, Scale: 130}) {
		t.Errorf("style %+v", s.style)
	}
	s.Window.Canvas().Focus(s.selects()[0])
	s.Key(fyne.KeyDown)
	s.MustRead("设置", "文字大小", "关于")
}

func TestSchoolIsSavedOnlyWhenItIsWhole(t *testing.T) {
	s := newStage(t, "school")
	if refused, why := s.Button("Save").Refused(); !refused || why != "Nothing has changed." {
		t.Errorf("unchanged school can be saved: %v %q", refused, why)
	}
	s.entries()[1].SetText("-4")
	s.MustRead("Write a whole number.")
	s.entries()[1].SetText("1241")
	s.entries()[2].SetText("D. Whitlock")
	if !s.Unsaved() {
		t.Error("a changed school is not told as unsaved")
	}
	s.Save()
	s.Settle()
	if s.office.school.Students != 1241 || s.office.school.Director != "D. Whitlock" || s.saved != 1 || s.Unsaved() {
		t.Errorf("saved %+v, told %d times, unsaved %v", s.office.school, s.saved, s.Unsaved())
	}
	s.entries()[0].SetText("")
	s.Save()
	s.Settle()
	if s.office.school.Name == "" {
		t.Error("a school without a name was saved")
	}
}

func TestFailedSaveKeepsWhatWasTyped(t *testing.T) {
	s := newStage(t, "school")
	s.office.err = app.Errorf(app.CodeDiskFull, "settings.school.unsaved")
	s.entries()[0].SetText("Lakeside School")
	s.Press("Save")
	s.MustRead("The school could not be saved")
	s.Key(fyne.KeyEscape)
	if got := s.entries()[0].Text; got != "Lakeside School" || !s.Unsaved() {
		t.Errorf("entry has %q, unsaved %v", got, s.Unsaved())
	}
}

func TestBackupsAreListedAndMade(t *testing.T) {
	s := newStage(t, "backups")
	s.MustRead("2026-11-22 (Sun) 08:05", "4.0 MB", "daily", "2026-10-31 (Sat) 16:00", "1 KB", "monthly", "backups")
	s.Press("Back up now")
	s.MustRead("2026-11-23 (Mon) 10:40", "5.0 MB")
	s.Press("Open folder")
	if !slices.Equal(s.folders, []string{"backups"}) {
		t.Errorf("opened %v", s.folders)
	}
	s.office.backups = nil
	s.Shown()
	s.Settle()
	s.MustRead("No backup yet")
}

func TestRestoreShowsTheDifferenceFirst(t *testing.T) {
	s := newStage(t, "backups")
	s.Press("Restore...")
	s.MustRead("Restore this backup?", "Hazard register", "412", "398",
		"From 2026-11-22 (Sun) 08:05. 14 records of the present file are not in it. The present file is kept beside it, nothing is deleted.")
	s.Key(fyne.KeyReturn)
	if len(s.office.restored) != 0 {
		t.Fatal("Enter restored")
	}
	s.Press("Restore...")
	s.Press("Restore")
	if !slices.Equal(s.office.restored, []string{"b2"}) || s.replaced != 1 {
		t.Errorf("restored %v, told %d times", s.office.restored, s.replaced)
	}
}

// TestRestoreOfTheSameSaysSo: no "0 records" and no empty table.
func TestRestoreOfTheSameSaysSo(t *testing.T) {
	s := newStage(t, "backups")
	s.office.difference = settings.Difference{}
	s.Press("Restore...")
	s.MustRead("From 2026-11-22 (Sun) 08:05. Every record of the present file is in it. The present file is kept beside it, nothing is deleted.")
	if s.Reads("In the backup") {
		t.Error("an empty table is shown")
	}
}

func TestRestoreThatFailsIsTold(t *testing.T) {
	s := newStage(t, "backups")
	s.Press("Restore...")
	s.office.err = app.Errorf(app.CodeCorrupt, "settings.restore.failed")
	s.Press("Restore")
	s.MustRead("The backup could not be restored")
	if s.replaced != 0 {
		t.Error("a failed restore is told as done")
	}
}

func TestPassphraseIsChanged(t *testing.T) {
	s := newStage(t, "security")
	s.Press("Change")
	s.MustRead("Type the present passphrase first.")
	entries := s.entries()
	entries[0].SetText("wrong")
	entries[1].SetText("short")
	s.MustRead("Not strong enough yet: take four words that have nothing to do with each other.")
	entries[1].SetText("harbour candle mirror")
	s.MustRead("Type the new passphrase once more.")
	entries[2].SetText("harbour candle mirror")
	s.Press("Change")
	s.MustRead("That is not the present passphrase.")
	entries[0].SetText("lantern orbit violin meadow")
	s.Press("Change")
	s.MustRead("The passphrase is changed. Use the new one from the next start on.")
	if s.office.passphrase != "harbour candle mirror" {
		t.Errorf("passphrase is %q", s.office.passphrase)
	}
}

// TestPassphraseIsRenewedAfterRecovery: whoever forgot the passphrase is not asked
// for it.
func TestPassphraseIsRenewedAfterRecovery(t *testing.T) {
	s := newStage(t, "look")
	renewed := ""
	s.AskAfterRecovery(func(_ context.Context, fresh string) error {
		renewed = fresh
		return nil
	})
	s.MustRead("The recovery code has opened the ledgers. Choose a new passphrase now: the forgotten one then opens nothing any more.")
	entries := s.entries()
	if len(entries) != 2 {
		t.Fatalf("%d entries, want 2", len(entries))
	}
	entries[0].SetText("harbour candle mirror")
	entries[1].SetText("harbour candle mirror")
	s.Press("Change")
	s.MustRead("The passphrase is changed. Use the new one from the next start on.")
	if renewed != "harbour candle mirror" {
		t.Errorf("renewed to %q", renewed)
	}
}

func TestNewRecoveryCode(t *testing.T) {
	s := newStage(t, "security")
	s.Press("Make a new code")
	s.Key(fyne.KeyEscape)
	if s.office.codes != 0 {
		t.Fatal("Escape made a new code")
	}
	s.Press("Make a new code")
	s.entries()[0].SetText("wrong")
	s.Press("Make a new code")
	s.MustRead("That is not the present passphrase.")
	s.entries()[0].SetText("lantern orbit violin meadow")
	s.Press("Make a new code")
	s.MustRead("K7QM", "H2ZB", "The old code does not work any more. Print this one now: it is not shown again.")
	s.Press("Print 2 copies")
	s.MustRead("Done. Put one copy into the school safe, one with the principal, and destroy the old ones.")
	if len(s.office.onPaper) != 1 {
		t.Errorf("on paper %v", s.office.onPaper)
	}
}

func TestAbout(t *testing.T) {
	s := newStage(t, "about")
	s.MustRead("CampusKeeper", "Version 0.1.0", "Noto Sans SC: OFL-1.1", "Where the data lies")
	s.Press("Open folder")
	if !slices.Equal(s.folders, []string{"data"}) {
		t.Errorf("opened %v", s.folders)
	}
}
