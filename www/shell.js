// The shell of an element: attaches, dresses, shows that it is loading, hands over to a widget in Rust,
// and says what a failure means.

import style from "generated/style";
import { stylesheet } from "generated/address";
import { start } from "generated/start";
import { forbidden } from "./forbidden.js";
import { hint } from "./hints.js";
import { listen } from "./listen.js";
import { make } from "./make.js";
import { plain } from "./plain.js";

/**
 * What an element shows, mounted in its shadow root.
 * @typedef {object} Widget
 * @property {(names: string) => void} attributes_changed takes over the host's attributes of these names, between spaces
 * @property {() => void} fit lays out what is shown for the width that it has
 * @property {() => any} [answers]
 * @property {(answers: unknown) => void} [fill]
 * @property {() => any} [outcome]
 * @property {() => any} [error]
 * @property {() => string} [keys] its questions, which are attributes too
 * @property {() => void} free
 */

/** @typedef {(host: HTMLElement, root: ShadowRoot, kind: string) => Widget} Mount */

/**
 * A document of what is shown, to keep: `date` is its own affair before the page is printed.
 * @typedef {{ text: () => string | undefined, date: () => void }} Sheet
 */

/** @type {CSSStyleSheet | undefined} */
let shared;

/**
 * Styles for one shadow root: a shared sheet, or a link where the engine has no such sheets.
 * @param {ShadowRoot} root
 */
