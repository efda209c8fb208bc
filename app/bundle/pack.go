package bundle

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"path"
	"strings"

	"campuskeeper/app"
)

// largestFile is the largest single photo or file that goes up, in bytes; it is
// held in memory while it is packed.
const largestFile = 64 << 20

// Progress hears how far packing is: which part, and how much of it.
type Progress func(part Part, done, total int)

// Part is a part of packing, for telling progress.
type Part string

// The parts, in their order.
const (
	PartSelect Part = "select"
	PartFiles  Part = "files"
	PartTables Part = "tables"
	PartForms  Part = "forms"
	PartSign   Part = "sign"
	PartCheck  Part = "check"
)

// packer writes one job into an archive.
type packer struct {
	service   *Service
	job       *job
	signer    signer
	archive   *archive
	progress  Progress
	paths     map[string]string // kept file → its path below data/
	placed    []Table           // the tables with those paths
	resources []resource
	manifest  string // SHA-256 of manifest-sha256.txt
}

// pack writes the bag as a zip to w and returns the hash of its manifest.
func (s *Service) pack(ctx context.Context, w io.Writer, j *job, key signer, progress Progress) (string, error) {
	a, err := newArchive(w, j.name(), j.cover.Made)
	if err != nil {
		return "", err
	}
	p := &packer{service: s, job: j, signer: key, archive: a, progress: progress, paths: map[string]string{}}
	for _, part := range []func(context.Context) error{p.files, p.tables, p.forms, p.workbook, p.descriptions, p.tags} {
		if err := part(ctx); err != nil {
			return "", err
		}
	}
	return p.manifest, a.zip.Close()
}

func (p *packer) data(name string, content []byte) (fileSum, error) {
	return p.archive.add("data/"+name, content)
}

// files packs the photos and files that the tables refer to, each content once, as
// many as the profile's budget allows.
func (p *packer) files(ctx context.Context) error {
	budget := int64(p.job.profile.Attachments.BudgetMB) << 20
	if budget == 0 {
		budget = 100 << 20
	}
	refs := p.job.files()
	for i, ref := range refs {
		p.progress(PartFiles, i, len(refs))
		if err := ctx.Err(); err != nil {
			return app.Wrap(err, app.CodeCanceled, "task.canceled")
		}
		if _, packed := p.paths[ref.hash]; packed {
			continue
		}
		size, why, err := p.file(ctx, ref.hash, min(budget, largestFile))
		if err != nil {
			return err
		}
		budget -= size
		if why != "" {
			p.leave(ref, why)
		}
	}
	return nil
}

// file packs one kept file unless it is larger than most. It says why it stays.
func (p *packer) file(ctx context.Context, hash string, most int64) (size int64, why Rule, err error) {
	r, about, err := p.service.attachments.OpenAttachment(ctx, hash)
	switch app.CodeOf(err) {
	case "":
	case app.CodeLocked:
		return 0, RuleLocked, nil
	case app.CodeNotFound, app.CodeCorrupt:
		return 0, RuleDamaged, nil
	default:
		return 0, "", err
	}
	content, err := io.ReadAll(io.LimitReader(r, most+1))
	err = errors.Join(err, r.Close())
	switch {
	case app.CodeOf(err) == app.CodeCorrupt:
		return 0, RuleDamaged, nil
	case err != nil:
		return 0, "", err
	case int64(len(content)) > most:
		return 0, RuleBudget, nil
	}
	sum := sha256.Sum256(content)
	name := "attachments/" + hex.EncodeToString(sum[:]) + ending(about)
	p.paths[hash] = name
	if _, twice := p.archive.sums["data/"+name]; twice {
		return 0, "", nil // the same content kept under two names
	}
	_, err = p.data(name, content)
	return int64(len(content)), "", err
}

func (p *packer) leave(ref fileRef, why Rule) {
	left := &p.job.redactor.out.Files
	for i, f := range *left {
		if f.Ledger == ref.ledger && f.Number == ref.number && f.Field == ref.field && f.Rule == why {
			(*left)[i].Count++
			return
		}
	}
	*left = append(*left, LeftFile{ref.ledger, ref.number, ref.field, 1, why})
}

var endings = map[string]string{"image/jpeg": ".jpg", "image/png": ".png", "application/pdf": ".pdf"}

