package object

// segments keeps the ranges of an object that were read last.
type segments struct {
	all []segment // oldest first
}

type segment struct {
	off  int64
	data []byte
}

const (
	firstRead = 128 << 10 // of a place where nothing was read before
	longRead  = 4 << 20   // of an object that is read from end to end
	mostKept  = 4         // segments
)

// at returns bytes from off on, at least one; size is that of the object, and get reads a range of it.
func (s *segments) at(off, size int64, get func(p []byte, off int64) error) ([]byte, error) {
	length := int64(firstRead)
	for i, k := range s.all {
		end := k.off + int64(len(k.data))
		if off >= k.off && off < end {
			return k.data[off-k.off:], nil
		}
		if off == end && i == len(s.all)-1 {
			length = min(2*int64(len(k.data)), longRead)
		}
	}
	end := off + min(length, size-off)
	for _, k := range s.all {
		if k.off > off && k.off < end {
			end = k.off // the rest is here already
		}
	}
	data := make([]byte, end-off)
	if err := get(data, off); err != nil {
		return nil, err
	}
	if len(s.all) >= mostKept {
		s.all = append(s.all[:0:0], s.all[1:]...)
	}
	s.all = append(s.all, segment{off, data})
	return data, nil
}
