/*
 * The workflow editor: CodeMirror on the page's textarea, validation by the server, and saving. Inserts text of the server and of the
 * workflow as text only.
 */
(function () {
  "use strict";

  const CHECK_DELAY_MS = 400;
  let editor, status, faultList, checkTimer, sent = 0, received = 0, savedText = "";

  const find = selector => document.querySelector(selector);

  function isDirty() {
    return editor.getValue() !== savedText;
  }

  function showStatus(text, kind) {
    status.textContent = text;
    status.dataset.kind = kind || "";
  }

  /* shows faults and warnings at their lines and in a list of links */
  function showFindings(faults, warnings) {
    editor.clearGutter("fault-gutter");
    editor.eachLine(line => {
      editor.removeLineClass(line, "background", "fault-line");
      editor.removeLineClass(line, "background", "warning-line");
    });
    mark(warnings, "fault-marker warning-marker pi pi-exclamation-triangle", "warning-line");
    mark(faults, "fault-marker pi pi-exclamation-circle", "fault-line");
    faultList.replaceChildren(...faults.map(fault => item(fault, "")), ...warnings.map(warning => item(warning, "warning")));
    faultList.hidden = faults.length + warnings.length === 0;
  }

  function mark(findings, markerClass, lineClass) {
    const lines = new Map();
    findings.filter(fault => fault.line > 0).forEach(fault => {
      const line = Math.min(fault.line, editor.lineCount()) - 1;
      lines.set(line, (lines.get(line) || []).concat(fault.detail));
    });
    lines.forEach((details, line) => {
      const marker = document.createElement("span");
      marker.className = markerClass;
      marker.title = details.join("\n");
      editor.setGutterMarker(line, "fault-gutter", marker);
      editor.addLineClass(line, "background", lineClass);
    });
  }

  function item(fault, kind) {
    const button = document.createElement("button");
    button.type = "button";
    const position = document.createElement("span");
    position.className = "fault-position";
    position.textContent = fault.line > 0 ? fault.line + ":" + fault.column : "";
    const pointer = document.createElement("code");
    pointer.textContent = fault.pointer || "/";
    const detail = document.createElement("span");
    detail.textContent = fault.detail;
    button.append(position, pointer, detail);
    button.addEventListener("click", () => {
      editor.focus();
      editor.setCursor({ line: Math.max(0, fault.line - 1), ch: Math.max(0, fault.column - 1) });
    });
    const li = document.createElement("li");
    li.className = kind;
    li.append(button);
    return li;
  }

  function inWords(count, what) {
    return count + " " + what + (count === 1 ? "" : "s");
  }

  function showResult(faults, warnings) {
    showFindings(faults, warnings);
    if (faults.length > 0) {
      showStatus(inWords(faults.length, "fault"), "bad");
    } else {
      const state = isDirty() ? "Valid, not saved" : "Valid";
      showStatus(warnings.length > 0 ? state + ", " + inWords(warnings.length, "warning") : state, warnings.length > 0 ? "warn" : "good");
    }
  }

  function check() {
    clearTimeout(checkTimer);
    sent++;
    editor.save();
    window.drawbridgeCheck();
  }

  function checkSoon() {
    clearTimeout(checkTimer);
    checkTimer = setTimeout(check, CHECK_DELAY_MS);
  }

  function checked(args) {
    received++;
    if (received === sent && args && args.faults && args.warnings) {
      showResult(JSON.parse(args.faults), JSON.parse(args.warnings));
      showGraph(args.graph);
    }
  }

  /* the graph: follows the text, and a fault keeps the last one */
  let figure;

  function showGraph(text) {
    if (text) {
      figure.say("");
      figure.show(JSON.parse(text));
      markTask();
    } else {
      figure.say(figure.graph ? "The definition has faults. The graph shows it before them." : "The graph appears when the definition has no faults.");
    }
  }

  function goTo(task) {
    editor.focus();
    editor.setCursor({ line: task.line - 1, ch: 0 });
    editor.scrollIntoView(null, 60);
  }

  /* marks the task of the cursor: the last one that begins at its line or before */
  function markTask() {
    const line = editor.getCursor().line + 1;
    const before = figure.graph ? figure.graph.nodes.filter(node => node.line && node.line <= line) : [];
    const task = before.reduce((last, node) => last && last.line > node.line ? last : node, null);
    figure.select(task ? task.id : null);
    if (task && editor.hasFocus()) {
      figure.reveal(task.id);
    }
  }

  /* formatting: one change, which undo takes back */
  function format() {
    editor.save();
    showStatus("Formatting …");
    window.drawbridgeFormat();
  }

  function formatted(args) {
    const faults = args && args.faults ? JSON.parse(args.faults) : null;
    const text = args && args.text ? JSON.parse(args.text) : "";
    if (!faults) {
      showStatus("Not formatted", "bad");
    } else if (faults.length > 0) {
      showResult(faults, []);
      showStatus("Not formatted: " + inWords(faults.length, "fault"), "bad");
    } else if (text !== editor.getValue()) {
      const cursor = editor.getCursor();
      editor.setValue(text);
      editor.setCursor(cursor);
    } else {
      showStatus("Nothing to format", "good");
    }
  }

  /* saving */
  function save() {
    if (!window.drawbridgeSave) {
      return;
    }
    editor.save();
    showStatus("Saving …");
    window.drawbridgeSave();
  }

  function saved(args) {
    const answer = args && args.saved ? JSON.parse(args.saved) : null;
    if (!answer) {
      showStatus("Not saved", "bad");
    } else if (answer.nameFault) {
      showStatus(answer.nameFault, "bad");
      find("#called").focus();
    } else if (answer.faults) {
      showResult(answer.faults, []);
      showStatus("Not saved: " + inWords(answer.faults.length, "fault"), "bad");
    } else if (answer.newerVersion !== undefined) {
      showConflict(answer);
    } else {
      showSaved(answer);
    }
  }

  function showSaved(answer) {
    savedText = find("#source").value.replace(/\r\n/g, "\n");
    showFindings([], answer.warnings);
    if (answer.at) {
      location.assign(answer.at);
      return;
    }
    find("#base").value = answer.version;
    find("[data-version]").textContent = answer.version;
    const state = answer.changed ? "Saved as version " + answer.version : "No changes since version " + answer.version;
    showStatus(answer.warnings.length > 0 ? state + ", " + inWords(answer.warnings.length, "warning") : state, answer.warnings.length > 0 ? "warn" : "good");
  }

  let conflict;
  function showConflict(answer) {
    conflict = answer;
    showStatus("Not saved: version " + answer.newerVersion + " is newer", "bad");
    find("[data-conflict-newer]").textContent = answer.newerVersion;
    find("[data-conflict-base]").textContent = answer.base;
    find("[data-conflict-changes]").setAttribute("href", answer.changes);
    find("[data-conflict-version]").hidden = answer.base === 0;
    find("[data-conflict-name]").hidden = answer.base !== 0;
    find("[data-conflict-changes]").parentNode.hidden = answer.base === 0;
    find("#conflict").showModal();
  }

  /* keys: Tab indents; after Escape, Tab leaves the editor */
  const KEYS = {
    "Ctrl-S": save,
    "Cmd-S": save,
    "Ctrl-Space": cm => window.Drawbridge.completion.show(cm),
    "Ctrl-/": "toggleComment",
    "Cmd-/": "toggleComment",
    "Esc": cm => { cm.addKeyMap(LEAVING); },
    "Tab": cm => cm.somethingSelected() ? cm.execCommand("indentMore") : cm.execCommand("insertSoftTab"),
    "Shift-Tab": "indentLess"
  };

  /* false passes a key to the browser; CodeMirror.Pass would use the default key map */
  const LEAVING = { name: "leaving", "Tab": false, "Shift-Tab": false };

  function open(card) {
    const area = find("#source");
    status = find("[data-editor-state]");
    faultList = find("[data-editor-faults]");
    editor = window.CodeMirror.fromTextArea(area, {
      mode: "yaml",
      theme: "drawbridge",
      lineNumbers: true,
      tabSize: 2,
      indentUnit: 2,
      indentWithTabs: false,
      lineWrapping: true,
      matchBrackets: true,
      readOnly: card.dataset.writes !== "true" ? true : false,
      gutters: ["CodeMirror-linenumbers", "fault-gutter"],
      extraKeys: KEYS
    });
    editor.on("inputRead", window.Drawbridge.completion.typed);
    editor.getInputField().setAttribute("aria-label", "Workflow definition");
    savedText = find("#base").value === "0" ? "" : area.defaultValue.replace(/\r\n?/g, "\n"); // the editor may show a draft
    figure = window.Drawbridge.graphFigure(find("[data-graph]"), goTo);
    editor.on("cursorActivity", markTask);
    editor.on("change", () => { editor.save(); showStatus(""); checkSoon(); });
    editor.on("keydown", (cm, event) => { if (event.key !== "Tab" && event.key !== "Shift") { cm.removeKeyMap(LEAVING); } });
    editor.on("blur", cm => { cm.removeKeyMap(LEAVING); });
    window.jQuery(check); // after PrimeFaces has added the nonce to the forms
  }

  document.addEventListener("click", event => {
    if (event.target.closest("[data-saves]")) {
      save();
    } else if (event.target.closest("[data-formats]")) {
      format();
    } else if (event.target.closest("[data-saves-anyway]")) {
      find("#conflict").close();
      find("#base").value = conflict.newerVersion;
      save();
    } else if (event.target.closest("[data-discards]")) {
      savedText = editor.getValue();
      location.assign(conflict.at);
    }
  });
  document.addEventListener("keydown", event => {
    const isSave = event.key.toLowerCase() === "s" && (event.ctrlKey || event.metaKey) && !event.altKey;
    if (isSave && editor) {
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
    if (editor && find("#base").value !== "0" && isDirty() && !window.Drawbridge.drafts.isSigningIn()) {
      event.preventDefault();
    }
  });
  document.addEventListener("DOMContentLoaded", () => {
    const card = find("[data-editor]");
    if (card && window.CodeMirror) {
      open(card);
    }
  });

  window.Drawbridge = Object.assign(window.Drawbridge || {}, { editor: { checked, saved, formatted } });
})();
