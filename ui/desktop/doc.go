// Package desktop is what the program asks of the computer outside its window:
// notices, opening and printing files, the native message box when there is no
// window, the input method, and being started only once.
//
// Nothing here knows Fyne. What calls other programs goes through Commands, so
// that tests need none of them.
//
// Allowed imports: app, beeep and what it stands on (notify and dbus on Linux, go-toast on
// Windows), flock, golang.org/x/sys.
package desktop
