// The pages of the gazette's documents: everything that is known of a document stands on its page, in its place, and can be
// read without a script, on a small screen, and by whoever does not see it.

import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { cited, issues, readIssue, statements } from "../../tools/issue.mjs";
import { FOLDER, LIST, anchorOf, pageOf, placeOf, placeOfFact, placeOfPrice } from "../../tools/places.mjs";
import { SHOWN, startCity } from "./city.mjs";
import { mounted, open, pkg, serve, site } from "./helpers.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const read = issues(path.join(root, "data")).map((id) => readIssue(path.join(root, "data", id)));
const documents = read.flatMap((issue) => issue.documents);
const all = [LIST, ...documents.map(pageOf)];

/** What a page of the site holds, as text: each page is read once. */
const pages = new Map();
const text = (name) => pages.get(name) ?? pages.set(name, readFileSync(path.join(site, name), "utf8")).get(name);
const plain = (said) => said.replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
const every = (name, pattern) => [...text(name).matchAll(pattern)].map((found) => plain(found[1]));
const ids = (name) => every(name, / id="([^"]*)"/g);
const links = (name) => every(name, /<a [^>]*?href="([^"]*)"/g);

const city = startCity();
const visit = (name, act, options) => city.visit(`${city.server.url}/${name}`, () => {}, act, options);

test("each document has its page, with a title and a description of its own", () => {
  assert.deepEqual(readdirSync(path.join(site, FOLDER)).sort(), all.map((name) => path.basename(name)).sort());
  for (const pattern of [/<title>([^<]*)</g, /name="description" content="([^"]*)"/g, /rel="canonical" href="([^"]*)"/g]) {
    const said = all.flatMap((name) => every(name, pattern));
    assert.equal(new Set(said).size, all.length, String(pattern));
  }
  for (const document of documents) {
    const page = text(pageOf(document));
    for (const said of [cited(document.number), document.title, document.issuer, document.gist]) {
      assert.ok(page.includes(said), `${document.id} ${said}`);
    }
    for (const { id, gist } of document.clause) assert.ok(page.includes(`>${id}</a> <span>${gist}</span>`), `${document.id} ${id}`);
  }
});

