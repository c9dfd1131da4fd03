// Before the first picture of a page: large type where it was chosen, so that nothing moves once the page's own script has come.

try {
  if (localStorage.getItem("luzhou-size") === "large") document.documentElement.dataset.size = "large";
} catch {
  // Nothing is remembered here.
}
