package main

import (
	"errors"

	"golang.org/x/sys/windows"
)

// heldOpen says whether a file could not be replaced because another program has it
// open, as programs that show PDF files do on Windows.
func heldOpen(err error) bool {
	return errors.Is(err, windows.ERROR_SHARING_VIOLATION) || errors.Is(err, windows.ERROR_ACCESS_DENIED)
}
