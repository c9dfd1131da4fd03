// CommonJS by require, which `nodenext` knows; compiled, not run.

import gazette = require("luzhou-gazette");

export const text: string | undefined = gazette.calculate("home-purchase-subsidy", {}).figures[0]?.text;
