// The workbench: evidence changes in place while the form stays, the count of decisions keeps up, and the card in hand is open.
// Where both stand side by side, the evidence follows the card that a key moves to.
(() => {
  "use strict";
  const bench = document.querySelector("[data-bench]");
  const form = document.querySelector("form[data-judging]");
  if (!bench || !form) return;

  const decided = form.querySelector("[data-decided]");
  const count = () => {
    const cards = [...form.querySelectorAll(".verdict")];
    const done = cards.filter((card) => card.querySelector(".judge input:checked")).length;
    decided.textContent = decided.dataset.decided.replace("{n}", done).replace("{all}", cards.length);
  };
  form.addEventListener("change", (event) => {
    count();
    const card = event.target.closest(".verdict");
    const words = card && card.querySelector("details.talk");
    if (words && event.target.matches(".judge input") && event.target.value === "not_yet") words.open = true;
  });
  form.addEventListener("milepost:now", (event) => {
    const words = event.target.querySelector("details.talk");
    if (words) words.open = true;
    if (event.detail && event.detail.followed && beside.matches) follow(event.target);
  });
  count();

  const beside = window.matchMedia("(min-width: 64rem)");
  let following = 0;
  const follow = (card) => {
    const links = [...card.querySelectorAll(".claims a[href]")];
    const shown = document.getElementById("evidence").dataset.shown;
    const link = links.find((one) => number(one) === shown) || links[0];
    clearTimeout(following); // whoever moves on quickly is not held up
    if (link) following = setTimeout(() => link.click(), 150);
  };

  // Evidence: a tab or a chip of other evidence swaps the pane; one of the same evidence jumps to its place.
  const number = (link) => new URL(link.href, location.href).searchParams.get("e");
  const arrive = () => window.dispatchEvent(new HashChangeEvent("hashchange"));
  bench.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button) return;
    const pane = document.getElementById("evidence");
    if (new URL(link.href, location.href).pathname !== location.pathname || !number(link)) return;
    event.preventDefault();
    const card = link.closest(".verdict");
    if (card && !card.classList.contains("is-now")) card.dispatchEvent(new CustomEvent("milepost:now", { bubbles: true }));
    history.replaceState(null, "", link.href);
    const shown = () => {
      const now = document.getElementById("evidence");
      if (!link.hash) now.scrollIntoView({ block: "nearest" });
      const back = now.querySelector("[data-back]");
      if (card && back) {
        back.hidden = false;
        back.firstElementChild.href = `#${card.id}`;
      }
    };
    if (number(link) === pane.dataset.shown) {
      arrive();
      shown();
    } else if (window.htmx) window.htmx.ajax("GET", link.pathname + link.search, { target: "#evidence", swap: "outerHTML" }).then(shown);
    else location.reload();
  });
})();
