// Takes the pictures of the page in docs/screenshots, at the widths of a phone, a tablet and a desk.
// Run `npm run build` first, then `node docs/screenshots.mjs`; with the beginning of a name only the pictures that begin so.
// The pages of a sheet are drawn from its PDF by pdftoppm (Debian's poppler-utils).

import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { fillHomePurchase, launch, mounted, serve, site } from "../tests/browser/helpers.mjs";

const folder = fileURLToPath(new URL("./screenshots/", import.meta.url));

async function refused(page) {
  await fillHomePurchase(page);
  await page.fill("#f-contract_date", "2024-03-12");
}

async function bill(page) {
  await page.check('input[value="3A"]');
  await page.fill("#f-service_date", "2025-05-01");
  await page.locator("#f-lines-1-code").pressSequentially("zyxx");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.fill("#f-birth_date", "2019-01-01");
}

async function searching(page) {
  await page.check('input[value="3A"]');
  await page.locator("#f-lines-1-code").pressSequentially("cgz");
}

async function interview(page) {
  await page.check("input[value=resident]");
  await page.check("input[value=home]");
  await page.check("input[value=hazard]");
  await page.fill("#f-contract_date", "2024-02-29");
}

async function fire(page) {
  await page.fill("#f-date", "2024-03-01");
  await page.selectOption("#f-activity", "smoking");
  await page.check("input[name=f-ban][value=false]");
  await page.check("input[name=f-zone][value=true]");
}

async function found(page) {
  await page.selectOption("#f-situation", "report");
  await page.fill("#f-event_date", "2024-03-15");
  await page.check("input[value=property]");
  await page.check("input[value=completed]");
}

const HOME =
  "home-purchase-subsidy?contract_date=2024-02-10&price=850000&group=veteran&central_urban_area=true&newly_built=true&home_order=first";
const codes = [["210200001-3", 1], ["210102015", 2], ["111100002", 1], ["220301001-3", 1], ["250306012", 1], ["330604007", 1]];
const lines = JSON.stringify(codes.map(([code, quantity]) => ({ code, quantity: String(quantity) })));
const BILL = `medical-fee?tier=3A&service_date=2024-06-01&lines=${encodeURIComponent(lines)}`;

/** Each picture: its name, the address, what is done first, the widths, and how the page is shown. */
const pictures = [
  ["home", "", null, [360, 1280]],
  ["home-purchase-subsidy", HOME, null, [360, 1280]],
  ["home-purchase-subsidy-refused", "home-purchase-subsidy", refused, [360]],
  ["bill", BILL, null, [360, 1280]],
  ["medical-fee-searching", "medical-fee", searching, [360]],
  ["blood-donation-quota", "blood-donation-quota?district=hejiang", null, [360, 1280]],
  ["what-applies-to-me", "what-applies-to-me", interview, [360]],
  ["forest-fire-season", "forest-fire-season", fire, [1280]],
  ["illegal-construction-deadlines", "illegal-construction-deadlines", found, [360]],
  ["dark", HOME, null, [360, 1280], { colorScheme: "dark" }],
  ["large", HOME, large, [360]],
  ["sheet-home-purchase-subsidy", HOME, null, [1280], { paper: true }],
  ["sheet-bill", BILL, null, [1280], { paper: true }],
];

