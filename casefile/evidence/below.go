package evidence

import (
	"path"
	"strings"
)

// Below is a Source for the files of one folder of another Source: refs are relative to the folder and may not leave
// it. A ref with a scheme, such as s3://, is passed on as it is. It knows directories where src does.
func Below(src Source, folder string) Source {
	if folder = path.Clean(folder); folder == "." {
		return src
	}
	b := below{src, folder}
	if lister, ok := src.(Lister); ok {
		return belowLister{b, lister}
	}
	return b
}

type below struct {
	src    Source
	folder string
}

func (b below) ref(ref string) (string, error) {
	if strings.Contains(ref, "://") {
		return ref, nil
	}
	if _, err := localName(ref); err != nil {
		return "", err
	}
	return path.Join(b.folder, ref), nil
}

// Open implements Source.
func (b below) Open(ref string) (File, error) {
	whole, err := b.ref(ref)
	if err != nil {
		return nil, err
	}
	return b.src.Open(whole)
}

type belowLister struct {
	below
	lister Lister
}

// List implements Lister.
func (b belowLister) List(ref string) ([]string, error) {
	whole, err := b.ref(ref)
	if err != nil {
		return nil, err
	}
	return b.lister.List(whole)
}
