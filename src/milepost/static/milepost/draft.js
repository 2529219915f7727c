// Keeps what stands in a form while somebody types: at the server, or on the device while the line or the session is gone.
(() => {
  "use strict";
  const PAUSE = 1200;

  // Signing in again in another tab changes the token: the cookie knows the newest.
  const token = () => (document.cookie.match(/(?:^|; )csrftoken=([^;]+)/) || [])[1] || document.body.dataset.csrf || "";

  const words = (form) => {
    const fields = {};
    for (const [name, value] of new FormData(form)) {
      if (name === "csrfmiddlewaretoken" || typeof value !== "string") continue;
      fields[name] = name in fields ? [].concat(fields[name], value) : value;
    }
    return fields;
  };

  const start = (form) => {
    const { draft: address, draftOwner: owner, draftKept: kept, draftDevice: device, draftSignedOut: signedOut } = form.dataset;
    const key = `draft ${owner} ${address}`;
    const status = form.querySelector("[data-dock-status] [role=status]") || document.querySelector("[data-dock-status] [role=status]");
    const say = (text) => {
      if (status) status.textContent = text;
    };
    let waiting = 0;
    let sending = null;

    const keep = async () => {
      clearTimeout(waiting);
      const fields = words(form);
      let answer = null;
      try {
        sending = fetch(address, {
          method: "POST",
          headers: { "Content-Type": "application/json", "X-CSRFToken": token() },
          body: JSON.stringify(fields),
          redirect: "manual",
          keepalive: JSON.stringify(fields).length < 60000,
        });
        answer = await sending;
      } catch {
        // No line: the device keeps it.
      }
      if (answer && answer.ok) {
        localStorage.removeItem(key);
        const now = new Date();
        say(`${kept} ${String(now.getHours()).padStart(2, "0")}:${String(now.getMinutes()).padStart(2, "0")}`);
        return;
      }
      localStorage.setItem(key, JSON.stringify(fields));
      say(answer && [401, 403].includes(answer.status) ? signedOut : device);
    };

    const put = (fields) => {
      for (const control of form.elements) {
        if (!control.name || !(control.name in fields) || control.type === "file" || control.name === "csrfmiddlewaretoken") continue;
        const value = [].concat(fields[control.name]);
        if (control.type === "checkbox" || control.type === "radio") control.checked = value.includes(control.value);
        else if (control.type !== "hidden") control.value = value[0];
      }
    };

    const isTyped = (control) =>
      control.name &&
      (control.type === "checkbox" || control.type === "radio"
        ? control.checked !== control.defaultChecked
        : /^(?:text|search|email|number|date|textarea)/.test(control.type) && control.value !== control.defaultValue);

    const left = localStorage.getItem(key);
    if (left) {
      put(JSON.parse(left));
      keep();
    } else if ([...form.elements].some(isTyped)) {
      waiting = setTimeout(keep, PAUSE); // on a slow line somebody types before this file is there
    }
    form.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(keep, PAUSE);
    });
    form.addEventListener("submit", () => {
      clearTimeout(waiting);
      waiting = 0;
      const field = form.elements.csrfmiddlewaretoken;
      if (field) field.value = token();
    });
    window.addEventListener("online", () => localStorage.getItem(key) && keep());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden" && waiting) keep();
    });
  };

  document.querySelectorAll("form[data-draft]").forEach(start);
})();
