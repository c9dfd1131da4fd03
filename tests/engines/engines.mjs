// The three engines, each driven through WebDriver, the interface that all of them have.

import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { createServer } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { Builder, Capabilities } from "selenium-webdriver";
import { FLAGS } from "../browser/helpers.mjs";

const CHROMIUM_FLAGS = ["--headless=new", ...FLAGS];

const MINI_BROWSER = ["/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser", "/usr/lib/aarch64-linux-gnu/webkit2gtk-4.1/MiniBrowser"];

const cargoBin = join(process.env.CARGO_HOME ?? join(homedir(), ".cargo"), "bin");

/** How each engine is started, and as what it is asked for. */
export const ENGINES = {
  Chromium: {
    driver: ["chromedriver"],
    wants: {
      browserName: "chrome",
      "goog:chromeOptions": { binary: process.env.CHROMIUM || "/usr/bin/chromium", args: CHROMIUM_FLAGS },
    },
  },
  Firefox: {
    driver: [process.env.GECKODRIVER || join(cargoBin, "geckodriver")],
    wants: { browserName: "firefox", "moz:firefoxOptions": { binary: "/usr/bin/firefox-esr", args: ["-headless"] } },
  },
  // WebKitGTK has no mode without a screen: it gets one that nobody sees.
  WebKit: {
    driver: ["xvfb-run", "-a", "WebKitWebDriver"],
    wants: {
      browserName: "MiniBrowser",
      "webkitgtk:browserOptions": { binary: MINI_BROWSER.find((it) => existsSync(it)), args: ["--automation"] },
    },
  },
};

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Starts an engine: `{ driver, version, close }`. */
export async function startEngine(name) {
  const { driver: [program, ...words], wants } = ENGINES[name];
  const port = await freePort();
  // A group of its own, so that the browser ends with its driver.
  const driver = spawn(program, [...words, `--port=${port}`], { stdio: "ignore", detached: true });
  const failed = new Promise((_, reject) => {
    driver.once("error", (error) => reject(new Error(`${name}: ${program} does not start (${error.message})`)));
  });
  failed.catch(() => {});
  const address = `http://127.0.0.1:${port}`;
  for (let tries = 0; ; tries += 1) {
    const answered = await Promise.race([failed, fetch(`${address}/status`).then((it) => it.ok, () => false)]);
    if (answered) break;
    if (tries === 100) throw new Error(`${name}: ${program} does not answer`);
    await pause(100);
  }
  const session = await new Builder().usingServer(address).withCapabilities(new Capabilities(wants)).build();
  await session.manage().setTimeouts({ script: 20_000, pageLoad: 30_000 });
  const version = (await session.getCapabilities()).get("browserVersion");
  const close = async () => {
    await session.quit().catch(() => {});
    try {
      process.kill(-driver.pid);
    } catch {
      // It has ended by itself.
    }
  };
  return { session, version, close };
}

/** Waits until a script in the page gives something true, and returns what it gave last. */
export async function until(session, script, { within = 10_000, ...values } = {}) {
  const end = Date.now() + within;
  for (;;) {
    const found = await session.executeScript(script, ...Object.values(values));
    if (found) return found;
    if (Date.now() > end) return found;
    await pause(50);
  }
}
