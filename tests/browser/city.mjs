// For tests of pages: one Chromium and its servers for all tests of a file.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { launch, mounted, open, pkg, serve, site } from "./helpers.mjs";

/** The calculator that the page shows. Each keeps its element; the others are hidden. */
export const SHOWN = "luzhou-calculator:not([hidden])";

/**
 * Starts before the tests of a file, and ends behind the last: `browser`, `server` for the page, and `bare` for pages of a
 * host, `files`, beside what it copied from the package.
 */
export function startCity(files = {}) {
  const city = {
    /** Opens an address, waits until it is ready, tries something, and closes it; the page must stay without errors. */
    async visit(url, ready, act, options = {}) {
      const opened = await open(city.browser, url, options);
      try {
        await ready(opened.page);
        await act(opened.page, opened.log);
        assert.deepEqual(opened.log.errors, []);
      } finally {
        await opened.close();
      }
    },
    /** The same for the page at what stands behind the `#`; the home screen where that is empty. */
    at(address, act, options) {
      const ready = (page) => address && mounted(page, SHOWN);
      return city.visit(`${city.server.url}/${address && `#${address}`}`, ready, act, options);
    },
  };
  before(async () => {
    city.browser = await launch();
    city.server = await serve(site);
    city.bare = await serve(pkg, { files });
  });
  after(async () => {
    await city.browser?.close();
    await city.server?.close();
    await city.bare?.close();
  });
  return city;
}
