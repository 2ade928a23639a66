import { runDrift } from "../../src/cli/drift/drift-command";
import { run } from "../../src/cli/run";
import { type Recorded, recording } from "./recorded-run";

/** One run of a program, with the environment and the folder that it starts in. */
export interface Start {
  readonly program: "azmfa" | "drift";
  readonly args: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  readonly folder?: string | undefined;
}

/** Asked of the process: to run a program, or to let all the time be up that is waited for. */
export type ToChild = (Start & { readonly kind: "run" }) | { readonly kind: "timeIsUp" };

/** What a run came to, with the pauses that it made, in milliseconds: nobody waits for them here. */
export interface Ran extends Recorded {
  readonly pauses: readonly number[];
}

let waiting: AbortController[] = [];

async function ran({ program, args, environment, folder }: Start): Promise<Ran> {
  process.env = { ...environment };
  if (folder !== undefined) process.chdir(folder);
  const pauses: number[] = [];
  waiting = [];
  const recorded = await recording((host) =>
    (program === "azmfa" ? run : runDrift)(args, {
      ...host,
      pause: async (milliseconds) => void pauses.push(milliseconds),
      expiry: () => {
        const controller = new AbortController();
        waiting.push(controller);
        return controller.signal;
      },
    }),
  );
  return { ...recorded, pauses };
}

process.on("message", (asked: ToChild) => {
  if (asked.kind === "run") void ran(asked).then((answer) => process.send?.(answer));
  else for (const controller of waiting) controller.abort(new DOMException("time is up", "TimeoutError"));
});
