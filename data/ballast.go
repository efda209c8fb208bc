package data

import (
	"os"

	"campuskeeper/app"
)

const (
	// usualBallast is the size of a file that only takes up room. When the disk is
	// full it is given away, so that the last words can still be saved.
	usualBallast = 16 << 20
	// lowSpace is the room below which the user is told.
	lowSpace = 256 << 20
)

// checkSpace warns of little room and puts the ballast back when there is enough.
func (v *Vault) checkSpace() {
	free, err := freeSpace(string(v.place))
	if err != nil {
		v.opts.Log.Warn("vault: free space", "err", err)
		return
	}
	if free < lowSpace {
		v.warn(app.Problem{Key: "vault.warn.space", Args: app.Args{"megabytes": free >> 20}})
	}
	if v.opts.ballast <= 0 || free < 4*v.opts.ballast || exists(v.place.ballast()) {
		return
	}
	if err := writeFileAtomic(v.place.ballast(), make([]byte, v.opts.ballast)); err != nil {
		v.opts.Log.Warn("vault: ballast", "err", err)
	}
}

// dropBallast gives the ballast away and says whether there was any.
func (v *Vault) dropBallast() bool {
	return os.Remove(v.place.ballast()) == nil
}
