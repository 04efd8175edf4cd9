//go:build unix

package evidence

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// tree makes a directory with everything that a case could be made to point at, and one secret outside it.
func tree(t *testing.T) *DirSource {
	t.Helper()
	base := t.TempDir()
	root := filepath.Join(base, "case")
	steps := []error{
		os.MkdirAll(filepath.Join(root, "run", ".hidden"), 0o755),
		os.WriteFile(filepath.Join(base, "secret"), []byte("secret"), 0o644),
		os.WriteFile(filepath.Join(root, "log.json"), []byte(header), 0o644),
		os.WriteFile(filepath.Join(root, "run", "a"), []byte("a"), 0o644),
		os.WriteFile(filepath.Join(root, "run", ".hidden", "b"), []byte("b"), 0o644),
		os.Symlink("../secret", filepath.Join(root, "out")),
		os.Symlink("/etc/passwd", filepath.Join(root, "passwd")),
		os.Symlink("log.json", filepath.Join(root, "inside")),
		os.Symlink("..", filepath.Join(root, "up")),
		os.Symlink("loop", filepath.Join(root, "loop")),
		syscall.Mkfifo(filepath.Join(root, "fifo"), 0o644),
	}
	if err := errors.Join(steps...); err != nil {
		t.Fatal(err)
	}
	src, err := Dir(root)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { src.Close() })
	return src
}

func TestDirConfines(t *testing.T) {
	src := tree(t)
	for ref, want := range map[string]struct {
		code Code
		text string
	}{
		"../secret":         {CodeRefusedPath, "leaves the evidence root"},
		"run/../../secret":  {CodeRefusedPath, "leaves the evidence root"},
		"/etc/passwd":       {CodeRefusedPath, "absolute"},
		"":                  {CodeRefusedPath, "empty"},
		"a\x00b":            {CodeRefusedPath, "NUL"},
		"out":               {CodeRefusedPath, "through a link"},
		"passwd":            {CodeRefusedPath, "through a link"},
		"up/secret":         {CodeRefusedPath, "through a link"},
		"loop":              {CodeUnreadable, "could not be opened"},
		"fifo":              {CodeNotRegular, "FIFO"},
		"nothing":           {CodeMissing, "does not exist"},
		"log.json/x":        {CodeUnreadable, "could not be opened"},
		"nothing\x1b[31m/x": {CodeMissing, "does not exist"},
	} {
		r := Read(context.Background(), src, ref, Options{})
		wantProblem(t, r, want.code, want.text)
		if strings.ContainsRune(r.Problem.Message, 0x1b) {
			t.Errorf("%q steers the terminal", r.Problem.Message)
		}
		if _, err := Digest(context.Background(), src, ref); err == nil {
			t.Errorf("%q has a digest", ref)
		}
	}
	for _, ref := range []string{"log.json", "./log.json", "run/../log.json", "inside"} {
		if r := Read(context.Background(), src, ref, Options{}); r.Problem != nil || len(r.Records) != 1 {
			t.Errorf("%q: %v", ref, r.Problem)
		}
	}
}

func TestDirMissingIsErrMissing(t *testing.T) {
	_, err := tree(t).Open("nothing")
	if !errors.Is(err, ErrMissing) {
		t.Errorf("%v", err)
	}
	_, err = tree(t).Open("run")
	if !errors.Is(err, ErrDirectory) {
		t.Errorf("%v", err)
	}
}

// TestDirDigest: every file of a directory counts, hidden ones too, and a link in it is refused.
func TestDirDigest(t *testing.T) {
	src := tree(t)
	got, err := Digest(context.Background(), src, "run")
	if err != nil {
		t.Fatal(err)
	}
	// printf '%s  .hidden/b\n%s  a\n' $(printf b | sha256sum | cut -c-64) $(printf a | sha256sum | cut -c-64) | sha256sum
	const want = "1692e8ea02eae9f3aa573e96ab670bb8fb51413b11b40892e4cfa66210560994"
	if got != want {
		t.Errorf("digest %s, want %s", got, want)
	}
	if _, err := Digest(context.Background(), src, "."); err == nil || !strings.Contains(err.Error(), "not a regular file") {
		t.Errorf("a directory with a FIFO and links: %v", err)
	}
}

func TestWalk(t *testing.T) {
	var refs []string
	err := tree(t).Walk(context.Background(), func(e Entry) error {
		refs = append(refs, e.Ref)
		return nil
	})
	if want := []string{"inside", "log.json", "run/a"}; err != nil || !slices.Equal(refs, want) {
		t.Errorf("%v %v, want %v", refs, err, want)
	}
	refs = nil
	err = samples(t).Walk(context.Background(), func(e Entry) error {
		if e.Directory {
			refs = append(refs, e.Ref)
		}
		return nil
	})
	if want := []string{"helm/mmlu-philosophy_gpt2", "inspect"}; err != nil || !slices.Equal(refs, want) {
		t.Errorf("%v %v, want %v", refs, err, want)
	}
}

// TestFileChanges: a file that grows or changes while it is read gives no result.
func TestFileChanges(t *testing.T) {
	src := tree(t)
	in, err := open(context.Background(), src, "log.json", Options{}, false)
	if err != nil {
		t.Fatal(err)
	}
	defer in.close()
	name := filepath.Join(src.root.Name(), "log.json")
	if err := os.WriteFile(name, []byte(header+" "), 0o644); err != nil {
		t.Fatal(err)
	}
	if in.File.(*dirFile).unchanged() {
		t.Error("the change was not noticed")
	}
}
