// Package assets embeds the templates that the program ships and that a school or
// a department may replace. Fonts, icons and words are packages of their own below
// it, so that who needs one does not carry the others.
//
// Allowed imports: the standard library only.
package assets

import (
	"embed"
	"io/fs"
)

//go:embed drills ledgers loops packs profiles recipients sample
var files embed.FS

// DrillRules are what jurisdictions ask of drills, one file for each pack.
func DrillRules() fs.FS { return folder("drills/rules") }

// DrillKinds are the kinds of drills.
func DrillKinds() fs.FS { return folder("drills/kinds") }

// Ledgers are the ledger templates.
func Ledgers() fs.FS { return folder("ledgers") }

// Loops are the closed loops that templates name.
func Loops() fs.FS { return folder("loops") }

// Packs are the rule packs of jurisdictions: calendars, lead times, duties.
func Packs() fs.FS { return folder("packs") }

// Profiles are the import profiles for workbooks of known makers.
func Profiles() fs.FS { return folder("profiles") }

// Recipients are the profiles of those whom bundles go up to.
func Recipients() fs.FS { return folder("recipients") }

// Sample is the sample school and what happened there, one file per language.
func Sample() fs.FS { return folder("sample") }

func folder(name string) fs.FS {
	sub, err := fs.Sub(files, name)
	if err != nil {
		panic(err) // only for a name that is no path at all
	}
	return sub
}
