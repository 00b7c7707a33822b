/*
 * Keeps what was typed when a session has ended. The draft of a page lies in the session storage of the tab from the moment the page is
 * left until the operator has signed in again; any other page removes it. Fields of secrets are never kept: passwords, and [data-private].
 */
(function () {
  "use strict";

  const KEY = "drawbridge.draft";
  const SIGN_IN = "/console/sign-in.xhtml";
  const NEVER = "[type=password], [type=submit], [type=button], [data-private]";
  const STATE = /^(jakarta\.faces|primefaces|drawbridge)\./;
  const here = location.pathname + location.search;
  let firstRows = [], isSigningIn = false;

  function store(draft) {
    try {
      if (draft) {
        sessionStorage.setItem(KEY, JSON.stringify(draft));
      } else {
        sessionStorage.removeItem(KEY);
      }
    } catch (e) {
      // the browser blocks storage, or the draft is too large
    }
  }

  function stored() {
    try {
      return JSON.parse(sessionStorage.getItem(KEY));
    } catch (e) {
      return null;
    }
  }

  function operator() {
    const shown = document.querySelector("[data-operator]");
    return shown ? shown.dataset.operator : "";
  }

  /* forms that submit on change hold nothing typed */
  function forms() {
    return Array.from(document.querySelectorAll("form:not([data-submits])"));
  }

  function nameOf(form) {
    return form.id || form.getAttribute("action");
  }

  /* the fields of a form by their names, of which some occur repeatedly */
  function fields(form) {
    const found = new Map();
    Array.from(form.querySelectorAll("input, select, textarea")).forEach(field => {
      const name = field.name || field.id;
      if (name && !field.matches(NEVER) && !STATE.test(name)) {
        found.set(name, (found.get(name) || []).concat(field));
      }
    });
    return found;
  }

  function isBox(field) {
    return field.type === "checkbox" || field.type === "radio";
  }

  function isChanged(field) {
    if (isBox(field)) {
      return field.checked !== field.defaultChecked;
    } else if (field.options) {
      return field.selectedIndex > 0 && !field.options[field.selectedIndex].defaultSelected
          || Array.from(field.options).some(option => option.defaultSelected && !option.selected);
    }
    return field.value !== field.defaultValue;
  }

  function rows() {
    return Array.from(document.querySelectorAll("[data-row]"));
  }

  function hasInput(form) {
    const now = rows();
    return document.querySelector("[data-redisplayed]") !== null
        || now.length !== firstRows.length || now.some((row, index) => row !== firstRows[index])
        || Array.from(fields(form).values()).flat().some(isChanged);
  }

  function keep() {
    const kept = {};
    forms().filter(hasInput).forEach(form => {
      const values = {};
      fields(form).forEach((all, name) => { values[name] = all.map(field => isBox(field) ? field.checked : field.value); });
      kept[nameOf(form)] = { values, rows: Array.from(form.querySelectorAll("[data-rows]"), countRows) };
    });
    store(Object.keys(kept).length > 0 ? { at: here, operator: operator(), forms: kept } : null);
  }

  function countRows(list) {
    return { name: list.dataset.rows, count: list.querySelectorAll(":scope > [data-row]").length };
  }

  function restore(form, draft) {
    draft.rows.forEach(list => restoreRows(form, list));
    fields(form).forEach((all, name) => all.forEach((field, index) => {
      const value = (draft.values[name] || [])[index];
      if (value === undefined) {
        return;
      } else if (isBox(field)) {
        field.checked = value;
      } else {
        field.value = value;
      }
      if (isChanged(field)) {
        field.dispatchEvent(new Event("change", { bubbles: true }));
      }
    }));
  }

  /* the buttons of the page add and remove rows */
  function restoreRows(form, { name, count }) {
    const list = form.querySelector("[data-rows='" + name + "']");
    for (let more = list ? count - countRows(list).count : 0; more > 0; more--) {
      form.querySelector("[data-adds='" + name + "']").click();
    }
    for (let less = list ? countRows(list).count - count : 0; less > 0; less--) {
      list.querySelector("[data-removes]").click();
    }
  }

  function showNotice() {
    const notice = document.createElement("div");
    notice.className = "notice restored";
    notice.setAttribute("role", "status");
    const text = document.createElement("p");
    text.textContent = "Your session had ended. What you typed is shown again, except secrets. Nothing was saved.";
    notice.append(text);
    document.querySelector(".page-head").after(notice);
  }

  function open() {
    const draft = stored();
    const isExpired = document.querySelector("[data-expired]") !== null;
    store(null);
    firstRows = rows();
    if (draft && draft.at === here && draft.operator === operator() && (draft.isSignedIn || isExpired)) {
      const found = forms().filter(form => draft.forms[nameOf(form)]);
      found.forEach(form => restore(form, draft.forms[nameOf(form)]));
      if (found.length > 0) {
        showNotice();
      }
    }
    addEventListener("pagehide", keep);
  }

  /* tells the editor to leave without a question */
  function watchRedirects() {
    if (window.jQuery) {
      window.jQuery.ajaxPrefilter((options, own, request) => {
        request.done(reply => {
          const redirect = reply && reply.querySelector ? reply.querySelector("redirect") : null;
          isSigningIn = isSigningIn || redirect !== null && redirect.getAttribute("url").includes(SIGN_IN);
        });
      });
    }
  }

  document.addEventListener("DOMContentLoaded", () => {
    if (location.pathname.endsWith(SIGN_IN)) {
      const draft = stored();
      const isReturning = draft && (draft.isSignedIn || new URLSearchParams(location.search).has("to"));
      store(isReturning ? Object.assign(draft, { isSignedIn: true }) : null);
    } else if (document.querySelector(".page-head")) {
      open();
      watchRedirects();
    }
  });

  window.Drawbridge = Object.assign(window.Drawbridge || {}, { drafts: { isSigningIn: () => isSigningIn } });
})();
