// What people would rather look at than read, as pictures and as tables with the same numbers: the targets of the carbon plan,
// the plan for giving blood, the prices by tier. From the data alone.

import { bar, beside, cell, figure, row, share, table } from "./drawing.mjs";
import { grouped, html } from "../html.mjs";
import { cited } from "../issue.mjs";
import { placeOf } from "../places.mjs";

const number = (value) => Number(value).toLocaleString("en-US");

/** A row of a picture: its name, what is said beside it, what is drawn. */
const line = (name, drawn, said) => html`<div class="row"><div class="who"><span class="name">${name}</span>${said}</div>${drawn}</div>
`;

/** Links to the clauses of a document where rows stand, each once. */
function sources(document, rows) {
  const clauses = [...new Set(rows.map(({ clause }) => clause))];
  return clauses.map((clause, at) => html`${at > 0 && "、"}<a href="${placeOf(document, clause)}"><span class="n">${clause}</span></a>`);
}

/** How firm a target is, in words. */
const FIRMNESS = { firm: "要达到", about: "左右", striven: "力争", none: "没有写数" };
const KINDS = Object.keys(FIRMNESS);
const YEARS = ["2025", "2030"];

const firmness = (target) => (target.target ? target.firmness : "none");
const yearWords = (year) => (year ? `${year} 年` : "没有写哪年");

/** A sign: its shape is the year, what is in it how firm the target is. */
function sign(kind, year) {
  const shape = year === "2030" ? html`<rect x="3" y="3" width="12" height="12"/>` : html`<circle cx="9" cy="9" r="6.5"/>`;
  const inside = { about: html`<circle class="dot" cx="9" cy="9" r="2.5"/>`, none: html`<path d="M4 4 14 14M14 4 4 14"/>` }[kind];
  return html`<svg class="sign" data-kind="${kind}" width="18" height="18" aria-hidden="true">${kind !== "none" && shape}${inside}</svg>`;
}

/** A target in words. */
function said({ target, unit, bound, firmness }) {
  if (!target) return "没有写数";
  const value = unit === "%" ? `${target}%` : `${number(target)} ${unit}`.trim();
  if (firmness === "about") return `${value} 左右`;
  return `${firmness === "striven" ? "力争" : ""}${{ at_least: "达到", at_most: "不超过", more_than: "超过" }[bound]} ${value}`;
}

/** A note on a target, without what it says of the field of a form. */
const note = (text) => text.replace(/；[^；。]*填[^；。]*/g, "");

/** The fields of the plan in its order, each with its name and its targets. */
function fieldsOf(document, targets) {
  const order = document.clause.map(({ id }) => id);
  const fields = [...grouped(targets, ({ clause }) => clause.replace(/\d+$/, ""))].map(([clause, targets]) => {
    // In the outline of the plan a field's first clause begins with its name.
    const [name, more] = document.clause.find(({ id }) => id === clause).gist.split("总要求");
    return { clause, name: more ? name : "总体", targets };
  });
  return fields.sort((one, other) => order.indexOf(one.clause) - order.indexOf(other.clause));
}

