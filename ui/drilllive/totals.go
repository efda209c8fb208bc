package drilllive

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"campuskeeper/app/drill"
	"campuskeeper/ui/look"
	"campuskeeper/ui/widgets"
	"campuskeeper/ui/words"
)

// totals is the line over the class cards: how many reported, are there, are missing.
type totals struct {
	widget.BaseWidget
	book    *words.Book
	now     drill.Totals
	head    *widgets.Text
	values  [3]*widgets.Text
	away    *fyne.Container // the last of them, shown when somebody is away
	missing *widgets.Text
	row     *fyne.Container
	brief   bool // one line in a narrow window, whose chips say the rest
}

func newTotals(book *words.Book, brief bool) *totals {
	t := &totals{book: book, brief: brief, head: widgets.NewSection(book.T("live.roll.head")), missing: widgets.NewStrong("").In(look.Red), now: drill.Totals{Classes: -1}}
	captions := [3]string{book.T("live.roll.reported"), book.T("live.roll.present"), book.T("live.roll.absent")}
	t.row = widgets.NewFlow(look.Gap4, 0, t.head)
	for i, caption := range captions {
		t.values[i] = widgets.NewStrong("")
		t.away = widgets.Row(look.Gap1, widgets.NewText(caption), t.values[i])
		t.row.Add(t.away)
	}
	t.row.Add(t.missing)
	t.head.Hidden = brief
	t.ExtendBaseWidget(t)
	return t
}

func (t *totals) set(now drill.Totals) {
	if now == t.now {
		return
	}
	t.now = now
	of := func(n, all int) string { return strconv.Itoa(n) + " / " + strconv.Itoa(all) }
	t.values[0].SetText(of(now.Reported, now.Classes))
	t.values[1].SetText(of(now.Present, now.Expected))
	t.values[2].SetText(strconv.Itoa(now.AbsentKnown))
	t.away.Hidden = t.brief || now.AbsentKnown == 0
	t.missing.Hidden = t.brief || now.Missing == 0
	t.missing.SetText(t.book.T("live.roll.missing", "n", now.Missing))
	t.row.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (t *totals) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(t.row) }
