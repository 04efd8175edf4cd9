package tui

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
)

// journalFile writes journal entries in order, away from the screen: adding
// never waits for the disk.
type journalFile struct {
	dir, stem string // where, and how the journals of one case begin

	adding sync.Mutex
	queue  []any

	writing sync.Mutex // held while entries are taken and written
	file    *os.File
	name    string
	broken  bool // something is missing: only a new head mends it
}

func (j *journalFile) add(entries ...any) {
	j.adding.Lock()
	defer j.adding.Unlock()
	j.queue = append(j.queue, entries...)
}

// take returns what is queued, from the last head on where there is one.
func (j *journalFile) take() (entries []any, anew bool) {
	j.adding.Lock()
	defer j.adding.Unlock()
	entries, j.queue = j.queue, nil
	for i := len(entries) - 1; i >= 0; i-- {
		if _, anew = entries[i].(journalHead); anew {
			return entries[i:], true
		}
	}
	return entries, false
}

// flush writes what is queued down to the disk.
func (j *journalFile) flush() error {
	j.writing.Lock()
	defer j.writing.Unlock()
	entries, anew := j.take()
	if len(entries) == 0 || j.broken && !anew {
		return nil
	}
	err := j.write(entries, anew)
	j.broken = err != nil
	return err
}

// whole reports whether the journal holds all that was added before the last
// flush.
func (j *journalFile) whole() bool {
	j.writing.Lock()
	defer j.writing.Unlock()
	return !j.broken
}

func (j *journalFile) write(entries []any, anew bool) error {
	switch {
	case j.file == nil:
		if err := j.create(); err != nil {
			return err
		}
	case anew:
		return j.replace(entries)
	}
	return writeEntries(j.file, entries)
}

// create opens a journal that no other process uses.
func (j *journalFile) create() error {
	if err := os.MkdirAll(j.dir, 0o700); err != nil {
		return err
	}
	for i := range 100 {
		name := filepath.Join(j.dir, fmt.Sprintf("%s-%d.journal", j.stem, i))
		f, err := os.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
		if errors.Is(err, os.ErrExist) {
			continue
		}
		if err != nil {
			return err
		}
		lockFile(f)
		j.file, j.name = f, name
		return nil
	}
	return errors.New("too many journals of this case are left; recover or drop them")
}

// replace puts a new journal in the place of the old one, which stays until
// the new one is whole: the disk may be full.
func (j *journalFile) replace(entries []any) error {
	f, err := os.CreateTemp(j.dir, j.stem+"-*.new")
	if err != nil {
		return err
	}
	lockFile(f)
	if err := writeThenRename(f, entries, j.name); err != nil {
		f.Close()
		os.Remove(f.Name())
		return err
	}
	j.file.Close()
	j.file = f
	return nil
}

func writeEntries(f *os.File, entries []any) error {
	w := bufio.NewWriter(f)
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	for _, e := range entries {
		if err := encoder.Encode(e); err != nil {
			return err
		}
	}
	return errors.Join(w.Flush(), f.Sync())
}

// close ends the journal; done removes it, since nothing in it is needed.
func (j *journalFile) close(done bool) {
	if !done {
		j.flush()
	}
	j.writing.Lock()
	defer j.writing.Unlock()
	if j.file == nil {
		return
	}
	j.file.Close()
	if done {
		os.Remove(j.name)
	}
	j.file = nil
}

func writeThenRename(f *os.File, entries []any, name string) error {
	if err := writeEntries(f, entries); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}