/** How many targets of which firmness each field has. */
function firmnessOfFields(fields, all) {
  const count = (targets, kind) => targets.filter((it) => firmness(it) === kind).length;
  const byYear = ({ targets }) => [...YEARS, ""].map((year) => [year, targets.filter((it) => it.year === year)]).filter(([, rows]) => rows.length);
  const rows = fields.map((field) => {
    const groups = byYear(field).map(([year, targets]) => {
      const signs = KINDS.flatMap((kind) => targets.filter((it) => firmness(it) === kind).map(() => sign(kind, year)));
      return html`<span class="kind"><small>${yearWords(year)}</small><span>${signs}</span><b>${targets.length}</b></span>`;
    });
    return line(field.name, html`<div class="kinds">${groups}</div>`);
  });
  const most = fields.reduce((one, other) => (other.targets.length > one.targets.length ? other : one));
  const picture = figure("firmness", {
    title: "哪个领域有几个目标，各有多硬",
    finding: `一共 ${all.length} 个目标：${KINDS.map((kind) => `${FIRMNESS[kind]} ${count(all, kind)} 个`).join("，")}。最多的是${most.name}，${most.targets.length} 个。`,
    legend: KINDS.map((kind) => html`${sign(kind, "2025")}${kind !== "none" && sign(kind, "2030")} ${FIRMNESS[kind]}`),
    rows,
  });
  const counts = fields.map((field) =>
    byYear(field).map(([year, targets]) => row(html`${field.name} ${year ? html`<span class="n">${yearWords(year)}</span>` : yearWords(year)}`, KINDS.map((kind) => cell(FIRMNESS[kind], count(targets, kind), "number")))),
  );
  return beside(picture, table("哪个领域有几个目标", ["领域和年份", ...KINDS.map((kind) => [FIRMNESS[kind], "number"])], counts, true));
}

/** The targets that are shares, on one scale. */
function sharesOf(indicators) {
  const rows = indicators.map((targets) => {
    const years = YEARS.filter((year) => targets.some((it) => it.year === year));
    const lane = (year) => (years.length === 1 ? "50%" : { 2025: "30%", 2030: "70%" }[year]);
    // Where one target is said twice, what is to be reached lies on top.
    const marks = [...targets].reverse().map((it) => html`<svg x="${share(Number(it.target), 0, 100)}%" y="${lane(it.year)}" overflow="visible"><g transform="translate(-9 -9)">${sign(it.firmness, it.year)}</g></svg>`);
    const lanes = years.map((year) => html`<line x2="100%" y1="${lane(year)}" y2="${lane(year)}"/>`);
    const words = [...grouped(targets, ({ year }) => year)].map(([year, same]) => html`<span class="said">${year} 年<b>${same.map(said).join("，")}</b></span>`);
    return line(targets[0].name, html`<svg class="track marks${years.length > 1 && " two"}" aria-hidden="true">${lanes}${marks}</svg>`, words);
  });
  const of = (value) => indicators.flat().filter(({ target }) => target === value).length;
  return figure("shares", {
    title: "写成百分数的目标",
    finding: `${indicators.length} 个指标画在同一把尺上，从 0 到 100%。正好 100% 的目标有 ${of("100")} 个，0 的有 ${of("0")} 个。`,
    legend: [
      html`${sign("firm", "2025")} 2025 年`,
      html`${sign("firm", "2030")} 2030 年`,
      html`${sign("about", "2025")}${sign("about", "2030")} 左右`,
      html`${sign("striven", "2025")}${sign("striven", "2030")} 力争`,
    ],
    rows,
    axis: { start: 0, end: 100, ticks: [0, 25, 50, 75, 100].map((at) => ({ at, label: `${at}%`, look: at === 100 ? "last" : "" })) },
  });
}

/** The targets that are amounts, where both years have one: each indicator on its own scale. */
function amountsOf(indicators) {
  const rows = indicators.map((targets) => {
    const most = Math.max(...targets.map(({ target }) => Number(target)));
    const bars = targets.map((it) => html`<div class="bars worded"><span class="said">${it.year} 年<b>${said(it)}</b></span>${bar(0, share(Number(it.target), 0, most), { look: it.year === "2025" ? "striped" : "full" })}</div>`);
    return line(targets[0].name, html`<div>${bars}</div>`);
  });
  return figure("amounts", {
    title: "写成数量、两年都有数的目标",
    finding: `${indicators.length} 个指标，各比各的：条的长短只在同一个指标里比。`,
    rows,
  });
}

