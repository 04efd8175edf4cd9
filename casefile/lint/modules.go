package lint

import (
	"context"
	"fmt"
	"path"
	"strings"

	"safecase/casefile"
	"safecase/casefile/assess"
	"safecase/casefile/evidence"
)

// The limits of reading the modules of a case: they come from strangers, too.
const (
	MaxModules     = 200      // case files that one case may rest on
	maxModuleDepth = 20       // of modules that use modules
	maxModuleBytes = 64 << 20 // of all modules of a case
)

// Module is an entry of a case's uses: another case file, read and checked.
type Module struct {
	Name    string
	At      casefile.Pos // of the entry
	Ref     string       // as the case has it
	Path    string       // as findings name the file
	Result  *Result      // nil where there is a problem
	Problem string       // why the file was not read and checked; "" when it was
	Ring    []string     // the files that use each other in a ring, when that is the problem
}

// Places says where a check takes its files from.
type Places struct {
	Cases    evidence.Source // the folder of the case: files under uses
	Evidence evidence.Source // evidence, relative to the case; nil where none is to be read
}

// ReadModules reads and checks the case files that in.File uses, and those that
// they use, each once, as of the same day and under the same policy. A module
// is asked as much as the case that rests on it, or more where its own status
// says so. It never fails: what cannot be read is a module that says so.
func ReadModules(ctx context.Context, in Input, from Places) []*Module {
	if len(in.File.Case.Items("uses")) == 0 {
		return nil
	}
	l := &loader{ctx: ctx, in: in, from: from, done: map[string]*Result{}, left: maxModuleBytes}
	l.in.Profile = profileOf(in)
	l.asked = in.Profile
	start := in.File.Path[strings.LastIndexAny(in.File.Path, `/\:`)+1:] // of REV:PATH, too
	l.base = strings.TrimSuffix(in.File.Path, start)
	return l.modules(in.File, start, []string{start})
}

type loader struct {
	ctx   context.Context
	in    Input // settings of the case that is checked
	asked Profile
	from  Places
	base  string             // what findings put before the path of a module
	done  map[string]*Result // files that were checked, by path below the folder of the case
	left  int64              // bytes that may still be read
	count int
}

// modules reads what one file uses. The way are the files that lead to it, the
// file itself last.
func (l *loader) modules(f *casefile.File, name string, way []string) []*Module {
	var out []*Module
	for _, item := range f.Case.Items("uses") {
		m := &Module{Name: item.ID, At: placeOf(item), Ref: item.Text(), Path: item.Text()}
		l.load(m, path.Dir(name), way)
		out = append(out, m)
	}
	return out
}

func (l *loader) load(m *Module, folder string, way []string) {
	if m.Problem = refusedRef(m.Ref); m.Problem != "" {
		return
	}
	name := path.Join(folder, m.Ref)
	m.Path = l.base + name
	for i, file := range way {
		if file == name {
			m.Ring = append(append(m.Ring, way[i:]...), name)
			m.Problem = "it leads back to where it came from: " + strings.Join(m.Ring, " uses ")
			return
		}
	}
	if m.Result = l.done[name]; m.Result != nil {
		return
	}
	switch l.count++; {
	case l.ctx.Err() != nil:
		m.Problem = "the check was stopped"
	case l.count > MaxModules:
		m.Problem = fmt.Sprintf("a case may rest on at most %d files", MaxModules)
	case len(way) > maxModuleDepth:
		m.Problem = fmt.Sprintf("modules may use modules at most %d deep", maxModuleDepth)
	default:
		m.Result, m.Problem = l.check(m, name, way)
	}
	if m.Result != nil {
		l.done[name] = m.Result
	}
}

