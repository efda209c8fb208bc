package desktop

import (
	"net"
	"strconv"
	"strings"
	"time"

	"campuskeeper/app"
)

// Environment reads a variable of the environment; os.Getenv in the program.
type Environment func(name string) string

// HasDisplay says whether there is a screen to show a window on. On Linux that is
// an X server that answers: without one the window library would fall over.
func HasDisplay(system string, env Environment) bool {
	if system != "linux" && !strings.HasSuffix(system, "bsd") {
		return true
	}
	display := env("DISPLAY")
	if display == "" {
		return false
	}
	network, address, ok := displayAddress(display)
	if !ok {
		return false
	}
	connection, err := net.DialTimeout(network, address, 2*time.Second)
	if err != nil && network == "unix" { // some servers listen in the abstract space only
		connection, err = net.DialTimeout(network, "@"+address, 2*time.Second)
	}
	if err != nil {
		return false
	}
	_ = connection.Close() // it was only asked whether it answers
	return true
}

// displayAddress reads DISPLAY: ":0", ":0.0", "host:10.0".
func displayAddress(display string) (network, address string, ok bool) {
	host, rest, found := strings.Cut(display, ":")
	if !found {
		return "", "", false
	}
	number, _, _ := strings.Cut(rest, ".")
	n, err := strconv.Atoi(number)
	if err != nil || n < 0 {
		return "", "", false
	}
	if host == "" || host == "unix" {
		return "unix", "/tmp/.X11-unix/X" + number, true
	}
	return "tcp", net.JoinHostPort(host, strconv.Itoa(6000+n)), true
}

// InputMethod says which variables must be set before the window library starts,
// so that Chinese can be typed: on Linux that is X11, where input methods work.
// What the user set already is left alone, XMODIFIERS always.
func InputMethod(system string, lang app.Lang, env Environment) map[string]string {
	if system != "linux" || env("FYNE_PLATFORM") != "" || env("DISPLAY") == "" {
		return nil
	}
	locale := env("LC_ALL") + env("LC_CTYPE") + env("LANG")
	for _, needs := range []string{"zh", "ja", "ko"} {
		if lang == app.Chinese || strings.Contains(locale, needs+"_") {
			return map[string]string{"FYNE_PLATFORM": "x11"}
		}
	}
	return nil
}

// Timers call back when a time has passed, on some goroutine; task.SystemTimers
// in the program.
type Timers interface {
	AfterFunc(d time.Duration, f func()) (stop func())
}

// FirstFrame waits for the window: when appeared was not called within the limit,
// late is called, once. Without OpenGL the window library stays silent for ever.
func FirstFrame(timers Timers, limit time.Duration, late func()) (appeared func()) {
	return timers.AfterFunc(limit, late)
}

// HangGuard ends a shutdown that hangs: when closed was not called within the
// limit, exit is called. The vault must be closed before the guard is set.
func HangGuard(timers Timers, limit time.Duration, exit func()) (closed func()) {
	return timers.AfterFunc(limit, exit)
}
