package main

import (
	"context"

	"campuskeeper/app/drill"
	"campuskeeper/app/reminder"
	"campuskeeper/ui/settings"
	"campuskeeper/ui/widgets"
)

// reminderKeeper keeps what the school chose of its reminders.
type reminderKeeper struct{ *office }

// Reminders implements settings.Reminders.
func (k reminderKeeper) Reminders(ctx context.Context) (settings.ReminderChoice, error) {
	choice := settings.ReminderChoice{Usual: map[reminder.Kind]reminder.Steps{}}
	var err error
	if choice.Settings, err = k.desk.reminders.Settings(ctx); err != nil {
		return choice, err
	}
	rules := k.desk.pack.Load().rules
	for _, kind := range reminder.Kinds {
		choice.Usual[kind] = rules.Usual(kind)
	}
	question, err := k.desk.drills.question(ctx)
	if err != nil {
		return choice, err
	}
	for _, kind := range question.Kinds.For(drill.Site{School: k.desk.school, Settings: question.Site.Settings}) {
		choice.Drills = append(choice.Drills, widgets.Option{Value: kind.Name, Label: k.book.Text(kind.Title)})
	}
	return choice, nil
}

// SaveReminders implements settings.Reminders. The change can be taken back until
// something else is changed.
func (k reminderKeeper) SaveReminders(ctx context.Context, chosen reminder.Settings) error {
	before, err := k.desk.reminders.Settings(ctx)
	if err != nil {
		return err
	}
	if err := k.desk.reminders.KeepSettings(ctx, k.desk.who, chosen); err != nil {
		return err
	}
	k.changed(settingChange{"window.undo.reminders", func(ctx context.Context) error {
		return k.desk.reminders.KeepSettings(ctx, k.desk.who, before)
	}, func() {
		k.settings.ReloadReminders()
		k.inbox.Reload()
	}})
	k.runner.Do(func() {
		k.inbox.Reload()
		k.frame.OfferUndo(k.book.T("window.undo.reminders"))
	})
	return nil
}
