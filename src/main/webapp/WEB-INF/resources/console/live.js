/*
 * The list of requests follows the stream of the server. Rows are added four times a second, never more than a page, and not while the
 * reader points at the list, selects in it or has scrolled down. A stream that does not work is replaced by a refresh.
 */
(function () {
  "use strict";

  const MOST_ROWS = 50;
  const PAUSE = 250;
  const PATIENCE = 10000;
  const STATES = {
    connecting: ["started", "Connecting…"],
    live: ["accepted", "Live"],
    paused: ["paused", "Paused"],
    lost: ["waiting", "Connection lost. Connecting again…"],
    refreshed: ["waiting", "No stream. Refreshes every five seconds."],
  };

  let bar;
  let source;
  let patience;
  let last = "";
  let count = 0; // requests that wait, of which the newest are kept
  let waiting = [];
  const shown = new Set();

  function show(state) {
    const chip = bar.querySelector("[data-stream-state]");
    if (chip.textContent !== STATES[state][1]) {
      chip.dataset.state = STATES[state][0];
      chip.textContent = STATES[state][1];
    }
  }

  function body() {
    return document.querySelector("[id='live'] tbody");
  }

  function connect() {
    const url = new URL(bar.dataset.stream, location.href);
    if (last) {
      url.searchParams.set("after", last);
    }
    source = new EventSource(url);
    patience = setTimeout(giveUp, PATIENCE); // a proxy may keep the events back
    source.onopen = () => { clearTimeout(patience); Drawbridge.refreshInstead(false); show("live"); };
    source.onmessage = event => { last = event.lastEventId; receive(JSON.parse(event.data)); };
    source.addEventListener("skipped", event => { count += JSON.parse(event.data).skipped; });
    source.onerror = () => {
      if (source.readyState === EventSource.CLOSED) {
        giveUp();
      } else {
        clearTimeout(patience);
        patience = setTimeout(() => show("lost"), 3000); // the server ends each stream after a minute
      }
    };
  }

  function disconnect() {
    clearTimeout(patience);
    if (source) {
      source.close();
    }
  }

  function giveUp() {
    disconnect();
    show("refreshed");
    Drawbridge.refreshInstead(true);
    patience = setTimeout(connect, 60000);
  }

  function receive(row) {
    const id = row.line.requestId;
    if (shown.has(id)) {
      return; // the server sends some again after a break
    }
    shown.add(id);
    waiting.push(row);
    count++;
    if (waiting.length > MOST_ROWS) {
      waiting.shift();
    }
    if (shown.size > 20000) {
      shown.delete(shown.values().next().value);
    }
  }

  function mayAdd() {
    return Drawbridge.mayRefresh() && document.querySelector("[id='live']").getBoundingClientRect().top > -200;
  }

  function tick() {
    if (count === 0 || document.hidden) {
      return;
    }
    if (mayAdd()) {
      add();
      show("live");
    } else {
      const button = bar.querySelector("[data-stream-new]");
      button.hidden = false;
      button.textContent = count + " new";
      show("paused");
    }
  }

  function add() {
    const rows = body();
    if (!rows) {
      location.reload(); // the page had no list
      return;
    }
    const fragment = document.createDocumentFragment();
    waiting.reverse().forEach(row => fragment.append(element(row)));
    rows.prepend(fragment);
    while (rows.rows.length > MOST_ROWS) {
      rows.rows[rows.rows.length - 1].remove();
    }
    waiting = [];
    count = 0;
    bar.querySelector("[data-stream-new]").hidden = true;
  }

  function element(row) {
    const line = row.line;
    const part = document.querySelector("[data-stream-row]").content.cloneNode(true);
    const slot = name => part.querySelector("[data-slot=" + name + "]");
    const link = slot("id");
    link.href = link.getAttribute("href") + "&id=" + line.requestId;
    link.title = line.requestId;
    link.textContent = line.requestId.slice(0, 8) + "…" + line.requestId.slice(-4);
    slot("method").textContent = line.method;
    if (!line.resentFrom) {
      slot("resent").remove();
    }
    if (!line.test) {
      slot("test").remove();
    }
    slot("status").textContent = line.status || "refused";
    slot("status").dataset.state = row.state;
    slot("trigger").textContent = line.trigger || "request URL";
    slot("trigger").className = line.trigger ? "clip" : "quiet";
    slot("trigger").title = line.trigger || "";
    slot("sender").textContent = line.sender || "–";
    slot("received").dateTime = line.receivedAt;
    slot("received").title = line.receivedAt;
    slot("entries").textContent = row.entries;
    return part;
  }

  document.addEventListener("DOMContentLoaded", () => {
    bar = document.querySelector("[data-stream]");
    document.querySelectorAll("[id='live'] tbody a[title]").forEach(link => shown.add(link.title));
    bar.querySelector("[data-stream-new]").addEventListener("click", () => { add(); scrollTo(0, 0); show("live"); });
    document.addEventListener("visibilitychange", () => { // a browser has few connections for one server
      disconnect();
      if (!document.hidden) {
        connect();
      }
    });
    addEventListener("pagehide", disconnect);
    setInterval(tick, PAUSE);
    connect();
  });
})();
