package evidence

import (
	"bytes"
	"hash/maphash"
	"slices"
	"strings"
)

const (
	memberHeader     = "header.json"
	memberStart      = "_journal/start.json"
	memberSummaries  = "summaries.json"
	memberReductions = "reductions.json"
	journalSummaries = "_journal/summaries/"
)

// inspectArchive is the directory of a .eval file.
type inspectArchive struct {
	*zipIndex
	samples sampleBodies
	journal []string // _journal/summaries/N.json, in order of N
	shallow bool     // for a look
}

// maxJournal is how many parts of a journal are read.
const maxJournal = 100_000

func detectInspectEval(in *Input) bool {
	if !bytes.HasPrefix(in.Head, []byte(zipLocalHeader)) {
		return false
	}
	a, err := in.archive()
	return err != nil || a.has(memberHeader) || a.has(memberStart)
}

// archive reads the directory once.
func (in *Input) archive() (*inspectArchive, error) {
	if in.zip == nil && in.zipErr == nil {
		a := &inspectArchive{samples: sampleBodies{seed: maphash.MakeSeed(), at: map[uint64]int32{}}, shallow: in.Shallow}
		a.zipIndex, in.zipErr = readZipIndex(in.File, in.Size, in.Options.Limits, a.keep)
		in.zip = a
		slices.SortStableFunc(a.journal, compareJournal)
		a.journal = slices.Compact(a.journal)
	}
	return in.zip, in.zipErr
}

// compareJournal orders 2.json before 10.json.
func compareJournal(x, y string) int {
	if len(x) != len(y) {
		return len(x) - len(y)
	}
	return strings.Compare(x, y)
}

// keep remembers the members that are read, and counts the bodies of samples.
func (a *inspectArchive) keep(m zipMember) bool {
	switch {
	case m.name == memberHeader, m.name == memberStart, m.name == memberSummaries, m.name == memberReductions:
		return true
	case strings.HasPrefix(m.name, journalSummaries):
		if len(a.journal) <= maxJournal {
			a.journal = append(a.journal, m.name)
		}
		return len(a.journal) <= maxJournal
	case isSampleBody(m.name):
		a.samples.add(m, !a.shallow)
	}
	return false
}

// isSampleBody tells the body of a sample, in either layout, from its parts. Ids are free text.
func isSampleBody(name string) bool {
	if !strings.HasPrefix(name, "samples/") {
		return false
	}
	stem, ok := strings.CutSuffix(name, "/sample.json")
	if !ok {
		stem, ok = strings.CutSuffix(name, ".json")
	}
	i := strings.LastIndex(stem, "_epoch_")
	if !ok || i < 0 {
		return false
	}
	_, rest := digits(stem[i+len("_epoch_"):])
	return rest == ""
}

func (a *inspectArchive) has(name string) bool {
	_, ok := a.members[name]
	return ok
}

func readInspectEval(in *Input, r *Reading) error {
	a, err := in.archive()
	if err != nil {
		return err
	}
	a.warn(r)
	log := &inspectLog{rows: newInspectRows(in)}
	if !a.has(memberHeader) {
		return a.readStarted(in, r, log)
	}
	if err := a.readHeader(in, r, memberHeader, log); err != nil {
		return err
	}
	if !in.Shallow {
		if err := a.readRows(in, r, log); err != nil {
			return err
		}
	}
	return log.fill(r)
}

func (a *inspectArchive) warn(r *Reading) {
	if a.base > 0 {
		r.warn(WarnPrefixData, "%d bytes stand before the archive in the file", a.base)
	}
	for _, name := range slices.Concat(a.differ, a.samples.again) {
		r.warn(WarnDuplicateMember, "the archive holds %s more than once, with different content: the last one was read", name)
	}
}

// readStarted reads the log of a run that has not ended, or crashed: there is no result, whatever its rows hold.
func (a *inspectArchive) readStarted(in *Input, r *Reading, log *inspectLog) error {
	if err := a.readHeader(in, r, memberStart, log); err != nil {
		return err
	}
	log.top.put("status", node{kind: '"', text: string(StatusStarted)})
	if !in.Shallow {
		if err := a.readJournal(in, r, log); err != nil {
			return err
		}
		log.rowsRead = true
	}
	err := log.fill(r)
	r.StatusDetail = "the log has no header: the run is under way, or ended without writing one"
	r.Records = nil
	return err
}

