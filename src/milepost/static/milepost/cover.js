// Boxes drawn over a picture with a finger or a mouse. The fields of the form hold them, so that it works without this too.
(() => {
  "use strict";
  const SIDES = ["left", "top", "width", "height"];

  const start = (stage) => {
    const form = stage.closest("form");
    const rows = [...form.querySelectorAll(".cover__box")].map((row) => [...row.querySelectorAll("input")]);
    let from = null;
    let drawn = null;

    const show = (box, values) => SIDES.forEach((side, i) => box.style.setProperty(side, `${values[i]}%`));
    const place = (event) => {
      const frame = stage.getBoundingClientRect();
      const share = (value, whole) => Math.min(Math.max((value / whole) * 100, 0), 100);
      return [share(event.clientX - frame.left, frame.width), share(event.clientY - frame.top, frame.height)];
    };
    const between = (a, b) => [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.abs(a[0] - b[0]), Math.abs(a[1] - b[1])];

    const draw = () => {
      for (const box of stage.querySelectorAll("button")) box.remove();
      rows.forEach((row) => {
        const values = row.map((field) => parseFloat(field.value) || 0);
        if (!values[2] || !values[3]) return;
        const box = document.createElement("button");
        box.type = "button";
        box.setAttribute("aria-label", `${row[0].closest("fieldset").querySelector("legend").textContent} ×`);
        show(box, values);
        box.addEventListener("click", () => {
          for (const field of row) field.value = "";
          draw();
        });
        stage.append(box);
      });
    };

    stage.addEventListener("pointerdown", (event) => {
      if (event.target.tagName === "BUTTON") return;
      from = place(event);
      drawn = document.createElement("span");
      stage.append(drawn);
      stage.setPointerCapture(event.pointerId);
      event.preventDefault();
    });
    stage.addEventListener("pointermove", (event) => {
      if (from) show(drawn, between(from, place(event)));
    });
    const end = (event) => {
      if (!from) return;
      const values = between(from, place(event));
      drawn.remove();
      from = drawn = null;
      const free = rows.find((row) => !row.some((field) => field.value.trim()));
      if (free && values[2] > 1 && values[3] > 1) free.forEach((field, i) => (field.value = values[i].toFixed(1)));
      draw();
    };
    stage.addEventListener("pointerup", end);
    stage.addEventListener("pointercancel", end);
    form.addEventListener("input", draw);
    draw();
  };

  for (const stage of document.querySelectorAll("[data-cover]")) start(stage);
})();
