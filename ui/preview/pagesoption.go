package preview

import (
	"campuskeeper/ui/widgets"
)

// newPagesOption makes the choice of pages: all, the one that is shown, or those
// that the user writes into an entry that comes with this choice.
func (s *Screen) newPagesOption(o *options) {
	o.which = widgets.NewEntry(s.t("preview.some.hint"))
	o.which.OnChanged = func(string) { s.tellPages() }
	o.some = widgets.NewField(s.t("preview.some"), "", o.which)
	o.some.Hide()
	o.pages = widgets.NewSelect("", []widgets.Option{
		{Value: allPages, Label: s.t("preview.pages.all")},
		{Value: thisPage, Label: s.t("preview.pages.this")},
		{Value: somePages, Label: s.t("preview.pages.some")},
	}, allPages, func(which string) {
		o.some.Hidden = which != somePages
		o.object.Refresh()
		if which == somePages {
			s.deps.Window().Focus(o.which)
		}
	})
}

// tellPages says under the entry how many pages they are, once they can be read.
func (s *Screen) tellPages() {
	o := s.form
	o.which.SetWrong(false)
	o.some.Tell("")
	if s.paper == nil {
		return
	}
	if pages, err := readPages(o.which.Text, s.paper.Len()); err == nil {
		o.some.Tell(s.t("preview.some.count", "n", len(pages), "all", s.paper.Len()))
	}
}

// wanted is the paper with the pages that the user chose; false after a complaint.
func (s *Screen) wanted() (Paper, bool) {
	o := s.form
	switch o.pages.Value() {
	case thisPage:
		return s.paper.Only([]int{s.page}), true
	case somePages:
		pages, err := readPages(o.which.Text, s.paper.Len())
		if err != nil {
			o.which.SetWrong(true)
			o.some.Complain(s.deps.Words.Explain(err))
			s.deps.Window().Focus(o.which)
			return nil, false
		}
		return s.paper.Only(pages), true
	}
	return s.paper, true
}
