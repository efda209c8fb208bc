package desktop

import "golang.org/x/sys/windows"

// ShellPrint prints a file with the program that Windows knows for it.
func ShellPrint(file string) error {
	verb, err := windows.UTF16PtrFromString("print")
	if err != nil {
		return err
	}
	path, err := windows.UTF16PtrFromString(file)
	if err != nil {
		return err
	}
	return windows.ShellExecute(0, verb, path, nil, nil, windows.SW_HIDE)
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
