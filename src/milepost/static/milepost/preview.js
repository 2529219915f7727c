// Jumps to where a locator points: "p 2, para 3", "06:48 to 07:10", or #p3, #t=385 and #m1042 in the address.
(() => {
  "use strict";
  const seconds = (text) => {
    const found = text.match(/(?:(\d{1,2}):)?(\d{1,2}):(\d{2})(?!\d)/);
    return found ? Number(found[1] || 0) * 3600 + Number(found[2]) * 60 + Number(found[3]) : null;
  };
  const seek = (media, to) => {
    const go = () => {
      if (Number.isFinite(media.duration)) {
        media.currentTime = to;
        return;
      }
      // A recording that a browser made says nowhere how long it is: going to its end finds out, and then it can be sought.
      media.addEventListener("durationchange", () => Number.isFinite(media.duration) && (media.currentTime = to), { once: true });
      media.currentTime = 1e7;
    };
    if (media.readyState >= 1) go();
    else {
      media.addEventListener("loadedmetadata", go, { once: true });
      media.load();
    }
    media.scrollIntoView({ block: "nearest" });
  };
  const find = (locator, within) => {
    const paragraph = locator.match(/\bpara(?:graph)?\.?\s*(\d+)/i);
    const page = locator.match(/\b(?:page|sheet|p)\.?\s*(\d+)/i);
    return (
      (paragraph && within.querySelector(`[data-paragraph="${paragraph[1]}"]`)) ||
      (page && within.querySelector(`[data-page="${page[1]}"], [data-paragraph="${page[1]}"]`))
    );
  };
  const jump = (locator) => {
    const within = document.querySelector("[data-preview]");
    if (!within) return false;
    const media = within.querySelector("[data-media]");
    const to = seconds(locator);
    if (media && to !== null) {
      seek(media, to);
      return true;
    }
    const place = find(locator, within);
    if (!place) return false;
    within.querySelectorAll(".is-now").forEach((other) => other.classList.remove("is-now"));
    place.classList.add("is-now");
    place.scrollIntoView({ block: "start" });
    return true;
  };
  const arrive = () => {
    const time = location.hash.match(/^#t=(\d+)$/);
    const media = document.querySelector("[data-preview] [data-media]");
    const moment = /^#m\d{4}$/.test(location.hash) && document.getElementById(location.hash.slice(1));
    if (time && media) seek(media, Number(time[1]));
    else if (moment) {
      moment.closest("[data-preview]").querySelectorAll(".is-now").forEach((other) => other.classList.remove("is-now"));
      moment.classList.add("is-now");
      moment.scrollIntoView({ block: "center" });
    } else if (/^#p\d+$/.test(location.hash)) jump(location.hash.slice(1));
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-jump]");
    if (link && jump(link.dataset.jump)) event.preventDefault();
  });
  window.addEventListener("hashchange", arrive);
  document.addEventListener("htmx:afterSettle", arrive);
  arrive();
})();
