package look

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Mode chooses between the light and the dark colours.
type Mode string

// The modes. FollowSystem asks the desktop.
const (
	FollowSystem Mode = "system"
	Light        Mode = "light"
	Dark         Mode = "dark"
)

// Modes lists the modes as the settings offer them.
var Modes = []Mode{Light, Dark, FollowSystem}

// Scales are the sizes of text that the settings offer, in percent.
var Scales = []int{100, 115, 130, 150}

// Style is what the user may choose about the look.
type Style struct {
	Mode  Mode
	Scale int // percent; 0 means 100
}

// Theme gives Fyne our colours, sizes, fonts and icons.
type Theme struct {
	style         Style
	regular, bold fyne.Resource
	base          fyne.Theme
}

var _ fyne.Theme = (*Theme)(nil)

// New returns the theme of a style. regular and bold are TrueType files; every
// text of the window is drawn with them, so it looks the same on each computer.
func New(style Style, regular, bold []byte) *Theme {
	if style.Scale <= 0 {
		style.Scale = 100
	}
	return &Theme{
		style:   style,
		regular: fyne.NewStaticResource("NotoSansSC-Regular.ttf", regular),
		bold:    fyne.NewStaticResource("NotoSansSC-Bold.ttf", bold),
		base:    theme.DefaultTheme(),
	}
}

// With returns the same theme in another style.
func (t *Theme) With(style Style) *Theme {
	changed := *t
	if style.Scale <= 0 {
		style.Scale = 100
	}
	changed.style = style
	return &changed
}

// Style returns what the theme was made with.
func (t *Theme) Style() Style { return t.style }

// Color implements fyne.Theme for our roles and for Fyne's own names.
func (t *Theme) Color(name fyne.ThemeColorName, variant fyne.ThemeVariant) color.Color {
	role, ours := fyneRoles[name]
	if !ours {
		role = name
	}
	colours, known := palette[role]
	if !known {
		return t.base.Color(name, t.variant(variant))
	}
	if t.variant(variant) == theme.VariantDark {
		return colours.dark
	}
	return colours.light
}

func (t *Theme) variant(system fyne.ThemeVariant) fyne.ThemeVariant {
	switch t.style.Mode {
	case Light:
		return theme.VariantLight
	case Dark:
		return theme.VariantDark
	default:
		return system
	}
}

// Font implements fyne.Theme: two weights, no italics, no second family. Signs
// that are not letters keep Fyne's font of symbols.
func (t *Theme) Font(style fyne.TextStyle) fyne.Resource {
	switch {
	case style.Symbol:
		return t.base.Font(style)
	case style.Bold:
		return t.bold
	}
	return t.regular
}

// Icon implements fyne.Theme.
func (t *Theme) Icon(name fyne.ThemeIconName) fyne.Resource {
	if ours, ok := fyneIcons[name]; ok {
		return Icon(ours, Ink)
	}
	return t.base.Icon(name)
}

// fyneIcons says which of our icons stands for Fyne's.
var fyneIcons = map[fyne.ThemeIconName]string{
	theme.IconNameArrowDropDown: "down",
	theme.IconNameArrowDropUp:   "up",
	theme.IconNameCancel:        "close",
	theme.IconNameConfirm:       "check",
	theme.IconNameMenuExpand:    "right",
	theme.IconNameSearch:        "search",
	theme.IconNameDocument:      "file",
	theme.IconNameFile:          "file",
	theme.IconNameNavigateBack:  "left",
	theme.IconNameNavigateNext:  "right",
}
