import { run } from "../../../src/cli/run";
import { TODAY } from "../recorded-run";

/** Asked of the process: to audit the live tenant with these arguments, or to let all the time be up that is waited for. */
export type ToChild = { readonly kind: "audit"; readonly args: readonly string[] } | { readonly kind: "timeIsUp" };

/** What an audit came to, with the pauses that it made, in milliseconds: nobody waits for them here. */
export interface Ran {
  readonly status: number;
  readonly out: string;
  readonly err: string;
  readonly pauses: readonly number[];
}

let waiting: AbortController[] = [];

async function audit(args: readonly string[]): Promise<Ran> {
  const said = { out: "", err: "", pauses: [] as number[] };
  waiting = [];
  const status = await run(["audit", ...args], {
    out: async (text) => {
      said.out += text;
    },
    err: (text) => {
      said.err += text;
    },
    progress: (text) => {
      said.err += `${text}\n`;
    },
    colour: false,
    width: 100,
    today: TODAY,
    startedAt: "2026-10-01T08:00:00.000Z",
    now: () => 0,
    pause: async (milliseconds) => void said.pauses.push(milliseconds),
    expiry: () => {
      const controller = new AbortController();
      waiting.push(controller);
      return controller.signal;
    },
  });
  return { status, ...said };
}

process.on("message", (asked: ToChild) => {
  if (asked.kind === "audit") void audit(asked.args).then((ran) => process.send?.(ran));
  else for (const controller of waiting) controller.abort(new DOMException("time is up", "TimeoutError"));
});
