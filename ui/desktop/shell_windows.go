package desktop

import (
	"errors"
	"runtime"

	"golang.org/x/sys/windows"
)

// shellPrint prints a file with the program that Windows knows for it.
func shellPrint(file string) error { return shellVerb("print", file, windows.SW_HIDE) }

// shellOpen shows a file or folder in the program that Windows knows for it.
func shellOpen(file string) error { return shellVerb("open", file, windows.SW_SHOWNORMAL) }

// shellVerb does with a file what its menu in Windows would do. It gives
// errNoProgram when no program offers that.
func shellVerb(verb, file string, show int32) error {
	verbText, err := windows.UTF16PtrFromString(verb)
	if err != nil {
		return err
	}
	path, err := windows.UTF16PtrFromString(file)
	if err != nil {
		return err
	}
	// What the shell calls may be COM objects: they belong to this thread.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	const alreadyDone = windows.Errno(windows.S_FALSE)
	err = windows.CoInitializeEx(0, windows.COINIT_APARTMENTTHREADED|windows.COINIT_DISABLE_OLE1DDE)
	if err == nil || errors.Is(err, alreadyDone) {
		defer windows.CoUninitialize()
	}
	err = windows.ShellExecute(0, verbText, path, nil, nil, show)
	// Some try to run a document that nothing opens as if it were a program.
	if errors.Is(err, windows.ERROR_NO_ASSOCIATION) || errors.Is(err, windows.ERROR_BAD_EXE_FORMAT) {
		return errors.Join(errNoProgram, err)
	}
	return err
}

// messageBox shows a native box; it returns when the user has read it.
func messageBox(title, text string) error {
	caption, err := windows.UTF16PtrFromString(title)
	if err != nil {
		return err
	}
	words, err := windows.UTF16PtrFromString(text)
	if err != nil {
		return err
	}
	_, err = windows.MessageBox(0, words, caption, windows.MB_OK|windows.MB_ICONERROR|windows.MB_SETFOREGROUND)
	return err
}
