// Package print lays a form.Document out on pages and writes them as PDF or draws
// them for the preview. One layout serves all: what the preview shows, what the
// tests read and what the printer gets are the same pages.
//
// The way of a Document: texts are cleaned, lines broken by the rules of Chinese
// typesetting, blocks become strips that may not be cut, strips fill pages, the
// page count is known, feet are drawn; then the fonts are cut to the characters
// used, gofpdf writes the file, and a finishing pass repairs and compresses what
// gofpdf leaves wrong. Lengths are points (1/72 inch), y grows downwards.
//
// Allowed imports: app, app/form, gofpdf, go-qrcode, golang.org/x/image.
package print
