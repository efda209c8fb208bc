package app

import (
	"errors"
	"fmt"
	"sort"
	"strings"
)

// Code says what kind of failure an Error is, so that callers can decide without
// reading words.
type Code string

// The codes. Exit codes of the command line follow from them (see main).
const (
	CodeInvalid  Code = "invalid"   // the input is wrong; nothing was changed
	CodeNotFound Code = "not_found" // no such record, ledger or file
	CodeConflict Code = "conflict"  // somebody changed it in between, or a rule forbids it now
	CodeInUse    Code = "in_use"    // another program holds the file
	CodeLocked   Code = "locked"    // wrong passphrase or code, or not unlocked yet
	CodeCorrupt  Code = "corrupt"   // damaged data
	CodeReadOnly Code = "read_only" // may be read, not written
	CodeDiskFull Code = "disk_full" // no space left
	CodeCanceled Code = "canceled"  // the user stopped it
	CodeInternal Code = "internal"  // everything else
)

// Args fill the places of a message, by name.
type Args map[string]any

// Error is a failure that can be told to the user in their language: Key names a
// message in the word files, Args fill its places, Problems list what was wrong
// where. Err is the cause, for the log only.
type Error struct {
	Code     Code
	Key      string
	Args     Args
	Problems []Problem
	Err      error
}

// Problem is one thing that is wrong at one place of an input.
type Problem struct {
	Where string // "Sheet1!C41", a field name, a file in a bundle
	Field string // the field concerned, if any
	Value string // what stood there
	Key   string // message
	Args  Args
}

// Error implements error in plain English for logs.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(string(e.Code))
	b.WriteString(": ")
	b.WriteString(e.Key)
	names := make([]string, 0, len(e.Args))
	for name := range e.Args {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		fmt.Fprintf(&b, " %s=%v", name, e.Args[name])
	}
	for _, p := range e.Problems {
		fmt.Fprintf(&b, "; %s %s %q: %s", p.Where, p.Field, p.Value, p.Key)
	}
	if e.Err != nil {
		b.WriteString(": ")
		b.WriteString(e.Err.Error())
	}
	return b.String()
}

// Unwrap gives the cause to errors.Is and errors.As.
func (e *Error) Unwrap() error { return e.Err }

// Errorf returns an Error with code and message key; pairs are names and values
// of the message's places in turn.
func Errorf(code Code, key string, pairs ...any) *Error {
	return &Error{Code: code, Key: key, Args: argsOf(pairs)}
}

// Wrap is Errorf with the cause err.
func Wrap(err error, code Code, key string, pairs ...any) *Error {
	return &Error{Code: code, Key: key, Args: argsOf(pairs), Err: err}
}

func argsOf(pairs []any) Args {
	if len(pairs) == 0 {
		return nil
	}
	args := make(Args, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		args[fmt.Sprint(pairs[i])] = pairs[i+1]
	}
	return args
}

// CodeOf returns the code of the first Error in err's chain: CodeInternal when
// there is none, "" when err is nil.
func CodeOf(err error) Code {
	if err == nil {
		return ""
	}
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return CodeInternal
}
