package lint

// The rules that reading the file reports. The text itself is at fault, so that
// none of them can be waived.

var yamlSyntax = &Rule{
	Name: "yaml-syntax", ID: "FMT001", Severity: always,
	Title: "the text is not YAML",
	Why:   "What cannot be read cannot be judged. The rest of the file is still read, so that one slip does not hide the next.",
	Fix:   "check the quotes, brackets and indentation here and on the line before",
	Bad:   "safecase: 1\ntitle: Example\nnodes:\n  C1: {claim: Nobody is harmed\n",
	Good:  "safecase: 1\ntitle: Example\nnodes:\n  C1: {claim: Nobody is harmed}\n",
}

var unknownKey = &Rule{
	Name: "unknown-key", ID: "FMT002", Severity: always,
	Title: "a key that a case file does not have",
	Why:   "A misspelt key would silently take away what it was meant to say: a threshold, a challenge, a link.",
	Fix:   "use a key of docs/format.md, or begin its name with x- to keep a note of your own",
	Bad:   "C1:\n  claim: Nobody is harmed\n  suported_by: [E1]\nE1: {evidence: Test run, file: clean.eval}\n",
	Good:  "C1:\n  claim: Nobody is harmed\n  supported_by: [E1]\nE1: {evidence: Test run, file: clean.eval}\n",
}

var duplicateKey = &Rule{
	Name: "duplicate-key", ID: "FMT003", Severity: always,
	Title: "a key that is written twice in one map",
	Why:   "Two readers could take different values for what the case says.",
	Fix:   "remove one of them",
	Bad:   "C1:\n  claim: Nobody is harmed\n  owner: Ann\n  owner: Bo\n  undeveloped: true\n",
	Good:  "C1:\n  claim: Nobody is harmed\n  owner: Ann\n  undeveloped: true\n",
}

var missingKey = &Rule{
	Name: "missing-key", ID: "FMT004", Severity: always,
	Title: "a key that must be there is missing",
	Why:   "Without it the entry says nothing: a waiver without a last day, a link without a target.",
	Fix:   "add the key",
	Bad:   "safecase: 1\nnodes:\n  C1: {claim: Nobody is harmed, undeveloped: true}\n",
	Good:  "safecase: 1\ntitle: Example\nnodes:\n  C1: {claim: Nobody is harmed, undeveloped: true}\n",
}

var wrongType = &Rule{
	Name: "wrong-type", ID: "FMT005", Severity: always,
	Title: "a value of the wrong form: text for a number, a list for a map",
	Why:   "A value that is guessed at may be guessed wrong; 012 and 1_000 mean different numbers to different readers.",
	Fix:   "write the value in the form that the message names",
	Bad:   "C1:\n  claim: Nobody is harmed\n  undeveloped: yes please\n",
	Good:  "C1:\n  claim: Nobody is harmed\n  undeveloped: true\n",
}

var unknownValue = &Rule{
	Name: "unknown-value", ID: "FMT006", Severity: always,
	Title: "a value that is not one of the allowed words",
	Why:   "Rules decide by these words; one that they do not know would switch them off.",
	Fix:   "use one of the allowed words",
	Bad:   "C1:\n  claim: The model cannot do it\n  argument: inabilty\n  undeveloped: true\n",
	Good:  "C1:\n  claim: The model cannot do it\n  argument: inability\n  undeveloped: true\n",
}

var emptyText = &Rule{
	Name: "empty-text", ID: "FMT007", Severity: always,
	Title: "a node without text",
	Why:   "A claim that says nothing can be neither shown nor challenged.",
	Fix:   "write what the node says",
	Bad:   "C1: {claim: \"\", undeveloped: true}\n",
	Good:  "C1: {claim: Nobody is harmed, undeveloped: true}\n",
}

var invalidID = &Rule{
	Name: "invalid-id", ID: "FMT008", Severity: always,
	Title: "an id with characters that ids do not have",
	Why:   "Ids stand in pictures, addresses and other tools, where spaces or quotes would break them.",
	Fix:   "use a letter, then letters, digits, _ . and single -",
	Bad:   "2 things: {claim: Nobody is harmed, undeveloped: true}\n",
	Good:  "C2: {claim: Nobody is harmed, undeveloped: true}\n",
}

var formatVersion = &Rule{
	Name: "format-version", ID: "FMT009", Severity: always,
	Title: "a format version that this program does not know",
	Why:   "A later version may mean something else by the same words.",
	Fix:   "write safecase: 1, or use a newer safecase",
	Bad:   "safecase: 7\ntitle: Example\nnodes:\n  C1: {claim: Nobody is harmed, undeveloped: true}\n",
	Good:  "safecase: 1\ntitle: Example\nnodes:\n  C1: {claim: Nobody is harmed, undeveloped: true}\n",
}

