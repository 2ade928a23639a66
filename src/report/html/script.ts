/**
 * What the page can do beyond reading: search, filter by answer. Without it nothing is missing, and its controls aren't
 * shown. It writes no markup: it only hides and shows what is there.
 */
export const SCRIPT = `
(() => {
  "use strict";
  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));
  for (const tools of all("[data-tools]")) {
    const items = all("[data-item]", document.getElementById(tools.dataset.tools));
    const search = tools.querySelector("input");
    const said = tools.querySelector("[role=status]");
    const chosen = new Set();
    const apply = () => {
      const words = search.value.toLowerCase().split(/\\s+/).filter(Boolean);
      let shown = 0;
      for (const item of items) {
        const text = item.textContent.toLowerCase();
        const fits = words.every((word) => text.includes(word)) && (chosen.size === 0 || chosen.has(item.dataset.item));
        item.hidden = !fits;
        if (fits) shown++;
      }
      said.textContent = shown === items.length ? "" : shown + " of " + items.length + " shown";
    };
    search.addEventListener("input", apply);
    for (const button of all("button[data-answer]", tools))
      button.addEventListener("click", () => {
        const isOn = button.getAttribute("aria-pressed") !== "true";
        button.setAttribute("aria-pressed", String(isOn));
        if (isOn) chosen.add(button.dataset.answer);
        else chosen.delete(button.dataset.answer);
        apply();
      });
    tools.hidden = false;
  }
  addEventListener("beforeprint", () => all("details").forEach((one) => { one.dataset.was = one.open ? "1" : ""; one.open = true; }));
  addEventListener("afterprint", () => all("details").forEach((one) => { one.open = one.dataset.was === "1"; }));
})();
`;
