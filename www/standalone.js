// In the stand-alone file the table check, the timeline and the pictures are more screens of the page; the check starts when it is
// first shown.

const home = /** @type {HTMLElement} */ (document.getElementById("home"));
const screens = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("main > [data-title]"));

// What leads to other files of the site leads nowhere from a disk.
for (const link of document.querySelectorAll("[data-online]")) link.remove();

/** Shows the screen that the address names, or the one in which it names a place. */
function show() {
  const name = location.hash.slice(1).split("?")[0] ?? "";
  const place = name ? document.getElementById(name) : null;
  const shown = /** @type {HTMLElement | null | undefined} */ (place?.closest("main > [data-title]"));
  for (const screen of screens) screen.hidden = screen !== shown;
  if (!place || !shown) return;
  home.hidden = true;
  document.title = `${shown.dataset.title} · 公报计算器`;
  const waiting = /** @type {HTMLTemplateElement | null} */ (shown.querySelector("template"));
  if (waiting) waiting.replaceWith(waiting.content);
  if (place === shown) scrollTo(0, 0);
  else place.scrollIntoView();
}

addEventListener("hashchange", show);
show();
