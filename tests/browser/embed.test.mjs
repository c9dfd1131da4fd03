// The one classic script on pages that know nothing of it.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { STRICT_POLICY, launch, mounted, onDisk, open, pkg, serve, shadowText } from "./helpers.mjs";

const SCRIPT = '<script src="luzhou-gazette.js"></script>';
const DEFERRED = '<script src="luzhou-gazette.js" defer></script>';
const ELEMENT = '<luzhou-calculator name="medical-fee"><p id="own">0830-12345</p></luzhou-calculator>';

const html = (head, body) => `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">${head}</head><body>${body}</body></html>`;

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

/** Opens one page of a server that also has the built files, tries something, and closes all. */
async function onPage(page, act, { headers, ...options } = {}) {
  const files = { "/page.html": { body: page, headers } };
  const server = await serve(pkg, { files });
  const opened = await open(browser, `${server.url}/page.html`, options);
  try {
    await act({ ...opened, server });
  } finally {
    await opened.close();
    await server.close();
  }
}

for (const [place, page] of [
  ["in the head", html(SCRIPT, ELEMENT)],
  ["in the head, deferred", html(DEFERRED, ELEMENT)],
  ["after the element", html("", ELEMENT + SCRIPT)],
  ["twice", html(SCRIPT + DEFERRED, ELEMENT + SCRIPT)],
  ["before any body", `<script src="luzhou-gazette.js"></script>${ELEMENT}`],
]) {
  test(`the script works from disk, ${place}, and asks for nothing but itself`, async () => {
    const disk = await onDisk({ "page.html": page });
    const opened = await open(browser, `${disk.url}/page.html`);
    try {
      await mounted(opened.page);
      assert.deepEqual(opened.log.errors, []);
      assert.deepEqual([...new Set(opened.log.requests)].sort(), [`${disk.url}/luzhou-gazette.js`, `${disk.url}/page.html`]);
    } finally {
      await opened.close();
      await disk.remove();
    }
  });
}

test("the script is pure ASCII and reads the same on a page in GBK", async () => {
  const script = await readFile(join(pkg, "luzhou-gazette.js"));
  assert.ok(script.every((byte) => byte < 0x80));
  // The link of the case names the server's port.
  const told = async (page) => (await shadowText(page)).replace(/127\.0\.0\.1:\d+/, "");
  let expected;
  await onPage(html(SCRIPT, ELEMENT), async ({ page }) => {
    await mounted(page);
    expected = await told(page);
  });
  const text = html(SCRIPT, `<h1>@</h1>${ELEMENT}`).replace('<meta charset="utf-8">', "");
  const [front, back] = text.split("@").map((part) => Buffer.from(part, "latin1"));
  const gbk = Buffer.concat([front, Buffer.from([0xe3, 0xf2, 0xd6, 0xdd]), back]);
  const headers = { "content-type": "text/html; charset=gbk" };
  await onPage(
    gbk,
    async ({ page }) => {
      await mounted(page);
      assert.equal(await page.evaluate(() => document.characterSet), "GBK");
      assert.equal(await page.textContent("h1"), "泸州");
      assert.match(expected, /\p{Script=Han}/u);
      assert.equal(await told(page), expected);
    },
    { headers },
  );
});

test("the strict policy is enough, with its styles, and nothing is reported against it", async () => {
  const before = () => {
    window.violations = [];
    document.addEventListener("securitypolicyviolation", (event) => window.violations.push(event.violatedDirective));
  };
  const act = async ({ page, log }) => {
    await mounted(page);
    assert.deepEqual(await page.evaluate(() => window.violations), []);
    assert.deepEqual(log.errors, []);
    const sheets = await page.$eval("luzhou-calculator", (it) => it.shadowRoot.adoptedStyleSheets.map((sheet) => sheet.cssRules.length));
    assert.equal(sheets.length, 1);
    assert.ok(sheets[0] > 0);
  };
  await onPage(html(SCRIPT, ELEMENT), act, { before, headers: { "content-security-policy": STRICT_POLICY } });
});

