// 正在修改：while a draft's form is open, say so every minute, and show who else has it open. Without scripts the
// note made when the page was opened simply ends after a while.
(() => {
  "use strict";

  const form = document.querySelector("form[data-editing]");
  const told = document.querySelector("[data-attending]");
  if (!form || !told) return;

  const said = (more) => {
    const data = new FormData();
    data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    data.set("lock_version", form.elements.lock_version.value);
    for (const [name, value] of Object.entries(more)) data.set(name, value);
    return data;
  };

  const show = (sentences) => {
    const text = sentences.join("\n");
    if (told.dataset.shown === text) return;
    told.dataset.shown = text;
    told.replaceChildren(...sentences.map((sentence) => Object.assign(document.createElement("p"), { textContent: sentence })));
    told.hidden = !sentences.length;
  };

  const tell = async () => {
    const answer = await fetch(form.dataset.editing, { method: "POST", body: said({}), credentials: "same-origin" });
    if (answer.status === 403 || answer.status === 404) return clearInterval(beat);
    if (!answer.ok) return;
    const { others, overtaken } = await answer.json();
    show(overtaken ? [overtaken, ...others] : others);
  };

  const beat = setInterval(() => tell().catch(() => {}), 60000);
  let sending = false;
  form.addEventListener("submit", () => { sending = true; });
  window.addEventListener("pageshow", (event) => { sending = false; if (event.persisted) tell().catch(() => {}); });
  window.addEventListener("pagehide", () => { if (!sending) navigator.sendBeacon(form.dataset.editing, said({ leave: "1" })); });
})();
