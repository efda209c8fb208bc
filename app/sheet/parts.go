package sheet

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"path"
	"strings"

	"campuskeeper/app"
)

// The parts of a workbook that are read here; excelize reads the rest.
const (
	workbookPart = "xl/workbook.xml"
	linksPart    = "xl/_rels/workbook.xml.rels"
)

// inspect looks at the list of a zip before anything is unpacked: what kind of
// file it is, how much it would unpack to, and whether a name points outside.
func inspect(name string, data []byte) error {
	list, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return app.Wrap(err, app.CodeInvalid, "sheet.damaged", "file", name)
	}
	if len(list.File) > maxParts {
		return app.Errorf(app.CodeInvalid, "sheet.bomb", "file", name)
	}
	parts := map[string]bool{}
	var total uint64
	for _, f := range list.File {
		part := strings.ReplaceAll(f.Name, `\`, "/")
		if strings.HasPrefix(part, "/") || strings.Contains(part, "..") || strings.Contains(part, ":") {
			return app.Errorf(app.CodeInvalid, "sheet.path", "file", name, "part", f.Name)
		}
		if parts[strings.ToLower(part)] {
			return app.Errorf(app.CodeInvalid, "sheet.damaged", "file", name)
		}
		parts[strings.ToLower(part)] = true
		total += f.UncompressedSize64
		tooDense := f.UncompressedSize64 > ratioFrom && f.UncompressedSize64 > maxRatio*(f.CompressedSize64+1)
		if tooDense || f.UncompressedSize64 > maxUnzipped || total > maxUnzipped {
			return app.Errorf(app.CodeInvalid, "sheet.bomb", "file", name)
		}
	}
	switch {
	case parts["encryptedpackage"]:
		return app.Errorf(app.CodeInvalid, "sheet.password", "file", name)
	case parts["xl/workbook.bin"], parts["content.xml"], !parts[workbookPart]:
		return app.Errorf(app.CodeInvalid, "sheet.other", "file", name)
	}
	return nil
}

// outline is what xl/workbook.xml says about the whole workbook.
type outline struct {
	Properties struct {
		Date1904 string `xml:"date1904,attr"`
	} `xml:"workbookPr"`
	Sheets []struct {
		Name  string `xml:"name,attr"`
		State string `xml:"state,attr"`
		Link  string `xml:"http://schemas.openxmlformats.org/officeDocument/2006/relationships id,attr"`
		// the same attribute in the strict form of the standard
		StrictLink string `xml:"http://purl.oclc.org/ooxml/officeDocument/relationships id,attr"`
	} `xml:"sheets>sheet"`
}

// sheetPart names a sheet and the part that holds its cells.
type sheetPart struct {
	name   string
	hidden bool
	part   string
}

// readOutline lists the worksheets of a workbook; get returns a part.
func readOutline(get func(part string) []byte) (sheets []sheetPart, date1904 bool, err error) {
	var book outline
	if err := xml.Unmarshal(get(workbookPart), &book); err != nil {
		return nil, false, err
	}
	var links struct {
		Links []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
			Type   string `xml:"Type,attr"`
		} `xml:"Relationship"`
	}
	if err := xml.Unmarshal(get(linksPart), &links); err != nil {
		return nil, false, err
	}
	parts := map[string]string{}
	for _, link := range links.Links {
		if !strings.HasSuffix(link.Type, "/worksheet") {
			continue
		}
		part := strings.TrimPrefix(link.Target, "/")
		if !strings.HasPrefix(link.Target, "/") {
			part = path.Join("xl", link.Target)
		}
		parts[link.ID] = part
	}
	for _, s := range book.Sheets {
		if part := parts[s.Link+s.StrictLink]; part != "" {
			sheets = append(sheets, sheetPart{s.Name, s.State == "hidden" || s.State == "veryHidden", part})
		}
	}
	flag := book.Properties.Date1904
	return sheets, flag == "1" || flag == "true", nil
}

// readMerges lists the merged areas of a worksheet. They stand behind the cells,
// so only the end of the part is read.
func readMerges(part []byte, parse func(ref string) (area, bool)) []area {
	end := bytes.LastIndex(part, []byte("sheetData"))
	if end < 0 {
		return nil
	}
	tail := part[end:]
	shut := bytes.IndexByte(tail, '>')
	if shut < 0 {
		return nil
	}
	decoder := xml.NewDecoder(bytes.NewReader(tail[shut+1:]))
	decoder.Strict = false
	var list []area
	for len(list) < maxMergedAreas {
		token, err := decoder.Token()
		if err != nil {
			return list
		}
		start, ok := token.(xml.StartElement)
		if !ok || start.Name.Local != "mergeCell" {
			continue
		}
		for _, attr := range start.Attr {
			if a, ok := parse(attr.Value); ok && attr.Name.Local == "ref" {
				list = append(list, a)
			}
		}
	}
	return list
}
