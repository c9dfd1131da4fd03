// The desk of the table check: takes the messages of the screen and sends its own; in a worker or beside the page.

import { start } from "generated/start";
import { Table, TableError } from "./table.js";

/** @import { FromDesk, ToDesk } from "./messages" */

/** As many rows of the report as are written at once. */
const ROWS = 200;

/** As many rows as are printed at most: 200 sheets of paper. */
const MOST = 5000;

/** As many rows as a page has. */
const PAGE = 100;

/** Another message came meanwhile; what was under way is dropped. */
const STOPPED = Symbol("stopped");

/**
 * Creates a desk; what is given back takes the messages of the screen.
 * @param {(message: FromDesk) => void} send
 * @param {number} slice the longest time in milliseconds that it works without a pause
 * @returns {(message: ToDesk) => void}
 */
export function createDesk(send, slice) {
  /** @type {Table | undefined} */
  let table;
  let turn = 0;
  /** @type {string[]} */
  let choices = [];
  /** Whether the text is still coming: other choices then only count for the check that follows. */
  let reading = false;

  /** @param {string} filter @param {number} group @param {number} place @param {number} most */
  function sendPage(filter, group, place, most) {
    if (!table) return;
    const first = group === 0 && place === 0;
    send({ type: "page", filter, first, all: most > PAGE, page: table.desk.page(filter, group, place, most) });
  }

  /** @param {Extract<ToDesk, { type: "read" }>} message @param {() => void} hold */
  async function read({ source, sheet }, hold) {
    table?.free();
    table = undefined;
    await start();
    hold();
    const fresh = new Table(slice, hold, (phase, share) =>
      send({ type: "progress", phase, thousandths: Math.floor(share * 1000) }),
    );
    table = fresh;
    await fresh.read(source, sheet);
    reading = false;
  }

  /** Understands and judges. @param {() => void} hold */
  async function check(hold) {
    if (!table) return;
    table.hold = hold;
    const understanding = table.understand(choices);
    send({ type: "understood", understanding, sheet: table.sheet });
    if (understanding.refusal || understanding.doubts.length) return;
    send({ type: "judged", summary: await table.judge() });
  }

  async function report() {
    if (!table) return;
    const { desk } = table;
    /** @type {Blob[]} */
    const parts = [];
    let at = 0;
    const step = () => {
      // A blob each, so that putting them together at the end copies nothing.
      parts.push(new Blob([desk.report(at, ROWS)]));
      at += ROWS;
      return at < desk.length();
    };
    await table.steps("write", step, () => at / desk.length());
    send({ type: "report", report: new Blob(parts, { type: "text/csv;charset=utf-8" }) });
  }

  /** @param {(hold: () => void) => Promise<void>} act */
  async function take(act) {
    const mine = ++turn;
    const hold = () => {
      if (mine !== turn) throw STOPPED;
    };
    try {
      await act(hold);
    } catch (error) {
      if (error === STOPPED || mine !== turn) return;
      reading = false;
      const why = error instanceof TableError ? error.message : "文件读不出来。请重新选一次；还是不行，就把内容复制后粘贴到下面。";
      send({ type: "refused", why });
    }
  }

  return (message) => {
    switch (message.type) {
      case "read":
        choices = message.choices;
        reading = true;
        take(async (hold) => {
          await read(message, hold);
          await check(hold);
        });
        break;
      case "again":
        choices = message.choices;
        if (!reading) take(check);
        break;
      case "page":
        sendPage(message.filter, message.group, message.place, message.all ? MOST : PAGE);
        break;
      case "copied":
        if (table) send({ type: "copied", text: table.desk.copied(message.filter) });
        break;
      case "report":
        take((hold) => {
          if (table) table.hold = hold;
          return report();
        });
        break;
      case "stop":
        turn++;
        reading = false;
        break;
    }
  };
}
