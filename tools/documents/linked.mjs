// What the pages tell machines, in the words of schema.org. Addresses are relative: the website's own is not known here.

import { data } from "../html.mjs";
import { cited } from "../issue.mjs";

const CITY = { "@type": "AdministrativeArea", name: "泸州市" };

/** A document as a `Legislation` in an issue of the gazette. */
export function legislation({ head: { year, number, date } }, document) {
  const { title, short, issuer, issued, from, until, repeals = [] } = document;
  const end = until ?? "..";
  return data({
    "@context": "https://schema.org",
    "@type": "Legislation",
    name: title,
    alternateName: short,
    legislationIdentifier: cited(document.number),
    legislationDate: issued,
    legislationPassedBy: { "@type": "GovernmentOrganization", name: issuer },
    legislationJurisdiction: CITY,
    ...(from && { temporalCoverage: `${from}/${end}` }),
    ...(repeals.length && { legislationRepeals: repeals.map((it) => ({ "@type": "Legislation", legislationIdentifier: cited(it) })) }),
    inLanguage: "zh-CN",
    isPartOf: {
      "@type": "PublicationIssue",
      issueNumber: number,
      datePublished: date,
      isPartOf: { "@type": "Periodical", name: `泸州市人民政府公报 ${year}年` },
    },
  });
}

/** The calculators as a list of `GovernmentService`; who offers them is the website's to say. */
export function services(calculators) {
  return data({
    "@context": "https://schema.org",
    "@graph": calculators.map(({ name, title, question, audience }) => ({
      "@type": "GovernmentService",
      name: title,
      description: question,
      url: `index.html#${name}`,
      audience: { "@type": "Audience", audienceType: audience },
      areaServed: CITY,
      inLanguage: "zh-CN",
    })),
  });
}
