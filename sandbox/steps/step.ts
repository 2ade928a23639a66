import type { Say } from "../engine";
import type { Session } from "../session";

/** What a step has come to: the lines that the summary at the end shows for it. */
export type Result = { readonly ok: boolean; readonly lines: readonly string[] };

/** One thing that `npm start` does. The first that fails is the last. */
export type Step = {
  readonly title: string;
  readonly run: (session: Session, say: Say) => Promise<Result>;
};
