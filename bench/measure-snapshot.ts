import { statSync } from "node:fs";
import { takeSnapshot } from "../src/cli/commands/snapshot";
import { quietHost } from "./measuring/quiet-host";
import { mostMemory, stretch } from "./measuring/stretch";

/** Writes the tenant down that the environment leads to, in a process of its own so that memory is its own too. Prints one JSON object. */
async function main([out = ""]: readonly string[]): Promise<void> {
  const { result: status, took } = await stretch(() => takeSnapshot(out, quietHost()));
  if (status !== 0) throw new Error("the tenant could not be written down");
  console.log(
    JSON.stringify({
      seconds: took.wall,
      processorSeconds: took.processor,
      megabytes: mostMemory(),
      fileMegabytes: statSync(out).size / 1e6,
    }),
  );
}

void main(process.argv.slice(2));
