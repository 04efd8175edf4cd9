package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"safecase/casefile"
	"safecase/casefile/evidence"
	"safecase/cmd/safecase/serve"
	"safecase/cmd/safecase/watch"
)

func serveCommand(a *app) *cobra.Command {
	var check checkFlags
	var port int
	c := &cobra.Command{
		Use:   "serve FILE",
		Short: "show a case in the browser and draw it again when it changes",
		Long: "Serve shows the report on a loopback address that holds a random token. It draws again\n" +
			"when the case or its evidence changes. A case that cannot be read leaves the last drawing\n" +
			"and shows the findings over it. Nothing is written.",
		Example: "  safecase serve case.yaml",
		Args:    cobra.ExactArgs(1),
	}
	check.add(c)
	c.Flags().IntVar(&port, "port", 0, "loopback port; 0 takes a free one")
	c.RunE = func(c *cobra.Command, args []string) error {
		file, err := a.readCase(args[0])
		if err != nil {
			return err
		}
		changed, err := a.follow(c.Context(), file, args[0], check.evidenceRoot)
		if err != nil {
			return failed("%s cannot be watched: %s", args[0], err)
		}
		s := &serve.Server{Changed: changed, Draw: drawer(args[0], check)}
		l, url, err := s.Listen(port)
		if err != nil {
			return failed("%s", err)
		}
		fmt.Fprintf(a.out, "%s\n", url)
		if err := s.Run(c.Context(), l); err != nil {
			return failed("%s", err)
		}
		return nil
	}
	return c
}

// follow tells when the case or its evidence changes, also evidence that the
// case names only later.
func (a *app) follow(ctx context.Context, file *casefile.File, path, root string) (<-chan struct{}, error) {
	f := &follower{paths: watched(file, path, root), out: make(chan struct{}, 1)}
	if err := f.watch(ctx, f.paths); err != nil {
		return nil, err
	}
	go func() {
		defer close(f.out)
		defer func() { f.stop() }()
		for {
			if _, open := <-f.changed; !open {
				return
			}
			f.tell()
			now, err := a.readCase(path)
			if err != nil {
				continue // told all the same: the drawing says what is wrong
			}
			if paths := watched(now, path, root); !slices.Equal(paths, f.paths) && f.watch(ctx, paths) == nil {
				f.tell() // something may have changed before it was watched
			}
		}
	}()
	return f.out, nil
}

// follower watches a set of files that may become another.
type follower struct {
	paths   []string
	changed <-chan struct{}
	stop    context.CancelFunc
	out     chan struct{}
}

// watch watches these files instead of those before.
func (f *follower) watch(ctx context.Context, paths []string) error {
	ctx, stop := context.WithCancel(ctx)
	changed, err := watch.Files(ctx, paths)
	if err != nil {
		stop()
		return err
	}
	if f.stop != nil {
		f.stop()
	}
	f.paths, f.changed, f.stop = paths, changed, stop
	return nil
}

// tell says that something changed, unless that was said and not heard yet.
func (f *follower) tell() {
	select {
	case f.out <- struct{}{}:
	default:
	}
}

// watched is the case and the evidence that it names now.
func watched(file *casefile.File, path, root string) []string {
	if root == "" {
		root = filepath.Dir(path)
	}
	out := watchedCases(file, path)
	for _, n := range file.Case.Nodes {
		if ref := n.Get("file").Text(); ref != "" && !evidence.IsObject(ref) && filepath.IsLocal(filepath.FromSlash(ref)) {
			out = append(out, filepath.Join(root, filepath.FromSlash(ref)))
		}
	}
	return out
}

// drawLimit is how long one drawing may take before its process is ended.
const drawLimit = 60 * time.Second

// maxReport bounds what a drawing may send, in bytes.
const maxReport = 256 << 20

// drawer draws in a process of its own, so that a drawing that hangs or grows
// without bound cannot take the server down. The built-in layout is always
// there and fast.
func drawer(path string, check checkFlags) func(context.Context) serve.Page {
	return func(ctx context.Context) serve.Page {
		self, err := os.Executable()
		if err != nil {
			return serve.Page{Problem: err.Error()}
		}
		args := []string{"render", "--format", "html", "--layout", "tree", "--whole", "--bounded"}
		for flag, value := range map[string]string{"--as-of": check.asOf, "--profile": check.profile, "--policy": check.policy, "--values": check.values, "--text": check.text} {
			if value != "" {
				args = append(args, flag, value)
			}
		}
		args = append(args, check.evidenceFlags.arguments()...)
		if check.noWaivers {
			args = append(args, "--no-waivers")
		}
		return runDrawing(ctx, self, append(args, "--", path))
	}
}

// runDrawing runs a program that draws, until it is done or has used up its
// time or its memory.
func runDrawing(ctx context.Context, self string, args []string) serve.Page {
	ctx, stop := context.WithTimeout(ctx, drawLimit)
	defer stop()
	var out, problem bytes.Buffer
	cmd := exec.CommandContext(ctx, self, args...)
	cmd.Stdout, cmd.Stderr = &bounded{&out, maxReport}, &bounded{&problem, 1 << 16}
	err := cmd.Run()
	if err == nil {
		return serve.Page{HTML: out.Bytes()}
	}
	why := strings.TrimSpace(problem.String())
	switch {
	case ctx.Err() != nil:
		why = "drawing took longer than " + drawLimit.String()
	case outOfMemory(why):
		why = fmt.Sprintf("drawing needed more than %d GiB of memory and was ended", drawAtMost>>30)
	case why == "":
		why = "drawing ended: " + err.Error()
	}
	return serve.Page{Problem: why}
}
