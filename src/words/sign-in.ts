import { CONDITIONS, DIMENSIONS, varies } from "../law/conditions";
import type { Teller } from "../law/conditions/condition";
import type { Circumstances, Dimension } from "../law/model/dimensions";
import type { Tenant } from "../law/model/tenant";
import { named } from "../text/sentence";
import type { Width } from "../verifier/verdict";

/** How sign-ins are described to readers who may see everything in the tenant file. */
export const tellerOf = ({ locations }: Pick<Tenant, "locations">): Teller => ({
  locations,
  location: ({ id, displayName }) => named(displayName ?? id),
  attribute: (text) => `\`${text}\``,
});

/** The words for one dimension of a sign-in. */
export interface Phrase {
  readonly dimension: Dimension;
  readonly text: string;
}

/** The sign-in, as wide as it is true, phrase by phrase. Dimensions that aren't worth mentioning are left out. */
export const phrasesOf = (signIn: Circumstances, width: Width, teller: Teller): readonly Phrase[] =>
  DIMENSIONS.filter(varies).flatMap((dimension) => {
    const text = phraseOf(dimension, signIn, width, teller);
    return text === undefined ? [] : [{ dimension, text }];
  });

const phraseOf = <D extends Dimension>(
  dimension: D,
  signIn: Circumstances,
  width: { readonly [D in Dimension]?: "any" | readonly Circumstances[D][] },
  teller: Teller,
): string | undefined => CONDITIONS[dimension].words.how(width[dimension] ?? [signIn[dimension]], teller);

/** The sign-in, as wide as it is true: `any client, on Linux or an unknown platform, from anywhere`. */
export const describeSignIn = (signIn: Circumstances, width: Width, teller: Teller): string =>
  phrasesOf(signIn, width, teller)
    .map(({ text }) => text)
    .join(", ");

/** One example: a client, a platform and a network, and the other dimensions that matter. */
export function describeExample(signIn: Circumstances, width: Width, teller: Teller): string {
  const { clientApp, platform, network, ...rest } = width;
  const anyValue = Object.fromEntries(Object.entries(rest).filter(([, values]) => values === "any"));
  return describeSignIn(signIn, anyValue, teller);
}
