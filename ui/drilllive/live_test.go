package drilllive_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"campuskeeper/app"
	"campuskeeper/app/apptest"
	"campuskeeper/app/drill"
	"campuskeeper/app/schema"
	"campuskeeper/ui/drilllive"
	"campuskeeper/ui/shell"
	"campuskeeper/ui/uitest"
	"campuskeeper/ui/widgets"
)

var recorder = app.Actor{Name: "M. Osei", Role: app.RoleDirector}

// watch is the boot clock of a computer that is never switched off.
type watch struct{ clock *app.ManualClock }

var booted = time.Date(2026, 11, 23, 7, 0, 0, 0, time.UTC)

func (w watch) Reading() (string, time.Duration) { return "boot", w.clock.Now().Sub(booted) }

// unit is the emergency unit of the pictures.
var unit = drill.Kind{
	Name: "unit-135", Title: app.Text{app.English: "Violent intruder, minimum emergency unit", app.Chinese: "反恐防暴暨最小应急单元演练"},
	Marks: []drill.MarkKind{
		{Name: "alarm"},
		{Name: "self-rescue", Target: 60},
		{Name: "mutual-rescue", Target: 180},
		{Name: "reinforcement", Target: 300},
		{Name: "locked"},
		{Name: "all-clear"},
	},
	Before: []drill.Told{{Name: "police-centre", Title: app.Text{app.English: "110", app.Chinese: " 110"}}},
	Abort:  []app.Text{{app.English: "Somebody is hurt", app.Chinese: "有人受伤"}},
}

// source is a drill ledger of one drill with a real log behind it.
type source struct {
	t     testing.TB
	clock *app.ManualClock
	store app.Store
	live  *drill.LiveService
	entry drill.Entry
	fails error // of every write, while set
	last  []drill.ClassRow
}

func (s *source) Drill(context.Context, app.ID) (drill.Entry, error) { return s.entry, nil }
func (s *source) Kind(context.Context, string) (drill.Kind, error)   { return unit, nil }
func (s *source) Step(_ context.Context, _ app.Actor, _ app.ID, state string, set schema.Values) (drill.Entry, error) {
	s.entry.State, s.entry.Values = state, s.entry.Values.Clone()
	for name, value := range set {
		s.entry.Values[name] = value
	}
	return s.entry, nil
}

func (s *source) reopen() { s.live = drill.NewLive(s.store, s.clock, watch{s.clock}, s) }

func (s *source) Read(ctx context.Context, id app.ID) (drilllive.Sheet, error) {
	log, err := s.live.Log(ctx, id)
	return drilllive.Sheet{Entry: s.entry, Kind: unit, Log: log, LastRoll: s.last}, err
}

func (s *source) Keep(_ context.Context, _ app.ID, plan drill.Drill) error {
	s.entry.Values = plan.Values()
	return s.fails
}
func (s *source) Now() drill.Instant { return s.live.Now() }

func (s *source) Start(ctx context.Context, id app.ID, at drill.Instant) error {
	if s.fails != nil {
		return s.fails
	}
	_, err := s.live.StartAt(ctx, recorder, id, at)
	return err
}

func (s *source) Add(ctx context.Context, id app.ID, e drill.Event) error {
	if s.fails != nil {
		return s.fails
	}
	_, err := s.live.Add(ctx, recorder, id, e)
	return err
}

func (s *source) Log(ctx context.Context, id app.ID) (drill.Live, error) { return s.live.Log(ctx, id) }

func (s *source) End(ctx context.Context, id app.ID) error {
	_, _, err := s.live.End(ctx, recorder, id)
	return err
}

// stage is the view in a window.
type stage struct {
	*uitest.Bench
	*drilllive.Screen
	source *source
	full   bool
	left   int
	ended  int
}

// roll is the school of the pictures: six years of four classes.
func roll() []drill.ClassRow {
	counts := []int{42, 41, 42, 40, 43, 42, 41, 42, 44, 43, 44, 42, 45, 44, 43, 44, 42, 41, 43, 42, 40, 41, 42, 41}
	rows := make([]drill.ClassRow, len(counts))
	for i, n := range counts {
		rows[i] = drill.ClassRow{Class: fmt.Sprintf("%d-%d", i/4+1, i%4+1), Teacher: "T. Wu", Expected: drill.CountOf(n), Route: []string{"Stair A", "Stair B"}[i/2%2]}
	}
	return rows
}

func newSource(t testing.TB, clock *app.ManualClock, rows []drill.ClassRow) *source {
	d := drill.Drill{Kind: "unit-135", Name: unit.Title[app.English], Date: app.MustDay("2026-11-23"), Roll: rows}
	s := &source{t: t, clock: clock, store: apptest.NewStore(clock), entry: drill.Entry{
		ID: app.NewID(), Ledger: drill.Ledger, Number: "YL-2026-020", State: drill.StateScheduled, Values: d.Values(),
	}}
	s.reopen()
	return s
}

