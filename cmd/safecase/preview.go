package main

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"

	"safecase/cmd/safecase/serve"
)

// preview is the live preview of the screen. It draws what stands there, saved
// or not, from a copy in a folder of its own.
type preview struct {
	path  string
	check checkFlags
	dir   string
	url   string
}

// open starts the preview when it is first asked for, and shows it in the
// browser. The channel of texts holds the first one already.
func (p *preview) open(ctx context.Context, texts <-chan string) (string, error) {
	if p.url == "" {
		if err := p.start(ctx, texts); err != nil {
			return "", err
		}
	}
	openBrowser(p.url)
	return p.url, nil
}

// close removes the copy.
func (p *preview) close() {
	if p.dir != "" {
		os.RemoveAll(p.dir)
	}
}

func (p *preview) start(ctx context.Context, texts <-chan string) (err error) {
	if p.dir == "" {
		if p.dir, err = os.MkdirTemp("", "safecase-preview-"); err != nil {
			return err
		}
	}
	check := p.check
	check.text = filepath.Join(p.dir, "case.yaml")
	if err := replaceText(check.text, <-texts); err != nil {
		return err
	}
	changed := make(chan struct{}, 1)
	s := &serve.Server{Changed: changed, Draw: drawer(p.path, check)}
	l, url, err := s.Listen(0)
	if err != nil {
		return err
	}
	go s.Run(ctx, l)
	go followTexts(ctx, check.text, texts, changed)
	p.url = url
	return nil
}

// followTexts writes what is to be drawn and tells of it, until ctx ends.
func followTexts(ctx context.Context, path string, texts <-chan string, changed chan<- struct{}) {
	for {
		select {
		case <-ctx.Done():
			return
		case text := <-texts:
			if replaceText(path, text) != nil {
				continue
			}
			select {
			case changed <- struct{}{}:
			default:
			}
		}
	}
}

// replaceText writes a file in one piece: it may be read at the same time.
func replaceText(path, text string) error {
	next := path + ".next"
	return errors.Join(os.WriteFile(next, []byte(text), 0o600), os.Rename(next, path))
}

// openBrowser asks the system to open an address. Where that is not possible
// the address on the screen has to do.
func openBrowser(url string) {
	name := map[string]string{"darwin": "open", "linux": "xdg-open", "freebsd": "xdg-open"}[runtime.GOOS]
	if path, err := exec.LookPath(name); err == nil && name != "" {
		cmd := exec.Command(path, url)
		if cmd.Start() == nil {
			go cmd.Wait()
		}
	}
}
