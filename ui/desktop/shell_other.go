//go:build !windows

package desktop

import "errors"

// shellPrint is Windows' way of printing; other systems print through CUPS.
func shellPrint(string) error { return errors.ErrUnsupported }

// shellOpen is Windows' way of opening; other systems have programs for that.
func shellOpen(string) error { return errors.ErrUnsupported }

// messageBox is Windows' box; other systems have programs for that.
func messageBox(string, string) error { return errors.ErrUnsupported }
