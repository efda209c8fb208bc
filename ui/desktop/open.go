package desktop

import (
	"context"
	"errors"
	"path/filepath"

	"campuskeeper/app"
)

// Opener opens files with the program that the user chose for them.
type Opener struct {
	System   string
	Commands Commands
	// Shell gives a file to Windows' own open verb.
	Shell func(file string) error
}

// errNoProgram is what Shell returns when Windows knows no program for a file.
var errNoProgram = errors.New("no program is known for this kind of file")

// NewOpener returns the opener of this computer.
func NewOpener() Opener {
	return Opener{System: System(), Commands: SystemCommands{}, Shell: shellOpen}
}

// Open shows a file or a folder. Errors: CodeNotFound when the computer has no
// program for that, CodeInternal when it failed.
func (o Opener) Open(ctx context.Context, path string) error {
	path, err := filepath.Abs(path)
	if err != nil {
		return app.Wrap(err, app.CodeInternal, "shell.open.failed", "file", path)
	}
	err = o.open(ctx, path)
	switch {
	case errors.Is(err, errNoProgram):
		return app.Wrap(err, app.CodeNotFound, "shell.open.none", "file", path)
	case err != nil:
		return app.Wrap(err, app.CodeInternal, "shell.open.failed", "file", path)
	}
	return nil
}

func (o Opener) open(ctx context.Context, path string) error {
	name := "xdg-open"
	switch o.System {
	case "windows":
		return o.Shell(path)
	case "darwin":
		name = "open"
	}
	if !o.Commands.Find(name) {
		return errNoProgram
	}
	_, err := o.Commands.Run(ctx, name, path)
	return err
}
