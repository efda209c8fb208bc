package main

import (
	"context"
	"io"
	"os"
	"path/filepath"

	"campuskeeper/ui/task"
	"campuskeeper/ui/widgets"
)

// copyOut keeps a copy of a kept file where the user wants it.
func (o *office) copyOut(hash string) {
	o.workOnFile(o.book.T("window.save-as"), func(ctx context.Context) error {
		content, kept, err := o.desk.vault.OpenAttachment(ctx, hash)
		if err != nil {
			return err
		}
		defer func() { _ = content.Close() }() // it was only read
		path, ok := o.chooseSave(ctx, filepath.Base(kept.Name))
		if !ok || path == "" {
			return nil
		}
		return writeFile(path, func(f *os.File) error {
			_, err := io.Copy(f, content)
			return err
		})
	})
}

// openKept shows a kept file in the program of the system. The copy that the program
// reads lies in a folder that nobody else may read; it is taken away when this program
// ends.
func (o *office) openKept(hash string) {
	o.workOnFile(o.book.T("window.open-file"), func(ctx context.Context) error {
		content, kept, err := o.desk.vault.OpenAttachment(ctx, hash)
		if err != nil {
			return err
		}
		defer func() { _ = content.Close() }() // it was only read
		path, err := o.spread(filepath.Base(kept.Name), content)
		if err != nil {
			return err
		}
		return o.opener.Open(ctx, path)
	})
}

// spread writes a kept file into a folder of its own beside the papers.
func (w *window) spread(name string, content io.Reader) (path string, err error) {
	folder, err := w.paperFolder("file-")
	if err != nil {
		return "", err
	}
	path = filepath.Join(folder, name)
	return path, writeFile(path, func(f *os.File) error {
		_, err := io.Copy(f, content)
		return err
	})
}

// workOnFile does something with a kept file beside the window and tells what went
// wrong.
func (o *office) workOnFile(name string, do func(context.Context) error) {
	task.Run(o.runner, o.ctx, name, func(ctx context.Context, _ *task.Progress) (struct{}, error) {
		return struct{}{}, do(ctx)
	}, func(_ struct{}, err error) {
		if err != nil {
			widgets.TellError(o.canvas(), o.book, name, err)
		}
	})
}
