package widgets_test

import (
	"context"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"campuskeeper/app"
	"campuskeeper/assets/fonts"
	assets "campuskeeper/assets/words"
	"campuskeeper/ui/look"
	"campuskeeper/ui/task"
	"campuskeeper/ui/widgets"
	"campuskeeper/ui/words"
)

// dress makes an app in a style.
func dress(t *testing.T, style look.Style) {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(look.New(style, fonts.Regular(), fonts.Bold()))
}

func book(t *testing.T, lang app.Lang) *words.Book {
	t.Helper()
	all, err := app.LoadWords(assets.Files())
	if err != nil {
		t.Fatal(err)
	}
	return words.New(all, lang)
}

// say picks the words of the board in a language.
func say(lang app.Lang, english, chinese string) string {
	return app.Text{app.English: english, app.Chinese: chinese}.In(lang)
}

// board shows all parts on one sheet, like the picture of the parts.
func board(t *testing.T, lang app.Lang) fyne.CanvasObject {
	t.Helper()
	say := func(english, chinese string) string { return say(lang, english, chinese) }
	focused := widgets.NewButton(widgets.Ordinary, "cal", say("Extend", "延期"), nil)
	focused.FocusGained()
	refused := widgets.NewButton(widgets.Ordinary, "", say("Next", "下一步"), nil)
	refused.Refuse(say("The code is not printed yet.", "恢复码尚未打印。"))
	buttons := widgets.Row(8,
		widgets.NewButton(widgets.Main, "save", say("Save", "保存"), nil),
		widgets.NewButton(widgets.Ordinary, "cal", say("Extend", "延期"), nil),
		widgets.NewButton(widgets.Grave, "", say("Void", "作废"), nil), refused,
		widgets.NewRowButton(say("Open", "打开"), nil),
		widgets.NewButton(widgets.Quiet, "", say("All 9", "全部 9 条"), nil),
		widgets.NewMenuButton(widgets.Ordinary, "print", say("Print", "打印"), nil))

	chosen := widgets.NewChip(look.NoShape, say("Open", "未销号"), 37, nil)
	chosen.SetChosen(true)
	chips := widgets.Row(16, focused, chosen, widgets.NewChip(look.Late, say("Overdue", "逾期"), 3, nil), widgets.NewCountPill(8))

	wrong := widgets.NewEntry("")
	wrong.SetText("2026-9-32")
	wrong.SetWrong(true)
	wrongField := widgets.NewField(say("Wrong", "有误"), "", wrong)
	wrongField.Complain(say("No such day.", "没有这一天。"))
	filled := widgets.NewEntry("")
	filled.SetText(say("Canteen store", "食堂库房"))
	entries := container.NewGridWithColumns(3,
		widgets.NewField(say("At rest", "常态"), say("required", "必填"), filled), wrongField,
		widgets.NewField(say("Empty", "未填"), "", widgets.NewEntry(say("Place", "地点"))))
	choices := widgets.Row(12,
		widgets.NewSelect(say("Choose", "请选择"), []widgets.Option{{Value: "year", Label: say("This year", "本年度")}}, "year", nil),
		widgets.NewCheck(say("Copy 1 is in the school safe", "第一份已放入保险柜"), true, nil),
		widgets.NewCheck(say("Copy 2", "第二份"), false, nil))

	marks := container.NewGridWithColumns(4)
	for _, shape := range look.Shapes {
		marks.Add(widgets.NewStateMark(shape, say("3 days late", "逾期 3 天")))
	}
	work := widgets.NewProgressLine(book(t, lang))
	showWork(t, work, say("Checking photos", "正在核对照片"))
	undo := widgets.NewUndoLine(task.New(func(func()) {}, app.SystemClock{}, &task.ManualTimers{}), book(t, lang))
	undo.Offer(say("YH-2026-0395 closed.", "YH-2026-0395 已销号。"), nil)

	card := func(object fyne.CanvasObject) fyne.CanvasObject { return widgets.Card(object) }
	left := widgets.Column(12, card(buttons), card(chips), card(entries), card(choices), card(marks),
		card(widgets.NewParagraph(say(
			"If the passphrase is forgotten, this code opens the ledgers. There is no other way in: nobody else has a copy, not even the makers of this program.",
			"如果忘记口令，可用此恢复码打开台账。此外没有别的办法：任何人都没有副本，程序作者也没有，（请妥善保管）。"))))
	right := widgets.Column(12,
		widgets.NewErrorCard(say("Save failed: the disk is full", "保存失败：磁盘已满"),
			say("Your text is kept. Free some space and press Save again.", "已填内容均已保留。请清理出空间后再按“保存”。"),
			widgets.NewButton(widgets.Ordinary, "", say("Keep as draft", "存为草稿"), nil),
			widgets.NewButton(widgets.Main, "", say("Save again", "重新保存"), nil)),
		card(work),
		card(widgets.NewAllWell(say("Nothing is due today.", "今天没有到期事项。"),
			say("Next: one-key alarm test, 2026-11-24 (Tue)", "下一项：一键式报警测试，11月24日（周二）"))),
		undo,
		card(widgets.NewEmptyState("edu", say("No parent letters yet this term", "本学期还没有告家长书"),
			say("Letters, their receipts and what came back live here.", "告家长书及其回执、回收情况都在这里。"),
			widgets.NewButton(widgets.Main, "plus", say("Write the first letter", "新建第一封告家长书"), nil))))
	search := widgets.NewSearchBox(say("Find any record", "查找任何记录"), "Ctrl+F", nil)
	head := widgets.NewScreenHead(say("Today", "今日待办"), say("2026-11-23 (Mon), teaching week 13", "2026年11月23日（周一），第13教学周"),
		search, widgets.NewMenuButton(widgets.Main, "plus", say("New", "新建"), nil),
		widgets.NewButton(widgets.Ordinary, "print", say("Print list", "打印清单"), nil))
	section := widgets.NewSectionHead(say("Overdue", "已逾期"), look.Red, 5, say("Oldest first", "按逾期天数排序"))
	body := container.NewHBox(widgets.Sized(560, 0, left), widgets.Sized(400, 0, right))
	return widgets.Fill(look.Ground, widgets.Column(0, head, section, widgets.Padded(16, body)))
}

// showWork brings a line to 212 of 1480.
func showWork(t *testing.T, line *widgets.ProgressLine, name string) {
	t.Helper()
	var queue task.Queue
	runner := task.New(queue.Do, app.SystemClock{}, &task.ManualTimers{})
	reached, end := make(chan struct{}), make(chan struct{})
	work := task.Run(runner, context.Background(), name, func(_ context.Context, p *task.Progress) (int, error) {
		p.Set(212, 1480)
		close(reached)
		<-end
		return 0, nil
	}, nil)
	<-reached
	line.Follow(work)
	close(end)
	queue.Settle(runner)
}
