import type { Answer } from "../answer";
import type { Audited } from "../audited";

/** What an audit looks at that no step asks for. */
export interface Beside {
  /** As reports head it. */
  readonly title: string;
  readonly ask: (audited: Audited) => Answer;
}
