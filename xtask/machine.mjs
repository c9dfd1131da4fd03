// What this machine has, and what is installed where it is missing.

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

export function stop(...sentences) {
  console.error(`\n✗ ${sentences.join(" ")}`);
  process.exit(1);
}

export function works(program, ...parameters) {
  return spawnSync(program, parameters, { stdio: "ignore" }).status === 0;
}

/** Installs packages by apt, or says what to do where that cannot be done here. */
export function install(packages, purpose) {
  const advice = `${purpose}：请以 root 身份联网运行 apt-get update && apt-get install -y ${packages.join(" ")}，再重试。`;
  if (process.getuid?.() !== 0 || !works("apt-get", "--version")) stop(advice, `Install ${packages.join(", ")} first.`);
  console.log(`· 安装 installing ${packages.join(" ")}`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const apt = (...words) => spawnSync("apt-get", ["-q", ...words], { env, stdio: ["ignore", "ignore", "inherit"] });
  if (apt("update").status || apt("install", "-y", "--no-install-recommends", ...packages).status) stop(advice);
}

/** Where Chromium is, if it is there. */
export function chromium() {
  const usual = ["chromium", "chromium-browser", "google-chrome"].map((name) => `/usr/bin/${name}`);
  return process.env.CHROMIUM ?? usual.find((path) => existsSync(path));
}

/** Sees to Chromium, to these programs, and to the packages of Debian's that both come in. */
export function need(purpose, packages, programs) {
  const complete = () => existsSync(chromium() ?? "") && programs.every((name) => works("which", name));
  if (!complete()) install(packages.split(" "), purpose);
  if (!complete()) stop("安装后仍找不到浏览器。", "A browser is missing even after the installation.");
}
