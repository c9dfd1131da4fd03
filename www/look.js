// How the page looks and sounds to a person: large type, reading aloud, lines that end where words end.

// 长辈版: a look, not an answer, so it may be remembered; where nothing may be stored it is not.
const large = /** @type {HTMLButtonElement} */ (document.querySelector("[data-large]"));
export const isLarge = () => document.documentElement.dataset.size === "large";

/** @param {boolean} on @param {Iterable<HTMLElement>} elements */
function setLarge(on, elements) {
  if (on) document.documentElement.dataset.size = "large";
  else delete document.documentElement.dataset.size;
  large.setAttribute("aria-pressed", String(on));
  for (const shown of elements) {
    if (on) shown.setAttribute("size", "large");
    else shown.removeAttribute("size");
  }
}

/** Offers large type. @param {() => Iterable<HTMLElement>} elements the calculators that are there */
export function offerLarge(elements) {
  large.addEventListener("click", () => {
    setLarge(!isLarge(), elements());
    try {
      localStorage.setItem("luzhou-size", isLarge() ? "large" : "");
    } catch {
      // Not remembered, that is all.
    }
  });
  try {
    setLarge(localStorage.getItem("luzhou-size") === "large", elements());
  } catch {
    setLarge(false, elements());
  }
}

// 朗读: reads the answer, or the screen, where the device has a Chinese voice.
const aloud = /** @type {HTMLButtonElement} */ (document.querySelector("[data-aloud]"));

function showVoice() {
  const voices = window.speechSynthesis?.getVoices() ?? [];
  aloud.hidden = !voices.some((voice) => voice.lang.startsWith("zh"));
}

/** Offers to read aloud. @param {() => string} text what is read: the answer, or the screen */
export function offerVoice(text) {
  if (window.speechSynthesis) {
    showVoice();
    speechSynthesis.onvoiceschanged = showVoice;
    aloud.addEventListener("click", () => {
      if (speechSynthesis.speaking) {
        speechSynthesis.cancel();
        return;
      }
      const speech = new SpeechSynthesisUtterance(text());
      speech.lang = "zh-CN";
      speechSynthesis.speak(speech);
    });
  }
}

/** Marks where words end, so that a narrow screen does not break a line within one; where the engine knows no words, nothing. */
export function keepWords() {
  const { Segmenter } = /** @type {any} */ (Intl);
  if (!Segmenter) return;
  const words = new Segmenter("zh", { granularity: "word" });
  for (const named of document.querySelectorAll(".docs a span, .unsure span, .groups li a span, .groups small, .list a")) {
    const texts = document.createTreeWalker(named, NodeFilter.SHOW_TEXT);
    const nodes = [];
    while (texts.nextNode()) nodes.push(texts.currentNode);
    for (const node of nodes) {
      // Before a word, so that no line begins with a comma.
      const parts = [...words.segment(node.textContent)].flatMap(({ segment, isWordLike }) =>
        isWordLike ? [document.createElement("wbr"), segment] : [segment],
      );
      /** @type {Text} */ (node).replaceWith(...parts);
    }
    named.classList.add("words");
  }
}
