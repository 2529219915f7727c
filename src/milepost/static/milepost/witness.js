// The page of a witness: the draft stays on their device, words may be spoken, and one tick ticks all.
(() => {
  "use strict";
  const done = document.querySelector("[data-witness-done]");
  if (done) {
    for (const key of Object.keys(localStorage)) if (key.startsWith(done.dataset.witnessDone)) localStorage.removeItem(key);
    return;
  }
  const form = document.querySelector("form[data-witness]");
  if (!form) return;
  const key = form.dataset.witness;

  // What is typed.
  const kept = (control) => control.name && control.type !== "hidden" && control.type !== "file";
  const keep = () => {
    const fields = [...form.elements].filter(kept).map((c) => [c.id, c.type === "checkbox" ? c.checked : c.value]);
    localStorage.setItem(key, JSON.stringify(fields));
  };
  const refused = form.querySelector(".govuk-error-summary");
  const left = localStorage.getItem(key);
  if (left && !refused) {
    for (const [id, value] of JSON.parse(left)) {
      const control = document.getElementById(id);
      if (!control || !form.contains(control)) continue;
      if (control.type === "checkbox") control.checked = value;
      else control.value = value;
    }
  }
  form.addEventListener("input", keep);
  form.addEventListener("change", keep);

  // One tick for all of them.
  const all = form.querySelector("[data-witness-all]");
  const each = [...form.querySelectorAll("input[name=targets]")];
  if (all) {
    all.addEventListener("change", () => each.forEach((one) => (one.checked = all.checked)));
    each.forEach((one) => one.addEventListener("change", () => (all.checked = each.every((other) => other.checked))));
    if (all.checked) each.forEach((one) => (one.checked = true));
  }

  // What the clock of this device says, when it is sent.
  form.addEventListener("submit", () => {
    form.querySelector("[data-device-time]").value = new Date().toISOString();
  });

  // Speaking.
  const box = form.querySelector("[data-voice]");
  const file = form.querySelector("[data-voice-file]");
  if (!box || !file || !window.MediaRecorder || !navigator.mediaDevices) return;
  const act = box.querySelector("[data-voice-act]");
  const words = act.querySelector("span");
  const said = box.querySelector("[data-voice-said]");
  const play = box.querySelector("[data-voice-play]");
  const kinds = [["audio/webm", "webm"], ["audio/mp4", "m4a"], ["audio/ogg", "ogg"]];
  const [media, suffix] = kinds.find(([kind]) => MediaRecorder.isTypeSupported(kind)) || ["", "webm"];
  let recorder = null;
  box.hidden = false;

  const taken = (parts) => {
    const blob = new Blob(parts, { type: media || recorder.mimeType });
    const transfer = new DataTransfer();
    transfer.items.add(new File([blob], `what-i-saw.${suffix}`, { type: blob.type }));
    file.files = transfer.files;
    play.src = URL.createObjectURL(blob);
    play.hidden = false;
    said.textContent = box.dataset.kept;
  };
  act.addEventListener("click", async () => {
    if (recorder && recorder.state === "recording") {
      recorder.stop();
      return;
    }
    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch {
      said.textContent = box.dataset.refused;
      form.querySelector("[data-voice-choose]").open = true;
      return;
    }
    const parts = [];
    recorder = new MediaRecorder(stream, media ? { mimeType: media, audioBitsPerSecond: 48000 } : {});
    recorder.addEventListener("dataavailable", (event) => event.data.size && parts.push(event.data));
    recorder.addEventListener("stop", () => {
      stream.getTracks().forEach((track) => track.stop());
      words.textContent = box.dataset.record;
      taken(parts);
    });
    recorder.start(1000);
    words.textContent = box.dataset.stop;
    said.textContent = box.dataset.going;
  });
})();
