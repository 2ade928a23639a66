import { compare } from "../measuring/compare";
import { printHeader, printRow, progress } from "../measuring/table";
import { measuredPacks } from "../stacks/packs";
import { STACKS } from "../stacks/programs";
import { Workplace } from "../stacks/workplace";

/** The longest time that the pack may add to a preview: 10% of it, or half a second if that is more. */
const limitFor = (preview: number): number => Math.max(preview / 10, 0.5);

/** Measures the time that the pack adds to a preview. Without resources it is the pack's start-up. */
export async function pack(rounds: number): Promise<void> {
  const place = await Workplace.open();
  try {
    const packs = [{ title: "none", args: [] }, ...(await measuredPacks(place.folder))];
    printHeader("stack", "pack", "preview, s", "pack adds, s", "limit, s", "processor, s", "pack adds, s");
    for (const { title: stack, program } of STACKS) {
      place.declare(program);
      const ways = packs.map(({ title, args }) => ({ title, run: () => place.preview(args) }));
      const onRound = (round: number): void => progress(`preview of ${stack}, round ${round} of ${rounds}`);
      const compared = await compare(ways, rounds, onRound);
      const limit = limitFor(compared[0]?.median.wall ?? Number.NaN).toFixed(2);
      for (const { title, median, added } of compared) {
        const seconds = [median.wall, added.wall, median.processor, added.processor].map((value) => value.toFixed(2));
        printRow(stack, title, ...seconds.slice(0, 2), limit, ...seconds.slice(2));
      }
    }
  } finally {
    await place.close();
  }
}
