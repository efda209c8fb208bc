package imports

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"campuskeeper/ui/look"
	"campuskeeper/ui/widgets"
)

// newSteps shows the steps of the wizard in a row: done, now, to come.
func newSteps(names []string, now int) fyne.CanvasObject {
	var parts []fyne.CanvasObject
	for i, name := range names {
		if i > 0 {
			role := look.Rule
			if i <= now {
				role = look.Green
			}
			parts = append(parts, widgets.Sized(24, 2, widgets.NewBox(role, look.Clear, 0)))
		}
		word := widgets.NewText(name)
		switch {
		case i < now:
			parts = append(parts, widgets.NewShape(look.Done, 20), word)
		case i == now:
			parts = append(parts, numbered(i+1, look.Accent, look.Accent, look.OnAccent), word.Bold().In(look.Accent))
		default:
			parts = append(parts, numbered(i+1, look.Paper, look.Field, look.Muted), word.In(look.Muted))
		}
	}
	return widgets.Row(look.Gap2, parts...)
}

// numbered is a circle with a number.
func numbered(n int, fill, edge, ink look.Role) fyne.CanvasObject {
	const side = 20
	number := widgets.NewCaption(strconv.Itoa(n)).In(ink).Align(fyne.TextAlignCenter)
	return widgets.Sized(side, side, container.NewStack(widgets.NewBox(fill, edge, side/2), number))
}
