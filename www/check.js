// The script of the table check. On a page it registers the element; started as a worker it is the desk at
// which a table is worked on. A worker for small tables would not be worth its start.

import { mount_check } from "generated/glue";
import { work } from "./desk.js";
import { address, workerType } from "generated/address";
import { define } from "./shell.js";

/** The longest slice of work in milliseconds: short beside a page, longer where nobody waits for it. */
const SLICE = { page: 8, worker: 40 };

/** From how many bytes or characters on a worker is started. */
const LARGE = 200_000;

/**
 * A worker that runs this very script; nothing where the page does not allow one: from a file, from another
 * origin, or under a policy without `trusted-types luzhou-gazette; worker-src 'self'`.
 */
function worker(tell) {
  return new Promise((resolve) => {
    try {
      const policy =
        window.trustedTypes && window.trustedTypes.createPolicy("luzhou-gazette", { createScriptURL: () => address });
      const started = new Worker(policy ? policy.createScriptURL("") : address, { type: workerType });
      started.onerror = (event) => {
        event.preventDefault();
        resolve(undefined);
      };
      started.onmessage = ({ data }) => {
        if (data[0] === "ready") resolve(started);
        else tell(data);
      };
    } catch {
      resolve(undefined);
    }
  });
}

/** What takes the messages of one element and finds the place to work: a worker, or beside the page. */
function bench(host, tell) {
  let place = work(tell, SLICE.page);
  let asked;
  let order = Promise.resolve();
  const hear = (message) => {
    const source = message[2];
    const large = message[0] === "read" && (source.size || source.length) > LARGE;
    if (large && !asked && host.getAttribute("worker") !== "off") {
      asked = worker(tell);
      order = asked.then((started) => {
        if (started) place = (it) => started.postMessage(it);
      });
    }
    order = order.then(() => place(message));
  };
  const close = () => {
    hear(["stop"]);
    if (asked) asked.then((started) => started && started.terminate());
  };
  return { hear, close };
}

function mount(host, root) {
  let widget;
  const { hear, close } = bench(host, (message) => widget && widget.told(message));
  widget = mount_check(host, root, hear);
  return {
    attributes_changed: (names) => widget.attributes_changed(names),
    free() {
      close();
      widget.free();
      widget = undefined;
    },
  };
}

if (typeof document === "undefined") {
  const hear = work((message) => postMessage(message), SLICE.worker);
  onmessage = ({ data }) => hear(data);
  postMessage(["ready"]);
} else {
  define("luzhou-price-check", { file: "luzhou-gazette-check.css", kind: () => "", mount });
}
