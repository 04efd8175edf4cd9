package evidence

import (
	"cmp"
	"hash/maphash"
	"slices"
)

// maxBodies is how many samples of one log are looked into: each takes memory for its place in the archive.
const maxBodies = 200_000

// sampleBodies are the samples of a .eval file as its directory lists them.
type sampleBodies struct {
	seed  maphash.Seed
	at    map[uint64]int32 // hash of the name -> place in kept, or -1: a log can have millions
	kept  []zipMember      // none for a look, which needs their number only
	again []string         // names that occur more than once, with different content
}

// add counts a body. Of two with one name the last one counts, as it does in Inspect.
func (b *sampleBodies) add(m zipMember, keep bool) {
	hash := maphash.String(b.seed, m.name)
	i, twice := b.at[hash]
	switch {
	case twice && i >= 0:
		if old := b.kept[i]; len(b.again) < maxWarnings && (old.crc != m.crc || old.size != m.size) {
			b.again = append(b.again, m.name)
		}
		b.kept[i] = m
	case !twice && keep && len(b.kept) < maxBodies:
		b.at[hash] = int32(len(b.kept))
		b.kept = append(b.kept, m)
	case !twice:
		b.at[hash] = -1
	}
}

// within returns the bodies that the limits allow to be read: all of them, in the order of the directory, or else as
// many as possible, the small ones first.
func (b *sampleBodies) within(l Limits) []zipMember {
	var sum int64
	chosen := make([]zipMember, 0, len(b.kept))
	for _, m := range b.kept {
		if m.size <= min(l.Sample, l.Samples) { // so the sum does not overflow, whatever the directory claims
			chosen = append(chosen, m)
			sum += m.size
		}
	}
	if sum <= l.Samples {
		return chosen
	}
	slices.SortStableFunc(chosen, func(x, y zipMember) int { return cmp.Compare(x.size, y.size) })
	sum = 0
	for i, m := range chosen {
		if sum += m.size; sum > l.Samples {
			return chosen[:i]
		}
	}
	return chosen
}

// readSamples looks into the samples for the models that answered. What the limits leave out is said: another model may
// have answered there.
func (a *inspectArchive) readSamples(in *Input, r *Reading, log *inspectLog) error {
	read := a.samples.within(in.Options.Limits)
	for _, m := range read {
		if err := a.readSample(in, r, m, log.rows); err != nil {
			return err
		}
	}
	log.rows.allBodies = len(read) == len(a.samples.at)
	if !log.rows.allBodies {
		r.warn(WarnSamplesUnread, "%d of %d samples were not looked into, because they are too large: another model may have answered in them",
			len(a.samples.at)-len(read), len(a.samples.at))
	}
	return nil
}

func (a *inspectArchive) readSample(in *Input, r *Reading, m zipMember, rows *inspectRows) error {
	return a.member(in, r, m, in.Options.Limits.Sample, func(j *jsonReader) error {
		output := node{}
		err := j.object(func(key string) error {
			if key != "output" {
				return j.skip()
			}
			var err error
			output, err = readOutput(j)
			return err
		})
		rows.addOutput(output)
		return err
	})
}

// readOutput keeps of an answer who gave it and why it ended, not what it says.
func readOutput(j *jsonReader) (node, error) {
	out := node{kind: '{'}
	if c, err := j.next(); err != nil {
		return out, err
	} else if c != '{' {
		return node{}, j.skip()
	}
	err := j.object(func(key string) error {
		var v node
		var err error
		switch key {
		case "model":
			v, err = j.value()
		case "choices":
			v, err = readChoices(j)
		default:
			return j.skip()
		}
		out.put(key, v)
		return err
	})
	return out, err
}

func readChoices(j *jsonReader) (node, error) {
	out := node{kind: '['}
	if c, err := j.next(); err != nil {
		return out, err
	} else if c != '[' {
		return out, j.skip()
	}
	err := j.array(func(int) error {
		if c, err := j.next(); err != nil || c != '{' {
			return j.skip()
		}
		kid, err := j.pick(stopKeys)
		j.release(kid)
		if len(out.kids) < maxChoices {
			out.kids = append(out.kids, kid)
		}
		return err
	})
	return out, err
}

var stopKeys = among("stop_reason")

// maxChoices is how many answers to one question are told apart.
const maxChoices = 1000
