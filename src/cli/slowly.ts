import type { Surroundings } from "./surroundings";

/** Says what is being done, once it has taken so long that a person wonders. */
export type SlowProgress = {
  say(what: string, count?: number): void;
  end(): void;
};

const NOTICEABLE_MS = 2_000;

/** Lines on standard error such as `drift: reading the users: 3,996 so far …`; none for what is quick. */
export function slowly(program: string, { err, now }: Pick<Surroundings, "err" | "now">): SlowProgress {
  let current = "";
  let quietUntil = now() + NOTICEABLE_MS;
  const show = () => err(`${program}: reading ${current} …\n`);
  const timer = setTimeout(() => current !== "" && show(), NOTICEABLE_MS);
  return {
    say(what, count) {
      const news = count === undefined ? what : `${what}: ${count.toLocaleString("en-US")} so far`;
      if (news === current) return;
      current = news;
      if (now() < quietUntil) return;
      show();
      if (count !== undefined) quietUntil = now() + NOTICEABLE_MS;
    },
    end: () => clearTimeout(timer),
  };
}
