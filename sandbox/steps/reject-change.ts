import { changeText, conclusion } from "../weaken/command";
import { WEAKENINGS } from "../weaken/scenarios";
import { weaken } from "../weaken/weaken";
import type { Step } from "./step";

const CHANGE = "browsers-only";

/** `npm run sandbox -- weaken browsers-only`: the pack rejects a change before anything happens. */
export const rejectChange: Step = {
  title: "a change to the program that opens a hole",
  run: async (session, say) => {
    const weakening = WEAKENINGS.get(CHANGE);
    if (weakening === undefined) throw new Error(`there is no change ${CHANGE}`);
    say(changeText(weakening));
    const became = await weaken(session, weakening);
    return { ok: became === "rejected", lines: [weakening.does, conclusion(weakening, became)] };
  },
};
