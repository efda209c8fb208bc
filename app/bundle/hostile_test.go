package bundle

import (
	"archive/zip"
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"

	"campuskeeper/app"
)

// unzipped returns the files of a bundle by their path in the bag.
func unzipped(t testing.TB, content []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	must(t, err)
	bag := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		must(t, err)
		text, err := io.ReadAll(r)
		must(t, err)
		_, name, _ := strings.Cut(f.Name, "/")
		bag[name] = string(text)
	}
	return bag
}

// rezipped packs files into a zip again; change may touch each header or drop it.
func rezipped(t testing.TB, bag map[string]string, more ...zip.FileHeader) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range bag {
		w, err := z.Create("bag/" + name)
		must(t, err)
		_, err = io.WriteString(w, text)
		must(t, err)
	}
	for _, header := range more {
		w, err := z.CreateHeader(&header)
		must(t, err)
		_, err = io.WriteString(w, "x")
		must(t, err)
	}
	must(t, z.Close())
	return b.Bytes()
}

// resigned puts manifests and signatures right again after a change of contents, so
// that what is wrong lies deeper.
func (w *world) resigned(bag map[string]string) map[string]string {
	w.t.Helper()
	key, err := w.service.signer(w.t.Context(), director)
	must(w.t, err)
	a := &archive{sums: map[string]fileSum{}}
	files, size := 0, 0
	for name, text := range bag {
		if strings.HasPrefix(name, "manifest") || strings.HasPrefix(name, "tagmanifest") {
			continue
		}
		if strings.HasPrefix(name, "data/") {
			files, size = files+1, size+len(text)
		}
		a.sums[name] = fileSum{hash: sha([]byte(text))}
	}
	manifest := string(a.manifest(true))
	signature := string(key.sign([]byte(manifest), "again"))
	bag[fileManifest], bag[fileManifest+signatureEnding] = manifest, signature
	a.sums[fileManifest] = fileSum{hash: sha([]byte(manifest))}
	a.sums[fileManifest+signatureEnding] = fileSum{hash: sha([]byte(signature))}
	tags := string(a.manifest(false))
	bag[fileTagManifest], bag[fileTagManifest+signatureEnding] = tags, string(key.sign([]byte(tags), "again"))
	return bag
}

func TestHonestBundleSurvivesRepacking(t *testing.T) {
	w := filled(t)
	_, content := w.make(request())
	if report := w.verify(rezipped(t, unzipped(t, content)), VerifyOptions{}); !report.OK() {
		t.Errorf("defects: %s", keys(report))
	}
	if report := w.verify(rezipped(t, w.resigned(unzipped(t, content))), VerifyOptions{}); !report.OK() {
		t.Errorf("resigned, defects: %s", keys(report))
	}
}

