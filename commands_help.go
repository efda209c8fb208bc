package main

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
)

// help lists all commands, or tells how the one is used that its words name.
func help(_ context.Context, p *program, args []string) error {
	if len(args) > 0 {
		return p.helpWith(strings.Join(args, "-"))
	}
	p.say("cli.help")
	for _, c := range commands {
		if usage := p.words.T(p.lang, "cli.usage."+c.name); !strings.HasPrefix(usage, "cli.") {
			p.line("  " + usage)
		}
	}
	p.say("cli.help.foot", "variable", passphraseFile)
	return nil
}

// helpful is a command that tells how it is used when one of its words asks for that.
func helpful(c command) command {
	run := c.run
	c.run = func(ctx context.Context, p *program, args []string) error {
		if !slices.ContainsFunc(args, asksForHelp) {
			return run(ctx, p, args)
		}
		words := []string{c.name}
		if len(args) > 1 && c.name == "drill" && !asksForHelp(args[0]) {
			words = append(words, args[0])
		}
		return help(ctx, p, words)
	}
	return c
}

func asksForHelp(word string) bool { return word == "-h" || word == "-help" || word == "--help" }

// helpWith tells how a command is used, by its name or that of the flags of a drill
// command: "drill-rules". Those of drills name the kinds, too, the school's own among
// them.
func (p *program) helpWith(name string) error {
	key := "cli.usage." + name
	if !p.words.Has(p.lang, key) {
		return usagef("cli.command", "name", typed(name))
	}
	p.say("cli.usage", "usage", p.words.T(p.lang, key))
	if name != "drill" && !strings.HasPrefix(name, "drill-") {
		return nil
	}
	kinds, err := newOwnKinds(p.home).kinds()
	if err != nil {
		return err
	}
	p.line("")
	p.say("drill-cli.kinds")
	table := tabwriter.NewWriter(p.out, 0, 4, 2, ' ', 0)
	for _, k := range kinds {
		_, _ = fmt.Fprintf(table, "  %s\t%s\n", k.Name, k.Title.In(p.lang))
	}
	return table.Flush()
}

// typed is the name of a set of flags as it is typed: "drill rules" for "drill-rules".
func typed(name string) string {
	if word, is := strings.CutPrefix(name, "drill-"); is {
		return "drill " + word
	}
	return name
}

// flagFaults tell by its text what Go's package flag found wrong; it has no errors of
// types. The groups are the places of the message.
var flagFaults = []struct {
	says *regexp.Regexp
	key  string
}{
	{regexp.MustCompile(`^flag provided but not defined: -(?P<flag>.*)$`), "cli.flag.unknown"},
	{regexp.MustCompile(`^flag needs an argument: -(?P<flag>.*)$`), "cli.flag.value"},
	{regexp.MustCompile(`^invalid (?:boolean )?value (?P<value>".*") for (?:flag )?-(?P<flag>[^ :]+): `), "cli.flag.wrong"},
	{regexp.MustCompile(`^bad flag syntax: (?P<text>.*)$`), "cli.flag.syntax"},
}

// flagError says in the user's words what is wrong with the flags of a set.
func flagError(set string, err error) error {
	how := "campuskeeper help"
	if set != globalFlags {
		how += " " + typed(set)
	}
	for _, fault := range flagFaults {
		found := fault.says.FindStringSubmatch(err.Error())
		if found == nil {
			continue
		}
		pairs := []any{"help", how}
		for i, name := range fault.says.SubexpNames()[1:] {
			text := found[i+1]
			if plain, err := strconv.Unquote(text); err == nil {
				text = plain
			}
			pairs = append(pairs, name, text)
		}
		return usagef(fault.key, pairs...)
	}
	return usagef("cli.flag", "detail", err.Error())
}
