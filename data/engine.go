package data

import (
	"os"
	"time"

	"github.com/asdine/storm/v3"
	bolt "go.etcd.io/bbolt"
)

// lockWait is how long we wait for another program to let go of the database.
const lockWait = time.Second

// growBy is how much a full file grows at once, in bytes.
const growBy = 1 << 20

// engine is an open database file: bbolt, and storm on top of it.
type engine struct {
	bolt  *bolt.DB
	storm *storm.DB
}

// openEngine opens a database file. The caller has looked at its facts before: a
// missing or empty file would be made new here.
func openEngine(path string, readOnly bool, mapSize int) (*engine, error) {
	db, err := openBolt(path, readOnly, mapSize)
	if err != nil {
		return nil, err
	}
	e := &engine{bolt: db}
	err = guarded(func() (err error) {
		e.storm, err = storm.Open("", storm.UseDB(db))
		return err
	})
	if err == nil {
		return e, nil
	}
	_ = db.Close() // the first error says more
	if isDiskFull(err) {
		return nil, err
	}
	return nil, &damage{err} // storm reads its own version here and nothing else
}

// openBolt opens a file with bbolt alone.
func openBolt(path string, readOnly bool, mapSize int) (db *bolt.DB, err error) {
	var file *os.File
	err = guarded(func() (err error) {
		db, err = bolt.Open(path, fileMode, &bolt.Options{
			Timeout:         lockWait,
			ReadOnly:        readOnly,
			PageSize:        pageSize,
			InitialMmapSize: mapSize,
			FreelistType:    bolt.FreelistMapType,
			OpenFile: func(name string, flag int, mode os.FileMode) (_ *os.File, err error) {
				file, err = os.OpenFile(name, flag, mode)
				return file, err
			},
		})
		return err
	})
	if err != nil {
		if file != nil {
			_ = file.Close() // a panic inside would leave it locked; else it is closed already
		}
		return nil, err
	}
	db.AllocSize = growBy
	return db, nil
}

// close closes the file.
func (e *engine) close() error {
	return guarded(e.bolt.Close)
}
