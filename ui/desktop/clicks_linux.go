package desktop

import (
	"bytes"
	"image"
	"image/draw"
	"image/png"
	"io"
	"log"
	"slices"
	"sync"

	"github.com/esiqveland/notify"
	"github.com/godbus/dbus/v5"
)

// clicks shows notices that can be clicked, on desktops that offer it, and hears of
// the clicks. The listener stays until the program ends: a notice may be clicked long
// after it appeared.
type clicks struct {
	mu       sync.Mutex
	listener notify.Notifier
	icon     notify.Hint
	waiting  map[uint32]func() // by the number the desktop gave the notice
}

// notify shows a notice. It returns false when this desktop has none to click, and
// the notice must be shown in the plain way.
func (c *clicks) notify(b *Beeper, title, text string, clicked func()) bool {
	c.mu.Lock()
	defer c.mu.Unlock() // a click waits until the number of its notice is known
	if c.listener == nil && c.listen(b.icon) != nil {
		return false
	}
	if offered, err := c.listener.GetCapabilities(); err != nil || !slices.Contains(offered, "actions") {
		return false
	}
	note := notify.Notification{
		AppName: b.name, Summary: title, Body: text, Actions: []notify.Action{notify.NewDefaultAction(b.name)},
		ExpireTimeout: notify.ExpireTimeoutSetByNotificationServer,
	}
	note.SetUrgency(notify.UrgencyNormal)
	note.AddHint(c.icon)
	id, err := c.listener.SendNotification(note)
	if err != nil {
		return false
	}
	c.waiting[id] = clicked
	return true
}

// listen connects to the desktop's bus.
func (c *clicks) listen(icon []byte) error {
	conn, err := dbus.SessionBus()
	if err != nil {
		return err
	}
	drawn, err := png.Decode(bytes.NewReader(icon))
	if err != nil {
		return err
	}
	picture := image.NewRGBA(drawn.Bounds())
	draw.Draw(picture, picture.Bounds(), drawn, drawn.Bounds().Min, draw.Src)
	c.icon, c.waiting = notify.HintImageDataRGBA(picture), map[uint32]func(){}
	c.listener, err = notify.New(conn, notify.WithLogger(log.New(io.Discard, "", 0)),
		notify.WithOnAction(func(s *notify.ActionInvokedSignal) {
			if clicked := c.take(s.ID); clicked != nil {
				clicked()
			}
		}),
		notify.WithOnClosed(func(s *notify.NotificationClosedSignal) { c.take(s.ID) }))
	return err
}

// take returns what waits for a click on a notice and forgets it.
func (c *clicks) take(id uint32) func() {
	c.mu.Lock()
	defer c.mu.Unlock()
	clicked := c.waiting[id]
	delete(c.waiting, id)
	return clicked
}
