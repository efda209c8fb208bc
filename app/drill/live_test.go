package drill_test

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"campuskeeper/app"
	"campuskeeper/app/apptest"
	"campuskeeper/app/drill"
	"campuskeeper/app/schema"
)

var commander = app.Actor{Name: "M. Osei", Role: app.RoleDirector}

// stopwatch is a computer's boot clock in the hand of a test.
type stopwatch struct {
	boot  string
	since time.Duration
}

func (s *stopwatch) Reading() (string, time.Duration) { return s.boot, s.since }

// shelf is a drill ledger of one entry.
type shelf struct{ drill.Entry }

func (s *shelf) Drill(_ context.Context, id app.ID) (drill.Entry, error) {
	if id != s.ID {
		return drill.Entry{}, app.Errorf(app.CodeNotFound, "error.id", "text", string(id))
	}
	return s.Entry, nil
}

func (s *shelf) Kind(_ context.Context, name string) (drill.Kind, error) {
	kind, _ := liveKinds.Kind(name)
	return kind, nil
}

func (s *shelf) Step(_ context.Context, _ app.Actor, _ app.ID, state string, set schema.Values) (drill.Entry, error) {
	s.State, s.Values = state, s.Values.Clone()
	for name, value := range set {
		s.Values[name] = value
	}
	return s.Entry, nil
}

// ground is a drill on the playground.
type ground struct {
	*drill.LiveService
	t     testing.TB
	clock *app.ManualClock
	watch *stopwatch
	shelf *shelf
	store app.Store
}

var liveKinds = drill.Kinds{{
	Name: "fire", Classes: []drill.Class{drill.Evacuate}, Roll: true,
	Marks: []drill.MarkKind{
		{Name: drill.MarkAlarm},
		{Name: drill.MarkFirstOut},
		{Name: drill.MarkLastOut, Target: 120},
		{Name: drill.MarkRollComplete, From: drill.MarkLastOut, Target: 60},
		{Name: "hose-out"},
	},
}}

func newGround(t testing.TB) *ground {
	clock := app.NewManualClock(time.Date(2026, 11, 23, 10, 5, 0, 0, time.Local))
	roll := []drill.ClassRow{
		{Class: "3(1)", Teacher: "Yan", Expected: drill.CountOf(40)}, {Class: "3(2)", Teacher: "Wu", Expected: drill.CountOf(42)},
	}
	d := drill.Drill{Kind: "fire", Name: "Autumn drill", Date: app.MustDay("2026-11-23"), Roll: roll}
	g := &ground{
		t: t, clock: clock, watch: &stopwatch{"first", time.Hour}, store: apptest.NewStore(clock),
		shelf: &shelf{drill.Entry{ID: app.NewID(), Ledger: "drill", Number: "YL-2026-001", State: drill.StateScheduled, Values: d.Values()}},
	}
	g.reopen()
	return g
}

// reopen starts the program again.
func (g *ground) reopen() {
	g.LiveService = drill.NewLive(g.store, g.clock, g.watch, g.shelf)
}

func (g *ground) pass(d time.Duration) {
	g.clock.Advance(d)
	g.watch.since += d
}

func (g *ground) start() {
	if _, err := g.Start(context.Background(), commander, g.shelf.ID); err != nil {
		g.t.Fatal(err)
	}
}

func (g *ground) add(e drill.Event) {
	if _, err := g.Add(context.Background(), commander, g.shelf.ID, e); err != nil {
		g.t.Fatal(err)
	}
}

func (g *ground) mark(name string) { g.add(drill.Event{Kind: drill.EventMark, Mark: name}) }

func (g *ground) report(class string, present, absent int) {
	g.add(drill.Event{Kind: drill.EventClass, Class: class, Present: drill.CountOf(present), AbsentKnown: drill.CountOf(absent)})
}

func (g *ground) undo() drill.Event {
	_, e, err := g.Undo(context.Background(), commander, g.shelf.ID)
	if err != nil {
		g.t.Fatal(err)
	}
	return e
}

func (g *ground) state() drill.State {
	s, err := g.State(context.Background(), g.shelf.ID)
	if err != nil {
		g.t.Fatal(err)
	}
	return s
}

