package bundle

import (
	"archive/zip"
	"encoding/binary"
	"errors"
	"io"
	"path"
	"sort"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// mostDirectory is the largest central directory that is read, in bytes. It bounds
// how many files a zip can claim to hold before any of them is looked at.
const mostDirectory = 8 << 20

// open reads the zip's directory and checks every name and size in it. False when
// there is no bag to look into.
func (v *verifier) open(r io.ReaderAt, size int64) bool {
	if key := checkEnd(r, size); key != "" {
		v.defect("", key)
		return false
	}
	z, err := zip.NewReader(r, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		v.defect("", "bundle.defect.zip")
		return false
	}
	if len(z.File) > v.options.Limits.Files {
		v.defect("", "bundle.defect.count", "count", len(z.File), "most", v.options.Limits.Files)
		return false
	}
	v.files, v.sums, v.budget = map[string]*zip.File{}, map[string]fileSum{}, v.options.Limits.Bytes
	names := map[string]bool{}
	usable := true
	var total uint64
	for _, f := range z.File {
		total += min(f.UncompressedSize64, 1<<50)
		if key := v.checkFile(f, names); key != "" {
			v.defect(f.Name, key)
			usable = false
		}
	}
	if total > uint64(v.options.Limits.Bytes) {
		v.defect("", "bundle.defect.large", "size", sizeText(int64(min(total, 1<<50))), "most", sizeText(v.options.Limits.Bytes))
		usable = false
	}
	if overlapping(z.File) {
		v.defect("", "bundle.defect.overlap")
		usable = false
	}
	if !usable {
		return false // what follows would be read from a file that wants to deceive
	}
	return v.findBag(z.File)
}

// checkEnd looks at the end of the zip before anything is read by its word: the
// directory must lie where it is said to, be of a size that can be held, and
// nothing may stand behind it.
func checkEnd(r io.ReaderAt, size int64) string {
	const length = 22
	end := make([]byte, length)
	if size < length {
		return "bundle.defect.zip"
	}
	if _, err := r.ReadAt(end, size-length); err != nil && !errors.Is(err, io.EOF) {
		return "bundle.defect.zip"
	}
	if string(end[:4]) != "PK\x05\x06" || end[20] != 0 || end[21] != 0 {
		return "bundle.defect.zip"
	}
	directory := int64(binary.LittleEndian.Uint32(end[12:]))
	start := int64(binary.LittleEndian.Uint32(end[16:]))
	switch {
	case directory > mostDirectory:
		return "bundle.defect.directory"
	case start+directory != size-length:
		return "bundle.defect.stray"
	}
	return ""
}

// checkFile says what is wrong with one file's name and sizes, as a message key.
func (v *verifier) checkFile(f *zip.File, names map[string]bool) string {
	if key := checkName(f.Name); key != "" {
		return key
	}
	// Names that some systems take for the same one are the same one.
	same := strings.ToLower(norm.NFC.String(strings.TrimSuffix(f.Name, "/")))
	if names[same] {
		return "bundle.defect.twice"
	}
	names[same] = true
	folder := strings.HasSuffix(f.Name, "/")
	switch mode := f.Mode(); {
	case folder && f.UncompressedSize64 > 0, !folder && !mode.IsRegular():
		return "bundle.defect.kind"
	case f.Flags&1 != 0:
		return "bundle.defect.locked"
	case f.Method != zip.Store && f.Method != zip.Deflate:
		return "bundle.defect.method"
	case f.UncompressedSize64 > 1<<20 && f.UncompressedSize64/uint64(v.options.Limits.Ratio) > f.CompressedSize64:
		return "bundle.defect.bomb"
	case f.Method == zip.Store && f.UncompressedSize64 != f.CompressedSize64:
		return "bundle.defect.size"
	}
	return ""
}

// checkName says what is wrong with a path of unknown origin.
func checkName(name string) string {
	switch {
	case name == "" || len(name) > 1024 || !utf8.ValidString(name) || strings.ContainsFunc(name, func(r rune) bool { return r < ' ' || r == 0x7f }):
		return "bundle.defect.name"
	case strings.HasPrefix(name, "/"), strings.Contains(name, `\`), strings.Contains(name, ":"):
		return "bundle.defect.escape"
	}
	trimmed := strings.TrimSuffix(name, "/")
	if path.Clean(trimmed) != trimmed || trimmed == "." || trimmed == ".." || strings.HasPrefix(trimmed, "../") {
		return "bundle.defect.escape"
	}
	return ""
}

// overlapping says whether two files share bytes of the zip: one small text that
// is unpacked many times over.
func overlapping(files []*zip.File) bool {
	type span struct{ from, to int64 }
	spans := make([]span, 0, len(files))
	for _, f := range files {
		from, err := f.DataOffset()
		if err != nil {
			return true
		}
		spans = append(spans, span{from, from + int64(min(f.CompressedSize64, 1<<50))})
	}
	sort.Slice(spans, func(i, j int) bool { return spans[i].from < spans[j].from })
	for i := 1; i < len(spans); i++ {
		if spans[i].from < spans[i-1].to {
			return true
		}
	}
	return false
}

// findBag finds the one folder that holds the bag.
func (v *verifier) findBag(files []*zip.File) bool {
	for _, f := range files {
		if base, ok := strings.CutSuffix(f.Name, "/"+fileDeclaration); ok && !strings.Contains(base, "/") {
			v.base = base + "/"
			break
		}
	}
	if v.base == "" {
		v.defect("", "bundle.defect.bag")
		return false
	}
	for _, f := range files {
		name, inside := strings.CutPrefix(f.Name, v.base)
		if !inside {
			v.defect(f.Name, "bundle.defect.outside")
			continue
		}
		if name != "" && !strings.HasSuffix(name, "/") {
			v.files[name] = f
		}
	}
	return true
}

// errTooLong ends the reading of a file that is longer than it says.
var errTooLong = errors.New("longer than it says")

// read opens a file of the bag; what it gives ends with an error when it grows
// beyond its declared size or the whole beyond the limits.
func (v *verifier) read(name string) (io.ReadCloser, error) {
	f, ok := v.files[name]
	if !ok {
		return nil, io.ErrUnexpectedEOF
	}
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	return &bounded{ReadCloser: r, left: int64(f.UncompressedSize64), budget: &v.budget}, nil
}

type bounded struct {
	io.ReadCloser
	left   int64
	budget *int64
}

func (b *bounded) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	b.left -= int64(n)
	*b.budget -= int64(n)
	if b.left < 0 || *b.budget < 0 {
		return 0, errTooLong
	}
	return n, err
}

// text reads a whole small file of the bag.
func (v *verifier) text(name string, most int64) ([]byte, bool) {
	f, ok := v.files[name]
	if !ok {
		v.defect(name, "bundle.defect.missing")
		return nil, false
	}
	if int64(min(f.UncompressedSize64, 1<<50)) > most {
		v.defect(name, "bundle.defect.long", "most", sizeText(most))
		return nil, false
	}
	r, err := v.read(name)
	if err != nil {
		v.defect(name, "bundle.defect.read")
		return nil, false
	}
	text, err := io.ReadAll(r)
	if err != nil || r.Close() != nil {
		v.defect(name, "bundle.defect.read")
		return nil, false
	}
	return text, true
}
