// The keyboard of the workbench. M, N and V decide and go on, 1 to 9 put a phrase in, D decides like the one before, R the rest
// likewise, F writes and Esc comes back, J and K move, U takes the last decision back, S goes to Send. No single key sends.
(() => {
  "use strict";
  const bench = document.querySelector("form[data-judging]");
  if (!bench) return;
  const OFF = "keys of the workbench off";
  const send = bench.querySelector("button[value=send]");
  const tools = bench.querySelector("[data-tools]");
  const needs = bench.querySelector("[data-needs]");
  const switchOf = bench.querySelector("[data-keys]");
  const cards = () => [...bench.querySelectorAll(".verdict")].filter((card) => card.querySelector(".judge"));
  const verdict = (card) => card.querySelector(".judge input:checked");
  const words = (card) => card.querySelector("textarea");
  const said = (card) => Boolean(words(card) && words(card).value.trim());
  const lacks = (card) => !verdict(card) || (verdict(card).value === "not_yet" && !said(card));
  const steps = []; // each a list of [card, radio before, words before]
  let before = null; // the card decided last

  const current = () => bench.querySelector(".verdict.is-now") || cards()[0];
  const show = (card) => {
    bench.querySelectorAll(".verdict.is-now").forEach((other) => other.classList.remove("is-now"));
    card.classList.add("is-now");
    const talk = card.querySelector("details.talk");
    if (tools && talk) {
      talk.append(tools);
      tools.hidden = false;
    }
    tell(card);
  };
  const tell = (card) => {
    if (needs) needs.hidden = !(verdict(card) && lacks(card));
    if (tools) tools.querySelectorAll("[data-like]").forEach((act) => (act.hidden = !before || before === card));
  };
  const move = (card, focus = true) => {
    if (!card) return;
    show(card);
    const radio = verdict(card) || card.querySelector(".judge input");
    if (focus && radio) radio.focus({ preventScroll: true });
    card.dispatchEvent(new CustomEvent("milepost:now", { bubbles: true, detail: { followed: focus } }));
    if (focus) card.scrollIntoView({ block: "nearest" });
  };
  const beside = (step) => {
    const all = cards();
    return all[all.indexOf(current()) + step];
  };
  const goOn = (card) => {
    const all = cards();
    const around = [...all.slice(all.indexOf(card) + 1), ...all.slice(0, all.indexOf(card))];
    const next = around.find((one) => !verdict(one)) || around.find(lacks);
    if (next) move(next);
    else if (send) send.focus();
  };

  const remember = (some) => steps.push(some.map((card) => [card, verdict(card), words(card) && words(card).value]));
  const changed = (control, kind) => control.dispatchEvent(new Event(kind, { bubbles: true }));
  const write = (card, text) => {
    if (!words(card) || words(card).value === text) return;
    words(card).value = text;
    changed(words(card), "input");
  };
  const decide = (card, value) => {
    const radio = [...card.querySelectorAll(".judge input")].find((one) => one.value === value);
    if (!radio) return;
    radio.checked = true;
    changed(radio, "input");
    changed(radio, "change");
    before = card;
  };
  const pick = (card, key) => {
    const radio = card && card.querySelector(`.judge input[data-key="${key}"]`);
    if (!radio) return;
    remember([card]);
    decide(card, radio.value);
    if (lacks(card)) move(card);
    else goOn(card);
  };
  const phrase = (card, button) => {
    const field = card && words(card);
    if (!field || !button) return;
    remember([card]);
    const text = button.dataset.phrase;
    const has = field.value.includes(text);
    write(card, (has ? field.value.replace(text, "") : `${field.value.trimEnd()} ${text}`).replace(/ {2,}/g, " ").trim());
    if (verdict(card) && !has && !lacks(card)) goOn(card);
    else tell(card);
  };
  const alike = (some) => {
    const model = before && verdict(before);
    const open = some.filter((card) => card && card !== before);
    if (!model || !open.length) return;
    const [text, value, from] = [words(before) ? words(before).value : "", model.value, before];
    remember(open);
    for (const card of open) {
      if (!said(card)) write(card, text);
      decide(card, value);
    }
    before = from;
    goOn(open[open.length - 1]);
  };
  const rest = () => alike(cards().filter((card) => !verdict(card)));
  const undo = () => {
    const step = steps.pop();
    if (!step) return;
    for (const [card, radio, text] of step) {
      card.querySelectorAll(".judge input").forEach((one) => (one.checked = one === radio));
      changed(card.querySelector(".judge input"), "change");
      if (text !== null) write(card, text);
    }
    before = steps.length ? steps[steps.length - 1][0][0] : null;
    move(step[0][0]);
  };

  const KEYS = {
    J: () => move(beside(1)),
    K: () => move(beside(-1)),
    U: undo,
    D: () => alike([current()]),
    R: rest,
    F: () => {
      const field = words(current());
      if (!field) return;
      show(current());
      field.closest("details").open = true;
      field.focus();
    },
    S: () => send && send.focus(),
  };
  for (const key of ["M", "N", "V"]) KEYS[key] = () => pick(current(), key);

  const off = () => localStorage.getItem(OFF) === "1";
  if (switchOf) {
    switchOf.checked = !off();
    switchOf.addEventListener("change", (event) => {
      event.stopPropagation();
      localStorage.setItem(OFF, switchOf.checked ? "0" : "1");
    });
  }
  document.addEventListener("keydown", (event) => {
    const field = event.target.closest("textarea");
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && bench.contains(event.target)) {
      event.preventDefault();
      if (send) bench.requestSubmit(send);
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && field && bench.contains(field)) {
      const card = field.closest(".verdict");
      event.preventDefault();
      if (card) (verdict(card) && !lacks(card) ? goOn : move)(card);
      return;
    }
    if (event.key === "Enter" && event.target.matches("input[type=radio], input[type=checkbox]")) {
      event.preventDefault(); // a choice is not a letter: only Send sends
      return;
    }
    if (off() || event.target.closest("textarea, select, input:not([type=radio], [type=checkbox])")) return;
    const act = KEYS[event.key.toUpperCase()];
    const button = tools && /^[1-9]$/.test(event.key) && tools.querySelector(`[data-key="${event.key}"]`);
    if (act) act();
    else if (button) phrase(current(), button);
    else return;
    event.preventDefault();
  });
  bench.addEventListener("click", (event) => {
    const button = event.target.closest("[data-tools] button");
    if (!button) return;
    const card = button.closest(".verdict");
    if (button.dataset.phrase) phrase(card, button);
    else if (button.dataset.like === "this") alike([card]);
    else if (button.dataset.like === "rest") {
      if (verdict(card)) before = card;
      rest();
    }
  });
  bench.addEventListener("change", (event) => {
    const card = event.target.closest(".verdict");
    if (!card || !event.target.matches(".judge input")) return;
    if (verdict(card)) before = card;
    tell(card);
  });
  bench.addEventListener("input", (event) => {
    const card = event.target.closest(".verdict");
    if (card && event.target.matches("textarea")) tell(card);
  });
  bench.addEventListener("focusin", (event) => {
    const card = event.target.closest(".verdict");
    if (card && !card.classList.contains("is-now")) move(card, false);
  });
  const first = current();
  if (first) show(first);
})();
