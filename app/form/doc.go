// Package form turns records into papers: a Document is a list of typed blocks
// (letterhead, field grids, tables, check boxes, signature lines, the seal's
// place) with words and values already in the reader's language. It knows nothing
// of millimetres and pages; package print lays a Document out.
//
// A Clerk writes the papers: registers of a ledger, the rectification order with
// its receipt, single records, blank forms, the recovery sheet, plain lists,
// the cover of a bundle, and the papers of drills: plan, cards, sheets, record and
// review of one drill; plan, statement and trends of a year. Each comes in English,
// in Chinese or in both, filled or blank.
//
// Allowed imports: app, app/schema, app/calendar, app/ledger, app/drill.
package form
