// The page's own script: the calculator named in the address is the one that is shown.

const calculator = document.querySelector("luzhou-calculator");
const links = [...document.querySelectorAll("nav a[data-calculator]")];
const title = document.title;

function show(moved) {
  const wanted = decodeURIComponent(location.hash.slice(1));
  const link = links.find((candidate) => candidate.dataset.calculator === wanted) || (moved ? null : links[0]);
  if (!link) return;
  for (const other of links) other.removeAttribute("aria-current");
  link.setAttribute("aria-current", "page");
  const name = link.dataset.calculator;
  if (calculator.getAttribute("name") !== name) calculator.setAttribute("name", name);
  document.title = `${link.dataset.title} · ${title}`;
  if (moved) document.querySelector("main").focus();
}

addEventListener("hashchange", () => show(true));
show(false);
