//go:build !windows

package desktop

import "errors"

// ShellPrint is Windows' way of printing; other systems print through CUPS.
func ShellPrint(string) error { return errors.ErrUnsupported }

// messageBox is Windows' box; other systems have programs for that.
func messageBox(string, string) error { return errors.ErrUnsupported }
