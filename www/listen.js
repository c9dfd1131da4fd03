// Listening at the window, and leaving off.

/**
 * Listens at the window until what is given back is called. That may come late: a test in an imitated browser closes the
 * window and takes its names away before the elements in it have let go.
 * @template {keyof WindowEventMap} Name
 * @param {Name} name
 * @param {(event: WindowEventMap[Name]) => void} act
 */
export function listen(name, act) {
  const view = window;
  const { removeEventListener } = view;
  view.addEventListener(name, act);
  return () => removeEventListener.call(view, name, /** @type {EventListener} */ (act));
}
