// 工作台的小便利：every page works without it. j/k walk the queue, / goes to the search,
// and leaving a form marked data-guard with unsaved text asks first.
(() => {
  "use strict";

  const typing = (element) =>
    element instanceof HTMLElement && (element.isContentEditable || element.matches("input, textarea, select"));

  const walk = (step) => {
    const links = [...document.querySelectorAll(".queue > li > a")];
    if (!links.length) return;
    const here = links.indexOf(document.activeElement);
    const open = links.findIndex((link) => link.hasAttribute("aria-current"));
    const from = here >= 0 ? here : open;
    const next = from < 0 ? (step > 0 ? 0 : links.length - 1) : from + step;
    if (links[next]) links[next].focus();
  };

  const search = () => {
    const box = document.querySelector("[data-search]");
    if (!box) return false;
    box.focus();
    box.select();
    return true;
  };

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (typing(event.target)) return;
    if (event.key === "j") walk(1);
    else if (event.key === "k") walk(-1);
    else if (event.key === "/") {
      if (search()) event.preventDefault();
    }
  });

  const dirty = new Set();
  const guarded = (event) => event.target.closest && event.target.closest("form[data-guard]");
  document.addEventListener("input", (event) => {
    const form = guarded(event);
    if (form) dirty.add(form);
  });
  document.addEventListener("submit", (event) => {
    dirty.delete(event.target);
    // One press is one act: a second press of the same button waits for the answer to the first.
    const form = event.target;
    if (form.method !== "post") return;
    if (form.hasAttribute("data-sent")) event.preventDefault();
    else form.setAttribute("data-sent", "");
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) form.removeAttribute("data-sent");
  });
  window.addEventListener("beforeunload", (event) => {
    if (dirty.size) event.preventDefault();
  });

  // After a refused form, take the reader to the list of what to correct.
  const summary = document.querySelector(".error-summary");
  if (summary) summary.focus();
  const current = document.querySelector(".queue a[aria-current]");
  if (current) current.scrollIntoView({ block: "nearest" });
})();
