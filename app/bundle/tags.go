package bundle

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"campuskeeper/app"
)

// Names of the tag files.
const (
	fileDeclaration = "bagit.txt"
	fileInfo        = "bag-info.txt"
	fileManifest    = "manifest-sha256.txt"
	fileTagManifest = "tagmanifest-sha256.txt"
	filePublicKey   = "school.pub"
	signatureEnding = ".minisig"
	fileReadMe      = "README.txt"
	fileReadMeZH    = "说明.txt"
)

// declaration is the whole of bagit.txt.
const declaration = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"

// tags writes everything beside data/: the bag's own files, the read-me in both
// languages, the manifests and their signatures.
func (p *packer) tags(context.Context) error {
	p.progress(PartSign, 0, 1)
	manifest := p.archive.manifest(true)
	sum := sha256.Sum256(manifest)
	p.manifest = hex.EncodeToString(sum[:])
	remark := p.remark()
	for _, f := range []struct {
		name    string
		content []byte
	}{
		{fileReadMe, p.readMe(app.English)},
		{fileInfo, p.info()},
		{fileDeclaration, []byte(declaration)},
		{fileManifest, manifest},
		{fileManifest + signatureEnding, p.signer.sign(manifest, remark)},
		{filePublicKey, p.signer.pubFile()},
		{fileReadMeZH, p.readMe(app.Chinese)},
	} {
		if _, err := p.archive.add(f.name, f.content); err != nil {
			return err
		}
	}
	// The tag manifest lists all of these; it and its signature come last.
	tags := p.archive.manifest(false)
	if _, err := p.archive.add(fileTagManifest, tags); err != nil {
		return err
	}
	_, err := p.archive.add(fileTagManifest+signatureEnding, p.signer.sign(tags, remark))
	p.progress(PartSign, 1, 1)
	return err
}

// remark is the signed comment: which bundle the signature was made for.
func (p *packer) remark() string {
	j := p.job
	return fmt.Sprintf("bag:%s period:%s recipient:%s made:%s", j.cover.BagID, PeriodCode(j.request.Period), j.profile.Name, j.cover.Made)
}

// info writes bag-info.txt.
func (p *packer) info() []byte {
	j := p.job
	files, size := p.archive.payload()
	var b bytes.Buffer
	line := func(label, value string) {
		if value != "" {
			fmt.Fprintf(&b, "%s: %s\n", label, oneLine(value))
		}
	}
	line("Source-Organization", j.cover.School.Name)
	line("Contact-Name", j.cover.School.Director)
	line("Contact-Phone", j.cover.School.Phone)
	line("Bagging-Date", j.cover.Made.String())
	line("External-Identifier", string(j.cover.BagID))
	line("External-Description", j.profile.Title.In(app.English)+" / "+j.profile.Title.In(app.Chinese))
	line("Bag-Size", sizeText(size))
	line("Payload-Oxum", fmt.Sprintf("%d.%d", size, files))
	line("Period", j.request.Period.From.String()+"/"+j.request.Period.To.String())
	line("Recipient", j.profile.Office.In(app.English)+" / "+j.profile.Office.In(app.Chinese))
	line("Profile", fmt.Sprintf("%s version %d", j.profile.Name, j.profile.Version))
	line("App-Version", "CampusKeeper "+p.service.version)
	line("History-Head", fmt.Sprintf("%d %s", j.cover.Head.Seq, j.cover.Head.MAC))
	line("School-Key", p.signer.public)
	if j.again != nil {
		line("Supersedes", string(j.again.BagID))
	}
	return b.Bytes()
}

// oneLine makes a value fit one line of bag-info.txt.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// sizeText writes a number of bytes as people say it.
func sizeText(n int64) string {
	switch {
	case n < 1000:
		return fmt.Sprintf("%d B", n)
	case n < 1000*1000:
		return fmt.Sprintf("%.0f KB", float64(n)/1000)
	}
	return fmt.Sprintf("%.1f MB", float64(n)/1000/1000)
}

// readMe says to a person what the bundle is, what is in it and how to check it
// with tools that come with any system.
func (p *packer) readMe(lang app.Lang) []byte {
	j, w := p.job, p.service.words
	var tables strings.Builder
	for _, t := range j.cover.Tables {
		tables.WriteString("  " + w.T(lang, "bundle.readme.table", "file", "data/tables/"+t.Ledger+".csv", "title", t.Title, "count", t.Entries) + "\n")
	}
	files, size := p.archive.payload()
	text := w.T(lang, "bundle.readme",
		"school", j.cover.School.Name, "recipient", j.profile.Title, "from", j.request.Period.From, "to", j.request.Period.To,
		"made", j.cover.Made, "bag", string(j.cover.BagID), "tables", strings.TrimRight(tables.String(), "\n"),
		"files", files, "size", sizeText(size), "masked", len(j.redactor.out.Masked), "mark", Mark,
		"key", p.signer.public, "keyID", KeyID(p.signer.public))
	return []byte(text + "\n")
}
