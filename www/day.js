// A day as people type it, read as the calculators' forms read it.

/** The marks between the parts of a day. */
const MARKS = /[-—–/.、年月日号 ]+/;

/** The day as `2024-01-15`, from 1900 to 2999; nothing where it is none. @param {string} typed */
export function readDay(typed) {
  const text = typed.normalize("NFKC").trim();
  const parts = /^\d{8}$/.test(text) ? [text.slice(0, 4), text.slice(4, 6), text.slice(6)] : text.split(MARKS).filter(Boolean);
  const [year = "", month = "", day = ""] = parts;
  if (parts.length !== 3 || ![month, day].every((it) => /^\d\d?$/.test(it)) || !/^(19|2\d)\d\d$/.test(year)) return undefined;
  const written = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const date = new Date(`${written}T00:00:00Z`);
  // What is no day of the calendar is another one, or none.
  return !Number.isNaN(date.valueOf()) && date.toISOString().slice(0, 10) === written ? written : undefined;
}

/** The day that a part of the address names, that behind its `#` unless another is given, as `day=2024-01-15`. */
export const dayOfAddress = (part = location.hash) => readDay(/[#?&]day=([\d-]+)/.exec(part)?.[1] ?? "");
