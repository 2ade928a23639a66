import { azmfa } from "../azmfa/commands";
import { quietHost } from "./measuring/quiet-host";
import { mostMemory, stretch } from "./measuring/stretch";

/** Measures `azmfa replay` of a log in a separate process, so that its memory is measured alone. Prints a JSON object. */
async function main([log = "", tenant = ""]: readonly string[]): Promise<void> {
  let out = "";
  const host = quietHost(async (text) => {
    out += text;
  });
  const { result: status, took } = await stretch(() =>
    azmfa(["replay", log, "--tenant", tenant, "--format", "json"], host),
  );
  if (status === 2) throw new Error("the log can't be read");
  console.log(
    JSON.stringify({
      seconds: took.wall,
      processorSeconds: took.processor,
      megabytes: mostMemory(),
      agree: JSON.parse(out).records.agree,
    }),
  );
}

void main(process.argv.slice(2));
