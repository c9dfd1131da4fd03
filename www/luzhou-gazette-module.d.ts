// The built ES module, which stands beside the page and beside its entry for Node.

export * from "luzhou-gazette";
