package desktop

import "golang.org/x/sys/windows"

var (
	user32        = windows.NewLazySystemDLL("user32.dll")
	isIconic      = user32.NewProc("IsIconic")
	showWindow    = user32.NewProc("ShowWindow")
	setForeground = user32.NewProc("SetForegroundWindow")
	allowFront    = user32.NewProc("AllowSetForegroundWindow")
)

// anyProgram stands for every program in AllowSetForegroundWindow.
const anyProgram = ^uintptr(0)

// ToFront brings a window before the others, and back when it was minimized:
// to show it is not enough for Windows. handle is its HWND.
func ToFront(handle uintptr) {
	if minimized, _, _ := isIconic.Call(handle); minimized != 0 {
		_, _, _ = showWindow.Call(handle, windows.SW_RESTORE) // it tells what was before, no error
	}
	_, _, _ = setForeground.Call(handle) // refused, Windows lets the task bar blink
}

// lendFront lets another program come to the front. Windows grants that only to the
// program that the user has just started, which is this one.
func lendFront() {
	_, _, _ = allowFront.Call(anyProgram) // refused, the other's button on the task bar blinks
}
