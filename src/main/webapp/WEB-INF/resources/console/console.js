/*
 * What the pages do by themselves. Everything listens on the document, so that parts that PrimeFaces exchanges later need nothing.
 * Runs in the head, before anything is painted: the theme is right from the first moment.
 */
(function () {
  "use strict";

  /* theme: as the system (nothing remembered), light or dark */
  const THEMES = { system: ["desktop", "Theme: as the system"], light: ["sun", "Theme: light"], dark: ["moon", "Theme: dark"] };
  const NEXT = { system: "light", light: "dark", dark: "system" };

  function theme() {
    try {
      const kept = localStorage.getItem("drawbridge.theme");
      return kept in THEMES ? kept : "system";
    } catch (e) {
      return "system"; // the browser keeps nothing
    }
  }

  function wear(name) {
    if (name === "system") {
      delete document.documentElement.dataset.theme;
    } else {
      document.documentElement.dataset.theme = name;
    }
    document.querySelectorAll("[data-theme-switch]").forEach(button => {
      button.querySelector(".pi").className = "pi pi-" + THEMES[name][0];
      button.querySelector(".theme-label").textContent = THEMES[name][1];
    });
    document.dispatchEvent(new Event("drawbridge:theme"));
  }

  function switchTheme() {
    const next = NEXT[theme()];
    try {
      localStorage.setItem("drawbridge.theme", next);
    } catch (e) {
      // worn until the next page only
    }
    wear(next);
  }

  wear(theme());
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => wear(theme()));

  /* a word to who cannot see, and to who can */
  let saying;
  function say(text) {
    const place = document.querySelector("[data-said]");
    place.textContent = text;
    clearTimeout(saying);
    saying = setTimeout(() => { place.textContent = ""; }, 2500);
  }

  /* copy */
  async function copy(button) {
    const text = button.dataset.copy;
    try {
      await navigator.clipboard.writeText(text);
    } catch (e) {
      copyTheOldWay(text); // over plain HTTP browsers give pages no clipboard
    }
    const icon = button.querySelector(".pi");
    icon.className = "pi pi-check";
    button.dataset.done = "";
    setTimeout(() => { icon.className = "pi pi-copy"; delete button.dataset.done; }, 1500);
    say("Copied");
  }

  function copyTheOldWay(text) {
    const area = document.createElement("textarea");
    area.value = text;
    area.style.position = "fixed";
    area.style.opacity = "0";
    const before = document.activeElement;
    (document.querySelector("dialog[open]") || document.body).append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
    before.focus();
  }

  /* times, in the zone and the language of the reader */
  const CLOCK = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
  const DAY = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });
  const DATE = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", year: "numeric" });

  function local(time) {
    const at = new Date(time.dateTime);
    if (isNaN(at)) {
      return;
    }
    const now = new Date();
    const isToday = at.toDateString() === now.toDateString();
    const day = at.getFullYear() === now.getFullYear() ? DAY : DATE;
    const text = isToday && time.dataset.short === "true" ? CLOCK.format(at) : day.format(at) + ", " + CLOCK.format(at);
    if (time.textContent !== text) {
      time.textContent = text;
    }
  }

  /* JSON in colours: tokens of what the server wrote; text only, never markup */
  const TOKEN = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

  function colour(pre) {
    const text = pre.textContent;
    if (text.length > 200000) {
      return;
    }
    const parts = [];
    let end = 0;
    for (const token of text.matchAll(TOKEN)) {
      parts.push(text.slice(end, token.index));
      const span = document.createElement("span");
      const body = token[1] || token[0];
      span.className = token[2] ? "j-key" : token[1] ? "j-text" : "j-word";
      span.textContent = body;
      parts.push(span, token[2] || "");
      end = token.index + token[0].length;
    }
    parts.push(text.slice(end));
    pre.replaceChildren(...parts);
  }

  function dress(root) {
    root.querySelectorAll("time[datetime]").forEach(local);
    root.querySelectorAll("pre[data-json]:not([data-dressed])").forEach(pre => { pre.dataset.dressed = ""; colour(pre); });
    root.querySelectorAll("details[data-key]").forEach(fold => {
      if (folds.has(fold.dataset.key)) {
        fold.open = folds.get(fold.dataset.key);
      }
    });
  }

  /* what the reader opened or closed stays so when Ajax exchanges it */
  const folds = new Map();
  document.addEventListener("toggle", event => {
    if (event.target.dataset && event.target.dataset.key) {
      folds.set(event.target.dataset.key, event.target.open);
    }
  }, true);

  /* charts: the server sends instants and names of tokens */
  const HOUR = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const WEEKDAY = new Intl.DateTimeFormat(undefined, { weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

  function token(name) {
    const probe = document.createElement("span");
    probe.style.color = "var(--" + name + ")";
    document.body.append(probe);
    const colour = getComputedStyle(probe).color;
    probe.remove();
    return colour;
  }

  function paint(data, options) {
    data.datasets.forEach(set => { set.backgroundColor = token(set.token); });
    const quiet = token("quiet");
    const line = token("line");
    options.scales.x.ticks.color = quiet;
    options.scales.y.ticks.color = quiet;
    options.scales.y.grid.color = line;
    options.plugins.legend.labels.color = quiet;
  }

  /* runs with the widget of PrimeFaces as this */
  function chart() {
    const config = this.cfg.config;
    const begins = config.data.labels.map(label => new Date(label));
    const isLong = begins.length > 1 && begins[begins.length - 1] - begins[0] > 30 * 3600 * 1000;
    const write = at => (isLong ? WEEKDAY : HOUR).format(at);
    config.data.labels = begins.map(write);
    config.data.datasets.forEach(set => Object.assign(set, { borderWidth: 0, borderRadius: 2, maxBarThickness: 22, categoryPercentage: 0.9, barPercentage: 0.9 }));
    config.options = {
      animation: false, responsive: true, maintainAspectRatio: false,
      interaction: { mode: "index", intersect: false },
      scales: {
        x: { stacked: true, grid: { display: false }, border: { display: false }, ticks: { maxRotation: 0, autoSkipPadding: 24 } },
        y: { stacked: true, beginAtZero: true, border: { display: false }, grid: {}, ticks: { precision: 0, maxTicksLimit: 5 } }
      },
      plugins: { legend: { position: "bottom", align: "start", labels: { boxWidth: 10, boxHeight: 10, useBorderRadius: true, borderRadius: 2 } } }
    };
    paint(config.data, config.options);
  }

  document.addEventListener("drawbridge:theme", () => {
    const widgets = window.PrimeFaces ? Object.values(window.PrimeFaces.widgets) : [];
    widgets.filter(widget => widget.chart && widget.chart.data).forEach(widget => {
      paint(widget.chart.data, widget.chart.options);
      widget.chart.update();
    });
  });

  /* times that are entered are of the reader's zone; addresses have instants */
  function enter(input) {
    const hidden = input.form.elements[input.dataset.instant];
    const at = new Date(hidden.value);
    if (hidden.value && !isNaN(at)) {
      input.value = new Date(at - at.getTimezoneOffset() * 60000).toISOString().slice(0, 19);
    }
    input.addEventListener("change", () => {
      const chosen = new Date(input.value);
      hidden.value = isNaN(chosen) ? "" : chosen.toISOString();
    });
  }

  /* what is pressed */
  document.addEventListener("click", event => {
    const on = selector => event.target.closest(selector);
    if (on("[data-copy]")) {
      copy(on("[data-copy]"));
    } else if (on("[data-theme-switch]")) {
      switchTheme();
    } else if (on("[data-opens]")) {
      const dialog = document.getElementById(on("[data-opens]").dataset.opens);
      const sets = on("[data-opens]").dataset;
      if (sets.sets) {
        document.getElementById(sets.sets).value = sets.to;
      }
      dialog.showModal();
      const first = dialog.querySelector("select, input:not([type=hidden]), textarea, .dialog-foot button");
      if (first) {
        first.focus();
      }
    } else if (on("[data-closes]")) {
      on("dialog").close();
    } else if (on(".menu-button")) {
      menu(!document.querySelector(".side").hasAttribute("data-open"));
    } else if (event.target.matches("dialog[open]")) {
      event.target.close(); // beside it
    }
  });

  function menu(isOpen) {
    document.querySelector(".side").toggleAttribute("data-open", isOpen);
    document.querySelector(".menu-button").setAttribute("aria-expanded", String(isOpen));
  }

  document.addEventListener("keydown", event => {
    const side = document.querySelector(".side[data-open]");
    if (event.key === "Escape" && side) {
      menu(false);
      document.querySelector(".menu-button").focus();
    } else if (event.key === "/" && !event.target.closest("input, textarea, select, [contenteditable], dialog")) {
      const search = document.querySelector("[data-search]");
      if (search) {
        event.preventDefault();
        search.focus();
      }
    }
  });

  /* forms that go as soon as something is chosen; parts left empty stay out of the address */
  document.addEventListener("change", event => {
    const form = event.target.closest("form[data-submits]");
    if (form) {
      form.requestSubmit();
    }
  });
  document.addEventListener("submit", event => {
    if (event.target.matches("form[method=get]")) {
      event.target.querySelectorAll("input, select").forEach(input => { input.disabled = input.disabled || input.value === ""; });
    }
  });
  addEventListener("pageshow", () => document.querySelectorAll("form[method=get] :disabled").forEach(input => { input.disabled = false; }));

  /* polling rests while nobody looks, and while a dialog is open; whether the server answers is said */
  function polls(isOn) {
    const widgets = window.PrimeFaces ? Object.values(window.PrimeFaces.widgets) : [];
    widgets.filter(widget => widget.cfg && "frequency" in widget.cfg && widget.start && widget.stop)
        .forEach(widget => { if (isOn) { widget.start(); } else { widget.stop(); } });
  }

  document.addEventListener("visibilitychange", () => polls(!document.hidden));

  function lost(isLost) {
    const place = document.querySelector("[data-lost]");
    if (place) {
      place.hidden = !isLost;
    }
  }

  document.addEventListener("DOMContentLoaded", () => {
    wear(theme());
    dress(document);
    document.querySelectorAll("[data-instant]").forEach(enter);
    new MutationObserver(changes => changes.forEach(change => change.addedNodes.forEach(node => {
      if (node.nodeType === Node.ELEMENT_NODE) {
        dress(node.parentNode || node);
      }
    }))).observe(document.body, { childList: true, subtree: true });
    if (window.jQuery) {
      // and not PrimeFaces' own events, of which those that poll have only the one that it failed
      window.jQuery.ajaxPrefilter((options, own, request) => { request.done(() => lost(false)).fail(() => lost(true)); });
    }
  });

  window.Drawbridge = { say, polls, chart };
})();
