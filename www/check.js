// The script of the table check. On a page it registers the element; started as a worker it is the desk at
// which a table is worked on. A worker for small tables would not be worth its start.

import { mount_check } from "generated/check";
import { createDesk } from "./desk.js";
import { startWorker } from "generated/address";
import { listen } from "./listen.js";
import { define } from "./shell.js";
import { policy } from "./trusted.js";

/** @import { FromDesk, ToDesk } from "./messages" */

/** The longest slice of work in milliseconds: short beside a page, longer where nobody waits for it. */
const SLICE = { page: 8, worker: 40 };

/** From how many bytes or characters on a worker is started; of a workbook each byte is several of text. */
const LARGE = 200_000;
const LARGE_WORKBOOK = 30_000;

/** The name by which this script knows that it was started as a worker, and not taken into one of the host's. */
const WORKER = "luzhou-gazette-check";

/**
 * A worker that runs this very script; nothing where the page does not allow one: from a file, from another
 * origin, in a bundle, with a hash that the host vouches for, or under a policy without `trusted-types luzhou-gazette; worker-src 'self'`.
 * @param {(message: FromDesk, heard: number) => void} take
 * @returns {Promise<Worker | undefined>}
 */
function createWorker(take) {
  return new Promise((resolve) => {
    try {
      const started = startWorker(WORKER, policy());
      started.onerror = (event) => {
        event.preventDefault();
        resolve(undefined);
      };
      started.onmessage = (/** @type {MessageEvent<"ready" | [FromDesk, number]>} */ { data }) => {
        if (data === "ready") resolve(started);
        else take(...data);
      };
    } catch {
      resolve(undefined);
    }
  });
}

/**
 * What takes the messages of one element and finds the place to work: a worker, or beside the page.
 * @param {HTMLElement} host
 * @param {(message: FromDesk) => void} take
 */
function createSession(host, take) {
  /** How often something else was asked for: what is said about anything older comes too late. */
  let asks = 0;
  /** @param {FromDesk} message @param {number} heard */
  const hear = (message, heard) => {
    if (heard === asks) take(message);
  };
  let place = createDesk(hear, SLICE.page);
  /** @type {Promise<Worker | undefined> | undefined} */
  let asked;
  let order = Promise.resolve();
  /** @param {ToDesk} message */
  const post = (message) => {
    if (["read", "again", "stop"].includes(message.type)) asks++;
    const number = asks;
    if (message.type === "read" && isLarge(message.source) && !asked && host.getAttribute("worker") !== "off") {
      asked = createWorker(hear);
      order = asked.then((started) => {
        if (started) place = (...it) => started.postMessage(it);
      });
    }
    order = order.then(() => place(message, number));
  };
  const close = () => {
    post({ type: "stop" });
    asked?.then((started) => started?.terminate());
  };
  return { post, close };
}

/** @param {string | File} source */
function isLarge(source) {
  if (typeof source === "string") return source.length > LARGE;
  return source.size > (/\.xls[xm]$/i.test(source.name) ? LARGE_WORKBOOK : LARGE);
}

/**
 * A file that is dropped beside every place for it would replace the page; nothing else is touched.
 * @param {DragEvent} event
 */
function guard(event) {
  const data = event.dataTransfer;
  if (event.defaultPrevented || !data?.types.includes("Files")) return;
  event.preventDefault();
  data.dropEffect = "none";
}

const GUARDED = /** @type {const} */ (["dragover", "drop"]);

/** Lays the check out by the width of the element in its own letters, whatever the window is. @param {ShadowRoot} root */
function fit(root) {
  const outer = root.querySelector(".check");
  if (!outer) return;
  const letters = root.host.clientWidth / parseFloat(getComputedStyle(outer).fontSize);
  outer.setAttribute("data-width", letters >= 44 ? "wide" : "narrow");
}

/** @type {import("./shell.js").Mount} */
function mount(host, root) {
  /** @type {import("generated/check").CheckWidget | undefined} */
  let widget;
  const { post, close } = createSession(host, (message) => widget?.receive(message));
  const mounted = (widget = mount_check(host, root, post));
  const unlisten = GUARDED.map((name) => listen(name, guard));
  return {
    attributes_changed: (names) => mounted.attributes_changed(names),
    fit: () => fit(root),
    free() {
      for (const stop of unlisten) stop();
      close();
      mounted.free();
      widget = undefined;
    },
  };
}

const { WorkerGlobalScope: Scope, name } = /** @type {any} */ (globalThis);
if (Scope && globalThis instanceof Scope && name === WORKER) {
  const receive = createDesk((...message) => postMessage(message), SLICE.worker);
  onmessage = (/** @type {MessageEvent<Parameters<typeof receive>>} */ { data }) => receive(...data);
  postMessage("ready");
} else {
  define("luzhou-price-check", {
    attributes: ["mode", "tier", "as-of", "worker"],
    kind: () => "",
    mount,
  });
}
