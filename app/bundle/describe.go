package bundle

import (
	"campuskeeper/app"
)

// dataPackage is datapackage.json (Frictionless Data Package, version 1).
type dataPackage struct {
	Profile     string        `json:"profile"`
	Name        string        `json:"name"`
	ID          app.ID        `json:"id"`
	Title       string        `json:"title"`
	Description string        `json:"description,omitempty"`
	Created     string        `json:"created"`
	Contributor []contributor `json:"contributors"`
	Resources   []resource    `json:"resources"`
}

type contributor struct {
	Title string `json:"title"`
	Role  string `json:"role"`
}

// resource is one file of a Data Package; Titles is ours.
type resource struct {
	Name      string       `json:"name"`
	Path      string       `json:"path"`
	Profile   string       `json:"profile"`
	Title     string       `json:"title,omitempty"`
	Titles    app.Text     `json:"titles,omitempty"`
	Format    string       `json:"format,omitempty"`
	MediaType string       `json:"mediatype,omitempty"`
	Encoding  string       `json:"encoding,omitempty"`
	Bytes     int64        `json:"bytes"`
	Hash      string       `json:"hash"`
	Schema    *tableSchema `json:"schema,omitempty"`
}

func (p *packer) dataPackage() dataPackage {
	j := p.job
	return dataPackage{
		Profile:     "data-package",
		Name:        j.profile.Name + "-" + PeriodCode(j.request.Period),
		ID:          j.cover.BagID,
		Title:       j.cover.School.Name + ", " + j.profile.Title.In(j.request.Lang) + ", " + PeriodCode(j.request.Period),
		Created:     j.cover.Made.String() + "T12:00:00Z",
		Contributor: []contributor{{Title: j.cover.School.Name, Role: "publisher"}},
		Resources:   p.resources,
	}
}
