package desktop

import (
	"context"
	"path/filepath"

	"campuskeeper/app"
)

// Opener opens files with the program that the user chose for them.
type Opener struct {
	System   string
	Commands Commands
}

// Open shows a file or a folder. Errors: CodeNotFound when the computer has no
// program for that, CodeInternal when it failed.
func (o Opener) Open(ctx context.Context, path string) error {
	path, err := filepath.Abs(path)
	if err != nil {
		return app.Wrap(err, app.CodeInternal, "shell.open.failed", "file", path)
	}
	name, args := o.command(path)
	if !o.Commands.Find(name) {
		return app.Errorf(app.CodeNotFound, "shell.open.none", "file", path)
	}
	if _, err := o.Commands.Run(ctx, name, args...); err != nil {
		return app.Wrap(err, app.CodeInternal, "shell.open.failed", "file", path)
	}
	return nil
}

func (o Opener) command(path string) (name string, args []string) {
	switch o.System {
	case "windows":
		return "rundll32", []string{"url.dll,FileProtocolHandler", path}
	case "darwin":
		return "open", []string{path}
	}
	return "xdg-open", []string{path}
}