// A whole drill: the times count from the alarm, the roll adds up, and all of it
// stands in the entry afterwards.
func TestDrillFromStartToEnd(t *testing.T) {
	g := newGround(t)
	g.start()
	g.pass(10 * time.Second)
	g.mark(drill.MarkAlarm)
	g.pass(35*time.Second + 900*time.Millisecond)
	g.mark(drill.MarkFirstOut)
	g.pass(90 * time.Second)
	g.mark(drill.MarkLastOut)
	g.report("3(1)", 39, 1)
	g.report("3(2)", 40, 1)
	if s := g.state(); s.Totals != (drill.Totals{Classes: 2, Reported: 2, Expected: 82, Present: 79, AbsentKnown: 2, Missing: 1}) ||
		len(s.Missing) != 1 || s.Missing[0].Class != "3(2)" {
		t.Errorf("the roll adds up to %+v, missing %v", s.Totals, s.Missing)
	}
	g.pass(20 * time.Second)
	g.add(drill.Event{Kind: drill.EventFound, Class: "3(2)"})
	g.add(drill.Event{Kind: drill.EventNote, Text: "Found in the music room"})
	g.mark(drill.MarkRollComplete)
	g.mark("hose-out")
	g.pass(time.Minute)
	e, s, err := g.End(context.Background(), commander, g.shelf.ID)
	if err != nil {
		t.Fatal(err)
	}
	if last, _ := s.Mark(drill.MarkLastOut); last.Target != drill.Missed {
		t.Errorf("all out after %v is %q", last.At, last.Target)
	}
	if roll, _ := s.Mark(drill.MarkRollComplete); roll.Target != drill.Met || roll.Split != 20*time.Second {
		t.Errorf("the roll %v after the last one is %q", roll.Split, roll.Target)
	}
	d := drill.FromValues(e.Values)
	if e.State != drill.StateHeld || d.Time != "10:05" || d.Times.FirstOut.N != 35 || d.Times.Evacuation.N != 125 ||
		d.Times.Accounted.N != 145 || d.Pupils.N != 80 || d.Participants != drill.WholeSchool {
		t.Errorf("the entry is %s %+v", e.State, d)
	}
	want := drill.ClassRow{
		Class: "3(2)", Teacher: "Wu", Expected: drill.CountOf(42), Present: drill.CountOf(41), AbsentKnown: drill.CountOf(1),
		Missing: drill.CountOf(0), ReportedAt: drill.CountOf(125),
	}
	if d.Roll[1] != want {
		t.Errorf("the roll is %+v", d.Roll)
	}
	if !slices.Equal(d.Marks, []drill.Moment{{Mark: "hose-out", Seconds: drill.CountOf(145)}}) || d.Course != "02:25 Found in the music room" {
		t.Errorf("marks %v, course %q", d.Marks, d.Course)
	}
}

// In an earthquake people leave after the shaking. Their evacuation begins with the
// signal to leave, from which the two minutes of the rule count; without that signal
// it begins with the alarm.
func TestEvacuationCountsFromTheSignalToLeave(t *testing.T) {
	kind := drill.Kind{Name: "earthquake", Marks: []drill.MarkKind{
		{Name: drill.MarkAlarm}, {Name: "leave"}, {Name: drill.MarkLastOut, From: "leave", Target: 120}, {Name: drill.MarkRollComplete},
	}}
	mark := func(seq int, name string, after time.Duration) drill.Event {
		return drill.Event{Seq: seq, Kind: drill.EventMark, Mark: name, Is: after}
	}
	log := drill.Live{Events: []drill.Event{
		{Kind: drill.EventStart},
		mark(1, drill.MarkAlarm, 0), mark(2, "leave", time.Minute),
		mark(3, drill.MarkLastOut, 165*time.Second), mark(4, drill.MarkRollComplete, 200*time.Second),
	}}
	held := log.Fold(kind, nil, drill.Instant{}).Enter(drill.Drill{}, time.Time{})
	if held.Times.Evacuation != drill.CountOf(105) || held.Times.Accounted != drill.CountOf(200) {
		t.Errorf("the last one is out after %v, all are accounted for after %v", held.Times.Evacuation, held.Times.Accounted)
	}
	log.Events[2].Mark = "covered"
	if held = log.Fold(kind, nil, drill.Instant{}).Enter(drill.Drill{}, time.Time{}); held.Times.Evacuation != drill.CountOf(165) {
		t.Errorf("without a signal to leave the last one is out after %v", held.Times.Evacuation)
	}
}

