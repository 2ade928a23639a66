import type { Bypass } from "../../verifier/verdict";
import { counted } from "../words/listing";
import type { Pen } from "./look";

/** Ways in that are told of; the others are counted. */
const MOST_HOLES = 5;

/** @param title what each of them is called, e.g. `Way in` */
export function renderHoles(
  title: string,
  holes: readonly Bypass[],
  render: (hole: Bypass) => readonly string[],
  pen: Pen,
): readonly string[] {
  const more = holes.length - MOST_HOLES;
  const told = holes.slice(0, MOST_HOLES).flatMap((hole, index) => {
    const condition = hole.certain ? "" : ", if what isn't understood allows it";
    return ["", ...pen.heading(`${title} ${index + 1} of ${holes.length}${condition}`), ...render(hole)];
  });
  return more > 0 ? [...told, "", `  and ${counted(more, "more", "more")}; --format json has them all`] : told;
}
