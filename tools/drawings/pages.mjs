// The pages with what is drawn from the data: the timeline, and the pictures.

import { html } from "../html.mjs";
import { nameOf } from "../issue.mjs";
import { pictures } from "./pictures.mjs";
import { timeline } from "./timeline.mjs";

/** Where a day is chosen, once the page's script is there. */
const CHOOSE = html`<form class="choose" hidden>
<label for="day">看哪一天</label>
<p class="hint" id="day-hint">可以写 <span class="n">20240215</span>、<span class="n">2024-02-15</span> 或 <span class="n">2024年2月15日</span></p>
<p class="with-day"><input class="input" id="day" inputmode="numeric" autocomplete="off" aria-describedby="day-hint day-error"><button type="button" class="btn" data-now>今天</button></p>
<p class="error" id="day-error"></p>
<p class="stands" role="status"></p>
<p><a class="to-list" data-home href="index.html">首页的卡片也按这一天看 ›</a></p>
</form>
`;

/** The pages: their addresses in the site, what their heads say, and what stands on them. */
export function drawnPages(issues, register) {
  const gazette = issues.map(nameOf).join("、");
  return [
    {
      path: "timeline.html",
      gazette,
      title: "时间线",
      description: "公报里的文件和规定从哪天到哪天：画成图，列成表，也可以选一天看。",
      main: html`<div data-timeline><h1>时间线：什么从哪天到哪天</h1>
${CHOOSE}${timeline(issues, register)}</div>
`,
    },
    {
      path: "pictures.html",
      gazette,
      title: "看图",
      description: "碳达峰的目标、各区县的献血计划、各级医院的价格：画成图，旁边有同样的数。",
      main: html`<h1>看图</h1>
<nav class="ways" aria-label="本页的图和时间线"><a href="#targets">碳达峰的目标</a> <a href="#blood">献血计划和用血量</a> <a href="#prices">医疗服务价格</a> <a href="timeline.html">什么从哪天到哪天</a></nav>
${pictures(issues)}`,
    },
  ];
}