func TestMissingOneByOne(t *testing.T) {
	g := newGround(t)
	g.start()
	g.add(drill.Event{Kind: drill.EventClass, Class: "3(2)", Missing: drill.CountOf(3), Text: "No. 8, sick bay?\n\nNo. 17, library"})
	if s := g.state(); !slices.Equal(s.People, []drill.Person{{"3(2)", "No. 8, sick bay?"}, {"3(2)", "No. 17, library"}, {"3(2)", ""}}) ||
		s.Totals.Present != 39 {
		t.Errorf("missing are %q, present %d", s.People, s.Totals.Present)
	}
	g.pass(time.Minute)
	g.add(drill.Event{Kind: drill.EventClass, Class: "3(2)", Missing: drill.CountOf(3), Text: "No. 8, sick bay?\nNo. 17, library"})
	if at := g.state().Classes[1].ReportedAt; at != drill.CountOf(0) {
		t.Errorf("a correction made the class report after %v", at)
	}
	g.add(drill.Event{Kind: drill.EventFound, Class: "3(2)", Text: "No. 17, library"})
	g.add(drill.Event{Kind: drill.EventFound, Class: "3(2)"})
	if s := g.state(); !slices.Equal(s.People, []drill.Person{{"3(2)", ""}}) || s.Classes[1].Remark != "No. 8, sick bay?; No. 17, library" {
		t.Errorf("missing are %q, the roll remarks %q", s.People, s.Classes[1].Remark)
	}
	g.undo()
	g.undo()
	if s := g.state(); len(s.People) != 3 || s.People[1].Known != "No. 17, library" {
		t.Errorf("after taking back missing are %q", s.People)
	}
}

func TestWithShowsWhatWillBeKept(t *testing.T) {
	g := newGround(t)
	g.start()
	log, _ := g.Log(context.Background(), g.shelf.ID)
	g.pass(time.Minute)
	event := drill.Event{Kind: drill.EventMark, Mark: drill.MarkAlarm, At: g.Now()}
	shown, err := log.With(event, g.Now())
	if err != nil || len(log.Events) != 1 {
		t.Fatalf("the log itself has %d events, %v", len(log.Events), err)
	}
	g.pass(time.Minute) // until it is on the disk
	if kept, err := g.Add(context.Background(), commander, g.shelf.ID, event); err != nil || !reflect.DeepEqual(kept, shown) {
		t.Errorf("shown is %+v, kept %+v, %v", shown, kept, err)
	}
	if _, err := log.With(drill.Event{Kind: drill.EventStart}, g.Now()); app.CodeOf(err) != app.CodeConflict {
		t.Errorf("a second start gives %v", err)
	}
}

func TestUndoIsAnEventToo(t *testing.T) {
	g := newGround(t)
	g.start()
	g.mark(drill.MarkAlarm)
	g.pass(time.Minute)
	g.mark(drill.MarkLastOut)
	g.pass(time.Second)
	if e := g.undo(); e.Mark != drill.MarkLastOut {
		t.Errorf("took back %+v", e)
	}
	if _, set := g.state().Mark(drill.MarkLastOut); set {
		t.Error("the mark still stands")
	}
	g.add(drill.Event{Kind: drill.EventUndo, Undoes: 3}) // the undo itself
	if m, set := g.state().Mark(drill.MarkLastOut); !set || m.At != time.Minute {
		t.Errorf("the mark came back as %+v", m)
	}
	g.undo()
	g.undo()
	if _, _, err := g.Undo(context.Background(), commander, g.shelf.ID); app.CodeOf(err) != app.CodeConflict {
		t.Errorf("the start was taken back: %v", err)
	}
	if log, _ := g.Log(context.Background(), g.shelf.ID); len(log.Events) != 7 {
		t.Errorf("the log has %d events, want all 7", len(log.Events))
	}
}

