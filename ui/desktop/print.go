package desktop

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"campuskeeper/app"
)

// Sides says how paper is printed on.
type Sides string

// The sides, as CUPS names them.
const (
	OneSided  Sides = "one-sided"
	LongEdge  Sides = "two-sided-long-edge"
	ShortEdge Sides = "two-sided-short-edge"
)

// PrintJob is a PDF that goes to a printer.
type PrintJob struct {
	File    string
	Title   string
	Printer string // "" for the computer's own choice
	Copies  int    // 1 when 0
	Sides   Sides  // OneSided when ""
	Black   bool   // without colour, where the printer can
}

// Printers prints PDF files.
type Printers struct {
	System   string
	Commands Commands
	// Shell gives a file to Windows' own print verb.
	Shell func(file string) error
	// Opener shows a file where Windows knows no program that prints it: the
	// browser that shows PDF files there has no print verb.
	Opener Opener
}

// NewPrinters returns the printers of this computer.
func NewPrinters() Printers {
	return Printers{System: System(), Commands: SystemCommands{}, Shell: shellPrint, Opener: NewOpener()}
}

// ReadsLater says whether a file is still needed when Print has returned: Windows'
// verb only starts the program that prints. CUPS has its own copy by then.
func (p Printers) ReadsLater() bool { return p.System == "windows" }

// List names the printers, the computer's own choice first. It is empty where
// there is none, and on Windows, where the program that shows PDF files asks.
func (p Printers) List(ctx context.Context) []string {
	if p.System == "windows" || !p.Commands.Find("lpstat") {
		return nil
	}
	output, err := p.Commands.Run(ctx, "lpstat", "-e")
	if err != nil {
		return nil // no CUPS running: no printer
	}
	first := p.standard(ctx)
	var names []string
	for _, name := range strings.Fields(output) {
		if name == first {
			names = append([]string{name}, names...)
		} else {
			names = append(names, name)
		}
	}
	return names
}

// standard asks for the printer that the user chose, such as "system default
// destination: Office".
func (p Printers) standard(ctx context.Context) string {
	output, err := p.Commands.Run(ctx, "lpstat", "-d")
	if err != nil {
		return ""
	}
	_, name, _ := strings.Cut(strings.TrimSpace(output), ": ")
	return name
}

// Possible says whether a file can be printed from here. Where it cannot, it is
// opened and printed from the program that shows it.
func (p Printers) Possible(ctx context.Context) bool {
	return p.System == "windows" || len(p.List(ctx)) > 0
}

// Print sends a job. Errors: CodeNotFound where there is no printer, CodeInternal
// when the printer refused.
func (p Printers) Print(ctx context.Context, job PrintJob) error {
	if p.System == "windows" {
		return p.shell(ctx, job)
	}
	if !p.Commands.Find("lp") || len(p.List(ctx)) == 0 {
		return app.Errorf(app.CodeNotFound, "shell.print.none")
	}
	if output, err := p.Commands.Run(ctx, "lp", lpArguments(job)...); err != nil {
		return app.Wrap(err, app.CodeInternal, "shell.print.failed", "detail", strings.TrimSpace(output))
	}
	return nil
}

func lpArguments(job PrintJob) []string {
	args := []string{"-n", strconv.Itoa(max(1, job.Copies))}
	if job.Printer != "" {
		args = append(args, "-d", job.Printer)
	}
	sides := job.Sides
	if sides == "" {
		sides = OneSided
	}
	args = append(args, "-o", "sides="+string(sides), "-o", "media=A4")
	if job.Black {
		args = append(args, "-o", "print-color-mode=monochrome")
	}
	if job.Title != "" {
		args = append(args, "-t", job.Title)
	}
	return append(args, "--", job.File)
}

// shell prints each copy by itself: Windows' verb knows no number of copies. Where
// nothing prints, the file is opened, once, to be printed from there.
func (p Printers) shell(ctx context.Context, job PrintJob) error {
	for range max(1, job.Copies) {
		err := p.Shell(job.File)
		if errors.Is(err, errNoProgram) {
			return p.Opener.Open(ctx, job.File)
		}
		if err != nil {
			return app.Wrap(err, app.CodeInternal, "shell.print.failed", "detail", err.Error())
		}
	}
	return nil
}
