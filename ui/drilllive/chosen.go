package drilllive

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"campuskeeper/ui/look"
	"campuskeeper/ui/widgets"
)

// chosenClass is the line under the cards: what can be entered about the chosen one,
// by finger or by key.
type chosenClass struct {
	widget.BaseWidget
	r       *running
	name    *widgets.Text
	all     *widgets.Button
	missing *widgets.Button
	row     *fyne.Container
}

func newChosenClass(r *running) *chosenClass {
	c := &chosenClass{r: r, name: widgets.NewText("").Cut()}
	c.all = widgets.NewButton(widgets.Ordinary, "check", r.t("live.all"), func() {
		r.allPresent(r.grid.chosen)
		r.toCards()
	})
	c.missing = widgets.NewButton(widgets.Ordinary, "users", r.t("live.miss"), func() {
		r.toCards()
		r.askMissing(r.grid.chosen)
	})
	c.row = widgets.Row(look.Gap2, widgets.Grow(c.name), c.all, c.missing)
	c.ExtendBaseWidget(c)
	return c
}

// show says which class is chosen.
func (c *chosenClass) show() {
	classes := c.r.model.state.Classes
	if c.r.grid.chosen < 0 || c.r.grid.chosen >= len(classes) {
		key := "live.choose"
		if c.r.slim {
			key = "live.choose.brief"
		}
		c.name.Set(c.r.t(key), look.Muted, false)
		c.all.Refuse("")
		c.missing.Refuse("")
		return
	}
	class := classes[c.r.grid.chosen]
	text := className(c.r.book, class.Class)
	if class.Teacher != "" && !c.r.slim {
		text = c.r.t("live.class.teacher", "class", text, "teacher", class.Teacher)
	}
	c.name.Set(text, look.Ink, true)
	c.all.Allow()
	c.missing.Allow()
}

// CreateRenderer implements fyne.Widget.
func (c *chosenClass) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(c.row) }
