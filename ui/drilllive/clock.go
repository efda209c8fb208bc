package drilllive

import (
	"fyne.io/fyne/v2"

	"campuskeeper/ui/widgets"
)

// clockText is the size of the clock's figures, in pixels of the design, and smallClock
// that in a narrow window.
const (
	clockText  = 88
	smallClock = 48
)

// clock shows the time since the alarm in figures that are read across a playground.
// It draws nothing but itself when a second has passed.
type clock struct {
	*widgets.Text
	size float32
}

func newClock(size float32) clock {
	return clock{widgets.NewStrong("00:00").Sized(size).Align(fyne.TextAlignCenter), size}
}

// set shows a time. An hour has two figures more, which find room in the same column.
func (c clock) set(text string) {
	if len(c.Text.Text()) != len(text) {
		c.Sized(c.size * 5 / float32(max(5, len(text))))
	}
	c.SetText(text)
}
