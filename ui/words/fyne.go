package words

import (
	"encoding/json"

	"fyne.io/fyne/v2/lang"
)

// fyneKeys are the words that Fyne says by itself (in the menu of an entry, in its
// file dialog), and our message for each.
var fyneKeys = map[string]string{
	"Cancel":            "widget.fyne.cancel",
	"Confirm":           "widget.fyne.confirm",
	"Copy":              "widget.fyne.copy",
	"Create Folder":     "widget.fyne.createFolder",
	"Cut":               "widget.fyne.cut",
	"Enter filename":    "widget.fyne.fileName",
	"Error":             "widget.fyne.error",
	"Favourites":        "widget.fyne.favourites",
	"File":              "widget.fyne.file",
	"Folder":            "widget.fyne.folder",
	"New Folder":        "widget.fyne.newFolder",
	"No":                "widget.fyne.no",
	"OK":                "widget.fyne.ok",
	"Open":              "widget.fyne.open",
	"Paste":             "widget.fyne.paste",
	"Quit":              "widget.fyne.quit",
	"Redo":              "widget.fyne.redo",
	"Save":              "widget.fyne.save",
	"Select all":        "widget.fyne.selectAll",
	"Show Hidden Files": "widget.fyne.showHidden",
	"Undo":              "widget.fyne.undo",
	"Yes":               "widget.fyne.yes",
	"file.name":         "widget.fyne.name",
	"file.parent":       "widget.fyne.parent",
}

// TeachFyne gives Fyne its own words in the chosen language. Fyne always speaks
// the language of the system, so our words are registered as that language's.
func (b *Book) TeachFyne() error {
	messages := make(map[string]string, len(fyneKeys))
	for theirs, ours := range fyneKeys {
		messages[theirs] = b.T(ours)
	}
	data, err := json.Marshal(messages)
	if err != nil {
		return err
	}
	return lang.AddTranslationsForLocale(data, lang.SystemLocale())
}
