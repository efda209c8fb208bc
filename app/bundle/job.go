package bundle

import (
	"context"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"campuskeeper/app"
	"campuskeeper/app/schema"
)

// Forms that profiles may ask for. The cover belongs to the bundle; the others are
// forms of the ledger's template.
const (
	FormCover       = "cover"
	FormRegister    = "register"
	FormOrder       = "order"
	FormDrillRecord = "drill-record"
)

// job is a request with everything gathered and masked, ready to be packed.
type job struct {
	request  Request
	profile  Profile
	redactor *redactor
	tables   []Table
	cover    Cover
	forms    []wantedForm
	sent     []Sent // all that was sent before, newest first
	again    *Sent  // what was sent for this period already
}

// wantedForm is one PDF to make.
type wantedForm struct {
	path  string // below data/
	form  string
	table int // index into tables
	entry int // index into its entries, -1 for the whole table
}

// prepare gathers what a request needs; nothing is written.
func (s *Service) prepare(ctx context.Context, who app.Actor, r Request) (*job, error) {
	p, err := s.Profile(r.Recipient)
	if err != nil {
		return nil, err
	}
	j := &job{request: r, profile: p}
	if r.Seal != "" {
		if _, err := parseRecipient(r.Seal); err != nil {
			return nil, err
		}
	}
	if j.redactor, err = newRedactor(s.library, p, r); err != nil {
		return nil, err
	}
	sel, err := s.pick(ctx, p, r)
	if err != nil {
		return nil, err
	}
	j.tables = j.redactor.tables(sel)
	if j.sent, err = s.Sent(ctx); err != nil {
		return nil, err
	}
	j.again = lastSent(j.sent, r.Recipient, r.Period)
	if err := s.fillCover(ctx, j, sel, who); err != nil {
		return nil, err
	}
	j.listForms(sel)
	j.cover.Forms = len(j.forms)
	if s.printer == nil {
		j.forms, j.cover.Forms = nil, 0
	}
	return j, nil
}

func (s *Service) fillCover(ctx context.Context, j *job, sel selection, who app.Actor) error {
	school, err := s.school(ctx)
	if err != nil {
		return err
	}
	figures, err := s.compared(ctx, j, sel)
	if err != nil {
		return err
	}
	missing, err := s.Missing(ctx, j.profile, j.request.Period, s.today())
	if err != nil {
		return err
	}
	key, err := s.ownKey(ctx)
	if err != nil && app.CodeOf(err) != app.CodeNotFound && app.CodeOf(err) != app.CodeLocked {
		return err
	}
	j.cover = Cover{
		School: school, Profile: j.profile, Period: j.request.Period, Made: s.today(), By: who.Name,
		Figures: figures, Gaps: missing.Gaps, Masked: len(j.redactor.out.Masked), KeyID: KeyID(key.Public),
		Head: sel.head, Lang: j.request.Lang,
	}
	j.cover.BagID = j.bagID()
	for _, t := range j.tables {
		j.cover.Tables = append(j.cover.Tables, Count{t.Template.Name, t.Template.Title, len(t.Entries)})
	}
	return nil
}

// compared counts the figures and sets beside them what was sent for the period
// before, or, where nothing was sent, what it counts to today.
func (s *Service) compared(ctx context.Context, j *job, sel selection) ([]Figure, error) {
	now, err := j.profile.figures(s.library, sel, s.today())
	if err != nil {
		return nil, err
	}
	period := j.profile.Before(j.request.Period)
	if old := lastSent(j.sent, j.profile.Name, period); old != nil {
		return compare(j.profile, now, old.Cover.Figures, true), nil
	}
	earlier, err := s.pick(ctx, j.profile, Request{Recipient: j.profile.Name, Period: period})
	if err != nil {
		return nil, err
	}
	before, err := j.profile.figures(s.library, earlier, s.today())
	if err != nil {
		return nil, err
	}
	return compare(j.profile, now, before, false), nil
}

// Figures returns the cover's figures of a period beside those of the one before.
func (s *Service) Figures(ctx context.Context, r Request) ([]Figure, error) {
	j, err := s.prepare(ctx, app.Actor{}, r)
	if err != nil {
		return nil, err
	}
	return j.cover.Figures, nil
}