/** The page as it is printed, a picture a page; the link names no server of ours. */
async function onPaper(page, name) {
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => {
    const link = document.querySelector("luzhou-calculator").shadowRoot.querySelector(".case-link");
    link.textContent = link.textContent.replace(/http[^#]*/, "https://www.example.gov.cn/");
  });
  const input = await page.pdf({ preferCSSPageSize: true });
  execFileSync("pdftoppm", ["-png", "-r", "96", "-", `${folder}${name}-page`], { input });
}

async function large(page) {
  await page.click("[data-large]");
}

/** A clean list, a bill of 62 lines, a list with three problems: a price above, a code that was spoilt, a name that differs. */
function tables() {
  const clean = `泸州市某医院医疗服务价目表（三级甲等）,,
项目编码,项目名称,单价（元）
210102015,数字化摄影(DR),67.00
330405017,青光眼硅管植入术,"1,065.00"
111100002,院内会诊,25.00
250306012,B型钠尿肽（BNP）测定,209.00
210200001-3,磁共振平扫（1T以上）,612.00
`;
  const faulty = clean.replace("25.00", "26.00").replace("210200001-3", "2.10102E+08").replace("青光眼硅管植入术", "青光眼滤过术");
  const others = ["110200001,普通门诊诊察费,1次,8", "120100003,Ⅱ级护理,1日,18", "250101001,血常规,1次,15", "310701001,常规心电图检查,1次,12"];
  const lines = [];
  for (let day = 6; lines.length < 58; day++) {
    const of = [...others, "111100002,院内会诊,1次,25", "220301001-3,彩超常规检查（腹部）,1次,133"];
    for (const line of of) if (lines.length < 58) lines.push(`2024-05-${String(day).padStart(2, "0")},${line},甲,王`);
  }
  lines.splice(11, 0, "2024-05-07,210102015,数字化摄影(DR),4次,268,甲,王", "2024-05-08,111100002,院内会诊,1次,50,甲,李");
  lines.splice(30, 0, "2024-05-10,330405017,青光眼硅管植入术,1次,1070,乙,王", "2024-05-10,330604031,牙龈瘤切除术,1次,58,乙,王");
  const bill = ["泸州市某医院住院费用清单（三级甲等）", "收费日期,项目编码,收费项目,数量,金额(元),医保等级,收费员", ...lines, "合计,,,,4000,,"];
  return [["list", "价目表.csv", clean], ["bill", "费用清单-2024年5月.csv", bill.join("\n")], ["faulty", "价目表.csv", faulty]];
}

/** The pages with what is drawn from the data: the name of each picture, and the address. */
const drawn = [
  ["timeline", "timeline.html#day=2024-02-20"],
  ["pictures", "pictures.html"],
];

const wanted = process.argv[2] ?? "";
const browser = await launch();
const server = await serve(site);
try {
  for (const [name, address, act, widths, { paper, ...options } = {}] of pictures.filter(([name]) => name.startsWith(wanted))) {
    for (const width of widths) {
      const page = await browser.newPage({ viewport: { width, height: width < 500 ? 780 : 900 }, ...options });
      await page.goto(`${server.url}/#${address}`);
      if (address) await mounted(page, "luzhou-calculator:not([hidden])");
      await act?.(page);
      await page.waitForTimeout(300);
      if (paper) await onPaper(page, name);
      else await page.screenshot({ path: `${folder}${name}-${width}.png`, fullPage: true });
      await page.close();
    }
  }
  for (const [name, address] of drawn.filter(([name]) => name.startsWith(wanted))) {
    for (const width of [360, 1280]) {
      const page = await browser.newPage({ viewport: { width, height: width < 500 ? 780 : 900 } });
      await page.goto(`${server.url}/${address}`);
      // These pages are long: what a person sees of them first.
      await page.screenshot({ path: `${folder}${name}-${width}.png`, fullPage: true, clip: { x: 0, y: 0, width, height: 2400 } });
      await page.close();
    }
  }
  for (const [name, file, table] of tables().filter(([name]) => `check-${name}`.startsWith(wanted))) {
    for (const width of [360, 1280]) {
      const page = await browser.newPage({ viewport: { width, height: width < 500 ? 780 : 900 } });
      await page.goto(`${server.url}/check.html`);
      await page.locator("#file").waitFor();
      await page.setInputFiles("#file", { name: file, mimeType: "text/csv", buffer: Buffer.from(table) });
      await page.locator(".understood .first:visible").waitFor();
      await page.screenshot({ path: `${folder}check-${name}-understood-${width}.png`, fullPage: true });
      await page.click(".understood .first");
      await page.locator("tr.line").first().waitFor();
      await page.locator(".result:not(.refused)").screenshot({ path: `${folder}check-${name}-answer-${width}.png` });
      await page.close();
    }
  }
} finally {
  await browser.close();
  await server.close();
}
