package desktop

import (
	"errors"
	"path/filepath"
	"slices"
	"testing"

	"campuskeeper/app"
)

// windowsShell is a Windows that knows programs for some verbs only.
type windowsShell struct {
	opens, prints error
	done          []string
}

func (w *windowsShell) opener() Opener {
	return Opener{System: "windows", Shell: func(file string) error {
		w.done = append(w.done, "open "+filepath.Base(file))
		return w.opens
	}}
}

func (w *windowsShell) printers() Printers {
	return Printers{System: "windows", Opener: w.opener(), Shell: func(file string) error {
		w.done = append(w.done, "print "+filepath.Base(file))
		return w.prints
	}}
}

func TestWindowsOpensThroughItsShell(t *testing.T) {
	for _, c := range []struct {
		name  string
		opens error
		want  app.Code
	}{
		{"opened", nil, ""},
		{"no program", errNoProgram, app.CodeNotFound},
		{"refused", errors.New("access is denied"), app.CodeInternal},
	} {
		shell := &windowsShell{opens: c.opens}
		err := shell.opener().Open(t.Context(), "整改通知书.pdf")
		if err == nil && c.want != "" || err != nil && app.CodeOf(err) != c.want {
			t.Errorf("%s: %v", c.name, err)
		}
		if !slices.Equal(shell.done, []string{"open 整改通知书.pdf"}) {
			t.Errorf("%s: did %v", c.name, shell.done)
		}
	}
}

// A PDF is shown where nothing prints it, as by the browser of Windows 10 and 11.
func TestWindowsOpensWhatNothingPrints(t *testing.T) {
	shell := &windowsShell{prints: errNoProgram}
	if err := shell.printers().Print(t.Context(), PrintJob{File: "order.pdf", Copies: 3}); err != nil {
		t.Error(err)
	}
	if want := []string{"print order.pdf", "open order.pdf"}; !slices.Equal(shell.done, want) {
		t.Errorf("did %v, want %v", shell.done, want)
	}
	shell = &windowsShell{prints: errNoProgram, opens: errNoProgram}
	if err := shell.printers().Print(t.Context(), PrintJob{File: "order.pdf"}); app.CodeOf(err) != app.CodeNotFound {
		t.Errorf("nothing opens it either: %v", err)
	}
}

// What this computer's programs are made of is whole: a missing part would only be
// found by the first one who prints.
func TestThisComputersProgramsAreWhole(t *testing.T) {
	opener, printers := NewOpener(), NewPrinters()
	if opener.Shell == nil || opener.Commands == nil || opener.System == "" {
		t.Errorf("opener %+v", opener)
	}
	if printers.Shell == nil || printers.Commands == nil || printers.Opener.Shell == nil || printers.System == "" {
		t.Errorf("printers %+v", printers)
	}
	if printers.ReadsLater() != (System() == "windows") {
		t.Error("only Windows reads a printed file later")
	}
}