test("no request follows the script", async () => {
  await onPage(html(SCRIPT, ELEMENT + ELEMENT), async ({ page, server }) => {
    await mounted(page);
    await page.waitForTimeout(300);
    assert.deepEqual(server.requests, ["/page.html", "/luzhou-gazette.js"]);
  });
});

test("no global is left behind", async () => {
  const before = () => (window.names = Object.getOwnPropertyNames(window).concat("names"));
  await onPage(
    html(SCRIPT, ELEMENT),
    async ({ page }) => {
      await mounted(page);
      const left = await page.evaluate(() => Object.getOwnPropertyNames(window).filter((name) => !window.names.includes(name)));
      assert.deepEqual(left, []);
    },
    { before },
  );
});

test("several elements share one instance", async () => {
  const before = () => {
    window.instances = 0;
    for (const way of ["instantiate", "instantiateStreaming"]) {
      const real = WebAssembly[way];
      WebAssembly[way] = (...values) => {
        window.instances += 1;
        return real(...values);
      };
    }
  };
  await onPage(
    html(SCRIPT, '<luzhou-calculator id="a" name="medical-fee"></luzhou-calculator><luzhou-calculator id="b" name="blood-donation-quota"></luzhou-calculator>'),
    async ({ page }) => {
      await mounted(page, "#a");
      await mounted(page, "#b");
      assert.equal(await page.evaluate(() => window.instances), 1);
    },
    { before },
  );
});

/** Watches for the event that tells of a failure. */
const watchErrors = () => {
  window.failures = [];
  document.addEventListener("luzhou-error", (event) => window.failures.push(event.detail));
};

async function noticeStands(page, code) {
  const notice = page.locator("luzhou-calculator [part=failure][role=alert]");
  await notice.waitFor();
  assert.match(await notice.textContent(), /计算器|浏览器|安全策略/);
  assert.ok(await page.isVisible("#own"), "the element's own children stay visible");
  const failures = await page.evaluate(() => window.failures);
  assert.equal(failures.length, 1);
  assert.equal(failures[0].code, code);
  assert.equal(failures[0].message, await notice.textContent());
}

test("where the policy forbids WebAssembly a notice stands, and the children stay", async () => {
  const headers = { "content-security-policy": STRICT_POLICY.replace(" 'wasm-unsafe-eval'", "") };
  await onPage(html(SCRIPT, ELEMENT), ({ page }) => noticeStands(page, "wasm_blocked"), { headers, before: watchErrors });
});

test("where WebAssembly is missing a notice stands, and the children stay", async () => {
  const before = `(${watchErrors})(); delete window.WebAssembly;`;
  await onPage(html(SCRIPT, ELEMENT), ({ page }) => noticeStands(page, "wasm_missing"), { before });
});

test("where the module cannot start a notice stands, and the children stay", async () => {
  const before = `(${watchErrors})(); WebAssembly.instantiate = WebAssembly.instantiateStreaming = async () => { throw new Error("x"); };`;
  await onPage(html(SCRIPT, ELEMENT), ({ page }) => noticeStands(page, "wasm_failed"), { before });
});

test("without JavaScript the children are what is seen", async () => {
  await onPage(html(SCRIPT, ELEMENT), async ({ page }) => assert.ok(await page.isVisible("#own")), { javaScriptEnabled: false });
});

test("an engine that cannot inflate by itself is served by the library", async () => {
  const before = () => {
    delete window.DecompressionStream;
  };
  await onPage(html(SCRIPT, ELEMENT), async ({ page }) => mounted(page), { before });
});

