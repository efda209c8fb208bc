package desktop

import "testing"

func TestUptimeGoesOn(t *testing.T) {
	boot, before := Uptime{}.Reading()
	again, after := Uptime{}.Reading()
	if boot != again {
		t.Errorf("two starts of one run: %q and %q", boot, again)
	}
	if boot != "" && (before <= 0 || after < before) {
		t.Errorf("the stopwatch goes from %v to %v", before, after)
	}
}
