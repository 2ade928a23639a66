import type { Look, Pen } from "./look";

/** How to confirm a way in with Microsoft's own tool. */
export const whatIfHint = (holes: number, { whatIf }: Look, { paint }: Pen): readonly string[] =>
  holes === 0 || whatIf
    ? []
    : [
        "",
        paint.dim("To confirm: --what-if prints, for each way in, the request that asks Microsoft's What If about it."),
      ];
