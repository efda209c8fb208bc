package sheet

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"

	"campuskeeper/app"
)

// The first bytes by which files are told apart.
var (
	zipMagic = []byte("PK\x03\x04")
	oleMagic = []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") // .xls, and every workbook with a password
	// encryptedPart names the stream in which a workbook with a password is kept.
	encryptedPart = utf16Bytes("EncryptedPackage")
)

// OpenFile opens the file at path; see Open.
func OpenFile(ctx context.Context, path string, report Report) (*Workbook, error) {
	info, err := os.Stat(path)
	if err != nil || info.IsDir() {
		return nil, app.Wrap(err, app.CodeNotFound, "sheet.none", "file", filepath.Base(path))
	}
	if info.Size() > maxFileBytes {
		return nil, app.Errorf(app.CodeInvalid, "sheet.size", "file", filepath.Base(path), "most", maxFileBytes>>20)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, app.Wrap(err, app.CodeNotFound, "sheet.none", "file", filepath.Base(path))
	}
	return Open(ctx, filepath.Base(path), data, report)
}

// Open reads an Excel workbook (.xlsx, .xlsm) or a text table (.csv, .tsv, .txt)
// whatever its name says. Text may be UTF-8, UTF-16 with a byte order mark, or
// GB18030. Errors have CodeInvalid and say what the file is when it is none of
// these; CodeCanceled when ctx ends.
func Open(ctx context.Context, name string, data []byte, report Report) (*Workbook, error) {
	switch {
	case len(bytes.TrimSpace(data)) == 0:
		return nil, app.Errorf(app.CodeInvalid, "sheet.empty", "file", name)
	case len(data) > maxFileBytes:
		return nil, app.Errorf(app.CodeInvalid, "sheet.size", "file", name, "most", maxFileBytes>>20)
	case bytes.HasPrefix(data, oleMagic) && bytes.Contains(data, encryptedPart):
		return nil, app.Errorf(app.CodeInvalid, "sheet.password", "file", name)
	case bytes.HasPrefix(data, oleMagic):
		return nil, app.Errorf(app.CodeInvalid, "sheet.xls", "file", name)
	case bytes.HasPrefix(data, zipMagic):
		return openXLSX(ctx, name, data, report)
	case isWebPage(data):
		return nil, app.Errorf(app.CodeInvalid, "sheet.web", "file", name)
	}
	return openText(ctx, name, data, report)
}

// isWebPage recognises the pages and XML documents that other programs like to
// save under the name .xls.
func isWebPage(data []byte) bool {
	head := strings.ToLower(string(bytes.TrimSpace(bytes.TrimPrefix(data[:min(len(data), 512)], bomUTF8))))
	for _, start := range []string{"<html", "<!doctype", "<?xml", "<table", "<meta", "mime-version:"} {
		if strings.HasPrefix(head, start) {
			return true
		}
	}
	return false
}

// utf16Bytes writes ASCII text as the directory of an OLE file holds it.
func utf16Bytes(text string) []byte {
	b := make([]byte, 0, 2*len(text))
	for _, c := range []byte(text) {
		b = append(b, c, 0)
	}
	return b
}

// canceled turns the end of a context into the error that screens know.
func canceled(ctx context.Context) error {
	return app.Wrap(ctx.Err(), app.CodeCanceled, "task.canceled")
}
