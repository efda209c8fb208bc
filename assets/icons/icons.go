// Package icons holds the pictures of the window: one outline set of 20 × 20
// ("today", "ledger", …), the shapes of state of 16 × 16 ("state-done", …) and
// the application's own icon. They are drawn in strokes/ and made by build.py, which
// says why. In the outlines and shapes the word currentColor
// stands where the colour goes, and markColor where the mark inside a filled
// shape goes; ui/look puts the colours of the theme there.
//
// Allowed imports: the standard library only.
package icons

import (
	"embed"
	"fmt"
	"path"
	"strings"
)

//go:embed *.svg app-*.png
var files embed.FS

// SVG returns the drawing of that name, without ".svg". An unknown name is an
// error of the program and gives an empty drawing, which a test finds.
func SVG(name string) []byte {
	drawing, err := files.ReadFile(name + ".svg")
	if err != nil {
		return []byte(`<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20" viewBox="0 0 20 20"></svg>`)
	}
	return drawing
}

// Has says whether there is a drawing of that name.
func Has(name string) bool {
	_, err := files.ReadFile(name + ".svg")
	return err == nil
}

// Names lists all drawings in order, the application's icon among them.
func Names() []string {
	entries, err := files.ReadDir(".")
	if err != nil {
		return nil // an embedded folder can always be read
	}
	var names []string
	for _, entry := range entries {
		if name, ok := strings.CutSuffix(entry.Name(), ".svg"); ok {
			names = append(names, path.Base(name))
		}
	}
	return names
}

// AppPNG returns the application's icon as a PNG of 16, 32, 48, 64, 128 or 256
// pixels; nil for any other size.
func AppPNG(size int) []byte {
	picture, err := files.ReadFile(fmt.Sprintf("app-%d.png", size))
	if err != nil {
		return nil
	}
	return picture
}
