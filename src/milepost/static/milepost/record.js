// Takes sound with the device's microphone and hands it to the file field beside it, as if it had been chosen there.
(() => {
  "use strict";
  if (!navigator.mediaDevices || !window.MediaRecorder || !window.DataTransfer) return;
  const KINDS = [["audio/mp4", "m4a"], ["audio/webm;codecs=opus", "webm"], ["audio/ogg;codecs=opus", "ogg"]];
  const two = (n) => String(n).padStart(2, "0");

  const start = (box) => {
    const input = box.closest(".drop, [data-uploads], .govuk-form-group").querySelector("input[type=file]");
    const begin = box.querySelector("[data-record-start]");
    const stop = box.querySelector("[data-record-stop]");
    const time = box.querySelector("[data-record-time]");
    const said = box.querySelector("[data-record-said]");
    const kind = KINDS.find(([type]) => MediaRecorder.isTypeSupported(type));
    if (!input || !kind) return;
    box.hidden = false;
    let recorder = null;
    let since = 0;
    let ticking = 0;

    const show = (running) => {
      begin.hidden = running;
      stop.hidden = !running;
      (running ? stop : begin).focus();
    };
    begin.addEventListener("click", async () => {
      let stream = null;
      try {
        stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      } catch {
        said.textContent = box.dataset.no;
        return;
      }
      const parts = [];
      said.textContent = "";
      recorder = new MediaRecorder(stream, { mimeType: kind[0], audioBitsPerSecond: 48000 });
      recorder.addEventListener("dataavailable", (event) => event.data.size && parts.push(event.data));
      recorder.addEventListener("stop", () => {
        clearInterval(ticking);
        stream.getTracks().forEach((track) => track.stop());
        const now = new Date(since);
        const name = `${box.dataset.named} ${two(now.getHours())}.${two(now.getMinutes())}.${kind[1]}`;
        const file = new File(parts, name, { type: kind[0].split(";")[0], lastModified: since });
        const carried = new DataTransfer();
        carried.items.add(file);
        input.files = carried.files;
        input.dispatchEvent(new Event("change", { bubbles: true }));
        show(false);
        box.dispatchEvent(new CustomEvent("milepost:recorded", { bubbles: true }));
      });
      recorder.start(5000);
      since = Date.now();
      time.textContent = "00:00";
      ticking = setInterval(() => {
        const seconds = Math.floor((Date.now() - since) / 1000);
        time.textContent = `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
        box.dispatchEvent(new CustomEvent("milepost:recording", { bubbles: true, detail: { time: time.textContent } }));
      }, 500);
      show(true);
      box.dispatchEvent(new CustomEvent("milepost:recording", { bubbles: true, detail: { time: "00:00" } }));
    });
    stop.addEventListener("click", () => recorder && recorder.state !== "inactive" && recorder.stop());
    window.addEventListener("beforeunload", (event) => {
      if (recorder && recorder.state === "recording") event.preventDefault();
    });
  };

  document.querySelectorAll("[data-record]").forEach(start);
})();
