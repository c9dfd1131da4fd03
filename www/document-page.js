// The script of the pages about the documents, which can be read without it: what is over today is marked, type can be large.

import { dayOfAddress } from "./day.js";
import { offerLarge, offerVoice } from "./look.js";
import { keepDay, lookAt, mark, sayDay, today } from "./periods.js";
import { unfold } from "./unfold.js";

// The page that led here may look at another day; the pages to which this one leads look at the same.
const day = dayOfAddress(location.search) ?? today;
lookAt(day);
if (day !== today) {
  keepDay(document.querySelectorAll('.document a[href$=".html"], .document a[href*=".html#"]:not([href^="../"])'), day);
  const { content } = /** @type {HTMLTemplateElement} */ (document.querySelector("[data-looked]"));
  /** @type {HTMLElement} */ (content.querySelector("b")).textContent = day;
  /** @type {HTMLAnchorElement} */ (content.querySelector("a")).href = location.pathname;
  document.querySelector(".document .heading")?.after(content);
}
sayDay();
for (const chip of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".chip"))) mark(chip);

const large = /** @type {HTMLElement} */ (document.querySelector("[data-large]"));
large.hidden = false;
offerLarge(() => []);
offerVoice(() => /** @type {HTMLElement} */ (document.getElementById("main")).innerText);

const show = () => unfold(document.getElementById(decodeURIComponent(location.hash.slice(1))));
addEventListener("hashchange", show);
if (location.hash) show();
