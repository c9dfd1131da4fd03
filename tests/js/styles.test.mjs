// The dark colours stand twice in the styles, for whoever chose them and for whoever's system did.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

test("the dark colours are the same, chosen or by the system", async () => {
  const css = await readFile(new URL("../../www/base.css", import.meta.url), "utf8");
  const of = (theme) => css.match(new RegExp(`:host\\(\\[theme="${theme}"\\]\\) \\{([^}]*)\\}`))[1].trim();
  assert.ok(of("dark").split(";").length > 15);
  assert.equal(of("auto"), of("dark"));
});
