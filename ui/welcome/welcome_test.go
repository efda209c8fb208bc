package welcome_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"campuskeeper/app"
	"campuskeeper/ui/uitest"
	"campuskeeper/ui/welcome"
	"campuskeeper/ui/widgets"
)

const (
	goodPassphrase = "lantern orbit violin meadow"
	code           = "K7QM-2XRD-94HN-TC3V-8WJP-5FYA-R6KE-H2ZB"
)

// gate is a vault that is made and opened in memory.
type gate struct {
	school     app.School
	passphrase string
	sample     bool
	err        error
}

func (g *gate) Create(_ context.Context, school app.School, passphrase string) (string, error) {
	if g.err != nil {
		return "", g.err
	}
	g.school, g.passphrase = school, passphrase
	return code, nil
}

func (g *gate) Unlock(_ context.Context, passphrase string) error {
	if g.err != nil {
		return g.err
	}
	if passphrase != g.passphrase {
		return app.Errorf(app.CodeLocked, "vault.locked")
	}
	return nil
}

func (g *gate) UnlockWithCode(_ context.Context, typed string) error {
	if typed != strings.ReplaceAll(code, "-", "") {
		return app.Errorf(app.CodeLocked, "vault.locked")
	}
	return nil
}

func (g *gate) OpenSample(context.Context) error {
	g.sample = true
	return g.err
}

type stage struct {
	*uitest.Bench
	gate    *gate
	printed []welcome.Slip
	trouble error
	done    []welcome.First
}

func newStage(t *testing.T) *stage {
	t.Helper()
	s := &stage{Bench: uitest.New(t, app.English), gate: &gate{}}
	wizard := welcome.New(welcome.Deps{
		Words: s.Words, Runner: s.Runner, Clock: s.Clock, Window: s.Window.Canvas(), Gate: s.gate,
		Packs:   func() []widgets.Option { return []widgets.Option{{Value: "cn", Label: "China"}} },
		Ledgers: func(string) []welcome.Ledger { return []welcome.Ledger{{Code: "B05", Title: "Hazard register"}} },
		Print: func(_ context.Context, slip welcome.Slip) error {
			s.printed = append(s.printed, slip)
			return s.trouble
		},
		Save: func(_ context.Context, slip welcome.Slip) error { return s.trouble },
		Done: func(first welcome.First) { s.done = append(s.done, first) },
		Language: func(lang app.Lang) {
			if err := s.Words.Use(lang); err != nil {
				t.Error(err)
			}
		},
	})
	s.Show(wizard.Object())
	return s
}

// fill types into the n-th entry that is shown.
func (s *stage) fill(n int, text string) {
	s.T.Helper()
	entries := uitest.All[*widgets.Entry](s.Bench)
	if n >= len(entries) {
		s.T.Fatalf("no entry %d; shown are %q", n, s.Texts())
	}
	entries[n].SetText(text)
	s.Settle()
}

// tick turns the n-th box that is shown.
func (s *stage) tick(n int) {
	s.T.Helper()
	test.Tap(uitest.All[*widgets.Check](s.Bench)[n])
	s.Settle()
}

// stuck says why Next is not possible.
func (s *stage) stuck(next string) string {
	_, reason := s.Button(next).Refused()
	return reason
}

// toRecovery goes through the first three steps.
func (s *stage) toRecovery() {
	s.T.Helper()
	s.Press("Next: school")
	s.fill(0, "Riverside School")
	s.Press("Next: passphrase")
	s.fill(0, goodPassphrase)
	s.fill(1, goodPassphrase)
	s.Press("Next: recovery code")
}

func TestOpeningDay(t *testing.T) {
	s := newStage(t)
	s.MustRead("Which language do you work in?", "Step 1 of 6, about 8 minutes left.")
	s.Press("Next: school")
	if got := s.stuck("Next: passphrase"); got != "Next is possible when the school has a name." {
		t.Errorf("without a name: %q", got)
	}
	s.fill(0, "Riverside School")
	s.fill(1, "many")
	s.MustRead("Write a whole number.")
	s.fill(1, "1240")
	s.tick(2)
	s.Press("Next: passphrase")

	s.MustRead("Next is possible when a passphrase is chosen.")
	s.fill(0, "riverside")
	s.MustRead("Next is possible when the passphrase is at least good.")
	s.fill(0, goodPassphrase)
	s.fill(1, "lantern orbit vi0lin")
	s.MustRead("This differs from the passphrase above.", "Next is possible when both passphrases are the same.")
	s.fill(1, goodPassphrase)
	s.Press("Next: recovery code")

	if s.gate.passphrase != goodPassphrase {
		t.Fatalf("made with passphrase %q", s.gate.passphrase)
	}
	want := app.School{Name: "Riverside School", Type: "primary", Pack: "cn", Lang: app.English, Students: 1240, Canteen: true}
	if s.gate.school != want {
		t.Errorf("made %+v, want %+v", s.gate.school, want)
	}
	s.MustRead("K7QM", "H2ZB", "Print 2 copies", "What is printed (half an A4 page)")
	s.Press("Print 2 copies")
	s.MustRead("2 copies printed 10:40", "Print again")
	if len(s.printed) != 1 || s.printed[0].Code != code || s.printed[0].Made != app.MustDay("2026-11-23") {
		t.Errorf("printed %+v", s.printed)
	}
	s.prove()
	s.tick(0)
	s.MustRead("Next is possible when both copies are in place.")
	s.tick(1)
	s.Press("Next: rules and templates")
	s.MustRead("Hazard register", "B05", "China")
	s.Press("Next: first data")
	test.Tap(uitest.All[*widgets.OptionCard](s.Bench)[1])
	s.Settle()
	s.Press("Start working")
	if !slices.Equal(s.done, []welcome.First{welcome.StartEmpty}) {
		t.Errorf("done %v", s.done)
	}
}

