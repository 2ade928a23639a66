import type { Hole } from "../../verifier";
import { counted } from "../words/listing";
import { renderHole } from "./hole";
import type { Look, Pen } from "./look";
import type { Stage } from "./stage";

/** Ways in that are told in full; the others are counted. */
const MOST_HOLES = 5;

/** @param title what each of them is called, e.g. `Way in` */
export function renderHoles(
  title: string,
  holes: readonly Hole[],
  stage: Stage,
  look: Look,
  pen: Pen,
): readonly string[] {
  const more = holes.length - MOST_HOLES;
  const told = holes.slice(0, MOST_HOLES).flatMap((hole, index) => {
    const condition = hole.certain ? "" : ", if what isn't understood allows it";
    return [
      "",
      ...pen.heading(`${title} ${index + 1} of ${holes.length}${condition}`),
      ...renderHole(hole, stage, look, pen),
    ];
  });
  return more > 0 ? [...told, "", `  and ${counted(more, "more", "more")}; --format json has them all`] : told;
}
