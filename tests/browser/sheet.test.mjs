// The 计算单: on paper, saved as one file without a script, and compared when it comes back. Two cases side by side.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { SHOWN, startCity } from "./city.mjs";

const HOME = "home-purchase-subsidy?contract_date=2024-02-10&price=850000&group=veteran&central_urban_area=true&newly_built=true&home_order=first";

const city = startCity();
const { at } = city;

/** The sheet of a case, as it is downloaded. */
async function saved(address) {
  let text = "";
  await at(address, async (page) => {
    const [download] = await Promise.all([page.waitForEvent("download"), page.click(`${SHOWN} [data-action=save]`)]);
    assert.match(download.suggestedFilename(), /^计算单-[a-z-]+-\d{4}-\d\d-\d\d\.html$/);
    text = await readFile(await download.path(), "utf8");
  });
  return text;
}

/** What the page says of a file that is opened on it. */
async function reopened(text, address = "") {
  let words = "";
  await at(address, async (page) => {
    await page.setInputFiles("[data-chooser]", { name: "sheet.html", mimeType: "text/html", buffer: Buffer.from(text) });
    await page.waitForFunction(() => /^[✓✕！]/.test(document.querySelector(".reopened").textContent));
    words = await page.textContent(".reopened");
    assert.equal(await page.evaluate(() => window.hurt), undefined);
  });
  return words;
}

test("on paper stand title, issue, validity, answers, capitals, steps, sources, day and version, and no control", async () => {
  await at(`${HOME}`, async (page) => {
    await page.emulateMedia({ media: "print" });
    const text = await page.$eval(SHOWN, (host) => host.shadowRoot.querySelector(".calculator").innerText);
    for (const words of ["第1期", "结束", "850,000 元", "退役军人", "17,000", "大写 壹万柒仟元整", "怎样算出来的", "依据", "第 34 页", "查询日期", "打印时间", "版本 2024-01 / ", "本例链接", "按印出的公报计算，不是法律意见"]) {
      assert.ok(text.includes(words), words);
    }
    const controls = await page.$eval(SHOWN, (host) =>
      [...host.shadowRoot.querySelectorAll("button, input, select, textarea")].filter((it) => it.checkVisibility()).map((it) => it.className),
    );
    assert.deepEqual(controls, []);
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
    assert.equal(pdf.match(/\/Type \/Page\b/g).length, 1, "one A4 page");
  });
});

test("an unanswered question stands on paper as 未填", async () => {
  await at("home-purchase-subsidy?price=850000", async (page) => {
    await page.emulateMedia({ media: "print" });
    const text = await page.$eval(SHOWN, (host) => host.shadowRoot.querySelector(".answers").innerText);
    assert.match(text, /未填/);
  });
});

test("a saved sheet has no script, and opened again it is the same", async () => {
  const text = await saved(HOME);
  assert.doesNotMatch(text, /<script|javascript:| on\w+=/i);
  assert.match(text, /default-src 'none'/);
  assert.match(await reopened(text), /^✓ 一致：同一版本/);
  assert.match(await reopened(text, "medical-fee"), /^✓ 一致/, "on another calculator too");
});

test("a figure that was altered in the data is named, beside what comes out now", async () => {
  const text = await saved(HOME);
  const data = await reopened(text.replaceAll("17,000 元", "27,000 元"));
  assert.match(data, /^✕ 不一致：这份文件的内容被改动过.*27,000 元.*17,000 元.*以这里重新算出的为准：.*17,000 元/);
});

