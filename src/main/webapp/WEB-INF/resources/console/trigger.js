/* The trigger form: fields that depend on a choice, and lists of rows. A field has the path of its member as name and id. */
(function () {
  "use strict";

  const NUMBERED = ["id", "name", "for", "data-when", "aria-labelledby", "aria-describedby"];

  /* hides and disables fields that the chosen scheme, reply or effect does not use; * is any choice */
  function showFields() {
    document.querySelectorAll("[data-when]").forEach(field => {
      const chosen = document.getElementById(field.dataset.when).value;
      const values = field.dataset.is.split(" ");
      field.hidden = chosen === "" || !(values.includes("*") || values.includes(chosen));
    });
    document.querySelectorAll("#setup :is(input, select, textarea)").forEach(input => {
      input.disabled = input.closest("[data-when][hidden]") !== null;
    });
  }

  function rowsOf(list) {
    return Array.from(list.querySelectorAll(":scope > [data-row]"));
  }

  /* the index of a row is part of the names of its fields */
  function renumber(list) {
    rowsOf(list).forEach((row, index) => {
      row.querySelector("[data-number]").textContent = index + 1;
      [row, ...row.querySelectorAll("*")].forEach(element => NUMBERED.forEach(attribute => {
        const value = element.getAttribute(attribute);
        if (value !== null && value.startsWith(list.dataset.rows + ".")) {
          element.setAttribute(attribute, value.replace(/\.\w+/, "." + index));
        }
      }));
    });
    showFields();
  }

  function add(list) {
    const template = list.querySelector(":scope > template");
    const row = template.content.firstElementChild.cloneNode(true);
    template.before(row);
    renumber(list);
    row.querySelector("input, textarea").focus();
  }

  function remove(row) {
    const list = row.parentElement;
    const next = row.nextElementSibling.matches("[data-row]") ? row.nextElementSibling : row.previousElementSibling;
    row.remove();
    renumber(list);
    (next ? next.querySelector("[data-removes]") : document.querySelector("[data-adds='" + list.dataset.rows + "']")).focus();
    window.Drawbridge.announce("Removed");
  }

  function move(row, button) {
    const isUp = button.dataset.moves === "up";
    const other = isUp ? row.previousElementSibling : row.nextElementSibling;
    if (other && other.matches("[data-row]")) {
      if (isUp) {
        other.before(row);
      } else {
        other.after(row);
      }
      renumber(row.parentElement);
      button.focus();
      window.Drawbridge.announce("Moved to position " + row.querySelector("[data-number]").textContent);
    }
  }

  document.addEventListener("change", showFields);
  document.addEventListener("click", event => {
    const button = event.target.closest("[data-adds], [data-removes], [data-moves]");
    if (!button) {
      return;
    }
    if (button.dataset.adds) {
      add(document.querySelector("[data-rows='" + button.dataset.adds + "']"));
    } else if (button.dataset.moves) {
      move(button.closest("[data-row]"), button);
    } else {
      remove(button.closest("[data-row]"));
    }
  });
  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-rows]").forEach(renumber);
    showFields();
    const faulty = document.querySelector("[aria-invalid='true']");
    if (faulty) {
      faulty.focus();
    }
  });
})();