test("without constructable stylesheets the stylesheet beside the script is linked", async () => {
  const before = () => {
    delete CSSStyleSheet.prototype.replaceSync;
    delete ShadowRoot.prototype.adoptedStyleSheets;
  };
  await onPage(
    html('<base href="/elsewhere/"><script src="/luzhou-gazette.js"></script>', ELEMENT),
    async ({ page, server }) => {
      await mounted(page);
      await page.waitForFunction(() => document.querySelector("luzhou-calculator").shadowRoot.querySelector("link").sheet);
      assert.deepEqual(server.requests, ["/page.html", "/luzhou-gazette.js", "/luzhou-gazette.css"]);
      await page.$eval("luzhou-calculator", (it) => it.setAttribute("name", "blood-donation-quota"));
      await page.waitForTimeout(100);
      await mounted(page);
      assert.equal(await page.$eval("luzhou-calculator", (it) => it.shadowRoot.querySelectorAll("link").length), 1);
    },
    { before, headers: { "content-security-policy": STRICT_POLICY } },
  );
});

test("a move keeps what is there; away and back mounts anew", async () => {
  await onPage(html(SCRIPT, `${ELEMENT}<div></div>`), async ({ page, log }) => {
    await mounted(page);
    const kept = await page.evaluate(() => {
      const element = document.querySelector("luzhou-calculator");
      const first = element.shadowRoot.firstElementChild;
      document.querySelector("div").append(element);
      return new Promise((resolve) => setTimeout(() => resolve(element.shadowRoot.firstElementChild === first), 20));
    });
    assert.ok(kept);
    const left = await page.evaluate(async () => {
      window.element = document.querySelector("luzhou-calculator");
      window.element.remove();
      await new Promise((resolve) => setTimeout(resolve, 20));
      return window.element.shadowRoot.childElementCount;
    });
    assert.equal(left, 0);
    await page.evaluate(() => document.body.append(window.element));
    await mounted(page);
    assert.deepEqual(log.errors, []);
  });
});

test("removed while it loads, it does not mount", async () => {
  await onPage(html(SCRIPT, ""), async ({ page, log }) => {
    const left = await page.evaluate(async () => {
      const element = document.createElement("luzhou-calculator");
      element.setAttribute("name", "medical-fee");
      document.body.append(element);
      const shown = element.shadowRoot.querySelector("[part=loading][role=status]").textContent;
      element.remove();
      await new Promise((resolve) => setTimeout(resolve, 300));
      return [shown, element.shadowRoot.childElementCount];
    });
    assert.deepEqual(left, ["正在载入…", 0]);
    assert.deepEqual(log.errors, []);
  });
});

test("another name shows another calculator; a wrong one a notice, and a right one again", async () => {
  await onPage(
    html(SCRIPT, ELEMENT),
    async ({ page, log }) => {
      await mounted(page);
      const rename = (name) => page.$eval("luzhou-calculator", (it, name) => it.setAttribute("name", name), name);
      await page.$eval("luzhou-calculator", (it) => (window.first = it.shadowRoot.firstElementChild));
      await rename("blood-donation-quota");
      await page.waitForFunction(() => document.querySelector("luzhou-calculator").shadowRoot.firstElementChild !== window.first);
      await mounted(page);
      await rename("no-such-calculator");
      await page.locator("luzhou-calculator [part=failure][role=alert]").waitFor();
      assert.ok(await page.isVisible("#own"));
      assert.equal(await page.evaluate(() => typeof window.failures[0].code), "string");
      await rename("medical-fee");
      await mounted(page);
      await page.$eval("luzhou-calculator", (it) => it.setAttribute("tier", "3A"));
      await page.waitForTimeout(50);
      assert.deepEqual(log.errors, []);
    },
    { before: watchErrors },
  );
});

const element = (attributes) => `<luzhou-calculator ${attributes}></luzhou-calculator>`;
const inShadow = (page, selector) => page.locator(`luzhou-calculator ${selector}`);