// prove types the two groups that are asked for, one in small letters.
func (s *stage) prove() {
	s.T.Helper()
	groups := strings.Split(code, "-")
	n := 0
	for _, text := range s.Texts() {
		number, asked := strings.CutPrefix(text, "Group ")
		if !asked {
			continue
		}
		group := groups[number[0]-'1']
		if n == 1 {
			group = strings.ToLower(group) + " "
		}
		s.fill(n, group)
		n++
	}
	if n != 2 {
		s.T.Fatalf("%d groups are asked for, want 2", n)
	}
}

func TestRecoveryCodeMustBeProved(t *testing.T) {
	s := newStage(t)
	s.toRecovery()
	reason := s.stuck("Next: rules and templates")
	if !strings.HasPrefix(reason, "Next is possible when groups ") || !strings.HasSuffix(reason, "are complete and both copies are in place.") {
		t.Errorf("reason %q", reason)
	}
	s.fill(0, "AAAA")
	s.tick(0)
	s.tick(1)
	if reason := s.stuck("Next: rules and templates"); !strings.HasSuffix(reason, "are complete.") {
		t.Errorf("reason with wrong groups %q", reason)
	}
	s.prove()
	if refused, why := s.Button("Next: rules and templates").Refused(); refused {
		t.Errorf("still refused: %s", why)
	}
}

func TestPrinterThatFailsIsTold(t *testing.T) {
	s := newStage(t)
	s.toRecovery()
	s.trouble = app.Errorf(app.CodeNotFound, "shell.print.none")
	s.Press("Print 2 copies")
	s.MustRead("No printer was found. Save the PDF and print it from another computer.", "Print 2 copies")
	s.trouble = app.Errorf(app.CodeCanceled, "error.canceled")
	s.Press("Save as PDF")
	s.MustRead("Print 2 copies")
	s.trouble = nil
	s.Press("Save as PDF")
	s.MustRead("PDF saved 10:40")
}

func TestSchoolIsMadeOnlyOnce(t *testing.T) {
	s := newStage(t)
	s.toRecovery()
	s.Press("Back")
	s.MustRead("The passphrase is set. Change it under Settings, Security.")
	s.Press("Back")
	s.MustRead("The school is made already. Change its name, kind or conditions in the settings.")
	s.gate.err = errors.New("made twice")
	s.Press("Next: passphrase")
	s.Press("Next: recovery code")
	s.MustRead("K7QM")
}

func TestSchoolThatCannotBeMadeIsTold(t *testing.T) {
	s := newStage(t)
	s.gate.err = app.Errorf(app.CodeDiskFull, "shell.instance.failed", "folder", "there")
	s.toRecovery()
	s.MustRead("The school could not be created")
	s.Key(fyne.KeyEscape)
	s.MustRead("Choose a passphrase")
	s.gate.err = nil
	s.Press("Next: recovery code")
	s.MustRead("K7QM")
}

func TestEnterGoesOnAndEscapeBack(t *testing.T) {
	s := newStage(t)
	s.Key(fyne.KeyReturn)
	s.MustRead("Your school")
	s.Key(fyne.KeyReturn)
	s.MustRead("Your school")
	s.fill(0, "Riverside School")
	s.Key(fyne.KeyReturn)
	s.MustRead("Choose a passphrase")
	s.Key(fyne.KeyEscape)
	s.MustRead("Your school")
	if got := uitest.All[*widgets.Entry](s.Bench)[0].Text; got != "Riverside School" {
		t.Errorf("going back lost the name: %q", got)
	}
}

func TestSampleSchoolFromTheFirstStep(t *testing.T) {
	s := newStage(t)
	s.Press("Open the sample school")
	if !s.gate.sample || !slices.Equal(s.done, []welcome.First{welcome.OpenSample}) {
		t.Errorf("sample %v, done %v", s.gate.sample, s.done)
	}
}

func TestLanguageOfTheOpeningDay(t *testing.T) {
	s := newStage(t)
	test.Tap(uitest.All[*widgets.OptionCard](s.Bench)[1])
	s.Settle()
	s.MustRead("使用哪种语言？", "校安台账", "CampusKeeper", "下一步：学校")
}

