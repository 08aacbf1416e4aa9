// 输入提示：a combobox with a list of what may be meant (ARIA 1.2). Without it every search box is a plain box that works.
(() => {
  "use strict";

  const WAIT = 120;
  const { address: source, label: name, count } = document.currentScript.dataset;

  const element = (tag, attributes) => {
    const made = document.createElement(tag);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  };

  const enhance = (box) => {
    const form = box.form;
    const id = `${box.id}-suggestions`;
    // 表单里的一项：what is chosen opens beside the form or fills the field; the form is never sent by it.
    const stays = box.dataset.suggest !== undefined;
    const from = `${stays ? box.dataset.suggest : source}`;
    const list = element("ul", { id, role: "listbox", class: "suggestions", "aria-label": name });
    const said = element("p", { class: "hidden", role: "status" });
    list.hidden = true;
    box.parentElement.append(list, said);
    for (const [key, value] of Object.entries({
      role: "combobox", "aria-autocomplete": "list", "aria-controls": id, "aria-expanded": "false", autocomplete: "off",
    })) box.setAttribute(key, value);

    let shown = [];
    let at = -1;
    let typed = "";
    let timer = 0;
    let asking = null;

    const mark = (place) => {
      at = place;
      [...list.children].forEach((option, index) => option.setAttribute("aria-selected", String(index === place)));
      if (place < 0) {
        box.removeAttribute("aria-activedescendant");
        return;
      }
      box.setAttribute("aria-activedescendant", list.children[place].id);
      list.children[place].scrollIntoView({ block: "nearest" });
    };

    const close = () => {
      list.hidden = true;
      box.setAttribute("aria-expanded", "false");
      mark(-1);
    };

    const choose = (place) => {
      const one = shown[place];
      close();
      if (one.kind === "title" || one.kind === "number") {
        if (stays) window.open(one.href, "_blank", "noopener");
        else window.location.assign(one.href);
        return;
      }
      box.value = one.text;
      if (stays || one.kind === "series") box.focus();
      else form.requestSubmit();
    };

    const show = (suggestions) => {
      shown = suggestions;
      list.replaceChildren(...suggestions.map((one, place) => {
        const option = element("li", { role: "option", id: `${id}-${place}`, "aria-selected": "false" });
        const text = element("span", {});
        text.textContent = one.text;
        option.append(text);
        if (one.label) {
          const label = element("small", {});
          label.textContent = one.label;
          option.append(label);
        }
        return option;
      }));
      at = -1;
      const any = suggestions.length > 0;
      list.hidden = !any;
      box.setAttribute("aria-expanded", String(any));
      box.removeAttribute("aria-activedescendant");
      said.textContent = any ? count.replace("{n}", suggestions.length) : "";
    };

    const ask = async () => {
      const words = box.value.trim();
      if (words === typed) return;
      typed = words;
      if (asking) asking.abort();
      if (!words) {
        show([]);
        return;
      }
      asking = new AbortController();
      try {
        const address = `${from}${from.includes("?") ? "&" : "?"}q=${encodeURIComponent(words)}`;
        const answer = await fetch(address, { signal: asking.signal, headers: { Accept: "application/json" } });
        if (answer.ok && document.activeElement === box) show((await answer.json()).suggestions);
      } catch (error) {
        if (error.name !== "AbortError") close();
      }
    };

    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(ask, WAIT);
    };

    const keys = {
      ArrowDown: () => mark(at + 1 < shown.length ? at + 1 : -1),
      ArrowUp: () => mark(at < 0 ? shown.length - 1 : at - 1),
      Enter: () => at >= 0 && choose(at),
      Escape: close,
    };

    box.addEventListener("input", (event) => event.isComposing || later());
    box.addEventListener("compositionend", later);
    box.addEventListener("blur", close);
    box.addEventListener("keydown", (event) => {
      if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
      if (list.hidden && event.key === "ArrowDown" && shown.length) {
        show(shown);
        event.preventDefault();
        return;
      }
      if (list.hidden || (event.key === "Enter" && at < 0)) return;
      event.preventDefault();
      keys[event.key]();
    });
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) choose([...list.children].indexOf(option));
    });
  };

  document.querySelectorAll("form[role=search] input[type=search][id], input[data-suggest][id]").forEach(enhance);
})();
