// The form "What it shows": a filter over the criteria, and the number of ticks on the act.
(() => {
  "use strict";
  const form = document.querySelector("[data-claims]")?.closest("form");
  if (!form) return;

  const act = form.querySelector("[data-claims-act]");
  const count = () => {
    if (!act) return;
    const n = form.querySelectorAll("input[name=claim]:checked").length;
    const { claimsNone: none, claimsOne: one, claimsAct: several } = act.dataset;
    act.textContent = n === 0 ? none : n === 1 ? one : several.replace("{n}", n);
  };
  // Only for ticks: a word typed last changes as the act is pressed, and a press on words that are being replaced is no press.
  form.addEventListener("change", (event) => event.target.name === "claim" && count());
  count();

  const box = form.querySelector("[data-claims-find]");
  if (!box) return;
  box.hidden = false;
  const found = box.querySelector("[data-claims-found]");
  const units = [...form.querySelectorAll("details.unit-ticks")];
  const was = new Map(units.map((unit) => [unit, unit.open]));
  box.querySelector("input").addEventListener("input", (event) => {
    event.stopPropagation(); // not part of what is kept
    const words = event.target.value.toLowerCase().split(/\s+/).filter(Boolean);
    let any = false;
    for (const unit of units) {
      const head = unit.querySelector("summary").textContent.toLowerCase();
      let here = false;
      for (const row of unit.querySelectorAll("li")) {
        const text = `${head} ${row.textContent.toLowerCase()}`;
        const shown = words.every((word) => text.includes(word));
        row.hidden = !shown && !row.querySelector("input[name=claim]").checked;
        here = here || shown;
      }
      for (const part of unit.querySelectorAll("fieldset")) part.hidden = !part.querySelector("li:not([hidden])");
      unit.hidden = words.length > 0 && !here && !unit.querySelector("input[name=claim]:checked");
      unit.open = words.length ? here : was.get(unit);
      any = any || here;
    }
    found.textContent = words.length && !any ? found.dataset.none : "";
  });
  box.querySelector("input").addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
})();
