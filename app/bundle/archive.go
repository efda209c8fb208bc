package bundle

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"crypto/sha256"
	"encoding/hex"
	"hash/crc32"
	"io"
	"path"
	"sort"
	"strings"

	"campuskeeper/app"
)

// archive writes a zip whose bytes depend on nothing but the files, their order
// and the day. Every size stands in front of its file, so that readers which
// stream the zip can read it too.
type archive struct {
	zip    *zip.Writer
	base   string // folder that holds everything
	date   uint16 // of every file, as MS-DOS writes it
	packed *flate.Writer
	sums   map[string]fileSum // by path below base
}

// fileSum is what manifests and descriptors say about a file.
type fileSum struct {
	hash string // SHA-256, hexadecimal
	size int64
}

func newArchive(w io.Writer, base string, day app.Day) (*archive, error) {
	packed, err := flate.NewWriter(io.Discard, flate.DefaultCompression)
	if err != nil {
		return nil, err
	}
	date := uint16(max(day.Year-1980, 0))<<9 | uint16(day.Month)<<5 | uint16(day.Dom)
	return &archive{zip: zip.NewWriter(w), base: base, date: date, packed: packed, sums: map[string]fileSum{}}, nil
}

// storedAsIs are endings of files that are compressed already.
var storedAsIs = map[string]bool{".jpg": true, ".png": true, ".pdf": true, ".xlsx": true, ".docx": true, ".zip": true, ".mp4": true}

// noon is the time of day of every file, as MS-DOS writes it.
const noon = 12 << 11

// add writes one file. The same path twice is an error of the caller.
func (a *archive) add(name string, data []byte) (fileSum, error) {
	if _, twice := a.sums[name]; twice {
		return fileSum{}, app.Errorf(app.CodeInternal, "bundle.twice", "path", name)
	}
	header := &zip.FileHeader{
		Name: a.base + "/" + name, Method: zip.Store,
		CreatorVersion: 3<<8 | 20, ReaderVersion: 20, Flags: 1 << 11, // made on Unix, names are UTF-8
		//lint:ignore SA1019 CreateRaw writes these two and not Modified
		ModifiedTime: noon, ModifiedDate: a.date,
		CRC32: crc32.ChecksumIEEE(data), UncompressedSize64: uint64(len(data)),
		ExternalAttrs: 0o100644 << 16,
	}
	body := data
	if !storedAsIs[strings.ToLower(path.Ext(name))] {
		small, err := a.deflate(data)
		if err != nil {
			return fileSum{}, err
		}
		if len(small) < len(data) {
			header.Method, body = zip.Deflate, small
		}
	}
	header.CompressedSize64 = uint64(len(body))
	w, err := a.zip.CreateRaw(header)
	if err != nil {
		return fileSum{}, err
	}
	if _, err := w.Write(body); err != nil {
		return fileSum{}, err
	}
	sum := sha256.Sum256(data)
	a.sums[name] = fileSum{hex.EncodeToString(sum[:]), int64(len(data))}
	return a.sums[name], nil
}

func (a *archive) deflate(data []byte) ([]byte, error) {
	var b bytes.Buffer
	a.packed.Reset(&b)
	if _, err := a.packed.Write(data); err != nil {
		return nil, err
	}
	err := a.packed.Close()
	return b.Bytes(), err
}

// manifest lists the files written so far, those below data/ or the others, in
// the form that sha256sum reads.
func (a *archive) manifest(payload bool) []byte {
	var names []string
	for name := range a.sums {
		if strings.HasPrefix(name, "data/") == payload {
			names = append(names, name)
		}
	}
	sort.Strings(names)
	var b bytes.Buffer
	for _, name := range names {
		b.WriteString(a.sums[name].hash + "  " + name + "\n")
	}
	return b.Bytes()
}

// payload counts the files below data/ and their bytes.
func (a *archive) payload() (files int, size int64) {
	for name, sum := range a.sums {
		if strings.HasPrefix(name, "data/") {
			files++
			size += sum.size
		}
	}
	return files, size
}
