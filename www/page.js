// The page's own script: the calculator named in the address is the one that is shown. Each keeps its
// element, so that going to another and back loses nothing.

const links = [...document.querySelectorAll("nav a[data-calculator]")];
const title = document.title;
const elements = new Map();
let shown = document.querySelector("luzhou-calculator");

function show(moved) {
  const wanted = location.hash.slice(1);
  const link = links.find((candidate) => candidate.dataset.calculator === wanted) || (moved ? null : links[0]);
  if (!link) return;
  for (const other of links) other.removeAttribute("aria-current");
  link.setAttribute("aria-current", "page");
  const name = link.dataset.calculator;
  let element = elements.get(name);
  if (!element) {
    element = elements.size ? shown.cloneNode(true) : shown;
    element.setAttribute("name", name);
    elements.set(name, element);
  }
  if (element !== shown) {
    shown.hidden = true;
    element.hidden = false;
    shown.after(element);
    shown = element;
  }
  document.title = `${link.dataset.title} · ${title}`;
  if (moved) document.querySelector("main").focus();
}

addEventListener("hashchange", () => show(true));
show(false);