test("every statement stands on its document's page, once", () => {
  const shown = new Map(all.map((name) => [name, every(name, /data-fact="([^"]*)"/g).sort()]));
  for (const issue of read) {
    const facts = statements(issue);
    for (const document of issue.documents) {
      const own = facts.filter((fact) => fact.document === document.id);
      assert.ok(own.length > 0, document.id);
      assert.deepEqual(shown.get(pageOf(document)), own.map((fact) => fact.id).sort(), document.id);
    }
    for (const fact of facts) {
      const [name, place] = placeOfFact(issue.documents.find(({ id }) => id === fact.document), fact).split("#");
      assert.ok(ids(name).includes(place), fact.id);
    }
  }
  const ofNone = read.flatMap((issue) => statements(issue).filter((fact) => !fact.document));
  assert.deepEqual(shown.get(LIST), ofNone.map((fact) => fact.id).sort());
});

test("a statement says how much, how firmly and for when", () => {
  const said = (name, id) => plain(text(name).match(new RegExp(`id="${id}">(.*?)</dd>`, "s"))[1].replaceAll(/<[^>]+>/g, "")).replaceAll(/\s+/g, " ");
  const carbon = (id) => said("documents/carbon_peak.html", `carbon_${id}`);
  assert.match(carbon("coal_2025"), /^不超过 620 万吨 2025 年 全市 印作：到2025年,原煤消费量不超过620万吨$/);
  assert.match(carbon("shale_gas_2030"), /^力争不少于 100 亿立方米 2030 年/);
  assert.match(carbon("nonfossil_2025"), /^约 31\.5% 2025 年/);
  assert.match(carbon("recycled_2030"), /^超过 100 万吨/);
  assert.match(carbon("forest_cover_2025"), /^不低于 46\.4% 2025 年/);
  assert.match(carbon("2025_framework"), /^没有印出数 2021—2025 年/);
  assert.match(said("documents/consumption.html", "talent_purchase_higher"), /^最高 250,000 元/);
  assert.match(said("documents/consumption.html", "home_purchase_graduate_years"), /^不到 5 年/);
  assert.match(said("documents/forest_fire.html", "forest_fire_season"), /^2024年1月1日至5月31日/);
  // A year is no amount.
  assert.match(said("documents/blood_donation.html", "blood_used_year"), /^2023 年/);
});

test("every price has its row and its place, and what is printed oddly is told", () => {
  const rows = read.flatMap((issue) => issue.csv("prices.csv").map((row) => [issue.documents.find(({ id }) => id === row.document), row]));
  assert.equal(rows.length, 209);
  for (const [document, row] of rows) {
    const [name, place] = placeOfPrice(document, row).split("#");
    const shown = text(name).match(new RegExp(`<tr role="row" id="${place}">(.*?)</tr>`, "s"));
    assert.ok(shown, row.code);
    const cells = [...shown[1].matchAll(/data-tier="[^"]*">(.*?)<\/td>/g)].map((cell) => cell[1].replaceAll(/<[^>]+>/g, ""));
    const printed = ["3A", "3B", "2A", "2B", "below_2B"].map((tier) => row[tier]);
    const amounts = cells.map((cell) => (cell === "未定价" ? "" : cell.startsWith("加收 ") ? cell.slice(3) : String(Number(cell.replaceAll(",", "")))));
    assert.deepEqual(amounts, printed.map((cell) => (cell === "" || cell.endsWith("%") ? cell : String(Number(cell)))), row.code);
  }
  for (const issue of read) {
    for (const { id, document, text: told } of issue.csv("anomalies.csv")) {
      const name = pageOf(issue.documents.find((it) => it.id === document));
      assert.ok(ids(name).includes(id) && plain(text(name)).includes(told), id);
    }
  }
});

test("every citation of every case has its place", () => {
  const cases = readFileSync(path.join(root, "target/cases.jsonl"), "utf8").trim().split("\n").map((line) => JSON.parse(line));
  const places = new Set();
  const find = (value) => {
    if (value === null || typeof value !== "object") return;
    if (typeof value.document === "string" && typeof value.clause === "string" && value.issue) places.add(JSON.stringify([value.document, value.clause]));
    Object.values(value).forEach(find);
  };
  cases.forEach(({ outcome }) => find(outcome));
  assert.ok(places.size > 150, String(places.size));
  for (const place of places) {
    const [number, clause] = JSON.parse(place);
    const document = documents.find((it) => cited(it.number) === number);
    // The table of contents is the issue's own.
    const [name, anchor] = document ? placeOf(document, clause).split("#") : [LIST, anchorOf(clause)];
    assert.ok(ids(name).includes(anchor), place);
  }
});

test("no link of the site is dead, and no place stands twice", () => {
  const names = ["index.html", "check.html", "embed.html", "data/index.html", ...all];
  const calculators = every("index.html", /data-calculator="([^"]+)"/g);
  for (const name of names) {
    const own = ids(name);
    assert.deepEqual(own.filter((id, at) => own.indexOf(id) !== at && !name.startsWith("index")), [], name);
    for (const link of links(name)) {
      const [file, place] = link.split("#");
      const to = file ? path.posix.join(path.posix.dirname(name), file) : name;
      assert.ok(existsSync(path.join(site, to)), `${name}: ${link}`);
      if (!place) continue;
      const known = to === "index.html" ? [...calculators, ...ids(to)] : ids(to);
      assert.ok(known.includes(place.split("?")[0]), `${name}: ${link}`);
    }
  }
});

test("each calculator leads to its documents, and they lead to it", () => {
  const calculators = every("index.html", /data-calculator="([^"]+)"/g);
  const parts = new Map([...text(LIST).matchAll(/<section class="rests" id="([^"]+)">(.*?)<\/section>/gs)].map(([, name, part]) => [name, part]));
  assert.deepEqual([...parts.keys()].sort(), [...calculators].sort());
  for (const document of documents) {
    const users = new Set(links(pageOf(document)).filter((link) => /^\.\.\/index\.html#[^?]+$/.test(link)).map((link) => link.split("#")[1]));
    assert.ok(users.size > 0, document.id);
    for (const name of calculators) {
      assert.equal(users.has(name), parts.get(name).includes(`href="${path.basename(pageOf(document))}"`), `${document.id} ${name}`);
    }
  }
});

test("machines are told what a document is, and which services there are", () => {
  const told = (name) => JSON.parse(text(name).match(/<script type="application\/ld\+json">(.*?)<\/script>/s)[1]);
  for (const document of documents) {
    const { "@type": type, name, legislationIdentifier, legislationDate, temporalCoverage } = told(pageOf(document));
    assert.deepEqual([type, name, legislationIdentifier, legislationDate], ["Legislation", document.title, cited(document.number), document.issued]);
    assert.equal(temporalCoverage, document.from && `${document.from}/${document.until ?? ".."}`);
  }
  const services = told("index.html")["@graph"];
  assert.deepEqual(services.map((it) => it.url).sort(), every("index.html", /data-calculator="([^"]+)"/g).map((name) => `index.html#${name}`).sort());
  assert.ok(services.every((it) => it["@type"] === "GovernmentService" && it.name && it.description));
});

test("without a script the home page leads to a document and a statement in it", async () => {
  const { page, log, close } = await open(city.browser, `${city.server.url}/`, { javaScriptEnabled: false });
  await page.locator("a", { hasText: "看文件" }).first().click();
  await page.waitForURL(`**/${LIST}`);
  await page.locator(".docs a", { hasText: "碳达峰实施方案" }).click();
  await page.locator(".contents a", { hasText: "判断表" }).waitFor();
  assert.equal(await page.locator("#carbon_coal_2025").isVisible(), true);
  assert.equal(await page.locator(".heading .chip").textContent(), "没写到哪天");
  assert.equal(await page.locator(".tools .btn:visible").count(), 0);
  assert.deepEqual(log.errors, []);
  await close();
});

test("with a script what is over is marked, a folded place is opened, and nothing else is asked for", async () => {
  await visit(`documents/prices_trial.html#410000015`, async (page, log) => {
    assert.match(await page.locator(".heading .chip").textContent(), /^已结束 2026-01-31$/);
    assert.ok((await page.locator("[id='410000015']").boundingBox()).y < 720);
    await page.evaluate(() => (document.querySelector("details").open = false));
    await page.evaluate(() => (location.hash = "410000015-1"));
    await page.waitForFunction(() => document.querySelector("details").open);
    assert.deepEqual(log.messages, []);
    const asked = log.requests.map((url) => new URL(url).pathname).filter((it) => !/^\/(documents\/|files-|icon)/.test(it));
    assert.deepEqual(asked, []);
  });
});

/** Where the sources of the answer that is shown lead to. */
const sources = (page) => page.locator(`${SHOWN} .source-place a`).evaluateAll((all) => all.map((it) => [it.getAttribute("href"), it.textContent]));

test("each source of an answer leads to its place, and the sheet is as without", async () => {
  for (const name of ["relocation-subsidy", "policy-validity", "medical-fee?tier=3A&lines.1.code=111100002", "blood-donation-quota?district=naxi"]) {
    await city.at(name, async (page) => {
      const count = await page.locator(`${SHOWN} .source`).count();
      await page.waitForFunction(([shown, count]) => document.querySelector(shown).shadowRoot.querySelectorAll(".source-place a").length === count, [SHOWN, count]);
      for (const [href, label] of await sources(page)) {
        const [file, place] = href.split("#");
        assert.ok(ids(file).includes(decodeURIComponent(place)), href);
        assert.ok(label.replaceAll(/\s/g, "").includes(place), `${label} ${place}`);
      }
      const sheet = await page.$eval(SHOWN, (element) => element.sheet);
      if (sheet) assert.doesNotMatch(sheet, /documents\//);
      assert.equal(await page.locator("[data-based] a").getAttribute("href"), `documents/index.html#${name.split("?")[0]}`);
    });
  }
  await city.at("relocation-subsidy", async (page) => {
    await page.locator(`${SHOWN} #f-households`).fill("3");
    await page.locator(`${SHOWN} .source-place a[href$="relocation.html#三(一)"]`).click();
    await page.waitForURL("**/documents/relocation.html#**");
    assert.equal(await page.evaluate(() => document.querySelector(":target").id), "三(一)");
  });
});

test("on a foreign page the sources lead nowhere", async () => {
  const host = `<!doctype html><meta charset="utf-8"><script src="/luzhou-gazette.js"></script><luzhou-calculator name="relocation-subsidy"></luzhou-calculator>`;
  const bare = await serve(pkg, { files: { "/host.html": host } });
  await city.visit(`${bare.url}/host.html`, (page) => mounted(page), async (page) => {
    assert.ok((await page.locator(".source-place").count()) > 0);
    assert.equal(await page.locator(".source-place a").count(), 0);
  });
  await bare.close();
});

test("the stand-alone file holds every page, and leads to each place in it", async () => {
  const address = pathToFileURL(path.join(site, "standalone.html")).href;
  await city.visit(`${address}#relocation-subsidy`, (page) => mounted(page, SHOWN), async (page, log) => {
    const held = await page.locator("template[data-page]").evaluateAll((all) => all.map((it) => it.dataset.page));
    assert.deepEqual(held, all);
    const dead = await page.locator("template[data-page]").evaluateAll((all) => {
      const pages = new Map(all.map((it) => [it.dataset.page, it.content]));
      const calculators = [...document.querySelectorAll("[data-calculator]")].map((it) => it.dataset.calculator);
      return all.flatMap((it) => [...it.content.querySelectorAll("a")].map((link) => link.getAttribute("href"))).filter((href) => {
        const [, to, place] = href.split("#");
        if (to.startsWith("documents/")) return place ? ![...(pages.get(to)?.querySelectorAll("[id]") ?? [])].some((at) => at.id === place) : !pages.has(to);
        return to !== "" && !calculators.includes(to.split("?")[0]);
      });
    });
    assert.deepEqual(dead, []);
    await page.locator(`${SHOWN} .source-place a[href$="relocation.html#三(一)"]`).first().click();
    await page.locator("#paper h1", { hasText: "避险搬迁" }).waitFor();
    assert.match(await page.title(), /避险搬迁/);
    const top = () => page.evaluate(() => document.getElementById("三(一)").getBoundingClientRect().top);
    assert.ok(Math.abs(await top()) < 200, String(await top()));
    await page.locator("#paper .to-list").click();
    await page.locator("#paper h1", { hasText: "公报文件" }).waitFor();
    await page.locator("#paper .to-list").click();
    await page.locator("#home").waitFor();
    assert.equal(await page.locator("#paper").isVisible(), false);
    assert.deepEqual(log.messages.filter((it) => !it.startsWith("Service Worker")), []);
  });
});

for (const [width, colorScheme] of [[1280, "light"], [360, "dark"], [320, "light"]]) {
  test(`nothing sticks out, every target can be hit${width > 320 ? " and axe finds nothing" : ", nor in large type"}, ${width} px, ${colorScheme}`, async () => {
    for (const name of all) {
      const options = { viewport: { width, height: 740 }, bypassCSP: true, colorScheme };
      await visit(name, async (page) => {
        const wide = () => page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok((await wide()) <= width, `${name}: ${await wide()}`);
        const small = await page.locator(".contents a, .used a, .doors a, .docs a, .rests h3 a, .to-list, summary, .btn:visible").evaluateAll((targets) =>
          targets.filter((it) => it.getBoundingClientRect().height < 44).map((it) => it.textContent),
        );
        assert.deepEqual(small, [], name);
        if (width > 320) {
          await page.evaluate(axe);
          const { violations } = await page.evaluate(() =>
            window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], resultTypes: ["violations"] }),
          );
          assert.deepEqual(violations.map((it) => `${it.id}: ${it.nodes[0].html}`), [], name);
          return;
        }
        await page.addStyleTag({ content: "html{font-size:200%}" });
        assert.ok((await wide()) <= width, `${name} in large type: ${await wide()}`);
      }, options);
    }
  });
}
