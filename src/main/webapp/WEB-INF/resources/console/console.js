/*
 * Behaviour of all pages. Listeners are on the document, so that they also work for content that PrimeFaces replaces.
 * Loaded in the head, so that the theme is set before the first paint.
 */
(function () {
  "use strict";

  /* theme: system (default), light or dark */
  const THEMES = { system: ["desktop", "Theme: system"], light: ["sun", "Theme: light"], dark: ["moon", "Theme: dark"] };
  const NEXT = { system: "light", light: "dark", dark: "system" };

  function theme() {
    try {
      const stored = localStorage.getItem("drawbridge.theme");
      return stored in THEMES ? stored : "system";
    } catch (e) {
      return "system"; // the browser blocks storage
    }
  }

  function applyTheme(name) {
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
      // applies to this page only
    }
    applyTheme(next);
  }

  applyTheme(theme());
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => applyTheme(theme()));

  /* announcements, also for screen readers */
  let clearing;
  function announce(text) {
    const status = document.querySelector("[data-announcement]");
    status.textContent = text;
    clearTimeout(clearing);
    clearing = setTimeout(() => { status.textContent = ""; }, 2500);
  }

  /* copy */
  async function copy(text, button) {
    try {
      await navigator.clipboard.writeText(text);
    } catch (e) {
      copyBySelection(text); // browsers provide the clipboard over HTTPS only
    }
    const icon = button.querySelector(".pi");
    icon.className = "pi pi-check";
    button.dataset.done = "";
    setTimeout(() => { icon.className = "pi pi-copy"; delete button.dataset.done; }, 1500);
    announce("Copied");
  }

  function copyBySelection(text) {
    const area = document.createElement("textarea");
    area.value = text;
    area.style.position = "fixed";
    area.style.opacity = "0";
    const focused = document.activeElement;
    (document.querySelector("dialog[open]") || document.body).append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
    focused.focus();
  }

  /* times in the browser's zone and language */
  const CLOCK = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
  const DAY = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });
  const DATE = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", year: "numeric" });

  function localize(time) {
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

  function enhance(root) {
    root.querySelectorAll("time[datetime]").forEach(localize);
    root.querySelectorAll("[data-folds]").forEach(fold);
    root.querySelectorAll("details[data-key]").forEach(details => {
      if (openDetails.has(details.dataset.key)) {
        details.open = openDetails.get(details.dataset.key);
      }
    });
  }

  /* keeps details open or closed when Ajax replaces them */
  const openDetails = new Map();
  document.addEventListener("toggle", event => {
    if (event.target.dataset && event.target.dataset.key) {
      openDetails.set(event.target.dataset.key, event.target.open);
    }
  }, true);

  /* rows under a row stay unfolded when Ajax replaces them */
  const unfolded = new Set();

  function fold(button) {
    const isOpen = unfolded.has(button.dataset.folds);
    button.setAttribute("aria-expanded", String(isOpen));
    document.querySelectorAll(`tr[data-root="${CSS.escape(button.dataset.folds)}"]:not([data-depth="0"])`).forEach(row => { row.hidden = !isOpen; });
  }

  function toggleFold(button) {
    const root = button.dataset.folds;
    if (!unfolded.delete(root)) {
      unfolded.add(root);
    }
    fold(button);
  }

  /* selected rows: the list does not refresh while one is selected */
  function showSelection() {
    const bar = document.querySelector("[data-selection]");
    if (!bar) {
      return;
    }
    const boxes = [...document.querySelectorAll("[data-selects]")];
    const chosen = boxes.filter(box => box.checked);
    bar.hidden = chosen.length === 0;
    bar.querySelector("[data-selected]").textContent = chosen.length + " selected";
    const all = document.querySelector("[data-selects-all]");
    if (all) {
      all.checked = boxes.length > 0 && chosen.length === boxes.length;
      all.indeterminate = chosen.length > 0 && !all.checked;
    }
  }

  function selectRows(isChosen) {
    document.querySelectorAll("[data-selects]").forEach(box => { box.checked = isChosen && !box.closest("tr").hidden; });
    showSelection();
  }

  document.addEventListener("change", event => {
    if (event.target.matches("[data-selects]")) {
      showSelection();
    } else if (event.target.matches("[data-selects-all]")) {
      selectRows(event.target.checked);
    }
  });
  addEventListener("pageshow", showSelection);

  /* charts: the server sends instants and names of CSS variables */
  const HOUR = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const WEEKDAY = new Intl.DateTimeFormat(undefined, { weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

  function cssColour(name) {
    const probe = document.createElement("span");
    probe.style.color = "var(--" + name + ")";
    document.body.append(probe);
    const colour = getComputedStyle(probe).color;
    probe.remove();
    return colour;
  }

  function setColours(data, options) {
    data.datasets.forEach(set => { set.backgroundColor = cssColour(set.token); });
    const quiet = cssColour("quiet");
    const line = cssColour("line");
    options.scales.x.ticks.color = quiet;
    options.scales.y.ticks.color = quiet;
    options.scales.y.grid.color = line;
    options.plugins.legend.labels.color = quiet;
  }

  /* PrimeFaces calls it with its widget as this */
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
    setColours(config.data, config.options);
  }

  document.addEventListener("drawbridge:theme", () => {
    const widgets = window.PrimeFaces ? Object.values(window.PrimeFaces.widgets) : [];
    widgets.filter(widget => widget.chart && widget.chart.data).forEach(widget => {
      setColours(widget.chart.data, widget.chart.options);
      widget.chart.update();
    });
  });

  /* time inputs use the browser's zone; URLs contain instants */
  function bindInstant(input) {
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

  /* clicks */
  document.addEventListener("click", event => {
    const on = selector => event.target.closest(selector);
    if (on("[data-copy]")) {
      copy(on("[data-copy]").dataset.copy, on("[data-copy]"));
    } else if (on("[data-folds]")) {
      toggleFold(on("[data-folds]"));
    } else if (on("[data-clears]")) {
      selectRows(false);
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
      event.target.close(); // a click outside of the dialog
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

  /* forms that submit on change; empty fields are left out of the URL */
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

  /* a form is sent once; the server decides by its token, which a page keeps when the operator comes back to it */
  document.addEventListener("submit", event => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) {
      return;
    }
    if ("sent" in form.dataset) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "";
    if (event.submitter) {
      setTimeout(() => { event.submitter.disabled = true; }); // a disabled button would not be submitted
    }
  });
  addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(form => {
    delete form.dataset.sent;
    form.querySelectorAll(":disabled[type=submit]").forEach(button => { button.disabled = false; });
  }));

  function keepToken() {
    const fields = document.querySelectorAll("input[name='drawbridge.token']");
    const [navigation] = performance.getEntriesByType("navigation");
    const kept = history.state && history.state.token;
    if (navigation && navigation.type === "back_forward" && kept) {
      fields.forEach(field => { field.value = kept; });
    } else if (fields.length > 0) {
      history.replaceState({ token: fields[0].value }, "");
    }
  }

  /* polling pauses in hidden tabs; a notice shows whether the server answers */
  function setPolling(isOn) {
    const widgets = window.PrimeFaces ? Object.values(window.PrimeFaces.widgets) : [];
    widgets.filter(widget => widget.cfg && "frequency" in widget.cfg && widget.start && widget.stop)
        .filter(widget => widget.cfg.widgetVar !== "withoutStream" || withoutStream)
        .forEach(widget => { if (isOn) { widget.start(); } else { widget.stop(); } });
  }

  /* a page whose stream does not work refreshes instead */
  let withoutStream = false;
  function refreshInstead(isOn) {
    withoutStream = isOn;
    const widget = window.PrimeFaces && window.PrimeFaces.widgets.withoutStream;
    if (widget && isOn) {
      widget.start();
    } else if (widget) {
      widget.stop();
    }
  }

  /* a list waits with its refresh while the reader points at it or selects in it; one with "selection", while rows are selected */
  function mayRefresh() {
    const selected = getSelection();
    const isInside = node => node && (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement).closest("[data-pauses]");
    return !document.querySelector("[data-pauses='']:hover, [data-selects]:checked") && !isInside(document.activeElement)
        && (selected.isCollapsed || !isInside(selected.anchorNode));
  }

  document.addEventListener("visibilitychange", () => setPolling(!document.hidden));

  function showOffline(isOffline) {
    const notice = document.querySelector("[data-offline]");
    if (notice) {
      notice.hidden = !isOffline;
    }
  }

  document.addEventListener("DOMContentLoaded", () => {
    applyTheme(theme());
    enhance(document);
    document.querySelectorAll("[data-instant]").forEach(bindInstant);
    keepToken();
    new MutationObserver(changes => changes.forEach(change => change.addedNodes.forEach(node => {
      if (node.nodeType === Node.ELEMENT_NODE) {
        enhance(node.parentNode || node);
      }
    }))).observe(document.body, { childList: true, subtree: true });
    if (window.jQuery) {
      // PrimeFaces fires no success event for polls
      window.jQuery.ajaxPrefilter((options, own, request) => { request.done(() => showOffline(false)).fail(() => showOffline(true)); });
    }
  });

  window.Drawbridge = { announce, copy, showOffline, chart, mayRefresh, refreshInstead };
})();