func newStage(t testing.TB, lang app.Lang, rows []drill.ClassRow) *stage {
	t.Helper()
	b := uitest.New(t, lang)
	s := &stage{Bench: b, source: newSource(t, b.Clock, rows)}
	s.open()
	return s
}

// open opens the view, as after a start of the program.
func (s *stage) open() {
	if s.Screen != nil {
		s.Close()
	}
	s.Screen = drilllive.New(drilllive.Deps{
		Words: s.Words, Runner: s.Runner, Source: s.source, Window: s.Window.Canvas,
		FullScreen: func(on bool) { s.full = on }, Leave: func() { s.left++ }, Ended: func(app.ID) { s.ended++ },
	}, s.source.entry.ID)
	s.Window.Canvas().SetOnTypedKey(func(key *fyne.KeyEvent) {
		if !s.TypedKey(key) {
			s.function(key.Name)
		}
	})
	s.Bench.Show(s.Object())
	s.Shown()
	s.Settle()
}

// function does the command of a key that needs no other.
func (s *stage) function(key fyne.KeyName) {
	for _, c := range s.Commands() {
		if k, ok := c.Shortcut.(fyne.KeyboardShortcut); ok && k.Mod() == 0 && k.Key() == key {
			c.Do()
		}
	}
}

// press does the command of a shortcut.
func (s *stage) press(shortcut fyne.Shortcut) {
	if focused, ok := s.Window.Canvas().Focused().(fyne.Shortcutable); ok {
		focused.TypedShortcut(shortcut)
		s.Settle()
		return
	}
	for _, c := range s.Commands() {
		if c.Shortcut.ShortcutName() == shortcut.ShortcutName() {
			c.Do()
			s.Settle()
			return
		}
	}
	s.T.Fatalf("no command for %v", shortcut)
}

func (s *stage) pass(d time.Duration) {
	s.Clock.Advance(d)
	s.Timers.Advance(d)
	s.Settle()
}

func (s *stage) start() {
	s.Key(fyne.KeySpace)
	s.Window.Canvas().Unfocus()
}

func (s *stage) log() []drill.Event {
	s.T.Helper()
	log, err := s.source.live.Log(context.Background(), s.source.entry.ID)
	if err != nil {
		s.T.Fatal(err)
	}
	return log.Events
}

// A drill from the start to its record, by keys alone.
func TestWholeDrillByKeys(t *testing.T) {
	s := newStage(t, app.English, roll())
	s.MustRead("READY", "24 classes, 1014 pupils")
	s.start()
	s.MustRead("THIS IS A DRILL", "Mark: 1 min self-rescue    F8", "Not reported", "24")
	if !s.full {
		t.Error("the view does not fill the screen")
	}
	s.pass(48 * time.Second)
	s.Key(fyne.KeyF8)
	s.MustRead("00:48", "Target 60 s, reached with 12 s to spare", "Target 180 s, 132 s left", "Mark: 3 min mutual rescue    F8")
	s.pass(2 * time.Minute)
	s.Key(fyne.Key5) // locked
	s.Key(fyne.Key3)
	s.pass(20 * time.Second)
	s.MustRead("03:08", "Target 180 s, reached with 12 s to spare", "Target 300 s, 112 s left")
	s.press(widgets.Ctrl(fyne.KeyR))
	s.Type("3-2 43")
	s.Key(fyne.KeyReturn)
	s.Type("1-1 41")
	s.Key(fyne.KeyReturn)
	s.MustRead("all present", "1 missing", "2 / 24", "84 / 1014", "Missing: 1 pupil")
	s.press(widgets.Ctrl(fyne.KeyN))
	s.Type("Siren not heard in the music room")
	s.Key(fyne.KeyReturn)
	s.MustRead("Siren not heard in the music room")
	s.Key(fyne.KeyEscape)
	s.press(widgets.Ctrl(fyne.KeyE))
	s.Press("End drill")
	if s.ended != 1 || s.source.entry.State != drill.StateHeld {
		t.Fatalf("ended %d times, the drill is %s", s.ended, s.source.entry.State)
	}
	d := drill.FromValues(s.source.entry.Values)
	if d.Times.SelfRescue.N != 48 || d.Times.MutualRescue.N != 168 || d.Roll[9].Present.N != 43 || d.Course != "03:08 Siren not heard in the music room" {
		t.Errorf("the record has %+v", d)
	}
}

