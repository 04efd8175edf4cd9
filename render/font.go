package render

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
)

// Font is a font that somebody gives for the letters that the built-in ones
// lack. It is safe for concurrent use.
type Font struct {
	name   string
	bold   bool
	parsed *font.Font
}

// Limits of a given font. The largest ones in use, collections with all of
// Chinese, Japanese and Korean, have 20 to 120 million bytes.
const (
	MaxFont       = 192 << 20 // bytes of a file
	maxCollection = 64        // fonts in one file
	MaxFonts      = 16        // given at once
)

// ReadFont reads a TrueType or OpenType font. Of a collection it takes the one
// that which names, by its number from 1 or its family, and the first for "".
// Fonts are programs of a kind and come from strangers: one that makes the
// reader stumble is an error like any other.
func ReadFont(name string, data []byte, which string) (f *Font, err error) {
	defer func() {
		if p := recover(); p != nil {
			f, err = nil, fmt.Errorf("%s is no sound font: reading it failed", name)
		}
	}()
	if len(data) > MaxFont {
		return nil, fmt.Errorf("%s has %d bytes; a font may have %d", name, len(data), MaxFont)
	}
	loaders, err := opentype.NewLoaders(bytes.NewReader(data))
	if err != nil || len(loaders) == 0 {
		return nil, fmt.Errorf("%s is no TrueType or OpenType font (%v): .ttf, .otf and .ttc can be read", name, err)
	}
	if len(loaders) > maxCollection {
		return nil, fmt.Errorf("%s holds %d fonts; at most %d are read", name, len(loaders), maxCollection)
	}
	i, err := pick(loaders, which)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	about, _ := font.Describe(loaders[i], nil)
	parsed, err := font.NewFont(loaders[i])
	if err != nil {
		return nil, fmt.Errorf("%s cannot be read: %w", name, err)
	}
	if u := parsed.Upem(); u < 16 || u > 16384 || parsed.Cmap == nil {
		return nil, fmt.Errorf("%s has no characters, or no size of its em from 16 to 16384", name)
	}
	return &Font{name: name, bold: about.Aspect.Weight >= font.WeightSemibold, parsed: parsed}, nil
}

// pick chooses a font of a collection.
func pick(all []*opentype.Loader, which string) (int, error) {
	if which == "" {
		return 0, nil
	}
	if n, err := strconv.Atoi(which); err == nil && n >= 1 && n <= len(all) {
		return n - 1, nil
	}
	var names []string
	for i, l := range all {
		about, _ := font.Describe(l, nil)
		if strings.EqualFold(about.Family, which) {
			return i, nil
		}
		names = append(names, fmt.Sprintf("%d %s", i+1, clean(about.Family)))
	}
	return 0, errors.New("there is no font " + strconv.Quote(which) + " in it; there are " + strings.Join(names, ", "))
}
