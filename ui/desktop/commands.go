package desktop

import (
	"context"
	"os/exec"
	"runtime"
)

// Commands calls other programs of the computer.
type Commands interface {
	// Find says whether there is a program of that name.
	Find(name string) bool
	// Run runs it to its end and returns what it wrote.
	Run(ctx context.Context, name string, args ...string) (output string, err error)
}

// SystemCommands are the programs that are installed.
type SystemCommands struct{}

// Find implements Commands.
func (SystemCommands) Find(name string) bool {
	_, err := exec.LookPath(name)
	return err == nil
}

// Run implements Commands.
func (SystemCommands) Run(ctx context.Context, name string, args ...string) (string, error) {
	output, err := exec.CommandContext(ctx, name, args...).CombinedOutput()
	return string(output), err
}

// System is the computer's operating system, as Go names it: "linux", "windows",
// "darwin".
func System() string { return runtime.GOOS }
