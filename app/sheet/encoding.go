package sheet

import (
	"bytes"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"campuskeeper/app"
)

var (
	bomUTF8    = []byte("\xef\xbb\xbf")
	bomUTF16LE = []byte("\xff\xfe")
	bomUTF16BE = []byte("\xfe\xff")
)

// Text returns the text of a file in UTF-8, without a mark at its start. Text that
// is no UTF-8 is taken for GB18030, which is how Excel saves CSV on a Chinese
// Windows, unless its bytes look like a western one. Errors: CodeInvalid for what
// is no text; name is the file's, for the sentence.
func Text(name string, data []byte) ([]byte, error) {
	var from encoding.Encoding
	switch {
	case bytes.HasPrefix(data, bomUTF8):
		data = data[len(bomUTF8):]
		from = encoding.Nop
	case bytes.HasPrefix(data, bomUTF16LE), bytes.HasPrefix(data, bomUTF16BE):
		from = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case utf8.Valid(data):
		from = encoding.Nop
	case looksWestern(data):
		from = charmap.Windows1252
	default:
		from = simplifiedchinese.GB18030
	}
	text := data
	if from != encoding.Nop {
		var err error
		if text, err = from.NewDecoder().Bytes(data); err != nil {
			return nil, app.Wrap(err, app.CodeInvalid, "sheet.encoding", "file", name)
		}
	}
	// In a text of ours that sign is somebody's own: only decoding says "unread" with it.
	if bytes.IndexByte(text, 0) >= 0 || from != encoding.Nop && manyUnread(text) {
		return nil, app.Errorf(app.CodeInvalid, "sheet.kind", "file", name)
	}
	return text, nil
}

// looksWestern says whether bytes above 127 stand alone between ASCII letters, as
// accents do. In Chinese text they come in pairs.
func looksWestern(data []byte) bool {
	alone, paired := 0, 0
	for i := 0; i < len(data); i++ {
		if data[i] < 0x80 {
			continue
		}
		if i+1 < len(data) && data[i+1] >= 0x80 {
			paired++
			i++
			continue
		}
		alone++
	}
	return alone > 2*paired
}

// manyUnread says whether so much of a text could not be read that it is no text
// of a known encoding: more than one character in two hundred.
func manyUnread(text []byte) bool {
	unread := bytes.Count(text, []byte("\uFFFD"))
	return unread > 0 && unread*200 > utf8.RuneCount(text)
}
