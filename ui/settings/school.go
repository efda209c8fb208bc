package settings

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"campuskeeper/app"
	"campuskeeper/ui/look"
	"campuskeeper/ui/task"
	"campuskeeper/ui/widgets"
)

func (s *Screen) loadSchool() {
	task.Latest(s.deps.Runner, &s.slot, context.Background(), s.t("settings.school"),
		func(ctx context.Context, _ *task.Progress) (app.School, error) { return s.deps.Schools.School(ctx) },
		func(school app.School, err error) {
			if err != nil {
				s.tell("settings.school.unread", err)
				return
			}
			s.school, s.edited, s.loaded, s.wrong = school, school, true, false
			if s.at == schoolPage {
				s.fill(s.schoolPage())
			}
		})
}

// schoolPage changes what stands on every paper and decides which rules apply.
func (s *Screen) schoolPage() fyne.CanvasObject {
	if !s.loaded {
		return widgets.NewText(s.t("settings.reading")).In(look.Muted)
	}
	required := s.t("widget.required")
	name := s.textField(&s.edited.Name)
	students := widgets.NewEntry("")
	if s.edited.Students > 0 {
		students.SetText(strconv.Itoa(s.edited.Students))
	}
	studentsField := widgets.NewField(s.t("settings.school.students"), "", students)
	students.OnChanged = func(text string) {
		n, ok := widgets.WholeNumber(text)
		s.wrong = !ok
		students.SetWrong(s.wrong)
		message := ""
		if s.wrong {
			message = s.t("settings.school.students.wrong")
		} else {
			s.edited.Students = n
		}
		studentsField.Complain(message)
		s.judge()
	}
	kind := widgets.NewSchoolKind(s.deps.Words, &s.edited, s.judge)
	pack := widgets.NewSelect(s.t("widget.choose"), s.deps.Packs(), s.edited.Pack, func(value string) {
		s.edited.Pack = value
		s.judge()
	})
	s.save = widgets.NewButton(widgets.Main, "save", s.t("settings.save"), s.Save)
	page := widgets.Column(look.Gap4,
		widgets.NewField(s.t("settings.school.name"), required, name),
		widgets.Halves(widgets.NewField(s.t("settings.school.type"), required, kind), studentsField),
		widgets.Halves(widgets.NewField(s.t("settings.school.director"), "", s.textField(&s.edited.Director)),
			widgets.NewField(s.t("settings.school.phone"), "", s.textField(&s.edited.Phone))),
		widgets.NewField(s.t("settings.school.pack"), required, pack),
		widgets.NewSection(s.t("settings.school.has")), widgets.NewSchoolConditions(s.deps.Words, &s.edited, s.judge),
		widgets.Row(look.Gap2, s.save, widgets.Stretch()))
	s.judge()
	return page
}

func (s *Screen) textField(value *string) *widgets.Entry {
	entry := widgets.NewEntry("")
	entry.SetText(*value)
	entry.OnChanged = func(text string) {
		*value = strings.TrimSpace(text)
		s.judge()
	}
	return entry
}

// judge says whether the school can be saved as it stands on the screen.
func (s *Screen) judge() {
	switch {
	case s.wrong:
		s.save.Refuse(s.t("settings.school.students.wrong"))
	case s.edited.Check() != nil:
		s.save.Refuse(s.deps.Words.Explain(s.edited.Check()))
	case !s.schoolUnsaved():
		s.save.Refuse(s.t("settings.school.same"))
	default:
		s.save.Allow()
	}
}

func (s *Screen) saveSchool() {
	school := s.edited
	task.Run(s.deps.Runner, context.Background(), s.t("settings.save"),
		func(ctx context.Context, _ *task.Progress) (struct{}, error) {
			return struct{}{}, s.deps.Schools.SaveSchool(ctx, school)
		}, func(_ struct{}, err error) {
			if err != nil {
				s.tell("settings.school.unsaved", err)
				return
			}
			if s.school.Pack != school.Pack && (s.year == nil || !s.year.unsaved()) {
				s.year = nil // its terms are those of the pack
			}
			s.school = school
			s.judge()
			s.deps.Saved()
		})
}
