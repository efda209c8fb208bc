package settings

import (
	"context"
	"maps"
	"slices"

	"fyne.io/fyne/v2"

	"campuskeeper/app/reminder"
	"campuskeeper/ui/look"
	"campuskeeper/ui/task"
	"campuskeeper/ui/widgets"
)

// Reminders keeps what the school chose of its reminders. Its methods run beside the
// window.
type Reminders interface {
	Reminders(ctx context.Context) (ReminderChoice, error)
	SaveReminders(ctx context.Context, settings reminder.Settings) error
}

// ReminderChoice is what the page of reminders begins with.
type ReminderChoice struct {
	Settings reminder.Settings
	Usual    map[reminder.Kind]reminder.Steps // what the rules say
	Drills   []widgets.Option                 // the kinds of drills
}

// reminderForm is the page of reminders: when nothing pops up, and of each kind which
// notices there are.
type reminderForm struct {
	screen *Screen
	read   ReminderChoice
	edited reminder.Settings

	times         map[string]*widgets.TimeEntry // "from", "to" and "morning"
	fields        map[string]*widgets.Field
	save, discard *widgets.Button
	reason        *widgets.Text
}

func (s *Screen) loadReminders() {
	task.Latest(s.deps.Runner, &s.slot, context.Background(), s.t("settings.reminders"),
		func(ctx context.Context, _ *task.Progress) (ReminderChoice, error) {
			return s.deps.Reminders.Reminders(ctx)
		},
		func(read ReminderChoice, err error) {
			if err != nil {
				s.tell("settings.reminders.unread", err)
				return
			}
			s.reminders = &reminderForm{screen: s, read: read}
			s.reminders.reset()
			if s.at == reminderPage {
				s.fill(s.reminders.page())
			}
		})
}

// ReloadReminders reads what the school chose anew: somebody else changed it.
func (s *Screen) ReloadReminders() {
	s.reminders = nil
	if s.at == reminderPage {
		s.loadReminders()
	}
}

// remindersPage chooses which reminders there are, and when they pop up.
func (s *Screen) remindersPage() fyne.CanvasObject {
	if s.reminders == nil {
		return widgets.NewText(s.t("settings.reading")).In(look.Muted)
	}
	return s.reminders.page()
}

func (f *reminderForm) t(key string, pairs ...any) string { return f.screen.t(key, pairs...) }

// reset begins anew with what is saved.
func (f *reminderForm) reset() {
	f.edited = f.read.Settings
	f.edited.Kinds, f.edited.Drills = maps.Clone(f.edited.Kinds), maps.Clone(f.edited.Drills)
	f.times, f.fields = map[string]*widgets.TimeEntry{}, map[string]*widgets.Field{}
	for name, text := range map[string]*string{"from": &f.edited.Quiet.From, "to": &f.edited.Quiet.To, "morning": &f.edited.Morning} {
		entry := widgets.NewTimeEntry(f.screen.deps.Clock)
		entry.SetText(*text)
		entry.OnChanged = func(typed string) {
			*text = typed
			if time, err := entry.Time(); err == nil {
				*text = time
			}
			f.judge()
		}
		f.times[name] = entry
	}
}

func (f *reminderForm) page() fyne.CanvasObject {
	f.save = widgets.NewButton(widgets.Main, "save", f.t("settings.save"), f.keep)
	f.discard = widgets.NewButton(widgets.Ordinary, "", f.t("settings.year.discard"), f.drop)
	f.reason = widgets.NewText("").In(look.Muted).Cut()
	f.screen.setFoot(f.save, f.discard, widgets.Grow(f.reason))
	for _, name := range []string{"from", "to", "morning"} {
		f.fields[name] = widgets.NewField(f.t("settings.reminders."+name), "", f.times[name])
	}
	quiet := widgets.NewCheck(f.t("settings.reminders.quiet.on"), !f.edited.Quiet.Off, func(on bool) {
		f.edited.Quiet.Off = !on
		f.judge()
	})
	rest := widgets.NewCheck(f.t("settings.reminders.rest"), f.edited.Quiet.Rest, func(on bool) {
		f.edited.Quiet.Rest = on
		f.judge()
	})
	time := func(name string) fyne.CanvasObject { return widgets.Sized(140, 0, f.fields[name]) }
	body := widgets.Column(look.Gap3,
		widgets.NewParagraph(f.t("settings.reminders.text")),
		widgets.NewSection(f.t("settings.reminders.quiet")), widgets.NewNote(f.t("settings.reminders.quiet.text")),
		quiet, widgets.Row(look.Gap4, time("from"), time("to"), widgets.Stretch()), rest,
		widgets.Row(look.Gap4, time("morning"), widgets.Grow(widgets.NewNote(f.t("settings.reminders.morning.text")))),
		widgets.NewRule(), widgets.NewSection(f.t("settings.reminders.kinds")), widgets.NewNote(f.t("settings.reminders.kinds.text")), f.kindTable(),
		widgets.NewSection(f.t("settings.reminders.drills")), widgets.NewNote(f.t("settings.reminders.drills.text")), f.drillTable(), f.addDrill())
	f.judge()
	return body
}

