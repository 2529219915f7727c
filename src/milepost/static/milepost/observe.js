// On the day: a moment with its time by one tap, ticks that follow the criteria watched for, and nothing lost without a line.
(() => {
  "use strict";
  const done = document.querySelector("form[data-noted]");
  if (done) {
    // What was noted has reached the server: a copy that this device kept in an emergency must not come back.
    const here = (key) => key.endsWith(`/${done.dataset.noted}`) && key.startsWith(`draft ${done.dataset.draftOwner} `);
    Object.keys(localStorage).filter(here).forEach((key) => localStorage.removeItem(key));
    done.addEventListener("change", (event) => {
      if (!event.target.matches(".judge input") || event.target.value !== "not_yet") return;
      event.target.closest(".verdict").querySelector("details.talk").open = true;
    });
    return;
  }
  const form = document.querySelector("form[data-observing]");
  if (!form) return;
  const two = (n) => String(n).padStart(2, "0");
  const clock = () => `${two(new Date().getHours())}:${two(new Date().getMinutes())}`;
  const NAMES = { moment: /^(?:at|text|t)-(\d+)$/, mark: /^(?:mat|mtext|mt)-(\d+)$/, question: /^(?:oq|oa|ot|or)-(\d+)$/ };
  const list = (kind) => form.querySelector(`[data-list="${kind}"]`);
  const key = `draft ${form.dataset.draftOwner} ${form.dataset.draft}`;
  const status = form.querySelector("[data-dock-status] [role=status]");

  // Lines: moments, marks, questions -----------------------------------------------------------------------------------
  const line = (kind, number) => {
    const blank = form.querySelector(`template[data-blank="${kind}"]`).content.firstElementChild.cloneNode(true);
    for (const part of [blank, ...blank.querySelectorAll("*")]) {
      for (const name of ["id", "name", "for", "data-ticks"]) {
        const value = part.getAttribute(name);
        if (value) part.setAttribute(name, value.replace(/-0$/, `-${number}`));
      }
    }
    blank.querySelector("[data-n]").textContent = number;
    list(kind).append(blank);
    prepare(blank);
    return blank;
  };
  const numbers = (kind) => [...list(kind).children].map((one) => Number(one.id.split("-").pop()));
  const prepare = (one) => {
    const away = one.querySelector("[data-remove]");
    away.hidden = false;
    away.addEventListener("click", () => {
      const beside = one.nextElementSibling || one.previousElementSibling;
      one.remove();
      form.dispatchEvent(new Event("input", { bubbles: true }));
      (beside ? beside.querySelector("textarea, input") : form.querySelector(`[data-add="${one.id.split("-")[0]}"]`)).focus();
    });
  };
  const empty = (one) => ![...one.querySelectorAll("input:not([type=checkbox]), textarea")].some((control) => control.value.trim());
  let elapsed = "";
  const add = (kind) => {
    const last = list(kind).lastElementChild;
    const one = last && empty(last) ? last : line(kind, Math.max(0, ...numbers(kind)) + 1);
    const at = one.querySelector(".momenttime");
    if (at && kind === "moment") at.value = clock();
    if (at && kind === "mark") at.value = elapsed;
    const words = kind === "mark" && !elapsed ? at : one.querySelector("textarea, input:not(.momenttime)");
    words.focus();
    one.scrollIntoView({ block: "center" });
    form.dispatchEvent(new Event("input", { bubbles: true }));
  };
  form.querySelectorAll("[data-add]").forEach((button) => {
    button.hidden = false;
    if (!button.closest(".dock")) button.parentElement.hidden = button.dataset.add !== "question";
    button.addEventListener("click", (event) => {
      event.preventDefault();
      add(button.dataset.add);
    });
  });
  form.querySelectorAll("[data-list] > li").forEach(prepare);
  // Who types before tapping has seen it now all the same.
  list("moment").addEventListener("input", (event) => {
    const at = event.target.matches("textarea") && event.target.closest("li").querySelector(".momenttime");
    if (at && !at.value && event.target.value.trim()) at.value = clock();
  });
  const face = form.querySelector("[data-clock]");
  const tell = () => (face.textContent = clock());
  tell();
  setInterval(tell, 5000);
  form.addEventListener("milepost:recording", (event) => {
    if (!event.target.closest(".for-talked")) return;
    elapsed = event.detail.time;
    form.querySelector("[data-elapsed]").textContent = elapsed;
  });
  form.addEventListener("milepost:recorded", (event) => {
    if (!event.target.closest(".for-talked")) return;
    elapsed = "";
    form.querySelector("[data-elapsed]").textContent = "";
  });

  // Ticks ----------------------------------------------------------------------------------------------------------------
  const watched = form.querySelector("[data-watched]");
  const inside = (root) => [...root.querySelectorAll("[data-ticks]")];
  const everywhere = () => [...inside(form), ...[...form.querySelectorAll("template[data-blank]")].flatMap((one) => inside(one.content))];
  const tickFor = (ticks, source) => {
    const { unit, unitTitle } = source.dataset;
    let group = ticks.querySelector(`[data-unit="${CSS.escape(unit)}"]`);
    if (!group) {
      group = document.createElement("div");
      group.dataset.unit = unit;
      const head = document.createElement("p");
      head.className = "meta";
      const code = document.createElement("b");
      code.className = "code";
      code.textContent = unit;
      head.append(code, ` ${unitTitle}`);
      const ul = document.createElement("ul");
      ul.className = "ticks";
      group.append(head, ul);
      ticks.append(group);
    }
    const row = source.closest("li").cloneNode(true);
    const box = row.querySelector("input");
    box.name = ticks.dataset.ticks;
    box.checked = false;
    box.removeAttribute("checked");
    row.querySelector(".cell").className = "cell";
    group.querySelector("ul").append(row);
  };
  const has = (ticks, value) => [...ticks.querySelectorAll("input")].find((one) => one.value === value);
  const count = () => {
    const ticks = form.querySelector("template[data-blank=moment]").content.querySelectorAll("[data-ticks] input").length;
    if (ticks) watched.textContent = ticks === 1 ? watched.dataset.one : watched.dataset.several.replace("{n}", ticks);
  };
  const watch = (source) => {
    for (const ticks of everywhere()) {
      const there = has(ticks, source.value);
      if (source.checked && !there) tickFor(ticks, source);
      if (!source.checked && there && !there.checked) there.closest("li").remove();
    }
    count();
  };
  const shows = (details) => {
    const codes = [...details.querySelectorAll("input:checked")].map((one) => {
      const unit = one.closest("[data-unit]").dataset.unit;
      return `${unit} ${one.closest("label").querySelector(".cell").textContent}`;
    });
    const words = details.querySelector("[data-shows]");
    words.textContent = `${form.dataset.shows}: ${codes.length ? codes.join(", ") : form.dataset.none}`;
  };
  form.addEventListener("change", (event) => {
    if (event.target.name === "claim") watch(event.target);
    const details = event.target.closest("[data-ticks]");
    if (details) shows(details.closest("details"));
  });

  // What this device kept while the line was gone may hold more lines than the server knows of.
  const left = JSON.parse(localStorage.getItem(key) || "null");
  if (left) {
    for (const value of [].concat(left.claim || [])) {
      const source = form.querySelector(`input[name=claim][value="${CSS.escape(value)}"]`);
      if (source && !source.checked) {
        source.checked = true;
        watch(source);
      }
    }
    for (const kind of Object.keys(NAMES)) {
      const there = numbers(kind);
      const wanted = Object.keys(left).map((name) => Number((name.match(NAMES[kind]) || [])[1] || 0));
      [...new Set(wanted)].filter((n) => n && !there.includes(n)).sort((a, b) => a - b).forEach((n) => line(kind, n));
    }
  }
  // Later than draft.js, which puts back what this device kept.
  document.addEventListener("DOMContentLoaded", () => form.querySelectorAll("details:has([data-ticks] input:checked)").forEach(shows));

  // Clocks ---------------------------------------------------------------------------------------------------------------
  form.addEventListener("formdata", (event) => event.formData.set("device_time", new Date().toISOString()));
  const minutes = Math.round((Date.now() - Date.parse(form.dataset.now)) / 60000);
  if (Math.abs(minutes) > 10) {
    const words = form.querySelector("[data-ahead-words]");
    words.textContent = (minutes > 0 ? words.dataset.before : words.dataset.behind).replace("{n}", Math.abs(minutes));
    form.querySelector("[data-ahead]").hidden = false;
  }

  // Finish: only with a line; until then the device keeps it.
  form.addEventListener("submit", (event) => {
    const fields = {};
    for (const [name, value] of new FormData(form)) {
      if (name === "csrfmiddlewaretoken" || typeof value !== "string") continue;
      fields[name] = name in fields ? [].concat(fields[name], value) : value;
    }
    localStorage.setItem(key, JSON.stringify(fields));
    if (navigator.onLine) return;
    event.preventDefault();
    status.textContent = form.dataset.later;
  });

  // Faults lead to their part.
  const open = (link) => {
    const part = form.querySelector(`#k-${link.dataset.part}`);
    if (part) part.checked = true;
  };
  form.querySelectorAll("a[data-part]").forEach((link) => link.addEventListener("click", () => open(link)));
  // Later than draft.js, which puts back the part that was in hand.
  document.addEventListener("DOMContentLoaded", () => {
    const first = form.querySelector("a[data-part]");
    if (first) open(first);
  });
})();
