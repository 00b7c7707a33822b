/* The trigger form: hides and disables fields that the selected scheme or provider does not use. */
(function () {
  "use strict";

  function showFields(select) {
    document.querySelectorAll("[data-when='" + select.id + "']").forEach(field => {
      const names = field.dataset.is.split(" ");
      const isUsed = select.value !== "" && (names.includes("*") || names.includes(select.value));
      field.hidden = !isUsed;
      field.querySelectorAll("input").forEach(input => { input.disabled = !isUsed; });
    });
  }

  document.addEventListener("change", event => {
    if (event.target.matches("[data-chooses]")) {
      showFields(event.target);
    }
  });
  document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-chooses]").forEach(showFields));
})();