// The wall clock may be set and the computer may sleep: the time stays true. Only a
// restart leaves nothing but the wall clock, and the state says so.
func TestTimeStaysTrue(t *testing.T) {
	g := newGround(t)
	g.start()
	g.pass(30 * time.Second)
	g.clock.Advance(-3 * time.Hour) // set back
	if s := g.state(); s.Elapsed != 30*time.Second || s.Wall {
		t.Errorf("after setting the clock %v, wall %v", s.Elapsed, s.Wall)
	}
	g.watch.since += time.Minute // asleep
	g.reopen()
	if s := g.state(); s.Elapsed != 90*time.Second || s.Wall {
		t.Errorf("after sleep and a new start of the program %v, wall %v", s.Elapsed, s.Wall)
	}
	g.clock.Advance(3*time.Hour + 90*time.Second)
	g.watch.boot, g.watch.since = "second", time.Minute
	g.mark(drill.MarkLastOut)
	g.watch.boot, g.watch.since = "first", time.Hour+3*time.Minute
	s := g.state()
	if m, _ := s.Mark(drill.MarkLastOut); m.At != 2*time.Minute || !s.Wall {
		t.Errorf("after a restart %v, wall %v", m.At, s.Wall)
	}
}

func TestStopwatchThatRunsBackIsNotBelieved(t *testing.T) {
	g := newGround(t)
	g.start()
	g.clock.Advance(time.Minute)
	g.watch.since = 0
	if s := g.state(); s.Elapsed != time.Minute || !s.Wall {
		t.Errorf("got %v, wall %v", s.Elapsed, s.Wall)
	}
}

func TestWhatALiveDrillRefuses(t *testing.T) {
	g, ctx := newGround(t), context.Background()
	wants := func(what string, code app.Code, err error) {
		t.Helper()
		if app.CodeOf(err) != code {
			t.Errorf("%s gives %v, want %s", what, err, code)
		}
	}
	mark := drill.Event{Kind: drill.EventMark, Mark: drill.MarkAlarm}
	_, err := g.Add(ctx, commander, g.shelf.ID, mark)
	wants("a mark before the start", app.CodeConflict, err)
	_, _, err = g.End(ctx, commander, g.shelf.ID)
	wants("an end before the start", app.CodeConflict, err)
	g.start()
	_, err = g.Start(ctx, commander, g.shelf.ID)
	wants("a second start", app.CodeConflict, err)
	for what, e := range map[string]drill.Event{
		"a mark without a name": {Kind: drill.EventMark}, "an empty note": {Kind: drill.EventNote},
		"a class without a name": {Kind: drill.EventClass}, "fewer than nobody": {Kind: drill.EventClass, Class: "x", Missing: drill.CountOf(-1)},
		"before the start": {Kind: drill.EventMark, Mark: "x", Said: true, Is: -1},
	} {
		_, err = g.Add(ctx, commander, g.shelf.ID, e)
		wants(what, app.CodeInvalid, err)
	}
	if _, _, err := g.End(ctx, commander, g.shelf.ID); err != nil {
		t.Fatal(err)
	}
	_, err = g.Add(ctx, commander, g.shelf.ID, mark)
	wants("a mark after the end", app.CodeConflict, err)
	_, err = g.Start(ctx, commander, g.shelf.ID)
	wants("a start after the end", app.CodeConflict, err)
	_, err = g.Start(ctx, commander, app.NewID())
	wants("a drill that is not there", app.CodeNotFound, err)
}

