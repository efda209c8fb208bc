// CampusKeeper keeps a school's safety ledgers. Without a command it opens the
// window; with one it does the same work without it, see commands.go.
//
// This package only wires: flags, paths, log, single instance, vault, services,
// window. What the program does stands in app, data and ui.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"campuskeeper/app"
	"campuskeeper/app/drill"
	"campuskeeper/assets/words"
	"campuskeeper/ui/desktop"
)

// version is set by the build (-ldflags -X main.version=…).
var version = "dev"

func main() {
	self, _ := os.Executable() // without it, files are checked in this process
	os.Exit(run(os.Args[1:], around{os.Stdin, os.Stdout, os.Stderr, app.SystemClock{}, desktop.Uptime{}, self}))
}

// around is what the program finds around it.
type around struct {
	in          io.Reader
	out, errOut io.Writer
	clock       app.Clock
	watch       drill.Stopwatch
	self        string // path of this program's file, "" when it must not start itself
}

// The exit codes, as the manual gives them.
const (
	exitDone = iota
	exitFailed
	exitUsage
	exitBadInput
	exitLocked
	exitDamaged
)

// run is the program: it returns the exit code, so that every deferred close runs.
func run(args []string, world around) int {
	p, err := newProgram(world)
	if err != nil {
		_, _ = fmt.Fprintln(world.errOut, err) // the words themselves are broken: there is no better sentence
		return exitFailed
	}
	rest, err := p.globals(args)
	if err != nil {
		return p.fail(err)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if len(rest) == 0 {
		return p.failWindow(ctx, p.window(ctx))
	}
	for _, c := range commands {
		if c.name == rest[0] {
			return p.fail(c.run(ctx, p, rest[1:]))
		}
	}
	return p.fail(usagef("cli.command", "name", rest[0]))
}

// program is what every command shares: where the data lies, which language, and
// the three streams.
type program struct {
	around
	home      string
	lang      app.Lang
	langGiven bool // by --lang, so nothing remembered may change it
	sample    bool // the window opens the sample school where there is none yet
	words     *app.Words
	log       *slog.Logger
}

func newProgram(world around) (*program, error) {
	dictionary, err := app.LoadWords(words.Files())
	if err != nil {
		return nil, err
	}
	return &program{around: world, words: dictionary, log: slog.New(slog.DiscardHandler)}, nil
}

// globalFlags names the flags before the command.
const globalFlags = "campuskeeper"

// globals reads the flags before the command.
func (p *program) globals(args []string) ([]string, error) {
	set := flags(globalFlags)
	home := set.String("home", "", "")
	lang := set.String("lang", "", "")
	sample := set.Bool("sample", false, "")
	showVersion := set.Bool("version", false, "")
	showPaths := set.Bool("paths", false, "")
	help := set.Bool("help", false, "")
	set.BoolVar(help, "h", false, "")
	wrong := set.Parse(args)
	p.lang = app.ParseLang(firstOf(*lang, os.Getenv("CAMPUSKEEPER_LANG"), os.Getenv("LC_ALL"), os.Getenv("LC_MESSAGES"), os.Getenv("LANG"),
		desktop.UserLanguage()))
	p.langGiven = *lang != ""
	if wrong != nil {
		return nil, flagError(globalFlags, wrong)
	}
	if *lang != "" && *lang != string(app.English) && *lang != string(app.Chinese) {
		return nil, usagef("cli.lang", "lang", *lang)
	}
	p.home = firstOf(*home, os.Getenv("CAMPUSKEEPER_HOME"))
	if p.home == "" {
		var err error
		if p.home, err = standardHome(); err != nil {
			return nil, app.Wrap(err, app.CodeInternal, "cli.home")
		}
	}
	rest := set.Args()
	p.sample = *sample
	switch {
	case *showVersion:
		return []string{"version"}, nil
	case *showPaths:
		return []string{"paths"}, nil
	case *help:
		return []string{"help"}, nil
	}
	return rest, nil
}

func firstOf(texts ...string) string {
	for _, text := range texts {
		if text != "" {
			return text
		}
	}
	return ""
}

// usageError is a command line that cannot be understood.
type usageError struct{ sentence *app.Error }

func usagef(key string, pairs ...any) error {
	return usageError{app.Errorf(app.CodeInvalid, key, pairs...)}
}

func (e usageError) Error() string { return e.sentence.Error() }

// Unwrap gives the sentence to those who explain it.
func (e usageError) Unwrap() error { return e.sentence }

// fail tells err on stderr in the user's language and returns the exit code.
func (p *program) fail(err error) int {
	if err == nil {
		return exitDone
	}
	p.log.Error("command failed", "err", err)
	text := p.sentence(err)
	var usage usageError
	isUsage := errors.As(err, &usage)
	if isUsage && strings.HasPrefix(usage.sentence.Key, "cli.usage.") {
		text = p.words.T(p.lang, "cli.usage", "usage", text)
	}
	_, _ = fmt.Fprintln(p.errOut, text) // nobody is left to hear of it
	if isUsage {
		return exitUsage
	}
	return exitOf(app.CodeOf(err))
}

// sentence is what is said of err.
func (p *program) sentence(err error) string {
	text := p.words.Explain(p.lang, err)
	if text == p.words.T(p.lang, "error.internal") {
		text = strings.TrimSpace(text + "\n" + err.Error())
	}
	return text
}

// failWindow is fail for the window. Windows gives that no stderr: without a box the
// icon would be clicked and nothing would happen.
func (p *program) failWindow(ctx context.Context, err error) int {
	if alerter := desktop.NewAlerter(io.Discard); err != nil && alerter.System == "windows" {
		alerter.Alert(ctx, p.words.T(p.lang, "shell.name"), p.sentence(err))
	}
	return p.fail(err)
}

func exitOf(code app.Code) int {
	switch code {
	case app.CodeInvalid, app.CodeConflict, app.CodeNotFound:
		return exitBadInput
	case app.CodeLocked:
		return exitLocked
	case app.CodeCorrupt:
		return exitDamaged
	}
	return exitFailed
}

// say prints one line in the user's language.
func (p *program) say(key string, pairs ...any) {
	p.line(p.words.T(p.lang, key, pairs...))
}

func (p *program) line(text string) {
	_, _ = fmt.Fprintln(p.out, text) // a closed pipe is the reader's choice
}

// flags returns a set that prints nothing itself.
func flags(name string) *flag.FlagSet {
	set := flag.NewFlagSet(name, flag.ContinueOnError)
	set.SetOutput(io.Discard)
	return set
}

// parse reads flags that may stand before, between and behind the other words and
// checks how many of those there are.
func parse(set *flag.FlagSet, args []string, least, most int) ([]string, error) {
	var words []string
	for {
		if err := set.Parse(args); err != nil {
			return nil, flagError(set.Name(), err)
		}
		if set.NArg() == 0 {
			break
		}
		words = append(words, set.Arg(0))
		args = set.Args()[1:]
	}
	if len(words) < least || (most >= 0 && len(words) > most) {
		return nil, usagef("cli.usage."+set.Name(), "name", set.Name())
	}
	return words, nil
}
