// Package sheet brings workbooks and CSV files into ledgers and writes ledgers
// out as workbooks and CSV files.
//
// A file is opened (Open), the heading of each sheet is found (FindHeader), its
// columns are matched with the fields of a ledger (Target.Layout), and the rows
// are read into entries (Target.Read): a Plan that says what would come in and
// lists every cell that does not fit. Nothing is written here; the ledger service
// takes the plan's rows in one step. What the person decided is a Mapping, a small
// file that can be kept and used again; a Profile is such a file for workbooks
// whose rows must be grouped or spread over several ledgers.
//
// A file may come from anywhere: its size is looked at before it is unpacked,
// formulas are never computed, and nothing of it is written to disk.
//
// Allowed imports: app, app/schema, app/ledger, excelize and golang.org/x/text.
package sheet
