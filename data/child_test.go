package data

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"testing"

	"campuskeeper/app"
)

// Some tests need a process that may die: the test binary runs itself with this word
// and the part that the child plays in front of the other arguments.
const childWord = "play"

// childParts are the parts a child can play; their arguments stand on its command line.
var childParts = map[string]func(args []string) error{
	"verify": func(args []string) error { return VerifyFile(args[0]) },
	"writer": childWriter,
}

func TestMain(m *testing.M) {
	if len(os.Args) < 3 || os.Args[1] != childWord {
		// Built with -race, a program sleeps a second before it ends.
		if err := os.Setenv("GORACE", "atexit_sleep_ms=0 "+os.Getenv("GORACE")); err != nil {
			panic(err)
		}
		os.Exit(m.Run())
	}
	err := childParts[os.Args[2]](os.Args[3:])
	switch {
	case err == nil:
		os.Exit(0)
	case app.CodeOf(err) == app.CodeCorrupt:
		fmt.Println(err)
		os.Exit(ExitDamaged)
	}
	fmt.Println(err)
	os.Exit(1)
}

// child returns the command of a child that plays a part.
func child(part string, args ...string) *exec.Cmd {
	return exec.Command(os.Args[0], append([]string{childWord, part}, args...)...)
}

// verifyInChild is what main gives as Options.CheckInChild.
func verifyInChild(ctx context.Context, file string) error {
	return InChild(os.Args[0], childWord, "verify")(ctx, file)
}

// childOptions are the options of parent and child for the same vault.
func childOptions(dir string) Options {
	return Options{
		Dir: dir, Clock: testClock(), cost: argonCost{Time: 1, MemoryKiB: 64, Threads: 1}, ballast: -1,
	}
}

// childWriter opens a vault and writes for ever: single records, changes, batches,
// notes, attachments, backups, a new passphrase. After each commit it says what is
// now safe, one line for a record and its revision.
func childWriter(args []string) error {
	v, err := Open(context.Background(), childOptions(args[0]), Passphrase(testPassphrase))
	if err != nil {
		return err
	}
	out := bufio.NewWriter(os.Stdout)
	_, _ = fmt.Fprintln(out, "ready") // Flush tells
	if err := out.Flush(); err != nil {
		return err
	}
	var ids []app.ID
	for n := 0; ; n++ {
		var records []app.Record
		count := 1
		if n%7 == 3 {
			count = 40
		}
		for i := range count {
			if len(ids) > 0 && n%3 == 1 && i == 0 {
				r := hazard(ids[n%len(ids)], n)
				r.Head.Revision = n + 2
				r.History.Action = "changed"
				records = append(records, r)
				continue
			}
			id := app.NewID()
			ids = append(ids, id)
			records = append(records, hazard(id, n))
		}
		if err := childStep(v, n, records); err != nil {
			return err
		}
		for _, r := range records {
			_, _ = fmt.Fprintln(out, r.ID, r.Head.Revision)
		}
		if err := out.Flush(); err != nil {
			return err
		}
	}
}

// childStep writes the records and now and then does one of the rarer things.
func childStep(v *Vault, n int, records []app.Record) error {
	ctx := context.Background()
	err := v.Write(ctx, director, func(w app.Writer) error {
		if _, err := w.Next("YH-2026"); err != nil {
			return err
		}
		return w.Put(records...)
	})
	if err != nil {
		return err
	}
	switch n % 16 {
	case 5:
		return v.Write(ctx, director, func(w app.Writer) error {
			return w.Note(app.KindEntry, records[0].ID, app.History{Action: "printed"})
		})
	case 9:
		_, err = v.Keep(ctx, fmt.Sprintf("note %d.txt", n), &endlessText{n: n, left: 100_000}, app.KeepOptions{})
	case 11:
		err = v.ChangePassphrase(ctx, Passphrase(testPassphrase), testPassphrase)
	case 15:
		_, _, err = v.BackupIfChanged(ctx)
	}
	return err
}

// endlessText is some text of a length.
type endlessText struct{ n, left int }

func (e *endlessText) Read(b []byte) (int, error) {
	if e.left == 0 {
		return 0, io.EOF
	}
	n := min(len(b), e.left)
	for i := range n {
		b[i] = byte('a' + (e.n+e.left-i)%26)
	}
	e.left -= n
	return n, nil
}
