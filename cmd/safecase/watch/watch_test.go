package watch

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// changes of every usual way to write a file must be told, and changes of
// other files in the folder must not.
func TestFile(t *testing.T) {
	ways := map[string]func(path string) error{
		"write in place": func(path string) error { return os.WriteFile(path, []byte("b"), 0o644) },
		"rename over it": func(path string) error {
			if err := os.WriteFile(path+".new", []byte("b"), 0o644); err != nil {
				return err
			}
			return os.Rename(path+".new", path)
		},
		"remove": os.Remove,
	}
	for name, change := range ways {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "case.yaml")
			told := start(t, path)
			if err := change(path); err != nil {
				t.Fatal(err)
			}
			await(t, told)
		})
	}
}

func TestFileThroughLink(t *testing.T) {
	real := filepath.Join(t.TempDir(), "real.yaml")
	link := filepath.Join(t.TempDir(), "case.yaml")
	if err := os.WriteFile(real, []byte("a"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(real, link); err != nil {
		t.Skip("no symbolic links here")
	}
	told, err := File(t.Context(), link)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(real, []byte("b"), 0o644); err != nil {
		t.Fatal(err)
	}
	await(t, told)
}

// TestFolder: a log that comes into a folder of evidence, or below it, or
// among the files of a pattern, is a change.
func TestFolder(t *testing.T) {
	for _, name := range []string{"logs", "logs/*.eval"} {
		root := t.TempDir()
		path := filepath.Join(root, "case.yaml")
		if err := os.MkdirAll(filepath.Join(root, "logs", "more"), 0o755); err != nil {
			t.Fatal(err)
		}
		told, err := Files(t.Context(), []string{path, filepath.Join(root, name)})
		if err != nil {
			t.Fatal(err)
		}
		for _, log := range []string{"logs/a.eval", "logs/more/b.eval"} {
			if err := os.WriteFile(filepath.Join(root, log), []byte("a"), 0o644); err != nil {
				t.Fatal(err)
			}
			await(t, told)
		}
	}
}

func TestOtherFilesAreSilent(t *testing.T) {
	path := filepath.Join(t.TempDir(), "case.yaml")
	told := start(t, path)
	if err := os.WriteFile(path+".bak", []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	select {
	case <-told:
		t.Error("a change of another file was told")
	case <-time.After(5 * settle):
	}
}

func TestEndsWithContext(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	told, err := File(ctx, filepath.Join(t.TempDir(), "case.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	stop()
	if _, open := <-told; open {
		t.Error("a change was told after the end")
	}
}

func start(t *testing.T, path string) <-chan struct{} {
	t.Helper()
	if err := os.WriteFile(path, []byte("a"), 0o644); err != nil {
		t.Fatal(err)
	}
	told, err := File(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	return told
}

func await(t *testing.T, told <-chan struct{}) {
	t.Helper()
	select {
	case _, open := <-told:
		if !open {
			t.Fatal("the watcher ended")
		}
	case <-time.After(10 * time.Second):
		t.Fatal("the change was not told")
	}
}
