/* The form of triggers: fields that the chosen scheme or provider does not know are not there, and not sent. */
(function () {
  "use strict";

  function choose(select) {
    document.querySelectorAll("[data-when='" + select.id + "']").forEach(field => {
      const names = field.dataset.is.split(" ");
      const isThere = select.value !== "" && (names.includes("*") || names.includes(select.value));
      field.hidden = !isThere;
      field.querySelectorAll("input").forEach(input => { input.disabled = !isThere; });
    });
  }

  document.addEventListener("change", event => {
    if (event.target.matches("[data-chooses]")) {
      choose(event.target);
    }
  });
  document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-chooses]").forEach(choose));
})();
