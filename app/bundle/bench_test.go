package bundle

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"campuskeeper/app"
	"campuskeeper/app/ledger"
	"campuskeeper/app/schema"
)

// large is a school with 10,000 entries of about 1 KB and 200 photos of 300 KB in
// one month.
func large(b *testing.B) *world {
	b.Helper()
	w := newWorld(b)
	source := rand.NewChaCha8([32]byte{1})
	rows := make([]ledger.ImportRow, 10000)
	text := strings.Repeat("常闭式防火门被椅子抵住，门前堆放纸箱；", 9)
	for i := range rows {
		values := schema.Values{
			"foundOn": fmt.Sprintf("2026-11-%02d", 1+i%20), "place": fmt.Sprintf("B 楼 %d 层 %d 室", i%6, i), "level": "general",
			"description": fmt.Sprintf("%d %s", i, text), "measure": fmt.Sprintf("%s %d", text[:300], i*7), "responsible": "李海", "deadline": "2026-11-30",
		}
		if i < 200 {
			photo := make([]byte, 300<<10)
			_, _ = source.Read(photo) // never fails
			kept, err := w.files.Keep(context.Background(), "p.jpg", bytes.NewReader(photo), app.KeepOptions{})
			must(b, err)
			values["photosBefore"] = schema.WriteList([]string{kept.Hash})
		}
		rows[i] = ledger.ImportRow{Where: fmt.Sprint(i), Ledger: "hazard", Values: values}
	}
	_, err := w.ledgers.Import(context.Background(), director, ledger.Import{File: "b.xlsx", Rows: rows})
	must(b, err)
	w.on("2026-11-23")
	return w
}

// BenchmarkPack compares packing a month with `zip` of the same files, unpacked,
// on the same disk. The budget is 1.5 times the time of zip.
func BenchmarkPack(b *testing.B) {
	w := large(b)
	key, err := w.service.signer(context.Background(), director)
	must(b, err)
	j, err := w.service.prepare(context.Background(), director, request())
	must(b, err)
	files := j.redactor.out.Files
	pack := func(out io.Writer) {
		j.redactor.out.Files = files
		_, err := w.service.pack(context.Background(), out, j, key, func(Part, int, int) {})
		must(b, err)
	}
	var content bytes.Buffer
	pack(&content)
	b.Run("bundle", func(b *testing.B) {
		b.SetBytes(int64(content.Len()))
		for b.Loop() {
			file, err := os.Create(filepath.Join(b.TempDir(), "b.zip"))
			must(b, err)
			pack(file)
			must(b, file.Close())
		}
	})
	b.Run("zip", func(b *testing.B) {
		if _, err := exec.LookPath("zip"); err != nil {
			b.Skip("no zip here")
		}
		folder := extract(b, content.Bytes())
		b.SetBytes(int64(content.Len()))
		for b.Loop() {
			cmd := exec.Command("zip", "-q", "-r", filepath.Join(b.TempDir(), "z.zip"), ".")
			cmd.Dir = folder
			must(b, cmd.Run())
		}
	})
	b.Run("verify", func(b *testing.B) {
		b.SetBytes(int64(content.Len()))
		for b.Loop() {
			report, err := Verify(context.Background(), bytes.NewReader(content.Bytes()), int64(content.Len()), VerifyOptions{})
			must(b, err)
			if !report.OK() {
				b.Fatal(keys(report))
			}
		}
	})
}

// BenchmarkPrepare measures choosing, masking and counting before packing.
func BenchmarkPrepare(b *testing.B) {
	w := large(b)
	for b.Loop() {
		_, err := w.service.prepare(context.Background(), director, request())
		must(b, err)
	}
}

func extract(b *testing.B, content []byte) string {
	b.Helper()
	folder := b.TempDir()
	z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	must(b, err)
	for _, f := range z.File {
		path := filepath.Join(folder, filepath.FromSlash(f.Name))
		must(b, os.MkdirAll(filepath.Dir(path), 0o755))
		r, err := f.Open()
		must(b, err)
		text, err := io.ReadAll(r)
		must(b, err)
		must(b, os.WriteFile(path, text, 0o644))
	}
	return folder
}
