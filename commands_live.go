package main

import (
	"context"
	"flag"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"campuskeeper/app"
	"campuskeeper/app/drill"
)

// startDrill starts a scheduled drill, or one of a kind that nobody scheduled.
func startDrill(ctx context.Context, p *program, args []string) error {
	set := flags("drill-start")
	kind := set.String("kind", "", "")
	words, err := parse(set, args, 0, 1)
	if err != nil {
		return err
	}
	if (*kind == "") == (len(words) == 0) {
		return usagef("cli.usage.drill-start")
	}
	now := p.instant()
	return p.with(ctx, func(d *desk) error {
		number := ""
		if *kind == "" {
			number = words[0]
		} else {
			f := drillFlags{kind: *kind, date: app.DayOf(p.clock.Now()).String()}
			v, _, err := f.drill(ctx, p, d)
			if err != nil {
				return err
			}
			e, err := d.drills.schedule(ctx, v)
			if err != nil {
				return err
			}
			number = e.Number
		}
		id, err := d.byNumber(number)
		if err != nil {
			return err
		}
		if _, err = d.drills.live.StartAt(ctx, d.who, id, now); err == nil {
			p.line(number)
		}
		return err
	})
}

// enter reads NUMBER and the words behind it, and enters the event that they stand
// for.
func (p *program) enter(ctx context.Context, set *flag.FlagSet, args []string, least int, event func(l liveDrill, words []string) (drill.Event, error)) error {
	at := set.String("at", "", "")
	words, err := parse(set, args, least, least)
	if err != nil {
		return err
	}
	now := p.instant()
	return p.live(ctx, words[0], func(d *desk, l liveDrill) error {
		e, err := event(l, words[1:])
		if err != nil {
			return err
		}
		e.At = now
		if *at != "" {
			e.Said = true
			if e.Is, err = l.said(*at, now); err != nil {
				return err
			}
		}
		if _, err := d.drills.live.Add(ctx, d.who, l.Drill, e); err != nil {
			return err
		}
		state, err := d.drills.live.State(ctx, l.Drill)
		if err == nil {
			p.sayEvent(e, l, state)
		}
		return err
	})
}

// instant reads both clocks. A command does so first of all: opening a school takes a
// second, which is none of the drill's.
func (p *program) instant() drill.Instant {
	boot, since := p.watch.Reading()
	return drill.Instant{Time: p.clock.Now(), Boot: boot, Since: since}
}

// liveDrill is a running drill with its kind as the school drills it.
type liveDrill struct {
	drill.Live
	kind drill.Kind
	roll []drill.ClassRow // before it began
}

// said reads when something happened, after the start; nothing has that is still to
// come.
func (l liveDrill) said(at string, now drill.Instant) (time.Duration, error) {
	is, err := l.Moment(at, l.kind, now.Time.Location())
	if elapsed, _ := l.Since(now); err == nil && is > elapsed {
		since := drill.ClockText(max(0, elapsed-l.Alarm(l.kind)))
		return 0, app.Errorf(app.CodeInvalid, "drill-cli.later", "at", at, "elapsed", since)
	}
	return is, err
}

// class finds a class of the drill: on its roll, or among those that reported beside
// it.
func (l liveDrill) class(typed string) (string, error) {
	if len(l.roll) == 0 {
		return typed, nil
	}
	return onRoll(l.Fold(l.kind, l.roll, drill.Instant{}).Classes, typed)
}

// live looks the running drill of a number up. Only one that was started has a log.
func (p *program) live(ctx context.Context, number string, do func(*desk, liveDrill) error) error {
	return p.with(ctx, func(d *desk) error {
		id, err := d.byNumber(number)
		if err != nil {
			return err
		}
		book := drillBook{d.drills}
		e, err := book.Drill(ctx, id)
		if err != nil {
			return err
		}
		kind, err := book.Kind(ctx, e.Values["kind"])
		if err != nil {
			return err
		}
		log, err := d.drills.live.Log(ctx, id)
		if err != nil {
			return err
		}
		if e.State != drill.StateRunning {
			return app.Errorf(app.CodeConflict, "drill-log.not-running")
		}
		return do(d, liveDrill{log, kind, drill.FromValues(e.Values).Roll})
	})
}

// markDrill sets a mark.
func markDrill(ctx context.Context, p *program, args []string) error {
	return p.enter(ctx, flags("drill-mark"), args, 2, func(l liveDrill, words []string) (drill.Event, error) {
		names := markNames(l.kind)
		if !slices.Contains(names, words[0]) {
			return drill.Event{}, app.Errorf(app.CodeInvalid, "drill-cli.mark", "mark", words[0], "marks", strings.Join(names, ", "))
		}
		return drill.Event{Kind: drill.EventMark, Mark: words[0]}, nil
	})
}

// markNames are the marks of a kind; a school's own kind has those that the ledger
// knows.
func markNames(kind drill.Kind) []string {
	names := make([]string, 0, len(kind.Marks))
	for _, m := range kind.Marks {
		names = append(names, m.Name)
	}
	if len(names) == 0 {
		names = drill.KnownMarks
	}
	return names
}

// optional is a number that may be left out.
type optional struct{ drill.Count }

// Set implements flag.Value.
func (o *optional) Set(text string) error {
	n, err := strconv.Atoi(text)
	o.Count = drill.CountOf(n)
	return err
}

// reportClass enters what a class reports.
func reportClass(ctx context.Context, p *program, args []string) error {
	set := flags("drill-class")
	var present, absent, missing optional
	set.Var(&present, "present", "")
	set.Var(&absent, "absent", "")
	set.Var(&missing, "missing", "")
	return p.enter(ctx, set, args, 2, func(l liveDrill, words []string) (drill.Event, error) {
		class, err := l.class(words[0])
		return drill.Event{
			Kind: drill.EventClass, Class: class, Present: present.Count, AbsentKnown: absent.Count, Missing: missing.Count,
		}, err
	})
}

