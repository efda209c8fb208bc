// Package catalog is the read side: the headline of every record in memory, sorted,
// counted and searchable, so that no screen ever scans the vault. It is loaded with
// the heads at start, hears every Change after it is committed, and is given the
// text of the records in the background.
//
// Lists come out as rows of text. A Query filters, groups and sorts; its Text is
// found by characters, by pinyin initials and by full pinyin (消防栓, xfs,
// xiaofangshuan), in any case and width.
//
// Everything may be called from several goroutines. Nothing holds a lock for longer
// than one search of everything takes, some milliseconds for 100,000 records.
//
// Allowed imports: app, and its own internal packages.
package catalog
