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

// notifyDunst sends a notice as often as it takes for the daemon to be up.
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
	var last error
	for range 200 {
		if last = notifier.Notify("校安台账", "逾期 5 项，今日到期 3 项"); last == nil {
			readHistory(t)
			return
		}
	}
	t.Fatalf("no notice was shown: %v", last)
}

// readHistory closes the notice and looks for it among those that were shown.
func readHistory(t *testing.T) {
	t.Helper()
	if output, err := exec.CommandContext(t.Context(), "dunstctl", "close-all").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, output)
	}
	history, err := exec.CommandContext(t.Context(), "dunstctl", "history").CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, history)
	}
	for _, want := range []string{"校安台账", "逾期 5 项，今日到期 3 项", "CampusKeeper"} {
		if !strings.Contains(string(history), want) {
			t.Errorf("%q was not shown:\n%s", want, history)
		}
	}
	t.Log("shown by dunst")
}
