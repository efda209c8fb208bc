package main

import (
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"campuskeeper/app"
)

// What the programs of Windows write must be read as what was meant: read as it is,
// a mark at the start makes a passphrase wrong and a Chinese word unreadable.
func TestTextsOfWindowsAreRead(t *testing.T) {
	const said = `{"place": "楼梯二层"}`
	for name, from := range map[string]encoding.Encoding{
		"plain": encoding.Nop, "with a mark": unicode.UTF8BOM, "Chinese code page": simplifiedchinese.GB18030,
		"UTF-16": unicode.UTF16(unicode.LittleEndian, unicode.UseBOM),
	} {
		content, err := from.NewEncoder().Bytes([]byte(said))
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(t.TempDir(), "entry.json")
		if err := os.WriteFile(file, content, 0o600); err != nil {
			t.Fatal(err)
		}
		if got, err := readText(file); err != nil || string(got) != said {
			t.Errorf("%s: read %q, %v", name, got, err)
		}
		t.Setenv(passphraseFile, file)
		if got, err := new(program).passphrase(false); err != nil || got != said {
			t.Errorf("%s: passphrase %q, %v", name, got, err)
		}
	}
}

func TestWhatIsNoTextIsRefused(t *testing.T) {
	_, err := asText("photo.jpg", []byte("\xff\xd8\xff\xe0\x00\x10JFIF"))
	if app.CodeOf(err) != app.CodeInvalid {
		t.Errorf("%v", err)
	}
}