func TestUndoTakesTheLastEntryBack(t *testing.T) {
	s := newStage(t, app.English, roll())
	s.start()
	s.Key(fyne.KeyF8)
	s.press(&fyne.ShortcutUndo{})
	s.MustRead("Taken back: 1 min self-rescue", "Mark: 1 min self-rescue    F8")
	s.press(widgets.Ctrl(fyne.KeyR))
	s.Type("1-1 40")
	s.Key(fyne.KeyReturn)
	s.MustRead("Missing 2")
	s.press(&fyne.ShortcutUndo{}) // in the empty entry
	s.MustRead("Taken back: report of Class 1-1", "0 / 24")
	if events := s.log(); len(events) != 6 || events[5].Kind != drill.EventUndo {
		t.Errorf("the log has %+v", events)
	}
}

// The cards are worked by keys: arrows, Enter for all, figures for a number, M for the
// missing.
func TestCardsByKeys(t *testing.T) {
	s := newStage(t, app.English, roll())
	s.start()
	s.press(widgets.Ctrl(fyne.KeyR))
	s.Key(fyne.KeyDown)
	s.Key(fyne.KeyReturn) // 1-1
	s.Key(fyne.KeyRight)
	s.Type("39")
	s.MustRead("39_")
	s.Key(fyne.KeyReturn) // 1-2 has 41
	s.MustRead("2 missing", "81 / 1014")
	s.Type("m")
	s.MustRead("Class 1-2: who is missing?")
	dialog := widgets.OpenDialog(s.Window.Canvas())
	for range 2 { // to what is known of them
		s.Window.Canvas().FocusNext()
	}
	s.Type("No. 17, library\nNo. 8")
	s.press(widgets.Ctrl(fyne.KeyReturn))
	if dialog.Showing() {
		t.Fatal("the dialog stays")
	}
	s.MustRead("No. 17, library", "No. 8", "Missing: 2 pupils")
	test.Tap(s.Button("Found"))
	s.Settle()
	s.MustRead("Missing: 1 pupil", "No. 8")
	if s.Reads("No. 17, library") {
		t.Error("one who was found is still missing")
	}
}

// After a kill the drill goes on with the true time and every entry.
func TestResume(t *testing.T) {
	s := newStage(t, app.English, roll())
	s.start()
	s.pass(30 * time.Second)
	s.Key(fyne.KeyF8)
	s.source.reopen()
	s.Clock.Advance(time.Minute) // while the program is away
	s.open()
	s.MustRead("01:30", "00:30", "This drill is running since 10:40. Nothing is lost: all 3 entries are here, and the time is true.")
}

// A program that dies between the end and the record writes the record at its next
// start.
func TestEndIsFinishedAfterAKill(t *testing.T) {
	s := newStage(t, app.English, roll())
	s.start()
	s.pass(30 * time.Second)
	if err := s.source.Add(context.Background(), s.source.entry.ID, drill.Event{Kind: drill.EventEnd}); err != nil {
		t.Fatal(err)
	}
	s.source.reopen()
	s.open()
	if s.ended != 1 || s.source.entry.State != drill.StateHeld {
		t.Errorf("ended %d times, the drill is %s", s.ended, s.source.entry.State)
	}
}

// What cannot be written is told, stays in line, and is tried again.
func TestFailedWriteIsTriedAgain(t *testing.T) {
	s := newStage(t, app.English, roll())
	s.start()
	s.source.fails = app.Errorf(app.CodeInternal, "live.file")
	s.Key(fyne.KeyF8)
	s.Key(fyne.KeyF8)
	s.MustRead("Not on the disk yet: 2. Kept here, tried again. The file could not be read")
	if !s.Unsaved() {
		t.Error("the window would close without a question")
	}
	s.source.fails = nil
	s.pass(2 * time.Second)
	if events := s.log(); len(events) != 4 || events[3].Mark != "mutual-rescue" || events[3].Is != 0 || s.Unsaved() {
		t.Errorf("the log has %+v", events)
	}
	s.MustRead("Saved 10:40:02")
}

func TestReadyPageKeepsWhoWasToldAndTheClasses(t *testing.T) {
	s := newStage(t, app.English, nil)
	s.MustRead("110", "Somebody is hurt")
	for _, box := range uitest.All[*widgets.Check](s.Bench) {
		test.Tap(box)
	}
	s.Press("Type or paste")
	s.Type("1-1 Mrs Lee 42\n1-2\n")
	s.press(widgets.Ctrl(fyne.KeyReturn))
	s.MustRead("Not all of it could be read. Nothing was changed.\nLine 2 has no class with a number: 1-2")
	s.Key(fyne.KeyBackspace)
	s.Type(" 41 Stair B")
	s.Press("Take over (Ctrl+Enter)")
	s.MustRead("2 classes, 83 pupils")
	s.start()
	s.MustRead("110 told 10:40")
	d := drill.FromValues(s.source.entry.Values)
	if len(d.Told) != 1 || d.Told[0].At != "10:40" || len(d.Roll) != 2 || d.Roll[0].Teacher != "Mrs Lee" || d.Roll[1].Route != "Stair B" {
		t.Errorf("the plan has %+v, %+v", d.Told, d.Roll)
	}
}

