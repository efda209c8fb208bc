package sheet

import "testing"

// A text that holds the sign for unread characters itself is text all the same when
// it says that it is UTF-8; bytes of no known encoding are none.
func TestSignForUnreadCharacters(t *testing.T) {
	own := "No.,Note\nQB-1,\uFFFD\uFFFD\n"
	for name, data := range map[string]string{"with its mark": string(bomUTF8) + own, "plain": own} {
		if text, err := Text("own.csv", []byte(data)); err != nil || string(text) != own {
			t.Errorf("%s: %q, %v", name, text, err)
		}
	}
	if _, err := Text("noise.csv", []byte("\x81\x30\x81\xff\xff\xff\xff\xff")); err == nil {
		t.Error("noise was taken for text")
	}
}
