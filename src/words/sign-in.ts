import { CONDITIONS, DIMENSIONS, varies } from "../law/conditions";
import type { ValueFormatter } from "../law/conditions/condition";
import { listWords } from "../law/conditions/locations";
import type { Circumstances, Dimension } from "../law/model/dimensions";
import type { Tenant } from "../law/model/tenant";
import { listing, named, someOf } from "../text/sentence";
import type { Bypass, Width } from "../verifier/verdict";
import { ANYWHERE, type Region } from "../verifier/ways/region";

/** How sign-ins are described to readers who may see everything in the tenant file. */
export const formatterOf = ({ locations }: Pick<Tenant, "locations">): ValueFormatter => ({
  locations,
  location: ({ id, displayName }) => named(displayName ?? id),
  attribute: (text) => `\`${text}\``,
});

/** The words for one dimension of a sign-in. */
export interface Phrase {
  readonly dimension: Dimension;
  readonly text: string;
}

/** What is described of a way in. */
type How = Pick<Bypass, "alsoTrueFor" | "places"> & { readonly signIn: Circumstances };

/** A way in, as wide as it is true, phrase by phrase. Dimensions that aren't worth mentioning are left out. */
export const phrasesOf = ({ signIn, alsoTrueFor, places }: How, formatter: ValueFormatter): readonly Phrase[] =>
  DIMENSIONS.filter(varies).flatMap((dimension) => {
    const isInPlaces = dimension === "network" && places.length > 0;
    const text = isInPlaces ? placesInWords(places, formatter) : phraseOf(dimension, signIn, alsoTrueFor, formatter);
    return text === undefined ? [] : [{ dimension, text }];
  });

/** One sign-in, phrase by phrase. */
export const phrasesOfOne = (signIn: Circumstances, formatter: ValueFormatter): readonly Phrase[] =>
  phrasesOf({ signIn, alsoTrueFor: {}, places: [] }, formatter);

const phraseOf = <D extends Dimension>(
  dimension: D,
  signIn: Circumstances,
  width: { readonly [D in Dimension]?: "any" | readonly Circumstances[D][] },
  formatter: ValueFormatter,
): string | undefined => CONDITIONS[dimension].words.how(width[dimension] ?? [signIn[dimension]], formatter);

/** A way in, as wide as it is true: `any client, on Linux or an unknown platform, from anywhere outside "HQ"`. */
export const describeSignIn = (way: How, formatter: ValueFormatter): string =>
  phrasesOf(way, formatter)
    .map(({ text }) => text)
    .join(", ");

const MOST_PLACES = 5;

/** `from "HQ" or trusted locations, outside "Finland"`. All regions are outside of the same locations. */
function placesInWords(places: readonly Region[], formatter: ValueFormatter): string {
  const among = places.flatMap(({ inside }) => (inside === "anywhere" ? [] : [inside]));
  const nameOf = (one: (typeof among)[number]) => (one === "trusted" ? "trusted locations" : formatter.location(one));
  const [{ outside } = ANYWHERE] = places;
  const left = listWords(outside, formatter);
  if (among.length === 0) return `from anywhere outside ${left}`;
  const isAll = !outside.allTrusted && outside.ids.size === 0;
  return `from ${listing(someOf(among.map(nameOf), MOST_PLACES), "or")}${isAll ? "" : `, outside ${left}`}`;
}

/** One example: a client, a platform and a network, and the other dimensions that matter. */
export function describeExample(signIn: Circumstances, width: Width, formatter: ValueFormatter): string {
  const { clientApp, platform, network, ...rest } = width;
  const anyValue = Object.fromEntries(Object.entries(rest).filter(([, values]) => values === "any"));
  return describeSignIn({ signIn, alsoTrueFor: anyValue, places: [] }, formatter);
}
