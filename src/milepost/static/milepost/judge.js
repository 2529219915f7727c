// The keyboard of the workbench: J and K move, M, N and V decide, U opens the last decision again. Nothing is sent by a key.
(() => {
  "use strict";
  const bench = document.querySelector("form[data-judging]");
  if (!bench) return;
  const cards = () => [...bench.querySelectorAll(".verdict")].filter((card) => card.querySelector(".judge"));
  const decided = [];

  const current = () => bench.querySelector(".verdict.is-now") || cards()[0];
  const move = (card, focus = true) => {
    if (!card) return;
    bench.querySelectorAll(".verdict.is-now").forEach((other) => other.classList.remove("is-now"));
    card.classList.add("is-now");
    const radio = card.querySelector(".judge input:checked") || card.querySelector(".judge input");
    if (focus && radio) radio.focus({ preventScroll: true });
    card.scrollIntoView({ block: "nearest" });
    card.dispatchEvent(new CustomEvent("milepost:now", { bubbles: true }));
  };
  const beside = (step) => {
    const all = cards();
    return all[all.indexOf(current()) + step];
  };
  const pick = (card, key) => {
    const radio = card && card.querySelector(`.judge input[data-key="${key}"]`);
    if (!radio) return;
    decided.push([card, card.querySelector(".judge input:checked")]);
    radio.checked = true;
    radio.dispatchEvent(new Event("input", { bubbles: true }));
    radio.dispatchEvent(new Event("change", { bubbles: true }));
    radio.focus({ preventScroll: true });
  };
  const undo = () => {
    const last = decided.pop();
    if (!last) return;
    const [card, before] = last;
    card.querySelectorAll(".judge input").forEach((radio) => (radio.checked = radio === before));
    card.querySelector(".judge input").dispatchEvent(new Event("change", { bubbles: true }));
    move(card);
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("textarea, select, input:not([type=radio], [type=checkbox])")) return;
    const key = event.key.toUpperCase();
    if (key === "J") move(beside(1));
    else if (key === "K") move(beside(-1));
    else if (key === "U") undo();
    else if (["M", "N", "V"].includes(key)) pick(current(), key);
    else return;
    event.preventDefault();
  });
  bench.addEventListener("focusin", (event) => {
    const card = event.target.closest(".verdict");
    if (card && !card.classList.contains("is-now")) move(card, false);
  });
})();
