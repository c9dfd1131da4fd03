// What a webmaster has probably misspelt is said in the browser's console, with the nearest name, and changes nothing.

/** Names of HTML and of frameworks, which say nothing about an element of ours. */
const OTHERS =
  /^(id|is|as|key|ref|for|name|form|lang|dir|part|slot|role|type|value|title|class|style|hidden|inert|nonce|width|height|align|loading|tabindex|translate|autofocus|draggable|spellcheck|itemprop|popover|exportparts|accesskey|contenteditable|inputmode|enterkeyhint|on.*|v-.*|x-.*|ng.*|_.*|data-.*|aria-.*|.*[:@.#*()[\]].*)$/;

/** What an attribute may say. @type {Record<string, string[]>} */
const VALUES = {
  theme: ["light", "dark", "auto"],
  size: ["large"],
  historical: ["", "true", "false", "historical"],
  mode: ["list", "bill"],
  worker: ["off"],
};

/** What has been said on this page. @type {Set<string>} */
const said = new Set();

/**
 * By how many letters two words differ; two neighbours that changed places count once.
 * @param {string} one
 * @param {string} other
 */
function distance(one, other) {
  /** @type {number[]} */
  let last = [];
  /** @type {number[]} */
  let row = [];
  for (let at = 0; at <= other.length; at++) row.push(at);
  for (let i = 1; i <= one.length; i++) {
    let least = i;
    const next = [least];
    for (let j = 1; j <= other.length; j++) {
      const changed = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
      least = Math.min(changed, (row[j] ?? 0) + 1, least + 1);
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) least = Math.min(least, (last[j - 2] ?? 0) + 1);
      next.push(least);
    }
    [last, row] = [row, next];
  }
  return row[other.length] ?? 0;
}

/** @param {string} name */
const dashed = (name) => name.replace(/_/g, "-");

/**
 * The known name that was probably meant; nothing where none is near.
 * @param {string} name
 * @param {string[]} known
 */
function nearest(name, known) {
  const far = name.length < 5 ? 1 : 2;
  const [best] = known.map((it) => ({ it, by: distance(name, dashed(it)) })).sort((a, b) => a.by - b.by);
  return best && best.by <= far ? best.it : undefined;
}

/**
 * Says which attributes of an element are probably misspelt, each once a page.
 * @param {HTMLElement} host
 * @param {string[]} own the attributes that it reads, as they are documented
 */
export function hint(host, own) {
  const known = [...own, "theme", "size"];
  const names = new Set(known.map(dashed));
  for (const { name, value } of host.attributes) {
    const plain = dashed(name);
    const allowed = names.has(plain) ? VALUES[plain] : undefined;
    let words;
    if (allowed && !allowed.includes(value)) {
      const may = allowed.filter(Boolean).join("、");
      words = `${name} 不能是“${value.slice(0, 40)}”，只能是 ${may}。 ${name} may be: ${may}`;
    } else if (!names.has(plain) && name.length <= 40 && !OTHERS.test(name)) {
      const meant = nearest(plain, known);
      if (meant) words = `没有 ${name} 这个属性，是不是 ${meant}？ No attribute ${name}; did you mean ${meant}?`;
    }
    const whole = `<${host.localName}>: ${words}`;
    if (!words || said.has(whole)) continue;
    said.add(whole);
    console.warn(whole);
  }
}
