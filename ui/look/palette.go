package look

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Role is what a colour is for. A Role is a Fyne colour name, so it can be given
// wherever Fyne takes one.
type Role = fyne.ThemeColorName

// The roles. Orange and yellow never colour a word: shapes only.
const (
	Ink        Role = "ck.ink"        // text
	Muted      Role = "ck.muted"      // captions, second facts, placeholders
	Paper      Role = "ck.paper"      // lists, forms, panes
	Ground     Role = "ck.ground"     // menu, navigation, status line, heads of tables and groups
	Rule       Role = "ck.rule"       // lines, edges of cards
	Field      Role = "ck.field"      // edges of entries, selects and ordinary buttons
	Accent     Role = "ck.accent"     // main button, chosen chip, focus, links
	OnAccent   Role = "ck.onAccent"   // text and icons on accent
	Selected   Role = "ck.selected"   // chosen row and navigation item
	ChipGround Role = "ck.chip"       // chips, counts, the empty part of a bar
	Desk       Role = "ck.desk"       // behind the page in the preview
	Month      Role = "ck.month"      // the present month's column
	Disabled   Role = "ck.disabled"   // not possible yet
	Red        Role = "ck.red"        // overdue, major, missing, wrong
	RedTint    Role = "ck.redTint"    //
	Orange     Role = "ck.orange"     // due today, to re-inspect (shapes only)
	OrangeTint Role = "ck.orangeTint" //
	Yellow     Role = "ck.yellow"     // risk yellow (shapes only)
	YellowEdge Role = "ck.yellowEdge" // makes yellow visible on paper
	Blue       Role = "ck.blue"       // ordered, in progress, planned, general
	BlueTint   Role = "ck.blueTint"   //
	Green      Role = "ck.green"      // done, closed, met
	GreenTint  Role = "ck.greenTint"  //
	OnShape    Role = "ck.onShape"    // marks inside filled shapes
	UndoGround Role = "ck.undoGround" // the dark line that offers undo, in both themes
	OnUndo     Role = "ck.onUndo"     // text on it
	Hover      Role = "ck.hover"      // a veil over what the pointer is on
	Shade      Role = "ck.shade"      // the one shadow
	Veil       Role = "ck.veil"       // over the window, under a dialog
	Clear      Role = "ck.clear"      // no colour at all
)

// pair is a colour in the light and in the dark theme.
type pair struct{ light, dark color.NRGBA }

// palette is the table of colours.
var palette = map[Role]pair{
	Ink:        {rgb(0x1B2430), rgb(0xE7ECF2)},
	Muted:      {rgb(0x566270), rgb(0xA7B3C0)},
	Paper:      {rgb(0xFFFFFF), rgb(0x1B222C)},
	Ground:     {rgb(0xF4F6F9), rgb(0x12181F)},
	Rule:       {rgb(0xDDE3EA), rgb(0x323D4A)},
	Field:      {rgb(0x84909D), rgb(0x6E7B8A)},
	Accent:     {rgb(0x1E4E8C), rgb(0x8DB8F2)},
	OnAccent:   {rgb(0xFFFFFF), rgb(0x0E1A2B)},
	Selected:   {rgb(0xE3ECF7), rgb(0x26384F)},
	ChipGround: {rgb(0xE9EDF2), rgb(0x2A3441)},
	Desk:       {rgb(0xE3E8EE), rgb(0x12181F)},
	Month:      {rgb(0xF7FAFE), rgb(0x202A38)},
	Disabled:   {rgb(0x8A94A0), rgb(0x7E8A97)},
	Red:        {rgb(0xC62828), rgb(0xFF8A80)},
	RedTint:    {rgb(0xFDECEC), rgb(0x3B2226)},
	Orange:     {rgb(0xE65100), rgb(0xFFAB66)},
	OrangeTint: {rgb(0xFFF1E6), rgb(0x3A2A1C)},
	Yellow:     {rgb(0xF9A825), rgb(0xFFD54F)},
	YellowEdge: {rgb(0x8A5A00), rgb(0xFFD54F)},
	Blue:       {rgb(0x1565C0), rgb(0x82B1FF)},
	BlueTint:   {rgb(0xE8F1FB), rgb(0x1D2E47)},
	Green:      {rgb(0x2E7D32), rgb(0x81C784)},
	GreenTint:  {rgb(0xEAF5EB), rgb(0x1E3324)},
	OnShape:    {rgb(0xFFFFFF), rgb(0x12181F)},
	UndoGround: {rgb(0x1B2430), rgb(0xE7ECF2)},
	OnUndo:     {rgb(0xFFFFFF), rgb(0x12181F)},
	Hover:      {rgba(0x1B2430, 0x0F), rgba(0xE7ECF2, 0x14)},
	Shade:      {rgba(0x1B2430, 0x29), rgba(0x000000, 0x66)},
	Veil:       {rgba(0x1B2430, 0x52), rgba(0x000000, 0x7A)},
	Clear:      {},
}

// fyneRoles says which of our roles stands for each of Fyne's colours.
var fyneRoles = map[fyne.ThemeColorName]Role{
	theme.ColorNameBackground:          Ground,
	theme.ColorNameButton:              Paper,
	theme.ColorNameDisabledButton:      Ground,
	theme.ColorNameDisabled:            Disabled,
	theme.ColorNameError:               Red,
	theme.ColorNameFocus:               Selected,
	theme.ColorNameForeground:          Ink,
	theme.ColorNameForegroundOnError:   OnAccent,
	theme.ColorNameForegroundOnPrimary: OnAccent,
	theme.ColorNameForegroundOnSuccess: OnAccent,
	theme.ColorNameForegroundOnWarning: OnAccent,
	theme.ColorNameHeaderBackground:    Ground,
	theme.ColorNameHover:               Hover,
	theme.ColorNameHyperlink:           Accent,
	theme.ColorNameInputBackground:     Paper,
	theme.ColorNameInputBorder:         Field,
	theme.ColorNameMenuBackground:      Paper,
	theme.ColorNameOverlayBackground:   Paper,
	theme.ColorNamePlaceHolder:         Muted,
	theme.ColorNamePressed:             Hover,
	theme.ColorNamePrimary:             Accent,
	theme.ColorNameScrollBar:           Field,
	theme.ColorNameScrollBarBackground: Clear,
	theme.ColorNameSelection:           Selected,
	theme.ColorNameSeparator:           Rule,
	theme.ColorNameShadow:              Shade,
	theme.ColorNameSuccess:             Green,
	theme.ColorNameWarning:             Orange,
}

// Color returns the colour of a role in the theme that is set now.
func Color(role Role) color.Color { return theme.Color(role) }

func rgb(hex uint32) color.NRGBA { return rgba(hex, 0xFF) }

func rgba(hex uint32, alpha uint8) color.NRGBA {
	return color.NRGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: alpha}
}
