package bundle

import (
	"archive/zip"
	"context"
	"io"
	"slices"
	"strings"

	"campuskeeper/app"
)

// Limits bound what Verify reads of a file of unknown origin.
type Limits struct {
	Files int   // most files in the bag
	Bytes int64 // most bytes of all files, unpacked
	Ratio int64 // most times that a file grows when it is unpacked
}

// DefaultLimits are far above any school's bundle.
var DefaultLimits = Limits{Files: 20000, Bytes: 4 << 30, Ratio: 400}

// VerifyOptions say what a check may use.
type VerifyOptions struct {
	Identity string      // age identities, for a locked bundle
	Known    []PublicKey // keys whose owners are known
	Limits   Limits      // DefaultLimits when zero
}

// Report is what a check found. A bundle holds when Defects is empty.
type Report struct {
	Sealed     bool
	BagID      app.ID
	School     string
	Recipient  string
	Profile    string
	Period     string
	Made       string
	History    string // end of the school's history chain
	Supersedes string
	Manifest   string // SHA-256 of manifest-sha256.txt, hexadecimal
	Files      int    // payload files
	Bytes      int64  // payload bytes
	Tables     []TableReport
	Masked     int    // values that the redaction list names
	Key        string // public key that signed it
	Signer     string // its owner, "" when the key is seen for the first time
	FirstSeen  bool   // the signature holds, but nobody has said yet whose key it is
	Defects    []app.Problem
}

// TableReport is one table of the bundle.
type TableReport struct {
	Name    string
	Rows    int
	Columns int
}

// OK says that nothing is wrong with the bundle.
func (r Report) OK() bool { return len(r.Defects) == 0 }

// mostDefects is how many defects are named; the last one says that there are more.
const mostDefects = 200

// Verify checks a bundle of unknown origin and names every defect. It needs no
// more memory than a few megabytes and a list of names, whatever the file says. The
// error is for what kept it from looking: CodeCanceled, CodeLocked for a locked
// bundle without a fitting identity, or a failure to read.
func Verify(ctx context.Context, r io.ReaderAt, size int64, o VerifyOptions) (Report, error) {
	if o.Limits == (Limits{}) {
		o.Limits = DefaultLimits
	}
	v := verifier{ctx: ctx, options: o}
	if IsSealed(r) {
		var err error
		if r, size, err = unseal(r, size, o.Identity); err != nil {
			return Report{Sealed: true}, err
		}
		v.report.Sealed = true
	}
	if v.open(r, size) {
		v.bag()
	}
	if err := ctx.Err(); err != nil {
		return v.report, app.Wrap(err, app.CodeCanceled, "task.canceled")
	}
	return v.report, nil
}

// verifier checks one bundle.
type verifier struct {
	ctx     context.Context
	options VerifyOptions
	report  Report
	base    string               // folder that holds the bag
	files   map[string]*zip.File // by path below base
	sums    map[string]fileSum   // of every file that could be read
	budget  int64                // bytes that may still be unpacked
}

func (v *verifier) defect(where, key string, pairs ...any) {
	switch n := len(v.report.Defects); {
	case n > mostDefects:
		return
	case n == mostDefects:
		where, key, pairs = "", "bundle.defect.more", nil
	}
	problem := app.Problem{Where: shown(where), Key: key}
	if len(pairs) > 0 {
		problem.Args = app.Errorf("", "", pairs...).Args
	}
	same := func(p app.Problem) bool { return p.Where == problem.Where && p.Key == problem.Key }
	if where != "" && slices.ContainsFunc(v.report.Defects, same) {
		return
	}
	v.report.Defects = append(v.report.Defects, problem)
}

// shown makes a name of unknown origin fit to be shown: one line, no controls, not
// endless.
func shown(name string) string {
	clean := strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == '\u202e' || r == '\u202d' || r == '�' {
			return '?'
		}
		return r
	}, strings.ToValidUTF8(name, "?"))
	if runes := []rune(clean); len(runes) > 160 {
		return string(runes[:160]) + "..."
	}
	return clean
}

// bag checks everything above the zip.
func (v *verifier) bag() {
	v.declaration()
	manifest := v.manifest(fileManifest, true)
	tags := v.manifest(fileTagManifest, false)
	v.hashAll()
	v.compare(manifest, true)
	v.compare(tags, false)
	v.info()
	v.signatures()
	v.dataPackage()
}
