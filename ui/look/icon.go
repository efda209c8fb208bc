package look

import (
	"bytes"
	"fmt"
	"image/color"

	"fyne.io/fyne/v2"

	"campuskeeper/assets/icons"
)

// picture is a drawing in the colours of the theme that is set when it is drawn.
// Its name contains the colours, because Fyne keeps drawings by name.
type picture struct {
	name        string
	main, inner Role
}

// Icon returns an icon of the outline set, such as "today" or "plus", drawn in
// the colour of the role.
func Icon(name string, role Role) fyne.Resource {
	return &picture{name: name, main: role, inner: OnAccent}
}

// AppIcon returns the application's icon.
func AppIcon() fyne.Resource {
	return fyne.NewStaticResource("app.png", icons.AppPNG(256))
}

// Name implements fyne.Resource.
func (p *picture) Name() string {
	return p.name + "-" + hex(p.main)[1:] + "-" + hex(p.inner)[1:] + ".svg"
}

// Content implements fyne.Resource.
func (p *picture) Content() []byte {
	drawing := icons.SVG(p.name)
	drawing = bytes.ReplaceAll(drawing, []byte("currentColor"), []byte(hex(p.main)))
	return bytes.ReplaceAll(drawing, []byte("markColor"), []byte(hex(p.inner)))
}

// hex writes the colour of a role as SVG wants it.
func hex(role Role) string {
	c := color.NRGBAModel.Convert(Color(role)).(color.NRGBA)
	return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B)
}