// A column of the tables: which step it turns on and off.
type stepColumn struct {
	name string // of its message
	has  func(reminder.Steps) bool
	set  func(*reminder.Steps, bool)
}

// lead is the column of the notice so many days ahead.
func lead(name string, days int) stepColumn {
	return stepColumn{name, func(s reminder.Steps) bool { return slices.Contains(s.Lead, days) }, func(s *reminder.Steps, on bool) {
		s.Lead = slices.DeleteFunc(slices.Clone(s.Lead), func(n int) bool { return n == days })
		if on {
			s.Lead = append(s.Lead, days)
		}
		slices.SortFunc(s.Lead, func(a, b int) int { return b - a })
	}}
}

// aWeek is the rhythm of what is late.
const aWeek = 7

// stepColumns are the steps that can be chosen.
var stepColumns = []stepColumn{
	lead("30", 30), lead("7", 7), lead("1", 1), lead("day", 0),
	{"after", func(s reminder.Steps) bool { return s.After > 0 }, func(s *reminder.Steps, on bool) {
		s.After = 0
		if on {
			s.After = 1
		}
	}},
	{"weekly", func(s reminder.Steps) bool { return s.Every > 0 }, func(s *reminder.Steps, on bool) {
		s.Every = 0
		if on {
			s.Every = aWeek
		}
		if s.After != 1 {
			s.After = s.Every // of what has no step on the day after
		}
	}},
}

// without are the columns that mean nothing for a kind: what is told only from the
// moment on at which it is missing.
func without(kind reminder.Kind) []string {
	switch kind {
	case reminder.WriteUp, reminder.Review, reminder.Silence:
		return []string{"30", "7", "1", "after"}
	}
	return nil
}

// The widths of the tables in pixels of the design.
const (
	onWide   = 56
	stepWide = 52
)

func (f *reminderForm) kindTable() fyne.CanvasObject {
	table := widgets.Column(0, f.tableHead(), widgets.NewRule())
	for _, kind := range reminder.Kinds {
		usual := f.read.Usual[kind]
		choice, chosen := f.edited.Kinds[kind]
		if !chosen {
			choice.Steps = usual
		}
		table.Add(f.row(f.t("settings.reminders.kind."+string(kind)), choice, without(kind), func(c reminder.Choice) {
			if f.edited.Kinds == nil {
				f.edited.Kinds = map[reminder.Kind]reminder.Choice{}
			}
			f.edited.Kinds[kind] = c
			if c.String() == (reminder.Choice{Steps: usual}).String() {
				delete(f.edited.Kinds, kind) // as the rules say, also when they change
			}
		}, nil))
		table.Add(widgets.NewRule())
	}
	return table
}

func (f *reminderForm) drillTable() fyne.CanvasObject {
	table := widgets.Column(0)
	for _, option := range f.read.Drills {
		choice, differs := f.edited.Drills[option.Value]
		if !differs {
			continue
		}
		table.Add(f.row(option.Label, choice, nil, func(c reminder.Choice) { f.edited.Drills[option.Value] = c }, func() {
			delete(f.edited.Drills, option.Value)
			f.screen.fill(f.page())
		}))
		table.Add(widgets.NewRule())
	}
	if len(table.Objects) > 0 {
		table.Objects = append([]fyne.CanvasObject{f.tableHead(), widgets.NewRule()}, table.Objects...)
	}
	return table
}

