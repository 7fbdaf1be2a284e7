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

// While search is being prepared: ask now and then whether it is ready, and only then load the page again.
if (document.querySelector("[data-app-waiting]")) {
  const again = async () => {
    const answer = await fetch(location.href, { method: "HEAD", cache: "no-store" }).catch(() => null);
    if (answer && answer.status !== 503) location.reload();
    else setTimeout(again, 5000);
  };
  setTimeout(again, 5000);
}
