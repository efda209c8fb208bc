package settings

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"campuskeeper/app"
	"campuskeeper/ui/look"
	"campuskeeper/ui/widgets"
)

// lookPage chooses language, colours and size of text; each works at once.
func (s *Screen) lookPage() fyne.CanvasObject {
	style := s.deps.Style()
	var langs, modes, scales []widgets.Option
	for _, lang := range app.Langs {
		langs = append(langs, widgets.Option{Value: string(lang), Label: s.t("settings.lang." + string(lang))})
	}
	for _, mode := range look.Modes {
		modes = append(modes, widgets.Option{Value: string(mode), Label: s.t("settings.mode." + string(mode))})
	}
	for _, scale := range look.Scales {
		scales = append(scales, widgets.Option{Value: strconv.Itoa(scale), Label: s.t("settings.scale", "n", scale)})
	}
	hint := s.t("widget.choose")
	return widgets.Column(look.Gap3,
		setting(s.t("settings.lang"), s.t("settings.lang.text"),
			widgets.NewSelect(hint, langs, string(s.deps.Words.Lang()), func(value string) { s.deps.Language(app.Lang(value)) }).Wide(200)),
		setting(s.t("settings.mode"), s.t("settings.mode.text"),
			widgets.NewSelect(hint, modes, string(style.Mode), func(value string) {
				style.Mode = look.Mode(value)
				s.deps.SetStyle(style)
			}).Wide(200)),
		setting(s.t("settings.size"), s.t("settings.size.text"),
			widgets.NewSelect(hint, scales, strconv.Itoa(max(style.Scale, look.Scales[0])), func(value string) {
				if scale, err := strconv.Atoi(value); err == nil {
					style.Scale = scale
					s.deps.SetStyle(style)
				}
			}).Wide(200)))
}

// aboutPage says what the program is and where the data lies.
func (s *Screen) aboutPage() fyne.CanvasObject {
	folder := widget.NewLabel(s.deps.Data)
	folder.Selectable, folder.Truncation = true, fyne.TextTruncateEllipsis
	licences := widgets.NewParagraph(s.deps.Licences).In(look.Muted).Sized(look.CaptionText)
	return widgets.Column(look.Gap4,
		widgets.Row(look.Gap4, widgets.NewIcon("shield", look.Accent, 40), widgets.Grow(widgets.Column(0,
			widgets.NewSection(s.t("settings.about.name")),
			widgets.NewText(s.t("settings.about.version", "version", s.deps.Version)).In(look.Muted)))),
		widgets.NewParagraph(s.t("settings.about.text")),
		widgets.NewRule(),
		widgets.NewSection(s.t("settings.about.data")),
		widgets.NewParagraph(s.t("settings.about.data.text")),
		widgets.Row(look.Gap2, widgets.Grow(folder),
			widgets.NewButton(widgets.Ordinary, "", s.t("settings.openFolder"), func() { s.deps.Open(s.deps.Data) })),
		widgets.NewRule(),
		widgets.NewSection(s.t("settings.about.licences")),
		container.NewStack(licences))
}
