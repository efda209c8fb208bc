package app

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"sort"
	"strings"
)

// Words are the messages of the program in every language. Each message has a
// dotted key; its places are written {name}, or {name|one|many} for a word that
// depends on a number.
type Words struct {
	messages map[Lang]map[string]string
}

// LoadWords reads every "<area>.<lang>.json" of a folder: flat objects of key and
// message. The same key twice in one language is an error.
func LoadWords(folder fs.FS) (*Words, error) {
	w := &Words{messages: map[Lang]map[string]string{}}
	for _, lang := range Langs {
		w.messages[lang] = map[string]string{}
		files, err := fs.Glob(folder, "*."+string(lang)+".json")
		if err != nil {
			return nil, err
		}
		for _, file := range files {
			if err := w.load(folder, file, lang); err != nil {
				return nil, fmt.Errorf("words: %s: %w", path.Base(file), err)
			}
		}
	}
	return w, nil
}

func (w *Words) load(folder fs.FS, file string, lang Lang) error {
	text, err := fs.ReadFile(folder, file)
	if err != nil {
		return err
	}
	var area map[string]string
	if err := json.Unmarshal(text, &area); err != nil {
		return err
	}
	for key, message := range area {
		if _, twice := w.messages[lang][key]; twice {
			return fmt.Errorf("key %q stands twice", key)
		}
		w.messages[lang][key] = message
	}
	return nil
}

// Keys lists the keys of a language in order.
func (w *Words) Keys(lang Lang) []string {
	keys := make([]string, 0, len(w.messages[lang]))
	for key := range w.messages[lang] {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	return keys
}

// Has says whether a message exists in a language.
func (w *Words) Has(lang Lang, key string) bool {
	_, ok := w.messages[lang][key]
	return ok
}

// Say returns the message of key in lang with its places filled; the key itself
// when there is no such message, so that a hole is seen and not a blank.
func (w *Words) Say(lang Lang, key string, args Args) string {
	message, ok := w.messages[lang][key]
	if !ok {
		if message, ok = w.messages[English][key]; !ok {
			return key
		}
	}
	return fill(message, lang, args)
}

// T is Say with names and values in turn.
func (w *Words) T(lang Lang, key string, pairs ...any) string {
	return w.Say(lang, key, argsOf(pairs))
}

// Explain tells an error to the user: its message and, below, what was wrong where.
// An error that is not ours becomes the general sentence; its text is for the log.
func (w *Words) Explain(lang Lang, err error) string {
	var e *Error
	if !errors.As(err, &e) || !w.Has(English, e.Key) {
		return w.Say(lang, "error.internal", nil)
	}
	lines := []string{w.Say(lang, e.Key, e.Args)}
	for _, p := range e.Problems {
		lines = append(lines, w.Problem(lang, p))
	}
	return strings.Join(lines, "\n")
}

// Problem tells one problem in one line: where, what stood there, what is wrong.
func (w *Words) Problem(lang Lang, p Problem) string {
	line := w.Say(lang, p.Key, p.Args)
	if p.Value != "" {
		line = "“" + p.Value + "” " + line
		if lang == English {
			line = "\"" + p.Value + "\" " + w.Say(lang, p.Key, p.Args)
		}
	}
	switch {
	case p.Where != "" && p.Field != "":
		return p.Where + " (" + p.Field + "): " + line
	case p.Where != "":
		return p.Where + ": " + line
	case p.Field != "":
		return p.Field + ": " + line
	}
	return line
}

func fill(message string, lang Lang, args Args) string {
	if !strings.ContainsRune(message, '{') {
		return message
	}
	var b strings.Builder
	for {
		open := strings.IndexByte(message, '{')
		if open < 0 {
			b.WriteString(message)
			return b.String()
		}
		shut := strings.IndexByte(message[open:], '}')
		if shut < 0 {
			b.WriteString(message)
			return b.String()
		}
		b.WriteString(message[:open])
		b.WriteString(place(message[open+1:open+shut], lang, args))
		message = message[open+shut+1:]
	}
}

// place fills one {…}: a name, or name|one|many chosen by the number.
func place(inside string, lang Lang, args Args) string {
	parts := strings.Split(inside, "|")
	value, ok := args[parts[0]]
	if !ok {
		return "{" + inside + "}"
	}
	if len(parts) == 3 {
		if fmt.Sprint(value) == "1" {
			return parts[1]
		}
		return parts[2]
	}
	switch v := value.(type) {
	case Text:
		return v.In(lang)
	case Day:
		return v.In(lang)
	}
	return fmt.Sprint(value)
}
