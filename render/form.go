package render

// form is one way to keep a picture narrow.
type form struct {
	density  density
	terraced bool
}

// The forms, from the one that reads most easily to the narrowest.
var (
	inRows     = form{airy, false}
	inColumns  = form{mixed, false}
	crowded    = form{dense, false}
	broken     = form{mixed, true}
	allAtOnce  = form{dense, true}
	widestRows = 1500 * px // of a picture that needs nothing else
	widestCols = 2200 * px // of one with its leaves in short columns
	widest     = 2600 * px // of one that is not broken into rows
)

// manyNodes is the size from which no time is spent on looser forms first.
const manyNodes = 1500

// spread places the plan in the form that suits its size.
func (p *plan) spread(layout Layout) (*placed, error) {
	f, err := p.form()
	if err != nil {
		return nil, err
	}
	if layout == nil {
		layout = treeLayout
	}
	return p.inForm(f, layout)
}

// form tries the forms one after the other. Rows below rows cost a reader
// long lines, so they must save a quarter of the width.
func (p *plan) form() (form, error) {
	if len(p.nodes) > manyNodes {
		return allAtOnce, nil
	}
	limits := map[form]Unit{inRows: widestRows, inColumns: widestCols, crowded: widest}
	var w Unit
	for _, f := range []form{inRows, inColumns, crowded} {
		var err error
		if w, err = p.widthIn(f); err != nil || w <= limits[f] {
			return f, err
		}
	}
	for _, f := range []form{broken, allAtOnce} {
		if less, err := p.widthIn(f); err != nil || less <= w*3/4 {
			return f, err
		}
	}
	return crowded, nil
}

func (p *plan) widthIn(f form) (Unit, error) {
	q, err := p.inForm(f, treeLayout)
	if err != nil {
		return 0, err
	}
	low, high := q.bounds()
	return high.X - low.X, nil
}

func (p *plan) inForm(f form, layout Layout) (*placed, error) {
	p.pack(f.density)
	if f.terraced {
		p.terraces()
	}
	return p.place(layout)
}
