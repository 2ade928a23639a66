import { statSync } from "node:fs";
import { azmfa } from "../azmfa/commands";
import { quietHost } from "./measuring/quiet-host";
import { mostMemory, stretch } from "./measuring/stretch";

/**
 * Writes a snapshot of the tenant that the environment names in a separate process, so that its memory is measured alone. Prints
 * a JSON object.
 */
async function main([out = ""]: readonly string[]): Promise<void> {
  const { result: status, took } = await stretch(() => azmfa(["snapshot", "--out", out], quietHost()));
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