func TestEndSaysWhatIsOpen(t *testing.T) {
	s := newStage(t, app.Chinese, roll()[:2])
	s.start()
	s.press(widgets.Ctrl(fyne.KeyR))
	s.Type("11 40")
	s.Key(fyne.KeyReturn)
	s.Key(fyne.KeyEscape)
	s.press(widgets.Ctrl(fyne.KeyE))
	s.MustRead("仍有 2 名学生未找到。\n1 个班级未报告：1-2。\n未记录的节点：1分钟自救、3分钟互救、5分钟增援、全部锁闭、解除警报。\n" +
		"用时、清点和现场记录将写入演练台账，随后打开台账补写。")
	s.Key(fyne.KeyReturn) // the safe button
	if s.ended != 0 {
		t.Error("Enter ended the drill")
	}
	s.Key(fyne.KeyEscape)
	s.MustRead("演练进行中，不能暂停。如要离开，请先结束演练。")
}

var _ shell.Screen = (*drilllive.Screen)(nil)

// BenchmarkLiveKey is one key on a card in a school of 2,000 pupils in 60 classes,
// late in a long drill.
func BenchmarkLiveKey(b *testing.B) {
	rows := make([]drill.ClassRow, 60)
	for i := range rows {
		rows[i] = drill.ClassRow{Class: fmt.Sprintf("%d-%d", i/10+1, i%10+1), Expected: drill.CountOf(34)}
	}
	s := newStage(b, app.English, rows)
	s.start()
	s.press(widgets.Ctrl(fyne.KeyR))
	s.Key(fyne.KeyDown)
	grid := s.Window.Canvas().Focused()
	for range 300 {
		grid.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	}
	s.Settle()
	keys := []fyne.KeyName{fyne.KeyReturn, fyne.KeyRight, fyne.KeyReturn, fyne.KeyDown}
	i := 0
	for b.Loop() {
		if keys[i%4] == fyne.KeyReturn {
			b.StopTimer()
			s.Settle()
			b.StartTimer()
		}
		grid.TypedKey(&fyne.KeyEvent{Name: keys[i%4]})
		i++
	}
	s.Settle()
}

// Everything is said in the other language at once, and what was entered stays.
func TestLanguageChangesWhileItRuns(t *testing.T) {
	s := newStage(t, app.English, roll())
	if err := s.Words.Use(app.Chinese); err != nil {
		t.Fatal(err)
	}
	s.MustRead("待开始", "24 个班，应到 1014 人")
	s.start()
	s.Key(fyne.KeyF8)
	if err := s.Words.Use(app.English); err != nil {
		t.Fatal(err)
	}
	s.Settle()
	s.MustRead("THIS IS A DRILL", "Target 60 s, reached with 60 s to spare", "1-1, 1-2, 1-3, 1-4, 2-1, 2-2, 2-3, 2-4, 3-1, 3-2, 3-3, 3-4, 4-1, 4-2, 4-3, 4-4, 5-1, 5-2, 5-3, 5-4, 6-1, 6-2, 6-3, 6-4")
}

// A drill that is over has no live view; one that is left before its start keeps what
// was entered.
func TestBeforeAndAfter(t *testing.T) {
	s := newStage(t, app.English, nil)
	s.source.last = roll()[:2]
	s.open()
	s.MustRead("2 classes, 83 pupils")
	s.Key(fyne.KeyEscape)
	if d := drill.FromValues(s.source.entry.Values); s.left != 1 || len(d.Roll) != 2 {
		t.Errorf("left %d times, the plan has %d classes", s.left, len(d.Roll))
	}
	s.source.entry.State = drill.StateCompleted
	s.open()
	s.MustRead("The drill could not be opened")
	s.Press("Back")
	if s.left != 2 {
		t.Error("Back leads nowhere")
	}
}

// A group that is not on the roll is counted, too.
func TestVisitorsAreCounted(t *testing.T) {
	s := newStage(t, app.English, roll())
	s.start()
	s.press(widgets.Ctrl(fyne.KeyR))
	s.Type("9-9 3")
	s.Key(fyne.KeyReturn)
	s.MustRead(`No class fits "9-9 3". With + in front it is entered as a group of its own: +visitors 3`)
	s.press(&fyne.ShortcutSelectAll{})
	s.Type("+visitors 3")
	s.Key(fyne.KeyReturn)
	s.MustRead("visitors", "counted", "1 / 25")
}
