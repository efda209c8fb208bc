// Package words gives the window its words in the language that is chosen now,
// and tells the screens when another one is chosen.
//
// Allowed imports: app, Fyne's lang package.
package words
