package ledgers

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"campuskeeper/app/ledger"
	"campuskeeper/app/schema"
	"campuskeeper/ui/look"
	"campuskeeper/ui/widgets"
)

// sideWide is the width of what stands beside a form, in pixels of the design.
const sideWide float32 = 304

// leastForm is the least width at which a form is read beside its side.
const leastForm float32 = 360

// formLayout places the side beside the form, or under it in a narrow window.
type formLayout struct{}

// MinSize implements fyne.Layout.
func (formLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(look.Px(320), look.Px(160))
}

// Layout implements fyne.Layout.
func (formLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	form, side := objects[0], objects[1]
	wide := look.Px(sideWide)
	if size.Width-wide >= look.Px(leastForm) {
		widgets.Place(form, 0, 0, size.Width-wide, size.Height)
		widgets.Place(side, size.Width-wide, 0, wide, size.Height)
		return
	}
	high := size.Height * 2 / 3
	widgets.Place(form, 0, 0, size.Width, high)
	widgets.Place(side, 0, high, size.Width, size.Height-high)
}

// side shows photos, where the record comes from, and what saving will do.
func (f *form) side() fyne.CanvasObject {
	column := widgets.Column(look.Gap4)
	for _, name := range f.outside() {
		field, _ := f.template.Field(name)
		column.Add(f.photoPart(field))
	}
	if f.entry != nil && f.entry.Origin != "" {
		column.Add(f.originPart(f.entry.Origin))
	}
	if part := f.savingPart(); part != nil {
		column.Add(part)
	}
	column.Add(widgets.Stretch())
	keys := widgets.NewNote(f.t("ledgers.form.keys"))
	scroll := container.NewVScroll(widgets.Padded(look.Gap4, column))
	foot := widgets.Inset(look.Gap2, look.Gap4, look.Gap2, look.Gap4, keys)
	body := widgets.Column(0, widgets.Grow(scroll), foot)
	return widgets.Sized(sideWide, 0, widgets.Fill(look.Ground, edged(body)))
}

func (f *form) photoPart(field schema.Field) fyne.CanvasObject {
	add := widgets.NewRowButton(f.t("ledgers.photo.add"), func() { f.form.Pick(field.Name) })
	head := widgets.Row(look.Gap2, widgets.Grow(widgets.NewSection(f.deps.Words.Text(field.Title)).Cut()), add)
	return widgets.Column(look.Gap2, head, f.form.Outside(field.Name))
}

// originPart is the record that this one comes from, as a door to it.
func (f *form) originPart(number string) fyne.CanvasObject {
	door := widgets.NewButton(widgets.Quiet, "link", number, func() {
		if f.deps.OpenRecord != nil {
			f.deps.OpenRecord(number)
		}
	})
	return widgets.Column(look.Gap2, widgets.NewSection(f.t("ledgers.form.origin")), widgets.Card(widgets.Row(0, door)))
}

// savingPart says in short sentences what saving will do.
func (f *form) savingPart() fyne.CanvasObject {
	column := widgets.Column(look.Gap2, widgets.NewSection(f.t("ledgers.form.saving")))
	add := func(icon, key string) {
		sign := container.NewVBox(widgets.NewIcon(icon, look.Ink, 20))
		column.Add(container.NewBorder(nil, nil, widgets.Inset(0, look.Gap2, 0, 0, sign), nil, widgets.NewParagraph(f.t(key))))
	}
	if slices.Contains(f.template.Forms, "order") {
		add("flag", "ledgers.form.saving.order")
	}
	if f.template.Headline.Due != "" {
		add("cal", "ledgers.form.saving.due")
	}
	if f.guarded("other-checker") {
		add("users", ofLoop(f.template, "ledgers.form.saving.checker"))
	}
	if len(column.Objects) == 1 {
		return nil
	}
	return column
}

// guarded says whether a rule of the loop speaks of this ledger.
func (f *form) guarded(guard ledger.Guard) bool {
	if len(f.template.Roles.Fields(ledger.RoleChecker)) == 0 {
		return false
	}
	return slices.ContainsFunc(f.deps.Library.Loop(f.template).Moves, func(m ledger.Move) bool {
		return slices.Contains(m.Guards, guard)
	})
}
