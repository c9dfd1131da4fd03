// Places within what can be folded.

/** Brings a place into view, and opens what is folded around it. @param {Element | null | undefined} place */
export function unfold(place) {
  for (let at = place?.closest("details"); at; at = at.parentElement?.closest("details")) at.open = true;
  place?.scrollIntoView();
}
