import type { Look, Pen } from "./look";
import { wrap } from "./wrap";

const HINT = "To confirm: --what-if prints, for each way in, the request that asks Microsoft's What If about it.";

/** How to confirm a way in with Microsoft's own tool. */
export const whatIfHint = (holes: number, { whatIf }: Look, { paint, width }: Pen): readonly string[] =>
  holes === 0 || whatIf ? [] : ["", ...wrap(HINT, width).map(paint.dim)];
