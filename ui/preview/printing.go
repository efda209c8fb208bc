package preview

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"campuskeeper/app"
	"campuskeeper/ui/desktop"
	"campuskeeper/ui/look"
	"campuskeeper/ui/task"
	"campuskeeper/ui/widgets"
)

// printers is what the computer has.
type printers struct {
	names    []string
	possible bool
}

// listPrinters asks the computer for its printers, beside the window.
func (s *Screen) listPrinters() {
	task.Latest(s.deps.Runner, &s.listSlot, context.Background(), "",
		func(ctx context.Context, _ *task.Progress) (printers, error) {
			return printers{s.deps.Printers.List(ctx), s.deps.Printers.Possible(ctx)}, nil
		},
		func(found printers, err error) {
			if err != nil {
				return // as if there were none
			}
			s.offerPrinters(found)
		})
}

func (s *Screen) offerPrinters(found printers) {
	options := make([]widgets.Option, len(found.names))
	chosen := ""
	for i, name := range found.names {
		options[i] = widgets.Option{Value: name, Label: name}
		if i == 0 || name == s.deps.Memory.Recall(memoryPrinter) {
			chosen = name
		}
	}
	s.form.printer.SetOptions(options)
	s.form.printer.SetValue(chosen)
	s.possible = found.possible
	switch {
	case !found.possible:
		s.form.ready.Set(look.Needed, s.t("preview.ready.none"))
	case chosen == "":
		s.form.ready.Set(look.Done, s.t("preview.ready.system"))
	default:
		s.form.ready.Set(look.Done, s.t("preview.ready"))
	}
	s.form.object.Refresh()
}

// Print implements the shell's Printer: the paper goes to the printer, or where
// there is none is opened, so that it can be printed from there.
func (s *Screen) Print() {
	if s.paper == nil || s.busy {
		return
	}
	if !s.possible {
		s.OpenPDF()
		return
	}
	job, ok := s.printJob()
	if !ok {
		return
	}
	paper, ok := s.wanted()
	if !ok {
		return
	}
	job.File = filepath.Join(s.deps.Temp(), s.job.Name+".pdf")
	s.work(s.t("preview.printing"), func(ctx context.Context, note noter) error {
		if err := passOn(paper, job.File); err != nil {
			return err
		}
		if err := s.deps.Printers.Print(ctx, job); err != nil {
			return err
		}
		return note(ctx, noteOf(job))
	}, func() string {
		if job.Printer == "" {
			return s.t("preview.printed.system")
		}
		return s.t("preview.printed", "printer", job.Printer, "n", job.Copies)
	})
}

// noteOf says in the history how it was printed.
func noteOf(job desktop.PrintJob) string {
	if job.Printer == "" {
		return job.Title
	}
	return job.Title + " " + job.Printer
}

// Save asks for a place and saves the chosen pages there.
func (s *Screen) Save() {
	if s.paper == nil || s.busy {
		return
	}
	paper, ok := s.wanted()
	if !ok {
		return
	}
	s.deps.SaveAs(s.job.Name+".pdf", func(path string) {
		if path != "" {
			s.saveTo(paper, path)
		}
	})
}

// saveTo saves a paper as a PDF.
func (s *Screen) saveTo(paper Paper, path string) {
	s.work(s.t("preview.saving"), func(ctx context.Context, note noter) error {
		if err := writePDF(paper, path); err != nil {
			return err
		}
		return note(ctx, filepath.Base(path))
	}, func() string { return s.t("preview.saved", "file", filepath.Base(path), "n", paper.Len()) })
}

// OpenPDF opens the chosen pages in the program that shows PDF files.
func (s *Screen) OpenPDF() {
	if s.paper == nil || s.busy {
		return
	}
	paper, ok := s.wanted()
	if !ok {
		return
	}
	path := filepath.Join(s.deps.Temp(), s.job.Name+".pdf")
	s.work(s.t("preview.opening"), func(ctx context.Context, note noter) error {
		if err := passOn(paper, path); err != nil {
			return err
		}
		if err := s.deps.Open(ctx, path); err != nil {
			return err
		}
		return note(ctx, filepath.Base(path))
	}, func() string { return s.t("preview.opened") })
}

// noter writes into the history that the paper left the program.
type noter func(ctx context.Context, note string) error

// noter is that of this paper; a blank one belongs to no record.
func (s *Screen) noter() noter {
	if s.job.Printed == nil || s.choice.Blank {
		return func(context.Context, string) error { return nil }
	}
	return s.job.Printed
}

// work does something with the paper beside the window and says when it is done.
func (s *Screen) work(name string, do func(context.Context, noter) error, said func() string) {
	note := s.noter()
	s.busy = true
	s.print.Refuse(name)
	s.status.Set(look.Running, name)
	s.form.object.Refresh()
	task.Run(s.deps.Runner, context.Background(), name,
		func(ctx context.Context, _ *task.Progress) (struct{}, error) { return struct{}{}, do(ctx, note) },
		func(_ struct{}, err error) {
			s.busy = false
			s.print.Allow()
			if err != nil {
				s.status.Set(look.NoShape, "")
				s.dialog = widgets.TellError(s.deps.Window(), s.deps.Words, s.t("preview.notDone"), err)
			} else {
				s.status.Set(look.Done, said())
			}
			s.form.object.Refresh()
		})
}

// passOn writes the file that another program gets, into a folder that nobody else
// may read.
func passOn(paper Paper, path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return app.Wrap(err, app.CodeReadOnly, "preview.unwritten", "folder", filepath.Dir(path))
	}
	return writePDF(paper, path)
}

// writePDF writes the file beside its place first, so that a file that is there
// already is replaced whole or not at all.
func writePDF(paper Paper, path string) (err error) {
	file, err := os.CreateTemp(filepath.Dir(path), ".paper-*.tmp")
	if err != nil {
		return app.Wrap(err, app.CodeReadOnly, "preview.unwritten", "folder", filepath.Dir(path))
	}
	defer func() {
		if err != nil {
			err = app.Wrap(errors.Join(err, file.Close(), os.Remove(file.Name())), app.CodeInternal, "preview.unwritten", "folder", filepath.Dir(path))
		}
	}()
	if err := paper.WritePDF(file); err != nil {
		return err
	}
	if err := file.Close(); err != nil {
		return err
	}
	return os.Rename(file.Name(), path)
}
