package desktop

import "time"

// Uptime is a stopwatch that nobody can set: the time since the computer was
// switched on, with the time that it slept.
type Uptime struct{}

// Reading returns the time since the start of the computer, and a word that names
// this start; "" where the computer cannot tell.
func (Uptime) Reading() (boot string, since time.Duration) { return uptime() }
