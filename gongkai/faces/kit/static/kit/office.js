// 工作台的小便利：every page works without it. Keys walk the lists, / goes to the search, ? shows the keys,
// and leaving a form marked data-guard with unsaved text asks first.
(() => {
  "use strict";

  const OFF = "gongkai.keys.off";
  const off = () => { try { return localStorage.getItem(OFF) === "1"; } catch { return false; } };

  const typing = (element) =>
    element instanceof HTMLElement && (element.isContentEditable || element.matches("input, textarea, select"));

  // A list is the queue, or what stands in the page marked data-walk; of each row the first link.
  const LISTS = "main [data-walk], .queue";
  const inOrder = () => [...document.querySelectorAll("main [data-walk]"), ...document.querySelectorAll(".queue")];
  const rows = (list) =>
    [...list.querySelectorAll(":scope > li, tbody > tr")].map((row) => row.querySelector("a[href]")).filter(Boolean);
  const lists = () => inOrder().filter((list) => list.offsetParent && rows(list).length);

  const walk = (step) => {
    const all = lists();
    const list = all.find((one) => one.contains(document.activeElement)) || all[0];
    if (!list) return false;
    const links = rows(list);
    const here = links.findIndex((link) => link === document.activeElement);
    const open = links.findIndex((link) => link.hasAttribute("aria-current"));
    const from = here >= 0 ? here : open;
    const next = from < 0 ? (step > 0 ? 0 : links.length - 1) : from + step;
    if (links[next]) links[next].focus();
    return true;
  };

  // From one list to the next, the queue included.
  const change = () => {
    const all = lists();
    const here = all.findIndex((list) => list.contains(document.activeElement));
    const list = all[(here + 1) % all.length];
    if (!list) return false;
    const links = rows(list);
    (links.find((link) => link.hasAttribute("aria-current")) || links[0]).focus();
    return true;
  };

  const search = () => {
    const box = document.querySelector("[data-search]");
    if (!box) return false;
    box.focus();
    box.select();
    return true;
  };

  const dialog = document.querySelector("dialog[data-keys]");
  const help = () => {
    if (!dialog) return false;
    if (!dialog.open) dialog.showModal();
    return true;
  };
  const home = () => {
    const way = document.querySelector(".desk-head .site-name");
    if (way) way.click();
    return Boolean(way);
  };

  const inList = (event) => event.target instanceof Element && event.target.closest(LISTS);
  const KEYS = { j: () => walk(1), k: () => walk(-1), l: change, "/": search, "?": help, h: home };
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (typing(event.target) || (dialog && dialog.open)) return;
    // Arrows move the page, unless one stands in a list already.
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (inList(event) && walk(event.key === "ArrowDown" ? 1 : -1)) event.preventDefault();
    } else if (!off() && KEYS[event.key] && KEYS[event.key]()) event.preventDefault();
  });

  for (const way of document.querySelectorAll("a[data-help]")) {
    way.addEventListener("click", (event) => { if (help()) event.preventDefault(); });
  }
  for (const box of document.querySelectorAll("input[data-keys-off]")) {
    box.checked = off();
    box.closest("[hidden]")?.removeAttribute("hidden");
    box.addEventListener("change", () => { try { localStorage.setItem(OFF, box.checked ? "1" : ""); } catch { /* private */ } });
  }

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

  // What goes on elsewhere is asked for again every few seconds, in place, until it is over.
  const progress = document.querySelector("[data-progress]");
  const follow = async () => {
    const answer = await fetch(location.href, { credentials: "same-origin" });
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const next = fresh.querySelector("[data-progress]");
    if (!next) return location.reload();
    progress.replaceChildren(...next.childNodes);
    setTimeout(() => follow().catch(() => {}), 3000);
  };
  if (progress) setTimeout(() => follow().catch(() => {}), 3000);
})();
