// Package main checks the licences of everything that is built into the program
// or its tests: each module that any of the three systems needs must carry a
// licence that lets a school use, copy and change the program. It also checks
// that docs/dependencies.md names each direct dependency with the version of
// go.mod, and that fonts come with their licence.
//
// Run it at the root of the module: go run ./packaging/licences [-v]
//
// Allowed imports: the standard library only.
package main
