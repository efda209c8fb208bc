package look

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// sizeUnit is the length of one pixel of the design, which grows with the size of
// text that the user chose.
const sizeUnit fyne.ThemeSizeName = "ck.unit"

// Sizes of type in pixels of the design, before the user's scale. Only these are
// used: TitleText for the screen's title, SectionText for sections and record
// numbers, BodyText for everything else, CaptionText for captions and heads.
const (
	TitleText   float32 = 20
	SectionText float32 = 16
	BodyText    float32 = 14
	CaptionText float32 = 12
)

// Steps of space in pixels of the design.
const (
	Gap1 float32 = 4
	Gap2 float32 = 8
	Gap3 float32 = 12
	Gap4 float32 = 16
	Gap6 float32 = 24
)

// Heights of what stands in lines, in pixels of the design.
const (
	ControlHeight   float32 = 32 // buttons, entries, selects, rows of tables
	RowButtonHeight float32 = 24 // buttons in a row
	ChipHeight      float32 = 28
	PillHeight      float32 = 20 // counts
	HeadHeight      float32 = 56 // head of a screen, foot of a wizard
	SectionHeight   float32 = 36 // head of a list on Today
	BarHeight       float32 = 28 // menu and status line
	Radius          float32 = 4
)

// Px turns pixels of the design into the canvas's pixels under the size of text
// that is set now. Every length in a widget of ours goes through it.
func Px(design float32) float32 { return design * theme.Size(sizeUnit) }

// Square is Px in both directions.
func Square(design float32) fyne.Size { return fyne.NewSquareSize(Px(design)) }

// Line returns the height of a line of type of a size, both in pixels of the
// design.
func Line(text float32) float32 {
	switch text {
	case TitleText:
		return 28
	case SectionText:
		return 24
	case CaptionText:
		return 16
	case BodyText:
		return 20
	}
	return text * 1.1
}

// sizes are Fyne's sizes in pixels of the design. They were measured, not
// guessed: with them Fyne's own entries and selects come out 32 pixels high.
var sizes = map[fyne.ThemeSizeName]float32{
	sizeUnit:                         1,
	theme.SizeNameText:               BodyText,
	theme.SizeNameCaptionText:        CaptionText,
	theme.SizeNameSubHeadingText:     SectionText,
	theme.SizeNameHeadingText:        TitleText,
	theme.SizeNameInlineIcon:         20,
	theme.SizeNamePadding:            4,
	theme.SizeNameInnerPadding:       6,
	theme.SizeNameLineSpacing:        4,
	theme.SizeNameScrollBar:          10,
	theme.SizeNameScrollBarSmall:     4,
	theme.SizeNameScrollBarRadius:    3,
	theme.SizeNameSeparatorThickness: 1,
	theme.SizeNameInputBorder:        1,
	theme.SizeNameInputRadius:        Radius,
	theme.SizeNameSelectionRadius:    Radius,
	theme.SizeNameButtonRadius:       Radius,
	theme.SizeNameCardRadius:         Radius,
	theme.SizeNameDialogRadius:       Radius,
	theme.SizeNamePopupRadius:        Radius,
	theme.SizeNameMenuRadius:         Radius,
	theme.SizeNameModalBlurRadius:    0,
}

// thin sizes do not grow with the text.
var thin = map[fyne.ThemeSizeName]bool{
	theme.SizeNameSeparatorThickness: true,
	theme.SizeNameInputBorder:        true,
	theme.SizeNameModalBlurRadius:    true,
}

// Size implements fyne.Theme.
func (t *Theme) Size(name fyne.ThemeSizeName) float32 {
	size, ours := sizes[name]
	if !ours {
		size = t.base.Size(name)
	}
	if thin[name] {
		return size
	}
	return size * float32(t.style.Scale) / 100
}
