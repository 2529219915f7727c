// Files travel by tus while the form is filled in. After a break they go on from where they were.
(() => {
  "use strict";
  if (!window.tus || !tus.isSupported) return;

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

      const upload = new tus.Upload(file, {
        endpoint: input.dataset.upload,
        chunkSize: 8 * 1024 * 1024,
        retryDelays: [0, 1000, 3000, 5000, 10000, 20000],
        metadata: { filename: file.name, filetype: file.type, place: input.dataset.place },
        removeFingerprintOnSuccess: true,
        onBeforeRequest: (request) => request.setHeader("X-CSRFToken", document.body.dataset.csrf || ""),
        onProgress: (sent, whole) => {
          const share = whole ? Math.floor((sent * 100) / whole) : 100;
          bar.setAttribute("width", `${share}%`);
          meter.setAttribute("aria-label", `${share} ${words.sent}`);
          show("sending");
          again.hidden = true;
        },
        onShouldRetry: (error) => {
          const status = error.originalResponse ? error.originalResponse.getStatus() : 0;
          const retry = status === 0 || status === 409 || status === 423 || status >= 500;
          if (retry) {
            show("waiting");
            facts.textContent = words.dropped;
          }
          return retry;
        },
        onError: (error) => {
          const status = error.originalResponse ? error.originalResponse.getStatus() : 0;
          const sentence = error.originalResponse ? error.originalResponse.getBody() : "";
          const lost = status === 0 || status === 401 || status >= 500;
          show(lost ? "waiting" : "refused");
          again.hidden = !lost;
          facts.textContent = sentence || words.dropped;
          if (!lost) settle(false);
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
      const go = () =>
        upload.findPreviousUploads().then((earlier) => {
          if (earlier.length && !upload.url) upload.resumeFromPreviousUpload(earlier[0]);
          upload.start();
        });
      under += 1;
      again.addEventListener("click", go);
      window.addEventListener("online", () => open && !again.hidden && go());
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
