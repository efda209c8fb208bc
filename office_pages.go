package main

import (
	"campuskeeper/app"
	"campuskeeper/app/form"
	"campuskeeper/ui/ledgers"
)

func (o *office) previewDocument(title string, doc func(app.Lang) form.Document) {}
func (o *office) previewJob(job ledgers.PrintJob)                                {}
func (o *office) openImport(ledger string)                                       {}
