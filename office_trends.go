package main

import (
	"context"

	"fyne.io/fyne/v2"

	"campuskeeper/app"
	"campuskeeper/app/form"
	"campuskeeper/ui/drilltrends"
	"campuskeeper/ui/preview"
	"campuskeeper/ui/shell"
	"campuskeeper/ui/widgets"
)

// addTrends puts the trends of drills into the menu.
func (o *office) addTrends() {
	o.frame.AddCommand(shell.Command{
		Menu: shell.ViewMenu, Group: 3, Key: "trends.menu", Shortcut: widgets.CtrlShift(fyne.KeyT), Do: o.openTrends,
	})
}

// openTrends shows how the times of the drills develop.
func (o *office) openTrends() {
	if _, shown := o.frame.Current().(*drilltrends.Screen); shown {
		return
	}
	o.frame.Go(shell.Drills)
	o.frame.Push(drilltrends.New(drilltrends.Deps{
		Words: o.book, Runner: o.runner, Source: drillKeeper{o}, Host: o.frame, Memory: o.habits, Back: o.frame.Back,
		Open:  func(id app.ID) { o.ledgers.ShowRecord(o.frame.Current(), id, o.drills.Changed) },
		Print: o.previewTrends,
	}))
}

// Trends implements drilltrends.Source.
func (k drillKeeper) Trends(ctx context.Context) (drilltrends.Book, error) {
	return k.desk.drills.trends(ctx, app.DayOf(k.clock.Now()))
}

// trends follows the drills of all years.
func (d *drillDesk) trends(ctx context.Context, today app.Day) (drilltrends.Book, error) {
	question, err := d.question(ctx)
	if err != nil {
		return drilltrends.Book{}, err
	}
	entries, err := d.entries(ctx)
	if err != nil {
		return drilltrends.Book{}, err
	}
	return drilltrends.Book{Trends: question.Trends(entries), Calendar: question.Calendar, Today: today}, nil
}

// previewTrends shows the paper of the series that were chosen: every measure of the
// kind, so that one sheet tells all of its drills.
func (o *office) previewTrends(choice drilltrends.Choice) {
	machine := o.press(o.desk)
	o.showPreview(preview.Job{
		Title: o.book.T("trends.title"), Name: "drill-trends-" + choice.Kind, Back: o.frame.Current().Title(), Choice: preview.Choice{Lang: o.book.Lang()},
		Lay: func(ctx context.Context, c preview.Choice) (preview.Paper, error) {
			langs := []app.Lang{c.Lang}
			if c.Lang == preview.Both {
				langs = []app.Lang{app.Chinese, app.English}
			}
			book, err := o.desk.drills.trends(ctx, app.DayOf(o.clock.Now()))
			if err != nil {
				return nil, err
			}
			clerk := form.NewClerk(machine.words, o.desk.school, o.clock.Now(), langs...)
			return o.lay(clerk.DrillTrends(form.DrillTrends{Marks: book.Of(choice)}))
		},
	})
}