func TestEveryDefectIsNamed(t *testing.T) {
	w := filled(t)
	_, content := w.make(request())
	set := func(name, text string) func(map[string]string) {
		return func(bag map[string]string) { bag[name] = text }
	}
	replace := func(name, old, new string) func(map[string]string) {
		return func(bag map[string]string) {
			if !strings.Contains(bag[name], old) {
				t.Errorf("%s has no %q", name, old)
			}
			bag[name] = strings.Replace(bag[name], old, new, 1)
		}
	}
	const hazards, pack, masked = "data/tables/hazard.csv", "data/datapackage.json", "data/redaction.json"
	for name, c := range map[string]struct {
		change func(map[string]string)
		want   string // keys of defects that must be named
		sign   bool   // put manifests and signatures right after the change
	}{
		"changed payload":           {replace(hazards, "general", "major"), "changed pack.hash", false},
		"missing payload":           {func(b map[string]string) { delete(b, "data/forms/cover.pdf") }, "missing oxum pack.path", false},
		"extra payload":             {set("data/secret.txt", "x"), "extra oxum", false},
		"extra tag file":            {set("run-me.exe", "MZ"), "extra", false},
		"changed read-me":           {replace("README.txt", "school.pub", "other.pub"), "changed", false},
		"wrong oxum":                {replace("bag-info.txt", "Payload-Oxum: ", "Payload-Oxum: 1"), "oxum", true},
		"no bag-info":               {func(b map[string]string) { delete(b, "bag-info.txt") }, "missing", true},
		"empty bag-info":            {set("bag-info.txt", "\n"), "id tag", true},
		"not 1.0":                   {replace("bagit.txt", "1.0", "9.9"), "bagit", true},
		"not UTF-8":                 {replace("bagit.txt", "UTF-8", "GBK"), "encoding", true},
		"no bagit.txt":              {func(b map[string]string) { delete(b, "bagit.txt") }, "bag", false},
		"no manifest":               {func(b map[string]string) { delete(b, fileManifest) }, "missing", false},
		"torn manifest line":        {replace(fileManifest, "data/", "\ndata/"), "manifest.line", false},
		"manifest leaves":           {replace(fileManifest, "data/datapackage.json", "data/../../etc/passwd"), "manifest.path extra", false},
		"manifest twice":            {func(b map[string]string) { b[fileManifest] += b[fileManifest] }, "manifest.twice", false},
		"no signature":              {func(b map[string]string) { delete(b, fileManifest+signatureEnding) }, "unsigned", false},
		"wrong signature":           {func(b map[string]string) { b[fileManifest+signatureEnding] = b[fileTagManifest+signatureEnding] }, "signature", false},
		"signature of nothing":      {set(fileManifest+signatureEnding, "untrusted"), "signature", false},
		"no public key":             {func(b map[string]string) { delete(b, filePublicKey) }, "missing", false},
		"wrong public key":          {set(filePublicKey, "RWQ"), "key", false},
		"another public key":        {set(filePublicKey, otherKey(t)), "signature key.other", true},
		"no descriptor":             {func(b map[string]string) { delete(b, pack) }, "missing", true},
		"torn descriptor":           {set(pack, "{"), "json", true},
		"empty descriptor":          {set(pack, "{}"), "pack.empty pack.id", true},
		"descriptor's hash":         {replace(pack, `"hash": "sha256:`, `"hash": "sha256:0`), "pack.hash", true},
		"descriptor's size":         {replace(pack, `"bytes": `, `"bytes": 9`), "pack.bytes", true},
		"descriptor leaves":         {replace(pack, `"path": "tables/hazard.csv"`, `"path": "../bagit.txt"`), "pack.path", true},
		"unknown type":              {replace(pack, `"type": "date"`, `"type": "magic"`), "schema", true},
		"endless pattern":           {replace(pack, `"enum": [`, `"pattern": "(", "enum": [`), "schema", true},
		"other columns":             {replace(hazards, "foundOn", "lostOn"), "table.head", true},
		"no day":                    {replace(hazards, "2026-11-05", "2026-13-05"), "cell.date", true},
		"no word of the list":       {replace(hazards, "general", "enormous"), "cell.word", true},
		"no state":                  {replace(hazards, ",closed,", ",buried,"), "cell.word", true},
		"required is empty":         {replace(hazards, "B 楼梯二层", ""), "cell.required", true},
		"torn row":                  {func(b map[string]string) { b[hazards] += "a,b\n" }, "table.row", true},
		"twice the same key":        {func(b map[string]string) { b[hazards] += strings.SplitAfter(b[hazards], "\n")[1] }, "cell.key", true},
		"masked but not listed":     {replace(hazards, "李海", Mark), "masked.unlisted", true},
		"listed but not masked":     {replace(masked, `"masked": []`, `"masked": [{"ledger":"hazard","number":"YH-2026-0003","field":"place","rule":"restricted"}]`), "masked.listed", true},
		"another mark":              {replace(masked, `"***"`, `"xxx"`), "mark", true},
		"torn redaction list":       {set(masked, "]"), "json", true},
		"one endless row":           {func(b map[string]string) { b[hazards] += `"` + noise(mostRecord) }, "table.row", true},
		"photo is not of the table": {func(b map[string]string) { b["data/attachments/x.jpg"] = "x" }, "extra oxum", false},
	} {
		bag := unzipped(t, content)
		c.change(bag)
		if c.sign {
			w.resigned(bag)
		}
		report := w.verify(rezipped(t, bag), VerifyOptions{})
		for _, want := range strings.Fields(c.want) {
			if !strings.Contains(" "+keys(report)+" ", " "+want+" ") {
				t.Errorf("%s: found %q, want %q", name, keys(report), want)
			}
		}
		for _, lang := range app.Langs {
			for _, d := range report.Defects {
				if told := w.words.Problem(lang, d); strings.Contains(told, "bundle.defect") || strings.Contains(told, "{") {
					t.Errorf("%s: no words in %s for %s", name, lang, told)
				}
			}
		}
	}
}

