// The page's own script: the calculator named in the address is the one that is shown. Each keeps its
// element, so that going to another and back loses nothing.

const links = [...document.querySelectorAll("nav a[data-calculator]")];
const list = document.querySelector("nav details");
const summary = list.querySelector("summary");
const wide = matchMedia("(min-width: 64em)");
const title = document.title;
const elements = new Map();
let shown = document.querySelector("luzhou-calculator");

/** The element of a calculator, made where there is none yet. */
function element(name) {
  if (!elements.has(name)) {
    const made = elements.size ? document.createElement("luzhou-calculator") : shown;
    // What is read where no calculator can run goes along.
    if (made !== shown) made.append(...[...shown.children].map((child) => child.cloneNode(true)));
    made.setAttribute("name", name);
    elements.set(name, made);
  }
  return elements.get(name);
}

function show(moved) {
  const wanted = location.hash.slice(1);
  const link = links.find((candidate) => candidate.dataset.calculator === wanted) || (moved ? null : links[0]);
  if (!link) return;
  for (const other of links) other.removeAttribute("aria-current");
  link.setAttribute("aria-current", "page");
  const next = element(link.dataset.calculator);
  if (next !== shown) {
    shown.hidden = true;
    next.hidden = false;
    shown.after(next);
    shown = next;
  }
  document.title = `${link.dataset.title} · ${title}`;
  summary.textContent = wide.matches ? "计算器" : `换一个计算器（现在是：${link.dataset.title}）`;
  if (!wide.matches) list.open = false;
  if (moved) document.querySelector("main").focus();
}

/** Beside the calculator there is room for the whole list; above it there is not. */
function fit() {
  list.open = wide.matches;
  show(false);
}

addEventListener("hashchange", () => show(true));
// A link from one calculator to another carries the answers that are already known.
addEventListener("luzhou-open", (event) => {
  event.preventDefault();
  const { calculator, answers } = event.detail;
  const next = element(calculator);
  for (const [key, answer] of Object.entries(answers)) next.setAttribute(key, answer);
  location.hash = calculator;
});
wide.addEventListener("change", fit);
fit();
