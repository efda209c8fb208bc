package drilllive

import (
	"cmp"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"campuskeeper/app"
	"campuskeeper/app/drill"
	"campuskeeper/ui/look"
	"campuskeeper/ui/widgets"
	"campuskeeper/ui/words"
)

// toldMark says who was told last of those who had to be told. Whoever is told only
// later was not told yet.
func toldMark(book *words.Book, kind drill.Kind, told []drill.Notice, now time.Time) fyne.CanvasObject {
	today := app.DayOf(now)
	var last, next *drill.Notice
	for i := range told {
		n := &told[i]
		switch {
		case n.On.IsZero() && n.At == "":
		case later(n, today, now):
			if next == nil || when(n, next) < 0 {
				next = n
			}
		case last == nil || when(n, last) >= 0:
			last = n
		}
	}
	say := func(key string, n *drill.Notice) string {
		return book.T(key, "who", whoName(book, kind, n.Who), "time", noticeTime(book, n, today))
	}
	switch {
	case last != nil:
		return widgets.NewStateMark(look.Done, say("live.told", last))
	case next != nil:
		return widgets.NewStateMark(look.Needed, say("live.told.later", next))
	case len(kind.Before) == 0 || len(told) > 0:
		return widgets.NewText("")
	}
	return widgets.NewStateMark(look.Needed, book.T("live.told.nobody"))
}

// later says whether a notice is of a moment that has not come yet. One without a day
// is of today.
func later(n *drill.Notice, today app.Day, now time.Time) bool {
	if n.On.IsZero() || n.On == today {
		return n.At > now.Format("15:04")
	}
	return n.On.After(today)
}

// when compares the moments of two notices.
func when(a, b *drill.Notice) int { return cmp.Or(a.On.Compare(b.On), strings.Compare(a.At, b.At)) }

// noticeTime is when somebody is told: the time alone means today.
func noticeTime(book *words.Book, n *drill.Notice, today app.Day) string {
	if n.At != "" && (n.On.IsZero() || n.On == today) {
		return n.At
	}
	return strings.TrimSpace(book.Day(n.On) + " " + n.At)
}

// whoName is somebody who is told beforehand: by the kind's word, or the school's own.
func whoName(book *words.Book, kind drill.Kind, who string) string {
	for _, b := range kind.Before {
		if b.Name == who {
			return book.Text(b.Title)
		}
	}
	return who
}
