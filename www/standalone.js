// In the stand-alone file the table check is one more screen of the page; it starts when it is first shown.

const place = /** @type {HTMLElement} */ (document.getElementById("check"));
const home = /** @type {HTMLElement} */ (document.getElementById("home"));
const check = /** @type {HTMLTemplateElement} */ (place.querySelector("template"));

// What leads to other files of the site leads nowhere from a disk.
for (const link of document.querySelectorAll("[data-online]")) link.remove();

function show() {
  const shown = location.hash === "#check";
  place.hidden = !shown;
  if (!shown) return;
  home.hidden = true;
  document.title = "价目表和账单核对 · 公报计算器";
  if (check.isConnected) check.replaceWith(check.content);
  scrollTo(0, 0);
}

addEventListener("hashchange", show);
show();
