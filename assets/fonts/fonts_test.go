package fonts_test

import (
	"strings"
	"testing"

	"golang.org/x/image/font/sfnt"

	"campuskeeper/assets/fonts"
)

// Characters that forms, names and places need, from each corner of the set.
const needed = "安全隐患整改台账校园㕮䲟䴙龻𬭚𫍯𬬻ABCabc0123éüñĀŠžŁąğőẾ☐☑☒✓✔✗✘①⑩⑳㉑㊿℃㎡㎥√×÷±≤≥≠→←↑↓⇒■□●○▲△◆◇★☆※№℡…—·“”‘’《》【】（）、。，；：？！￥€°‰⏱⚠⚡♿"

func TestBothWeightsHaveWhatFormsNeed(t *testing.T) {
	for name, data := range map[string][]byte{"regular": fonts.Regular(), "bold": fonts.Bold()} {
		font, err := sfnt.Parse(data)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		var buf sfnt.Buffer
		var missing strings.Builder
		for _, r := range needed {
			if glyph, err := font.GlyphIndex(&buf, r); err != nil || glyph == 0 {
				missing.WriteRune(r)
			}
		}
		if missing.Len() > 0 {
			t.Errorf("%s lacks %s", name, missing.String())
		}
		family, err := font.Name(&buf, sfnt.NameIDFamily)
		if err != nil || family != "Noto Sans SC" {
			t.Errorf("%s: family %q, %v", name, family, err)
		}
		if licence, err := font.Name(&buf, sfnt.NameIDLicense); err != nil || !strings.Contains(licence, "SIL Open Font License") {
			t.Errorf("%s: licence %q, %v", name, licence, err)
		}
	}
}
