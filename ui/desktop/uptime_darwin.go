package desktop

import (
	"time"

	"golang.org/x/sys/unix"
)

func uptime() (string, time.Duration) {
	boot, err := unix.Sysctl("kern.bootsessionuuid")
	if err != nil {
		return "", 0
	}
	var now unix.Timespec // CLOCK_MONOTONIC goes on in sleep on this system
	if err := unix.ClockGettime(unix.CLOCK_MONOTONIC, &now); err != nil {
		return "", 0
	}
	return boot, time.Duration(now.Nano())
}
