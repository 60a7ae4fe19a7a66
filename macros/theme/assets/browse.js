// @ts-check
/* Browse: show the pages of a list that hold what is typed, in the order that is chosen; both are there on going back. */
(() => {
  "use strict";

  /** @param {HTMLElement} root @param {number} number which list of the page it is */
  function mount(root, number) {
    const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ (root.querySelector(name));
    const typed = /** @type {HTMLInputElement} */ (part("[data-browse-text]"));
    const sort = /** @type {HTMLSelectElement} */ (part("[data-browse-sort]"));
    const groups = /** @type {HTMLElement[]} */ ([...root.querySelectorAll("[data-browse-group]")]);
    const lists = groups.map((group) => /** @type {HTMLElement[]} */ ([...group.querySelectorAll("li")]));

    /** A text as it is compared: small letters, "s.31 (3)" as "s31(3)", one space between words. @param {string} text */
    const folded = (text) => text.toLowerCase().replace(/\bs(?:ection|ec)?[. ]*(?=[0-9])/g, "s").replace(/\s+/g, " ").trim();
    const texts = new Map(lists.flat().map((row) => [row, folded(row.textContent || "")]));

    function order(/** @type {HTMLElement[]} */ rows) {
      const key = sort.value;
      if (!key) return rows;
      const value = (/** @type {HTMLElement} */ row) => row.dataset[key] || "";
      const sorted = [...rows].sort((one, other) => value(one).localeCompare(value(other), "en", { numeric: true }));
      return key === "year" ? sorted.reverse() : sorted;
    }

    function update() {
      const wanted = folded(typed.value).split(" ");
      let shown = 0;
      groups.forEach((group, at) => {
        for (const row of lists[at]) row.hidden = !wanted.every((word) => texts.get(row)?.includes(word));
        const left = lists[at].filter((row) => !row.hidden).length;
        group.hidden = !left;
        shown += left;
        group.querySelector("ul")?.replaceChildren(...order(lists[at]));
      });
      part("[data-shown]").textContent = String(shown);
      part("[data-all]").textContent = String(lists.flat().length);
    }

    function changed() {
      history.replaceState({ ...history.state, [`list${number}`]: [typed.value, sort.value] }, "");
      update();
    }

    part("[data-browse-controls]").addEventListener("submit", (event) => event.preventDefault());
    typed.addEventListener("input", changed);
    sort.addEventListener("change", changed);
    [typed.value, sort.value] = history.state?.[`list${number}`] || ["", ""];
    update();
  }

  document.querySelectorAll("[data-browse]").forEach((root, at) => mount(/** @type {HTMLElement} */ (root), at));
})();
