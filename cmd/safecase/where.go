package main

import (
	"context"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"safecase/casefile/evidence"
	"safecase/casefile/evidence/object"
)

// evidenceFlags are the flags of every command that reads evidence: where it
// may be. A case decides neither.
type evidenceFlags struct {
	evidenceRoot string
	remote       []string
	endpoint     string
}

// everywhere is what --remote allows when it names no place.
const everywhere = "s3://"

func (f *evidenceFlags) add(c *cobra.Command) {
	c.Flags().StringVar(&f.evidenceRoot, "evidence-root", "", "look for evidence below `DIR` (default: the folder of the case)")
	f.addRemote(c)
}

func (f *evidenceFlags) addRemote(c *cobra.Command) {
	c.Flags().StringArrayVar(&f.remote, "remote", nil, "read evidence in object storage, too; --remote=s3://bucket/prefix reads it below that `PLACE` only")
	c.Flags().Lookup("remote").NoOptDefVal = everywhere
	c.Flags().StringVar(&f.endpoint, "endpoint", "", "`URL` of the object storage (default: AWS_ENDPOINT_URL_S3, else Amazon's)")
}

// arguments repeats the flags for another process.
func (f *evidenceFlags) arguments() []string {
	var out []string
	if f.evidenceRoot != "" {
		out = append(out, "--evidence-root", f.evidenceRoot)
	}
	for _, place := range f.remote {
		out = append(out, "--remote="+place)
	}
	if f.endpoint != "" {
		out = append(out, "--endpoint", f.endpoint)
	}
	return out
}

// store is the object storage that may be read; nil when none may.
func (f *evidenceFlags) store() (*object.Store, error) {
	if len(f.remote) == 0 {
		if f.endpoint != "" {
			return nil, usage("--endpoint says where object storage is; --remote allows to read it")
		}
		return nil, nil
	}
	cfg := object.FromEnv(os.Getenv)
	cfg.Allow = f.remote
	if f.endpoint != "" {
		cfg.Endpoint = f.endpoint
	}
	s, err := object.New(cfg)
	if err != nil {
		return nil, usage("object storage: %s", err)
	}
	return s, nil
}

// with adds what lies in object storage to a source of files.
func (f *evidenceFlags) with(files evidence.Source) (evidence.Source, error) {
	s, err := f.store()
	if err != nil || s == nil {
		return files, err
	}
	return evidence.WithObjects(files, s), nil
}

// openedSource is evidence on the disk and, where that is allowed, in object
// storage.
type openedSource struct {
	evidence.Source
	files *evidence.DirSource
	store *object.Store // nil when none may be read
}

// Close closes the folder.
func (s *openedSource) Close() error { return s.files.Close() }

// Walk lists what may be evidence: files first.
func (s *openedSource) Walk(ctx context.Context, fn func(evidence.Entry) error) error {
	if err := s.files.Walk(ctx, fn); err != nil || s.store == nil {
		return err
	}
	return s.store.Walk(ctx, fn)
}

// root is the folder that evidence of the case at path may be in.
func (f *evidenceFlags) root(path string) string {
	switch {
	case f.evidenceRoot != "":
		return f.evidenceRoot
	case path == "-":
		return "."
	}
	return filepath.Dir(path)
}

// source is where the evidence of the case at path is.
func (f *evidenceFlags) source(path string) (*openedSource, error) {
	store, err := f.store()
	if err != nil {
		return nil, err
	}
	files, err := evidence.Dir(f.root(path))
	if err != nil {
		return nil, failed("evidence root: %s", err)
	}
	out := &openedSource{Source: files, files: files, store: store}
	if store != nil {
		out.Source = evidence.WithObjects(files, store)
	}
	return out, nil
}

// readOne reads one evidence file that the user names, wherever it is.
func (f *evidenceFlags) readOne(ctx context.Context, name string) (*evidence.Reading, error) {
	at, ref := "-", name
	if !evidence.IsObject(name) {
		at = filepath.Clean(name)
		ref = filepath.ToSlash(filepath.Base(at))
	}
	src, err := f.source(at)
	if err != nil {
		return nil, err
	}
	defer src.Close()
	r := evidence.Read(ctx, src.Source, ref, evidence.Options{})
	r.Ref = name
	return r, nil
}
