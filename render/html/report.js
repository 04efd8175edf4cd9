"use strict";
(() => {
  const $ = (selector, root = document) => root.querySelector(selector);
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
  const make = (tag, props = {}, ...children) => {
    const el = Object.assign(document.createElement(tag), props);
    el.append(...children);
    return el;
  };
  const nodes = $$("details.node");
  const canvas = $("#canvas");
  const svg = $("svg", canvas);
  const drawn = new Map(); // id of an entry -> its group in the diagram
  if (svg) for (const a of $$("g.node a", svg)) drawn.set(a.getAttribute("href").slice(1), a.closest("g.node"));

  // Links into a folded entry open it first.
  const open = (id) => {
    const entry = document.getElementById(id);
    if (!entry) return null;
    entry.hidden = false;
    if (entry.matches("details")) entry.open = true;
    return entry;
  };
  const opened = () => open(decodeURIComponent(location.hash.slice(1)));
  addEventListener("hashchange", opened);
  document.addEventListener("click", (e) => {
    const a = e.target.closest && e.target.closest('a[href^="#"]');
    if (a && !a.closest("svg")) open(a.getAttribute("href").slice(1));
  });
  addEventListener("beforeprint", () => {
    reset();
    if (whole) spare(true);
    for (const n of nodes) { n.open = true; n.hidden = false; }
  });
  addEventListener("afterprint", () => { if (whole) show(); });

  // Pan and zoom: the view box of the drawing is the part of it that is seen.
  let view, whole, moved = 0;
  const show = () => { svg.setAttribute("viewBox", view.join(" ")); spare(); };
  const reset = () => { if (whole) { view = [...whole]; show(); } };
  // To ask the drawing itself how large it is would lay it out, unseen too.
  const room = () => { const el = card ? svg : canvas; return [el.clientWidth, el.clientHeight]; };
  const scale = () => { const [w, h] = room(); return Math.max(view[2] / w, view[3] / h); };

  // A browser lays out every text of a drawing, also those that nobody sees. In
  // a large one a node out of sight is therefore only its link, with its name
  // for who listens, and a text too small to be read is left out.
  const large = 150, broad = 700, tall = 1500; // nodes; how far one reaches at most
  let places = null;
  const place = (group) => (group.getAttribute("transform") || "").match(/-?[\d.]+/g).map(Number);
  const hide = (p, far) => {
    p.far = far;
    p.group.classList.toggle("far", far);
    if (far) p.link.setAttribute("aria-label", p.name);
    else p.link.removeAttribute("aria-label");
  };
  const spare = (all) => {
    if (!places) return;
    const [x, y, w, h] = view;
    svg.classList.toggle("small", !all && scale() > 5);
    for (const p of places) {
      const far = !all && (p.x > x + w || p.x + broad < x || p.y > y + h || p.y + tall < y);
      if (far !== p.far) hide(p, far);
    }
  };
  const spares = () => {
    if (drawn.size <= large) return;
    places = [...drawn.values()].map((group) => { const [x, y] = place(group); return { group, x, y, far: false, link: $("a", group), name: $("title", group).textContent }; });
  };
  const pan = (dx, dy) => { const s = scale(); view[0] -= dx * s; view[1] -= dy * s; show(); };
  const zoom = (factor, at) => {
    const box = svg.getBoundingClientRect();
    const [fx, fy] = at ? [(at.x - box.x) / box.width, (at.y - box.y) / box.height] : [.5, .5];
    const f = Math.min(Math.max(factor, whole[2] / 60 / view[2]), whole[2] * 3 / view[2]);
    view = [view[0] + view[2] * fx * (1 - f), view[1] + view[3] * fy * (1 - f), view[2] * f, view[3] * f];
    show();
  };
  const centre = (group) => {
    for (const p of places || []) if (p.group === group) hide(p, false);
    const b = group.getBoundingClientRect(), box = svg.getBoundingClientRect();
    pan(box.x + box.width / 2 - b.x - b.width / 2, box.y + box.height / 2 - b.y - b.height / 2);
  };
  // readable fits the drawing, but never so small that its text cannot be read:
  // then it begins with the first claim, whose middle is about 108 from its left.
  const readable = () => {
    view = [...whole];
    if (scale() <= 1.6) return show();
    const [w, h] = room().map((n) => 1.6 * n), top = $("g.node.claim", svg);
    view = [(top ? place(top)[0] + 108 : whole[0] + whole[2] / 2) - w / 2, whole[1], w, h];
    show();
  };

  const keys = {
    ArrowLeft: () => pan(60, 0), ArrowRight: () => pan(-60, 0), ArrowUp: () => pan(0, 60), ArrowDown: () => pan(0, -60),
    "+": () => zoom(.8), "=": () => zoom(.8), "-": () => zoom(1.25), "0": () => reset(), Escape: () => close(),
  };
  const live = () => {
    whole = svg.getAttribute("viewBox").split(/[ ,]+/).map(Number);
    view = [...whole];
    canvas.classList.add("live");
    canvas.setAttribute("aria-label", "Diagram of the argument. Arrow keys move it, plus and minus zoom, 0 shows all.");
    canvas.addEventListener("wheel", (e) => {
      if (card && card.contains(e.target)) return;
      if (!e.ctrlKey && !e.metaKey && document.activeElement !== canvas && !canvas.contains(document.activeElement)) return;
      e.preventDefault();
      zoom(e.deltaY > 0 ? 1.15 : 1 / 1.15, e);
    }, { passive: false });
    canvas.addEventListener("keydown", (e) => {
      if (!keys[e.key] || e.ctrlKey || e.metaKey || e.altKey || (card && card.contains(e.target) && e.key !== "Escape")) return;
      e.preventDefault();
      keys[e.key]();
    });
    // One pointer moves the drawing, two zoom it. A touch outside a drawing that
    // has the focus scrolls the page, so that nobody is caught in it.
    const held = new Map();
    const reach = () => { const [p, q] = [...held.values()]; return Math.hypot(p.x - q.x, p.y - q.y) || 1; };
    svg.addEventListener("pointerdown", (e) => {
      if (!held.size) moved = 0;
      held.set(e.pointerId, { x: e.clientX, y: e.clientY });
      if (e.pointerType === "mouse") canvas.focus({ preventScroll: true });
    });
    svg.addEventListener("dragstart", (e) => e.preventDefault());
    addEventListener("pointermove", (e) => {
      const was = held.get(e.pointerId);
      if (!was) return;
      const before = held.size === 2 && reach();
      held.set(e.pointerId, { x: e.clientX, y: e.clientY });
      moved += Math.abs(e.clientX - was.x) + Math.abs(e.clientY - was.y);
      if (before) zoom(before / reach(), e);
      else pan(e.clientX - was.x, e.clientY - was.y);
    });
    for (const type of ["pointerup", "pointercancel"]) addEventListener(type, (e) => { held.delete(e.pointerId); });
    svg.addEventListener("click", (e) => {
      const a = e.target.closest("a");
      if (!a || e.ctrlKey || e.metaKey || e.shiftKey) return;
      e.preventDefault();
      if (moved < 6) details(a.getAttribute("href").slice(1), a);
    });
    // On the drawing itself this would make it a stop of the tab key.
    canvas.addEventListener("focusin", (e) => {
      const group = e.target.closest("g.node");
      if (group && e.target.matches(":focus-visible")) centre(group);
    });
    const button = (label, text, act) => make("button", { type: "button", textContent: text, ariaLabel: label, title: label, onclick: act });
    canvas.before(make("div", { className: "zoom" },
      button("Zoom in", "+", () => zoom(.8)), button("Zoom out", "−", () => zoom(1.25)),
      button("Show the whole diagram", "Whole", reset), button("Show it at a readable size", "Readable", readable),
      make("span", { className: "quiet", textContent: "Drag to move, click into the diagram and turn the wheel to zoom, click a node for its entry." })));
    spares();
    requestAnimationFrame(readable); // before the first frame that shows the tools
  };

  // A click on a node shows its entry beside the diagram.
  let card = null, back = null;
  const close = () => {
    if (!card) return;
    card.remove();
    card = null;
    canvas.classList.remove("open");
    if (back) back.focus({ preventScroll: true });
  };
  const details = (id, origin) => {
    const entry = document.getElementById(id);
    if (!entry) return;
    if (card) card.remove();
    back = origin || back;
    const copy = make("div");
    for (const child of entry.children) copy.append(child.matches("summary") ? $("h3", child).cloneNode(true) : child.cloneNode(true));
    for (const el of $$("[id]", copy)) el.removeAttribute("id");
    const shut = make("button", { type: "button", textContent: "Close", onclick: close });
    card = make("aside", { id: "card", tabIndex: -1, ariaLabel: "Entry of the node" }, make("div", { className: "bar" }, shut, make("a", { href: "#" + id, textContent: "Go to the full list" })), copy);
    copy.addEventListener("click", (e) => {
      const a = e.target.closest('a[href^="#d-"]'), to = a && a.getAttribute("href").slice(1);
      if (!to || e.ctrlKey || e.metaKey || e.shiftKey) return;
      e.preventDefault();
      e.stopPropagation();
      details(to, drawn.get(to) && $("a", drawn.get(to)));
    });
    canvas.append(card);
    canvas.classList.add("open");
    if (drawn.get(id)) centre(drawn.get(id));
    card.focus({ preventScroll: true }); // not its button: the key that opened it would close it again
  };

  // The outline folds by itself; these fold all of it.
  const folds = () => {
    const steps = $$("#outline details");
    const fold = (text, state) => make("button", { type: "button", textContent: text, onclick: () => { for (const d of steps) d.open = state; } });
    if (steps.length) $("#folds").append(fold("Fold every step", false), fold("Unfold every step", true));
    addEventListener("beforeprint", () => { for (const d of steps) d.open = true; });
  };

  // Search and filters over the entries and the diagram.
  const values = (n, key) => key === "outcome" ? (n.dataset.outcome || "").split(" ").filter(Boolean) : [n.dataset[key]].filter(Boolean);
  const tools = () => {
    const status = make("p", { className: "quiet" });
    status.setAttribute("role", "status");
    const search = make("input", { type: "search", id: "q", autocomplete: "off" });
    const field = (label, control) => make("div", {}, make("label", { htmlFor: control.id, textContent: label }), control);
    const choice = (key, label) => {
      const counts = new Map();
      for (const n of nodes) for (const value of values(n, key)) counts.set(value, (counts.get(value) || 0) + 1);
      const select = make("select", { id: "f-" + key }, make("option", { value: "", textContent: "all" }));
      for (const value of [...counts.keys()].sort()) select.append(make("option", { value, textContent: `${value.replaceAll("_", " ")} (${counts.get(value)})` }));
      return { key, select, el: field(label, select) };
    };
    const choices = [choice("state", "State"), choice("kind", "Kind"), choice("category", "Category of argument"), choice("outcome", "Outcome")].filter((c) => c.select.length > 1);
    let texts = null; // of the entries, read for the first search
    const said = (n) => {
      if (!texts) texts = new Map(nodes.map((n) => [n, n.textContent.toLowerCase()]));
      return texts.get(n);
    };
    const tell = (shown) => {
      status.textContent = shown === nodes.length ? `${shown} nodes` : `${shown} of ${nodes.length} nodes; the others are faint in the diagram`;
    };
    const apply = () => {
      const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const n of nodes) {
        const fits = choices.every((c) => !c.select.value || values(n, c.key).includes(c.select.value)) && words.every((w) => said(n).includes(w));
        n.hidden = !fits;
        shown += fits;
        const group = drawn.get(n.id);
        if (group) group.classList.toggle("dim", !fits);
      }
      tell(shown);
    };
    const fold = (text, state) => make("button", { type: "button", textContent: text, onclick: () => { for (const n of nodes) n.open = state; } });
    const clear = make("button", { type: "button", textContent: "Clear", onclick: () => { search.value = ""; for (const c of choices) c.select.value = ""; apply(); } });
    const form = make("form", {}, field("Search", search), ...choices.map((c) => c.el), clear, fold("Fold all", false), fold("Unfold all", true), status);
    form.setAttribute("role", "search");
    form.addEventListener("submit", (e) => {
      e.preventDefault();
      const first = nodes.find((n) => !n.hidden);
      if (first) { first.open = true; first.scrollIntoView({ block: "center" }); }
    });
    form.addEventListener("input", apply);
    $("#tools").append(form);
    tell(nodes.length);
    addEventListener("keydown", (e) => {
      if (e.key === "/" && !e.target.closest("input, select, textarea")) { e.preventDefault(); search.focus(); }
    });
  };

  if (svg) live();
  folds();
  tools();
  opened();
})();
