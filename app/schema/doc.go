// Package schema describes fields as data, in the words of Frictionless Table
// Schema plus ours: kinds, constraints, categories, sensitivity. The same schema
// gives a screen's form, a table's columns, a printed sheet, a workbook, the
// validation and a bundle's table.
//
// Values are kept as canonical strings (2026-11-23, 12.5, true) and checked on
// every way in. Parse reads what people write, Format shows a canonical value to
// a reader, Validate checks a whole row.
//
// Allowed imports: app.
package schema
