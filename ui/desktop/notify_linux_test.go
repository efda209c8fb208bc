package desktop_test

import (
	"context"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"campuskeeper/assets/icons"
	"campuskeeper/ui/desktop"
)

// inside is set when the test runs itself again under a bus and a screen of its own.
const inside = "CAMPUSKEEPER_NOTIFY_TEST"

// TestNoticeReachesARealDaemon runs dunst on a bus and a screen of its own and asks
// it what it showed. It is proved where the programs are installed.
func TestNoticeReachesARealDaemon(t *testing.T) {
	if os.Getenv(inside) != "" {
		notifyDunst(t)
		return
	}
	for _, name := range []string{"Xvfb", "dunst", "dunstctl", "dbus-run-session", "xvfb-run"} {
		if _, err := exec.LookPath(name); err != nil {
			t.Logf("%s is not installed: the notice is proved where it is", name)
			return
		}
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, "xvfb-run", "-a", "dbus-run-session", "--", self,
		"-test.run=^TestNoticeReachesARealDaemon$", "-test.v")
	cmd.Env = append(os.Environ(), inside+"=1")
	output, err := cmd.CombinedOutput()
	if err != nil {
		t.Errorf("%v\n%s", err, output)
	}
	if !strings.Contains(string(output), "shown by dunst") {
		t.Errorf("nothing was shown:\n%s", output)
	}
}

// notifyDunst shows notices and clicks on them.
func notifyDunst(t *testing.T) {
	dunst := exec.CommandContext(t.Context(), "dunst")
	if err := dunst.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() {
		_ = dunst.Process.Kill() // it has done its work
		_ = dunst.Wait()         // and was killed
	}()
	notifier := desktop.NewBeeper("CampusKeeper", icons.AppPNG(64))
	awaitDaemon(t, notifier)
	readHistory(t)

	clicked := make(chan string, 2)
	for _, name := range []string{"first", "second"} {
		if err := notifier.Notify("校安台账", name, func() { clicked <- name }); err != nil {
			t.Fatal(err)
		}
		for range 200 { // until it is on the screen
			if strings.TrimSpace(dunstctl(t, "count", "displayed")) == "1" {
				break
			}
		}
		dunstctl(t, "action", "0") // what a click on it does
		select {
		case got := <-clicked:
			if got != name {
				t.Errorf("a click on the %s notice was heard as one on the %s", name, got)
			}
		case <-time.After(20 * time.Second):
			t.Errorf("nobody heard the click on the %s notice", name)
		}
		dunstctl(t, "close-all") // or the next click would be on this one again
	}
}

// awaitDaemon sends a notice as often as it takes for the daemon to be up.
func awaitDaemon(t *testing.T, notifier desktop.Notifier) {
	var last error
	for range 200 {
		if last = notifier.Notify("校安台账", "逾期 5 项，今日到期 3 项", nil); last == nil {
			return
		}
	}
	t.Fatalf("no notice was shown: %v", last)
}

// readHistory closes the notice and looks for it among those that were shown.
func readHistory(t *testing.T) {
	t.Helper()
	dunstctl(t, "close-all")
	history := dunstctl(t, "history")
	for _, want := range []string{"校安台账", "逾期 5 项，今日到期 3 项", "CampusKeeper"} {
		if !strings.Contains(history, want) {
			t.Errorf("%q was not shown:\n%s", want, history)
		}
	}
	t.Log("shown by dunst")
}

// dunstctl tells the daemon something and returns its answer.
func dunstctl(t *testing.T, words ...string) string {
	t.Helper()
	answer, err := exec.CommandContext(t.Context(), "dunstctl", words...).CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, answer)
	}
	return string(answer)
}