// foundPupil enters that somebody of a class was found.
func foundPupil(ctx context.Context, p *program, args []string) error {
	set := flags("drill-found")
	count := set.Int("count", 1, "")
	return p.enter(ctx, set, args, 2, func(l liveDrill, words []string) (drill.Event, error) {
		class, err := l.class(words[0])
		return drill.Event{Kind: drill.EventFound, Class: class, Missing: drill.CountOf(*count)}, err
	})
}

// noteDrill writes a note.
func noteDrill(ctx context.Context, p *program, args []string) error {
	return p.enter(ctx, flags("drill-note"), args, 2, func(_ liveDrill, words []string) (drill.Event, error) {
		return drill.Event{Kind: drill.EventNote, Text: words[0]}, nil
	})
}

// undoDrill takes the last event back.
func undoDrill(ctx context.Context, p *program, args []string) error {
	words, err := parse(flags("drill-undo"), args, 1, 1)
	if err != nil {
		return err
	}
	return p.live(ctx, words[0], func(d *desk, l liveDrill) error {
		_, e, err := d.drills.live.Undo(ctx, d.who, l.Drill)
		if err == nil {
			p.say("drill-cli.undone", "what", e.Mark+e.Class+e.Text)
		}
		return err
	})
}

// endDrill ends a drill and writes what was timed into its record.
func endDrill(ctx context.Context, p *program, args []string) error {
	words, err := parse(flags("drill-end"), args, 1, 1)
	if err != nil {
		return err
	}
	return p.live(ctx, words[0], func(d *desk, l liveDrill) error {
		e, state, err := d.drills.live.End(ctx, d.who, l.Drill)
		if err != nil {
			return err
		}
		p.line(e.Number + " " + e.State)
		return p.printLive(state)
	})
}

// liveCard is `drill status --json`. Times are seconds after the alarm.
type liveCard struct {
	Number  string           `json:"number"`
	Elapsed float64          `json:"elapsed"`
	Wall    bool             `json:"wallClock"`
	Marks   []markRow        `json:"marks"`
	Classes []drill.ClassRow `json:"classes"`
	Totals  drill.Totals     `json:"totals"`
	Notes   []string         `json:"notes"`
}

type markRow struct {
	Mark    string       `json:"mark"`
	Set     bool         `json:"set"`
	Seconds float64      `json:"seconds"`
	Target  int          `json:"target"`
	Verdict drill.Target `json:"verdict"`
}

// showLive shows how a running drill stands.
func showLive(ctx context.Context, p *program, args []string) error {
	set := flags("drill-status")
	asJSON := set.Bool("json", false, "")
	words, err := parse(set, args, 1, 1)
	if err != nil {
		return err
	}
	return p.live(ctx, words[0], func(d *desk, l liveDrill) error {
		state, err := d.drills.live.State(ctx, l.Drill)
		switch {
		case err != nil:
			return err
		case *asJSON:
			return p.asJSON(cardOf(words[0], state))
		}
		p.line(words[0] + " " + drill.ClockText(state.Elapsed))
		return p.printLive(state)
	})
}

func cardOf(number string, s drill.State) liveCard {
	card := liveCard{
		Number: number, Elapsed: s.Elapsed.Seconds(), Wall: s.Wall, Marks: []markRow{}, Classes: append([]drill.ClassRow{}, s.Classes...),
		Totals: s.Totals, Notes: []string{},
	}
	for _, m := range s.Marks {
		card.Marks = append(card.Marks, markRow{m.Mark.Name, m.Set, m.At.Seconds(), m.Mark.Target, m.Target})
	}
	for _, n := range s.Notes {
		card.Notes = append(card.Notes, drill.ClockText(n.At)+" "+n.Text)
	}
	return card
}

// printLive writes the marks with their targets, and who is missing.
func (p *program) printLive(s drill.State) error {
	table := p.table("drill-cli.live.head")
	for _, m := range s.Marks {
		at, target := "", ""
		if m.Set {
			at = drill.ClockText(m.At)
		}
		if m.Target != drill.NoTarget {
			target = p.words.T(p.lang, "drill-cli.target."+string(m.Target), "seconds", m.Mark.Target)
		}
		_, _ = fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", m.Mark.Name, at, target, m.Mark.Title.In(p.lang))
	}
	if err := table.Flush(); err != nil {
		return err
	}
	if s.Totals.Classes > 0 {
		p.say("drill-cli.roll", "reported", s.Totals.Reported, "classes", s.Totals.Classes, "present", s.Totals.Present, "missing", s.Totals.Missing)
	}
	for _, c := range s.Missing {
		p.say("drill-cli.missing", "class", c.Class, "missing", c.Missing.N)
	}
	if s.Wall {
		p.say("drill-cli.wall")
	}
	return nil
}

// sayEvent tells what was entered and when.
func (p *program) sayEvent(e drill.Event, l liveDrill, s drill.State) {
	if m, set := s.Mark(e.Mark); set && e.Kind == drill.EventMark {
		verdict := ""
		if m.Target != drill.NoTarget {
			verdict = p.words.T(p.lang, "drill-cli.target."+string(m.Target), "seconds", m.Mark.Target)
		}
		p.line(strings.TrimSpace(e.Mark + " " + drill.ClockText(m.At) + " " + verdict))
		return
	}
	after, _ := l.Since(e.At)
	if e.Said {
		after = e.Is
	}
	p.line(e.Class + e.Text + " " + drill.ClockText(max(0, after-l.Alarm(l.kind))))
}