// refusedRef says why a path may not stand under uses. A module may not lead
// out of the folder of the file that uses it, whoever reads that file.
func refusedRef(ref string) string {
	switch clean := path.Clean(ref); {
	case strings.TrimSpace(ref) == "":
		return "no file is named"
	case strings.Contains(ref, "://"):
		return "a module is a file in the folder of the case or below"
	case path.IsAbs(ref) || clean == ".." || strings.HasPrefix(clean, "../") || strings.Contains(ref, `\`):
		return "it leads out of the folder of the case"
	}
	return ""
}

// check reads and checks one module.
func (l *loader) check(m *Module, name string, way []string) (r *Result, problem string) {
	text, problem := l.text(name)
	if problem != "" {
		return nil, problem
	}
	f := casefile.Read(m.Path, text)
	if !f.Readable {
		return nil, "it cannot be read as a case: " + firstOf(f.Findings)
	}
	in := l.in
	in.File, in.Part = f, true
	if l.asked == "" {
		in.Profile = stricter(in.Profile, Profile(f.Case.Status()))
	}
	in.Modules = l.modules(f, name, append(way[:len(way):len(way)], name))
	if in.Readings = nil; l.from.Evidence != nil {
		in.Readings = ReadEvidence(l.ctx, f.Case, evidence.Below(l.from.Evidence, path.Dir(name)), evidence.Options{})
	}
	return Check(in), ""
}

func firstOf(findings []casefile.Finding) string {
	if len(findings) == 0 {
		return "it is empty"
	}
	return fmt.Sprintf("line %s: %s", findings[0].Pos, findings[0].Message)
}

// text reads a module within what is left of the limit of all.
func (l *loader) text(name string) (text, problem string) {
	file, err := l.from.Cases.Open(name)
	if err != nil {
		return "", reasonOf(err)
	}
	defer file.Close()
	size := file.Size()
	if size > casefile.MaxSize || size > l.left {
		return "", fmt.Sprintf("it is too large: %d bytes; at most %d of one file and %d of all modules are read", size, casefile.MaxSize, maxModuleBytes)
	}
	l.left -= size
	b := make([]byte, size)
	if n, err := file.ReadAt(b, 0); int64(n) < size {
		return "", "it could not be read: " + reasonOf(err)
	}
	return string(b), ""
}

func reasonOf(err error) string {
	if ref, ok := err.(*evidence.RefError); ok {
		return "it " + ref.Reason
	}
	if err == nil {
		return "it changed while it was read"
	}
	return evidence.Clean(err.Error())
}

// forAssess is what the assessment sees of the modules.
func forAssess(modules []*Module) map[string]assess.Module {
	if len(modules) == 0 {
		return nil
	}
	out := make(map[string]assess.Module, len(modules))
	for _, m := range modules {
		if _, twice := out[m.Name]; twice {
			continue
		}
		a := assess.Module{Path: m.Path, Problem: m.Problem, Ring: m.Ring != nil}
		if m.Result != nil {
			a.Case, a.Assessment, a.Readings = m.Result.File.Case, m.Result.Assessment, m.Result.Readings
		}
		out[m.Name] = a
	}
	return out
}

// Used returns the result of every file that r rests on, each once: what the
// case uses in file order, each followed by what it uses itself.
func (r *Result) Used() []*Result {
	var out []*Result
	seen := map[*Result]bool{r: true}
	var visit func(r *Result)
	visit = func(r *Result) {
		for _, m := range r.Modules {
			if m.Result != nil && !seen[m.Result] {
				seen[m.Result] = true
				out = append(out, m.Result)
				visit(m.Result)
			}
		}
	}
	visit(r)
	return out
}

// Interface returns the nodes that the case offers to other files: those that
// are public, and of a contract the claims that it carries.
func (r *Result) Interface() []*casefile.Node {
	var out []*casefile.Node
	tops := map[string]bool{}
	for _, id := range r.Assessment.Tops {
		tops[id] = r.File.Case.Contract()
	}
	for _, n := range r.File.Case.Nodes {
		if n.Public() || tops[n.ID] {
			out = append(out, n)
		}
	}
	return out
}

// Digest is what a sign-off binds to: the case, the bytes of its evidence, and
// the digests of the case files that it uses. A file that could not be read
// has none, so that a sign-off made with it is void without it.
func (r *Result) Digest() string {
	return r.digest(map[*Result]string{})
}

func (r *Result) digest(known map[*Result]string) string {
	if d, ok := known[r]; ok {
		return d
	}
	sums := map[string]string{}
	for id, reading := range r.Readings {
		if reading != nil && reading.SHA256 != "" {
			sums[id] = reading.SHA256
		}
	}
	for _, m := range r.Modules {
		if m.Result != nil {
			sums["uses:"+m.Name] = m.Result.digest(known)
		}
	}
	known[r] = r.File.Case.Digest(sums)
	return known[r]
}
