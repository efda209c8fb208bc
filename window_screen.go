package main

import (
	"fyne.io/fyne/v2"
	"github.com/go-gl/glfw/v3.4/glfw"
)

// frameRoom is what the frame of the desktop needs around the window at most, in
// pixels of the design: the title over it and the edges.
var frameRoom = fyne.NewSize(8, 40)

// fitScreen makes the window small enough for the screen that it is on. The size that
// was remembered may be that of a larger one, and what stands at the foot of the
// window would be out of sight. It is called when the window was drawn for the first
// time, because only then the scale of the screen is known.
func (w *window) fitScreen() {
	if w.main.FullScreen() {
		return
	}
	size := w.canvas().Size()
	if fitted := fitInto(size, w.screenRoom()); fitted != size {
		w.main.Resize(fitted)
		w.main.CenterOnScreen()
	}
}

// screenRoom is how large a window may be, in pixels of the design: the main screen
// less its task bar and the window's frame. It is zero when the system does not say.
func (w *window) screenRoom() fyne.Size {
	monitor, scale := glfw.GetPrimaryMonitor(), w.canvas().Scale()
	if monitor == nil || scale <= 0 {
		return fyne.Size{}
	}
	_, _, width, height := monitor.GetWorkarea()
	room := fyne.NewSize(float32(width)/scale, float32(height)/scale)
	return room.Subtract(frameRoom)
}

// fitInto is the size, or as much of it as finds room; no room at all changes
// nothing.
func fitInto(size, room fyne.Size) fyne.Size {
	if room.Width <= 0 || room.Height <= 0 {
		return size
	}
	return size.Min(room)
}
