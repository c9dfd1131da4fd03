// For tests of the page: one Chromium and one server of the page for all tests of a file.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { launch, mounted, open, serve, site } from "./helpers.mjs";

/** The calculator that the page shows. Each keeps its element; the others are hidden. */
export const SHOWN = "luzhou-calculator:not([hidden])";

/** Starts `browser` and `server` before the tests of a file, and ends them behind the last. */
export function startCity() {
  const city = {
    /**
     * Opens the page at what stands behind the `#` (nothing: the home screen), tries something, and closes it; the page
     * must stay without errors.
     */
    async at(address, act, options = {}) {
      const opened = await open(city.browser, `${city.server.url}/${address && `#${address}`}`, options);
      try {
        if (address) await mounted(opened.page, SHOWN);
        await act(opened.page, opened.log);
        assert.deepEqual(opened.log.errors, []);
      } finally {
        await opened.close();
      }
    },
  };
  before(async () => {
    city.browser = await launch();
    city.server = await serve(site);
  });
  after(async () => {
    await city.browser?.close();
    await city.server?.close();
  });
  return city;
}