// member streams one member of the archive as JSON.
func (a *inspectArchive) member(in *Input, r *Reading, m zipMember, limit int64, read func(*jsonReader) error) error {
	src, err := a.unpack(m, limit)
	if err != nil {
		return err
	}
	defer src.Close()
	j := newJSONReader(contextReader{in.ctx, src}, in.Options.Limits, limit)
	j.onTwice = func(key string) {
		r.warn(WarnDuplicateKey, "%s has the key %q twice: the last one was read", Clean(m.name), Clean(key))
	}
	if err := read(j); err != nil {
		return err
	}
	return j.done()
}

func (a *inspectArchive) readHeader(in *Input, r *Reading, name string, log *inspectLog) error {
	return a.member(in, r, a.members[name], in.Options.Limits.Header, func(j *jsonReader) error {
		return log.readParts(j, func(string) error { return j.skip() })
	})
}

// readParts keeps the members of the log object that are mapped; other handles the rest.
func (l *inspectLog) readParts(j *jsonReader, other func(key string) error) error {
	l.top = node{kind: '{'}
	return j.object(func(key string) error {
		if !slices.Contains(inspectParts, key) {
			return other(key)
		}
		v, err := j.value()
		l.top.put(key, v)
		return err
	})
}

func (a *inspectArchive) readRows(in *Input, r *Reading, log *inspectLog) error {
	read := a.readJournal
	if a.has(memberSummaries) {
		read = func(in *Input, r *Reading, log *inspectLog) error {
			return a.readSummaries(in, r, memberSummaries, log)
		}
	}
	if err := read(in, r, log); err != nil {
		return err
	}
	log.rowsRead = true
	log.rows.bodies = ref(len(a.samples.at))
	if a.has(memberReductions) {
		if err := a.member(in, r, a.members[memberReductions], in.Options.Limits.Summaries, log.readReductions); err != nil {
			return err
		}
	}
	return a.readSamples(in, r, log)
}

// readJournal reads the summaries that a run leaves behind while it is under way.
func (a *inspectArchive) readJournal(in *Input, r *Reading, log *inspectLog) error {
	if len(a.journal) > maxJournal {
		return &Problem{Code: CodeTooLarge, Message: "the archive's journal has more parts than the limit allows"}
	}
	for _, name := range a.journal {
		if err := a.readSummaries(in, r, name, log); err != nil {
			return err
		}
	}
	return nil
}

func (a *inspectArchive) readSummaries(in *Input, r *Reading, name string, log *inspectLog) error {
	return a.member(in, r, a.members[name], in.Options.Limits.Summaries, func(j *jsonReader) error {
		return j.array(func(int) error { return log.rows.read(j) })
	})
}

// readReductions keeps the value of every item.
func (l *inspectLog) readReductions(j *jsonReader) error {
	l.reductions = nil
	return j.array(func(int) error {
		var red inspectReduction
		err := j.object(func(key string) error {
			if key == "samples" {
				red.samples = nil
				return j.array(func(int) error { return red.read(j) })
			}
			v, err := j.value()
			switch key {
			case "scorer":
				red.scorer = v.str()
			case "reducer":
				red.reducer = v.str()
			}
			return err
		})
		l.reductions = append(l.reductions, red)
		return err
	})
}

// read keeps value and id of one item and drops answer, explanation and metadata.
func (red *inspectReduction) read(j *jsonReader) error {
	sample := node{kind: '{'}
	err := j.object(func(key string) error {
		if key != "value" && key != "sample_id" {
			return j.skip()
		}
		v, err := j.value()
		sample.put(key, v)
		return err
	})
	j.release(sample)
	if len(red.samples) >= maxItems {
		return &Problem{Code: CodeTooLarge, Message: "more items than can be kept"}
	}
	red.samples = append(red.samples, sample)
	return err
}