test("attributes prefill the answers, and a changed one fills in only its own", async () => {
  const attributes = 'name="medical-fee" tier="3A" service-date="2024-05-01" lines="210102015 111100002*2"';
  await onPage(html(SCRIPT, element(attributes)), async ({ page }) => {
    await mounted(page);
    const figure = inShadow(page, ".total .number");
    assert.equal(await figure.textContent(), "117 元");
    await inShadow(page, 'input[value="2A"]').check();
    assert.equal(await figure.textContent(), "113 元");
    const change = (name, value) => page.$eval("luzhou-calculator", (it, [name, value]) => it.setAttribute(name, value), [name, value]);
    await change("class", "seen");
    await change("theme", "dark");
    await change("tier", "3A");
    assert.equal(await figure.textContent(), "113 元", "the same value says nothing new");
    await change("lines", "111100002");
    assert.equal(await figure.textContent(), "23 元");
    await change("lines", "999999999");
    assert.match(await inShadow(page, ".result").textContent(), /先改正/);
  });
});

test("a prefilled answer that is none of the choices is told, not swallowed", async () => {
  for (const [attributes, words] of [
    ['name="medical-fee" tier="9Z"', /只能是/],
    ['name="blood-donation-quota" district="mars"', /只能是/],
    ['name="medical-fee" service_date="2024-99-99"', /真实存在的日期/],
    ['name="relocation-subsidy" households="0"', /不能少于/],
    ['name="relocation-subsidy" as-of="2024-99-99"', /as-of/],
  ]) {
    const before = () => addEventListener("luzhou-error", (event) => (window.told = event.detail.code));
    await onPage(
      html(SCRIPT, element(attributes)),
      async ({ page }) => {
        await mounted(page);
        assert.match(await inShadow(page, ".result").textContent(), words, attributes);
        assert.ok(await page.evaluate(() => window.told), attributes);
      },
      { before },
    );
  }
});

test("events leave the shadow root: ready first, then the outcome", async () => {
  const before = () => {
    window.told = [];
    for (const name of ["luzhou-ready", "luzhou-result"]) addEventListener(name, (event) => window.told.push([name, event.detail.verdict ?? event.detail]));
  };
  await onPage(html(SCRIPT, element('name="relocation-subsidy"')), async ({ page }) => {
    await mounted(page);
    assert.deepEqual(await page.evaluate(() => window.told), [["luzhou-ready", "relocation-subsidy"], ["luzhou-result", "undetermined"]]);
  }, { before });
});

test("the host's styles, direction and language end at the element", async () => {
  const style = "<style>*{font-size:10px!important;line-height:1!important;color:lime!important}html{font-size:62.5%;direction:rtl;text-transform:uppercase;visibility:hidden}luzhou-calculator{visibility:visible}</style>";
  await onPage(html(SCRIPT + style, element('name="relocation-subsidy"')), async ({ page }) => {
    await mounted(page);
    const look = await inShadow(page, ".question").evaluate((it) => {
      const { fontSize, direction, textTransform, color, visibility } = getComputedStyle(it);
      return { fontSize, direction, textTransform, visibility, lime: color === "rgb(0, 255, 0)", lang: it.closest("[lang]").lang };
    });
    assert.deepEqual(look, { fontSize: "17px", direction: "ltr", textTransform: "none", visibility: "visible", lime: false, lang: "zh-CN" });
  });
});

test("Escape in an open list closes the list and not the dialog around it", async () => {
  await onPage(html(SCRIPT, `<dialog>${element('name="medical-fee"')}</dialog>`), async ({ page }) => {
    await page.evaluate(() => document.querySelector("dialog").showModal());
    await mounted(page);
    await inShadow(page, "#f-lines-1-code").pressSequentially("zyxx");
    await page.keyboard.press("Escape");
    assert.ok(await page.evaluate(() => document.querySelector("dialog").open));
    assert.equal(await inShadow(page, ".find:visible").count(), 0);
  });
});