// noise is text of more than n bytes that does not pack well.
func noise(n int) string {
	source := rand.NewChaCha8([32]byte{7})
	text := make([]byte, n)
	_, _ = source.Read(text) // never fails
	return hex.EncodeToString(text)
}

func otherKey(t testing.TB) string {
	t.Helper()
	return string(newOffice(t).key.pubFile())
}

func TestHostileZips(t *testing.T) {
	w := filled(t)
	_, content := w.make(request())
	bag := unzipped(t, content)
	link := zip.FileHeader{Name: "bag/data/link"}
	link.SetMode(0o777 | 1<<27) // a symbolic link
	for name, c := range map[string]struct {
		header zip.FileHeader
		want   string
	}{
		"up":              {zip.FileHeader{Name: "bag/../../evil"}, "escape"},
		"absolute":        {zip.FileHeader{Name: "/etc/passwd"}, "escape"},
		"backslash":       {zip.FileHeader{Name: `bag\..\evil`}, "escape"},
		"drive":           {zip.FileHeader{Name: "C:/evil"}, "escape"},
		"dot":             {zip.FileHeader{Name: "bag/./evil"}, "escape"},
		"control":         {zip.FileHeader{Name: "bag/a\x01b"}, "name"},
		"twice":           {zip.FileHeader{Name: "bag/bagit.txt"}, "twice"},
		"twice by case":   {zip.FileHeader{Name: "bag/BAGIT.TXT"}, "twice"},
		"link":            {link, "kind"},
		"locked":          {zip.FileHeader{Name: "bag/data/locked", Flags: 1}, "locked"},
		"outside the bag": {zip.FileHeader{Name: "beside/evil"}, "outside"},
		"second bag":      {zip.FileHeader{Name: "evil/bagit.txt"}, "outside"},
	} {
		if report := w.verify(rezipped(t, bag, c.header), VerifyOptions{}); !strings.Contains(keys(report), c.want) {
			t.Errorf("%s: found %q, want %q", name, keys(report), c.want)
		}
	}
}

func TestTornFiles(t *testing.T) {
	w := filled(t)
	_, content := w.make(request())
	for name, c := range map[string]struct {
		file []byte
		want string
	}{
		"empty":          {nil, "zip"},
		"no zip":         {[]byte(strings.Repeat("no zip at all ", 10)), "zip"},
		"half":           {content[:len(content)/2], "zip"},
		"tail":           {append(bytes.Clone(content), "more"...), "zip"},
		"prefix":         {append([]byte("#!/bin/sh\n"), content...), "stray"},
		"huge directory": {withDirectory(content, mostDirectory+1), "directory"},
	} {
		if report := w.verify(c.file, VerifyOptions{}); keys(report) != c.want {
			t.Errorf("%s: found %q, want %q", name, keys(report), c.want)
		}
	}
}

// withDirectory lets the end of a zip claim a directory of n bytes.
func withDirectory(content []byte, n uint32) []byte {
	file := bytes.Clone(content)
	at := len(file) - 22 + 12
	for i := range 4 {
		file[at+i] = byte(n >> (8 * i))
	}
	return file
}

func TestBombsAreNotUnpacked(t *testing.T) {
	w := filled(t)
	_, content := w.make(request())
	bag := unzipped(t, content)
	bag["data/zeros.csv"] = string(make([]byte, 64<<20))
	if report := w.verify(rezipped(t, bag), VerifyOptions{}); !strings.Contains(keys(report), "bomb") {
		t.Errorf("zeros: %q", keys(report))
	}
	delete(bag, "data/zeros.csv")
	small := VerifyOptions{Limits: Limits{Files: 5, Bytes: 4 << 30, Ratio: 400}}
	if report := w.verify(rezipped(t, bag), small); keys(report) != "count" {
		t.Errorf("many files: %q", keys(report))
	}
	small.Limits = Limits{Files: 1000, Bytes: 1000, Ratio: 400}
	if report := w.verify(rezipped(t, bag), small); !strings.Contains(keys(report), "large") {
		t.Errorf("large: %q", keys(report))
	}
	// A file that says it is small and is not: the directory is made to lie.
	honest := rezipped(t, map[string]string{"bagit.txt": declaration, "data/x": strings.Repeat("a", 100000)})
	lying := bytes.ReplaceAll(honest, []byte{0xa0, 0x86, 0x01, 0x00}, []byte{0x10, 0x00, 0x00, 0x00})
	if report := w.verify(lying, VerifyOptions{}); !strings.Contains(keys(report), "read") {
		t.Errorf("lying size: %q", keys(report))
	}
}