function targets(document, all) {
  const fields = fieldsOf(document, all);
  const ordered = fields.flatMap(({ targets }) => targets);
  const indicators = [...grouped(ordered, ({ indicator }) => indicator).values()];
  const numbered = indicators.map((targets) => targets.filter(({ target, year }) => target && year)).filter((targets) => targets.length);
  const shares = numbered.filter(([{ unit }]) => unit === "%");
  const amounts = numbered.filter(([{ unit }, ...more]) => unit !== "%" && more.length);
  const groups = fields.map(({ name, targets }) => {
    const head = html`<tr role="row" class="head"><th role="rowheader" scope="rowgroup" colspan="4">${name}</th></tr>
`;
    // What another field says again of an indicator stands with the first.
    const rows = indicators.filter(([first]) => targets.includes(first)).map((targets) => {
      const notes = [...new Set(targets.filter(({ text }) => text).map(({ text }) => note(text)))];
      const words = (year) => targets.filter((it) => it.year === year).map(said).join("；另一处：");
      const years = targets[0].year ? YEARS.map((year) => cell(yearWords(year), words(year) || "—")) : html`<td role="cell" data-head="没有写哪年" colspan="2">${words("")}（没有写哪年）</td>`;
      return row(html`${targets[0].name}${notes.map((note) => html`<small>${note}</small>`)}`, [years, cell("依据", sources(document, targets))]);
    });
    return [head, ...rows];
  });
  return html`<section id="targets"><h2>碳达峰的目标：2025 年和 2030 年</h2>
<p>出自 <a href="${placeOf(document, "一(三)")}">${cited(document.number)}</a>。“左右”没有写差多少还算；“力争”没有做到不算违反。</p>
<p><a href="index.html#carbon-targets">把一个数和目标比一比 ›</a></p>
${firmnessOfFields(fields, all)}${sharesOf(shares)}${amountsOf(amounts)}
${table(`全部 ${all.length} 个目标`, ["指标", "2025 年", "2030 年", "依据"], groups)}</section>
`;
}

/** A picture of one column of the plan for giving blood. */
function districtBars(id, districts, { title, finding, legend, columns }) {
  const most = Math.max(...districts.flatMap((it) => columns.map(({ key }) => Number(it[key]))));
  const rows = districts.map((it) =>
    line(it.name, html`<div>${columns.map(({ key, unit, look }) => html`<div class="bars">${bar(0, share(Number(it[key]), 0, most), { look })}<b class="n">${number(it[key])} ${unit}</b></div>`)}</div>`),
  );
  return figure(id, { title, finding, legend, rows });
}

function blood(document, all, note) {
  const districts = all.filter(({ district }) => district !== "printed_total");
  const printed = all.find(({ district }) => district === "printed_total");
  const sum = (key) => districts.reduce((total, it) => total + Number(it[key]), 0);
  const [most, ...rest] = [...districts].sort((one, other) => other.plan_2024 - one.plan_2024);
  const user = districts.reduce((one, other) => (Number(other.used_2023) > Number(one.used_2023) ? other : one));
  const plan = districtBars("plan", districts, {
    title: "2024 年团体预约献血的指导计划",
    finding: `${districts.length} 个区县合计 ${number(printed.plan_2024)} 人次，最多的是${most.name} ${number(most.plan_2024)} 人次，最少的是${rest.at(-1).name} ${number(rest.at(-1).plan_2024)} 人次。`,
    legend: [html`<span class="full swatch"></span> 指导计划`, html`<span class="striped swatch"></span> 应急招募`],
    columns: [
      { key: "plan_2024", unit: "人次", look: "full" },
      { key: "emergency_2024", unit: "人次", look: "striped" },
    ],
  });
  const off = sum("used_2023") - Number(printed.used_2023);
  const used = districtBars("used", districts, {
    title: "2023 年用血量",
    finding: `最多的是${user.name} ${number(user.used_2023)} 单位。印出的合计是 ${number(printed.used_2023)} 单位，逐项相加是 ${number(sum("used_2023"))} 单位${off ? `，相差 ${number(Math.abs(off))}，公报没有写哪个对` : ""}。${note("blood_jiangyang_hospitals")}${note("blood_longmatan_hospitals")}`,
    columns: [{ key: "used_2023", unit: "单位", look: "full" }],
  });
  const of = (columns) => {
    const cells = (value) => Object.entries(columns).map(([key, name]) => cell(name, number(value(key)), "number"));
    const rows = districts.map((it) => row(it.name, cells((key) => it[key])));
    const totals = [row("合计（印出的）", cells((key) => printed[key])), row("合计（逐项相加）", cells(sum))];
    return [["区县", ...Object.values(columns).map((name) => [name, "number"])], [rows, totals], true];
  };
  const notes = [note("blood_guidance"), `叙永县的${note("blood_xuyong_emergency")}`];
  return html`<section id="blood"><h2>各区县的献血计划和用血量</h2>
<p>出自 <a href="${placeOf(document, "附件1")}">${cited(document.number)} <span class="n">附件1</span></a>。</p>
<p><a href="index.html#blood-donation-quota">查一个区县的计划 ›</a></p>
${beside(plan, table("2024 年团体预约献血的指导计划", ...of({ plan_2024: "指导计划（人次）", emergency_2024: "应急招募（人次）" })))}
<ul class="notes">${notes.map((it) => html`<li>${it}</li>`)}</ul>
${beside(used, table("2023 年用血量", ...of({ used_2023: "用血量（单位）" })))}</section>
`;
}

