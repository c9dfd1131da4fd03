// Leads from each source of an answer to its place on the page of its document. The links are the page's: a website that
// embeds a calculator has no such pages, and a sheet is kept where they are not.

/** The names of the documents, by their numbers, as the home screen lists them. @type {Map<string, string>} */
const names = new Map();
for (const link of document.querySelectorAll(".docs a")) {
  names.set(link.querySelector("small")?.textContent ?? "", link.getAttribute("href")?.split("document=")[1] ?? "");
}

/** Where the table of contents is cited, its list of documents is the place. */
const CONTENTS = "目录";

/** @param {string} said a source as the answer names it @param {string} before the number of the source before it */
function numberIn(said, before) {
  if (said.startsWith("同上 ")) return before;
  return [...names.keys()].find((number) => said.startsWith(`${number} `)) ?? (said.includes(` ${CONTENTS}`) ? CONTENTS : "");
}

/** Adds the links that are missing. @param {ShadowRoot} root @param {string} folder */
function addLinks(root, folder) {
  let number = "";
  for (const place of root.querySelectorAll(".source-place")) {
    if (place.querySelector("a")) return;
    const said = place.textContent ?? "";
    number = numberIn(said, number);
    if (!number) continue;
    const clause = said.slice(said.startsWith("同上 ") ? 3 : number.length + 1).replace(/，[^，]*第\s*\d+\s*页$/, "");
    const link = document.createElement("a");
    // A finger meets it as it meets the number that leads to a source; the source itself is the link, so no line is longer.
    link.className = "ref";
    Object.assign(link.style, { display: "inline", margin: "0", fontSize: "inherit", lineHeight: "inherit", borderRadius: "0", textDecoration: "underline" });
    link.href = folder + (number === CONTENTS ? `index.html#${CONTENTS}` : `${names.get(number)}.html#${clause.replace(/\s/g, "")}`);
    link.append(...place.childNodes);
    place.append(link);
  }
}

/** @type {WeakSet<ShadowRoot>} */
const followed = new WeakSet();

/**
 * Lets the sources of a calculator lead to the pages in a folder, also of the answers to come.
 * @param {HTMLElement} calculator
 * @param {string} folder
 * @param {HTMLElement} based the way to the documents while no source leads there
 */
export function leadToPages(calculator, folder, based) {
  const root = calculator.shadowRoot;
  if (!root) return;
  const renew = () => {
    addLinks(root, folder);
    if (!calculator.hidden) based.hidden = root.querySelector(".source-place a") !== null;
  };
  renew();
  if (followed.has(root)) return;
  followed.add(root);
  new MutationObserver(renew).observe(root, { childList: true, subtree: true });
}
