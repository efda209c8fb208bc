package settings

import (
	"context"
	"fmt"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"campuskeeper/app"
	"campuskeeper/ui/look"
	"campuskeeper/ui/task"
	"campuskeeper/ui/widgets"
)

func (s *Screen) loadBackups() {
	type found struct {
		list   []Backup
		folder string
	}
	task.Latest(s.deps.Runner, &s.slot, context.Background(), s.t("settings.backups"),
		func(ctx context.Context, _ *task.Progress) (found, error) {
			list, err := s.deps.Backups.List(ctx)
			return found{list, s.deps.Backups.Folder()}, err
		}, func(now found, err error) {
			if err != nil {
				s.tell("settings.backups.unread", err)
				return
			}
			s.backups, s.folder = now.list, now.folder
			if s.at == backupPage {
				s.fill(s.backupPage())
			}
		})
}

// backupPage lists the copies, newest first, and restores one.
func (s *Screen) backupPage() fyne.CanvasObject {
	buttons := widgets.Row(look.Gap2,
		widgets.NewButton(widgets.Main, "save", s.t("settings.backups.now"), s.backUp),
		widgets.NewButton(widgets.Ordinary, "", s.t("settings.openFolder"), func() { s.deps.Open(s.folder) }),
		widgets.Stretch())
	list := widgets.Column(0, widgets.NewRule())
	for _, backup := range s.backups {
		list.Add(s.backupRow(backup))
		list.Add(widgets.NewRule())
	}
	if len(s.backups) == 0 {
		list.Objects = []fyne.CanvasObject{widgets.NewEmptyState("hist", s.t("settings.backups.none"), s.t("settings.backups.none.text"), nil)}
	}
	return widgets.Column(look.Gap4, widgets.NewParagraph(s.t("settings.backups.text")),
		widgets.NewNote(s.folder), buttons, list)
}

func (s *Screen) backupRow(backup Backup) fyne.CanvasObject {
	made := s.deps.Words.Day(app.DayOf(backup.Made)) + " " + s.deps.Words.Time(backup.Made)
	return widgets.Sized(0, look.ControlHeight, widgets.Row(look.Gap3,
		widgets.NewShape(look.Done, 14), widgets.Sized(230, 0, widgets.NewText(made).Cut()),
		widgets.Sized(90, 0, widgets.NewText(size(backup.Size)).In(look.Muted)),
		widgets.Grow(widgets.NewText(backup.Kept).In(look.Muted).Cut()),
		widgets.NewRowButton(s.t("settings.backups.restore"), func() { s.compare(backup) })))
}

// size writes bytes as people do.
func size(bytes int64) string {
	const unit = 1024
	switch {
	case bytes < unit*unit:
		return strconv.FormatInt((bytes+unit-1)/unit, 10) + " KB"
	case bytes < unit*unit*unit:
		return fmt.Sprintf("%.1f MB", float64(bytes)/unit/unit)
	}
	return fmt.Sprintf("%.1f GB", float64(bytes)/unit/unit/unit)
}

func (s *Screen) backUp() {
	task.Run(s.deps.Runner, context.Background(), s.t("settings.backups.now"),
		func(ctx context.Context, _ *task.Progress) (struct{}, error) {
			return struct{}{}, s.deps.Backups.Make(ctx)
		}, func(_ struct{}, err error) {
			if err != nil {
				s.tell("settings.backups.failed", err)
				return
			}
			s.loadBackups()
		})
}

// compare shows what restoring would change, before anything is.
func (s *Screen) compare(backup Backup) {
	task.Run(s.deps.Runner, context.Background(), s.t("settings.backups.restore"),
		func(ctx context.Context, _ *task.Progress) (Difference, error) {
			return s.deps.Backups.Compare(ctx, backup.Name)
		}, func(difference Difference, err error) {
			if err != nil {
				s.tell("settings.backups.unread", err)
				return
			}
			s.askRestore(backup, difference)
		})
}

func (s *Screen) askRestore(backup Backup, difference Difference) {
	table := widgets.Column(0, differenceLine(
		widgets.NewCaption(s.t("settings.restore.ledger")),
		widgets.NewCaption(s.t("settings.restore.present")), widgets.NewCaption(s.t("settings.restore.backup"))), widgets.NewRule())
	for _, row := range difference.Rows {
		then := widgets.NewText(strconv.Itoa(row.Then))
		if row.Then < row.Now {
			then.In(look.Red)
		}
		table.Add(differenceLine(widgets.NewText(row.Ledger).Cut(), widgets.NewText(strconv.Itoa(row.Now)), then))
		table.Add(widgets.NewRule())
	}
	key := "settings.restore.text"
	if difference.Lost == 0 {
		key = "settings.restore.all"
	}
	text := s.t(key, "day", app.DayOf(backup.Made), "time", s.deps.Words.Time(backup.Made), "n", difference.Lost)
	var dialog *widgets.Dialog
	no := widgets.NewButton(widgets.Ordinary, "", s.t("widget.cancel"), func() { dialog.Cancel() })
	yes := widgets.NewButton(widgets.Grave, "", s.t("settings.restore.yes"), func() {
		dialog.Hide()
		s.restore(backup)
	})
	body := widgets.Column(look.Gap3, widgets.NewParagraph(text))
	if len(difference.Rows) > 0 {
		body.Add(widgets.Sized(0, 240, container.NewVScroll(table)))
	}
	dialog = widgets.NewDialog(s.deps.Window(), s.t("settings.restore.title"), 520, body, no, no, yes)
	dialog.Show()
}

func differenceLine(ledger, now, then *widgets.Text) fyne.CanvasObject {
	return widgets.Sized(0, look.ControlHeight-1, widgets.Row(look.Gap3, widgets.Grow(ledger),
		widgets.Sized(96, 0, now.Align(fyne.TextAlignTrailing)), widgets.Sized(96, 0, then.Align(fyne.TextAlignTrailing))))
}

func (s *Screen) restore(backup Backup) {
	task.Run(s.deps.Runner, context.Background(), s.t("settings.backups.restore"),
		func(ctx context.Context, _ *task.Progress) (struct{}, error) {
			return struct{}{}, s.deps.Backups.Restore(ctx, backup.Name)
		}, func(_ struct{}, err error) {
			if err != nil {
				s.tell("settings.restore.failed", err)
				return
			}
			s.deps.Restored()
		})
}
