import { fileURLToPath } from "node:url";
import webpack from "webpack";

const context = fileURLToPath(new URL(".", import.meta.url));
const stats = await new Promise((resolve, reject) =>
  webpack({ mode: "production", context, entry: "./main.js", performance: { hints: false } }, (error, stats) => (error ? reject(error) : resolve(stats))),
);
// A warning is a fault too.
const { errors, warnings } = stats.toJson({ all: false, errors: true, warnings: true });
for (const { message } of [...errors, ...warnings]) console.error(message);
process.exitCode = errors.length + warnings.length;
