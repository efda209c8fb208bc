package desktop

import (
	"bufio"
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/hex"
	"errors"
	"net"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/gofrs/flock"

	"campuskeeper/app"
)

// The files by which a second start finds the first: one is locked for as long as
// the first runs, one says where it listens.
const (
	lockFile    = "instance.lock"
	addressFile = "instance.address"
)

// Instance is the claim to be the only program that works on a folder.
type Instance struct {
	folder   string
	lock     *flock.Flock
	listener net.Listener
	token    string
}

// Claim makes this program the only one on the folder. When another one is there
// already, it is asked to show its window and an Error of CodeInUse is returned;
// its place "shown" says whether the other one answered.
func Claim(ctx context.Context, folder string) (*Instance, error) {
	lock := flock.New(filepath.Join(folder, lockFile))
	got, err := lock.TryLock()
	if err != nil {
		return nil, app.Wrap(err, app.CodeInternal, "shell.instance.failed", "folder", folder)
	}
	if !got {
		if err := callFirst(ctx, folder); err != nil {
			return nil, app.Wrap(err, app.CodeInUse, "shell.instance.silent", "folder", folder)
		}
		return nil, app.Errorf(app.CodeInUse, "shell.instance.shown", "folder", folder)
	}
	i := &Instance{folder: folder, lock: lock}
	if err := i.listen(ctx); err != nil {
		return nil, errors.Join(app.Wrap(err, app.CodeInternal, "shell.instance.failed", "folder", folder), lock.Unlock())
	}
	return i, nil
}

// listen opens a door on this computer only, and writes its number and a secret
// where only this user can read it.
func (i *Instance) listen(ctx context.Context) error {
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	var secret [16]byte
	_, _ = rand.Read(secret[:]) // never fails since Go 1.24
	i.listener, i.token = listener, hex.EncodeToString(secret[:])
	text := listener.Addr().String() + "\n" + i.token + "\n"
	if err := os.WriteFile(filepath.Join(i.folder, addressFile), []byte(text), 0o600); err != nil {
		return errors.Join(err, listener.Close())
	}
	return nil
}

// patience is how long either side waits for the other's few bytes.
const patience = 2 * time.Second

// Serve calls show whenever another start asks for the window, until ctx ends or
// the instance is released. It is run beside the window.
func (i *Instance) Serve(ctx context.Context, show func()) error {
	stop := context.AfterFunc(ctx, func() { _ = i.listener.Close() }) // Serve then returns
	defer stop()
	for {
		connection, err := i.listener.Accept()
		if err != nil {
			if ctx.Err() != nil || errors.Is(err, net.ErrClosed) {
				return nil
			}
			return err
		}
		if i.asked(connection) {
			show()
		}
	}
}

// hangUp closes a connection when the patience is at its end or when the returned
// function is called. Nothing is lost: what was to be read has been read by then.
func hangUp(connection net.Conn) (now func()) {
	limit, cancel := context.WithTimeout(context.Background(), patience)
	context.AfterFunc(limit, func() { _ = connection.Close() })
	return cancel
}

// asked reads one question and answers it.
func (i *Instance) asked(connection net.Conn) bool {
	defer hangUp(connection)()
	line, err := bufio.NewReaderSize(connection, 128).ReadString('\n')
	if err != nil || subtle.ConstantTimeCompare([]byte(strings.TrimSpace(line)), []byte(i.token)) != 1 {
		return false
	}
	_, err = connection.Write([]byte("ok\n"))
	return err == nil
}

// callFirst asks the program that holds the folder to show its window.
func callFirst(ctx context.Context, folder string) error {
	text, err := os.ReadFile(filepath.Join(folder, addressFile))
	if err != nil {
		return err
	}
	address, token, ok := strings.Cut(strings.TrimSpace(string(text)), "\n")
	if !ok || !strings.HasPrefix(address, "127.0.0.1:") {
		return errors.New("the address of the first program is damaged")
	}
	dialer := net.Dialer{Timeout: patience}
	connection, err := dialer.DialContext(ctx, "tcp", address)
	if err != nil {
		return err
	}
	defer hangUp(connection)()
	lendFront()
	if _, err := connection.Write([]byte(token + "\n")); err != nil {
		return err
	}
	answer, err := bufio.NewReader(connection).ReadString('\n')
	if err == nil && answer != "ok\n" {
		err = errors.New("the first program did not understand")
	}
	return err
}

// Release lets another program have the folder.
func (i *Instance) Release() error {
	closing := i.listener.Close()
	if errors.Is(closing, net.ErrClosed) {
		closing = nil
	}
	return errors.Join(closing, os.Remove(filepath.Join(i.folder, addressFile)), i.lock.Unlock())
}
