// What the tests need of a machine besides what the build needs: three browsers with their drivers, the oldest of them, and a server.

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium, need, stop } from "../xtask/machine.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Sees to the three browsers that the tests drive, and says where they are. */
export function browsers() {
  const packages = "chromium chromium-driver firefox-esr webkit2gtk-driver xvfb xauth fonts-noto-cjk iproute2";
  need("浏览器测试需要三种浏览器", packages, ["chromedriver", "firefox-esr", "WebKitWebDriver", "xvfb-run"]);
  // Debian has no driver for Firefox; this one is compiled once, without optimisation: in half the time, and it only hands on.
  const tools = join(process.env.CARGO_TARGET_DIR ?? join(root, "target"), "tools");
  const geckodriver = join(tools, "bin/geckodriver");
  if (!existsSync(geckodriver)) {
    console.log("· 编译 compiling geckodriver");
    const words = ["install", "geckodriver", "--version", "0.37.1", "--debug", "--locked", "--quiet", "--root", tools];
    if (spawnSync("cargo", words, { stdio: "inherit" }).status) stop("Firefox 的驱动要联网下载源码编译。", "It needs the network.");
  }
  // A real Chromium 86, the oldest engine of the floor, comes in an npm package.
  const oldest = join(tools, "chromium-86");
  if (!existsSync(oldest)) {
    console.log("· 下载 downloading Chromium 86");
    const words = [join(root, "tests/engines/oldest.mjs"), "chrome-aws-lambda@5.3.1", oldest];
    if (spawnSync("node", words, { stdio: ["ignore", "ignore", "inherit"] }).status) stop("它要联网从 npm 下载。", "It needs the network.");
  }
  return { CHROMIUM: chromium(), GECKODRIVER: geckodriver, OLDEST: oldest, NGINX_HOME: nginx(tools) };
}

/** Where an nginx stands with the module that sends brotli: the system's, or one that is only unpacked, for an installed one would serve at once. */
function nginx(tools) {
  const place = join(tools, "nginx");
  const complete = (home) => ["usr/sbin/nginx", "usr/lib/nginx/modules/ngx_http_brotli_static_module.so"].every((it) => existsSync(join(home, it)));
  const found = ["/", place].find(complete);
  if (found) return found;
  console.log("· 下载 downloading nginx");
  mkdirSync(place, { recursive: true });
  const options = { cwd: place, stdio: ["ignore", "ignore", "inherit"] };
  spawnSync("apt-get", ["-q", "download", "nginx", "nginx-common", "libnginx-mod-http-brotli-static"], options);
  spawnSync("sh", ["-c", "for it in *.deb; do dpkg-deb -x $it .; done"], options);
  if (!complete(place)) stop("伺服测试需要 Debian 的 nginx：请联网运行 apt-get update，再重试。", "It needs the network, after apt-get update.");
  return place;
}