test("a file that is not to the letter what this page writes is never called the same", async () => {
  const text = await saved(HOME);
  const wrong = "<h1>补助 71,000 元</h1>";
  const forged = {
    "before the body": text.replace("<body>", `${wrong}<body>`),
    "before everything": wrong + text,
    "behind the case": text.replace("</pre>", `</pre>${wrong}`),
    "behind everything": text + wrong,
    "in the line of the link": text.replace("本例链接：", "补助 71,000 元 本例链接："),
    "for the page of the link": text.replace(/本例链接：[^#]*#/, "本例链接：补助 71,000 元#"),
    "for the time of printing": text.replace(/(class="printed-at"[^>]*>)[^<]*/, "$1补助 71,000 元"),
    "beside the time of printing": text.replace(/(class="printed-at")/, '$1 title="71,000"'),
    "by a style that adds": text.replace("</style>", '.figure{font-size:0}.figure::after{content:"71,000 元"}</style>'),
    "by a style that hides": text.replace("</style>", `.calculator{display:none}</style>`).replace("<body>", `<body>${wrong}`),
    "in the figure": text.replace(/(class="figure"[^]*?)17,000/, "$171,000"),
    "in the verdict": text.replace('"verdict":"granted"', '"verdict":"denied"'),
    "by a second case": text.replace("</pre>", '</pre><pre hidden id="luzhou-case">{}</pre>'),
  };
  for (const [how, file] of Object.entries(forged)) {
    assert.notEqual(file, text, how);
    assert.match(await reopened(file), /^✕ 不一致：这份文件的内容被改动过.*以这里重新算出的为准/, how);
  }
});

test("the same case makes the same sheet, typed in any order, with what was unfolded, at any time", async () => {
  let text = "";
  await at("home-purchase-subsidy", async (page) => {
    await page.check("input[value=first]");
    await page.check("input[name=f-newly_built][value=true]");
    await page.check("input[value=veteran]");
    await page.fill("#f-price", "85万");
    assert.match(await page.locator(".with-unit:has(#f-price) .unit").textContent(), /^= 850,000 元$/);
    await page.fill("#f-contract_date", "20240210");
    await page.press("#f-contract_date", "Tab");
    await page.check("input[name=f-central_urban_area][value=true]");
    await page.$eval(SHOWN, (host) => host.shadowRoot.querySelectorAll("details").forEach((fold) => (fold.open = true)));
    const [download] = await Promise.all([page.waitForEvent("download"), page.click(`${SHOWN} [data-action=save]`)]);
    text = await readFile(await download.path(), "utf8");
  });
  const later = text.replace(/(class="printed-at"[^>]*>)[^<]*/, "$12031-01-01 08:00").replace(/本例链接：[^#]*#/, "本例链接：https://example.com/a/#");
  assert.match(await reopened(later), /^✓ 一致/);
  const bill = encodeURIComponent(JSON.stringify([{ code: "330100003", quantity: "1" }, { code: "410000015", quantity: "3" }]));
  assert.match(await reopened(await saved(`medical-fee?tier=3A&service_date=2024-06-01&lines=${bill}`)), /^✓ 一致/);
});

test("of a sheet of another version only the carried figures are compared, and where they differ it says so", async () => {
  const text = (await saved(HOME)).replaceAll(/2024-01 \/ [\d.]+/g, "2024-01 / 0.0.1");
  assert.match(await reopened(text), /^！ 只比了单子附带的数.*版本 2024-01 \/ 0\.0\.1.*为准：.*17,000 元/);
  const other = await reopened(text.replaceAll("17,000", "16,000"));
  assert.match(other, /^✕ 不一致.*16,000.*版本不同.*为准：.*17,000 元/);
  assert.match(await reopened(text.replace('"verdict":"granted"', '"verdict":"denied"')), /^✕ 不一致/);
  const issue = await reopened(text.replaceAll("2024-01 / 0.0.1", "2023-01 / 0.0.1").replaceAll("17,000", "16,000"));
  assert.match(issue, /公报换了一期/);
});

test("the day of a sheet that was opened ends when the person goes elsewhere; the answers stay", async () => {
  const text = (await saved(`${HOME}`)).replace(/"as_of":"[^"]+"/, '"as_of":"2024-02-20"');
  await at("", async (page) => {
    await page.setInputFiles("[data-chooser]", { name: "sheet.html", mimeType: "text/html", buffer: Buffer.from(text) });
    await page.waitForFunction(() => /^[✓✕！]/.test(document.querySelector(".reopened").textContent));
    assert.equal(await page.locator(`${SHOWN} .as-of`).textContent(), "查询日期 2024-02-20");
    await page.evaluate(() => (location.hash = ""));
    await page.waitForSelector("#home:not([hidden])");
    assert.equal(await page.locator(".reopened").isVisible(), false);
    await page.click('.card[href="#home-purchase-subsidy"]');
    const today = new Date(Date.now() + 8 * 3600 * 1000).toISOString().slice(0, 10);
    await page.locator(`${SHOWN} .as-of`, { hasText: today }).waitFor();
    assert.equal(await page.inputValue(`${SHOWN} #f-price`), "850000");
  });
});

test("a file from anyone is only read: no markup, no foreign keys in silence, nothing too large", async () => {
  const text = await saved(HOME);
  const evil = text.replace('{"format":1', '{"format":1,"<img src=x onerror=hurt=1>":"x"');
  assert.match(await reopened(evil), /^✕ 不一致.*认不出的内容：<img/);
  assert.match(await reopened("<script>hurt=1</script>"), /没有计算单的数据/);
  assert.match(await reopened('<pre hidden id="luzhou-case">{"format":1,</pre>'), /已经损坏/);
  assert.match(await reopened('<pre hidden id="luzhou-case">{"format":2}</pre>'), /认不出/);
  assert.match(await reopened('<pre hidden id="luzhou-case">{"format":1,"answers":[]}</pre>'), /不完整/);
  assert.match(await reopened(text.replace(/"calculator":"[^"]+"/, '"calculator":"__proto__"')), /没有“__proto__”/);
  assert.match(await reopened("x".repeat(2_000_001)), /太大/);
});

test("a sheet that is dropped onto the page is compared too", async () => {
  const text = await saved(HOME);
  await at("blood-donation-quota", async (page) => {
    await page.evaluate((text) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([text], "sheet.html", { type: "text/html" }));
      document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
    }, text);
    await page.waitForFunction(() => /^✓ 一致/.test(document.querySelector(".reopened").textContent));
    assert.equal(await page.locator(`${SHOWN} .title`).textContent(), await page.locator("nav a[aria-current]").textContent());
  });
});

test("two cases stand side by side, and what differs is marked by a sign", async () => {
  await at("medical-fee?tier=3A&service_date=2024-05-01&lines=111100002", async (page) => {
    await page.click("[data-keep]");
    assert.equal(await page.locator(".differs").count(), 0);
    await page.check(`${SHOWN} input[value="2A"]`);
    const rows = page.locator(".beside .differs");
    await rows.first().waitFor();
    const texts = await rows.allTextContents();
    assert.ok(texts.some((it) => it.includes("≠ 医院等级三甲二甲")), texts.join("|"));
    assert.ok(texts.some((it) => /≠ 费用合计25 元23 元/.test(it)), texts.join("|"));
  });
});

test("a bill is a receipt: each amount once, a row added by Enter and brought back, rare questions folded", async () => {
  await at("medical-fee?tier=3A&service_date=2024-05-01", async (page) => {
    const first = page.locator(`${SHOWN} #f-lines-1-code`);
    await first.fill("111100002");
    await first.press("Tab");
    await page.locator(`${SHOWN} #f-lines-1-quantity`).press("Enter");
    const focused = () => page.$eval(SHOWN, (host) => host.shadowRoot.activeElement.id);
    assert.equal(await focused(), "f-lines-2-code");
    await page.keyboard.type("330604007");
    await page.keyboard.press("Tab");
    const receipt = page.locator(`${SHOWN} .receipt`);
    assert.equal(await receipt.locator(".entry").count(), 2);
    assert.match(await receipt.locator(".total").textContent(), /三甲，2024-05-01.*34\.60 元/);
    const result = await page.locator(`${SHOWN} .result`).innerText();
    assert.equal(result.split("9.60").length, 3, "the unit price and the amount, and nowhere else");
    assert.equal(await page.locator(`${SHOWN} #f-lines-1-date`).isVisible(), false);
    await page.click(`${SHOWN} .more`);
    assert.equal(await page.locator(`${SHOWN} #f-lines-1-date`).isVisible(), true);
    await page.locator(`${SHOWN} .remove`).first().click();
    assert.equal(await receipt.locator(".entry").count(), 1);
    assert.match(await page.locator(`${SHOWN} .undo`).textContent(), /删去了“院内会诊”/);
    await page.locator(`${SHOWN} .undo button`).click();
    assert.equal(await receipt.locator(".entry").count(), 2);
    await page.locator(`${SHOWN} #f-lines-2-code, ${SHOWN} [id$=-code]`).last().fill("化学发光");
    assert.equal(await page.locator(`${SHOWN} .find`).count(), 0, "a surcharge is asked at its parent");
  });
});
