package assess

import (
	"safecase/casefile"
	"safecase/casefile/evidence"
)

// Requests lists what must be read to assess a case: the file of every
// evidence node, with how to read it. The ids stand in the order of the
// requests.
func Requests(c *casefile.Case, opt evidence.Options) (ids []string, requests []evidence.Request) {
	rows, filters := countedEvidence(c), filteredEvidence(c)
	for _, n := range c.Nodes {
		if n.Kind != casefile.Evidence {
			continue
		}
		ref := n.Get("file").Text()
		if ref == "" {
			continue
		}
		o := opt
		o.Version, o.Want = n.Get("object_version").Text(), plainDigest(n.Get("sha256").Text())
		o.Select = selection(n.Get("select"))
		o.NeedRows, o.Filters = opt.NeedRows || rows[n.ID], filters[n.ID]
		ids = append(ids, n.ID)
		requests = append(requests, evidence.Request{Ref: ref, Options: o})
	}
	return ids, requests
}

// countedEvidence is the evidence whose single items are needed: that of which
// a claim states a number. Only the items tell whether some of them repeat
// others, and only they can be compared one by one. Of what is public another
// file may state one.
func countedEvidence(c *casefile.Case) map[string]bool {
	out := map[string]bool{}
	for _, n := range c.Nodes {
		if n.Public() {
			out[n.ID] = true
		}
		quantity := n.Get("quantity")
		if !quantity.Exists() {
			continue
		}
		for _, q := range quantity.Items() {
			out[q.Get("of").Text()] = true
			for _, side := range q.Get("difference").Items() {
				out[side.Get("of").Text()] = true
			}
		}
		for _, l := range n.Links {
			if l.Relation == casefile.SupportedBy {
				out[l.To] = true
			}
		}
	}
	return out
}

// selection turns the select map of a node into the reader's own form. A select
// that is no map selects nothing, which the reader refuses.
func selection(v casefile.Value) *evidence.Select {
	if !v.Exists() {
		return nil
	}
	s := &evidence.Select{
		Value: v.Get("value").Text(), N: v.Get("n").Text(), K: v.Get("k").Text(),
		Date: v.Get("date").Text(), Model: v.Get("model").Text(),
		ClusterBy: v.Get("cluster_by").Text(), Weight: v.Get("weight").Text(), Missing: v.Get("missing").Text(),
	}
	s.Where = conditions(v.Get("where"))
	return s
}

// conditions turns a where map into the reader's own form.
func conditions(v casefile.Value) []evidence.Condition {
	var out []evidence.Condition
	for _, e := range v.Entries() {
		condition := evidence.Condition{Field: e.Key, Equals: e.Texts(), OrNull: e.Shape() == casefile.Null}
		for _, item := range e.Items() {
			condition.OrNull = condition.OrNull || item.Shape() == casefile.Null
		}
		out = append(out, condition)
	}
	return out
}

// filteredEvidence is by evidence what claims ask of a part of its rows.
func filteredEvidence(c *casefile.Case) map[string][][]evidence.Condition {
	var out map[string][][]evidence.Condition
	for _, n := range c.Nodes {
		for _, q := range n.Get("quantity").Items() {
			where := conditions(q.Get("where"))
			if len(where) == 0 {
				continue
			}
			ids := q.Get("of").Texts()
			for _, l := range n.To(casefile.SupportedBy) {
				ids = append(ids, l.To)
			}
			if out == nil {
				out = map[string][][]evidence.Condition{}
			}
			for _, id := range ids {
				out[id] = append(out[id], where)
			}
		}
	}
	return out
}
