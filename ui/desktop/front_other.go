//go:build !windows

package desktop

// ToFront is for Windows: elsewhere a window that is shown comes to the front.
func ToFront(uintptr) {}

// lendFront is for Windows: elsewhere nobody has to be allowed to come to the front.
func lendFront() {}
