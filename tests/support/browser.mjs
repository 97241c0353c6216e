// usage: node browser.mjs FOLDER: serves the page in FOLDER to a headless Chromium, presses its
// button, and prints what the page logs, one value a line, until as many lines are there as the
// page was asked for, in its field `times`.
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";

const folder = process.argv[2];
const types = { html: "text/html", js: "text/javascript", wasm: "application/wasm" };

const server = createServer(async (request, response) => {
  const name = request.url === "/" ? "index.html" : request.url.slice(1);
  try {
    const content = await readFile(join(folder, name));
    const type = types[name.split(".").pop()] ?? "text/plain";
    response.writeHead(200, { "content-type": type }).end(content);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((done) => server.listen(0, "127.0.0.1", done));

const profile = await mkdtemp(join(process.cwd(), "profile-"));
// Chromium's sandbox does not run as root.
const sandbox = process.getuid() === 0 ? ["--no-sandbox"] : [];
const browser = spawn(
  "chromium",
  ["--headless", "--disable-gpu", "--no-first-run", "--disable-dev-shm-usage", ...sandbox,
    `--user-data-dir=${profile}`, "--remote-debugging-pipe", "about:blank"],
  // A process group of its own, so that all of its processes can be ended.
  { stdio: ["ignore", "ignore", "pipe", "pipe", "pipe"], detached: true },
);
let said = "";
browser.stderr.on("data", (data) => (said += data));

let is_finished = false;
const finish = async (problem) => {
  if (is_finished) return;
  is_finished = true;
  clearTimeout(patience);
  server.close();
  const is_running = browser.pid !== undefined && browser.exitCode === null;
  const ended = new Promise((done) => (is_running ? browser.once("exit", done) : done()));
  if (is_running) process.kill(-browser.pid, "SIGKILL");
  await ended;
  await rm(profile, { recursive: true, force: true, maxRetries: 10 });
  if (problem) console.error(`error: ${problem}\n${said}`);
  process.exit(problem ? 1 : 0);
};
const patience = setTimeout(
  () => finish("the page did not log what it should within 120 s"),
  120_000,
);
browser.stdio[3].on("error", () => {});
browser.on("error", (error) => finish(`chromium: ${error.message}`));
browser.on("exit", (status) => finish(`chromium ended with ${status}`));

// The DevTools protocol over the pipes: JSON, each message ended by a zero byte.
let last = 0;
const waiting = new Map();
const ask = (method, params = {}, sessionId = undefined) =>
  new Promise((done) => {
    waiting.set(++last, { method, done });
    browser.stdio[3].write(JSON.stringify({ id: last, method, params, sessionId }) + "\0");
  });
const events = new Map();
let rest = "";
browser.stdio[4].setEncoding("utf8").on("data", (data) => {
  const messages = (rest + data).split("\0");
  rest = messages.pop();
  const read = messages.map((message) => JSON.parse(message));
  for (const { id, result, error, method, params } of read) {
    if (error) finish(`${waiting.get(id)?.method}: ${error.message}`);
    else if (id) waiting.get(id).done(result);
    else events.get(method)?.(params);
  }
});

const { targetInfos } = await ask("Target.getTargets");
const page = targetInfos.find(({ type }) => type === "page");
const { sessionId } = await ask("Target.attachToTarget", {
  targetId: page.targetId,
  flatten: true,
});
let lines = 0;
let expected = Infinity;
events.set("Runtime.consoleAPICalled", ({ args }) => {
  console.log(args.map(({ value }) => value).join(" "));
  if (++lines === expected) finish();
});
events.set("Runtime.exceptionThrown", ({ exceptionDetails }) =>
  finish(exceptionDetails.exception?.description ?? exceptionDetails.text));
await ask("Runtime.enable", {}, sessionId);
await ask("Page.enable", {}, sessionId);
const loaded = new Promise((done) => events.set("Page.loadEventFired", done));
await ask("Page.navigate", { url: `http://127.0.0.1:${server.address().port}/` }, sessionId);
await loaded;
// The button is enabled when the program is there.
const press = `new Promise((done, failed) => {
  const look = () => {
    const button = document.querySelector("button");
    const output = document.querySelector("output");
    if (output.textContent) return failed(new Error(output.textContent));
    if (button.disabled) return setTimeout(look, 10);
    done(Number(document.querySelector("input").value));
    button.click();
  };
  look();
})`;
const pressed = await ask(
  "Runtime.evaluate",
  { expression: press, awaitPromise: true, returnByValue: true },
  sessionId,
);
if (pressed.exceptionDetails) await finish(pressed.exceptionDetails.exception.description);
expected = pressed.result.value;
if (lines >= expected) finish();
