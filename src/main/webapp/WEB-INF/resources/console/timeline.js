/*
 * The timeline of a run and the graph in its colours, in the element with [data-run-figure]. Reads both from the API, and follows an
 * unfinished run: it asks for the timeline every two seconds, and refreshes the page when that has changed.
 */
(function () {
  "use strict";

  const ROW = 28;
  const POLL_MS = 2000;
  const OPEN_ALL = 200;
  const PART = /\/\d+(?:~\d+)?|\[\d+\]|@\d+\+?|!/g;
  const NUMBER = new Intl.NumberFormat("en");

  const find = selector => document.querySelector(selector);

  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
    made.append(...children);
    return made;
  }

  /* the id of the node of the graph to which a key belongs */
  function nodeOf(key) {
    return key.replace(/~\d+/g, "").replace(/\[\d+\]/g, "[]").replace(/@\d+\+?/g, "@").replace(/(\[\]|@)$/, "");
  }

  function inWords(millis) {
    const seconds = millis / 1000;
    return millis < 1000 ? Math.round(millis) + " ms" : seconds < 60 ? (Math.floor(seconds * 10) / 10).toFixed(1) + " s"
        : seconds < 3600 ? Math.floor(seconds / 60) + " min " + Math.floor(seconds % 60) + " s"
        : seconds < 86400 ? Math.floor(seconds / 3600) + " h " + Math.floor(seconds % 3600 / 60) + " min"
        : Math.floor(seconds / 86400) + " d " + Math.floor(seconds % 86400 / 3600) + " h";
  }

  /* the steps as a tree: tasks, iterations and attempts around steps may have no step of their own */
  function treeOf(steps, names) {
    const root = { children: [], level: -1 };
    const known = new Map([["", root]]);
    steps.forEach(step => {
      let key = "", parent = root;
      (step.key.match(PART) || []).forEach(part => {
        key += part;
        let item = known.get(key);
        if (!item) {
          item = { key, part, parent, children: [], level: parent.level + 1, node: nodeOf(key), place: parent.children.length + 1 };
          known.set(key, item);
          parent.children.push(item);
        }
        parent = item;
      });
      parent.step = step;
    });
    summarize(root, names);
    return root;
  }

  function summarize(item, names) {
    item.children.forEach(child => summarize(child, names));
    const step = item.step;
    const own = step ? [step] : [];
    const parts = own.concat(item.children);
    item.start = parts.reduce((least, it) => Math.min(least, it.start), Infinity);
    const isOpen = parts.some(it => it.end === undefined || it.end === null);
    item.end = isOpen ? null : parts.reduce((most, it) => Math.max(most, it.end), 0);
    const states = item.children.map(child => child.state);
    item.state = step ? step.status
        : states.includes("started") ? "started" : states.includes("waiting") ? "waiting"
        : names.get(item.node) && names.get(item.node).kind === "fork" && states.includes("failed") ? "failed" : states[states.length - 1];
    item.name = nameOf(item, names);
    item.kind = step ? step.kind : (names.get(item.node) || {}).kind || "";
  }

  function nameOf(item, names) {
    const part = item.part || "";
    const number = Number((part.match(/\d+/) || [0])[0]);
    if (part.startsWith("[")) {
      return "iteration " + (number + 1);
    } else if (part.startsWith("@")) {
      return part.endsWith("+") ? "delay before attempt " + (number + 1) : "attempt " + number;
    } else if (part === "!") {
      return "catch";
    }
    const node = names.get(item.node);
    const lap = part.match(/~(\d+)/);
    return (item.step ? item.step.task : node ? node.name : item.key || "") + (lap ? ", lap " + lap[1] : "");
  }

  class Timeline {
    constructor(root, onOpen) {
      this.root = root;
      this.onOpen = onOpen;
      this.scroll = root.querySelector("[data-timeline]");
      this.foot = root.querySelector("[data-timeline-foot]");
      this.filterLine = root.querySelector("[data-timeline-filter]");
      this.closed = new Map(); // by key: what the reader has opened or closed
      this.zoom = 1;
      this.rows = [];
      this.axis = element("div", { "class": "tl-axis", "aria-hidden": "true" });
      this.tree = window.Drawbridge.tree(this.scroll, ROW, "Timeline", this);
      this.scroll.prepend(this.axis);
      new ResizeObserver(() => this.redraw()).observe(this.scroll);
      root.addEventListener("click", event => this.clicked(event));
      this.scroll.addEventListener("dblclick", () => this.opened(this.tree.active));
    }

    show(timeline, graph) {
      const names = new Map(graph ? graph.nodes.map(node => [node.id, node]) : []);
      this.timeline = timeline;
      this.items = treeOf(timeline.steps, names);
      this.isLarge = timeline.steps.length > OPEN_ALL;
      this.failure = this.deepestFailure(this.items);
      this.root.querySelector("[data-jump]").hidden = !this.failure;
      this.root.querySelector("[data-timeline-count]").textContent =
          NUMBER.format(timeline.steps.length) + (timeline.steps.length === 1 ? " step" : " steps");
      this.list();
      this.redraw();
    }

    /* the last failed step, and of those inside of each other the innermost */
    deepestFailure(item) {
      const failed = item.children.filter(child => child.state === "failed");
      const last = failed[failed.length - 1];
      return last ? this.deepestFailure(last) || (last.step ? last : null) : null;
    }

    isOpenItem(item) {
      if (this.closed.has(item.key)) {
        return !this.closed.get(item.key);
      }
      return !this.isLarge || item.level < 0 || (this.failure && this.failure.key.startsWith(item.key))
          || (item.children.length <= 20 && item.level === 0);
    }

    list() {
      const active = this.rows[this.tree.active];
      this.rows = [];
      const add = item => item.children.forEach(child => {
        if (this.only && !this.passes(child)) {
          return;
        }
        this.rows.push(child);
        if (this.only || this.isOpenItem(child)) { add(child); }
      });
      add(this.items);
      this.tree.active = active ? this.rows.findIndex(row => row.key === active.key) : -1;
    }

    /* with a filter: the steps of one node, those inside of it, and what is around them */
    passes(item) {
      if (item.passesFor !== this.only) {
        item.passesFor = this.only;
        item.passes = this.isInside(item) || item.children.some(child => this.passes(child));
      }
      return item.passes;
    }

    isInside(item) {
      for (let at = item; at && at.key; at = at.parent) {
        if (at.node === this.only) { return true; }
      }
      return false;
    }

    filter(node) {
      this.only = node ? node.id : null;
      this.filterLine.hidden = !node;
      if (node) {
        this.filterLine.querySelector("[data-filter-name]").textContent = node.name;
      }
      this.list();
      this.redraw();
      const own = this.rows.filter(row => row.node === this.only && row.step);
      if (own.length === 0 && node) {
        this.filterLine.querySelector("[data-filter-name]").textContent = node.name + " (no steps)";
      }
    }

    redraw() {
      if (!this.timeline) {
        return;
      }
      const label = parseFloat(getComputedStyle(this.scroll).getPropertyValue("--tl-label")) || 240;
      const starts = this.timeline.steps.filter(step => step.start >= 0);
      const now = this.timeline.endedAt ? 0 : Date.now() - Date.parse(this.timeline.acceptedAt);
      this.labelWidth = label;
      this.first = starts.reduce((least, step) => Math.min(least, step.start), starts.length > 0 ? Infinity : 0);
      this.last = starts.reduce((most, step) => Math.max(most, step.end || 0), Math.max(this.first + 1, now));
      this.area = Math.max(120, this.scroll.clientWidth - label - 84) * this.zoom;
      this.scroll.style.height = Math.min(460, Math.max(3, this.rows.length) * ROW + 40) + "px";
      this.tree.space.style.width = label + this.area + 72 + "px";
      this.ticks();
      this.tree.refresh();
    }

    at(millis) {
      return this.labelWidth + 8 + (millis - this.first) / (this.last - this.first) * (this.area - 8);
    }

    ticks() {
      const span = this.last - this.first;
      const rough = span / Math.max(2, Math.floor(this.area / 110));
      const power = Math.pow(10, Math.floor(Math.log10(rough)));
      const step = [1, 2, 5, 10].map(it => it * power).find(it => it >= rough);
      const marks = [];
      for (let at = 0; at <= span && marks.length < 200; at += step) {
        const mark = element("span", { "class": "tl-tick" }, inWords(at));
        mark.style.left = this.at(this.first + at) + "px";
        marks.push(mark);
      }
      this.axis.style.width = this.tree.space.style.width;
      this.axis.replaceChildren(...marks);
    }

    /* what the tree asks */
    count() { return this.rows.length; }
    level(i) { return this.rows[i].level; }
    isBranch(i) { return this.rows[i].children.length > 0; }
    isOpen(i) { return Boolean(this.only) || this.isOpenItem(this.rows[i]); }
    parent(i) { return this.rows.indexOf(this.rows[i].parent); }
    size(i) { return this.rows[i].parent.children.length; }
    place(i) { return this.rows[i].place; }

    toggle(i) {
      this.closed.set(this.rows[i].key, this.isOpenItem(this.rows[i]));
      this.list();
      this.scroll.style.height = Math.min(460, Math.max(3, this.rows.length) * ROW + 40) + "px";
    }

    label(i) {
      const item = this.rows[i];
      const parts = [item.name, item.kind, item.state];
      if (item.step && item.step.attempt > 1) { parts.push("attempt " + item.step.attempt); }
      return parts.filter(Boolean).join(", ") + ", " + this.times(item);
    }

    times(item) {
      return item.start < 0 ? "taken over from the original run"
          : "after " + inWords(item.start) + (item.end === null ? ", not finished" : ", took " + inWords(item.end - item.start));
    }

    fill(row, i) {
      const item = this.rows[i];
      row.dataset.state = item.state;
      row.dataset.key = item.key;
      const fold = element("span", { "class": "tree-fold" });
      if (item.children.length > 0) {
        fold.dataset.fold = "";
      }
      const label = element("span", { "class": "tl-label" }, fold, element("span", { "class": "tl-name", title: item.name }, item.name));
      if (item.children.length > 0 && !this.isOpen(i)) {
        label.append(element("span", { "class": "quiet" }, NUMBER.format(item.children.length)));
      }
      row.append(label);
      if (item.start >= 0) {
        this.bar(row, item);
      }
    }

    bar(row, item) {
      const end = item.end === null ? this.last : item.end;
      const left = this.at(item.start);
      const wide = Math.max(3, this.at(end) - left);
      const bar = element("span", { "class": "tl-bar", "data-bar": item.step ? item.kind : "group" });
      bar.style.left = left + "px";
      bar.style.width = wide + "px";
      const time = element("span", { "class": "tl-time" }, item.end === null ? item.state : inWords(end - item.start));
      time.style.left = left + wide + 6 + "px";
      row.append(bar, time);
    }

    chosen(i) {
      const item = this.rows[i];
      const parts = [element("strong", {}, item.name), element("span", { "class": "tag" }, item.kind || "group"),
        element("span", { "class": "chip", "data-state": item.state }, item.state), element("span", { "class": "quiet" }, this.times(item))];
      if (item.step && item.step.due !== undefined && item.step.due !== null) {
        parts.push(element("span", { "class": "quiet" }, "due after " + inWords(item.step.due)));
      }
      if (item.step) {
        const open = element("button", { type: "button", "class": "link", "data-opens-step": "" }, "Open in the journal");
        parts.push(open);
        if (item.step.child) {
          parts.push(element("a", { href: this.root.dataset.run + encodeURIComponent(item.step.child.runId) }, "Child run, " + item.step.child.status));
        }
      }
      this.foot.replaceChildren(...parts);
      if (this.onChosen) {
        this.onChosen(item.node);
      }
    }

    opened(i) {
      if (i >= 0 && this.rows[i].step) {
        this.onOpen(this.rows[i].step);
      }
    }

    jump() {
      for (let at = this.failure.parent; at && at.key; at = at.parent) {
        this.closed.set(at.key, false);
      }
      this.filter(null);
      const i = this.rows.findIndex(row => row.key === this.failure.key);
      this.tree.choose(i, true);
      this.scroll.scrollLeft = Math.max(0, this.at(this.failure.start) - this.scroll.clientWidth / 2);
      this.opened(i);
    }

    clicked(event) {
      const zoom = event.target.closest("[data-time-zoom]");
      if (zoom) {
        this.zoom = zoom.dataset.timeZoom === "fit" ? 1 : Math.min(512, Math.max(1, this.zoom * (zoom.dataset.timeZoom === "in" ? 2 : 0.5)));
        this.redraw();
      } else if (event.target.closest("[data-jump]")) {
        this.jump();
      } else if (event.target.closest("[data-opens-step]")) {
        this.opened(this.tree.active);
      } else if (event.target.closest("[data-shows-all]")) {
        this.filter(null);
        this.tree.scroll.focus();
      }
    }
  }

  /* the states of the nodes: of the last execution, or of one that goes on; a container counts its own executions */
  function statesOf(items) {
    const states = new Map();
    const visit = item => {
      item.children.forEach(visit);
      const part = item.part || "";
      if (part.startsWith("/") || part === "!") {
        const before = states.get(item.node) || { count: 0, failed: 0, state: "" };
        const goesOn = before.state === "started" || before.state === "waiting";
        before.count++;
        before.failed += item.state === "failed" ? 1 : 0;
        before.state = goesOn ? before.state : item.state;
        states.set(item.node, before);
      }
    };
    visit(items);
    states.forEach(state => {
      state.said = state.state + (state.count > 1 ? ", " + state.count + " times" : "") + (state.failed > 0 && state.count > 1 ? ", " + state.failed + " failed" : "");
    });
    return states;
  }

  /* the page */
  let root, timeline, figure, graph, tag = null, isFinished = false;

  async function get(path, headers) {
    return fetch(root.dataset.api + path, { headers: Object.assign({ "X-Drawbridge-Request": "1" }, headers) });
  }

  async function load() {
    const reply = await get("/timeline", tag ? { "If-None-Match": tag } : {});
    if (reply.status === 304) {
      return false;
    } else if (!reply.ok) {
      throw new Error("status " + reply.status);
    }
    const isFirst = tag === null;
    tag = reply.headers.get("ETag");
    const read = await reply.json();
    isFinished = Boolean(read.endedAt);
    timeline.show(read, graph);
    if (graph) {
      figure.setStates(statesOf(timeline.items));
    }
    root.querySelector("[data-no-steps]").hidden = read.steps.length > 0;
    root.dataset.steps = read.steps.length;
    return !isFirst;
  }

  async function poll() {
    if (!document.hidden) {
      try {
        const hasChanged = await load();
        window.Drawbridge.showOffline(false);
        if (hasChanged) {
          refreshPage();
        } else if (!isFinished) {
          timeline.redraw();
        }
      } catch (e) {
        window.Drawbridge.showOffline(true);
      }
    }
    if (!isFinished) {
      setTimeout(poll, POLL_MS);
    }
  }

  /* Ajax replaces the parts of the page around the figure; the focus stays on its step or value */
  let focused = null;

  function refreshPage() {
    const active = document.activeElement;
    const value = active && active.closest("[data-json-view]");
    const details = active && active.closest("#data details[data-key]");
    focused = value && value.dataset.src
        ? () => find("[data-src=\"" + CSS.escape(value.dataset.src) + "\"] " + (active.matches(".json-search") ? ".json-search" : ".json-tree"))
        : details ? () => stepDetails(details.dataset.key).querySelector("summary") : null;
    window.drawbridgeRefresh();
  }

  function refreshed() {
    setTimeout(() => { // after the values are in their new elements
      const element = focused && document.activeElement === document.body ? focused() : null;
      if (element) {
        element.focus({ preventScroll: true });
      }
    });
  }

  function stepDetails(key) {
    return find("#data details[data-key=\"" + CSS.escape(key) + "\"]");
  }

  function openStep(step) {
    const details = stepDetails(step.key);
    if (details) {
      reveal(details);
    } else {
      location.assign(root.dataset.page + "&step=" + step.position + "#step");
    }
  }

  function reveal(details) {
    details.open = true;
    details.scrollIntoView({ block: "start", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
    details.querySelector("summary").focus({ preventScroll: true });
  }

  function choose(view) {
    root.querySelectorAll("[data-view]").forEach(button => button.setAttribute("aria-pressed", String(button.dataset.view === view)));
    root.querySelectorAll("[data-shown-as]").forEach(part => { part.hidden = part.dataset.shownAs !== view; });
    if (view === "graph" && graph) {
      figure.show(graph);
    } else {
      timeline.redraw();
    }
  }

  async function start() {
    timeline = new Timeline(root, openStep);
    figure = window.Drawbridge.graphFigure(root.querySelector("[data-graph]"), node => {
      timeline.filter(node);
      choose("timeline");
      timeline.scroll.focus();
    });
    timeline.onChosen = node => figure.select(node);
    root.addEventListener("click", event => {
      const button = event.target.closest("[data-view]");
      if (button) {
        choose(button.dataset.view);
      }
    });
    const drawn = get("/graph");
    await poll();
    const reply = await drawn;
    if (reply.ok) {
      graph = await reply.json();
      timeline.show(timeline.timeline, graph);
      figure.setStates(statesOf(timeline.items));
    }
    if (location.hash === "#step") {
      const first = find("#data details[data-key]");
      if (first) { reveal(first); }
    }
  }

  document.addEventListener("DOMContentLoaded", () => {
    root = find("[data-run-figure]");
    if (root) {
      start();
    }
  });

  window.Drawbridge = Object.assign(window.Drawbridge || {}, { run: { refreshed } });
})();
