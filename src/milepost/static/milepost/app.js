// What makes pages quicker or kinder. Nothing here is needed: every page works without it.
(() => {
  "use strict";
  const root = document.documentElement;

  // htmx sends the token that a form carries in a hidden field.
  document.addEventListener("htmx:configRequest", (event) => {
    const token = document.body.dataset.csrf;
    if (token) event.detail.headers["X-CSRFToken"] = token;
  });

  // A session that ended while somebody typed: say so, and leave what they typed where it is.
  const typed = () =>
    [...document.querySelectorAll("textarea, input:not([type=hidden], [type=checkbox], [type=radio], [type=file], [type=search])")].some(
      (control) => control.value !== control.defaultValue,
    );
  document.addEventListener("htmx:beforeOnLoad", (event) => {
    const door = event.detail.xhr.getResponseHeader("HX-Redirect") || "";
    if (!door.startsWith("/accounts/login/") || !typed()) return;
    event.preventDefault();
    if (document.getElementById("signed-out")) return;
    const note = document.createElement("div");
    note.id = "signed-out";
    note.className = "note note--stop";
    note.setAttribute("role", "alert");
    const words = document.createElement("div");
    words.append(document.body.dataset.signedOut + " ");
    const link = document.createElement("a");
    link.href = "/accounts/login/";
    link.target = "_blank";
    link.textContent = document.body.dataset.signIn;
    words.append(link);
    note.append(words);
    document.getElementById("main").prepend(note);
    note.scrollIntoView({ block: "center" });
  });

  document.addEventListener("click", (event) => {
    // A refused act answers with the same sentence that stands beside it.
    const refused = event.target.closest("[aria-disabled=true]");
    if (refused) {
      event.preventDefault();
      const why = document.getElementById(refused.getAttribute("aria-describedby"));
      if (why) {
        why.setAttribute("role", "status");
        why.classList.remove("is-said");
        void why.offsetWidth;
        why.classList.add("is-said");
        const words = why.innerHTML;
        why.innerHTML = "";
        why.innerHTML = words;
      }
      return;
    }
    const menu = document.querySelector("details.who[open]");
    if (menu && !menu.contains(event.target)) menu.open = false;
    const asks = event.target.closest("[data-confirm]");
    if (asks && !window.confirm(asks.dataset.confirm)) event.preventDefault();
  });

  // "/" goes to the search, but not from where one types.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    const box = document.querySelector(".search input[type=search]");
    const link = document.querySelector("[data-search]");
    if (!box && !link) return;
    event.preventDefault();
    if (box) {
      box.focus();
      box.select();
    } else link.click();
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = document.querySelector("details.who[open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  // A form sent twice by a double press is sent once.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent && Date.now() - Number(form.dataset.sent) < 3000) event.preventDefault();
    else form.dataset.sent = String(Date.now());
  });
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent));

  const focusFault = (within) => {
    const summary = within.querySelector("[data-focus]");
    if (summary) summary.focus();
  };
  document.addEventListener("htmx:afterSwap", (event) => focusFault(event.detail.target.parentElement || document));
  // An act answered in place: what it was about stays in sight. What was taken out is gone, so that what held it is shown.
  document.addEventListener("htmx:afterSettle", (event) => {
    if ((event.detail.requestConfig || {}).verb !== "post") return;
    let at = document.querySelector("[data-at]")?.dataset.at || "";
    while (at && !document.getElementById(at)) at = at.slice(0, Math.max(at.lastIndexOf("-"), 0));
    if (at) document.getElementById(at).scrollIntoView({ block: "nearest" });
  });
  focusFault(document);
  root.classList.add("has-js");
})();
