// Runs the program in Node: node web/run.mjs
import { readFile } from "node:fs/promises";
import { start } from "./imports.js";

const { greet } = await start(await readFile(new URL("app.wasm", import.meta.url)), console.log);
greet(2);
