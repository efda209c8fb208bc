package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"campuskeeper/app"
	"campuskeeper/ui/desktop"
)

// TestMain lets the scripts run this test binary as campuskeeper, now or at a later
// moment, and one test as a program that may be killed.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"campuskeeper": main, "campuskeeper-later": mainLater, "campuskeeper-marks": markForEver})
}

// later is the time of the computer and its stopwatch, so much later.
type later struct{ time.Duration }

func (l later) Now() time.Time { return time.Now().Add(l.Duration) }

func (l later) Reading() (boot string, since time.Duration) {
	boot, since = desktop.Uptime{}.Reading()
	return boot, since + l.Duration
}

// mainLater is main when the time that stands in the environment has gone by: a drill
// takes minutes, its test does not wait for them.
func mainLater() {
	wait, err := time.ParseDuration(os.Getenv("LATER"))
	if err != nil {
		panic(err)
	}
	os.Exit(run(os.Args[1:], around{in: os.Stdin, out: os.Stdout, errOut: os.Stderr, clock: later{wait}, watch: later{wait}}))
}

// TestScripts runs the command line as a script would: testdata/script/*.txtar.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: filepath.Join("testdata", "script"),
		Setup: func(env *testscript.Env) error {
			env.Setenv("CAMPUSKEEPER_HOME", filepath.Join(env.WorkDir, "home"))
			env.Setenv(passphraseFile, filepath.Join(env.WorkDir, "passphrase"))
			env.Setenv("CAMPUSKEEPER_LANG", "en")
			return os.WriteFile(filepath.Join(env.WorkDir, "passphrase"), []byte("winter gate lantern 7\n"), 0o600)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"exits": exits},
	})
}

// exits runs campuskeeper and checks its exit code: exits 3 list --from never. A
// failure must say something, with every place of its message filled.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE ARGS...")
	}
	code := 0
	err := ts.Exec("campuskeeper", args[1:]...)
	var exit *exec.ExitError
	switch {
	case errors.As(err, &exit):
		code = exit.ExitCode()
	case err != nil:
		ts.Fatalf("%v", err)
	}
	if strconv.Itoa(code) != args[0] {
		ts.Fatalf("exit code %d, want %s", code, args[0])
	}
	told := strings.TrimSpace(ts.ReadFile("stderr"))
	if code != exitDone && told == "" {
		ts.Fatalf("it failed without a word")
	}
	if strings.Contains(told, "cli.") || strings.Contains(told, "{") {
		ts.Fatalf("a message is not filled: %s", told)
	}
}

func TestExitCodes(t *testing.T) {
	for code, want := range map[app.Code]int{
		app.CodeInvalid: 3, app.CodeConflict: 3, app.CodeNotFound: 3, app.CodeLocked: 4, app.CodeCorrupt: 5,
		app.CodeInternal: 1, app.CodeInUse: 1, app.CodeDiskFull: 1, app.CodeReadOnly: 1, app.CodeCanceled: 1,
	} {
		if got := exitOf(code); got != want {
			t.Errorf("%s exits with %d, want %d", code, got, want)
		}
	}
}

func TestSampleSchoolLives(t *testing.T) {
	for _, lang := range app.Langs {
		var out, errOut bytes.Buffer
		home := filepath.Join(t.TempDir(), "home")
		p := testProgram(t, home, lang, &out, &errOut)
		if _, err := p.createSample(t.Context()); err != nil {
			t.Fatalf("%s: %v", lang, err)
		}
	}
}

func testProgram(t *testing.T, home string, lang app.Lang, out, errOut *bytes.Buffer) *program {
	t.Helper()
	p, err := newProgram(around{
		in: strings.NewReader(""), out: out, errOut: errOut,
		clock: app.NewManualClock(time.Date(2026, 11, 23, 10, 32, 0, 0, time.Local)), watch: desktop.Uptime{},
	})
	if err != nil {
		t.Fatal(err)
	}
	p.home, p.lang = home, lang
	return p
}
