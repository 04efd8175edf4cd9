// Package evidence reads what an eval file says: which model, which task, how it ended, every metric with its n and k.
// It judges nothing: whether a result is good enough, fresh enough or about the right model is for others to decide.
//
// A file that cannot be read is a Reading with a Problem, never an error and never a panic, since evidence comes from
// people who may gain from a reader that fails.
package evidence

// Options says how much to read.
type Options struct {
	// Select reads a home-made file: which numbers to take from JSON, JSONL or CSV. It takes precedence over detection.
	Select *Select
	// NeedRows keeps Items and Clusters of every record. Counters are always kept, and so are the Clusters of a record
	// that is Dependent, whose N would mislead without them.
	NeedRows bool
	// Filters asks beside the numbers over all rows for those over the rows that meet conditions: Reading.Filtered. Where a
	// file has no rows that could be filtered, it says so there.
	Filters [][]Condition
	// Version pins one version of an object in a store: the object_version of a case. A file has none.
	Version string
	// Want is the digest that the case records; where a text differs from it in its line ends only, the reading says so.
	Want string
	// DigestOnly hashes the file and does not read what it says; only a pointer that stands in its place is still noticed.
	// Of an object all bytes are fetched and hashed, whatever its store states.
	DigestOnly bool
	// Limits bounds what is read; zero fields take their defaults.
	Limits Limits
	// Progress, if set, is called now and then while a file is hashed. It may be called from several goroutines.
	Progress func(ref string, done, total int64)
}

// Limits bounds memory and time on foreign input. A field of 0 takes the default in brackets.
type Limits struct {
	Depth       int   // nesting of JSON and XML [200]
	Line        int64 // bytes in one line of a row file [64 MiB]
	Header      int64 // bytes of an archive's header after decompression [64 MiB]
	Summaries   int64 // bytes of an archive's summaries or reductions after decompression [256 MiB]
	Sample      int64 // bytes of one sample after decompression [256 MiB]
	Samples     int64 // bytes of all samples of a log together after decompression [4 GiB]
	Entries     int64 // members of an archive, files of a directory [2,000,000]
	Directory   int64 // bytes of an archive's directory [256 MiB]
	Document    int64 // bytes of one JSON or XML document that is not an archive [1 GiB]
	Look        int64 // bytes of an object in a store that a look may read [64 MiB]
	Rows        int   // rows, items or records kept from one file [1,000,000]
	ValueBudget int   // JSON values kept in memory at a time [2,000,000]
}

// Select takes numbers from a file that no reader knows. A path is a small JSONPath ($.a.b[0]['c'][?@.k == 1]) that must
// match exactly one value. For row files (JSONL, CSV) Value, N, K, Date and Weight are aggregates over the rows that
// meet Where: mean(f) sum(f) count() min(f) max(f) only(f) rate(f == x).
type Select struct {
	Name      string // what the number is called; "value" when empty
	Value     string
	N         string // literal, path or aggregate; "" leaves N unknown (rows: counted)
	K         string
	StdErr    string
	Date      string // path or aggregate, with an optional /unix, /unix_ms suffix
	Model     string // path, or the field of the rows, which must agree
	Task      string
	Where     []Condition
	ClusterBy string // field of the rows
	ItemBy    string // field that identifies an item, for paired comparison; ClusterBy when empty
	Weight    string // field of the rows
	Missing   string // "" or "error": a missing value is an error; "skip" leaves the row out and counts it
}

// Condition is one filter on rows: the field equals one of Equals, or, with OrNull, is null or missing.
type Condition struct {
	Field  string
	Equals []string
	OrNull bool
}
