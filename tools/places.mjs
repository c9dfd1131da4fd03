// Where a thing of the gazette stands on the site's pages: a document has its own page, and on it each clause, statement,
// price, decision table and anomaly its own place. A place is named as the thing itself is: a clause as it is cited, without
// blanks; a statement by its id, a price by its code. So whoever has a citation can make the link, and no list is needed.

/** The folder of the documents' pages in the site. */
export const FOLDER = "documents";

/** The page that lists the documents and holds what an issue says about itself. */
export const LIST = "documents/index.html";

/** The page of a document of `documents.toml`. */
export const pageOf = (document) => `${FOLDER}/${document.name}.html`;

/** The place of a clause on its document's page. */
export const anchorOf = (clause) => clause.replace(/\s/g, "");

/** The address of a clause, from the first page. */
export const placeOf = (document, clause) => `${pageOf(document)}#${anchorOf(clause)}`;

/** The address of a statement (a row of `statements`), from the first page; what the issue says about itself is of no document. */
export const placeOfFact = (document, fact) => `${document ? pageOf(document) : LIST}#${fact.id}`;

/** The address of a price row, from the first page. */
export const placeOfPrice = (document, row) => `${pageOf(document)}#${row.code}`;

/** A row of a price table as it is cited: `附件 调增第 36 项` for `增36`. */
export function citedRow(row) {
  const lists = { 减: "调减", 增: "调增" };
  return `附件 ${lists[row[0]] ?? ""}第 ${row.slice(1)} 项`;
}
