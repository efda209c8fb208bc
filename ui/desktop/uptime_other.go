//go:build !linux && !windows && !darwin

package desktop

import "time"

// uptime is not known here: the wall clock serves alone.
func uptime() (string, time.Duration) { return "", 0 }
