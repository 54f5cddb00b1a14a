// Keys on the pages about ratings: up and down go through the rows, Esc goes back, / to the filters.
"use strict";
(() => {
  const rows = () => [...document.querySelectorAll("[data-rows] tbody th a")];
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.closest("input, select, textarea");
    if (event.key === "/" && !typing) {
      const field = document.querySelector(".search input, .search select");
      if (field) {
        event.preventDefault();
        field.focus();
      }
    } else if (event.key === "Escape" && !typing) {
      const back = document.querySelector("[data-back]");
      if (back) back.click();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !typing) {
      const links = rows();
      if (!links.length) return;
      event.preventDefault();
      const here = links.indexOf(document.activeElement);
      const next = event.key === "ArrowDown" ? here + 1 : Math.max(0, here - 1);
      links[Math.min(next, links.length - 1)].focus();
    }
  });
})();