// Two programs on one school cannot write the same event: the second is told.
func TestEventEnteredElsewhere(t *testing.T) {
	g, ctx := newGround(t), context.Background()
	g.start()
	other := drill.NewLive(g.store, g.clock, g.watch, g.shelf)
	if _, err := other.Log(ctx, g.shelf.ID); err != nil {
		t.Fatal(err)
	}
	g.mark(drill.MarkAlarm)
	note := drill.Event{Kind: drill.EventNote, Text: "smoke"}
	if _, err := other.Add(ctx, commander, g.shelf.ID, note); app.CodeOf(err) != app.CodeConflict {
		t.Fatalf("the first try gives %v", err)
	}
	if log, err := other.Add(ctx, commander, g.shelf.ID, note); err != nil || len(log.Events) != 3 {
		t.Errorf("the second try gives %d events, %v", len(log.Events), err)
	}
}

// A drill that was withdrawn after its start begins anew, and the end may be asked
// again when the program died between its two writes.
func TestStartAgainAndEndAgain(t *testing.T) {
	g, ctx := newGround(t), context.Background()
	g.start()
	g.mark(drill.MarkAlarm)
	g.shelf.State = drill.StateScheduled
	g.pass(time.Minute)
	g.start()
	if log, _ := g.Log(ctx, g.shelf.ID); len(log.Events) != 1 {
		t.Errorf("the second run begins with %d events", len(log.Events))
	}
	g.reopen()
	g.pass(time.Minute)
	g.mark(drill.MarkLastOut)
	if _, _, err := g.End(ctx, commander, g.shelf.ID); err != nil {
		t.Fatal(err)
	}
	g.shelf.State = drill.StateRunning // the step was lost
	g.reopen()
	g.pass(time.Minute)
	e, s, err := g.End(ctx, commander, g.shelf.ID)
	if err != nil || s.Elapsed != time.Minute || e.Values["evacuationSeconds"] != "60" {
		t.Errorf("the end again gives %v, %+v, %v", e.Values, s, err)
	}
}

func TestMomentAsPeopleTellIt(t *testing.T) {
	g := newGround(t)
	g.start()
	g.pass(10 * time.Second)
	g.mark(drill.MarkAlarm)
	log, _ := g.Log(context.Background(), g.shelf.ID)
	for text, want := range map[string]time.Duration{
		"75": 85 * time.Second, "10:06:15": 75 * time.Second, "10:07": 2 * time.Minute, "00:05": 14 * time.Hour,
	} {
		if got, err := log.Moment(text, liveKinds[0], time.Local); err != nil || got != want {
			t.Errorf("%q is %v, %v, want %v", text, got, err, want)
		}
	}
	for _, text := range []string{"", "soon", "75 s", "25:00", "10:06:15:00"} {
		if got, err := log.Moment(text, liveKinds[0], time.Local); app.CodeOf(err) != app.CodeInvalid {
			t.Errorf("%q is read as %v, %v", text, got, err)
		}
	}
}

// anyEvent draws an event that a running drill takes.
func anyEvent(t *rapid.T) drill.Event {
	class := rapid.SampledFrom([]string{"3(1)", "3(2)", "visitors"})
	switch kind := rapid.SampledFrom([]drill.EventKind{drill.EventMark, drill.EventClass, drill.EventFound, drill.EventNote}).Draw(t, "kind"); kind {
	case drill.EventMark:
		return drill.Event{Kind: kind, Mark: rapid.SampledFrom([]string{"alarm", "first-out", "last-out", "own"}).Draw(t, "mark")}
	case drill.EventClass:
		e := drill.Event{Kind: kind, Class: class.Draw(t, "class"), AbsentKnown: drill.CountOf(rapid.IntRange(0, 3).Draw(t, "absent"))}
		if rapid.Bool().Draw(t, "counted") {
			e.Present = drill.CountOf(rapid.IntRange(0, 37).Draw(t, "present"))
		} else {
			e.Missing = drill.CountOf(rapid.IntRange(0, 4).Draw(t, "missing"))
		}
		return e
	case drill.EventFound:
		return drill.Event{Kind: kind, Class: class.Draw(t, "class"), Missing: drill.CountOf(rapid.IntRange(0, 5).Draw(t, "found"))}
	default:
		return drill.Event{Kind: drill.EventNote, Text: fmt.Sprint("note ", rapid.IntRange(0, 9).Draw(t, "note"))}
	}
}

