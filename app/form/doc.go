// Package form turns records into papers: a Document is a list of typed blocks
// (letterhead, field grids, tables, check boxes, signature lines, the seal's
// place) with words and values already in the reader's language. It knows nothing
// of millimetres and pages; package print lays a Document out.
//
// A Clerk writes the papers: registers of a ledger, the rectification order with
// its receipt, single records, blank forms, the recovery sheet, plain lists and
// the cover of a bundle. Each comes in English, in Chinese or in both, filled or
// blank.
//
// Allowed imports: app, app/schema, app/ledger.
package form
