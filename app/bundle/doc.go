// Package bundle sends the school's records up: it selects what a recipient's
// profile asks for, masks what may not leave, packs tables, forms and photos into
// one signed file that anyone can check with standard tools, and reads the receipt
// that comes back.
//
// A bundle is a bag (BagIt 1.0, RFC 8493) in a zip; inside data/ lies a Data
// Package (Frictionless, version 1). Both manifests carry a minisign signature of
// the school. A profile may have the whole sealed with age. The same data gives
// the same bytes, sealing apart.
//
// Verify trusts nothing: it reads a file of unknown origin in bounded memory and
// names every defect.
//
// Allowed imports: app, app/schema, app/ledger, app/drill, app/form, app/print,
// app/sheet, filippo.io/age, aead.dev/minisign.
package bundle
