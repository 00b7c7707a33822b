/*
 * A tree whose rows have one height: draws the rows in sight only, however many there are. The keyboard moves as the ARIA pattern of trees
 * says. Its owner knows the rows by number and returns: count(), level(i), isBranch(i), isOpen(i), parent(i) (-1 for none), size(i) and
 * place(i) among siblings, label(i), fill(row, i), toggle(i), chosen(i); and optionally opened(i) for Enter.
 */
(function () {
  "use strict";

  const AROUND = 8;
  let ids = 0;

  class Tree {
    constructor(scroll, height, label, owner) {
      this.scroll = scroll;
      this.height = height;
      this.owner = owner;
      this.id = "tree-" + ++ids;
      this.active = -1;
      this.drawn = new Map();
      this.space = document.createElement("div");
      this.space.className = "tree-space";
      this.space.setAttribute("role", "presentation");
      scroll.classList.add("tree");
      scroll.setAttribute("role", "tree");
      scroll.setAttribute("aria-label", label);
      scroll.tabIndex = 0;
      scroll.replaceChildren(this.space);
      scroll.addEventListener("scroll", () => this.draw());
      scroll.addEventListener("keydown", event => this.pressed(event));
      scroll.addEventListener("click", event => this.clicked(event));
      new ResizeObserver(() => this.draw()).observe(scroll);
    }

    /** Draws the rows again after their number or content has changed. */
    refresh() {
      this.space.style.height = this.owner.count() * this.height + "px";
      this.active = Math.min(this.active, this.owner.count() - 1);
      this.drawn.forEach(row => row.remove());
      this.drawn.clear();
      this.draw();
    }

    draw() {
      const top = this.scroll.scrollTop;
      const first = Math.max(0, Math.floor(top / this.height) - AROUND);
      const last = Math.min(this.owner.count(), Math.ceil((top + this.scroll.clientHeight) / this.height) + AROUND);
      this.drawn.forEach((row, i) => {
        if ((i < first || i >= last) && i !== this.active) {
          row.remove();
          this.drawn.delete(i);
        }
      });
      for (let i = first; i < last; i++) {
        this.row(i);
      }
      if (this.active >= 0) {
        this.row(this.active);
      }
    }

    row(i) {
      let row = this.drawn.get(i);
      if (!row) {
        row = document.createElement("div");
        row.className = "tree-row";
        row.id = this.id + "-" + i;
        row.dataset.row = i;
        row.style.top = i * this.height + "px";
        row.style.height = this.height + "px";
        row.style.setProperty("--depth", this.owner.level(i));
        row.setAttribute("role", "treeitem");
        row.setAttribute("aria-level", this.owner.level(i) + 1);
        row.setAttribute("aria-setsize", this.owner.size(i));
        row.setAttribute("aria-posinset", this.owner.place(i));
        row.setAttribute("aria-label", this.owner.label(i));
        row.setAttribute("aria-selected", String(i === this.active));
        if (this.owner.isBranch(i)) {
          row.setAttribute("aria-expanded", String(this.owner.isOpen(i)));
        }
        this.owner.fill(row, i);
        this.drawn.set(i, row);
        this.space.append(row);
      }
      return row;
    }

    /** Makes a row the active one and scrolls it into sight. */
    choose(i, isScrolled) {
      if (i < 0 || i >= this.owner.count()) {
        return;
      }
      const before = this.drawn.get(this.active);
      if (before) {
        before.setAttribute("aria-selected", "false");
      }
      this.active = i;
      if (isScrolled) {
        const top = i * this.height;
        const room = this.scroll.clientHeight - this.height;
        if (top < this.scroll.scrollTop + this.headHeight()) {
          this.scroll.scrollTop = Math.max(0, top - this.headHeight());
        } else if (top + this.headHeight() > this.scroll.scrollTop + room) {
          this.scroll.scrollTop = top + this.headHeight() - room + 4;
        }
      }
      this.draw();
      const row = this.row(i);
      row.setAttribute("aria-selected", "true");
      this.scroll.setAttribute("aria-activedescendant", row.id);
      this.owner.chosen(i);
    }

    headHeight() {
      return this.space.offsetTop;
    }

    toggle(i) {
      if (this.owner.isBranch(i)) {
        this.owner.toggle(i);
        this.refresh();
        this.choose(i, false);
      }
    }

    clicked(event) {
      const row = event.target.closest(".tree-row");
      if (!row || event.target.closest("a, button")) {
        return;
      }
      const i = Number(row.dataset.row);
      this.choose(i, false);
      if (event.target.closest("[data-fold]")) {
        this.toggle(i);
      }
    }

    pressed(event) {
      if (event.target !== this.scroll || event.ctrlKey || event.metaKey || event.altKey) {
        return;
      }
      const i = this.active;
      const page = Math.max(1, Math.floor(this.scroll.clientHeight / this.height) - 1);
      const moves = { ArrowDown: i + 1, ArrowUp: i - 1, Home: 0, End: this.owner.count() - 1,
        PageDown: Math.min(this.owner.count() - 1, i + page), PageUp: Math.max(0, i - page) };
      if (event.key in moves) {
        this.choose(moves[event.key], true);
      } else if (event.key === "ArrowRight" && i >= 0) {
        if (this.owner.isBranch(i) && !this.owner.isOpen(i)) { this.toggle(i); } else if (this.owner.isBranch(i)) { this.choose(i + 1, true); }
      } else if (event.key === "ArrowLeft" && i >= 0) {
        if (this.owner.isBranch(i) && this.owner.isOpen(i)) { this.toggle(i); } else { this.choose(this.owner.parent(i), true); }
      } else if ((event.key === "Enter" || event.key === " ") && i >= 0) {
        if (this.owner.opened && event.key === "Enter") { this.owner.opened(i); } else { this.toggle(i); }
      } else {
        return;
      }
      event.preventDefault();
    }
  }

  window.Drawbridge = Object.assign(window.Drawbridge || {}, { tree: (scroll, height, label, owner) => new Tree(scroll, height, label, owner) });
})();
