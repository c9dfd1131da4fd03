// The entry of package.json's scripts: builds the build tool (Rust) and hands over to it; serves the page when it is built.

import { spawn, spawnSync } from "node:child_process";
import { createServer } from "node:net";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { chromium, install, need, stop, works } from "./machine.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

/** The port to serve on, which must be free before the build begins. */
async function freePort(parameters) {
  const { port: given } = parseArgs({ args: parameters, options: { port: { type: "string" } } }).values;
  const text = given ?? process.env.PORT ?? "8080";
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > 65535) {
    stop(`端口 ${text} 无效：请用 1 至 65535 的整数，如 PORT=8081 npm start。`, "Not a port.");
  }
  const probe = createServer();
  await new Promise((resolve) => probe.listen(port, "127.0.0.1", resolve).on("error", ({ code }) => {
    const other = `请换一个：PORT=${port < 65535 ? Math.max(port + 1, 8081) : 8081} npm start。`;
    if (code === "EADDRINUSE") stop(`端口 ${port} 已被占用，${other}`, "The port is in use: choose another.");
    stop(`无法使用端口 ${port}（${code}），${other}`, "Choose another port.");
  }));
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

/** What cargo's message means, and what to do about it. */
const CAUSES = [
  [/linker .* not found|cannot find crt|cannot find -lc/i, "缺少 C 链接器：请安装 gcc 与 libc6-dev。 A C linker is missing: install gcc and libc6-dev."],
  [/rustc .* is not supported|requires rustc/i, "Rust 版本过旧：请运行 rustup update stable。 Rust is too old: run rustup update stable."],
  [/lock file .* needs to be updated|cannot update the lock file/i, "Cargo.lock 与 Cargo.toml 不符：请运行 cargo update --workspace。 Cargo.lock is out of date."],
  [/download|network|resolve host|connect|timed? ?out|spurious/i, "似乎无法联网：首次构建要下载依赖，请联网后重试。 The first build needs the network."],
];

/** Builds the tool and says where it is. */
function compileTool() {
  const parameters = ["build", "--quiet", "--locked", "--workspace", "--bin", "xtask", "--message-format=json-render-diagnostics"];
  const slow = setTimeout(() => console.log("· 编译构建工具，首次约一两分钟 compiling the build tool"), 1500);
  return new Promise((resolve) => {
    const cargo = spawn("cargo", parameters, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    let message = "";
    cargo.stdout.setEncoding("utf8").on("data", (text) => (output += text));
    cargo.stderr.setEncoding("utf8").on("data", (text) => {
      message += text;
      process.stderr.write(text);
    });
    cargo.on("close", (code) => {
      clearTimeout(slow);
      const built = output.split("\n").flatMap((line) => (line.startsWith("{") ? [JSON.parse(line)] : []));
      const tool = built.find((it) => it.executable && it.target?.name === "xtask");
      if (code === 0 && tool) return resolve(tool.executable);
      const cause = CAUSES.find(([pattern]) => pattern.test(message));
      stop("构建工具未能编译。", cause ? cause[1] : "请看上面 cargo 的说明。 Read cargo's message above.");
    });
  });
}

/** Runs a program to its end; ends with it where it fails or is interrupted. */
function run(program, parameters) {
  return new Promise((resolve) => {
    const child = spawn(program, parameters, { cwd: root, stdio: "inherit" });
    const end = (signal) => child.kill(signal);
    const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
    for (const signal of signals) process.on(signal, end);
    child.on("error", (error) => stop(`无法启动 ${program}：${error.message}。`, "Run it again."));
    child.on("exit", (code, signal) => {
      for (const signal of signals) process.off(signal, end);
      if (code !== 0) process.exit(code ?? (signals.includes(signal) ? 0 : 1));
      resolve();
    });
  });
}

/** Serves the built page on this machine until the program is ended. The serving itself is esbuild's. */
async function serve(port) {
  const { context } = await import("esbuild");
  const server = await context({});
  await server.serve({ host: "127.0.0.1", port, servedir: join(root, "pkg/site") });
  console.log(`\n页面 page: http://127.0.0.1:${port}\n（Ctrl+C 结束 to end）`);
}

const [command, ...parameters] = process.argv.slice(2);
const commands = ["start", "build", "test", "bench"];
if (!commands.includes(command)) stop(`用法 usage: node xtask/run.mjs ${commands.join(" | ")}`);
// What is tested where needs nothing but the files.
if (command === "test" && parameters.includes("--list")) {
  process.exit(spawnSync("node", [join(root, "tools/tests.mjs")], { stdio: "inherit" }).status);
}
if (Number(process.versions.node.split(".")[0]) < 20) stop("需要 Node 20 或更新的版本。", "Install Node 20 or later.");
// A shell that was open before rustup came does not know its directory yet.
process.env.PATH += delimiter + join(process.env.CARGO_HOME || join(homedir(), ".cargo"), "bin");
if (!works("cargo", "--version")) {
  stop("需要 Rust：请从 https://rustup.rs 安装后重试。", "Install Rust from https://rustup.rs, then try again.");
}
if (process.platform === "linux" && !works("cc", "--version")) install(["gcc", "libc6-dev"], "缺少 C 链接器");

const port = command === "start" ? await freePort(parameters) : 0;
if (command === "test") Object.assign(process.env, (await import("../tests/machine.mjs")).browsers());
if (command === "bench") {
  need("测速需要 Chromium", "chromium", []);
  process.env.CHROMIUM = chromium();
}
const tool = await compileTool();
await run(tool, [command === "test" ? "test" : "build"]);
if (command === "start") await serve(port);
if (command === "bench") await run("node", ["bench/run.mjs", ...parameters]);
