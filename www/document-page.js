// The script of the pages about the documents, which can be read without it: what is over today is marked, type can be large.

import { offerLarge, offerVoice } from "./look.js";
import { mark, sayDay } from "./periods.js";

sayDay();
for (const chip of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".chip"))) mark(chip);

const large = /** @type {HTMLElement} */ (document.querySelector("[data-large]"));
large.hidden = false;
offerLarge(() => []);
offerVoice(() => /** @type {HTMLElement} */ (document.getElementById("main")).innerText);

/** Opens what is folded around the place that the address names. */
function unfold() {
  const place = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let at = place?.closest("details"); at; at = at.parentElement?.closest("details")) at.open = true;
  place?.scrollIntoView();
}

addEventListener("hashchange", unfold);
if (location.hash) unfold();
