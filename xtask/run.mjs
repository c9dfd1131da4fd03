// The entry of package.json's scripts: builds the build tool (Rust) and hands over to it.

import { spawn, spawnSync } from "node:child_process";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

function stop(...sentences) {
  console.error(`\n✗ ${sentences.join(" ")}`);
  process.exit(1);
}

function works(program, ...parameters) {
  return spawnSync(program, parameters, { stdio: "ignore" }).status === 0;
}

function install(...packages) {
  if (process.getuid?.() !== 0 || !works("apt-get", "--version")) return false;
  console.log(`· 安装 installing ${packages.join(" ")}`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const apt = (...words) => spawnSync("apt-get", ["-q", ...words], { env, stdio: ["ignore", "ignore", "inherit"] });
  return apt("update").status === 0 && apt("install", "-y", "--no-install-recommends", ...packages).status === 0;
}

if (Number(process.versions.node.split(".")[0]) < 20) {
  stop("需要 Node 20 或更新的版本。", "Install Node 20 or later.");
}
// A shell that was open before rustup came does not know its directory yet.
process.env.PATH += delimiter + join(process.env.CARGO_HOME || join(homedir(), ".cargo"), "bin");
if (!works("cargo", "--version")) {
  stop("需要 Rust：请从 https://rustup.rs 安装后重试。", "Install Rust from https://rustup.rs, then try again.");
}
if (process.platform === "linux" && !works("cc", "--version") && !install("gcc", "libc6-dev")) {
  stop(
    "缺少 C 链接器：请以 root 身份运行 apt-get update && apt-get install -y gcc libc6-dev，再重试。",
    "A C linker (cc) is missing: install gcc and libc6-dev.",
  );
}

/** What cargo's message means, and what to do about it. */
const CAUSES = [
  [/linker .* not found|cannot find crt|cannot find -lc/i, "缺少 C 链接器：请安装 gcc 与 libc6-dev。 A C linker is missing: install gcc and libc6-dev."],
  [/rustc .* is not supported|requires rustc/i, "Rust 版本过旧：请运行 rustup update stable。 Rust is too old: run rustup update stable."],
  [/download|network|resolve host|connect|timed? ?out|spurious/i, "似乎无法联网：首次构建要下载依赖，请联网后重试。 The first build needs the network."],
  [/lock file .* needs to be updated|--locked/i, "Cargo.lock 与 Cargo.toml 不符：请运行 cargo update --workspace。 Cargo.lock is out of date."],
];

/** Builds the tool and says where it is. */
function build() {
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
      const program = built.find((it) => it.executable && it.target?.name === "xtask");
      if (code === 0 && program) return resolve(program.executable);
      const cause = CAUSES.find(([pattern]) => pattern.test(message));
      stop("构建工具未能编译。", cause ? cause[1] : "请看上面 cargo 的说明。 Read cargo's message above.");
    });
  });
}

const program = await build();
const tool = spawn(program, process.argv.slice(2), { cwd: root, stdio: "inherit" });
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => tool.kill(signal));
tool.on("error", (error) => stop(`无法启动构建工具：${error.message}。`, "Run npm run build again."));
tool.on("exit", (code, signal) => {
  const ended = signal === "SIGINT" || signal === "SIGTERM" || signal === "SIGHUP";
  process.exit(code ?? (ended ? 0 : 1));
});
