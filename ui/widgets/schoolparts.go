package widgets

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"campuskeeper/app"
	"campuskeeper/ui/words"
)

// NewSchoolKind returns the choice of the kind of school; changed is called after
// each.
func NewSchoolKind(book *words.Book, school *app.School, changed func()) *Select {
	var kinds []Option
	for _, kind := range app.SchoolTypes {
		kinds = append(kinds, Option{Value: string(kind), Label: book.T("widget.school.type." + string(kind))})
	}
	return NewSelect(book.T("widget.choose"), kinds, string(school.Type), func(value string) {
		school.Type = app.SchoolType(value)
		changed()
	})
}

// NewSchoolConditions returns the boxes that decide which rules apply to a school.
func NewSchoolConditions(book *words.Book, school *app.School, changed func()) fyne.CanvasObject {
	boxes := container.NewGridWithColumns(2)
	for _, c := range []struct {
		name string
		has  *bool
	}{
		{"boarding", &school.Boarding},
		{"bus", &school.Bus},
		{"canteen", &school.Canteen},
		{"laboratory", &school.Laboratory},
		{"water", &school.WaterNear},
	} {
		boxes.Add(NewCheck(book.T("widget.school.has."+c.name), *c.has, func(ticked bool) {
			*c.has = ticked
			changed()
		}))
	}
	return boxes
}

// WholeNumber reads a number from 0 on; an empty text is 0.
func WholeNumber(text string) (n int, ok bool) {
	if text = strings.TrimSpace(text); text == "" {
		return 0, true
	}
	n, err := strconv.Atoi(text)
	return max(0, n), err == nil && n >= 0
}
