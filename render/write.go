package render

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"safecase/casefile/lint"
)

// document is a format that writes a whole report of a case, not one picture.
type document struct {
	name  string
	write func(io.Writer, *lint.Result, Options) error
}

// documents lists the formats of the reviewer's report.
var documents = []document{
	{"html", writeHTML},
	{"md", writeMarkdown},
}

// PictureNames lists the formats of a diagram, for help and messages.
func PictureNames() string {
	var names []string
	for _, f := range Formats {
		names = append(names, f.Name)
	}
	return strings.Join(names, ", ")
}

// IsPicture reports whether a format is one of a diagram. A name may stand
// with a leading dot.
func IsPicture(name string) bool {
	return slices.ContainsFunc(Formats, func(f Format) bool { return f.Name == formatName(name) })
}

// FormatNames lists every format that Write takes, for help and messages.
func FormatNames() string {
	names := PictureNames()
	for _, d := range documents {
		names += ", " + d.name
	}
	return names
}

// KnownFormat reports whether Write takes the format. A name may stand with a
// leading dot, as the ending of a file name does.
func KnownFormat(name string) bool {
	name = formatName(name)
	for _, known := range strings.Split(FormatNames(), ", ") {
		if name == known {
			return true
		}
	}
	return false
}

func formatName(name string) string { return strings.ToLower(strings.TrimPrefix(name, ".")) }

// Write writes a checked case in the format that the options name: a picture,
// or the reviewer's report. Equal results and options give equal bytes. An
// error is one of the options, of the drawing program, of the writer, or of a
// context that ended before the work began.
func Write(ctx context.Context, w io.Writer, r *lint.Result, o Options) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	name := formatName(o.Format)
	for _, d := range documents {
		if d.name == name {
			return d.write(w, r, o)
		}
	}
	for _, f := range Formats {
		if f.Name == name {
			d := portray(r, o)
			return f.Write(w, &d, o)
		}
	}
	return fmt.Errorf("format %q is not known; take one of %s", o.Format, FormatNames())
}
