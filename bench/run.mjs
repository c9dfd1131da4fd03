// What the claims on speed rest on. `npm run bench -- --before COMMIT` builds an older version beside this one, in a folder
// of its own, and measures its first form in the same run; COMMIT may also be the folder of a checkout that is built.
// `--only openings,calls,checks,queries` measures a part. A shared machine is noisy: compare within a run, never between two.

import { parseArgs } from "node:util";
import { calls } from "./calls.mjs";
import { checks } from "./checks.mjs";
import { openings, withVersion } from "./openings.mjs";
import { queries } from "./queries.mjs";

const { values } = parseArgs({ options: { before: { type: "string" }, only: { type: "string" } } });
const parts = { openings: () => withVersion(values.before, openings), calls, checks, queries };
for (const name of values.only?.split(",") ?? Object.keys(parts)) {
  if (!parts[name]) throw new Error(`no such part: ${name}; there are ${Object.keys(parts).join(", ")}`);
  await parts[name]();
}
