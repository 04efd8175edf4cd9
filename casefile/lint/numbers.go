package lint

import "safecase/casefile"

// number is one number that a claim states, with the evidence that decides it.
type number struct {
	claim    *casefile.Node
	index    int // among the numbers of the claim
	q        casefile.Value
	evidence []*casefile.Node
}

// numbers lists every number that a claim states, in file order.
func (p *Pass) numbers() []number {
	p.facts.numbersOnce.Do(p.findNumbers)
	return p.facts.numberList
}

func (p *Pass) findNumbers() {
	f := p.facts
	f.numbersOf = map[*casefile.Node][]number{}
	for _, n := range f.kinds[casefile.Claim] {
		first := len(f.numberList)
		for i, q := range n.Get("quantity").Items() {
			f.numberList = append(f.numberList, number{n, i, q, p.decisive(n, q)})
		}
		if len(f.numberList) > first {
			f.numbersOf[n] = f.numberList[first:len(f.numberList):len(f.numberList)]
		}
	}
}
