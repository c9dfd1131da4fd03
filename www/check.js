// The script of the table check. On a page it registers the element; started as a worker it is the desk at
// which a table is worked on. A worker for small tables would not be worth its start.

import { mount_check } from "generated/check";
import { work } from "./desk.js";
import { address, workerType } from "generated/address";
import { define } from "./shell.js";

/** @import { Told, Wanted } from "./messages" */

/** The longest slice of work in milliseconds: short beside a page, longer where nobody waits for it. */
const SLICE = { page: 8, worker: 40 };

/** From how many bytes or characters on a worker is started. */
const LARGE = 200_000;

/**
 * A worker that runs this very script; nothing where the page does not allow one: from a file, from another
 * origin, or under a policy without `trusted-types luzhou-gazette; worker-src 'self'`.
 * @param {(told: Told) => void} tell
 * @returns {Promise<Worker | undefined>}
 */
function createWorker(tell) {
  return new Promise((resolve) => {
    try {
      const { trustedTypes } = /** @type {any} */ (window);
      const policy = trustedTypes?.createPolicy("luzhou-gazette", { createScriptURL: () => address });
      const started = new Worker(policy ? policy.createScriptURL("") : address, { type: workerType });
      started.onerror = (event) => {
        event.preventDefault();
        resolve(undefined);
      };
      started.onmessage = (/** @type {MessageEvent<Told>} */ { data }) => {
        if (data.type === "ready") resolve(started);
        else tell(data);
      };
    } catch {
      resolve(undefined);
    }
  });
}

/**
 * What takes the messages of one element and finds the place to work: a worker, or beside the page.
 * @param {HTMLElement} host
 * @param {(told: Told) => void} tell
 */
function createSession(host, tell) {
  let place = work(tell, SLICE.page);
  /** @type {Promise<Worker | undefined> | undefined} */
  let asked;
  let order = Promise.resolve();
  /** @param {Wanted} message */
  const post = (message) => {
    if (message.type === "read" && isLarge(message.source) && !asked && host.getAttribute("worker") !== "off") {
      asked = createWorker(tell);
      order = asked.then((started) => {
        if (started) place = (it) => started.postMessage(it);
      });
    }
    order = order.then(() => place(message));
  };
  const close = () => {
    post({ type: "stop" });
    asked?.then((started) => started?.terminate());
  };
  return { post, close };
}

/** @param {string | File} source */
function isLarge(source) {
  return (typeof source === "string" ? source.length : source.size) > LARGE;
}

/** @type {import("./shell.js").Mount} */
function mount(host, root) {
  /** @type {import("generated/check").CheckWidget | undefined} */
  let widget;
  const { post, close } = createSession(host, (message) => widget?.told(message));
  const mounted = (widget = mount_check(host, root, post));
  return {
    attributes_changed: (names) => mounted.attributes_changed(names),
    free() {
      close();
      mounted.free();
      widget = undefined;
    },
  };
}

if (typeof document === "undefined") {
  const hear = work((message) => postMessage(message), SLICE.worker);
  onmessage = ({ data }) => hear(data);
  postMessage({ type: "ready" });
} else {
  define("luzhou-price-check", { file: "luzhou-gazette-check.css", kind: () => "", mount });
}
