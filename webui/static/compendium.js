// Everything works without this file; it only makes some things handier.
import { initAll } from "./vendor/govuk/govuk-frontend.min.js";

initAll();

// On a narrow screen the filters stand before the results: fold them away behind a button.
const toggle = document.querySelector(".app-filters__toggle");
const filters = document.getElementById("filters");
if (toggle && filters) {
  const show = (open) => {
    filters.classList.toggle("app-filters__body--folded", !open);
    toggle.setAttribute("aria-expanded", String(open));
    toggle.textContent = open ? "Hide filters" : "Show filters";
  };
  toggle.hidden = false;
  toggle.addEventListener("click", () => show(toggle.getAttribute("aria-expanded") !== "true"));
  show(false);
}
