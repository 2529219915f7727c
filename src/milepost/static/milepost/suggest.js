// A suggested criterion is taken or given back by a tap: the tick that it stands for changes, and with it what the form claims.
(() => {
  "use strict";
  const scope = (element) => element.closest("[data-suggests-in]") || element.closest("form");
  const box = (button) => [...scope(button).querySelectorAll("input[type=checkbox]")].find((one) => one.value === button.dataset.takes);
  const show = (button, taken) => {
    button.querySelector("[data-untaken]").hidden = taken;
    button.querySelector("[data-taken]").hidden = !taken;
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-takes]");
    const tick = button && box(button);
    if (!tick) return; // the form is sent, and comes back with it
    event.preventDefault();
    tick.checked = !tick.checked;
    const unit = tick.closest("details");
    if (unit && tick.checked) unit.open = true;
    for (const name of ["input", "change"]) tick.dispatchEvent(new Event(name, { bubbles: true }));
  });

  document.addEventListener("change", (event) => {
    if (event.target.type !== "checkbox") return;
    for (const button of scope(event.target)?.querySelectorAll("[data-takes]") || []) {
      if (button.dataset.takes === event.target.value) show(button, event.target.checked);
    }
  });

  // While suggestions were on their way a tick may have changed.
  document.addEventListener("htmx:afterSettle", () => {
    for (const button of document.querySelectorAll("[data-takes]")) {
      const tick = box(button);
      if (tick) show(button, tick.checked);
    }
  });
})();
