// The script of the pages with pictures: offers large type, and on the timeline says how every row stands on the day that is
// chosen, and keeps the day in the address, so that it can be shared. Without it the pictures and tables have the days themselves.

import { dayOfAddress, readDay } from "./day.js";
import { offerLarge } from "./look.js";
import { keepDay, standing, today } from "./periods.js";

/** How a row stands, by the kind of row: a document with a stated first day, one that only bears its date, a span of time. */
const WORDS = {
  document: { soon: "还没有施行", in: "施行中", open: "已施行", over: "已结束" },
  signed: { soon: "还没有成文", in: "在期内", open: "已成文", over: "已结束" },
  time: { soon: "还没开始", in: "在期内", open: "在期内", over: "已结束" },
};

const large = /** @type {HTMLElement | null} */ (document.querySelector("[data-large][hidden]"));
if (large) {
  large.hidden = false;
  offerLarge(() => []);
}

/** How far a day lies between the first of a picture and the first behind it. @param {string} day @param {DOMStringMap} ends */
function share(day, { start = "", end = "" }) {
  // A mark stands in the middle of its day.
  const at = (Date.parse(day) + 43_200_000 - Date.parse(start)) / (Date.parse(end) - Date.parse(start));
  return at >= 0 && at < 1 ? at : undefined;
}

/** Places the mark of a picture. @param {HTMLElement} plot @param {string} day */
function place(plot, day) {
  const mark = /** @type {SVGGElement} */ (plot.querySelector(".at"));
  const at = share(day, plot.dataset);
  mark.toggleAttribute("hidden", at === undefined);
  if (at === undefined) return;
  const x = `${at * 100}%`;
  const [line, text] = /** @type {[SVGLineElement, SVGTextElement]} */ (/** @type {unknown} */ (mark.children));
  line.setAttribute("x1", x);
  line.setAttribute("x2", x);
  text.setAttribute("x", x);
  text.setAttribute("text-anchor", at < 0.3 ? "start" : at > 0.7 ? "end" : "middle");
  text.textContent = day === today ? `今天 ${day}` : day;
}

/** @param {HTMLElement} root */
function begin(root) {
  const form = /** @type {HTMLFormElement} */ (root.querySelector(".choose"));
  const field = /** @type {HTMLInputElement} */ (form.querySelector("input"));
  const error = /** @type {HTMLElement} */ (form.querySelector(".error"));
  const said = /** @type {HTMLElement} */ (form.querySelector(".stands"));
  const home = /** @type {HTMLAnchorElement} */ (form.querySelector("[data-home]"));
  const first = home.getAttribute("href")?.split("#")[0];
  const rows = /** @type {HTMLElement[]} */ ([...root.querySelectorAll("[data-words]")]);
  const plots = /** @type {HTMLElement[]} */ ([...root.querySelectorAll(".plot[data-start]")]);

  /** @param {string} day */
  function look(day) {
    const counts = { in: 0, open: 0, soon: 0, over: 0 };
    const spans = [];
    for (const row of rows) {
      const chip = /** @type {HTMLElement} */ (row.querySelector(".chip"));
      const state = standing(row.dataset, day);
      row.dataset.state = state;
      chip.dataset.state = state;
      chip.textContent = WORDS[/** @type {keyof typeof WORDS} */ (row.dataset.words)][state];
      chip.hidden = false;
      const name = row.querySelector(".name");
      if (!name) continue; // a row of a table: counted in its picture
      if (row.closest("#documents")) counts[state]++;
      else if (state === "in" && !row.closest("#lasting")) spans.push(name.textContent);
    }
    for (const plot of plots) place(plot, day);
    for (const cell of root.querySelectorAll("[data-stands]")) /** @type {HTMLElement} */ (cell).hidden = false;
    const [year, month, date] = day.split("-").map(Number);
    const documents = [["在施行期里", counts.in], ["没写到哪天", counts.open], ["还没开始", counts.soon], ["已结束", counts.over]].filter(([, count]) => count);
    said.textContent = `${day === today ? "今天是" : ""}${year}年${month}月${date}日：文件${documents.map(([words, count]) => `${words} ${count} 份`).join("，")}。${spans.length ? `在期内的有${spans.join("、")}。` : ""}`;
    home.href = `${first}#?day=${day}`;
    keepDay(root.querySelectorAll('a[href^="documents/"]'), day);
  }

  /** Shows what the address says, or today. */
  function open() {
    const day = dayOfAddress() ?? today;
    if (readDay(field.value) !== day) field.value = day;
    error.textContent = "";
    field.removeAttribute("aria-invalid");
    look(day);
  }

  /** @param {string} day */
  function keep(day) {
    const place = location.hash.replace(/[#?&]day=.*$/, "");
    const sign = place.length > 1 ? "?" : "";
    history.replaceState(null, "", `${place.length > 1 ? place : "#"}${sign}day=${day}`);
  }

  field.addEventListener("input", () => {
    const day = readDay(field.value);
    if (!day) return;
    error.textContent = "";
    field.removeAttribute("aria-invalid");
    keep(day);
    look(day);
  });
  // Whether something is missing is seen when the person leaves the field.
  const check = () => {
    if (readDay(field.value)) return;
    error.textContent = "看不懂这一天。请写成 20240215、2024-02-15 或 2024年2月15日，并且历上有这一天。";
    field.setAttribute("aria-invalid", "true");
  };
  field.addEventListener("change", check);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    check();
  });
  form.querySelector("[data-now]")?.addEventListener("click", () => {
    keep(today);
    field.value = today;
    open();
  });
  addEventListener("hashchange", open);
  form.hidden = false;
  open();
}

const root = /** @type {HTMLElement | null} */ (document.querySelector("[data-timeline]"));
if (root) begin(root);
