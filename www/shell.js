// The shell of an element: attaches, dresses, shows that it is loading, hands over to a widget in Rust,
// and says what a failure means.

import style from "generated/style";
import { address } from "generated/address";
import { start } from "generated/start";
import { forbidden } from "./forbidden.js";

/**
 * What an element shows, mounted in its shadow root.
 * @typedef {object} Widget
 * @property {(names: string) => void} attributes_changed takes over the host's attributes of these names, between spaces
 * @property {() => unknown} [answers]
 * @property {(answers: unknown) => void} [fill]
 * @property {() => void} free
 */

/** @typedef {(host: HTMLElement, root: ShadowRoot, kind: string) => Widget} Mount */

/** @type {CSSStyleSheet | undefined} */
let sheet;

/**
 * Styles for one shadow root: a shared sheet, or a link where the engine has no such sheets.
 * @param {ShadowRoot} root
 * @param {string} file
 */
function dress(root, file) {
  if ("adoptedStyleSheets" in root && "replaceSync" in CSSStyleSheet.prototype) {
    if (!sheet) {
      sheet = new CSSStyleSheet();
      sheet.replaceSync(style);
    }
    root.adoptedStyleSheets = [sheet];
    return [];
  }
  // A script whose address is not known, as in the stand-alone file, has no stylesheet beside it.
  const own = address ? document.createElement("link") : document.createElement("style");
  if (own instanceof HTMLLinkElement) {
    own.rel = "stylesheet";
    own.href = new URL(file, address).href;
  } else {
    own.textContent = style;
  }
  root.append(own);
  return [own];
}

/**
 * What a failure means for the reader.
 * @param {any} error
 * @returns {{ code: string, message: string }}
 */
function explain(error) {
  if (error && typeof error.code === "string") return error;
  if (typeof WebAssembly !== "object") {
    return {
      code: "wasm_missing",
      message: "这个浏览器不支持 WebAssembly，计算器无法启动。请换用较新的浏览器，或参阅本处的文字说明。",
    };
  }
  if (forbidden(error)) {
    return {
      code: "wasm_blocked",
      message:
        "本页的安全策略不允许计算器启动，请参阅本处的文字说明。网站管理员：请在 Content-Security-Policy 的 script-src 中加入 'wasm-unsafe-eval'（较旧的浏览器还要 'unsafe-eval'）。",
    };
  }
  return {
    code: "wasm_failed",
    message: "计算器无法启动。请刷新页面或换用较新的浏览器，或参阅本处的文字说明。",
  };
}

/** Attributes that say nothing about the answers. */
const LOOKS = ["class", "hidden", "id", "part", "size", "style", "theme"];

/**
 * Registers an element, once: a page may carry the script twice. `mount(host, root)` gives the widget,
 * `kind(host)` what it shows: another kind mounts anew. `file` is its stylesheet.
 * @param {string} tag
 * @param {{ file: string, kind: (host: HTMLElement) => string, mount: Mount,
 *   sheet?: (host: HTMLElement, root: ShadowRoot) => () => string | undefined }} element
 */
export function define(tag, { file, kind, mount, sheet }) {
  if (customElements.get(tag)) return;
  // The class is made here because a worker that runs the script has no HTMLElement.
  class Shell extends HTMLElement {
    constructor() {
      super();
      this.#sheet = sheet?.(this, this.#root);
    }

    /** Gives the answer as a document that can be kept. @type {undefined | (() => string | undefined)} */
    #sheet;
    #root = this.attachShadow({ mode: "open" });
    /** What stays in the root. @type {Node[]} */
    #lasting = dress(this.#root, file);
    /** @type {Widget | undefined} */
    #widget;
    /** @type {string | undefined} */
    #shown;
    #turn = 0;
    #observing = false;
    /**
     * What was filled in when the element was taken out of the document.
     * @type {{ kind: string | undefined, answers: unknown } | undefined}
     */
    #kept;
    #observer = new MutationObserver((records) => this.#changed(records));

    connectedCallback() {
      if (this.#observing) return; // moved within the document: all is kept
      this.#observing = true;
      this.#observer.observe(this, { attributes: true, attributeOldValue: true });
      this.#show();
    }

    disconnectedCallback() {
      // A move disconnects and connects at once; only an element that stays away lets go.
      queueMicrotask(() => {
        if (this.isConnected || !this.#observing) return;
        this.#observing = false;
        this.#observer.disconnect();
        this.#kept = { kind: this.#shown, answers: this.answers };
        this.#clear();
      });
    }

    /** The answers that are given, by key; nothing before the element has started. */
    get answers() {
      return this.#widget?.answers?.();
    }

    set answers(answers) {
      if (this.#widget?.fill) this.#widget.fill(answers);
      else this.#kept = { kind: kind(this), answers };
    }

    /** The 计算单 of what is shown, as one HTML file; nothing while there is no answer. */
    get sheet() {
      return this.#sheet?.();
    }

    async #show() {
      const turn = this.#clear();
      this.#place("status", "loading", "正在载入…");
      try {
        await start();
        if (turn !== this.#turn) return; // renamed or removed meanwhile
        this.#empty();
        this.#shown = kind(this);
        this.#widget = mount(this, this.#root, this.#shown);
        const kept = this.#kept;
        this.#kept = undefined;
        if (kept && kept.kind === this.#shown && kept.answers) this.answers = kept.answers;
      } catch (error) {
        if (turn !== this.#turn) return;
        this.#fail(error);
      }
    }

    /** @param {unknown} error */
    #fail(error) {
      const { code, message } = explain(error);
      this.#empty();
      this.#place("alert", "failure", message);
      const event = { bubbles: true, composed: true, detail: { code, message } };
      this.dispatchEvent(new CustomEvent("luzhou-error", event));
    }

    /** @param {MutationRecord[]} records */
    #changed(records) {
      if (!this.#observing) return;
      if (this.#shown !== undefined && kind(this) !== this.#shown) {
        this.#show();
        return;
      }
      // What a person has typed stays, unless the host says otherwise for that very answer.
      const changed = records.filter((it) => this.getAttribute(it.attributeName ?? "") !== it.oldValue);
      const names = changed.map((it) => it.attributeName ?? "").filter((name) => !LOOKS.includes(name));
      if (names.length && this.#widget) this.#widget.attributes_changed(names.join(" "));
    }

    /**
     * A line of text, with the element's own children below it.
     * @param {string} role
     * @param {string} part
     * @param {string} text
     */
    #place(role, part, text) {
      const line = document.createElement("p");
      line.setAttribute("role", role);
      line.setAttribute("part", part);
      line.className = part;
      line.lang = "zh-CN";
      this.#root.append(line, document.createElement("slot"));
      line.textContent = text;
    }

    /** Removes all but the linked stylesheet, which would load again. */
    #empty() {
      for (const node of [...this.#root.childNodes]) {
        if (!this.#lasting.includes(node)) node.remove();
      }
    }

    /** Frees the widget, empties the root, and makes every pending start stale. */
    #clear() {
      const widget = this.#widget;
      this.#widget = undefined;
      this.#shown = undefined;
      if (widget) widget.free();
      this.#empty();
      return ++this.#turn;
    }
  }
  customElements.define(tag, Shell);
}
