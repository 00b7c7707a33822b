/*
 * The editor of workflow texts, on the textarea of the page: CodeMirror, what the server's check finds, saving. Texts of the server and
 * of the workflow go into the page as text only.
 */
(function () {
  "use strict";

  const QUIET_MS = 400;
  let code, state, faultList, checking, asked = 0, told = 0, known = "";

  const by = selector => document.querySelector(selector);

  function isDirty() {
    return code.getValue() !== known;
  }

  function tell(text, kind) {
    state.textContent = text;
    state.dataset.kind = kind || "";
  }

  /* faults: at their lines, and as a list that leads there */
  function mark(faults) {
    code.clearGutter("fault-gutter");
    code.eachLine(line => code.removeLineClass(line, "background", "fault-line"));
    const lines = new Map();
    faults.filter(fault => fault.line > 0).forEach(fault => {
      const line = Math.min(fault.line, code.lineCount()) - 1;
      lines.set(line, (lines.get(line) || []).concat(fault.detail));
    });
    lines.forEach((details, line) => {
      const marker = document.createElement("span");
      marker.className = "fault-marker pi pi-exclamation-circle";
      marker.title = details.join("\n");
      code.setGutterMarker(line, "fault-gutter", marker);
      code.addLineClass(line, "background", "fault-line");
    });
    faultList.replaceChildren(...faults.map(item));
    faultList.hidden = faults.length === 0;
  }

  function item(fault) {
    const button = document.createElement("button");
    button.type = "button";
    const place = document.createElement("span");
    place.className = "fault-place";
    place.textContent = fault.line > 0 ? fault.line + ":" + fault.column : "";
    const pointer = document.createElement("code");
    pointer.textContent = fault.pointer || "/";
    const detail = document.createElement("span");
    detail.textContent = fault.detail;
    button.append(place, pointer, detail);
    button.addEventListener("click", () => {
      code.focus();
      code.setCursor({ line: Math.max(0, fault.line - 1), ch: Math.max(0, fault.column - 1) });
    });
    const li = document.createElement("li");
    li.append(button);
    return li;
  }

  function sum(faults) {
    mark(faults);
    if (faults.length > 0) {
      tell(faults.length === 1 ? "1 fault" : faults.length + " faults", "bad");
    } else {
      tell(isDirty() ? "Sound, not saved yet" : "Sound", "good");
    }
  }

  function check() {
    clearTimeout(checking);
    asked++;
    code.save();
    window.drawbridgeCheck();
  }

  function checkSoon() {
    clearTimeout(checking);
    checking = setTimeout(check, QUIET_MS);
  }

  function checked(args) {
    told++;
    if (told === asked && args && args.faults) {
      sum(JSON.parse(args.faults));
    }
  }

  /* saving */
  function save() {
    if (!window.drawbridgeSave) {
      return;
    }
    code.save();
    tell("Saving …");
    window.drawbridgeSave();
  }

  function saved(args) {
    const answer = args && args.saved ? JSON.parse(args.saved) : null;
    if (!answer) {
      tell("Not saved", "bad");
    } else if (answer.unnamed) {
      tell(answer.unnamed, "bad");
      by("#called").focus();
    } else if (answer.faults) {
      sum(answer.faults);
      tell("Not saved: " + (answer.faults.length === 1 ? "1 fault" : answer.faults.length + " faults"), "bad");
    } else if (answer.overtakenBy !== undefined) {
      overtaken(answer);
    } else {
      kept(answer);
    }
  }

  function kept(answer) {
    known = by("#source").value.replace(/\r\n/g, "\n");
    mark([]);
    if (answer.at) {
      location.assign(answer.at);
      return;
    }
    by("#base").value = answer.version;
    by("[data-version]").textContent = answer.version;
    tell(answer.changed ? "Saved as version " + answer.version : "Nothing has changed since version " + answer.version, "good");
  }

  let newer;
  function overtaken(answer) {
    newer = answer;
    tell("Not saved: version " + answer.overtakenBy + " appeared meanwhile", "bad");
    by("[data-overtaken-by]").textContent = answer.overtakenBy;
    by("[data-overtaken-base]").textContent = answer.base;
    by("[data-overtaken-changes]").setAttribute("href", answer.changes);
    by("[data-overtaken-later]").hidden = answer.base === 0;
    by("[data-overtaken-named]").hidden = answer.base !== 0;
    by("[data-overtaken-changes]").parentNode.hidden = answer.base === 0;
    by("#overtaken").showModal();
  }

  /* keys: a tab is two spaces, unless Escape was pressed before; then it is the browser's, and leaves */
  const KEYS = {
    "Ctrl-S": save,
    "Cmd-S": save,
    "Ctrl-/": "toggleComment",
    "Cmd-/": "toggleComment",
    "Esc": editor => { editor.addKeyMap(LEAVING); },
    "Tab": editor => editor.somethingSelected() ? editor.execCommand("indentMore") : editor.execCommand("insertSoftTab"),
    "Shift-Tab": "indentLess"
  };

  /* false is nobody's key; CodeMirror.Pass would only hand it on to the tab of the default keys */
  const LEAVING = { name: "leaving", "Tab": false, "Shift-Tab": false };

  function open(card) {
    const area = by("#source");
    state = by("[data-editor-state]");
    faultList = by("[data-editor-faults]");
    code = window.CodeMirror.fromTextArea(area, {
      mode: "yaml",
      theme: "drawbridge",
      lineNumbers: true,
      tabSize: 2,
      indentUnit: 2,
      indentWithTabs: false,
      lineWrapping: matchMedia("(max-width: 820px)").matches,
      matchBrackets: true,
      readOnly: card.dataset.writes !== "true" ? true : false,
      gutters: ["CodeMirror-linenumbers", "fault-gutter"],
      extraKeys: KEYS
    });
    code.getInputField().setAttribute("aria-label", "Text of the workflow");
    known = by("#base").value === "0" ? "" : code.getValue();
    code.on("change", () => { code.save(); tell(""); checkSoon(); });
    code.on("keydown", (editor, event) => { if (event.key !== "Tab" && event.key !== "Shift") { editor.removeKeyMap(LEAVING); } });
    code.on("blur", editor => { editor.removeKeyMap(LEAVING); });
    window.jQuery(check); // after PrimeFaces, which tells the forms the nonce of the page: without it a post is refused
  }

  document.addEventListener("click", event => {
    if (event.target.closest("[data-saves]")) {
      save();
    } else if (event.target.closest("[data-saves-anyway]")) {
      by("#overtaken").close();
      by("#base").value = newer.overtakenBy;
      save();
    } else if (event.target.closest("[data-takes-theirs]")) {
      known = code.getValue();
      location.assign(newer.at);
    }
  });
  document.addEventListener("keydown", event => {
    const isSave = event.key.toLowerCase() === "s" && (event.ctrlKey || event.metaKey) && !event.altKey;
    if (isSave && code) {
      event.preventDefault();
      if (!event.target.closest(".CodeMirror")) {
        save();
      }
    } else if (event.key === "Enter" && event.target.id === "called") {
      event.preventDefault();
      save();
    }
  });
  addEventListener("beforeunload", event => {
    if (code && by("#base").value !== "0" && isDirty()) {
      event.preventDefault();
    }
  });
  document.addEventListener("DOMContentLoaded", () => {
    const card = by("[data-editor]");
    if (card && window.CodeMirror) {
      open(card);
    }
  });

  window.Drawbridge = Object.assign(window.Drawbridge || {}, { editor: { checked, saved } });
})();
