package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"campuskeeper/app"
	"campuskeeper/app/drill"
	"campuskeeper/app/schema"
	"campuskeeper/assets"
	"campuskeeper/ui/desktop"
)

// markForEver sets marks in a running drill until it is killed, and says after each
// what is safe. Its arguments stand in its environment: home, number, round.
func markForEver() {
	var none bytes.Buffer
	p, err := newProgram(around{in: strings.NewReader(""), out: &none, errOut: os.Stderr, clock: app.SystemClock{}, watch: desktop.Uptime{}})
	if err != nil {
		panic(err)
	}
	p.home, p.lang = os.Getenv("CAMPUSKEEPER_HOME"), app.English
	ctx := context.Background()
	err = p.with(ctx, func(d *desk) error {
		id, err := d.byNumber(os.Getenv("DRILL_NUMBER"))
		for n := 0; err == nil; n++ {
			mark := fmt.Sprintf("mark-%s-%d", os.Getenv("DRILL_ROUND"), n)
			if _, err = d.drills.live.Add(ctx, d.who, id, drill.Event{Kind: drill.EventMark, Mark: mark}); err == nil {
				_, err = fmt.Println(mark)
			}
		}
		return err
	})
	fmt.Println("it ended by itself:", err)
}

// newHome is a folder with the place for a school in it, whose passphrase is in the file
// that the program reads.
func newHome(t *testing.T) (dir, home string) {
	t.Helper()
	dir = t.TempDir()
	secret := filepath.Join(dir, "passphrase")
	if err := os.WriteFile(secret, []byte("winter gate lantern 7\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv(passphraseFile, secret)
	return dir, filepath.Join(dir, "home")
}

// TestKilledDrillLosesNoMark kills the program in the middle of a drill. After the
// next start every mark that was acknowledged is there, and the time goes on.
func TestKilledDrillLosesNoMark(t *testing.T) {
	_, home := newHome(t)
	var out, errOut bytes.Buffer
	if code := run([]string{"--home", home, "--lang", "en", "new", "--school", "Riverside"}, testWorld(&out, &errOut)); code != exitDone {
		t.Fatal(errOut.String())
	}
	out.Reset()
	if code := run([]string{"--home", home, "--lang", "en", "drill", "start", "--kind", "evacuation"}, testWorld(&out, &errOut)); code != exitDone {
		t.Fatal(errOut.String())
	}
	number := strings.TrimSpace(out.String())
	begun, before := desktop.Uptime{}.Reading()
	safe := map[string]bool{}
	for round := range 5 {
		for _, mark := range killedMarks(t, home, number, round) {
			safe[mark] = true
		}
	}
	p := testProgram(t, home, app.English, &out, &errOut)
	p.clock = app.SystemClock{}
	err := p.with(t.Context(), func(d *desk) error {
		id, err := d.byNumber(number)
		if err != nil {
			return err
		}
		state, err := d.drills.live.State(t.Context(), id)
		if err != nil {
			return err
		}
		found := map[string]bool{}
		for _, m := range state.Marks {
			if m.Set {
				found[m.Mark.Name] = true
			}
		}
		for mark := range safe {
			if !found[mark] {
				t.Errorf("%s was acknowledged and is lost", mark)
			}
		}
		if _, since := (desktop.Uptime{}).Reading(); begun != "" && (state.Wall || state.Elapsed < since-before) {
			t.Errorf("%v have passed, the drill says %v (wall %v)", since-before, state.Elapsed, state.Wall)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(safe) < 5*7 {
		t.Errorf("only %d marks were acknowledged: the test tests nothing", len(safe))
	}
}

func testWorld(out, errOut *bytes.Buffer) around {
	return around{in: strings.NewReader(""), out: out, errOut: errOut, clock: app.SystemClock{}, watch: desktop.Uptime{}}
}

// killedMarks runs markForEver, kills it after some marks, and returns those that it
// acknowledged.
func killedMarks(t *testing.T, home, number string, round int) []string {
	t.Helper()
	cmd := exec.Command("campuskeeper-marks")
	cmd.Env = append(os.Environ(), "CAMPUSKEEPER_HOME="+home, "DRILL_NUMBER="+number, fmt.Sprint("DRILL_ROUND=", round))
	pipe, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	stop := time.AfterFunc(time.Minute, func() { _ = cmd.Process.Kill() }) // never hang
	defer stop.Stop()
	var marks []string
	for lines := bufio.NewScanner(pipe); lines.Scan(); {
		if strings.HasPrefix(lines.Text(), "it ended") {
			t.Fatal(lines.Text())
		}
		marks = append(marks, lines.Text())
		if len(marks) == 7 {
			_ = cmd.Process.Kill() // it may be gone already
		}
	}
	if err := cmd.Wait(); err == nil {
		t.Fatal("it was not killed")
	}
	return marks
}

// TestOwnKindHasItsTitleInLists: a kind of a school's own is called by its title in both
// languages, in lists and in exports, as the program's kinds are.
func TestOwnKindHasItsTitleInLists(t *testing.T) {
	dir, home := newHome(t)
	var out, errOut bytes.Buffer
	keeper := func(lang string, words ...string) string {
		out.Reset()
		if code := run(append([]string{"--home", home, "--lang", lang}, words...), testWorld(&out, &errOut)); code != exitDone {
			t.Fatalf("%v: %s", words, errOut.String())
		}
		return out.String()
	}
	keeper("en", "new", "--school", "Riverside")
	shipped, err := fs.ReadFile(assets.DrillKinds(), "fire.json")
	if err != nil {
		t.Fatal(err)
	}
	var kind map[string]any
	if err := json.Unmarshal(shipped, &kind); err != nil {
		t.Fatal(err)
	}
	kind["name"], kind["code"], kind["title"] = "beehive", "X1", map[string]string{"en": "Swarm of bees", "zh-Hans": "蜂群避险"}
	own, err := json.Marshal(kind)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Join(home, "kinds"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(home, "kinds", "beehive.json"), own, 0o600); err != nil {
		t.Fatal(err)
	}
	keeper("en", "drill", "record", "--kind", "beehive", "--date", "2026-11-20")
	for lang, title := range map[string]string{"en": "Swarm of bees", "zh-Hans": "蜂群避险"} {
		file := filepath.Join(dir, lang+".csv")
		keeper(lang, "list", "--ledger", "drill", "--out", file)
		exported, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(exported), "beehive") || !strings.Contains(string(exported), title) {
			t.Errorf("%s: exported as %s", lang, exported)
		}
		if list := keeper(lang, "drill", "list"); strings.Contains(list, "beehive") || !strings.Contains(list, title) {
			t.Errorf("%s: listed as %s", lang, list)
		}
	}
}

// TestDrillIsDrawnFromTheEmergencyPlan: what the plan in force lays down stands in a
// drill that tests it, before what its kind arranges; a later version is taken over when
// it is asked for.
func TestDrillIsDrawnFromTheEmergencyPlan(t *testing.T) {
	var out, errOut bytes.Buffer
	p := testProgram(t, filepath.Join(t.TempDir(), "home"), app.English, &out, &errOut)
	school := app.School{Name: "Riverside", Pack: "cn", Lang: app.English, Director: "M. Osei"}
	if _, err := p.create(t.Context(), school, samplePassphrase, p.clock, func(d *desk) error { return d.tryEmergencyPlan(t) }); err != nil {
		t.Fatal(err)
	}
}

func (d *desk) tryEmergencyPlan(t *testing.T) error {
	ctx := t.Context()
	plan, err := d.ledgers.Add(ctx, d.who, drill.PlanLedger, schema.Values{
		"name": "Fire plan", "issuedOn": "2026-09-01", "kinds": schema.WriteList([]string{"fire"}), "commander": "R. Hartmann", "signals": "Long ring",
	})
	if err != nil {
		return err
	}
	e, err := d.drills.schedule(ctx, drill.Drill{Kind: "fire", Date: app.MustDay("2026-11-26")})
	if err != nil {
		return err
	}
	if e.Values["plan"] != "" || strings.HasPrefix(e.Values["signals"], "Long ring") {
		t.Errorf("a draft was taken over: %q", e.Values["plan"])
	}
	if err := d.drills.drawAnew(ctx, e.ID); app.CodeOf(err) != app.CodeNotFound {
		t.Errorf("without a plan in force: %v", err)
	}
	if _, err = d.ledgers.Step(ctx, d.who, plan.ID, drill.PlanInForce, schema.Values{"approvedOn": "2026-09-02", "approver": "R. Hartmann", "nextReview": "2027-09-01"}); err != nil {
		return err
	}
	later, err := d.drills.schedule(ctx, drill.Drill{Kind: "fire", Date: app.MustDay("2026-12-10")})
	if err != nil {
		return err
	}
	if v := later.Values; v["plan"] != plan.Number+" Fire plan" || v["commander"] != "R. Hartmann" || v["signals"] != "Long ring" || v["scenario"] == "" {
		t.Errorf("drawn: %v", v)
	}
	if err := d.drills.drawAnew(ctx, e.ID); err != nil {
		return err
	}
	after, err := d.ledgers.Entry(ctx, e.ID)
	if err != nil || after.Values["signals"] != "Long ring" || after.Values["scenario"] != e.Values["scenario"] {
		t.Errorf("drawn anew: %v (%v)", after.Values, err)
	}
	return nil
}

// What an imported calendar adds and moves is taken back in one step.
func TestACalendarIsTakenBackInOneStep(t *testing.T) {
	var out, errOut bytes.Buffer
	p := testProgram(t, filepath.Join(t.TempDir(), "home"), app.English, &out, &errOut)
	_, err := p.create(t.Context(), app.School{Name: "Riverside", Pack: "cn", Type: "primary", Lang: app.English}, "winter gate lantern 7", p.clock, func(d *desk) error {
		k := drillKeeper{&office{desk: d}}
		fire := drill.Drill{Kind: "fire", Date: app.MustDay("2026-12-01"), Time: "10:05"}
		if err := k.Schedule(t.Context(), []drill.Drill{fire}); err != nil {
			return err
		}
		planned := func() string {
			q, err := d.drills.question(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			text := ""
			for _, h := range q.Planned {
				text += fmt.Sprintln(h.Kind, h.Day, h.Time, h.Revision)
			}
			return text
		}
		q, err := d.drills.question(t.Context())
		if err != nil {
			return err
		}
		moved := q.Planned[0]
		moved.Day, moved.Time = app.MustDay("2026-12-08"), ""
		if err := k.Take(t.Context(), []drill.Drill{{Kind: "bus", Date: app.MustDay("2026-12-03")}}, []drill.Held{moved}); err != nil {
			return err
		}
		if got := planned(); got != "fire 2026-12-08 10:05 2\nbus 2026-12-03  1\n" {
			t.Errorf("planned are\n%s", got)
		}
		if _, err := d.ledgers.Undo(t.Context(), d.who); err != nil {
			return err
		}
		if got := planned(); got != "fire 2026-12-01 10:05 3\n" {
			t.Errorf("planned are\n%s", got)
		}
		if _, err := d.ledgers.Step(t.Context(), d.who, moved.ID, drill.StateRunning, nil); err != nil {
			return err
		}
		if err := k.Move(t.Context(), moved.ID, moved.Day, ""); app.CodeOf(err) != app.CodeConflict {
			t.Errorf("a running drill was moved: %v", err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestDrillsAreTakenAllOrNone: when one of several cannot be scheduled none is, and one
// undo takes all of them back.
func TestDrillsAreTakenAllOrNone(t *testing.T) {
	var out, errOut bytes.Buffer
	p := testProgram(t, filepath.Join(t.TempDir(), "home"), app.English, &out, &errOut)
	school := app.School{Name: "Riverside", Pack: "cn", Lang: app.English, Director: "M. Osei"}
	count := func(d *desk) int {
		entries, err := d.drills.entries(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return len(entries)
	}
	_, err := p.create(t.Context(), school, samplePassphrase, p.clock, func(d *desk) error {
		plans := []drill.Drill{{Kind: "fire", Date: app.MustDay("2026-11-26")}, {Kind: "earthquake", Date: app.MustDay("2026-12-10")}}
		if _, err := d.drills.take(t.Context(), append(plans, drill.Drill{Kind: "fire"}), nil); err == nil || count(d) != 0 {
			t.Errorf("%d drills are entered beside one without a day (%v)", count(d), err)
		}
		if added, err := d.drills.take(t.Context(), plans, nil); err != nil || len(added) != 2 || count(d) != 2 {
			t.Errorf("added %d of %d drills (%v)", len(added), count(d), err)
		}
		if _, err := d.ledgers.Undo(t.Context(), d.who); err != nil || count(d) != 0 {
			t.Errorf("%d drills are left after undo (%v)", count(d), err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