func TestStrength(t *testing.T) {
	for passphrase, want := range map[string]bool{
		"": false, "12345678": false, "password1": false, "Riverside School": false, "滨河": false, "aB3$x": false,
		goodPassphrase: true, "correct horse battery staple": true, "山水之间有一只会飞的猫": true,
	} {
		if got := welcome.Strength(passphrase, "Riverside School") >= 3; got != want {
			t.Errorf("%q is accepted: %v, want %v (score %d)", passphrase, got, want, welcome.Strength(passphrase, "Riverside School"))
		}
	}
	if got := welcome.Strength(strings.Repeat("lantern orbit violin ", 2000)); got > 4 {
		t.Errorf("a very long passphrase scores %d", got)
	}
}

// unlocked is the unlock screen and what came of it.
func unlocked(t *testing.T) (*uitest.Bench, *gate, *[]bool) {
	t.Helper()
	b, g, opened := uitest.New(t, app.English), &gate{passphrase: goodPassphrase}, &[]bool{}
	screen := welcome.NewUnlock(welcome.UnlockDeps{
		Words: b.Words, Runner: b.Runner, Window: b.Window.Canvas(), Gate: g, School: "Riverside School",
		Language: func(lang app.Lang) {
			if err := b.Words.Use(lang); err != nil {
				t.Error(err)
			}
		},
		Opened: func(withCode bool) { *opened = append(*opened, withCode) },
	})
	b.Show(screen.Object())
	screen.Begin()
	return b, g, opened
}

func typeInto(b *uitest.Bench, text string) {
	uitest.All[*widgets.Entry](b)[0].SetText(text)
}

func TestUnlock(t *testing.T) {
	b, _, opened := unlocked(t)
	if b.Window.Canvas().Focused() != fyne.Focusable(uitest.All[*widgets.Entry](b)[0]) {
		t.Error("the cursor is not in the entry")
	}
	b.MustRead("Riverside School", "Passphrase")
	b.Press("Unlock")
	b.MustRead("Type it here first.")
	typeInto(b, "wrong")
	b.Press("Unlock")
	b.MustRead("That is not the passphrase. Check Caps Lock and the input method, and try again. Nothing is lost.")
	if got := uitest.All[*widgets.Entry](b)[0].Text; got != "" {
		t.Errorf("the wrong passphrase stays in the entry: %q", got)
	}
	typeInto(b, goodPassphrase)
	b.Press("Unlock")
	if !slices.Equal(*opened, []bool{false}) {
		t.Errorf("opened %v", *opened)
	}
}

func TestUnlockWithTheRecoveryCode(t *testing.T) {
	b, _, opened := unlocked(t)
	b.Press("Use the recovery code")
	typeInto(b, "K7QM 2XRD")
	b.Press("Unlock")
	b.MustRead("That is not the code. Look at each group again: the code never uses 0, O, 1, I or L.")
	if got := uitest.All[*widgets.Entry](b)[0].Text; got != "K7QM 2XRD" {
		t.Errorf("the code that was typed is gone: %q", got)
	}
	typeInto(b, strings.ToLower(strings.ReplaceAll(code, "-", " ")))
	b.Press("Unlock")
	if !slices.Equal(*opened, []bool{true}) {
		t.Errorf("opened %v", *opened)
	}
}

func TestUnlockTellsOtherFailures(t *testing.T) {
	b, g, opened := unlocked(t)
	g.err = app.Errorf(app.CodeCorrupt, "shell.instance.failed", "folder", "there")
	typeInto(b, goodPassphrase)
	b.Press("Unlock")
	b.MustRead("The folder there cannot be used. Check that you may write there.")
	if len(*opened) != 0 {
		t.Error("opened a damaged vault")
	}
	b.Press("简体中文")
	b.MustRead("口令", "解锁", "使用恢复码")
}

// TestWaysAreChosenByKeyboard: the cursor begins on the chosen card, Space chooses
// another one, and Enter then goes on.
func TestWaysAreChosenByKeyboard(t *testing.T) {
	s := newStage(t)
	s.Key(fyne.KeyReturn)
	s.MustRead("Your school")
	s.Key(fyne.KeyEscape)
	s.toRecovery()
	s.prove()
	s.tick(0)
	s.tick(1)
	s.Press("Next: rules and templates")
	s.Press("Next: first data")
	s.Window.Canvas().FocusNext()
	s.Key(fyne.KeySpace)
	if cards := uitest.All[*widgets.OptionCard](s.Bench); cards[0].Chosen() || !cards[1].Chosen() {
		t.Error("Space did not choose the second way")
	}
	s.Key(fyne.KeyReturn)
	if !slices.Equal(s.done, []welcome.First{welcome.StartEmpty}) {
		t.Errorf("done %v", s.done)
	}
}

func TestSavedIsNotPrinted(t *testing.T) {
	s := newStage(t)
	s.toRecovery()
	s.Press("Save as PDF")
	s.MustRead("PDF saved 10:40", "Print 2 copies")
	s.Press("Print 2 copies")
	s.MustRead("2 copies printed 10:40", "Print again")
}

func TestPassphraseStepAdvisesAtOnce(t *testing.T) {
	s := newStage(t)
	s.Press("Next: school")
	s.fill(0, "Riverside School")
	s.Press("Next: passphrase")
	s.MustRead(s.Words.T("welcome.passphrase.advice"))
}
