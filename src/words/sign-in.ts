import { CONDITIONS, DIMENSIONS } from "../law/conditions";
import type { ValueFormatter } from "../law/conditions/condition";
import { placesInWords } from "../law/conditions/locations";
import type { Circumstances, Dimension } from "../law/model/dimensions";
import type { Tenant } from "../law/model/tenant";
import { named } from "../text/sentence";
import type { Bypass, Width } from "../verifier/verdict";

/** How sign-ins are described to readers who may see everything in the tenant file. */
export const formatterOf = ({ locations }: Pick<Tenant, "locations">): ValueFormatter => ({
  locations,
  location: ({ id, displayName }) => named(displayName ?? id),
  attribute: (text) => `\`${text}\``,
});

/** One sign-in, or a way in with its width. */
type How = Partial<Pick<Bypass, "alsoTrueFor" | "places">> & { readonly signIn: Circumstances };

/** A way in, as wide as it is true, phrase by phrase. Dimensions that aren't worth mentioning are left out. */
export const phrasesOf = (way: How, formatter: ValueFormatter) =>
  DIMENSIONS.flatMap((dimension) => {
    const text = phraseOf(dimension, way, formatter);
    return text === undefined ? [] : [{ dimension, text }];
  });

function phraseOf<D extends Dimension>(dimension: D, way: How, formatter: ValueFormatter): string | undefined {
  const { signIn, alsoTrueFor = {}, places = [] } = way;
  if (dimension === "network" && places.length > 0) return placesInWords(places, formatter);
  const width: Width[D] = alsoTrueFor[dimension];
  return CONDITIONS[dimension].words.how(width ?? [signIn[dimension]], formatter);
}

/** A way in, as wide as it is true: `any client, on Linux or an unknown platform, from anywhere outside "HQ"`. */
export const describeSignIn = (way: How, formatter: ValueFormatter): string =>
  phrasesOf(way, formatter)
    .map(({ text }) => text)
    .join(", ");

/** One example: a client, a platform and a network, and the other dimensions that matter. */
export function describeExample(signIn: Circumstances, width: Width, formatter: ValueFormatter): string {
  const { clientApp, platform, network, ...rest } = width;
  const anyValue = Object.fromEntries(Object.entries(rest).filter(([, values]) => values === "any"));
  return describeSignIn({ signIn, alsoTrueFor: anyValue }, formatter);
}