function dress(root) {
  if ("adoptedStyleSheets" in root && "replaceSync" in CSSStyleSheet.prototype) {
    if (!shared) {
      shared = new CSSStyleSheet();
      shared.replaceSync(style);
    }
    root.adoptedStyleSheets = [shared];
    return [];
  }
  // In a bundle and in the stand-alone file there is no stylesheet beside the script.
  const address = stylesheet();
  const own = address ? make("link") : make("style");
  if (own instanceof HTMLLinkElement) {
    own.rel = "stylesheet";
    own.href = address;
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

/** The attribute under whose value the result takes part in the host's form. */
const SUBMIT_AS = "submit-as";

/** Engines without it: Firefox before 98, Safari before 16.4. */
const hasInternals = () => typeof ElementInternals === "function" && "setFormValue" in ElementInternals.prototype;

/**
 * Registers an element, once: a page may carry the script twice, and on a server there are none.
 * @param {string} tag
 * @param {object} element
 * @param {string[]} element.attributes those that it reads, besides its questions
 * @param {(host: HTMLElement) => string} element.kind what it shows: another kind mounts anew
 * @param {Mount} element.mount
 * @param {(host: HTMLElement, root: ShadowRoot) => Sheet} [element.sheet]
 * @param {(host: HTMLElement, outcome: any) => string} [element.submitted] what a form of the host is told of an outcome
 */
export function define(tag, { attributes, kind, mount, sheet, submitted }) {
  if (typeof customElements !== "object" || customElements.get(tag)) return;
  // The class is made here because a worker that runs the script has no HTMLElement.
  class Shell extends HTMLElement {
    static formAssociated = Boolean(submitted);

    constructor() {
      super();
      this.#sheet = sheet?.(this, this.#root);
      if (submitted) {
        for (const name of ["luzhou-result", "luzhou-error"]) this.addEventListener(name, (event) => this.#tell(event));
      }
      // What was set before the script had come stands in the way of the element's own property.
      for (const name of ["answers", ...Object.keys(properties)]) {
        if (!Object.prototype.hasOwnProperty.call(this, name)) continue;
        const own = /** @type {any} */ (this);
        const value = own[name];
        delete own[name];
        own[name] = value;
      }
    }

    /** Made first: where even that fails there is no root, and the element's own children are seen. */
    #slot = make("slot");
    #root = this.attachShadow({ mode: "open" });
    /** What stays in the root. @type {Node[]} */
    #lasting = dress(this.#root);
    /** @type {Sheet | undefined} */
    #sheet;
    #internals = submitted && hasInternals() ? this.attachInternals() : undefined;
    /** The form that asks for the result as it is sent, in an engine without internals. @type {HTMLFormElement | null | undefined} */
    #form;
    /** @type {Widget | undefined} */
    #widget;
    /** @type {string | undefined} */
    #shown;
    /** What a failed start means. @type {{ code: string, message: string } | undefined} */
    #failure;
    #turn = 0;
    #observing = false;
    /** @type {(() => void) | undefined} */
    #unlisten;
    /**
     * What was filled in when the element was taken out of the document.
     * @type {{ kind: string | undefined, answers: unknown } | undefined}
     */
    #kept;
    #observer = new MutationObserver((records) => this.#changed(records));
    /**
     * A frame later: what changes a size while sizes are told makes an error in the host's window. An imitated browser, in
     * which hosts test, lays nothing out.
     */
    #sizes = typeof ResizeObserver === "function" ? new ResizeObserver(() => requestAnimationFrame(() => this.#widget?.fit())) : undefined;

    connectedCallback() {
      this.#joinForm();
      if (this.#observing) return; // moved within the document: all is kept
      this.#observing = true;
      this.#observer.observe(this, { attributes: true, attributeOldValue: true });
      if (this.#sheet) this.#unlisten = listen("beforeprint", this.#sheet.date);
      this.#show();
    }

    disconnectedCallback() {
      // A move disconnects and connects at once; only an element that stays away lets go.
      queueMicrotask(() => {
        if (this.isConnected || !this.#observing) return;
        this.#observing = false;
        this.#observer.disconnect();
        this.#unlisten?.();
        this.#leaveForm();
        this.#kept = { kind: this.#shown, answers: this.answers };
        this.#clear();
      });
    }

    /** The host's form is reset: the answers are again those that the attributes give. */
    formResetCallback() {
      if (this.hasAttribute(SUBMIT_AS)) this.#show();
    }

    /** What stands in a disabled part of a form takes no part in it. */
    formDisabledCallback() {
      if (!this.#widget) return;
      this.#setEntry();
      this.#sayForm();
    }

    /** The answers that are given, by key; nothing before the element has started. */
    get answers() {
      return this.#widget?.answers?.();
    }

    /** What is no answer, or lies too deep, is not known. */
    set answers(given) {
      const answers = plain(given, () => null);
      if (this.#widget?.fill) this.#widget.fill(answers);
      else this.#kept = { kind: kind(this), answers };
    }

    /** The outcome that is shown; `null` before the element has started, and while an answer must be mended first. */
    get outcome() {
      return this.#widget?.outcome?.() ?? null;
    }

    /**
     * Fills answers in, if there are any, and gives the outcome as soon as the element has started.
     * @param {unknown} [answers]
     */
    async calculate(answers) {
      if (answers !== undefined) this.answers = answers;
      if (!this.#widget && !this.#failure) {
        await new Promise((resolve) => {
          for (const name of ["luzhou-ready", "luzhou-error"]) this.addEventListener(name, resolve, { once: true });
        });
      }
      const { outcome } = this;
      if (outcome) return outcome;
      const { code, field, message } = this.#widget?.error?.() ?? this.#failure ?? {};
      throw Object.assign(new Error(message), { name: "InputError", code, field: field ?? "" });
    }

    /** The 计算单 of what is shown, as one HTML file; nothing while there is no answer. */
    get sheet() {
      return this.#sheet?.text();
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
        this.#widget.fit();
        for (const part of this.#root.children) this.#sizes?.observe(part);
        const kept = this.#kept;
        this.#kept = undefined;
        if (kept && kept.kind === this.#shown && kept.answers) this.answers = kept.answers;
        // The first outcome was told before there was a widget to ask.
        this.#setEntry();
        this.#sayForm();
        this.#hint();
      } catch (error) {
        if (turn !== this.#turn) return;
        this.#fail(error);
      }
    }

    #hint() {
      try {
        const keys = this.#widget?.keys?.().split(" ") ?? [];
        hint(this, [...attributes, ...(submitted ? [SUBMIT_AS] : []), ...keys]);
      } catch {
        // A host without a console, or with an odd one, gets no hints.
      }
    }

    /** @param {unknown} error */
    #fail(error) {
      const { code, message } = (this.#failure = explain(error));
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
      if (names.includes(SUBMIT_AS)) {
        this.#joinForm();
        this.#sayForm();
      }
      if (changed.length && this.#widget) this.#hint();
    }

    /** The name under which the result takes part in the host's form, if it does. */
    #submitsAs() {
      return submitted && !this.closest("fieldset:disabled") ? this.getAttribute(SUBMIT_AS) : null;
    }

    /** What the host's form is told, and under which name; nothing where the host has not asked for it. */
    #entry() {
      const name = this.#submitsAs();
      const outcome = name ? this.outcome : undefined;
      return outcome && submitted ? { name: name ?? "", text: submitted(this, outcome) } : undefined;
    }

    /** Hands a new outcome to the host's form. @param {Event} event */
    #tell(event) {
      if (event.target === this) this.#setEntry();
    }

    #setEntry() {
      if (!this.#internals) return; // told as the form is sent
      const entry = this.#entry();
      const data = new FormData();
      if (entry) data.append(entry.name, entry.text);
      this.#internals.setFormValue(entry ? data : null);
    }

    /** Takes part in the form around the element, by its event where there are no internals. */
    #joinForm() {
      if (!submitted) return;
      this.#leaveForm();
      if (this.#internals) return this.#setEntry();
      this.#form = this.hasAttribute(SUBMIT_AS) ? this.closest("form") : null;
      this.#form?.addEventListener("formdata", this.#sent);
    }

    #leaveForm() {
      this.#form?.removeEventListener("formdata", this.#sent);
      this.#form = null;
    }

    /** @type {(event: FormDataEvent) => void} */
    #sent = ({ formData }) => {
      const entry = this.#entry();
      if (entry) formData.append(entry.name, entry.text);
    };

    /** Says that the result is sent along: nobody's answers leave without a word. */
    #sayForm() {
      this.#root.querySelector("[part=submits]")?.remove();
      if (this.#submitsAs()) {
        this.#line("note", "submits", "loading", "这里填的内容和结果会随本页的表单一起提交。");
      }
    }

    /**
     * A line of text, with the element's own children below it.
     * @param {string} role
     * @param {string} part
     * @param {string} text
     */
    #place(role, part, text) {
      this.#root.append(this.#slot);
      const line = this.#line(role, part, part, "");
      this.#root.append(this.#slot);
      line.textContent = text;
    }

    /**
     * @param {string} role
     * @param {string} part
     * @param {string} look
     * @param {string} text
     */
    #line(role, part, look, text) {
      const line = make("p");
      line.setAttribute("role", role);
      line.setAttribute("part", part);
      line.className = look;
      line.lang = "zh-CN";
      line.textContent = text;
      this.#root.append(line);
      return line;
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
      this.#failure = undefined;
      this.#sizes?.disconnect();
      if (widget) widget.free();
      this.#empty();
      return ++this.#turn;
    }
  }
  const properties = reflect(Shell.prototype, [...attributes, "theme", "size", ...(submitted ? [SUBMIT_AS] : [])]);
  // What only calculators have.
  if (!submitted) for (const name of ["answers", "outcome", "calculate", "sheet"]) Reflect.deleteProperty(Shell.prototype, name);
  customElements.define(tag, Shell);
}

/**
 * Gives attributes properties of the same meaning, as frameworks set them: `as-of` is `asOf`; no, nothing and an empty
 * text take the attribute away.
 * @param {HTMLElement} prototype
 * @param {string[]} attributes
 */
function reflect(prototype, attributes) {
  /** @type {PropertyDescriptorMap} */
  const properties = {};
  for (const attribute of attributes) {
    const flag = attribute === "historical";
    properties[attribute.replace(/-(.)/g, (_, letter) => letter.toUpperCase())] = {
      configurable: true,
      enumerable: true,
      /** @this {HTMLElement} */
      get() {
        const value = this.getAttribute(attribute);
        return flag ? value !== null && value !== "false" : (value ?? "");
      },
      /** @this {HTMLElement} @param {unknown} value */
      set(value) {
        if (value === false || value === null || value === undefined || value === "") this.removeAttribute(attribute);
        else this.setAttribute(attribute, value === true ? "" : String(value));
      },
    };
  }
  Object.defineProperties(prototype, properties);
  return properties;
}
