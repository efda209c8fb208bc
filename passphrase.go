package main

import (
	"fmt"
	"os"
	"strings"

	"golang.org/x/term"

	"campuskeeper/app"
)

// passphraseFile names the file that scripts put the passphrase into. It is never
// an argument: other users of the computer can read those.
const passphraseFile = "CAMPUSKEEPER_PASSPHRASE_FILE"

// passphrase reads it from the file or asks for it, twice when it is a new one.
func (p *program) passphrase(fresh bool) (string, error) {
	if file := os.Getenv(passphraseFile); file != "" {
		text, err := readText(file)
		if err != nil {
			return "", app.Wrap(err, app.CodeLocked, "cli.passphrase.file", "file", file)
		}
		return strings.TrimRight(string(text), "\r\n"), nil
	}
	terminal, ok := p.in.(*os.File)
	if !ok || !term.IsTerminal(int(terminal.Fd())) {
		return "", app.Errorf(app.CodeLocked, "cli.passphrase.none", "variable", passphraseFile)
	}
	first, err := p.ask(terminal, "cli.passphrase.ask")
	if err != nil || !fresh {
		return first, err
	}
	second, err := p.ask(terminal, "cli.passphrase.again")
	if err != nil {
		return "", err
	}
	if first != second {
		return "", app.Errorf(app.CodeInvalid, "cli.passphrase.differ")
	}
	return first, nil
}

func (p *program) ask(terminal *os.File, key string) (string, error) {
	_, _ = fmt.Fprint(p.errOut, p.words.T(p.lang, key)+" ") // a prompt
	text, err := term.ReadPassword(int(terminal.Fd()))
	_, _ = fmt.Fprintln(p.errOut)
	if err != nil {
		return "", app.Wrap(err, app.CodeLocked, "cli.passphrase.none", "variable", passphraseFile)
	}
	return string(text), nil
}
