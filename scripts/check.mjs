// `npm run check`: format, types and the direction of imports on one processor, the lint, which takes longest, on another.
import { spawn } from "node:child_process";

/** Runs a script of package.json, and shows what it says once it is over. */
function run(script) {
  return new Promise((resolve) => {
    const child = spawn("npm", ["run", "--silent", script], { shell: process.platform === "win32" });
    const said = [];
    child.stdout.on("data", (chunk) => said.push(chunk));
    child.stderr.on("data", (chunk) => said.push(chunk));
    child.once("error", (error) => {
      said.push(`${error.message}\n`);
      resolve(false);
    });
    child.once("close", (code) => {
      process.stdout.write(`${script}: ${code === 0 ? "fine" : "refused"}\n${said.join("")}`);
      resolve(code === 0);
    });
  });
}

const results = await Promise.all([
  run("lint"),
  run("format:check")
    .then(async (fine) => (await run("typecheck")) && fine)
    .then(async (fine) => (await run("imports")) && fine),
]);
process.exitCode = results.every((fine) => fine) ? 0 : 1;