func TestOverlappingFilesAreFound(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range []string{"bag/bagit.txt", "bag/a", "bag/b"} {
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		must(t, err)
		_, err = io.WriteString(w, "same text")
		must(t, err)
	}
	must(t, z.Close())
	file := b.Bytes()
	// The directory entry of b is pointed at the bytes of a.
	at := bytes.LastIndex(file, []byte("PK\x01\x02"))
	first := bytes.Index(file[1:], []byte("PK\x03\x04")) + 1
	for i := range 4 {
		file[at+42+i] = byte(first >> (8 * i))
	}
	w := newWorld(t)
	if report := w.verify(file, VerifyOptions{}); !strings.Contains(keys(report), "overlap") {
		t.Errorf("found %q", keys(report))
	}
}

func TestDefectsAreNotEndless(t *testing.T) {
	w := filled(t)
	_, content := w.make(request())
	bag := unzipped(t, content)
	for i := range 1000 {
		bag[fmt.Sprintf("data/%d", i)] = ""
	}
	report := w.verify(rezipped(t, bag), VerifyOptions{})
	if n := len(report.Defects); n != mostDefects+1 || report.Defects[n-1].Key != "bundle.defect.more" {
		t.Errorf("%d defects", n)
	}
}

func TestShownHidesTricks(t *testing.T) {
	if got := shown("a\nb\u202etxt.exe\xff"); got != "a?b?txt.exe?" {
		t.Errorf("got %q", got)
	}
	if got := shown(strings.Repeat("长", 500)); len([]rune(got)) != 163 {
		t.Errorf("%d characters", len([]rune(got)))
	}
}

// FuzzVerify throws any bytes at the check: it must come back with a report.
func FuzzVerify(f *testing.F) {
	w := filled(f)
	_, content := w.make(request())
	f.Add(content)
	f.Add(rezipped(f, map[string]string{"bagit.txt": declaration, fileManifest: "0  data/x\n"}))
	f.Add([]byte("PK\x05\x06" + strings.Repeat("\x00", 18)))
	f.Add(append(bytes.Clone(sealedPrefix), "-> X25519 x\n"...))
	f.Fuzz(func(t *testing.T, file []byte) {
		report, err := Verify(t.Context(), bytes.NewReader(file), int64(len(file)), VerifyOptions{Limits: Limits{Files: 100, Bytes: 1 << 22, Ratio: 400}})
		if err == nil && report.OK() && !bytes.Equal(file, content) && report.Manifest == "" {
			t.Error("a bundle without a manifest holds")
		}
	})
}

// FuzzVerifyTable throws any table and description at the check.
func FuzzVerifyTable(f *testing.F) {
	w := filled(f)
	_, content := w.make(request())
	bag := unzipped(f, content)
	f.Add(bag["data/tables/hazard.csv"], bag["data/datapackage.json"], bag["data/redaction.json"])
	f.Add("name,title\n", `{"resources":[{"name":"a","path":"tables/hazard.csv","schema":{"fields":[{"name":"name","type":"year"}]}}]}`, `{}`)
	f.Fuzz(func(t *testing.T, table, pack, masked string) {
		file := rezipped(t, map[string]string{
			"bagit.txt": declaration, "data/tables/hazard.csv": table, "data/datapackage.json": pack, "data/redaction.json": masked,
		})
		if _, err := Verify(t.Context(), bytes.NewReader(file), int64(len(file)), VerifyOptions{}); err != nil {
			t.Error(err)
		}
	})
}

// FuzzReadReceipt throws any bytes at the reader of receipts.
func FuzzReadReceipt(f *testing.F) {
	good := newOffice(f).answer(Report{BagID: app.NewID(), Manifest: strings.Repeat("0", 64)}, Accepted, "")
	f.Add(good)
	f.Add([]byte(`{"type":"campuskeeper-receipt","version":1,"receipt":null}`))
	f.Fuzz(func(t *testing.T, file []byte) {
		r, err := ReadReceipt(file)
		if err != nil {
			return
		}
		if _, err := json.Marshal(r); err != nil || r.Key == "" {
			t.Errorf("read %+v", r)
		}
	})
}