// addDrill lets a kind of drill have steps of its own; they begin as those of all.
func (f *reminderForm) addDrill() fyne.CanvasObject {
	var rest []widgets.Option
	for _, option := range f.read.Drills {
		if _, differs := f.edited.Drills[option.Value]; !differs {
			rest = append(rest, option)
		}
	}
	add := widgets.NewSelect(f.t("settings.reminders.drills.add"), rest, "", func(kind string) {
		choice, chosen := f.edited.Kinds[reminder.Drill]
		if !chosen {
			choice.Steps = f.read.Usual[reminder.Drill]
		}
		if f.edited.Drills == nil {
			f.edited.Drills = map[string]reminder.Choice{}
		}
		f.edited.Drills[kind] = choice
		f.screen.fill(f.page())
	}).Wide(240)
	return widgets.Row(look.Gap2, add, widgets.Stretch())
}

func (f *reminderForm) tableHead() fyne.CanvasObject {
	row := widgets.Row(0, widgets.Grow(widgets.NewCaption("")), widgets.Sized(onWide, 0, widgets.NewCaption(f.t("settings.reminders.on"))))
	for _, c := range stepColumns {
		row.Add(widgets.Sized(stepWide, 0, widgets.NewCaption(f.t("settings.reminders.step."+c.name))))
	}
	return widgets.Sized(0, look.ControlHeight, row)
}

// row is a line of a table: the name, whether there are notices at all, and which.
// With remove (nil for none) the line can be taken away.
func (f *reminderForm) row(name string, choice reminder.Choice, without []string, set func(reminder.Choice), remove func()) fyne.CanvasObject {
	change := func(do func(on bool)) func(bool) {
		return func(on bool) {
			do(on)
			set(choice)
			f.judge()
		}
	}
	row := widgets.Row(0, widgets.Grow(widgets.NewText(name).Cut()))
	if remove != nil {
		row.Add(widgets.NewRowButton(f.t("settings.year.remove"), remove))
		row.Add(widgets.Sized(look.Gap3, 0, widgets.NewCaption("")))
	}
	row.Add(widgets.Sized(onWide, 0, widgets.NewCheck("", !choice.Off, change(func(on bool) { choice.Off = !on }))))
	for _, c := range stepColumns {
		var cell fyne.CanvasObject = widgets.NewCaption("")
		if !slices.Contains(without, c.name) {
			cell = widgets.NewCheck("", c.has(choice.Steps), change(func(on bool) { c.set(&choice.Steps, on) }))
		}
		row.Add(widgets.Sized(stepWide, 0, cell))
	}
	return widgets.Sized(0, look.ControlHeight-1, row)
}

func (f *reminderForm) unsaved() bool { return len(f.edited.Changes(f.read.Settings)) > 0 }

// judge tells the times what is wrong with them, and the buttons what is possible.
func (f *reminderForm) judge() {
	first := ""
	for _, name := range []string{"from", "to", "morning"} {
		message := ""
		if _, err := f.times[name].Time(); err != nil || f.times[name].Text == "" {
			message = f.t("reminder.settings.time")
		}
		if f.fields[name].Complain(message); first == "" {
			first = message
		}
	}
	switch {
	case first != "":
		f.save.Refuse(first)
	case !f.unsaved():
		first = f.t("settings.school.same")
		f.save.Refuse(first)
	default:
		f.save.Allow()
	}
	f.reason.SetText(first)
	if f.unsaved() {
		f.discard.Allow()
	} else {
		f.discard.Refuse(first)
	}
}

// drop throws away what was not saved.
func (f *reminderForm) drop() {
	f.reset()
	f.screen.fill(f.page())
}

// keep saves the page when nothing on it is wrong.
func (f *reminderForm) keep() {
	if refused, _ := f.save.Refused(); refused {
		return
	}
	s, settings := f.screen, f.edited
	settings.Kinds, settings.Drills = maps.Clone(settings.Kinds), maps.Clone(settings.Drills)
	task.Run(s.deps.Runner, context.Background(), s.t("settings.save"),
		func(ctx context.Context, _ *task.Progress) (struct{}, error) {
			return struct{}{}, s.deps.Reminders.SaveReminders(ctx, settings)
		}, func(_ struct{}, err error) {
			if err != nil {
				s.tell("settings.reminders.unsaved", err)
				return
			}
			f.read.Settings = settings
			f.judge()
		})
}