func TestFoldProperties(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		g := newGround(t)
		g.start()
		for range rapid.IntRange(0, 25).Draw(rt, "events") {
			g.pass(time.Duration(rapid.IntRange(0, 90_000).Draw(rt, "pause")) * time.Millisecond)
			g.add(anyEvent(rt))
			if rapid.IntRange(0, 5).Draw(rt, "undo") == 0 {
				g.undo()
			}
		}
		before := g.state()
		g.add(anyEvent(rt))
		g.undo()
		if after := g.state(); !reflect.DeepEqual(after, before) {
			rt.Fatalf("an event and its undo change the state:\n%+v\n%+v", before, after)
		}
		log, _ := g.Log(context.Background(), g.shelf.ID)
		g.reopen()
		if again, _ := g.Log(context.Background(), g.shelf.ID); len(again.Events) != len(log.Events) {
			rt.Fatalf("%d events come back of %d", len(again.Events), len(log.Events))
		}
		if after := g.state(); !reflect.DeepEqual(after, before) {
			rt.Fatalf("the state is another after a new start:\n%+v\n%+v", before, after)
		}
		adds(rt, before)
	})
}

// adds checks that sums are sums, and that nobody is counted twice.
func adds(t *rapid.T, s drill.State) {
	missing := 0
	for _, c := range s.Missing {
		missing += c.Missing.N
	}
	if missing != s.Totals.Missing || s.Totals.Classes != len(s.Classes) || s.Totals.Reported > s.Totals.Classes {
		t.Fatalf("the sums are wrong: %+v", s.Totals)
	}
	for _, c := range s.Classes {
		if c.Missing.N < 0 || c.Present.N < 0 {
			t.Fatalf("fewer than nobody in %+v", c)
		}
		if c.ReportedAt.Known && c.Expected.Known && c.Present.N+c.AbsentKnown.N+c.Missing.N != c.Expected.N {
			t.Fatalf("%+v does not add up", c)
		}
	}
	for _, m := range s.Marks {
		if m.Set && (m.At < 0 || m.At > s.Elapsed) {
			t.Fatalf("%s is set at %v of %v", m.Mark.Name, m.At, s.Elapsed)
		}
	}
}

// FuzzMoment: whatever people type, a moment that is read lies within a day and a
// night of the start, or is refused with words.
func FuzzMoment(f *testing.F) {
	for _, text := range []string{"75", "10:06:15", "23:59", "-3", "", "1e3", "99999999999", "24:00", "7 5", "１０"} {
		f.Add(text)
	}
	log := drill.Live{Events: []drill.Event{{Kind: drill.EventStart, At: drill.Instant{Time: time.Date(2026, 11, 23, 10, 5, 0, 0, time.UTC)}}}}
	f.Fuzz(func(t *testing.T, text string) {
		at, err := log.Moment(text, drill.Kind{}, time.UTC)
		if err != nil && app.CodeOf(err) != app.CodeInvalid {
			t.Fatalf("%q gives %v", text, err)
		}
		if err == nil && (at > 48*time.Hour || at < -48*time.Hour) {
			t.Fatalf("%q is read as %v", text, at)
		}
	})
}

// BenchmarkFold folds the drill of a large school: 60 classes that report, some
// twice, and a note for each.
func BenchmarkFold(b *testing.B) {
	log := drill.Live{Events: []drill.Event{{Kind: drill.EventStart}}}
	roll := make([]drill.ClassRow, 60)
	for i := range roll {
		roll[i] = drill.ClassRow{Class: fmt.Sprint(i), Expected: drill.CountOf(34)}
	}
	for n := range 300 {
		e := drill.Event{Seq: n + 1, Is: time.Duration(n) * time.Second, Kind: drill.EventNote, Text: "x"}
		if n%2 == 0 {
			e = drill.Event{Seq: n + 1, Is: e.Is, Kind: drill.EventClass, Class: fmt.Sprint(n % 60), Present: drill.CountOf(33)}
		}
		log.Events = append(log.Events, e)
	}
	for b.Loop() {
		if s := log.Fold(liveKinds[0], roll, drill.Instant{}); s.Totals.Reported == 0 {
			b.Fatal("nobody reported")
		}
	}
}
