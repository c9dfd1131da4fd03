// The script of the pages about the documents, which can be read without it: what is over today is marked, type can be large.

import { offerLarge, offerVoice } from "./look.js";
import { mark, sayDay } from "./periods.js";
import { unfold } from "./unfold.js";

sayDay();
for (const chip of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".chip"))) mark(chip);

const large = /** @type {HTMLElement} */ (document.querySelector("[data-large]"));
large.hidden = false;
offerLarge(() => []);
offerVoice(() => /** @type {HTMLElement} */ (document.getElementById("main")).innerText);

const show = () => unfold(document.getElementById(decodeURIComponent(location.hash.slice(1))));
addEventListener("hashchange", show);
if (location.hash) show();
