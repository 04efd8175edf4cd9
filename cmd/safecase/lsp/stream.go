package lsp

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"sync"

	"github.com/sourcegraph/jsonrpc2"
)

// stream is the framing of the protocol. Reading is the library's; writing is
// our own, since findings of a large case are too long to be turned into JSON
// three times over.
type stream struct {
	in *bufio.Reader

	mu  sync.Mutex
	out *bufio.Writer
}

func newStream(in io.Reader, out io.Writer) *stream {
	return &stream{in: bufio.NewReader(in), out: bufio.NewWriter(out)}
}

// ReadObject implements jsonrpc2.ObjectStream.
func (s *stream) ReadObject(v any) error { return jsonrpc2.VSCodeObjectCodec{}.ReadObject(s.in, v) }

// WriteObject implements jsonrpc2.ObjectStream.
func (s *stream) WriteObject(obj any) error {
	body, err := json.Marshal(obj)
	if err != nil {
		return err
	}
	return s.write(body)
}

// Close implements jsonrpc2.ObjectStream. The streams are left to whoever
// opened them.
func (s *stream) Close() error { return nil }

// notify sends a notification.
func (s *stream) notify(method string, params any) error {
	body, err := json.Marshal(params)
	if err != nil {
		return err
	}
	return s.notifyOf(method, body)
}

// notifyOf sends a notification whose parameters are in JSON already.
func (s *stream) notifyOf(method string, params ...[]byte) error {
	parts := append([][]byte{[]byte(`{"jsonrpc":"2.0","method":"` + method + `","params":`)}, params...)
	return s.write(append(parts, []byte("}"))...)
}

func (s *stream) write(parts ...[]byte) error {
	length := 0
	for _, p := range parts {
		length += len(p)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	fmt.Fprintf(s.out, "Content-Length: %d\r\n\r\n", length)
	for _, p := range parts {
		s.out.Write(p)
	}
	return s.out.Flush() // tells of earlier errors too
}
