package main

import (
	"context"
	"strings"

	"campuskeeper/app"
	"campuskeeper/app/ledger"
	"campuskeeper/app/schema"
)

// assignments collects --set field=value, given once for each or once for all.
type assignments []string

func (s *assignments) String() string { return strings.Join(*s, " ") }

// Set implements flag.Value.
func (s *assignments) Set(text string) error {
	*s = append(*s, text)
	return nil
}

func stepEntry(ctx context.Context, p *program, args []string) error {
	set := flags("step")
	var given assignments
	set.Var(&given, "set", "")
	words, err := parse(set, args, 2, -1)
	if err != nil {
		return err
	}
	given = append(given, words[2:]...)
	return p.with(ctx, func(d *desk) error {
		id, err := d.byNumber(words[0])
		if err != nil {
			return err
		}
		e, err := d.ledgers.Entry(ctx, id)
		if err != nil {
			return err
		}
		values, err := d.parseSettings(e, given)
		if err != nil {
			return err
		}
		after, err := d.ledgers.Step(ctx, d.who, id, ledger.State(words[1]), values)
		if err != nil {
			return err
		}
		p.line(after.Number + " " + string(after.State))
		return nil
	})
}

// parseSettings reads field=value by the entry's ledger.
func (d *desk) parseSettings(e ledger.Entry, given []string) (schema.Values, error) {
	t, err := d.ledgers.Library().Template(e.Ledger)
	if err != nil {
		return nil, err
	}
	values := schema.Values{}
	for _, pair := range given {
		name, text, ok := strings.Cut(pair, "=")
		if !ok {
			return nil, usagef("cli.set", "text", pair)
		}
		field, known := t.Field(name)
		if !known {
			return nil, &app.Error{Code: app.CodeInvalid, Key: "step.field", Args: app.Args{"field": name, "ledger": t.Title}}
		}
		value, err := field.Parse(text)
		if err != nil {
			return nil, &app.Error{
				Code: app.CodeInvalid, Key: "ledger.wrong", Args: app.Args{"count": 1, "ledger": t.Title},
				Problems: []app.Problem{schema.ProblemOf(err, name, text)},
			}
		}
		values[name] = value
	}
	return values, nil
}
