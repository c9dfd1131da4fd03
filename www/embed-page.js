// For webmasters: a calculator is chosen, looked at and filled in; the code that shows the same on another page is written.

/** @template {HTMLElement} T @param {string} selector */
const find = (selector) => /** @type {T} */ (document.querySelector(selector));
/** @param {string} id @returns {HTMLInputElement} */
const field = (id) => find(`#${id}`);

const { integrity = "", checkIntegrity = "" } = find(".snippet").dataset;
const preview = find(".preview");

/** @type {HTMLElement & { answers?: Record<string, unknown> }} */
let shown;

/** Shows the chosen element; anew where another is chosen. */
function show() {
  const name = field("name").value;
  const tag = name ? "luzhou-calculator" : "luzhou-price-check";
  if (shown?.localName !== tag || (shown.getAttribute("name") ?? "") !== name) {
    shown = document.createElement(tag);
    if (name) shown.setAttribute("name", name);
    preview.replaceChildren(shown);
  }
  for (const look of ["theme", "size"]) {
    if (field(look).value) shown.setAttribute(look, field(look).value);
    else shown.removeAttribute(look);
  }
  preview.dataset.theme = field("theme").value;
  const colour = colourOf();
  if (colour) shown.style.setProperty("--luzhou-main", colour);
  else shown.style.removeProperty("--luzhou-main");
  write();
}

/** The colour that was typed, where it is one on which white can be read; otherwise it is said what is wrong with it. */
function colourOf() {
  const text = field("main-colour").value.trim();
  const note = find("#colour-note");
  note.textContent = "";
  if (!text) return "";
  if (!/^#[0-9a-f]{6}$/i.test(text)) {
    note.textContent = "请写成 # 加六位十六进制数，如 #15527f。";
    return "";
  }
  const parts = [1, 3, 5].map((at) => parseInt(text.slice(at, at + 2), 16) / 255);
  const [red = 0, green = 0, blue = 0] = parts.map((it) => (it <= 0.04045 ? it / 12.92 : ((it + 0.055) / 1.055) ** 2.4));
  const contrast = 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05);
  if (contrast >= 4.5) return text;
  note.textContent = `这个颜色太浅：和白色的对比度是 ${contrast.toFixed(1)}，至少要 4.5。没有用它。`;
  return "";
}

/** @param {string} text */
const escaped = (text) => text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");

/** An answer as an attribute takes it: choices with commas, rows by code and quantity, which is all that it takes of them. @param {unknown} answer */
function attribute(answer) {
  if (!Array.isArray(answer)) return String(answer);
  if (!answer.some((it) => typeof it === "object")) return answer.join(",");
  const rows = answer.filter(({ code }) => code);
  return rows.map(({ code, quantity }) => (quantity && String(quantity) !== "1" ? `${code}*${quantity}` : code)).join(" ");
}

/** Writes the code for what is shown. */
function write() {
  const name = field("name").value;
  const given = field("prefill").checked ? Object.entries(shown.answers ?? {}) : [];
  const looks = ["theme", "size"].map((look) => [look, field(look).value]).filter(([, value]) => value);
  const attributes = [...(name ? [["name", name]] : []), ...looks, ...given].map(([key, value]) => ` ${key}="${escaped(attribute(value))}"`);
  const script = name ? "luzhou-gazette.js" : "luzhou-gazette-check.js";
  const address = escaped(field("address").value.trim());
  const origin = /^(https?:)?\/\//.test(address) ? ' crossorigin="anonymous"' : "";
  const tag = shown.localName;
  const text = `<script src="${address}${script}" integrity="${name ? integrity : checkIntegrity}"${origin} defer></script>
<${tag}${attributes.join("")}>
  <p>${escaped(field("fallback").value)}</p>
</${tag}>
`;
  if (field("code").value !== text) find("[data-copied]").textContent = "";
  field("code").value = text;
  const colour = shown.style.getPropertyValue("--luzhou-main");
  find("[data-rule]").hidden = !colour;
  field("rule").value = `${tag} { --luzhou-main: ${colour}; }`;
}

async function copy() {
  const code = field("code");
  code.select();
  const copied = await navigator.clipboard?.writeText(code.value).then(() => true, () => false);
  find("[data-copied]").textContent = copied || document.execCommand("copy") ? "已经复制。" : "请长按或按 Ctrl+C 复制已选中的代码。";
}

find("form").addEventListener("input", show);
find("form").addEventListener("submit", (event) => event.preventDefault());
for (const type of ["luzhou-ready", "luzhou-result", "luzhou-error"]) preview.addEventListener(type, write);
find("[data-copy]").addEventListener("click", copy);
show();
