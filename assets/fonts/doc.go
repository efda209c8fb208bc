// Package fonts carries the one typeface of the program: Noto Sans SC Regular and
// Bold with the characters of GBK, the rare hanzi of names and the signs of
// forms. The printed forms, the preview and the window all use these bytes.
//
// build.sh makes the two files from the fonts that npm carries; OFL.txt is their
// licence.
//
// Allowed imports: the standard library only.
package fonts
