/*
 * Shows JSON in elements with [data-json-view] as a tree that folds and searches. Keeps the text and knows where each value begins and ends,
 * so that numbers keep their digits and 5 MB need little memory. Inserts text only, never markup.
 */
(function () {
  "use strict";

  const ROW = 22;
  const OPEN_ALL = 150;
  const MOST_SHOWN = 1000;
  const MOST_HITS = 100000;
  const SLICE_MS = 12;
  const PLAIN = /^[A-Za-z_][A-Za-z0-9_]*$/;
  const RESERVED = ["this", "true", "false", "null", "undefined", "else", "as", "each", "if", "unless"];

  /* Reads JSON into lists with one entry for each value, in the order of the text. Gives way to the browser between slices. */
  class Index {
    constructor(text) {
      this.text = text;
      this.starts = [];
      this.ends = [];
      this.parents = [];
      this.depths = [];
      this.names = []; // start of the member's name; -1 for items and the root
      this.nameEnds = [];
      this.sizes = [];
      this.places = [];
      this.nexts = []; // the entry after the value and all inside
    }

    async read() {
      const text = this.text;
      const open = [];
      let at = 0, name = -1, nameEnd = -1, since = performance.now(), steps = 0;
      const SPACE = /[\s,:]*/y;
      const SCALAR = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
      while (true) {
        SPACE.lastIndex = at;
        SPACE.test(text);
        at = SPACE.lastIndex;
        if (at >= text.length) {
          break;
        }
        const sign = text[at];
        if (sign === "}" || sign === "]") {
          const entry = open.pop();
          if (entry === undefined) { throw new SyntaxError("unexpected " + sign); }
          this.ends[entry] = ++at;
          this.nexts[entry] = this.starts.length;
        } else {
          const parent = open.length > 0 ? open[open.length - 1] : -1;
          const isString = sign === "\"";
          let end = at + 1;
          if (isString) {
            end = this.stringEnd(at);
          } else if (sign !== "{" && sign !== "[") {
            SCALAR.lastIndex = at;
            if (!SCALAR.test(text)) { throw new SyntaxError("unexpected text at " + at); }
            end = SCALAR.lastIndex;
          }
          if (isString && parent >= 0 && text[this.starts[parent]] === "{" && name < 0) {
            name = at;
            nameEnd = end;
          } else {
            const entry = this.add(at, end, parent, open.length, name, nameEnd);
            name = nameEnd = -1;
            if (sign === "{" || sign === "[") { open.push(entry); }
          }
          at = end;
        }
        if (++steps % 2000 === 0 && performance.now() - since > SLICE_MS) {
          await new Promise(resume => setTimeout(resume));
          since = performance.now();
        }
      }
      if (open.length > 0 || this.starts.length === 0) { throw new SyntaxError("the text ends early"); }
      return this;
    }

    stringEnd(start) {
      let end = start;
      do {
        end = this.text.indexOf("\"", end + 1);
        if (end < 0) { throw new SyntaxError("a text has no end"); }
      } while (this.isEscaped(end));
      return end + 1;
    }

    isEscaped(at) {
      let count = 0;
      while (this.text[at - 1 - count] === "\\") { count++; }
      return count % 2 === 1;
    }

    add(start, end, parent, depth, name, nameEnd) {
      const entry = this.starts.length;
      this.starts.push(start);
      this.ends.push(end);
      this.parents.push(parent);
      this.depths.push(depth);
      this.names.push(name);
      this.nameEnds.push(nameEnd);
      this.sizes.push(0);
      this.nexts.push(entry + 1);
      this.places.push(parent >= 0 ? ++this.sizes[parent] : 1);
      return entry;
    }

    isBranch(entry) {
      return this.sizes[entry] > 0;
    }

    sign(entry) {
      return this.text[this.starts[entry]];
    }

    name(entry) {
      return this.names[entry] >= 0 ? JSON.parse(this.text.slice(this.names[entry], this.nameEnds[entry])) : null;
    }

    value(entry) {
      return this.text.slice(this.starts[entry], this.ends[entry]);
    }

    /** Returns the entries from the root to this one, without the root. */
    way(entry) {
      const way = [];
      for (let at = entry; this.parents[at] >= 0; at = this.parents[at]) { way.unshift(at); }
      return way;
    }

    path(entry) {
      const path = this.way(entry).map(at => {
        const name = this.name(at);
        return name === null ? "[" + (this.places[at] - 1) + "]" : PLAIN.test(name) ? "." + name : "[" + JSON.stringify(name) + "]";
      }).join("");
      return path.startsWith(".") ? path : "." + path;
    }

    /** Returns the expression that refers to a value; empty when no expression can. */
    reference(entry, base) {
      const isStates = base === "states";
      let path = base;
      for (const [depth, at] of this.way(entry).entries()) {
        const name = this.name(at);
        const segment = name === null ? ".[" + (this.places[at] - 1) + "]" : segmentOf(name);
        if (segment === "") { return ""; }
        path += segment + (isStates && depth === 0 ? ".value" : "");
      }
      return path === "" || (isStates && path === base) ? "" : "{{" + path + "}}";
    }

    /** Returns the last entry that begins at an offset of the text or before, by the name or the value. */
    at(offset) {
      let least = 0, end = this.starts.length - 1;
      while (least < end) {
        const middle = (least + end + 1) >> 1;
        const begin = this.names[middle] >= 0 ? this.names[middle] : this.starts[middle];
        if (begin <= offset) { least = middle; } else { end = middle - 1; }
      }
      return least;
    }
  }

  function segmentOf(name) {
    if (PLAIN.test(name) && !RESERVED.includes(name)) {
      return "." + name;
    }
    return name === "" || /[\]\u0000-\u001f]/.test(name) ? "" : ".[" + name + "]";
  }

  function baseOfTask(name) {
    const segment = segmentOf(name);
    return segment === "" ? "" : "states" + segment + ".output";
  }

  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
    made.append(...children);
    return made;
  }

  function iconButton(icon, label, attributes) {
    return element("button", Object.assign({ type: "button", "class": "copy", title: label, "aria-label": label }, attributes),
        element("span", { "class": "pi pi-" + icon, "aria-hidden": "true" }));
  }

  const SIZES = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });

  function inBytes(text) {
    const bytes = text.length;
    return bytes < 1000 ? bytes + " characters" : bytes < 1e6 ? SIZES.format(bytes / 1e3) + " KB" : SIZES.format(bytes / 1e6) + " MB";
  }

  /* one value on the page */
  class View {
    constructor(root) {
      this.root = root;
      this.called = root.dataset.label;
      this.src = root.dataset.src;
      this.base = root.dataset.task === undefined ? root.dataset.reference || "" : baseOfTask(root.dataset.task);
      this.pre = root.querySelector("pre");
      this.open = new Set();
      this.hits = [];
      this.scrolled = 0;
    }

    /** Continues in an element that has replaced that of the view, with what is open, chosen and searched. */
    moveTo(root) {
      root.dataset.view = this.root.dataset.view;
      this.root = root;
      this.pre = root.querySelector("pre");
      if (this.tree) {
        const entry = this.rows[this.tree.active];
        this.build();
        this.tree.scroll.scrollTop = this.scrolled;
        if (entry !== undefined) {
          this.tree.choose(this.row(entry), false);
        }
      }
    }

    async show() {
      this.root.dataset.shown = "loading";
      try {
        const text = this.src ? await this.load() : this.pre.textContent;
        if (text === this.text) {
          this.root.dataset.shown = "done";
          return;
        }
        this.index = await new Index(text).read();
        this.text = text;
        this.openFirst();
      } catch (error) {
        this.fail(error);
        return;
      }
      this.build();
      this.root.dataset.shown = "done";
    }

    async load() {
      const reply = await fetch(this.src, { headers: { "X-Drawbridge-Request": "1" } });
      if (!reply.ok) { throw new Error(reply.status === 401 ? "Sign in again to see the value." : "The server did not return the value (" + reply.status + ")."); }
      return reply.text();
    }

    /* text that is no JSON, such as a damaged value, is shown as it is */
    fail(error) {
      this.root.dataset.shown = "failed";
      if (this.src && !(error instanceof SyntaxError)) {
        this.pre.textContent = error.message;
      }
      this.pre.hidden = false;
    }

    openFirst() {
      const index = this.index;
      const count = index.starts.length;
      this.open.clear();
      for (let entry = 0; entry < count; entry++) {
        if (index.isBranch(entry) && (count <= OPEN_ALL || index.depths[entry] === 0)) { this.open.add(entry); }
      }
    }

    build() {
      const count = this.index.starts.length;
      const wanted = this.search ? this.search.value : "";
      this.pre.hidden = true;
      this.search = element("input", { type: "search", "class": "json-search", placeholder: "Find", "aria-label": "Find in " + this.called, spellcheck: "false" });
      this.tally = element("span", { "class": "quiet json-count", role: "status" });
      this.search.value = wanted;
      const all = element("button", { type: "button", "class": "link" }, "Expand all");
      const none = element("button", { type: "button", "class": "link" }, "Collapse");
      const head = this.root.querySelector(".json-head");
      head.querySelectorAll("[data-json-tool]").forEach(tool => tool.remove());
      const tools = element("span", { "class": "json-tools", "data-json-tool": "" }, this.search, this.tally, all, none, this.whole());
      if (this.src) {
        tools.append(element("a", { href: this.src, download: "", "class": "copy", title: "Download " + this.called, "aria-label": "Download " + this.called },
            element("span", { "class": "pi pi-download", "aria-hidden": "true" })));
      }
      head.append(tools);
      head.querySelector("[data-json-size]").textContent = count > OPEN_ALL ? inBytes(this.text) + ", " + SIZES.format(count) + " values" : "";
      this.makeTree();
      all.addEventListener("click", () => this.fold(true));
      none.addEventListener("click", () => this.fold(false));
      this.search.addEventListener("input", () => { clearTimeout(this.waiting); this.waiting = setTimeout(() => this.find(), 150); });
      this.search.addEventListener("keydown", event => {
        if (event.key === "Enter") {
          event.preventDefault(); // the viewer may be inside of a form
          this.next(event.shiftKey ? -1 : 1);
        }
      });
    }

    whole() {
      const button = iconButton("copy", "Copy " + this.called + " as JSON", {});
      button.addEventListener("click", () => { window.Drawbridge.copy(this.text, button); });
      return button;
    }

    makeTree() {
      let scroll = this.root.querySelector(".json-tree");
      if (scroll) {
        scroll.remove();
        this.root.querySelector(".json-foot").remove();
      }
      scroll = element("div", { "class": "json-tree" });
      this.foot = element("div", { "class": "json-foot" });
      this.root.append(scroll, this.foot);
      this.list();
      this.tree = window.Drawbridge.tree(scroll, ROW, this.called, this);
      scroll.addEventListener("scroll", () => { this.scrolled = scroll.scrollTop; });
      scroll.addEventListener("keydown", event => {
        if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "f") {
          event.preventDefault();
          this.search.focus();
        }
      });
      this.resize();
      this.tree.refresh();
    }

    resize() {
      this.tree.scroll.style.height = Math.min(420, this.rows.length * ROW + 10) + "px";
    }

    /* the rows in sight: all entries except those inside of closed ones */
    list() {
      const rows = [];
      for (let entry = 0; entry < this.index.starts.length;) {
        rows.push(entry);
        entry = this.index.isBranch(entry) && !this.open.has(entry) ? this.index.nexts[entry] : entry + 1;
      }
      this.rows = rows;
    }

    fold(isOpen) {
      this.open.clear();
      for (let entry = 0; entry < this.index.starts.length; entry++) {
        if (this.index.isBranch(entry) && (isOpen || entry === 0)) { this.open.add(entry); }
      }
      this.list();
      this.tree.active = -1;
      this.resize();
      this.tree.refresh();
    }

    /* what the tree asks */
    count() { return this.rows.length; }
    level(i) { return this.index.depths[this.rows[i]]; }
    isBranch(i) { return this.index.isBranch(this.rows[i]); }
    isOpen(i) { return this.open.has(this.rows[i]); }
    parent(i) { return this.row(this.index.parents[this.rows[i]]); }
    size(i) { const parent = this.index.parents[this.rows[i]]; return parent < 0 ? 1 : this.index.sizes[parent]; }
    place(i) { return this.index.places[this.rows[i]]; }
    label(i) { return this.shownName(this.rows[i]) + this.shownValue(this.rows[i]); }

    toggle(i) {
      const entry = this.rows[i];
      if (this.open.has(entry)) { this.open.delete(entry); } else { this.open.add(entry); }
      this.list();
      this.resize();
    }

    row(entry) {
      let least = 0, end = this.rows.length - 1;
      while (least < end) {
        const middle = (least + end) >> 1;
        if (this.rows[middle] < entry) { least = middle + 1; } else { end = middle; }
      }
      return this.rows[least] === entry ? least : -1;
    }

    shownName(entry) {
      const name = this.index.name(entry);
      return name !== null ? name + ": " : this.index.parents[entry] >= 0 ? this.index.places[entry] - 1 + ": " : "";
    }

    shownValue(entry) {
      const sign = this.index.sign(entry);
      if (sign === "{" || sign === "[") {
        const size = this.index.sizes[entry];
        const part = sign === "{" ? "member" : "item";
        return size === 0 ? (sign === "{" ? "{ }" : "[ ]") : SIZES.format(size) + " " + part + (size === 1 ? "" : "s");
      }
      const length = this.index.ends[entry] - this.index.starts[entry];
      return length <= MOST_SHOWN ? this.index.value(entry)
          : this.text.slice(this.index.starts[entry], this.index.starts[entry] + MOST_SHOWN) + "… " + SIZES.format(length) + " characters; copy it to see all";
    }

    fill(row, i) {
      const entry = this.rows[i];
      const kinds = { "{": "j-container", "[": "j-container", "\"": "j-text" };
      const fold = element("span", { "class": "tree-fold", "aria-hidden": "true" });
      if (this.isBranch(i)) {
        fold.dataset.fold = "";
      }
      row.append(fold, element("span", { "class": "j-key" }, ...this.marked(this.shownName(entry))),
          element("span", { "class": kinds[this.index.sign(entry)] || "j-word" }, ...this.marked(this.shownValue(entry))));
      row.toggleAttribute("data-hit", this.hits.length > 0 && this.index.at(this.hits[this.hit]) === entry);
    }

    marked(text) {
      const wanted = this.search.value.toLowerCase();
      const at = wanted ? text.toLowerCase().indexOf(wanted) : -1;
      return at < 0 ? [text] : [text.slice(0, at), element("mark", {}, text.slice(at, at + wanted.length)), text.slice(at + wanted.length)];
    }

    chosen(i) {
      const entry = this.rows[i];
      const path = this.index.path(entry);
      const reference = this.base ? this.index.reference(entry, this.base) : "";
      this.foot.replaceChildren(element("code", { "class": "json-path" }, path), this.copier("Copy value", this.plain(entry)), this.copier("Copy path", path));
      if (reference) {
        this.foot.append(this.copier("Copy reference " + reference, reference));
      }
    }

    /* a text is copied without its quotes */
    plain(entry) {
      return this.index.sign(entry) === "\"" ? JSON.parse(this.index.value(entry)) : this.index.value(entry);
    }

    copier(label, text) {
      const button = element("button", { type: "button", "class": "copy" }, element("span", { "class": "pi pi-copy", "aria-hidden": "true" }), element("span", {}, label));
      button.addEventListener("click", () => { window.Drawbridge.copy(text, button); });
      return button;
    }

    /* search in names and values, in any case */
    find() {
      const wanted = this.search.value;
      this.hits = [];
      this.hit = 0;
      if (wanted !== "") {
        const written = JSON.stringify(wanted).slice(1, -1);
        const pattern = new RegExp(written.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), "gi");
        for (let found = pattern.exec(this.text); found && this.hits.length < MOST_HITS; found = pattern.exec(this.text)) {
          this.hits.push(found.index);
        }
      }
      if (this.hits.length > 0) { this.next(0); } else { this.tally.textContent = wanted === "" ? "" : "none"; this.tree.refresh(); }
    }

    next(step) {
      const count = this.hits.length;
      if (count === 0) {
        return;
      }
      this.hit = (this.hit + step + count) % count;
      this.tally.textContent = SIZES.format(this.hit + 1) + " of " + SIZES.format(count) + (count === MOST_HITS ? "+" : "");
      const entry = this.index.at(this.hits[this.hit]);
      this.index.way(entry).forEach(at => { this.open.add(this.index.parents[at]); });
      this.list();
      this.resize();
      this.tree.refresh();
      this.tree.choose(this.row(entry), true);
    }
  }

  /* a value is loaded when it is in sight; what Ajax replaces keeps its view */
  const views = new Map();
  const sight = new IntersectionObserver(seen => seen.filter(it => it.isIntersecting).forEach(it => {
    sight.unobserve(it.target);
    views.get(it.target.dataset.view).show();
  }), { rootMargin: "200px" });

  function attach(root) {
    const key = root.dataset.src || "";
    const known = key ? views.get(key) : null;
    if (known && !known.root.isConnected) {
      known.moveTo(root);
    } else {
      root.dataset.view = key || "view-" + views.size;
      views.set(root.dataset.view, new View(root));
    }
    sight.observe(root);
  }

  function enhance() {
    document.querySelectorAll("[data-json-view]:not([data-view])").forEach(attach);
  }

  document.addEventListener("DOMContentLoaded", () => {
    enhance();
    new MutationObserver(enhance).observe(document.body, { childList: true, subtree: true });
  });
})();
