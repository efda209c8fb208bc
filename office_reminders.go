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

// SaveReminders implements settings.Reminders.
func (k reminderKeeper) SaveReminders(ctx context.Context, chosen reminder.Settings) error {
	if err := k.desk.reminders.KeepSettings(ctx, k.desk.who, chosen); err != nil {
		return err
	}
	k.runner.Do(k.inbox.Reload)
	return nil
}
