// Takes the pictures of the page in docs/screenshots, at the widths of a phone, a tablet and a desk.
// Run `npm run build` first, then `node docs/screenshots.mjs`.

import { fileURLToPath } from "node:url";
import { launch, mounted, serve, site } from "../tests/browser/helpers.mjs";

const folder = fileURLToPath(new URL("./screenshots/", import.meta.url));

async function home(page) {
  await page.fill("#f-contract_date", "2024-02-10");
  await page.fill("#f-price", "650000");
  await page.check("input[value=veteran]");
  await page.check("input[name=f-central_urban_area][value=true]");
  await page.check("input[name=f-newly_built][value=true]");
  await page.check("input[value=first]");
}

async function refused(page) {
  await home(page);
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
  // 180 mm of an A4 page at 96 to the inch.
  ["sheet-home-purchase-subsidy", HOME, null, [680], { paper: true }],
  ["sheet-bill", BILL, null, [680], { paper: true }],
];

/** The page as it is printed; the link names no server of ours. */
async function onPaper(page) {
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => {
    dispatchEvent(new Event("beforeprint"));
    const link = document.querySelector("luzhou-calculator").shadowRoot.querySelector(".case-link");
    link.textContent = link.textContent.replace(/http[^#]*/, "https://www.example.gov.cn/");
  });
}

async function large(page) {
  await page.click("[data-large]");
}

const browser = await launch();
const server = await serve(site);
try {
  for (const [name, address, act, widths, { paper, ...options } = {}] of pictures) {
    for (const width of widths) {
      const page = await browser.newPage({ viewport: { width, height: width < 500 ? 780 : 900 }, ...options });
      await page.goto(`${server.url}/#${address}`);
      if (address) await mounted(page, "luzhou-calculator:not([hidden])");
      await act?.(page);
      if (paper) await onPaper(page);
      await page.waitForTimeout(300);
      await page.screenshot({ path: `${folder}${name}-${width}.png`, fullPage: true });
      await page.close();
    }
  }
  const list = "编码,名称,单价\n210102015,数字化摄影(DR),67.00\n330405017,青光眼硅管植入术,1070.00\n111100002,院内会诊,24\n2.10102E+08,磁共振,519\n110200001,普通门诊诊察费,8\n";
  for (const width of [360, 1280]) {
    const page = await browser.newPage({ viewport: { width, height: width < 500 ? 780 : 900 } });
    await page.goto(`${server.url}/check.html`);
    await page.locator("#file").waitFor();
    await page.check("input[value='3A']");
    await page.fill("#day", "2025-05-01");
    await page.setInputFiles("#file", { name: "价目表.csv", mimeType: "text/csv", buffer: Buffer.from(list) });
    await page.locator(".mark").first().waitFor();
    await page.screenshot({ path: `${folder}price-check-${width}.png`, fullPage: true });
    await page.close();
  }
} finally {
  await browser.close();
  await server.close();
}
