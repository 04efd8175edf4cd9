package casefile

import (
	"bytes"
	"encoding/json"
)

// object is a JSON object whose keys keep their order, so that the schema is
// the same bytes every time.
type object []member

type member struct {
	key   string
	value any
}

// write writes the members in order. It goes down by itself: a MarshalJSON of
// its own would be checked and copied once for every level above it.
func (o object) write(b *bytes.Buffer) {
	b.WriteByte('{')
	for i, m := range o {
		if i > 0 {
			b.WriteByte(',')
		}
		writeSchema(b, m.key)
		b.WriteByte(':')
		writeSchema(b, m.value)
	}
	b.WriteByte('}')
}

func writeSchema(b *bytes.Buffer, value any) {
	list := func(n int, item func(i int) any) {
		b.WriteByte('[')
		for i := range n {
			if i > 0 {
				b.WriteByte(',')
			}
			writeSchema(b, item(i))
		}
		b.WriteByte(']')
	}
	switch x := value.(type) {
	case object:
		x.write(b)
	case []object:
		list(len(x), func(i int) any { return x[i] })
	case []any:
		list(len(x), func(i int) any { return x[i] })
	default:
		text, err := json.Marshal(x)
		if err != nil {
			panic(err) // only strings, numbers and lists of our own are in it
		}
		b.Write(text)
	}
}

// JSONSchema returns the JSON Schema (draft 2020-12) of case files, for
// completion in editors. It is derived from the declarations that the reader
// uses. Ids that are defined nowhere, and repeated keys, are beyond it.
func JSONSchema() []byte {
	top := schemaOf(Schema, 0)
	root := append(object{
		{"$schema", "https://json-schema.org/draft/2020-12/schema"},
		{"title", "safecase case file, version 1"},
	}, top...)
	var flat, b bytes.Buffer
	root.write(&flat)
	flat.WriteByte('\n')
	if err := json.Indent(&b, flat.Bytes(), "", "  "); err != nil {
		panic(err) // what was just written is JSON
	}
	return b.Bytes()
}

// schemaOf describes one type: a value may be written in each of the ways that
// the type allows.
func schemaOf(t *Type, depth int) object {
	if t == nodeType {
		return nodeSchema(depth)
	}
	var ways []any
	if s := singleSchema(t); s != nil {
		ways = append(ways, s)
	}
	if t.Fields != nil || t.Dict != nil {
		ways = append(ways, mapSchema(t, depth))
	}
	if t.Elem != nil {
		ways = append(ways, object{{"type", "array"}, {"items", schemaOf(t.Elem, depth+1)}})
	}
	if len(ways) == 1 {
		return ways[0].(object)
	}
	return object{{"anyOf", ways}}
}

func singleSchema(t *Type) object {
	switch t.Form {
	case "":
		return nil
	case FormNumber:
		return object{{"type", "number"}}
	case FormInteger:
		return object{{"type", "integer"}}
	case FormBool:
		return object{{"type", "boolean"}}
	case FormDate:
		return object{{"type", "string"}, {"pattern", `^\d{4}-\d{2}-\d{2}$`}}
	case FormChoice:
		return choiceSchema(t)
	case FormAny:
		return object{{"type", []string{"string", "number", "boolean"}}}
	case FormRef:
		return object{{"type", "string"}, {"minLength", 1}}
	}
	return object{{"type", []string{"string", "number", "boolean"}}}
}

func choiceSchema(t *Type) object {
	var options []any
	for _, c := range t.Choices {
		option := object{{"const", c.Name}}
		if c.Doc != "" {
			option = append(option, member{"description", c.Doc})
		}
		options = append(options, option)
	}
	return object{{"oneOf", options}}
}

func mapSchema(t *Type, depth int) object {
	var properties object
	var required []string
	for _, f := range t.Fields {
		properties = append(properties, member{f.Key, fieldSchema(f, depth)})
		if f.Required {
			required = append(required, f.Key)
		}
	}
	s := object{{"type", "object"}}
	if properties != nil {
		s = append(s, member{"properties", properties})
	}
	if required != nil {
		s = append(s, member{"required", required})
	}
	s = append(s, member{"patternProperties", object{{"^x-", object{}}}})
	if t.Dict != nil {
		return append(s, member{"additionalProperties", schemaOf(t.Dict, depth+1)})
	}
	return append(s, member{"additionalProperties", false})
}

func fieldSchema(f *Field, depth int) object {
	doc := f.Doc
	if f.Default != "" {
		doc += " (default: " + f.Default + ")"
	}
	return append(object{{"description", doc}}, schemaOf(f.Type, depth+1)...)
}

// nodeSchema allows one branch a kind: the key that gives the text decides.
func nodeSchema(depth int) object {
	var branches []any
	for _, info := range Kinds {
		branches = append(branches, mapSchema(NodeType(info.Kind), depth))
	}
	return object{{"oneOf", branches}}
}
