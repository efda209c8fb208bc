// Package words holds the messages of the program: one flat file per area and
// language, "<area>.<lang>.json". app.LoadWords reads them, ui/words shows them.
//
// Allowed imports: the standard library only.
package words

import (
	"embed"
	"io/fs"
)

//go:embed *.json
var files embed.FS

// Files returns the folder of all word files.
func Files() fs.FS { return files }
