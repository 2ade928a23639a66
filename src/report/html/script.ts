/**
 * What the page can do beyond reading: search, filter by answer, sort. Without it nothing is missing, and its controls aren't
 * shown. It writes no markup: it only hides, shows and orders what is there.
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
  for (const table of all("table[data-sortable]"))
    all("thead th", table).forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        for (const other of all("thead th", table)) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const body = table.tBodies[0];
        const keyOf = (row) => (row.cells[column].dataset.key || row.cells[column].textContent).trim().toLowerCase();
        const rows = Array.from(body.rows).sort((one, other) => keyOf(one).localeCompare(keyOf(other), "en", { numeric: true }));
        body.append(...(down ? rows.reverse() : rows));
      });
    });
  addEventListener("beforeprint", () => all("details").forEach((one) => { one.dataset.was = one.open ? "1" : ""; one.open = true; }));
  addEventListener("afterprint", () => all("details").forEach((one) => { one.open = one.dataset.was === "1"; }));
})();
`;
