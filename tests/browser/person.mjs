// A person at a phone: taps, types and scrolls as far as needed, and counts it. What the page itself scrolls is not counted.

import assert from "node:assert/strict";
import { SHOWN } from "./city.mjs";
import { mounted } from "./helpers.mjs";

/** So much of the screen people leave between its edge and what they tap, in pixels. */
const ROOM = 40;

/** What is counted of one task. */
export class Person {
  taps = 0;
  keys = 0;
  scrolled = 0;

  /** @param {import("playwright-core").Page} page */
  constructor(page) {
    this.page = page;
  }

  /** How many screens were scrolled, to a tenth. */
  get screens() {
    return Math.round((this.scrolled / this.page.viewportSize().height) * 10) / 10;
  }

  /** Scrolls until it is in view. @param {import("playwright-core").Locator} target */
  async reach(target) {
    await target.waitFor();
    const away = await target.evaluate((element, room) => {
      const bar = document.querySelector("luzhou-calculator:not([hidden])")?.shadowRoot?.querySelector("button.bar:not([hidden])");
      const isBar = bar?.contains(element);
      const foot = bar && !isBar ? bar.getBoundingClientRect().top : innerHeight;
      const { top, bottom } = element.getBoundingClientRect();
      if (top < 0) return top - room;
      return bottom > foot ? Math.min(bottom - foot + room, top) : 0;
    }, ROOM);
    if (!away) return;
    this.scrolled += Math.abs(await this.page.evaluate((away) => {
      const before = scrollY;
      scrollTo({ top: before + away, behavior: "instant" });
      return scrollY - before;
    }, away));
    await this.page.waitForTimeout(60);
  }

  /** @param {string} selector */
  async tap(selector) {
    const target = this.page.locator(selector).first();
    await this.reach(target);
    await target.tap();
    this.taps += 1;
  }

  /** A list that opens takes one tap to open and one to choose. @param {string} selector @param {string} value */
  async choose(selector, value) {
    const target = this.page.locator(selector).first();
    await this.reach(target);
    await target.selectOption(value);
    this.taps += 2;
  }

  /** Types on the phone's keypad, in a field that has the focus. @param {string} text */
  async type(text) {
    await this.page.keyboard.type(text, { delay: 5 });
    this.keys += text.length;
  }

  /** @param {string} key */
  async press(key) {
    await this.page.keyboard.press(key);
    this.keys += 1;
  }

  /** Goes to a calculator from the home screen. @param {string[]} selectors */
  async open(...selectors) {
    for (const selector of selectors) await this.tap(selector);
    await mounted(this.page, SHOWN);
    await this.page.waitForTimeout(150);
  }

  /**
   * Sees the answer: its first line must be in view at once, in the result or in the bar; then it is read in the result.
   * @param {RegExp} words
   */
  async see(words) {
    await this.page.waitForTimeout(250);
    const seen = await this.page.$eval(SHOWN, (host) => {
      const inView = (/** @type {Element | null} */ it) => {
        if (!it || it.hasAttribute("hidden")) return "";
        const { top, bottom } = it.getBoundingClientRect();
        return bottom > top && top >= 0 && bottom <= innerHeight ? it.textContent : "";
      };
      const root = host.shadowRoot;
      const parts = [...root.querySelectorAll(".verdict, .emergency, .figure, .total"), root.querySelector("button.bar")];
      return parts.map(inView).filter(Boolean).join(" ");
    });
    assert.match(seen, words, "the answer's first line is in view");
    if (await this.page.locator(`${SHOWN} button.bar`).isVisible()) await this.tap(`${SHOWN} button.bar`);
  }
}
