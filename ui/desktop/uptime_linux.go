package desktop

import (
	"os"
	"strings"
	"time"

	"golang.org/x/sys/unix"
)

// bootFile names this start of the system; each has another word.
const bootFile = "/proc/sys/kernel/random/boot_id"

func uptime() (string, time.Duration) {
	boot, err := os.ReadFile(bootFile)
	if err != nil {
		return "", 0
	}
	var now unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_BOOTTIME, &now); err != nil {
		return "", 0
	}
	return strings.TrimSpace(string(boot)), time.Duration(now.Nano())
}
