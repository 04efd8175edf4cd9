// Package watch tells when a file may have changed on the disk. It does not
// say how: whoever asks reads the file again and compares.
package watch

import (
	"context"
	"io/fs"
	"path/filepath"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
)

// settle is how long a file must be left alone before a change is told:
// editors write in several steps.
const settle = 40 * time.Millisecond

// File watches the file at path until ctx ends, and then closes the channel.
// A change that was not taken from the channel yet stands for all later ones.
// The error says that the folder cannot be watched.
func File(ctx context.Context, path string) (<-chan struct{}, error) {
	return Files(ctx, []string{path})
}

// Files watches several files at once, as File does one. It watches the
// folders, not the files, since editors replace files; of a symbolic link it
// also watches the folder of what the link leads to. A folder that does not
// exist is left out, unless it is that of the first file. Of a folder, and of a
// pattern, everything in it is watched.
func Files(ctx context.Context, paths []string) (<-chan struct{}, error) {
	w, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, err
	}
	names := map[string]bool{}
	for i, path := range paths {
		if path, err = filepath.Abs(path); err != nil {
			continue
		}
		names[path] = true
		if real, err := filepath.EvalSymlinks(path); err == nil && real != path {
			names[real] = true
			w.Add(filepath.Dir(real))
		}
		if err := w.Add(filepath.Dir(path)); err != nil && i == 0 {
			w.Close()
			return nil, err
		}
		addFolder(w, path, names)
	}
	out := make(chan struct{}, 1)
	go tell(ctx, w, names, out)
	return out, nil
}

// mostFolders bounds how many folders below one are watched.
const mostFolders = 200

// addFolder watches what lies in a folder, or in that of a pattern: its name
// with a separator at the end stands for everything in it.
func addFolder(w *fsnotify.Watcher, path string, names map[string]bool) {
	if at := strings.IndexAny(path, "*?["); at >= 0 {
		path = filepath.Dir(path[:at] + "x")
	}
	added := 0
	filepath.WalkDir(path, func(p string, e fs.DirEntry, err error) error {
		if err != nil || !e.IsDir() {
			return nil
		}
		if added++; added > mostFolders {
			return fs.SkipAll
		}
		if w.Add(p) == nil {
			names[p+string(filepath.Separator)] = true
		}
		return nil
	})
}

// tell passes on that one of the names changed, once it has settled.
func tell(ctx context.Context, w *fsnotify.Watcher, names map[string]bool, out chan<- struct{}) {
	defer close(out)
	defer w.Close()
	quiet := time.NewTimer(time.Hour)
	quiet.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case event, open := <-w.Events:
			if !open {
				return
			}
			dir, _ := filepath.Split(filepath.Clean(event.Name))
			if (names[filepath.Clean(event.Name)] || names[dir]) && event.Op != fsnotify.Chmod {
				quiet.Reset(settle)
			}
		case _, open := <-w.Errors:
			if !open {
				return
			}
			quiet.Reset(settle) // events may have been lost: better look once too often
		case <-quiet.C:
			select {
			case out <- struct{}{}:
			default:
			}
		}
	}
}
