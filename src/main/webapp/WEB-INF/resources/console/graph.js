/*
 * Draws the graph of a workflow into an element with [data-graph]: dagre calculates the positions of one flow at a time, and a task with
 * tasks inside is one box of the flow around it. Inserts text only, never markup.
 */
(function () {
  "use strict";

  const SVG = "http://www.w3.org/2000/svg";
  const MOST_DRAWN = 400;
  const POINTS = ["start", "exit", "end"];
  const SIZE = { point: 28, line: 16, name: 30, foot: 8, head: 46, pad: 16, narrowest: 104, widest: 250 };
  const FONTS = { name: "600 13px ", small: "400 11.5px " };
  const SCALES = { least: 0.3, readable: 0.8, most: 2, step: 1.25 };

  function svg(name, attributes, ...children) {
    const element = document.createElementNS(SVG, name);
    Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
    element.append(...children);
    return element;
  }

  function html(name, attributes, ...children) {
    const element = document.createElement(name);
    Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
    element.append(...children);
    return element;
  }

  /* text widths */
  const pen = document.createElement("canvas").getContext("2d");
  let family;

  function width(text, font) {
    family = family || getComputedStyle(document.body).fontFamily;
    pen.font = font + family;
    return pen.measureText(text).width;
  }

  function fitting(text, font, most) {
    if (width(text, font) <= most) {
      return text;
    }
    const letters = Array.from(text);
    let least = 0, end = letters.length;
    while (least < end) {
      const middle = Math.ceil((least + end) / 2);
      if (width(letters.slice(0, middle).join("") + "…", font) <= most) { least = middle; } else { end = middle - 1; }
    }
    return letters.slice(0, least).join("") + "…";
  }

  function isPoint(node) {
    return POINTS.includes(node.kind);
  }

  function smallLines(node) {
    return [node.detail ? node.kind + " · " + node.detail : node.kind].concat(node.condition ? ["if " + node.condition] : []);
  }

  /* layout: each flow by itself, innermost first */
  function layOut(graph) {
    const inside = new Map();
    graph.nodes.forEach(node => {
      const parent = node.parent || "";
      inside.set(parent, (inside.get(parent) || []).concat(node));
    });
    const parents = new Map(graph.nodes.map(node => [node.id, node.parent || ""]));
    const edges = new Map();
    graph.edges.forEach(edge => {
      const parent = parents.get(edge.from);
      edges.set(parent, (edges.get(parent) || []).concat(edge));
    });
    return flow("", inside, edges);
  }

  function flow(parent, inside, edges) {
    const layout = new window.dagre.graphlib.Graph({ multigraph: true });
    layout.setGraph({ nodesep: 28, ranksep: 34, edgesep: 14, marginx: 4, marginy: 4 });
    (inside.get(parent) || []).forEach(node => layout.setNode(node.id, box(node, inside, edges)));
    (edges.get(parent) || []).forEach((edge, index) => {
      const shown = edge.label ? fitting(edge.label, FONTS.small, 180) : "";
      const size = shown ? { width: width(shown, FONTS.small) + 12, height: 20, labelpos: "c" } : { width: 0, height: 0 };
      layout.setEdge(edge.from, edge.to, Object.assign({ edge, shown }, size), String(index));
    });
    window.dagre.layout(layout);
    return layout;
  }

  function box(node, inside, edges) {
    if (isPoint(node)) {
      return { node, width: Math.max(SIZE.point * 2, width(node.name, FONTS.small) + 24), height: SIZE.point };
    }
    const inner = inside.has(node.id) ? flow(node.id, inside, edges) : null;
    const wanted = Math.max(width(node.name, FONTS.name) + 44, ...smallLines(node).map(line => width(line, FONTS.small) + 24));
    const own = Math.min(SIZE.widest, Math.max(SIZE.narrowest, wanted));
    const lines = smallLines(node).length;
    if (!inner) {
      return { node, lines, width: own, height: SIZE.name + lines * SIZE.line + SIZE.foot };
    }
    const head = SIZE.head + (lines - 1) * SIZE.line;
    const size = inner.graph();
    return { node, lines, inner, head, width: Math.max(own, size.width + 2 * SIZE.pad), height: head + size.height + SIZE.pad };
  }

  /* drawing */
  function draw(layout, into, left, top) {
    const lines = svg("g", { "class": "g-edges" });
    into.append(lines);
    layout.edges().forEach(key => drawEdge(layout.edge(key), lines, left, top));
    layout.nodes().forEach(id => drawNode(layout.node(id), into, left, top));
  }

  function drawEdge(line, into, left, top) {
    const points = line.points.map(point => [left + point.x, top + point.y]);
    let path = "M" + points[0];
    for (let i = 1; i < points.length - 1; i++) {
      const middle = [(points[i][0] + points[i + 1][0]) / 2, (points[i][1] + points[i + 1][1]) / 2];
      path += " Q" + points[i] + " " + (i === points.length - 2 ? points[i + 1] : middle);
    }
    if (points.length === 2) {
      path += " L" + points[1];
    }
    into.append(svg("path", { "class": "g-edge", "data-kind": line.edge.kind, d: path, "marker-end": "url(#g-arrow)" }));
    if (line.shown) {
      const middle = { x: left + line.x, y: top + line.y };
      into.append(
          svg("rect", { "class": "g-label-back", x: middle.x - line.width / 2, y: middle.y - 10, width: line.width, height: 20, rx: 4 }),
          svg("text", { "class": "g-label", x: middle.x, y: middle.y + 4, "text-anchor": "middle" },
              svg("title", {}, document.createTextNode(line.edge.label)), document.createTextNode(line.shown)));
    }
  }

  function drawNode(at, into, left, top) {
    const node = at.node;
    const x = left + at.x - at.width / 2;
    const y = top + at.y - at.height / 2;
    if (isPoint(node)) {
      into.append(svg("g", { "class": "g-point" },
          svg("rect", { x, y, width: at.width, height: at.height, rx: at.height / 2 }),
          svg("text", { x: left + at.x, y: top + at.y + 4, "text-anchor": "middle" }, document.createTextNode(node.name))));
      return;
    }
    const group = svg("g", { "class": at.inner ? "g-node g-group" : "g-node", role: "button", tabindex: "-1", "data-node": node.id,
      "data-kind": node.kind, "aria-label": spoken(node) });
    const most = at.width - 24;
    group.append(
        svg("title", {}, document.createTextNode([node.name].concat(smallLines(node)).join("\n"))),
        svg("rect", { "class": "g-box", x, y, width: at.width, height: at.height, rx: 8 }),
        svg("text", { "class": "g-name", x: x + 12, y: y + 21 }, document.createTextNode(fitting(node.name, FONTS.name, most - 20))));
    smallLines(node).forEach((line, index) => {
      group.append(svg("text", { "class": index === 0 ? "g-small" : "g-small g-if", x: x + 12, y: y + 38 + index * SIZE.line },
          document.createTextNode(fitting(line, FONTS.small, most))));
    });
    group.append(svg("g", { "class": "g-badge", transform: "translate(" + (x + at.width) + " " + y + ")" }));
    into.append(group);
    if (at.inner) {
      draw(at.inner, into, x + (at.width - at.inner.graph().width) / 2, y + at.head);
    }
  }

  function spoken(node) {
    return [node.name].concat(smallLines(node)).join(", ");
  }

  /* the same as a list */
  function list(graph, parent) {
    const names = new Map(graph.nodes.map(node => [node.id, node.name]));
    const items = graph.nodes.filter(node => (node.parent || "") === parent && !isPoint(node));
    return html("ol", { "class": "graph-items" }, ...items.map(node => {
      const item = html("li", {}, html("button", { type: "button", "class": "link", "data-node": node.id }, node.name),
          html("span", { "class": "quiet" }, " " + smallLines(node).join(", ")), html("span", { "data-node-state": node.id }));
      const ways = graph.edges.filter(edge => edge.from === node.id && edge.label);
      if (ways.length > 0) {
        item.append(html("ul", {}, ...ways.map(edge => html("li", { "class": "quiet" }, edge.label + ": go to " + names.get(edge.to)))));
      }
      if (graph.nodes.some(inner => inner.parent === node.id)) {
        item.append(list(graph, node.id));
      }
      return item;
    }));
  }

  /* one figure */
  class Figure {
    constructor(root, onPick) {
      this.root = root;
      this.onPick = onPick;
      this.scroll = root.querySelector("[data-graph-scroll]");
      this.items = root.querySelector("[data-graph-list]");
      this.note = root.querySelector("[data-graph-note]");
      this.scale = null;
      root.addEventListener("click", event => this.clicked(event));
      this.scroll.addEventListener("keydown", event => this.pressed(event));
    }

    /** Draws a graph in place of the last one. Keeps zoom, scroll, focus and selection. */
    show(graph) {
      const text = JSON.stringify(graph);
      if (this.text === text) {
        return;
      }
      this.text = text;
      this.graph = graph;
      const focused = this.scroll.contains(document.activeElement) ? document.activeElement.dataset.node : null;
      this.items.replaceChildren(list(graph, ""));
      if (graph.nodes.length > MOST_DRAWN) {
        this.drawing = null;
        this.scroll.hidden = true;
        this.items.parentElement.open = true;
        this.say("The workflow has more than " + MOST_DRAWN + " tasks. Its graph is not drawn; see the list.");
        return;
      }
      this.scroll.hidden = false;
      const layout = layOut(graph);
      this.size = layout.graph();
      const drawing = svg("svg", { "class": "graph-drawing", role: "group", "aria-label": "Tasks", viewBox: "0 0 " + this.size.width + " " + this.size.height },
          svg("defs", {}, svg("marker", { id: "g-arrow", viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, orient: "auto" },
              svg("path", { "class": "g-arrow", d: "M0 0.5 L8 4 L0 7.5 z" }))));
      draw(layout, drawing, 0, 0);
      this.scroll.replaceChildren(drawing);
      this.drawing = drawing;
      this.zoom(this.scale === null ? this.fit() : this.scale);
      this.setStates(this.states || new Map());
      this.select(this.selected);
      const first = this.node(focused) || drawing.querySelector("[data-node]");
      if (first) {
        first.setAttribute("tabindex", "0");
      }
      if (focused && this.node(focused)) {
        this.node(focused).focus();
      }
    }

    say(text) {
      this.note.textContent = text;
      this.note.hidden = text === "";
    }

    node(id) {
      return id && this.drawing ? this.drawing.querySelector("[data-node=\"" + CSS.escape(id) + "\"]") : null;
    }

    select(id) {
      this.selected = id;
      this.root.querySelectorAll("[data-selected]").forEach(node => node.removeAttribute("data-selected"));
      this.root.querySelectorAll("[data-node]").forEach(node => { node.toggleAttribute("data-selected", node.dataset.node === id); });
    }

    /** Scrolls the figure, not the page, to a node. */
    reveal(id) {
      const node = this.node(id);
      if (node) {
        const box = node.querySelector(".g-box").getBoundingClientRect();
        const frame = this.scroll.getBoundingClientRect();
        if (box.top < frame.top || box.bottom > frame.bottom) {
          this.scroll.scrollTop += box.top - frame.top - 24;
        }
        if (box.left < frame.left || box.right > frame.right) {
          this.scroll.scrollLeft += box.left - frame.left - 24;
        }
      }
    }

    /**
     * Colours the nodes. states: by id, {state, count, said}
     */
    setStates(states) {
      this.states = states;
      if (!this.graph) {
        return;
      }
      this.graph.nodes.filter(node => !isPoint(node)).forEach(node => {
        const state = states.get(node.id);
        const inList = this.items.querySelector("[data-node-state=\"" + CSS.escape(node.id) + "\"]");
        inList.textContent = state ? " " + state.said : "";
        const drawn = this.node(node.id);
        if (drawn) {
          const name = state ? state.state : "";
          if (drawn.dataset.state !== name || drawn.dataset.count !== String(state ? state.count : 0)) {
            drawn.dataset.state = name;
            drawn.dataset.count = String(state ? state.count : 0);
            drawn.setAttribute("aria-label", spoken(node) + (state ? ", " + state.said : ""));
            badge(drawn.querySelector(".g-badge"), state);
          }
        }
      });
    }

    fit() {
      const wide = this.scroll.clientWidth - 2 * SIZE.pad;
      return Math.min(1, Math.max(SCALES.readable, wide / this.size.width));
    }

    zoom(scale) {
      this.scale = Math.min(SCALES.most, Math.max(SCALES.least, scale));
      if (this.drawing) {
        this.drawing.setAttribute("width", this.size.width * this.scale);
        this.drawing.setAttribute("height", this.size.height * this.scale);
      }
    }

    clicked(event) {
      const zoom = event.target.closest("[data-zoom]");
      const node = event.target.closest("[data-node]");
      if (zoom) {
        this.zoom(zoom.dataset.zoom === "fit" ? this.fit() : this.scale * (zoom.dataset.zoom === "in" ? SCALES.step : 1 / SCALES.step));
      } else if (node) {
        this.pick(node.dataset.node);
      }
    }

    pick(id) {
      this.focusOn(this.node(id));
      this.onPick(this.graph.nodes.find(node => node.id === id));
    }

    focusOn(node) {
      if (node) {
        this.drawing.querySelectorAll("[data-node][tabindex='0']").forEach(other => other.setAttribute("tabindex", "-1"));
        node.setAttribute("tabindex", "0");
      }
    }

    /* one stop for Tab; arrows go from node to node in the order of the definition */
    pressed(event) {
      const current = event.target.closest("[data-node]");
      if (!current) {
        return;
      }
      const nodes = this.graph.nodes.filter(node => !isPoint(node)).map(node => node.id);
      const at = nodes.indexOf(current.dataset.node);
      const to = { ArrowDown: at + 1, ArrowRight: at + 1, ArrowUp: at - 1, ArrowLeft: at - 1, Home: 0, End: nodes.length - 1 }[event.key];
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        this.pick(current.dataset.node);
      } else if (to !== undefined && nodes[to]) {
        event.preventDefault();
        this.focusOn(this.node(nodes[to]));
        this.node(nodes[to]).focus({ preventScroll: true });
        this.reveal(nodes[to]);
      }
    }
  }

  const SIGNS = { done: "✓", failed: "✕", started: "●", waiting: "◷" };

  function badge(into, state) {
    into.replaceChildren();
    if (!state) {
      return;
    }
    const text = (SIGNS[state.state] || "") + (state.count > 1 ? " ×" + state.count : "");
    const wide = width(text, FONTS.small) + 12;
    into.append(
        svg("rect", { x: -wide - 8, y: 8, width: wide, height: 18, rx: 9 }),
        svg("text", { x: -wide / 2 - 8, y: 21, "text-anchor": "middle" }, document.createTextNode(text)));
  }

  window.Drawbridge = Object.assign(window.Drawbridge || {}, { graphFigure: (root, onPick) => new Figure(root, onPick) });
})();