var emptyFile = &Rule{
	Name: "empty-file", ID: "FMT010", Severity: always,
	Title: "a file without content",
	Why:   "An empty file is more often a failed copy than a case.",
	Fix:   "start the case with safecase new",
	Bad:   "",
	Good:  "safecase: 1\ntitle: Example\nnodes:\n  C1: {claim: Nobody is harmed, undeveloped: true}\n",
}

var notUTF8 = &Rule{
	Name: "not-utf8", ID: "FMT011", Severity: always,
	Title: "a byte that is not UTF-8",
	Why:   "Other encodings are guessed differently by every tool, and a case must read the same for everybody.",
	Fix:   "save the file as UTF-8",
	Bad:   "safecase: 1\ntitle: Caf\xe9\n",
	Good:  "safecase: 1\ntitle: Café\nnodes:\n  C1: {claim: Nobody is harmed, undeveloped: true}\n",
}

var controlCharacter = &Rule{
	Name: "control-character", ID: "FMT012", Severity: always,
	Title: "a control character in the text",
	Why:   "Control characters can hide text from a reviewer's screen.",
	Fix:   "remove the character",
	Bad:   "safecase: 1\ntitle: Exam\x1bple\n",
	Good:  "safecase: 1\ntitle: Example\nnodes:\n  C1: {claim: Nobody is harmed, undeveloped: true}\n",
}

var fileTooLarge = &Rule{
	Name: "file-too-large", ID: "FMT013", Severity: always,
	Title: "a case file of more than 32 MiB",
	Why:   "Cases come from strangers; reading is bounded.",
	Fix:   "split the case into modules with uses:",
	Good:  "safecase: 1\ntitle: Example\nnodes:\n  C1: {claim: Nobody is harmed, undeveloped: true}\n",
}

var secondDocument = &Rule{
	Name: "second-document", ID: "FMT014", Severity: always,
	Title: "a second YAML document in the file",
	Why:   "What stands behind the line --- is not read, and a reviewer may believe that it counts.",
	Fix:   "remove the line --- and what follows, or make it a file of its own",
	Bad:   "safecase: 1\ntitle: Example\nnodes:\n  C1: {claim: Nobody is harmed, undeveloped: true}\n---\nnodes: {}\n",
	Good:  "safecase: 1\ntitle: Example\nnodes:\n  C1: {claim: Nobody is harmed, undeveloped: true}\n",
}

var tooManyAliases = &Rule{
	Name: "too-many-aliases", ID: "FMT015", Severity: always,
	Title: "YAML aliases that stand for themselves or for more values than are read",
	Why:   "A few lines of aliases can stand for billions of values; reading is bounded.",
	Fix:   "write the values out",
	Bad: "safecase: 1\ntitle: Example\nx-a: &a [x, x, x, x, x, x, x, x, x, x]\nx-b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]\nx-c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]\n" +
		"x-d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]\nx-e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]\nx-f: [*e, *e, *e, *e, *e, *e, *e, *e, *e, *e]\n",
	Good: "safecase: 1\ntitle: Example\nx-a: &a [x, x, x]\nx-b: [*a, *a]\nnodes:\n  C1: {claim: Nobody is harmed, undeveloped: true}\n",
}

var unknownKind = &Rule{
	Name: "unknown-kind", ID: "STR001", Severity: always,
	Title: "a node that does not say what it is, or says it twice",
	Why:   "The kind decides what a node may carry and what it must show.",
	Fix:   "give the node exactly one of: claim, strategy, evidence, context, assumption, justification, defeater",
	Bad:   "C1: {undeveloped: true}\n",
	Good:  "C1: {claim: Nobody is harmed, undeveloped: true}\n",
}

var duplicateID = &Rule{
	Name: "duplicate-id", ID: "STR002", Severity: always,
	Title: "two nodes with one id",
	Why:   "References would mean one node to some tools and the other to others.",
	Fix:   "give one of them another id",
	Bad:   "C1: {claim: Nobody is harmed, undeveloped: true}\nC1: {claim: Nothing breaks, undeveloped: true}\n",
	Good:  "C1: {claim: Nobody is harmed, undeveloped: true}\n",
}

var danglingRef = &Rule{
	Name: "dangling-ref", ID: "STR003", Severity: always,
	Title: "a reference to something that is not defined",
	Why:   "Support that does not exist carries nothing, and a challenge to a misspelt id challenges nobody.",
	Fix:   "define it, or correct the id",
	Bad:   "C1: {claim: Nobody is harmed, supported_by: [C7]}\n",
	Good:  "C1: {claim: Nobody is harmed, supported_by: [C2]}\nC2: {claim: The filter holds, undeveloped: true}\n",
}