// bagID names the bundle. It follows from what it is made of, so that the same
// data made on the same day is the same bundle.
func (j *job) bagID() app.ID {
	h := sha256.New()
	supersedes := ""
	if j.again != nil {
		supersedes = string(j.again.BagID)
	}
	for _, part := range []string{
		"bundle", j.cover.School.Name, j.profile.Name, fmt.Sprint(j.profile.Version), PeriodCode(j.request.Period),
		string(j.request.Lang), j.request.Basis, j.request.Document, fmt.Sprint(j.cover.Head.Seq), j.cover.Head.MAC,
		j.cover.Made.String(), supersedes,
	} {
		_, _ = fmt.Fprintf(h, "%q", part) // a hash never fails
	}
	var sum [32]byte
	copy(sum[:], h.Sum(nil))
	return app.DerivedID(sum)
}

// seal is the age recipient to lock for, "" for none.
func (j *job) seal() string {
	if j.request.Seal != "" {
		return j.request.Seal
	}
	return j.profile.Seal
}

// name is the name of the bag and, with its ending, of the file: school, period,
// recipient, and which sending it is.
func (j *job) name() string {
	name := safeName(j.cover.School.Name) + "_" + PeriodCode(j.request.Period) + "_" + j.profile.Name
	times := 1
	for _, s := range j.sent {
		if s.Recipient == j.profile.Name && s.Period == j.request.Period {
			times++
		}
	}
	if times > 1 {
		name += fmt.Sprintf("_%d", times)
	}
	return name
}

// safeName keeps letters and digits of any language, at most 40 of them, so that
// the name is a file name everywhere.
func safeName(text string) string {
	kept := strings.Map(func(r rune) rune {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r), r == '-':
			return r
		case unicode.IsSpace(r):
			return '-'
		}
		return -1
	}, text)
	if runes := []rune(kept); len(runes) > 40 {
		kept = string(runes[:40])
	}
	if kept == "" {
		return "school"
	}
	return kept
}

// plainName is safeName for names inside the bag, where every tool must agree on
// the bytes: ASCII only, or the fallback.
func plainName(text, fallback string) string {
	for _, r := range text {
		if r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' {
			return fallback
		}
	}
	return text
}

// listForms plans the PDFs that the profile asks for.
func (j *job) listForms(sel selection) {
	for _, rule := range j.profile.Forms {
		if rule.Form == FormCover {
			j.forms = append(j.forms, wantedForm{path: "forms/cover.pdf", form: FormCover, table: -1, entry: -1})
			continue
		}
		at := slices.IndexFunc(j.tables, func(t Table) bool { return t.Template.Name == rule.Ledger })
		if at < 0 {
			continue
		}
		if rule.Form == FormRegister {
			j.forms = append(j.forms, wantedForm{path: "forms/" + rule.Ledger + "-register.pdf", form: FormRegister, table: at, entry: -1})
			continue
		}
		for i, e := range j.tables[at].Entries {
			if rule.Step != "" && !lifeOf(e, j.tables[at].Template, j.tables[at].Loop).reached(rule.Step, sel.period) {
				continue
			}
			path := "forms/" + rule.Ledger + "-" + rule.Form + "-" + plainName(e.Number, string(e.ID)) + ".pdf"
			j.forms = append(j.forms, wantedForm{path: path, form: rule.Form, table: at, entry: i})
		}
	}
}

// fileRef is one place where an entry refers to a kept file.
type fileRef struct {
	hash, ledger, number, field string
}

// files lists every kept file that the tables refer to, in their order.
func (j *job) files() []fileRef {
	var refs []fileRef
	for _, t := range j.tables {
		for _, f := range t.Template.Fields {
			if !isFile(f) {
				continue
			}
			for _, e := range t.Entries {
				for _, hash := range schema.ReadList(e.Values[f.Name]) {
					refs = append(refs, fileRef{hash, t.Template.Name, e.Number, f.Name})
				}
			}
		}
	}
	return refs
}

// numbers lists the entries that leave, as history and receipts speak of them.
func (j *job) entries() (ids []app.ID, numbers []string) {
	for _, t := range j.tables {
		for _, e := range t.Entries {
			ids, numbers = append(ids, e.ID), append(numbers, e.Number)
		}
	}
	return ids, numbers
}