// ending is the file ending of a kept file: by its kind, else as it was named.
func ending(a app.Attachment) string {
	if e := endings[a.MediaType]; e != "" {
		return e
	}
	e := strings.ToLower(path.Ext(a.Name))
	if len(e) < 2 || len(e) > 6 || plainName(e[1:], "") == "" {
		return ".bin"
	}
	return e
}

func (p *packer) tables(ctx context.Context) error {
	lang := p.job.request.Lang
	for i, t := range p.job.tables {
		p.progress(PartTables, i, len(p.job.tables))
		if err := ctx.Err(); err != nil {
			return app.Wrap(err, app.CodeCanceled, "task.canceled")
		}
		p.placed = append(p.placed, t.placed(p.paths))
		text, err := p.placed[i].csv()
		if err != nil {
			return err
		}
		if err := p.table(t.Template.Name, t.Template.Title, text, t.describe(lang)); err != nil {
			return err
		}
	}
	text, s, err := figuresTable(p.job.cover.Figures, lang)
	if err != nil {
		return err
	}
	return p.table("cover-figures", app.Text{
		app.English: p.service.words.T(app.English, "bundle.figures"),
		app.Chinese: p.service.words.T(app.Chinese, "bundle.figures"),
	}, text, s)
}

func (p *packer) table(name string, title app.Text, text []byte, s tableSchema) error {
	file := "tables/" + name + ".csv"
	sum, err := p.data(file, text)
	if err != nil {
		return err
	}
	p.resources = append(p.resources, resource{
		Name: name, Path: file, Profile: "tabular-data-resource", Title: title.In(p.job.request.Lang), Titles: title,
		Format: "csv", MediaType: "text/csv", Encoding: "utf-8", Bytes: sum.size, Hash: "sha256:" + sum.hash, Schema: &s,
	})
	return nil
}

func (p *packer) forms(ctx context.Context) error {
	p.job.cover.Photos, p.job.cover.Masked = len(p.paths), len(p.job.redactor.out.Masked)
	for i, f := range p.job.forms {
		p.progress(PartForms, i, len(p.job.forms))
		if err := ctx.Err(); err != nil {
			return app.Wrap(err, app.CodeCanceled, "task.canceled")
		}
		pdf, err := p.form(ctx, f)
		if err != nil {
			return err
		}
		sum, err := p.data(f.path, pdf)
		if err != nil {
			return err
		}
		p.resource(f.path, "pdf", "application/pdf", sum)
	}
	return nil
}

func (p *packer) form(ctx context.Context, f wantedForm) ([]byte, error) {
	cover := p.job.cover
	switch f.form {
	case FormCover:
		return p.service.printer.Cover(ctx, cover)
	case FormRegister:
		return p.service.printer.Register(ctx, cover, p.job.tables[f.table])
	}
	t := p.job.tables[f.table]
	return p.service.printer.Form(ctx, cover, f.form, t, t.Entries[f.entry])
}

func (p *packer) workbook(ctx context.Context) error {
	if p.service.workbook == nil {
		return nil
	}
	var b bytes.Buffer
	if err := p.service.workbook.Write(ctx, &b, p.job.cover, p.placed); err != nil {
		return err
	}
	sum, err := p.data("summary.xlsx", b.Bytes())
	if err != nil {
		return err
	}
	p.resource("summary.xlsx", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", sum)
	return nil
}

// resource lists a file that is no table in the Data Package.
func (p *packer) resource(file, format, mediaType string, sum fileSum) {
	name := strings.ToLower(strings.NewReplacer("/", "-", ".", "-").Replace(file))
	p.resources = append(p.resources, resource{
		Name: name, Path: file, Profile: "data-resource", Format: format, MediaType: mediaType,
		Bytes: sum.size, Hash: "sha256:" + sum.hash,
	})
}

// descriptions writes the three files that describe the payload to machines.
func (p *packer) descriptions(context.Context) error {
	for _, f := range []struct {
		name  string
		value any
	}{
		{"redaction.json", p.job.redactor.out},
		{"receipt_request.json", p.job.receiptRequest()},
		{"datapackage.json", p.dataPackage()},
	} {
		text, err := jsonText(f.value)
		if err != nil {
			return err
		}
		if _, err := p.data(f.name, text); err != nil {
			return err
		}
	}
	return nil
}

// jsonText writes JSON for people too: indented, without escapes that only HTML
// needs.
func jsonText(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(v)
	return b.Bytes(), err
}