const TIERS = { "3A": "三甲", "3B": "三乙", "2A": "二甲", "2B": "二乙", below_2B: "二乙以下" };

/** How the prices of each tier stand to those of the first: every number of the pictures and the table. */
function pricesByTier(rows) {
  // One row prints a share in place of prices.
  const priced = rows.filter((it) => !it["3A"].endsWith("%"));
  const tiers = Object.entries(TIERS).map(([key, name]) => {
    const shares = priced.filter((it) => it[key]).map((it) => (Number(it[key]) / Number(it["3A"])) * 100).sort((one, other) => one - other);
    const half = shares.length / 2;
    const middle = (shares[Math.ceil(half) - 1] + shares[Math.floor(half)]) / 2;
    const [lowest, median, highest] = [shares[0], middle, shares.at(-1)].map((it) => Number(it.toFixed(1)));
    const same = shares.filter((it) => it === 100).length;
    return { name, same, lower: shares.length - same, unpriced: priced.length - shares.length, lowest, median, highest };
  });
  return { priced: priced.length, tiers };
}

function prices(documents, rows) {
  const { priced, tiers } = pricesByTier(rows);
  const lists = [["调减的", "减"], ["调增的", "增"], ["新开展的", "新"]].map(([name, mark]) => ({ name, count: rows.filter((it) => it.row.startsWith(mark)).length }));
  const most = Math.max(...lists.map(({ count }) => count));
  const changed = figure("changed", {
    title: "有几项调减，几项调增",
    finding: `${lists.map(({ name, count }) => `${name} ${count} 项`).join("，")}。调整前的价格公报没有印，所以每项变了多少看不出来。`,
    rows: lists.map(({ name, count }) => line(name, html`<div class="bars">${bar(0, share(count, 0, most), { look: "full" })}<b class="n">${count} 项</b></div>`)),
  });
  const lowest = tiers.at(-1);
  const parts = [["same", "full", "和三甲一样"], ["lower", "striped", "低于三甲"], ["unpriced", "empty", "这份通知没有定价"]];
  const counts = figure("same", {
    title: "各级医院的价格，有几项和三甲一样",
    finding: `${priced} 项里，二乙和三甲一样的有 ${tiers[3].same} 项；${lowest.name}只有 ${priced - lowest.unpriced} 项定了价，一样的 ${lowest.same} 项。${tiers.every(({ highest }) => highest <= 100) ? "没有一项高于三甲。" : ""}`,
    legend: parts.map(([, look, words]) => html`<span class="${look} swatch"></span> ${words}`),
    rows: tiers.map((tier) => {
      let at = 0;
      const bars = parts.filter(([key]) => tier[key]).map(([key, look]) => bar(share(at, 0, priced), share((at += tier[key]), 0, priced), { look }));
      const words = parts.filter(([key]) => tier[key]).map(([key, , name]) => html`<span class="said">${name}<b>${tier[key]} 项</b></span>`);
      return line(tier.name, html`<div class="stack">${bars}</div>`, words);
    }),
  });
  const start = Math.floor(Math.min(...tiers.map((it) => it.lowest)) / 10) * 10;
  const ticks = Array.from({ length: (100 - start) / 10 + 1 }, (_, at) => start + at * 10);
  const range = figure("range", {
    title: "价格是三甲的百分之几",
    finding: `定了价的项目里，正中间的一项：${tiers.map(({ name, median }) => `${name} ${median}%`).join("，")}。`,
    legend: [html`<span class="range swatch"></span> 最低到最高`, html`${sign("firm", "2025")} 正中间的一项（一半的项目不高于它）`],
    rows: tiers.map(({ name, lowest, median, highest }) => {
      const [from, middle, to] = [lowest, median, highest].map((it) => share(it, start, 100));
      const drawn = html`<svg class="track between" aria-hidden="true"><line x1="${from}%" x2="${to}%" y1="50%" y2="50%"/><svg x="${middle}%" y="50%" overflow="visible"><g transform="translate(-9 -9)">${sign("firm", "2025")}</g></svg></svg>`;
      return line(name, drawn, [["最低", lowest], ["正中间", median], ["最高", highest]].map(([words, it]) => html`<span class="said">${words}<b>${it}%</b></span>`));
    }),
    axis: { start, end: 100, ticks: ticks.map((at) => ({ at, label: `${at}%`, look: at === 100 ? "last" : (at - start) % 20 ? "minor" : "" })) },
  });
  const numbers = (caption, heads, cells) => {
    const rows = tiers.map((tier) => row(tier.name, cells(tier).map((it, at) => cell(heads[at], it, "number"))));
    return table(caption, ["等级", ...heads.map((it) => [it, "number"])], [rows], true);
  };
  const links = documents.map((it, at) => html`${at > 0 && "、"}<a href="${placeOf(it, "附件")}">${cited(it.number)} 附件</a>`);
  const shares = rows.length - priced;
  return html`<section id="prices"><h2>医疗服务价格：调了几项，各级差多少</h2>
<p>出自 ${links}。${shares > 0 && `${rows.length} 行里有 ${shares} 行印的不是价格，是加收百分之几，各级相同，不在和三甲的比较里。`}</p>
<p><a href="index.html#medical-fee">查一个项目的价格 ›</a></p>
${beside(changed, table("调减、调增和新开展的项目", ["哪一种", ["项目数", "number"]], [lists.map(({ name, count }) => row(name, [cell("项目数", count, "number")]))], true))}
${beside(counts, numbers("有几项和三甲一样", parts.map(([, , words]) => words), (tier) => parts.map(([key]) => tier[key])))}
${beside(range, numbers("价格是三甲的百分之几", ["最低", "正中间", "最高"], ({ lowest, median, highest }) => [lowest, median, highest].map((it) => `${it}%`)))}</section>
`;
}

/** The pictures of the newest issue that has each of these tables. */
export function pictures(issues) {
  const newest = (name, draw) => {
    const issue = issues.filter((it) => it.csv(name).length).at(-1);
    if (!issue) return null;
    const rows = issue.csv(name);
    const documents = issue.documents.filter(({ id }) => rows.some((it) => it.document === id));
    const note = (key) => issue.facts.find((fact) => fact.key === key)?.text;
    return draw(documents, rows, note);
  };
  return html`${newest("carbon-targets.csv", ([document], rows) => targets(document, rows))}${newest("blood-districts.csv", ([document], rows, note) => blood(document, rows, note))}${newest("prices.csv", prices)}`;
}
