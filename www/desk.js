// The desk of the table check: takes the messages of the screen and sends its own; in a worker or beside the page.

import { start } from "generated/start";
import { Table, TableError } from "./table.js";

/** @import { FromDesk, ToDesk } from "./messages" */

/** As many rows as are printed at most: 200 sheets of paper. */
const MOST = 5000;

/** As many rows as a page has. */
const PAGE = 100;

/** What is said where nothing better is known. */
const FAILURES = {
  refused: "文件读不出来。请重新选一次；还是不行，就把内容复制后粘贴到下面。",
  unwritten: "结果没有写成。请换一种下载，或者复制。",
};

/** Another message came meanwhile; what was under way is dropped. */
const STOPPED = Symbol("stopped");

/**
 * Creates a desk; what is given back takes the messages of the screen. Each comes with a number, which everything that is
 * said after it bears: so the screen knows what comes too late.
 * @param {(message: FromDesk, heard: number) => void} answer
 * @param {number} slice the longest time in milliseconds that it works without a pause
 * @returns {(message: ToDesk, number: number) => void}
 */
export function createDesk(answer, slice) {
  let heard = 0;
  /** @param {FromDesk} message */
  const send = (message) => answer(message, heard);
  /** @type {Table | undefined} */
  let table;
  let turn = 0;
  /** @type {string[]} */
  let choices = [];
  /** Whether the text is still coming: other choices then only count for the check that follows. */
  let reading = false;

  /** @param {Extract<ToDesk, { type: "page" }>} message */
  function sendPage({ filter, group, place, all }) {
    if (!table) return;
    // The first rows of every group are for the desk to choose.
    const parts = table.desk.page(group, place, all ? MOST : group ? PAGE : 0);
    send({ type: "page", filter, first: place === 0, all, parts });
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

  /** @param {"csv" | "xlsx"} form */
  async function report(form) {
    if (!table) return;
    const write = form === "csv" ? table.toText() : table.toWorkbook();
    send({ type: "report", report: await write, name: `核对结果.${form}` });
  }

  /**
   * @param {(hold: () => void) => Promise<void>} act
   * @param {"refused" | "unwritten"} type what a failure is
   */
  async function take(act, type = "refused") {
    const mine = ++turn;
    const hold = () => {
      if (mine !== turn) throw STOPPED;
    };
    try {
      await act(hold);
    } catch (error) {
      if (error === STOPPED || mine !== turn) return;
      reading = false;
      send({ type, why: error instanceof TableError ? error.message : FAILURES[type] });
    }
  }

  return (message, number) => {
    heard = number;
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
        sendPage(message);
        break;
      case "copied":
        if (table) send({ type: "copied", text: table.desk.copied(message.filter) });
        break;
      case "report":
        take((hold) => {
          if (table) table.hold = hold;
          return report(message.form);
        }, "unwritten");
        break;
      case "stop":
        turn++;
        reading = false;
        break;
    }
  };
}
