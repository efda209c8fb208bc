package print

import (
	"image"

	"github.com/skip2/go-qrcode"
)

// QR draws a QR code of a text, side by side pixels, for the screen; on paper it is
// part of a letterhead. nil for a text that is too long for a code.
func QR(text string, side int) image.Image {
	code, err := qrcode.New(text, qrcode.Medium)
	if err != nil {
		return nil
	}
	code.DisableBorder = true
	return code.Image(side)
}
