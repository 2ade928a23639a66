import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Ran, Start, ToChild } from "./kept-child";

/** A process that runs `azmfa` or the drift check as often as it is asked: starting one for each run takes far longer. */
export class KeptProcess {
  readonly #child: ChildProcess;

  /** @param certificateFile the certificates to trust, which Node reads once */
  constructor(certificateFile: string) {
    this.#child = fork(join(__dirname, "kept-child.ts"), {
      execArgv: ["--import", "tsx"],
      env: { ...process.env, NODE_EXTRA_CA_CERTS: certificateFile },
    });
  }

  async run(start: Start): Promise<Ran> {
    const answer = once(this.#child, "message");
    this.#child.send({ kind: "run", ...start } satisfies ToChild);
    const [ran] = (await answer) as [Ran];
    return ran;
  }

  /** Where a question gets no answer the time is up at once: nobody waits for it. */
  timeIsUp(): void {
    this.#child.send({ kind: "timeIsUp" } satisfies ToChild);
  }

  stop(): void {
    this.#child.kill();
  }
}
