package desktop

import (
	"sync"

	"git.sr.ht/~jackmordaunt/go-toast"
)

// clicks hears of clicks on notices. Windows says that one of the program's notices
// was clicked, not which: it is taken for the newest.
type clicks struct {
	once   sync.Once
	mu     sync.Mutex
	newest func()
}

// notify makes a click on the next notice heard, and leaves it to the sender.
func (c *clicks) notify(_ *Beeper, _, _ string, clicked func()) bool {
	c.mu.Lock()
	c.newest = clicked
	c.mu.Unlock()
	c.once.Do(func() { toast.SetActivationCallback(c.activated) })
	return false
}

func (c *clicks) activated(string, []toast.UserData) {
	c.mu.Lock()
	clicked := c.newest
	c.mu.Unlock()
	clicked()
}
