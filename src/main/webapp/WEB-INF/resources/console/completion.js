/*
 * Completion in the workflow editor: references to data of real runs in {{…}} and in jq, task names, and kinds of tasks. The references
 * are asked of the server once, when the operator first completes.
 */
(function () {
  "use strict";

  const KINDS = ["call", "do", "emit", "for", "fork", "listen", "raise", "run", "set", "switch", "try", "wait"];
  const ENDS = ["continue", "end", "exit"];
  const MOST = 200;
  let references, waiting = [];

  function received(args) {
    references = args && args.references ? JSON.parse(args.references) : [];
    waiting.splice(0).forEach(done => done());
  }

  function withReferences(done) {
    if (references) {
      done();
      return;
    }
    waiting.push(done);
    if (waiting.length === 1) {
      window.drawbridgeComplete();
    }
  }

  function tasks(cm) {
    return [...new Set([...cm.getValue().matchAll(/^\s*-\s+([A-Za-z_][\w-]*):\s*(?:$|#|\{)/gm)].map(found => found[1]))];
  }

  /* {{runtime.a.[b c].[0]}} as jq: $context.runtime.a["b c"][0] */
  function jq(path) {
    return "$context." + path.replace(/\.\[(\d+)\]/g, "[$1]").replace(/\.\[([^\]]+)\]/g, (all, name) => "[" + JSON.stringify(name) + "]");
  }

  function paths(cm) {
    const real = references.map(it => ({ path: it.reference.slice(2, -2), value: it.value }));
    const known = new Set(real.map(it => it.path));
    const declared = tasks(cm).map(task => ({ path: "states." + task + ".output", value: "output of the task" }));
    return real.concat(declared.filter(it => !known.has(it.path)));
  }

  function entry(text, value, end) {
    return {
      text: text + end,
      render: element => {
        const name = document.createElement("span");
        name.textContent = text;
        const shown = document.createElement("span");
        shown.className = "hint-value";
        shown.textContent = value.length > 60 ? value.slice(0, 60) + "…" : value;
        element.append(name, shown);
      }
    };
  }

  function offer(typed, entries) {
    const wanted = typed.toLowerCase();
    return entries.filter(it => it.text.toLowerCase().includes(wanted))
      .sort((a, b) => Number(b.text.toLowerCase().startsWith(wanted)) - Number(a.text.toLowerCase().startsWith(wanted)))
      .slice(0, MOST);
  }

  /* returns what can follow the cursor: the typed text before it, and the entries */
  function place(cm) {
    const cursor = cm.getCursor();
    const line = cm.getLine(cursor.line);
    const before = line.slice(0, cursor.ch);
    const template = before.match(/\{\{\s*([^{}\s]*)$/);
    if (template) {
      const end = /^\s*\}\}/.test(line.slice(cursor.ch)) ? "" : "}}";
      return { typed: template[1], entries: () => paths(cm).map(it => entry(it.path, it.value, end)) };
    }
    const program = before.match(/\$\{.*?(\$[\w.[\]"]*)$/) || before.match(/^\s*(?:when|while|if|in|as|from):.*?(\$[\w.[\]"]*)$/);
    if (program) {
      return { typed: program[1], entries: () => paths(cm).map(it => entry(jq(it.path), it.value, "")) };
    }
    const next = before.match(/\bthen:\s*([\w-]*)$/);
    if (next) {
      return { typed: next[1], entries: () => tasks(cm).map(it => entry(it, "task", "")).concat(ENDS.map(it => entry(it, "", ""))) };
    }
    const kind = before.match(/^\s+([a-z]*)$/);
    return kind && { typed: kind[1], entries: () => KINDS.map(it => entry(it, "task", ": ")) };
  }

  function hints(cm) {
    const here = place(cm);
    const cursor = cm.getCursor();
    if (!here) {
      return null;
    }
    const found = {
      list: offer(here.typed, here.entries()),
      from: { line: cursor.line, ch: cursor.ch - here.typed.length },
      to: cursor
    };
    window.CodeMirror.on(found, "shown", () => document.querySelector(".CodeMirror-hints").setAttribute("aria-label", "Completions"));
    return found;
  }

  function show(cm) {
    withReferences(() => cm.showHint({ hint: hints, completeSingle: false, closeCharacters: /[}\s]/ }));
  }

  /* opens by itself after {{ and after $ in a jq expression */
  function typed(cm, change) {
    if (!cm.state.completionActive && /^[{$]$/.test(change.text[0])) {
      const cursor = cm.getCursor();
      const before = cm.getLine(cursor.line).slice(0, cursor.ch);
      if (before.endsWith("{{") || /\$\{.*\$$/.test(before)) {
        show(cm);
      }
    }
  }

  window.Drawbridge = Object.assign(window.Drawbridge || {}, { completion: { received, show, typed } });
})();
