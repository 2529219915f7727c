// Files travel by tus while the form is filled in. After a break they go on from where they were.
(() => {
  "use strict";
  if (!window.tus || !tus.isSupported) return;

  // Signing in again in another tab changes the token: the cookie knows the newest.
  const token = () => (document.cookie.match(/(?:^|; )csrftoken=([^;]+)/) || [])[1] || document.body.dataset.csrf || "";
  const status = (error) => (error.originalResponse ? error.originalResponse.getStatus() : 0);
  const AGAIN = 20000;

  const size = (bytes) => {
    const unit = ["B", "KB", "MB", "GB"];
    let step = 0;
    while (bytes >= 1000 && step < 3) {
      bytes /= 1000;
      step += 1;
    }
    return `${bytes.toFixed(bytes < 10 && step ? 1 : 0)} ${unit[step]}`;
  };

  const start = (box) => {
    const input = box.querySelector("[data-upload]");
    const list = box.querySelector("[data-uploads-list]");
    const template = box.querySelector("[data-upload-card]");
    const words = box.querySelector("[data-words]").dataset;
    let under = 0;

    const send = (file) => {
      const card = template.content.firstElementChild.cloneNode(true);
      const facts = card.querySelector("[data-facts]");
      const meter = card.querySelector(".up");
      const bar = meter.querySelector(".f-claim");
      const again = card.querySelector("[data-again]");
      const show = (state) => card.querySelectorAll("[data-state]").forEach((tag) => (tag.hidden = tag.dataset.state !== state));
      card.querySelector("[data-name]").textContent = file.name;
      facts.textContent = size(file.size);
      list.append(card);
      list.hidden = false;

      let share = 0;
      let retry = 0;
      const dropped = () => words.dropped.replace("{percent}", share);
      const upload = new tus.Upload(file, {
        endpoint: input.dataset.upload,
        chunkSize: 8 * 1024 * 1024,
        retryDelays: [0, 1000, 3000, 5000, 10000, 20000],
        metadata: { filename: file.name, filetype: file.type, place: input.dataset.place },
        removeFingerprintOnSuccess: true,
        onBeforeRequest: (request) => request.setHeader("X-CSRFToken", token()),
        onProgress: (sent, whole) => {
          share = whole ? Math.floor((sent * 100) / whole) : 100;
          if (facts.textContent !== size(file.size)) facts.textContent = size(file.size);
          bar.setAttribute("width", `${share}%`);
          meter.setAttribute("aria-label", `${share} ${words.sent}`);
          show("sending");
          again.hidden = true;
        },
        onShouldRetry: (error) => {
          const passing = [0, 409, 423].includes(status(error)) || status(error) >= 500;
          if (passing) {
            show("waiting");
            facts.textContent = dropped();
          }
          return passing;
        },
        onError: (error) => {
          // 422 is a refusal in a sentence; 401 asks to sign in again. Anything else is a line that comes back.
          const refused = [400, 404, 413, 415, 422].includes(status(error));
          show(refused ? "refused" : "waiting");
          again.hidden = refused;
          facts.textContent = [401, 422].includes(status(error)) ? error.originalResponse.getBody() : dropped();
          if (refused) settle(false);
          else retry = setTimeout(go, AGAIN);
        },
        onSuccess: () => {
          bar.setAttribute("width", "100%");
          meter.setAttribute("hidden", "");
          show("arrived");
          facts.textContent = `${size(file.size)}. ${words.safe}`;
          const arrived = document.createElement("input");
          arrived.type = "hidden";
          arrived.name = "upload";
          arrived.value = upload.url.replace(/\/$/, "").split("/").pop();
          card.append(arrived);
          settle(true);
        },
      });
      let open = true;
      const settle = (arrived) => {
        if (!open) return;
        open = false;
        under -= 1;
        box.dispatchEvent(new CustomEvent("milepost:upload", { bubbles: true, detail: { arrived, under } }));
      };
      const go = () => {
        clearTimeout(retry);
        if (!open) return null;
        return upload.findPreviousUploads().then((earlier) => {
          if (earlier.length && !upload.url) upload.resumeFromPreviousUpload(earlier[0]);
          upload.start();
        });
      };
      under += 1;
      again.addEventListener("click", go);
      window.addEventListener("online", () => !again.hidden && go());
      document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && !again.hidden && go());
      card.querySelector("[data-drop]").addEventListener("click", () => {
        settle(false);
        upload.abort(true).catch(() => {});
        card.remove();
        list.hidden = !list.children.length;
        input.focus();
      });
      go();
    };

    const take = (files) => {
      if (!input.multiple) list.querySelectorAll("[data-drop]").forEach((drop) => drop.click());
      [...files].slice(0, input.multiple ? undefined : 1).forEach(send);
    };
    input.addEventListener("change", () => {
      take(input.files);
      input.value = "";
    });
    const drop = box.querySelector(".drop");
    drop.addEventListener("dragover", (event) => event.preventDefault());
    drop.addEventListener("drop", (event) => {
      event.preventDefault();
      take(event.dataTransfer.files);
    });
    window.addEventListener("beforeunload", (event) => {
      if (under) event.preventDefault();
    });
  };

  document.querySelectorAll("[data-uploads]").forEach(start);
})();
