package desktop

import (
	"context"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// Alerter says something when there is no window: on the terminal in any case, and
// in a native box where the computer has one.
type Alerter struct {
	System   string
	Commands Commands
	Out      io.Writer // the program's stderr
	Box      func(title, text string) error
}

// NewAlerter returns the alerter of this computer.
func NewAlerter(out io.Writer) Alerter {
	return Alerter{System: System(), Commands: SystemCommands{}, Out: out, Box: messageBox}
}

// Alert shows title and text and returns when they were read, or at once when
// there is no box to show them in.
func (a Alerter) Alert(ctx context.Context, title, text string) {
	_, _ = fmt.Fprintf(a.Out, "%s\n%s\n", title, text) // nobody is left to hear of it
	switch a.System {
	case "windows":
		_ = a.Box(title, text) // the text stands on stderr
	case "darwin":
		_, _ = a.Commands.Run(ctx, "osascript", "-e", "on run argv", "-e",
			"display alert (item 1 of argv) message (item 2 of argv) as critical", "-e", "end run", title, text)
	default:
		for _, box := range boxes(title, text) {
			if !a.Commands.Find(box[0]) {
				continue
			}
			if _, err := a.Commands.Run(ctx, box[0], box[1:]...); err == nil {
				return
			}
		}
	}
}

// boxes are the programs of Linux desktops that show a message, best first.
func boxes(title, text string) [][]string {
	return [][]string{
		{"zenity", "--error", "--no-markup", "--title", title, "--text", text},
		{"kdialog", "--title", title, "--error", text},
		{"xmessage", "-center", title + "\n\n" + fold(text, 72)},
	}
}

// fold breaks a text at spaces into lines of some characters: the plainest of the
// boxes does not do it.
func fold(text string, width int) string {
	var out strings.Builder
	length := 0
	for n, word := range strings.Fields(text) {
		count := utf8.RuneCountInString(word)
		switch {
		case n == 0:
		case length+1+count > width:
			out.WriteByte('\n')
			length = 0
		default:
			out.WriteByte(' ')
			length++
		}
		out.WriteString(word)
		length += count
	}
	return out.String()
}
